//! People proposed for vacancies from the match list and by hand, what came of it, and the comparison.

use crate::{
    desk::{Desk, employer, vacancy},
    interface::Program,
    pages::Reader,
};
use axum::http::StatusCode;
use node::{
    domain::proposal::{Arm, Outcome, ProposalRefused, Unfit, UnfitReason},
    storage::{candidates, proposals},
    workflow::{
        WorkflowError,
        add_employer::add_employer,
        post_vacancy::post_vacancy,
        propose_candidate::{ChosenFrom, compare_proposals, propose_candidate, record_outcome},
        update_candidate::update_candidate,
    },
};
use serde_json::json;
use vocabulary::{CandidateId, VacancyId};

async fn open_vacancy(desk: &Desk) -> VacancyId {
    let employer = add_employer(&desk.context, &desk.adviser, employer(None)).await.unwrap();
    let vacancy = vacancy(&desk.context, employer);
    post_vacancy(&desk.context, &desk.adviser, vacancy).await.unwrap()
}

async fn propose(desk: &Desk, person: CandidateId, vacancy: VacancyId, from: ChosenFrom) {
    propose_candidate(&desk.context, &desk.adviser, person, vacancy, from).await.unwrap();
}

#[tokio::test]
async fn pwc_02_a_proposal_keeps_what_led_to_it_and_what_came_of_it() {
    let desk = Desk::with_passwords("AM24");
    let (first, second) = (desk.person_near("Mira Zandoe").await, desk.person_near("Wim Dorkem").await);
    let vacancy = open_vacancy(&desk).await;
    let program = Program::signed_in(&desk, "Adviser").await;
    let path = format!("/v1/candidates/{first}/proposals");
    let body = json!({ "vacancy": vacancy, "from": "peopleOfVacancy", "decision": "propose" });
    let made = program.post(&path, &body).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    let again = program.post(&path, &body).await;
    assert_eq!(again.status, StatusCode::CONFLICT, "nobody is proposed twice for the same work");
    let kept = program.get(&path).await.body["items"][0].clone();
    assert_eq!((kept["arm"].as_str(), kept["stage"].as_str()), (Some("matching"), Some("proposed")));
    assert!(kept["place"].as_u64().is_some_and(|place| (1..=2).contains(&place)), "{kept}");
    assert!(kept["score"].as_f64().is_some_and(|score| score > 0.0));
    assert!(kept["weightsVersion"].as_str().is_some_and(|version| !version.is_empty()));
    let outcome = format!("{path}/{}/outcome", made.body["id"].as_str().unwrap());
    assert_eq!(
        program.post(&outcome, &json!({ "outcome": "interview" })).await.status,
        StatusCode::NO_CONTENT
    );
    let without_note = json!({ "outcome": "not-hired", "unfit": { "reason": "other" } });
    let refused = program.post(&outcome, &without_note).await;
    assert_eq!(refused.body["errors"][0]["field"], "unfit.note");
    assert_eq!(program.post(&outcome, &json!({ "outcome": "hired" })).await.status, StatusCode::NO_CONTENT);
    assert_eq!(program.post(&outcome, &json!({ "outcome": "hired" })).await.status, StatusCode::CONFLICT);

    let path = format!("/v1/candidates/{second}/proposals");
    let unfit = json!({ "vacancy": vacancy, "from": "ownIdea", "decision": "unfit",
                        "unfit": { "reason": "other", "note": "Wil liever nachtdienst" } });
    assert_eq!(program.post(&path, &unfit).await.status, StatusCode::CREATED);
    let by_hand = json!({ "vacancy": vacancy, "from": "ownIdea", "decision": "propose" });
    let made = program.post(&path, &by_hand).await;
    assert_eq!(made.status, StatusCode::CREATED, "an adviser may think better of it");
    let kept = program.get(&path).await.body["items"][0].clone();
    assert_eq!((kept["arm"].as_str(), kept["place"].as_u64()), (Some("manual"), None));

    let report = program.get("/v1/proposal-report").await.body;
    assert_eq!((&report["arms"][0]["hired"], &report["arms"][1]["proposed"]), (&json!(1), &json!(1)));
    assert_eq!(report["arms"][0]["hiredShare"], json!(null), "one proposal gives no share");
    assert_eq!(report["hired"], "too-few");
    assert!(desk.audit_says("proposal.make", "proposed matching"));
    assert!(desk.audit_says("proposal.outcome", "hired"));
}

#[tokio::test]
async fn pwc_02_the_comparison_claims_no_difference_that_it_cannot_show() {
    let desk = Desk::with_passwords("AM24");
    let vacancy = open_vacancy(&desk).await;
    for number in 0..20 {
        let person = desk.person_near(&format!("Mira Zz{number:02}")).await;
        let from = if number % 2 == 0 { ChosenFrom::PeopleOfVacancy } else { ChosenFrom::OwnIdea };
        propose(&desk, person, vacancy, from).await;
        if number < 6 {
            let found = desk.context.storage.read_blocking(|c| proposals::of_pair(c, person, vacancy));
            let id = found.unwrap().unwrap().id;
            record_outcome(&desk.context, &desk.coach, person, id, Outcome::Interview).await.unwrap();
        }
    }
    let counts = compare_proposals(&desk.context, &desk.coach).await.unwrap();
    assert_eq!((counts[&Arm::Matching].proposed, counts[&Arm::Manual].proposed), (10, 10));
    assert_eq!((counts[&Arm::Matching].interviews, counts[&Arm::Manual].interviews), (3, 3));
    let page = Reader::signed_in(&desk, "Coach").await.get("/rapporten/voorstellen").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.html.contains("Verschil niet aantoonbaar."), "{}", page.html);
    assert!(page.html.contains("30%"), "ten proposals give a share");
    assert!(compare_proposals(&desk.context, &desk.operator).await.is_err());
}

#[tokio::test]
async fn pwc_02_pages_propose_refuse_with_a_reason_and_show_it_in_the_file() {
    let desk = Desk::with_passwords("AM24");
    let person = desk.person_near("Mira Zandoe").await;
    let vacancy = open_vacancy(&desk).await;
    let reader = Reader::signed_in(&desk, "Adviser").await;
    let list = reader.get(&format!("/vacatures/{vacancy}/matches")).await.html;
    let address = format!("/kandidaten/{person}/niet-passend?vacature={vacancy}&#38;uit=mensen");
    assert!(list.contains(&address), "{list}");
    let path = format!("/kandidaten/{person}/niet-passend");
    let chosen = vacancy.to_string();
    let empty = reader.post(&path, &[("vacature", &chosen), ("uit", "mensen")]).await;
    assert_eq!(empty.status, StatusCode::BAD_REQUEST);
    assert!(empty.html.contains("Kies waarom niet"));
    let fields = [("vacature", chosen.as_str()), ("uit", "mensen"), ("reden", "wish")];
    let made = reader.post(&path, &fields).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.html);
    let file = reader.get(&format!("/kandidaten/{person}")).await.html;
    assert!(file.contains("De kandidaat wil dit werk niet") && file.contains("uit de matchlijst, plaats 1"));
    let path = format!("/kandidaten/{person}/voorstellen");
    let found = reader.post(&path, &[("vacature-search", "verzorgende"), ("search", "vacature")]).await;
    assert!(found.html.contains(&chosen), "a vacancy is found by its title");
    assert_eq!(reader.post(&path, &[("vacature", &chosen)]).await.status, StatusCode::SEE_OTHER);
    let file = reader.get(&format!("/kandidaten/{person}")).await.html;
    assert!(file.contains("eigen idee") && !file.contains("De kandidaat wil dit werk niet"));
    let list = reader.get(&format!("/vacatures/{vacancy}/matches")).await.html;
    assert!(list.contains("Voorgesteld") && !list.contains(&address), "the card says that it is done");
    let outcome = file.split(&format!("{path}/")).nth(1).unwrap().split('"').next().unwrap();
    let outcome = format!("{path}/{outcome}");
    assert_eq!(reader.get(&outcome).await.status, StatusCode::OK);
    assert_eq!(reader.post(&outcome, &[("uitkomst", "interview")]).await.status, StatusCode::SEE_OTHER);
    assert!(reader.get(&format!("/kandidaten/{person}")).await.html.contains("Gesprek"));
}

#[tokio::test]
async fn pwc_02_somebody_is_proposed_from_the_vacancy_without_the_list() {
    let desk = Desk::with_passwords("AM24");
    let person = desk.person("Mira Zandoe").await;
    let vacancy = open_vacancy(&desk).await;
    let reader = Reader::signed_in(&desk, "Coach").await;
    let path = format!("/vacatures/{vacancy}/voorstellen");
    assert_eq!(reader.get(&path).await.status, StatusCode::OK);
    let found = reader.post(&path, &[("kandidaat-search", "zandoe"), ("search", "kandidaat")]).await;
    assert!(found.html.contains(&person.to_string()), "{}", found.html);
    let made = reader.post(&path, &[("kandidaat", &person.to_string())]).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.html);
    let kept =
        desk.context.storage.read_blocking(|c| proposals::of_pair(c, person, vacancy)).unwrap().unwrap();
    assert_eq!(kept.origin.arm(), Arm::Manual);
    // Everything about it goes with the person.
    desk.context.storage.write_blocking(|tx| candidates::erase(tx, person)).unwrap();
    assert_eq!(desk.count("proposals"), 0);
}

#[tokio::test]
async fn a_person_who_asked_that_nothing_more_is_done_is_not_proposed() {
    let desk = Desk::open("AM24");
    let person = desk.person("Mira Zandoe").await;
    let vacancy = open_vacancy(&desk).await;
    let mut stored = desk.context.storage.read_blocking(|c| candidates::get(c, person)).unwrap().unwrap();
    stored.restricted = true;
    update_candidate(&desk.context, &desk.coach, stored).await.unwrap();
    let made = propose_candidate(&desk.context, &desk.coach, person, vacancy, ChosenFrom::OwnIdea).await;
    assert!(matches!(made, Err(WorkflowError::Restricted)), "{made:?}");
    let other = desk.person("Wim Dorkem").await;
    let business = desk.business_adviser;
    let made = propose_candidate(&desk.context, &business, other, vacancy, ChosenFrom::OwnIdea).await;
    assert!(matches!(made, Err(WorkflowError::NotAllowed { .. })), "{made:?}");
    // The contrast: nothing stands in the way of somebody else.
    propose(&desk, other, vacancy, ChosenFrom::OwnIdea).await;
    let refused = Unfit::new(UnfitReason::Other, None);
    assert_eq!(refused, Err(ProposalRefused::OtherWithoutNote));
}
