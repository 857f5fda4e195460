//! What goes with an answer: what was applied, what was ignored and why, who is held back, and who is never found.

use crate::{
    closing::learn,
    desk::{Desk, candidate, employer, vacancy},
    interface::Program,
    network::Network,
    pages::Reader,
};
use axum::http::StatusCode;
use node::{
    domain::{
        candidate::{TravelLimit, WeekHours},
        vacancy::Vacancy,
    },
    workflow::{
        add_employer::add_employer, post_vacancy::post_vacancy, refresh_matching::refresh_matching,
        register_candidate::register_candidate,
    },
};
use protocol::{ProtocolVersion, latest::RegionState};
use serde_json::{Value, json};
use vocabulary::{CandidateId, EmployerId, EscoUri, MunicipalityCode, Personal, VacancyId};

async fn posted(desk: &Desk) -> (VacancyId, EmployerId) {
    let owner = add_employer(&desk.context, &desk.adviser, employer(None)).await.unwrap();
    (post_vacancy(&desk.context, &desk.adviser, vacancy(&desk.context, owner)).await.unwrap(), owner)
}

/// Somebody near who works so many hours, perhaps at this employer.
async fn working(desk: &Desk, hours: (u8, u8), at: Option<EmployerId>) -> CandidateId {
    let mut person = candidate(&desk.context, "Mira Zandoe");
    person.municipality = MunicipalityCode::new("GM0687").unwrap();
    person.hours = WeekHours::new(hours.0, hours.1).unwrap();
    person.present_employer = Personal::new(at);
    register_candidate(&desk.context, &desk.coach, person).await.unwrap()
}

fn ignored(receipt: &Value) -> Vec<(&str, &str)> {
    let lines = receipt["ignored"].as_array().unwrap().iter();
    lines.map(|it| (it["criterion"].as_str().unwrap(), it["why"].as_str().unwrap())).collect()
}

#[tokio::test]
async fn first_13_a_vacancy_of_a_region_on_the_old_schema_lists_two_ignored_criteria_and_the_page_says_so() {
    let mut brabant = Desk::open("AM25");
    let mut zeeland = Desk::with_passwords("AM24");
    let network = Network::of(&mut [&mut brabant, &mut zeeland]);
    zeeland.person_near("Mira Zandoe").await;
    let program = Program::signed_in(&zeeland, "Adviser").await;
    let reader = Reader::signed_in(&zeeland, "Adviser").await;
    let old = "werkt met een oudere versie";
    // The contrast first: of a region on the newest schema nothing is ignored.
    let (newest, _) = posted(&brabant).await;
    learn(&brabant, &zeeland);
    let receipt = &program.get(&format!("/v1/vacancies/{newest}/matches")).await.body["receipt"];
    assert_eq!(ignored(receipt), []);
    let page = reader.get(&format!("/vacatures/{newest}/matches")).await.html;
    assert!(!page.contains(old) && page.contains("alles wat bekend is, telt mee"), "{page}");

    network.send_directory_with(&brabant, RegionState::Approved, 2, ProtocolVersion(1));
    let (behind, _) = posted(&brabant).await;
    learn(&brabant, &zeeland);
    let receipt = &program.get(&format!("/v1/vacancies/{behind}/matches")).await.body["receipt"];
    assert_eq!(ignored(receipt), [("trainableSkills", "olderVersion"), ("jobGuarantee", "olderVersion")]);
    let page = reader.get(&format!("/vacatures/{behind}/matches")).await.html;
    assert_eq!(page.matches(old).count(), 2, "{page}");
}

#[tokio::test]
async fn first_13_a_receipt_counts_who_is_held_back_by_which_rule_and_never_the_present_employer() {
    let desk = Desk::with_passwords("AM24");
    let (id, owner) = posted(&desk).await;
    let program = Program::signed_in(&desk, "Adviser").await;
    let path = format!("/v1/vacancies/{id}/matches");
    working(&desk, (24, 32), None).await;
    assert_eq!(program.get(&path).await.body["receipt"]["heldBack"], json!([]));
    working(&desk, (8, 16), None).await;
    let answer = program.get(&path).await.body;
    let held = &answer["receipt"]["heldBack"];
    assert_eq!((&held[0]["rule"], &held[0]["count"]), (&json!("hours"), &json!(1)));
    assert_eq!(answer["items"].as_array().unwrap().len(), 1);
    // Who works there is in no number, whether a rule fails or not.
    working(&desk, (8, 16), Some(owner)).await;
    working(&desk, (24, 32), Some(owner)).await;
    let after = program.get(&path).await.body;
    assert_eq!(after["receipt"], answer["receipt"]);
    assert_eq!(after["items"].as_array().unwrap().len(), 1);
    let all = program.get(&format!("{path}?show=all")).await.body;
    assert_eq!(all["receipt"]["heldBack"], json!([]), "nobody is held back by a rule that was set aside");
    let page = Reader::signed_in(&desk, "Coach").await.get(&format!("/vacatures/{id}/matches")).await.html;
    assert!(page.contains("1: uren per week passen niet"), "{page}");
}

#[tokio::test]
async fn first_13_an_occupation_of_a_vacancy_that_the_list_does_not_have_is_told_as_its_skills_are() {
    let desk = Desk::with_passwords("AM24");
    let (known, owner) = posted(&desk).await;
    // A newer list drops the occupation: it stays on the vacancy.
    let mut gone = vacancy(&desk.context, owner);
    gone.occupation = EscoUri::new("http://data.europa.eu/esco/occupation/gone").unwrap();
    desk.context.storage.write_blocking(|tx| node::storage::vacancies::insert(tx, &gone)).unwrap();
    refresh_matching(&desk.context).await.unwrap();
    let program = Program::signed_in(&desk, "Adviser").await;
    let receipt = &program.get(&format!("/v1/vacancies/{}/matches", gone.id)).await.body["receipt"];
    assert_eq!(ignored(receipt), [("terms", "notInList")]);
    let sentence = receipt["ignored"][0]["sentence"].as_str().unwrap();
    assert!(sentence.contains(": 1 "), "{sentence}");
    let receipt = &program.get(&format!("/v1/vacancies/{known}/matches")).await.body["receipt"];
    assert_eq!(ignored(receipt), [], "the contrast");
}

#[tokio::test]
async fn b14_an_unknown_parameter_is_taken_and_told() {
    let desk = Desk::with_passwords("AM24");
    let (id, _) = posted(&desk).await;
    for _ in 0..3 {
        working(&desk, (24, 32), None).await;
    }
    let program = Program::signed_in(&desk, "Adviser").await;
    let answer = program.get(&format!("/v1/vacancies/{id}/matches?radius=25")).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(ignored(&answer.body["receipt"]), [("radius", "unknownParameter")]);
    let known = program.get(&format!("/v1/vacancies/{id}/matches?limit=4")).await.body;
    assert_eq!(ignored(&known["receipt"]), [], "the contrast");
}

#[tokio::test]
async fn b08_the_persons_own_limit_is_the_area_the_most_is_told_and_a_full_answer_says_that_there_may_be_more()
 {
    let desk = Desk::with_passwords("AM24");
    let (id, _) = posted(&desk).await;
    for _ in 0..3 {
        working(&desk, (24, 32), None).await;
    }
    // Somebody far away who travels ten minutes at most: nobody had to guess a postcode and a distance for that.
    let mut far = candidate(&desk.context, "Jona Anders");
    far.municipality = MunicipalityCode::new("GM0014").unwrap();
    far.max_travel = TravelLimit::from_minutes(10).unwrap();
    register_candidate(&desk.context, &desk.coach, far).await.unwrap();
    let program = Program::signed_in(&desk, "Adviser").await;
    let of = async |limit: u16| program.get(&format!("/v1/vacancies/{id}/matches?limit={limit}")).await;
    let full = of(2).await.body["receipt"].clone();
    assert_eq!((&full["limitReached"], &full["heldBack"][0]["rule"]), (&json!(true), &json!("travel")));
    let whole = of(4).await.body;
    assert_eq!(
        (&whole["receipt"]["limitReached"], whole["items"].as_array().unwrap().len()),
        (&json!(false), 3)
    );
    let description = Program::at(&desk).get("/v1/openapi.json").await.body;
    for path in ["/v1/vacancies/{id}/matches", "/v1/candidates/{id}/matches"] {
        let parameters = description["paths"][path]["get"]["parameters"].as_array().unwrap().clone();
        let limit = parameters.iter().find(|it| it["name"] == "limit").unwrap();
        assert_eq!((&limit["schema"]["minimum"], &limit["schema"]["maximum"]), (&json!(1), &json!(100)));
    }
    // A value that is wrong is an error: nobody is answered something else than was asked.
    assert_eq!((of(101).await.status, of(100).await.status), (StatusCode::BAD_REQUEST, StatusCode::OK));
}

#[tokio::test]
async fn b08_reasons_go_with_ten_of_the_results_at_most_and_the_others_have_their_score_in_words() {
    let desk = Desk::with_passwords("AM24");
    let (vacancy, owner) = posted(&desk).await;
    let mut someone = None;
    for _ in 0..12 {
        someone = Some(working(&desk, (24, 32), None).await);
        post_vacancy(&desk.context, &desk.adviser, self::vacancy(&desk.context, owner)).await.unwrap();
    }
    let program = Program::signed_in(&desk, "Adviser").await;
    let reasons = ["held", "stoodIn", "missing", "factors", "rules"];
    for path in
        [format!("/v1/vacancies/{vacancy}/matches"), format!("/v1/candidates/{}/matches", someone.unwrap())]
    {
        let places_with_reasons = async |more: &str| {
            let answer = program.get(&format!("{path}?limit=12{more}")).await.body;
            assert_eq!(ignored(&answer["receipt"]), [], "{more}");
            let items = answer["items"].as_array().unwrap().clone();
            assert_eq!(items.len(), 12, "{answer}");
            for item in &items {
                assert!(item["score"].is_f64() && item["fits"].is_string(), "{item}");
                assert!(!item["summary"].as_str().unwrap().is_empty(), "{item}");
                let given = reasons.iter().filter(|it| item.get(**it).is_some()).count();
                assert!(given == 0 || given == reasons.len(), "all of them or none: {item}");
            }
            let given = (0..).zip(&items).filter(|(_, item)| item.get("held").is_some());
            given.map(|(place, _)| place + 1).collect::<Vec<usize>>()
        };
        assert_eq!(places_with_reasons("").await, (1..=10).collect::<Vec<_>>(), "{path}");
        assert_eq!(places_with_reasons("&reasonsFrom=11").await, [11, 12], "{path}");
        assert_eq!(places_with_reasons("&reasonsFrom=3").await, (3..=12).collect::<Vec<_>>(), "{path}");
        for wrong in ["0", "101"] {
            let refused = program.get(&format!("{path}?reasonsFrom={wrong}")).await;
            assert_eq!(refused.status, StatusCode::BAD_REQUEST);
            assert_eq!(refused.body["errors"][0]["field"], "reasonsFrom");
        }
    }
    // A path says what somebody cannot do yet: it goes with ten as well.
    let paths = format!("/v1/vacancies/{vacancy}/learning-paths");
    assert_eq!(program.get(&paths).await.body["items"].as_array().unwrap().len(), 10);
    assert_eq!(program.get(&format!("{paths}?limit=11")).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn first_13_terms_that_the_list_does_not_have_and_empty_fields_are_told_for_a_person_too() {
    let desk = Desk::with_passwords("AM24");
    let mut person = candidate(&desk.context, "Mira Zandoe");
    person.education = None;
    let known = register_candidate(&desk.context, &desk.coach, person).await.unwrap();
    let program = Program::signed_in(&desk, "Coach").await;
    let path = format!("/v1/candidates/{known}/matches");
    assert_eq!(ignored(&program.get(&path).await.body["receipt"]), [("education", "notKnown")]);
    // A newer list drops a skill: it stays in the file and is told.
    let mut file = candidate(&desk.context, "Jona Anders");
    file.skills[0].skill = EscoUri::new("http://data.europa.eu/esco/skill/gone").unwrap();
    let now = desk.context.clock.now();
    desk.context.storage.write_blocking(|tx| node::storage::candidates::insert(tx, &file, now)).unwrap();
    refresh_matching(&desk.context).await.unwrap();
    let receipt = &program.get(&format!("/v1/candidates/{}/matches", file.id)).await.body["receipt"];
    assert_eq!(ignored(receipt), [("terms", "notInList")]);
    let occupations = &program.get(&format!("/v1/candidates/{}/occupations", file.id)).await.body["receipt"];
    assert_eq!(ignored(occupations), [("terms", "notInList")]);
}

#[tokio::test]
async fn first_13_never_found_is_counted_by_the_empty_field_that_causes_it_and_listed_for_who_works_with_people()
 {
    let desk = Desk::with_passwords("AM24");
    let (_, owner) = posted(&desk).await;
    let asks_nothing = Vacancy {
        essential_skills: vec![],
        trainable_skills: vec![],
        optional_skills: vec![],
        ..vacancy(&desk.context, owner)
    };
    // one from before skills had to be named
    desk.context.storage.write_blocking(|tx| node::storage::vacancies::insert(tx, &asks_nothing)).unwrap();
    refresh_matching(&desk.context).await.unwrap();
    working(&desk, (24, 32), None).await;
    let mut nobody = candidate(&desk.context, "Jona Anders");
    nobody.skills = vec![];
    register_candidate(&desk.context, &desk.coach, nobody).await.unwrap();
    let mut unasked = candidate(&desk.context, "Noor Unedorkem");
    let wanted: Vec<_> = unasked.skills.iter().map(|claim| claim.skill.clone()).collect();
    let vocabulary = &desk.context.vocabulary;
    let other = vocabulary.skills().map(|it| vocabulary.skill_uri(it)).find(|uri| !wanted.contains(uri));
    unasked.skills.truncate(1);
    unasked.skills[0].skill = other.unwrap();
    unasked.education = None;
    register_candidate(&desk.context, &desk.coach, unasked).await.unwrap();

    let operator = Program::signed_in(&desk, "Operator").await;
    let report = operator.get("/v1/reports/never-found").await.body;
    let count = |list: &str, cause: &str| {
        let rows = report[list].as_array().unwrap().iter();
        rows.filter(|it| it["cause"] == cause).map(|it| it["count"].as_u64().unwrap()).sum::<u64>()
    };
    assert_eq!((&report["people"], &report["vacancies"]), (&json!(3), &json!(2)));
    assert_eq!(count("peopleByCause", "no-skills"), 1);
    assert_eq!(count("peopleByCause", "nothing-asked"), 1);
    assert_eq!(count("peopleByCause", "education-not-known"), 0, "who is never found has one cause");
    assert_eq!((count("vacanciesByCause", "no-skills"), count("vacanciesByCause", "nobody-holds")), (1, 0));

    let path = "/rapporten/nooit-gevonden?oorzaak=no-skills";
    let coach = Reader::signed_in(&desk, "Coach").await.get(path).await.html;
    assert!(coach.contains("Jona Anders") && !coach.contains("Noor Unedorkem"), "{coach}");
    assert!(coach.contains("Vul samen ten minste één skill in"));
    let operator = Reader::signed_in(&desk, "Operator").await.get(path).await.html;
    assert!(operator.contains("Geen skills ingevuld") && !operator.contains("Jona Anders"), "counts only");
    let business = Reader::signed_in(&desk, "Business adviser").await.get(path).await;
    assert_eq!(business.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn first_14_what_is_wrong_in_a_match_is_corrected_at_its_source_scored_again_and_logged_for_the_person()
{
    let desk = Desk::with_passwords("AM24");
    let (vacancy, _) = posted(&desk).await;
    let mut person = candidate(&desk.context, "Mira Zandoe");
    person.municipality = MunicipalityCode::new("GM0687").unwrap();
    let missing = person.skills.pop().unwrap();
    let id = register_candidate(&desk.context, &desk.coach, person).await.unwrap();
    let program = Program::signed_in(&desk, "Coach").await;
    let fact = |claim: &str, revision: u32| {
        json!({ "vacancy": vacancy, "revision": revision, "claim": claim, "skill": missing.skill, "level": 3,
                "why": "person-says-so" })
    };
    let path = format!("/v1/candidates/{id}/contests");
    let score = |answer: &Value| answer["items"][0]["score"].as_f64().unwrap();
    let shown = program.get(&format!("/v1/vacancies/{vacancy}/matches")).await.body;
    let answer = program.post(&path, &fact("skillHeld", 1)).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let (before, after) = (answer.body["before"].as_f64().unwrap(), answer.body["after"].as_f64().unwrap());
    assert!((before - score(&shown)).abs() < 1e-12 && after > before, "{before} {after}");
    let again = program.get(&format!("/v1/vacancies/{vacancy}/matches")).await.body;
    assert!((score(&again) - after).abs() < 1e-12, "the list says the same");
    let file = program.get(&format!("/v1/candidates/{id}")).await.body;
    let skills = file["skills"].as_array().unwrap();
    assert!(
        skills.iter().any(|it| it["uri"] == json!(missing.skill)),
        "the file itself is corrected: {file}"
    );
    assert!(desk.audit_says("match.contest", "person-says-so"));
    assert!(desk.audit_says("candidate.read", "contested and corrected"), "the person sees it too");

    // The contrasts: a revision that is not the newest, a fact that is not complete, a role that sees nobody.
    assert_eq!(program.post(&path, &fact("skillNotHeld", 1)).await.status, StatusCode::CONFLICT);
    let wrong = program.post(&path, &fact("birthDate", 2)).await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    let business = Program::signed_in(&desk, "Business adviser").await;
    assert_eq!(business.post(&path, &fact("skillNotHeld", 2)).await.status, StatusCode::FORBIDDEN);
    let lowered = program.post(&path, &fact("skillNotHeld", 2)).await.body;
    assert!(lowered["after"].as_f64().unwrap() < lowered["before"].as_f64().unwrap());
}

#[tokio::test]
async fn first_14_a_coach_says_on_the_page_what_is_wrong_and_sees_the_score_before_and_after() {
    let desk = Desk::with_passwords("AM24");
    let (vacancy, _) = posted(&desk).await;
    let person = working(&desk, (24, 32), None).await;
    let coach = Reader::signed_in(&desk, "Coach").await;
    let path = format!("/kandidaten/{person}/klopt-niet/{vacancy}");
    let matches = coach.get(&format!("/vacatures/{vacancy}/matches")).await.html;
    assert!(matches.contains(&path) && matches.contains("Dit klopt niet"), "{matches}");
    let form = coach.get(&path).await.html;
    let claim = form.split("value=\"not ").nth(1).unwrap().split('"').next().unwrap();
    let fields = |claim: String| {
        vec![
            ("claim".to_owned(), claim),
            ("revision".to_owned(), "1".to_owned()),
            ("why".to_owned(), "outdated".to_owned()),
        ]
    };
    let send = async |fields: Vec<(String, String)>| {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        coach.post(&path, &fields).await
    };
    let incomplete = send(fields("held".to_owned())).await;
    assert_eq!(incomplete.status, StatusCode::BAD_REQUEST);
    let typed = [fields("travel".to_owned()), vec![("minutes".to_owned(), "veel".to_owned())]].concat();
    let refused = send(typed).await;
    assert!(refused.status == StatusCode::BAD_REQUEST && refused.html.contains(r#"value="travel" selected"#));
    assert!(refused.html.contains(r#"value="veel""#), "what was typed is not to be typed again");
    assert!(refused.html.contains(r#"value="outdated" selected"#) && form.contains(r#"name="minutes""#));
    let done = send(fields(format!("not {claim}"))).await;
    assert_eq!(done.status, StatusCode::OK);
    assert!(done.html.contains("Verbeterd. Score eerst: "), "{}", done.html);
    let twice = send(fields(format!("not {claim}"))).await;
    assert_eq!(twice.status, StatusCode::CONFLICT, "somebody else's change is not written over");
    let file = coach.get(&format!("/kandidaten/{person}")).await.html;
    assert!(file.contains("Een gegeven van een match verbeterd"), "{file}");
}

#[tokio::test]
async fn first_14_the_register_entry_and_the_page_are_open_to_everybody_and_say_that_culture_is_off() {
    let desk = Desk::with_passwords("AM24");
    let entry = Program::at(&desk).get("/v1/algorithm-register").await;
    assert_eq!(entry.status, StatusCode::OK);
    let fields = entry.body["fields"].as_array().unwrap();
    let text = |name: &str| fields.iter().find(|it| it["name"] == name).unwrap()["text"].as_str().unwrap();
    assert_eq!((text("standard_version"), text("organization")), ("1.0", "Arbeidsmarktregio Zeeland"));
    assert!(text("methods_and_models").contains("cultuur van een organisatie: telt niet mee (uit)"));
    let page = Reader::at(&desk).get("/over/matching").await.html;
    assert!(page.contains("De cultuur van een organisatie telt niet mee"), "{page}");
}
