//! Cases and the worklist.

use crate::desk::Desk;
use jiff::SignedDuration;
use node::{
    domain::{
        case::{
            deadline::{Deadline, Expectation},
            step::{CaseStep, Coaching, Selection, Shadowing, StepNumber, Training},
            transition::CaseEvent,
        },
        text::{FreeText, Line},
    },
    storage::{
        StorageError,
        case_lists::{WorklistOf, WorklistPart},
        cases,
    },
    workflow::{
        ErrorKind, WorkflowError,
        advance_case::advance_case,
        assign_case::assign_case,
        open_case::{OpenCase, open_case},
        view_candidate::view_case,
        view_worklist::view_worklist,
    },
};
use vocabulary::{CaseId, Personal, Purpose, VacancyId};

fn stored(desk: &Desk, id: CaseId) -> node::domain::case::Case {
    desk.context.storage.read_blocking(|c| cases::get(c, id)).unwrap().unwrap()
}

fn enter(step: CaseStep, reason: Option<&str>) -> CaseEvent {
    CaseEvent::Enter { step, reason: reason.map(|text| Line::new(text).unwrap()), deadline: None }
}

/// NET-05 on the table itself, behind the back of every type.
#[tokio::test]
async fn net_05_a_case_without_owner_or_due_date_cannot_be_saved() {
    let desk = Desk::open("AM24");
    let candidate = desk.person("Bela Dorsen").await;
    let account = desk.adviser.id().unwrap();
    let good = [
        ("owner_region", "'AM24'"),
        ("owner_account", "?2"),
        ("due_on", "'2026-12-01'"),
        ("expectation", "'of-the-step'"),
    ];
    let insert = |columns: &[(&str, &str)]| {
        let names: Vec<_> = columns.iter().map(|(name, _)| *name).collect();
        let values: Vec<_> = columns.iter().map(|(_, value)| *value).collect();
        let sql = format!(
            "INSERT INTO cases (id, candidate, revision, opened_at_ms, step, progress, {}) \
             SELECT randomblob(16), ?1, 1, 0, 1, 'ended', {} WHERE ?2 IS NOT NULL",
            names.join(", "),
            values.join(", ")
        )
        .replace("'ended',", "'open',");
        desk.context.storage.write_blocking(|tx| {
            tx.execute(&sql, (candidate.to_bytes(), account.to_bytes()))
                .map_err(|source| StorageError::Sql { doing: "save a case", source })
        })
    };
    for left_out in 0..good.len() {
        let mut columns = good.to_vec();
        let (name, _) = columns.remove(left_out);
        let error = insert(&columns).expect_err(name);
        assert!(error.is_conflict(), "{name}: {error:?}");
    }
    for (name, nonsense) in [
        ("owner_region", "''"),
        ("due_on", "''"),
        ("due_on", "'soon'"),
        ("expectation", "''"),
        ("expectation", "'agreed'"),
        ("owner_account", "x'00000000000000000000000000000000'"),
    ] {
        let columns: Vec<_> =
            good.iter().map(|column| if column.0 == name { (name, nonsense) } else { *column }).collect();
        assert!(insert(&columns).is_err(), "{name} = {nonsense}");
    }
    // The contrast: with all four it is saved.
    assert_eq!(insert(&good).unwrap(), 1);
}

#[tokio::test]
async fn net_05_a_case_cannot_be_opened_for_an_owner_who_is_not_there() {
    let desk = Desk::open("AM24");
    let candidate = desk.person("Bela Dorsen").await;
    let open = |owner| {
        let command = OpenCase { candidate, owner, wish: Personal::new(None), deadline: None };
        open_case(&desk.context, &desk.adviser, command)
    };
    let stranger = vocabulary::AccountId::random();
    assert!(matches!(open(Some(stranger)).await, Err(WorkflowError::NotFound { kind: "account" })));
    assert!(matches!(open(desk.operator.id()).await, Err(WorkflowError::Conflict { .. })));
    let id = open(desk.coach.id()).await.unwrap();
    let case = stored(&desk, id);
    assert_eq!(Some(case.owner().account), desk.coach.id());
    assert_eq!(case.deadline().due_on.to_string(), "2026-12-08");
    assert_eq!(open(None).await.unwrap_err().kind(), ErrorKind::Conflict, "one case at a time");
}

#[tokio::test]
async fn every_step_is_stored_with_what_belongs_to_it_and_the_earlier_steps_stay() {
    let desk = Desk::open("AM24");
    let candidate = desk.person("Bela Dorsen").await;
    let wish = Personal::new(Some(FreeText::new("Iets met mensen").unwrap()));
    let command = OpenCase { candidate, owner: None, wish, deadline: None };
    let id = open_case(&desk.context, &desk.adviser, command).await.unwrap();
    let vacancy = VacancyId::random();
    let coach = desk.coach.id().unwrap();
    let shadowing = Some(Shadowing::new("2026-12-01".parse().unwrap(), 3).unwrap());
    let steps = [
        enter(CaseStep::Coaching(Coaching { coach, target_occupation: None }), None),
        enter(
            CaseStep::Selection(Selection { vacancy, shadowing: None }),
            Some("the employer asked for her"),
        ),
        enter(CaseStep::Selection(Selection { vacancy, shadowing }), None),
        enter(
            CaseStep::Training(Training {
                initiative: None,
                vacancy: Some(vacancy),
                ends_on: Some("2027-06-30".parse().unwrap()),
            }),
            None,
        ),
    ];
    for event in steps {
        let revision = stored(&desk, id).revision();
        let after = advance_case(&desk.context, &desk.adviser, id, revision, event).await.unwrap();
        assert_eq!(stored(&desk, id), after);
    }
    assert_eq!(desk.count("case_steps"), 4, "what was noted replaced its line, what was left stays");
    let (case, file) = view_case(&desk.context, &desk.coach, id).await.unwrap();
    assert_eq!(case.step().number(), StepNumber::Training);
    let kinds: Vec<_> = file.cases[0].1.iter().map(|happening| happening.kind.as_str()).collect();
    assert_eq!(kinds, ["opened", "entered", "entered", "noted", "entered"]);
    let reason = file.cases[0].1[2].reason.as_ref().map(Line::as_str);
    assert_eq!(reason, Some("the employer asked for her"));
    assert_eq!(desk.audit().iter().filter(|action| action.starts_with("case.")).count(), 5);
}

#[tokio::test]
async fn a_change_on_what_somebody_else_changed_meanwhile_is_refused() {
    let desk = Desk::open("AM24");
    let candidate = desk.person("Bela Dorsen").await;
    let id = desk.case_of(candidate).await;
    let coach = desk.coach.id().unwrap();
    assign_case(&desk.context, &desk.adviser, id, 1, coach).await.unwrap();
    let late = assign_case(&desk.context, &desk.adviser, id, 1, coach).await;
    assert!(matches!(late, Err(WorkflowError::ChangedMeanwhile { kind: "case" })));
    let refused = assign_case(&desk.context, &desk.adviser, id, 2, desk.operator.id().unwrap()).await;
    assert!(matches!(refused, Err(WorkflowError::Conflict { .. })));
    assert_eq!(stored(&desk, id).owner().account, coach, "still exactly one owner");
}

#[tokio::test]
async fn the_worklist_shows_each_case_in_one_part_and_counts_the_steps() {
    let desk = Desk::open("AM24");
    let mut ids = Vec::new();
    for (name, due_on) in [
        ("Bela Eerst", "2026-11-24"),
        ("Bela Tweed", "2026-11-30"),
        ("Bela Derde", "2026-12-20"),
        ("Bela Vierd", "2026-12-24"),
    ] {
        let candidate = desk.person(name).await;
        let deadline =
            Some(Deadline { due_on: due_on.parse().unwrap(), expectation: Expectation::OfTheStep });
        let command = OpenCase { candidate, owner: None, wish: Personal::new(None), deadline };
        ids.push(open_case(&desk.context, &desk.adviser, command).await.unwrap());
    }
    let coach = desk.coach.id().unwrap();
    let step = CaseStep::Coaching(Coaching { coach, target_occupation: None });
    let event =
        CaseEvent::Enter { step, reason: None, deadline: Some(stored(&desk, ids[3]).deadline().clone()) };
    advance_case(&desk.context, &desk.adviser, ids[3], 1, event).await.unwrap();
    desk.pass(SignedDuration::from_hours(6 * 24));
    let worklist = view_worklist(&desk.context, &desk.coach, WorklistOf::Everybody).await.unwrap();
    let counted: Vec<_> = worklist.parts.iter().map(|(part, count, _)| (*part, *count)).collect();
    assert_eq!(
        counted,
        [
            (WorklistPart::Overdue, 1),
            (WorklistPart::Today, 1),
            (WorklistPart::WaitingForOthers, 0),
            (WorklistPart::New, 1),
            (WorklistPart::Ahead, 1)
        ]
    );
    assert_eq!(worklist.per_step, [3, 1, 0, 0, 0, 0, 0]);
    let overdue = &worklist.parts[0].2[0];
    assert_eq!(overdue.name.reveal(Purpose::CaseWork).as_str(), "Bela Eerst");
    let of_coach = view_worklist(&desk.context, &desk.coach, WorklistOf::Account(coach)).await.unwrap();
    assert_eq!(of_coach.per_step.iter().sum::<u64>(), 0, "the adviser owns them all");
    assert!(view_worklist(&desk.context, &desk.operator, WorklistOf::Everybody).await.is_err());
}
