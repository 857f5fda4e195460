//! What a person could become: on the page, in the interface, and in the log.

use crate::{
    desk::{Desk, candidate, employer, vacancy},
    interface::Program,
    pages::Reader,
};
use axum::http::StatusCode;
use node::{
    domain::{candidate::WeekHours, vacancy::Vacancy},
    storage::candidates,
    workflow::{
        add_employer::add_employer, post_vacancy::post_vacancy, register_candidate::register_candidate,
    },
};
use serde_json::Value;
use vocabulary::{CandidateId, EscoUri, Language, OccupationIndex};

fn named(desk: &Desk, name: &str) -> OccupationIndex {
    let vocabulary = &desk.context.vocabulary;
    vocabulary.occupations().find(|it| vocabulary.occupation_label(*it, Language::EN) == name).unwrap()
}

/// Somebody who works as this and can the first five of what it asks.
async fn worker(desk: &Desk, occupation: &str) -> CandidateId {
    let (vocabulary, occupation) = (&desk.context.vocabulary, named(desk, occupation));
    let mut person = candidate(&desk.context, "Mira Zandoe");
    let claim = person.skills[0].clone();
    person.occupation = Some(vocabulary.occupation_uri(occupation));
    let skills = vocabulary.essential_skills(occupation).take(5);
    person.skills = skills
        .map(|skill| {
            let mut claim = claim.clone();
            claim.skill = vocabulary.skill_uri(skill);
            claim
        })
        .collect();
    register_candidate(&desk.context, &desk.coach, person).await.unwrap()
}

/// Somebody of whom neither work nor skills are known.
async fn unknown(desk: &Desk) -> CandidateId {
    let mut person = candidate(&desk.context, "Jona Anders");
    (person.occupation, person.skills) = (None, vec![]);
    register_candidate(&desk.context, &desk.coach, person).await.unwrap()
}

async fn post(desk: &Desk, occupation: &str, hours: (u8, u8)) {
    let owner = add_employer(&desk.context, &desk.adviser, employer(None)).await.unwrap();
    let posted = Vacancy {
        occupation: EscoUri::new(occupation).unwrap(),
        hours: WeekHours::new(hours.0, hours.1).unwrap(),
        ..vacancy(&desk.context, owner)
    };
    post_vacancy(&desk.context, &desk.adviser, posted).await.unwrap();
}

fn items(answer: &Value) -> &Vec<Value> {
    answer["items"].as_array().unwrap()
}

#[tokio::test]
async fn pwc_01_other_sectors_are_among_the_occupations_unless_somebody_narrows_it() {
    let desk = Desk::with_passwords("AM24");
    let person = worker(&desk, "nurse assistant").await;
    let program = Program::signed_in(&desk, "Adviser").await;
    let path = format!("/v1/candidates/{person}/occupations");
    let others = |answer: &Value| items(answer).iter().filter(|it| it["inOtherSector"] == true).count();
    let usual = program.get(&path).await.body;
    assert_eq!(items(&usual).len(), 10);
    assert!((3..10).contains(&others(&usual)), "at least a quarter, and one's own sector too");
    let narrowed = program.get(&format!("{path}?among=otherSectors&limit=8")).await.body;
    assert_eq!((items(&narrowed).len(), others(&narrowed)), (8, 8));
    let short = program.get(&format!("{path}?among=shortageSectors")).await.body;
    assert!(items(&short).iter().all(|it| it["inShortageSector"] == true) && !items(&short).is_empty());
    let wrong = program.get(&format!("{path}?among=nearby")).await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    let page = Reader::signed_in(&desk, "Coach").await.get(&format!("/kandidaten/{person}/beroepen")).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.html.contains("andere sector</strong>"), "{}", page.html);
    let told = |card: &str| {
        card.matches("Het werk ligt").count() + card.matches("Het werk heeft hetzelfde niveau").count()
    };
    let levels: Vec<usize> = page.html.split("<article").skip(1).map(told).collect();
    assert!(levels.iter().all(|times| *times == 1), "the level of the work is said once: {levels:?}");
}

#[tokio::test]
async fn hos_01_a_skills_profile_gives_a_list_of_work_with_a_reason_for_every_skill() {
    let desk = Desk::with_passwords("AM24");
    let person = worker(&desk, "nurse assistant").await;
    let program = Program::signed_in(&desk, "Coach").await;
    let answer = program.get(&format!("/v1/candidates/{person}/occupations?limit=5")).await.body;
    assert_eq!((&answer["skillsUsed"], items(&answer).len()), (&Value::from(5), 5));
    let mut states = std::collections::BTreeSet::new();
    for found in items(&answer) {
        let uri = EscoUri::new(found["uri"].as_str().unwrap()).unwrap();
        let occupation = desk.context.vocabulary.occupation(&uri).unwrap();
        let asked = desk.context.vocabulary.essential_skills(occupation).count()
            + desk.context.vocabulary.optional_skills(occupation).count();
        let skills = found["skills"].as_array().unwrap();
        assert_eq!(skills.len(), asked, "every skill that it asks is accounted for");
        for skill in skills {
            let state = skill["state"].as_str().unwrap();
            assert_eq!(
                state == "stoodInFor",
                skill["because"].is_string(),
                "what stands in says why: {skill}"
            );
            states.insert(state.to_owned());
        }
    }
    assert!(states.contains("held") && states.contains("missing"), "{states:?}");
    assert!(desk.audit().iter().any(|action| action == "match.occupations"));
    assert!(desk.audit_says("candidate.read", "in a match"), "the person sees that somebody looked");
    // The contrast: of whom nothing is known there is no list, and the page says what to do.
    let nobody = unknown(&desk).await;
    let empty = program.get(&format!("/v1/candidates/{nobody}/occupations")).await.body;
    assert!(items(&empty).is_empty());
    let page = Reader::signed_in(&desk, "Coach").await.get(&format!("/kandidaten/{nobody}/beroepen")).await;
    assert!(page.html.contains("nog geen skills en geen beroep bekend"), "{}", page.html);
    assert!(page.html.contains(&format!("/kandidaten/{nobody}/wijzigen")));
}

#[tokio::test]
async fn b20_the_marks_follow_the_vacancies_that_are_known_and_their_thresholds_are_shown() {
    let desk = Desk::with_passwords("AM24");
    let person = worker(&desk, "nurse assistant").await;
    let program = Program::signed_in(&desk, "Adviser").await;
    let path = format!("/v1/candidates/{person}/occupations?limit=1");
    let answer = program.get(&path).await.body;
    let first = &items(&answer)[0];
    let occupation = first["uri"].as_str().unwrap();
    assert_eq!((&first["marks"]["safe"], &first["marks"]["desirable"]), (&"failed".into(), &"failed".into()));
    // Four vacancies with hours that the person does not want.
    for _ in 0..4 {
        post(&desk, occupation, (36, 40)).await;
    }
    let answer = program.get(&path).await.body;
    let first = &items(&answer)[0];
    let expected =
        serde_json::json!({ "ownRegion": 4, "otherRegions": 0, "withWantedHours": 0, "inGroup": 4 });
    assert_eq!(first["openings"], expected);
    assert_eq!((&first["marks"]["safe"], &first["marks"]["desirable"]), (&"failed".into(), &"failed".into()));
    post(&desk, occupation, (24, 32)).await;
    let answer = program.get(&path).await.body;
    let first = &items(&answer)[0];
    assert_eq!((&first["marks"]["safe"], &first["marks"]["desirable"]), (&"passed".into(), &"passed".into()));
    let is_viable = first["feasibility"].as_f64().unwrap() >= 0.4;
    assert_eq!(first["marks"]["viable"] == "passed", is_viable);
    assert_eq!(answer["thresholds"]["openingsInGroup"], 5);
    let page = Reader::signed_in(&desk, "Adviser").await.get(&format!("/kandidaten/{person}/beroepen")).await;
    for threshold in ["ten minste 40 van 100", "ten minste 1 open vacature", "ten minste 5 open vacatures"] {
        assert!(page.html.contains(threshold), "{threshold}");
    }
    let tag = |word: &str| format!("{word}</span>");
    assert!(
        page.html.contains(&tag("Veilig")) && page.html.contains(&tag("Niet zeker veilig")),
        "both are said"
    );
}

#[tokio::test]
async fn hos_05_and_lux_03_the_way_to_work_in_another_sector_names_what_is_shared_and_what_is_to_be_learnt() {
    let desk = Desk::with_passwords("AM24");
    let person = worker(&desk, "nurse assistant").await;
    let program = Program::signed_in(&desk, "Adviser").await;
    let others =
        program.get(&format!("/v1/candidates/{person}/occupations?among=otherSectors&limit=1")).await.body;
    let to = items(&others)[0]["uri"].as_str().unwrap();
    let query = service::web::form::encoded(to);
    let way = program.get(&format!("/v1/candidates/{person}/way?to={query}")).await.body;
    let steps = way["steps"].as_array().unwrap();
    assert_eq!(steps.last().unwrap()["occupation"]["uri"], to);
    let count = |states: &[&str]| {
        let skills = way["skills"].as_array().unwrap().iter();
        skills.filter(|it| states.contains(&it["state"].as_str().unwrap())).count()
    };
    assert!(count(&["held", "perhapsHeld", "stoodInFor"]) > 0, "sectors share skills");
    assert!(count(&["missing"]) > 0, "and the rest is to be learnt");
    let reader = Reader::signed_in(&desk, "Coach").await;
    let page = reader.get(&format!("/kandidaten/{person}/beroepen/weg?naar={query}")).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.html.contains("Te leren") && page.html.contains("Skill voor skill"), "{}", page.html);
    let nowhere = reader.get(&format!("/kandidaten/{person}/beroepen/weg?naar=x")).await;
    assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn nothing_is_proposed_for_somebody_whose_file_rests() {
    let desk = Desk::with_passwords("AM24");
    let person = worker(&desk, "nurse assistant").await;
    let mut file = desk.context.storage.read_blocking(|c| candidates::get(c, person)).unwrap().unwrap();
    file.restricted = true;
    let now = desk.context.clock.now();
    desk.context.storage.write_blocking(|tx| candidates::update(tx, &file, now)).unwrap();
    let program = Program::signed_in(&desk, "Adviser").await;
    let refused = program.get(&format!("/v1/candidates/{person}/occupations")).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(!desk.audit().iter().any(|action| action == "match.occupations"));
}

#[tokio::test]
async fn rab_08_the_page_tells_where_others_of_the_sector_want_to_move_and_never_of_a_few() {
    let desk = Desk::with_passwords("AM24");
    let (vocabulary, sectors) = (desk.context.vocabulary.clone(), desk.context.sectors.clone());
    let sector = |it: OccupationIndex| sectors.of_isco(&vocabulary.isco(it)).map(|it| it.code.clone());
    let from = vocabulary.occupations().find(|it| sector(*it).is_some()).unwrap();
    let mut others = Vec::new();
    for it in vocabulary.occupations() {
        let of = sector(it);
        if of.is_some() && of != sector(from) && !others.iter().any(|(_, known)| *known == of) {
            others.push((it, of));
        }
    }
    let name = |at: usize| sectors.of_isco(&vocabulary.isco(others[at].0)).unwrap().name_nl.to_string();
    let mut last = None;
    for number in 0..12 {
        let mut person = candidate(&desk.context, "Mira Zandoe");
        person.occupation = Some(vocabulary.occupation_uri(from));
        person.target_occupations = vec![vocabulary.occupation_uri(others[0].0)];
        if number < 9 {
            person.target_occupations.push(vocabulary.occupation_uri(others[1].0));
        }
        last = Some(register_candidate(&desk.context, &desk.coach, person).await.unwrap());
    }
    let page = Reader::signed_in(&desk, "Coach").await;
    let page = page.get(&format!("/kandidaten/{}/beroepen", last.unwrap())).await.html;
    let told = page.split_once("id=\"others-want\"").unwrap().1.split_once("</section>").unwrap().0;
    assert!(
        told.contains("12 van de 12 mensen") && told.contains(&format!("willen naar {}", name(0))),
        "{told}"
    );
    assert!(!told.contains(&format!("willen naar {}", name(1))), "nine could be recognised: {told}");
    assert!(told.contains("minder dan 10"), "{told}");
}
