//! What somebody can still learn, likes and was tested in, through pages and interface; and where people want to move.

use crate::{
    desk::{Desk, candidate, occupation},
    interface::{Program, person},
    pages::Reader,
};
use axum::http::StatusCode;
use node::{
    domain::candidate::EducationLevel,
    storage::candidates,
    workflow::{register_candidate::register_candidate, sector_preferences::sector_preferences},
};
use serde_json::{Value, json};
use vocabulary::{CandidateId, Date, EscoUri, SectorCode};

fn likings() -> Value {
    json!({ "realistic": 0, "investigative": 1, "artistic": 2, "social": 4, "enterprising": 3, "conventional": 0 })
}

#[tokio::test]
async fn def_03_what_somebody_can_still_learn_and_likes_is_kept_with_who_says_so() {
    let desk = Desk::with_passwords("AM24");
    let program = Program::signed_in(&desk, "Coach").await;
    let mut fields = person(&desk);
    fields["availableFrom"] = json!("2027-01-11");
    fields["potential"] =
        json!({ "hardSkills": 5, "softSkills": 2, "source": "coach", "assessedOn": "2026-10-05" });
    fields["interests"] = json!({ "likings": likings(), "source": "self" });
    let made = program.post("/v1/candidates", &fields).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    let id = made.body["id"].as_str().unwrap().to_owned();
    let read = program.get(&format!("/v1/candidates/{id}")).await.body;
    for field in ["availableFrom", "potential", "interests"] {
        assert_eq!(read[field], fields[field], "{field}");
    }
    let page = Reader::signed_in(&desk, "Coach").await;
    let file = page.get(&format!("/kandidaten/{id}")).await.html;
    assert!(file.contains("Vakvaardigheden leren: snel en zelfstandig"), "{file}");
    assert!(file.contains("oordeel van de coach, 5 okt 2026"), "{file}");
    assert!(file.contains("Mensen helpen en iets leren: heel graag"));
    // The contrast: of somebody of whom nothing is known the file says so, and what to do.
    let unknown = desk.person("Wim Dorkem").await;
    let file = page.get(&format!("/kandidaten/{unknown}")).await.html;
    assert_eq!(file.matches("Nog niet bekend.").count(), 3);
    fields["potential"]["hardSkills"] = json!(6);
    fields["interests"]["likings"]["social"] = json!(5);
    let wrong = program.post("/v1/candidates", &fields).await.body;
    assert_eq!(wrong["errors"][0]["field"], "potential.hardSkills");
    assert_eq!(wrong["errors"][1]["field"], "interests.likings");
}

#[tokio::test]
async fn def_03_a_form_takes_a_group_of_fields_as_a_whole_or_not_at_all() {
    let desk = Desk::with_passwords("AM24");
    let id = desk.person("Mira Zandoe").await;
    let reader = Reader::signed_in(&desk, "Coach").await;
    let path = format!("/kandidaten/{id}/wijzigen");
    let base = [
        ("revision", "1"),
        ("name", "Mira Zandoe"),
        ("municipality", "GM0758"),
        ("hoursMin", "24"),
        ("hoursMax", "32"),
        ("travel", "60"),
        ("availableFrom", "2027-01-11"),
        ("potentialHard", "4"),
    ];
    let half = reader.post(&path, &base).await;
    assert_eq!(half.status, StatusCode::BAD_REQUEST);
    assert!(half.html.contains("Kies wie dit zegt"));
    let mut whole = base.to_vec();
    whole.extend([("potentialSoft", "3"), ("potentialSource", "test"), ("potentialOn", "2026-11-02")]);
    let saved = reader.post(&path, &whole).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.html);
    let stored = desk.context.storage.read_blocking(|c| candidates::get(c, id)).unwrap().unwrap();
    assert_eq!(stored.potential.unwrap().soft_skills.get(), 3);
    assert_eq!(stored.available_from, Some("2027-01-11".parse::<Date>().unwrap()));
    assert_eq!(stored.interests, None);
    let form = reader.get(&path).await.html;
    assert!(form.contains(r#"value="2026-11-02""#), "the form shows what is known");
}

#[tokio::test]
async fn s2_05_a_test_result_proves_skills_leaves_a_difference_to_the_coach_and_feeds_the_gap() {
    let desk = Desk::with_passwords("AM24");
    let program = Program::signed_in(&desk, "Coach").await;
    let mut fields = person(&desk);
    fields["targetOccupations"] = json!([occupation(&desk.context.vocabulary).0]);
    let made = program.post("/v1/candidates", &fields).await;
    let file = format!("/v1/candidates/{}", made.body["id"].as_str().unwrap());
    let vocabulary = &desk.context.vocabulary;
    let target = vocabulary.occupation(&occupation(vocabulary).0).unwrap();
    let all: Vec<EscoUri> =
        vocabulary.essential_skills(target).map(|skill| vocabulary.skill_uri(skill)).collect();
    let before = program.get(&file).await.body;
    let held: Vec<&str> =
        before["skills"].as_array().unwrap().iter().map(|skill| skill["uri"].as_str().unwrap()).collect();
    let new = all.iter().find(|uri| !held.contains(&uri.as_str())).expect("something is missing");
    let gap = program.get(&format!("{file}/gaps")).await.body["items"][0].clone();
    let has = |gap: &Value, list: &str| gap[list].to_string().contains(new.as_str());
    assert!(has(&gap, "missing") || has(&gap, "substituted"), "{gap}");

    let result = json!({ "name": "Werkproef", "provider": "Feloekes Test", "date": "2026-11-02",
        "competences": [{ "uri": new, "level": 2 }, { "uri": held[0], "level": 1 }], "interests": likings() });
    let taken = program.post(&format!("{file}/test-results"), &result).await;
    assert_eq!(taken.status, StatusCode::CREATED, "{}", taken.body);
    assert_eq!(taken.body["differences"][0]["uri"], held[0], "three was known, one was tested");
    let after = program.get(&file).await.body;
    let level = |body: &Value, uri: &str| {
        let skills = body["skills"].as_array().unwrap();
        let skill = skills.iter().find(|skill| skill["uri"] == uri).unwrap();
        (skill["level"].as_u64().unwrap(), skill["evidence"].as_str().unwrap().to_owned())
    };
    assert_eq!(level(&after, held[0]), (3, "employer".to_owned()), "nothing is lowered by itself");
    assert_eq!(level(&after, new.as_str()), (2, "assessment".to_owned()));
    assert_eq!(after["interests"]["source"], "test");
    let gap = program.get(&format!("{file}/gaps")).await.body["items"][0].clone();
    assert!(has(&gap, "held"), "what was tested is held: {gap}");

    assert_eq!((desk.count("test_results"), desk.count("test_result_skills")), (1, 2));
    let id = taken.body["id"].as_str().unwrap();
    let choices = format!("{file}/test-results/{id}/choices");
    let choice = json!({ "uri": held[0], "choice": "taken" });
    assert_eq!(program.post(&choices, &choice).await.status, StatusCode::NO_CONTENT);
    assert_eq!(level(&program.get(&file).await.body, held[0]), (1, "assessment".to_owned()));
    assert_eq!(program.post(&choices, &choice).await.status, StatusCode::NOT_FOUND, "it is settled");
    let again = program.post(&format!("{file}/test-results"), &result).await;
    assert_eq!(again.status, StatusCode::CONFLICT, "a result is kept once");
    let person = made.body["id"].as_str().unwrap().parse().unwrap();
    desk.context.storage.write_blocking(|tx| candidates::erase(tx, person)).unwrap();
    assert_eq!(
        (desk.count("test_results"), desk.count("test_result_skills")),
        (0, 0),
        "it goes with the person"
    );
}

#[tokio::test]
async fn s2_05_a_skill_that_no_list_has_is_refused_with_the_nearest_one() {
    let desk = Desk::with_passwords("AM24");
    let id = desk.person("Mira Zandoe").await;
    let vocabulary = &desk.context.vocabulary;
    let skill = vocabulary.skill_uri(vocabulary.skills().next().unwrap());
    let result = |uri: &str| {
        json!({ "name": "Werkproef", "provider": "Feloekes Test", "date": "2026-11-02",
                "competences": [{ "uri": uri, "level": 2 }] })
    };
    let program = Program::signed_in(&desk, "Coach").await;
    let path = format!("/v1/candidates/{id}/test-results");
    let refused = program.post(&path, &result(&format!("{skill}x"))).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    assert_eq!(refused.body["errors"][0]["field"], "competences[0].uri");
    assert!(
        refused.body["errors"][0]["detail"].as_str().unwrap().contains(skill.as_str()),
        "{}",
        refused.body
    );
    let none = program.post(&path, &result("http://data.europa.eu/esco/skill/none")).await;
    assert!(!none.body.to_string().contains("Bedoelde u"), "{}", none.body);
    let reader = Reader::signed_in(&desk, "Coach").await;
    let page = format!("/kandidaten/{id}/testuitslag");
    let wrong = reader.post(&page, &[("document", &result(&format!("{skill}x")).to_string())]).await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    assert!(wrong.html.contains(skill.as_str()) && wrong.html.contains("Bedoelde u"));
    assert_eq!(reader.post(&page, &[("document", "{\"name\":")]).await.status, StatusCode::BAD_REQUEST);
    let taken = reader.post(&page, &[("document", &result(skill.as_str()).to_string())]).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.html);
    assert!(reader.get(&format!("/kandidaten/{id}")).await.html.contains("Werkproef, Feloekes Test"));
}

#[tokio::test]
async fn def_05_people_with_mbo_are_found_by_their_level() {
    let desk = Desk::with_passwords("AM24");
    let mut register = Vec::new();
    for (name, level) in [
        ("Mira Een", Some(EducationLevel::Mbo1)),
        ("Mira Twee", Some(EducationLevel::Mbo4)),
        ("Mira Drie", Some(EducationLevel::Hbo)),
        ("Mira Vier", None),
    ] {
        let person =
            node::domain::candidate::Candidate { education: level, ..candidate(&desk.context, name) };
        register.push(register_candidate(&desk.context, &desk.coach, person).await.unwrap());
    }
    let program = Program::signed_in(&desk, "Coach").await;
    let names = |body: &Value| {
        let items = body["items"].as_array().unwrap();
        let mut names: Vec<String> =
            items.iter().map(|item| item["name"].as_str().unwrap().to_owned()).collect();
        names.sort();
        names
    };
    let mbo = program.get("/v1/candidates?education=mbo").await;
    assert_eq!(names(&mbo.body), ["Mira Een", "Mira Twee"]);
    assert_eq!(names(&program.get("/v1/candidates?education=mbo4").await.body), ["Mira Twee"]);
    assert_eq!(names(&program.get("/v1/candidates").await.body).len(), 4, "the contrast: no filter");
    let wrong = program.get("/v1/candidates?education=mbo5").await;
    assert_eq!(wrong.body["errors"][0]["field"], "education");
    let search = json!({ "name": "mira", "education": "mbo" });
    assert_eq!(names(&program.post("/v1/candidate-searches", &search).await.body).len(), 2);
    let reader = Reader::signed_in(&desk, "Coach").await;
    let list = reader.get("/kandidaten?opleiding=mbo").await.html;
    assert!(list.contains("Mira Een") && list.contains("Mira Twee") && !list.contains("Mira Drie"));
    desk.case_of(register[1]).await;
    let list = reader.get("/kandidaten?opleiding=mbo&stap=1").await.html;
    assert!(list.contains("Mira Twee") && !list.contains("Mira Een"), "both filters hold");
}

#[tokio::test]
async fn rab_08_where_people_want_to_move_is_counted_and_small_cells_are_not_shown() {
    let desk = Desk::open("AM24");
    let (vocabulary, sectors) = (&desk.context.vocabulary, &desk.context.sectors);
    let mut of_sector: std::collections::BTreeMap<SectorCode, EscoUri> = std::collections::BTreeMap::new();
    for occupation in vocabulary.occupations() {
        if let Some(sector) = sectors.of_isco(&vocabulary.isco(occupation)) {
            of_sector.entry(sector.code.clone()).or_insert_with(|| vocabulary.occupation_uri(occupation));
        }
    }
    let mut all = of_sector.into_iter();
    let [(from, bank), (to, education), (few, care)] =
        [all.next().unwrap(), all.next().unwrap(), all.next().unwrap()];
    let register = async |target: &EscoUri, number: usize| -> CandidateId {
        let person = node::domain::candidate::Candidate {
            occupation: Some(bank.clone()),
            target_occupations: vec![target.clone()],
            ..candidate(&desk.context, &format!("Mira Zz{number}"))
        };
        register_candidate(&desk.context, &desk.coach, person).await.unwrap()
    };
    for number in 0..12 {
        register(&education, number).await;
    }
    for number in 0..9 {
        register(&care, number).await;
    }
    let table = sector_preferences(&desk.context, &desk.coach).await.unwrap();
    assert_eq!(table[&from].people, 21);
    assert_eq!(table[&from].to.get(&to), Some(&12));
    assert_eq!(table[&from].to.get(&few), None, "nine people are not shown");
    register(&care, 9).await;
    let table = sector_preferences(&desk.context, &desk.coach).await.unwrap();
    assert_eq!(table[&from].to.get(&few), Some(&10), "the contrast: ten are");
    assert!(sector_preferences(&desk.context, &desk.business_adviser).await.is_err());
}
