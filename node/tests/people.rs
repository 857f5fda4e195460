//! People: registered, changed, found and read.

use crate::desk::{Desk, candidate};
use node::{
    domain::text::Line,
    storage::{access_log, candidate_list::ListFilter, candidates},
    workflow::{
        ErrorKind, WorkflowError, find_candidates::find_candidates, register_candidate::register_candidate,
        update_candidate::update_candidate, view_candidate::view_candidate,
    },
};
use vocabulary::{EscoUri, MunicipalityCode, Personal, Purpose};

#[tokio::test]
async fn a_person_is_stored_as_registered_and_matched_at_once() {
    let desk = Desk::open("AM24");
    let person = candidate(&desk.context, "Zoë van 't Hof");
    let id = register_candidate(&desk.context, &desk.coach, person.clone()).await.unwrap();
    let read = desk.context.storage.read_blocking(|c| candidates::get(c, id)).unwrap().unwrap();
    let sorted = |mut candidate: node::domain::candidate::Candidate| {
        candidate.skills.sort_by(|a, b| a.skill.cmp(&b.skill));
        candidate
    };
    assert_eq!(sorted(read), sorted(person));
    assert_eq!(desk.context.matching.size().0, 1);
    assert_eq!(desk.audit().last().map(String::as_str), Some("candidate.register"));
}

#[tokio::test]
async fn a_change_keeps_what_others_changed() {
    let desk = Desk::open("AM24");
    let id = desk.person("Bela Dorsen").await;
    let mut person = view_candidate(&desk.context, &desk.coach, id).await.unwrap().candidate;
    person.name = Personal::new(Line::new("Bela Dorsen-Vos").unwrap());
    person.skills.pop();
    update_candidate(&desk.context, &desk.coach, person.clone()).await.unwrap();
    let changed = desk.context.storage.read_blocking(|c| candidates::get(c, id)).unwrap().unwrap();
    assert_eq!((changed.revision, changed.skills.len()), (2, 2));
    let late = update_candidate(&desk.context, &desk.coach, person).await;
    assert!(matches!(late, Err(WorkflowError::ChangedMeanwhile { kind: "candidate" })));
}

#[tokio::test]
async fn a_code_that_no_list_has_is_refused_by_field() {
    let desk = Desk::open("AM24");
    let mut person = candidate(&desk.context, "Bela Dorsen");
    person.municipality = MunicipalityCode::new("GM9999").unwrap();
    let refused = register_candidate(&desk.context, &desk.coach, person).await.unwrap_err();
    assert!(matches!(refused, WorkflowError::Value { field: "municipality", .. }), "{refused}");
    let mut person = candidate(&desk.context, "Bela Dorsen");
    person.skills[0].skill = EscoUri::new("http://data.europa.eu/esco/skill/unknown").unwrap();
    let refused = register_candidate(&desk.context, &desk.coach, person).await.unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::Invalid);
    assert_eq!(desk.count("candidates"), 0);
}

#[tokio::test]
async fn every_read_of_a_file_is_logged_before_it_is_shown() {
    let desk = Desk::open("AM24");
    let id = desk.person("Bela Dorsen").await;
    let other = desk.person("Mela Visser").await;
    for _ in 0..2 {
        view_candidate(&desk.context, &desk.coach, id).await.unwrap();
    }
    let reads = |id| desk.context.storage.read_blocking(|c| access_log::of_candidate(c, id, 10)).unwrap();
    assert_eq!(reads(id).len(), 2);
    assert_eq!(reads(id)[0].entry.actor, desk.coach.to_string());
    assert_eq!(reads(id)[0].entry.purpose, "case-work");
    assert_eq!(reads(other), [], "the log of one person never holds another");
    let file = view_candidate(&desk.context, &desk.adviser, other).await.unwrap();
    assert_eq!(file.reads.len(), 1, "the person sees this reading too");
}

#[tokio::test]
async fn a_file_whose_read_cannot_be_logged_is_not_shown() {
    let desk = Desk::open("AM24");
    let id = desk.person("Bela Dorsen").await;
    desk.leave_room(0);
    // The log still has room in its last page; it fills up, and from then on nothing is shown.
    let mut shown = 0;
    let refused = loop {
        match view_candidate(&desk.context, &desk.coach, id).await {
            Ok(_) => shown += 1,
            Err(error) => break error,
        }
        assert!(shown < 1_000, "the disk never filled");
    };
    assert_eq!(refused.kind(), ErrorKind::Unavailable);
    let logged = desk.audit().iter().filter(|action| *action == access_log::READ).count();
    assert_eq!(logged, shown, "as many reads in the log as were shown");
}

#[tokio::test]
async fn only_roles_that_work_with_people_read_a_file() {
    let desk = Desk::open("AM24");
    let id = desk.person("Bela Dorsen").await;
    for actor in [desk.operator, desk.business_adviser] {
        let refused = view_candidate(&desk.context, &actor, id).await.unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::Forbidden);
    }
    assert!(view_candidate(&desk.context, &desk.adviser, id).await.is_ok());
}

#[tokio::test]
async fn a_person_is_found_with_a_typing_error_and_the_nearest_name_comes_first() {
    let desk = Desk::open("AM24");
    for name in ["Wimaa Dorkem", "Wimoe Dorkin", "Zoë Yelsen"] {
        desk.person(name).await;
    }
    let found = async |query: &str| {
        let lines = find_candidates(&desk.context, &desk.coach, (query, ListFilter::default()), None, 10)
            .await
            .unwrap();
        lines.iter().map(|line| line.name.reveal(Purpose::CaseWork).to_string()).collect::<Vec<_>>()
    };
    assert_eq!(found("drokem").await, ["Wimaa Dorkem"]);
    assert_eq!(found("wim").await.len(), 2);
    assert_eq!(found("dorkin wimoe").await, ["Wimoe Dorkin"]);
    assert_eq!(found("zoe").await, ["Zoë Yelsen"]);
    assert_eq!(found("").await.len(), 3);
    assert_eq!(found("qqqq").await, [""; 0]);
    assert!(
        find_candidates(&desk.context, &desk.operator, ("wim", ListFilter::default()), None, 10)
            .await
            .is_err()
    );
}
