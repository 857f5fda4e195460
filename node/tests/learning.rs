//! Modules, learning paths and who fits after training, on a real database, by page and by program.

use crate::{
    desk::{Desk, employer, occupation, vacancy},
    interface::Program,
    pages::Reader,
};
use axum::http::StatusCode;
use node::workflow::{
    Context,
    add_employer::add_employer,
    import::{Lists, initiative_records::import_initiative_records},
    plan_learning::{Planned, people_by_readiness},
    post_vacancy::post_vacancy,
    register_candidate::register_candidate,
};
use serde_json::{Value, json};
use std::sync::Arc;
use vocabulary::{CandidateId, VacancyId};

/// A sector desk of the region whose module teaches all that [`vacancy`] asks, in the sector of its occupation.
fn desk_of_the_sector(desk: &Desk) -> Value {
    let (occupation, skills) = occupation(&desk.context.vocabulary);
    let sector = node::workflow::plan_learning::sector_of(&desk.context, &occupation).unwrap();
    let teaches: Vec<Value> =
        skills.iter().map(|skill| json!({ "uri": skill.as_str(), "level": 3 })).collect();
    json!({
        "name": "Transferpunt Delta", "sector": sector.as_str(), "steps": ["intake", "training"],
        "regions": ["AM24"], "intake_name": "Loket Delta", "intake_email": "loket@voorbeeld.nl",
        "modules": [{
            "name": "Vakbasis", "teaches": teaches, "weeks": 10, "hours_per_week": 16, "continuous": true,
            "costs": [{ "payer": "training-fund", "cents": 120_000 }], "seats": 12, "online": true
        }]
    })
}

fn import(desk: &Desk, lines: &str) {
    let context = &desk.context;
    let lists = Lists::new(context.vocabulary.clone(), context.geography.clone());
    let now = context.clock.now();
    let done =
        import_initiative_records(&context.storage, lines, &lists, &context.sectors, "system", now).unwrap();
    assert_eq!(done.bad, 0, "{:?}", done.problems);
}

async fn posted(desk: &Desk) -> VacancyId {
    let employer = add_employer(&desk.context, &desk.adviser, employer(None)).await.unwrap();
    post_vacancy(&desk.context, &desk.adviser, vacancy(&desk.context, employer)).await.unwrap()
}

/// Somebody near the vacancy with only its first skill.
async fn beginner(desk: &Desk, name: &str) -> CandidateId {
    let mut person = crate::desk::candidate(&desk.context, name);
    person.municipality = vocabulary::MunicipalityCode::new("GM0687").unwrap();
    person.skills.truncate(1);
    register_candidate(&desk.context, &desk.coach, person).await.unwrap()
}

#[tokio::test]
async fn net_11_people_who_fit_after_ten_weeks_rank_beside_those_who_fit_now_both_ways_round() {
    let desk = Desk::with_passwords("AM24");
    let vacancy = posted(&desk).await;
    let able = desk.person_near("Mira Zandoe").await;
    let learner = beginner(&desk, "Joris Veldoe").await;
    let coach = Program::signed_in(&desk, "Coach").await;
    let path = format!("/v1/vacancies/{vacancy}/learning-paths");
    let before = coach.get(&path).await.body;
    assert_eq!(before["items"].as_array().unwrap().len(), 1, "nobody teaches anything yet");
    import(&desk, &desk_of_the_sector(&desk).to_string());
    let found = coach.get(&path).await.body;
    assert_eq!(found["items"][0]["candidate"], able.to_string());
    assert_eq!(found["items"][0]["path"]["outcome"], "fits-now");
    let after = &found["items"][1];
    assert_eq!(after["candidate"], learner.to_string());
    assert_eq!((&after["path"]["outcome"], &after["path"]["weeks"]), (&json!("fits-after"), &json!(10)));
    assert_eq!(after["path"]["costs"], json!([{ "payer": "training-fund", "cents": 120_000 }]));
    assert_eq!(after["path"]["readyInWeeks"], 10);
    assert_eq!(after["initiatives"].as_array().unwrap().len(), 1, "the desk of region and sector");
    assert_eq!(before["items"][0]["initiatives"], json!([]), "and before it was there: none");
    assert_eq!(
        (&found["readiness"]["fitNow"], &found["readiness"]["fitAfterTraining"]),
        (&json!(1), &json!(1))
    );
    let back = coach.get(&format!("/v1/candidates/{learner}/learning-paths")).await.body;
    assert_eq!(back["items"][0]["vacancy"], vacancy.to_string());

    let (occupation, _) = occupation(&desk.context.vocabulary);
    let encoded = service::web::form::encoded(occupation.as_str());
    let to = coach.get(&format!("/v1/candidates/{learner}/occupation-path?occupation={encoded}")).await.body;
    assert_eq!(to["path"]["parts"][0]["name"], "Vakbasis", "{to}");
    assert!(desk.audit().contains(&"match.occupation".to_owned()));

    let reader = Reader::signed_in(&desk, "Coach").await;
    let page = reader.get(&format!("/vacatures/{vacancy}/scholing")).await.html;
    assert!(page.contains("Joris Veldoe") && page.contains("Past over 10 weken"), "{page}");
    assert!(page.contains("€ 1.200,00 uit het O&#38;O-fonds"), "{page}");
    let page = reader.get(&format!("/kandidaten/{learner}/scholing")).await.html;
    assert!(page.contains("Past over 10 weken"));
    let page = reader.get(&format!("/vacatures/{vacancy}")).await.html;
    assert!(page.contains("1 passen nu, 1 na hoogstens 6 maanden scholing"), "{page}");
}

#[tokio::test]
async fn net_11_paths_that_were_kept_are_planned_anew_after_each_change() {
    let desk = Desk::with_passwords("AM24");
    let vacancy = posted(&desk).await;
    import(&desk, &desk_of_the_sector(&desk).to_string());
    beginner(&desk, "Joris Veldoe").await;
    // What is said where nothing was kept yet.
    let afresh = || {
        let mut context = desk.context.clone();
        context.counted = Arc::default();
        context
    };
    let paths = async |context: &Context, shown| {
        let found = people_by_readiness(context, &desk.coach, vacancy, shown).await.unwrap();
        let weeks = |it: &Planned<CandidateId>| (it.of, it.path.weeks, it.path.parts.len());
        (found.ready.iter().map(weeks).collect::<Vec<_>>(), found.count)
    };
    let known = async || {
        let anew = paths(&afresh(), 30).await;
        let looks = desk.count("audit_entries");
        for _ in 0..2 {
            assert_eq!(paths(&desk.context, 30).await, anew);
        }
        let entries = 2 * (1 + i64::try_from(anew.0.len()).unwrap());
        assert_eq!(desk.count("audit_entries"), looks + entries, "each look is logged, of what is kept too");
        assert_eq!(paths(&desk.context, 1).await.0, anew.0[..1], "fewer are asked for than were kept");
        anew
    };
    let one = known().await;
    assert_eq!(one.0.iter().map(|it| it.1).collect::<Vec<_>>(), [10]);
    let able = desk.person_near("Mira Zandoe").await;
    let two = known().await;
    assert_eq!(two.0.iter().map(|it| it.1).collect::<Vec<_>>(), [0, 10], "a person came");
    desk.context.matching.candidate_removed(able);
    assert_eq!(known().await, one, "a person went");
    let mut shorter = desk_of_the_sector(&desk);
    shorter["modules"][0]["weeks"] = json!(6);
    import(&desk, &shorter.to_string());
    assert_eq!(known().await.0.iter().map(|it| it.1).collect::<Vec<_>>(), [6], "a module changed");
}

#[tokio::test]
async fn net_11_who_sees_no_people_reads_no_count_below_ten() {
    let desk = Desk::with_passwords("AM24");
    let vacancy = posted(&desk).await;
    import(&desk, &desk_of_the_sector(&desk).to_string());
    for number in 0..11 {
        beginner(&desk, &format!("Persoon {number}")).await;
    }
    desk.person_near("Mira Zandoe").await;
    let business = Program::signed_in(&desk, "Business adviser").await;
    let outlook = business.get(&format!("/v1/vacancies/{vacancy}/outlook")).await.body;
    assert_eq!(outlook["readiness"], json!({ "fitAfterTraining": 11, "withinMonths": 6 }));
    let refused = business.get(&format!("/v1/vacancies/{vacancy}/learning-paths")).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let page = Reader::signed_in(&desk, "Business adviser").await.get(&format!("/vacatures/{vacancy}")).await;
    assert!(page.html.contains("minder dan 10 passen nu, 11 na hoogstens 6 maanden"), "{}", page.html);
    let coach = Program::signed_in(&desk, "Coach").await;
    let outlook = coach.get(&format!("/v1/vacancies/{vacancy}/outlook")).await.body;
    assert_eq!(outlook["readiness"]["fitNow"], 1, "the contrast: a coach sees people, and so the count");
}

#[tokio::test]
async fn s3_08_and_s3_10_a_vacancy_names_an_initiative_of_region_and_sector_or_says_what_the_employer_can_do()
{
    let desk = Desk::with_passwords("AM24");
    let vacancy = posted(&desk).await;
    let business = Program::signed_in(&desk, "Business adviser").await;
    let path = format!("/v1/vacancies/{vacancy}/outlook");
    let none = business.get(&path).await.body;
    assert_eq!(none["initiatives"], json!([]));
    assert_eq!(none["hole"]["choices"][0]["choice"], "sector-fund");
    assert_eq!(none["hole"]["choices"][1]["choice"], "own-means");
    let reader = Reader::signed_in(&desk, "Business adviser").await;
    let page = reader.get(&format!("/vacatures/{vacancy}")).await.html;
    assert!(page.contains("Geen traject") && page.contains("De werkgever betaalt eigen scholing zelf"));
    import(&desk, &desk_of_the_sector(&desk).to_string());
    let some = business.get(&path).await.body;
    assert_eq!(some["initiatives"].as_array().unwrap().len(), 1);
    assert_eq!(some["hole"], Value::Null);
    let page = reader.get(&format!("/vacatures/{vacancy}")).await.html;
    assert!(page.contains("Transferpunt Delta") && !page.contains("Geen traject"));
}

#[tokio::test]
async fn hos_04_a_sector_desk_is_in_the_register_with_its_intake() {
    let desk = Desk::with_passwords("AM24");
    import(&desk, &desk_of_the_sector(&desk).to_string());
    let program = Program::signed_in(&desk, "Coach").await;
    let listed = program.get("/v1/initiatives").await.body;
    assert_eq!(listed["items"][0]["kind"], "sector-desk");
    assert_eq!(listed["items"][0]["intake"]["email"], "loket@voorbeeld.nl");
    let id = listed["items"][0]["id"].as_str().unwrap().to_owned();
    let reader = Reader::signed_in(&desk, "Coach").await;
    let page = reader.get(&format!("/initiatieven/{id}")).await.html;
    assert!(page.contains("Loket Delta") && page.contains("loket@voorbeeld.nl"), "{page}");
    assert!(reader.get("/initiatieven").await.html.contains("loket van de sector"));
    assert_eq!(
        program.get("/v1/initiatives/3f1c2a4e-0b5d-4c6e-8f70-1a2b3c4d5e6f").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn b18_an_occupation_leads_to_its_training_and_training_to_its_occupations() {
    let desk = Desk::with_passwords("AM24");
    let (occupation, _) = occupation(&desk.context.vocabulary);
    let program = Program::signed_in(&desk, "Coach").await;
    let path = format!("/v1/trainings?occupation={}", service::web::form::encoded(occupation.as_str()));
    assert_eq!(program.get(&path).await.body["items"], json!([]));
    import(&desk, &desk_of_the_sector(&desk).to_string());
    let found = program.get(&path).await.body;
    assert_eq!(found["items"][0]["name"], "Vakbasis");
    assert_eq!(found["items"][0]["essential"].as_array().unwrap().len(), 3);
    let initiative = found["items"][0]["initiative"].as_str().unwrap();
    let file = program.get(&format!("/v1/initiatives/{initiative}")).await.body;
    let opens = file["modules"][0]["opens"].as_array().unwrap();
    let back = opens.iter().find(|it| it["uri"] == occupation.as_str()).unwrap();
    assert_eq!(back["essentialTaught"], 3);
    let wrong = program.get("/v1/trainings?occupation=http://data.europa.eu/esco/occupation/none").await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    let reader = Reader::signed_in(&desk, "Coach").await;
    let page =
        reader.get(&format!("/scholing?beroep={}", service::web::form::encoded(occupation.as_str()))).await;
    assert!(page.html.contains("Vakbasis") && page.html.contains("leert 3 van de"), "{}", page.html);
    assert!(reader.get("/scholing?beroep=xqzxqz").await.html.contains("Zoek een ander beroep"));
}
