//! From free talk to a skills passport, through the pages and the interface.

use crate::{
    desk::{Desk, candidate},
    interface::{Program, person},
    pages::Reader,
};
use axum::http::StatusCode;
use node::{
    domain::candidate::{Candidate, Evidence},
    storage::candidates,
    workflow::register_candidate::register_candidate,
};
use serde_json::{Value, json};
use std::sync::Arc;
use vocabulary::Vocabulary;

/// The value of the first field of a page with this name.
fn hidden(html: &str, name: &str) -> String {
    let field = html.split(&format!(r#"name="{name}" value=""#)).nth(1).unwrap();
    field.split('"').next().unwrap().to_owned()
}

/// The address of the skill that stands beside these words on the page of what was found.
fn skill_at(html: &str, words: &str) -> String {
    let before = html.split(&format!("<strong>{words}</strong>")).next().unwrap();
    let field = before.rsplit(r#"name="skills" type="checkbox" value=""#).next().unwrap();
    field.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn b19_free_talk_becomes_a_list_with_quotes_and_only_what_is_ticked_becomes_a_skill() {
    let desk = Desk::with_passwords("AM24");
    let person = desk.person("Mira Zandoe").await;
    let reader = Reader::signed_in(&desk, "Coach").await;
    let path = format!("/kandidaten/{person}/skills-vinden");
    let asked = reader.get(&path).await.html;
    assert_eq!(asked.matches("<textarea").count(), 6, "six questions");
    assert!(asked.contains("De antwoorden zelf worden niet bewaard"));
    let answers = [
        ("day", "Ik werkte in een winkel. Ik deed de klantenservice, elke dag. En infectiebestrijding."),
        ("outside", "Van alles en nog wat zomaar."),
        ("learn", "Ik wil leren plannen"),
    ];
    let found = reader.post(&path, &answers).await;
    assert_eq!(found.status, StatusCode::OK, "{}", found.html);
    assert!(
        found.html.contains("<q>Ik deed de <strong>klantenservice</strong>, elke dag.</q>"),
        "{}",
        found.html
    );
    assert!(found.html.contains("Hier vonden we geen skill in"), "{}", found.html);
    let before = desk.context.storage.read_blocking(|db| candidates::get(db, person)).unwrap().unwrap();
    let skill = skill_at(&found.html, "klantenservice");
    let (level, revision) = (format!("skills-level:{skill}"), hidden(&found.html, "revision"));
    let mut confirm = answers.to_vec();
    confirm.extend([("revision", revision.as_str()), ("confirm", "yes"), (level.as_str(), "3")]);
    let nothing = reader.post(&path, &confirm).await;
    assert_eq!(nothing.status, StatusCode::BAD_REQUEST, "a level without a tick is no skill");
    assert!(nothing.html.contains("Vink ten minste"));
    confirm.push(("skills", &skill));
    let done = reader.post(&path, &confirm).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.html);
    let after = desk.context.storage.read_blocking(|db| candidates::get(db, person)).unwrap().unwrap();
    assert_eq!(after.skills.len(), before.skills.len() + 1, "one of the found skills was ticked");
    let claim = after.skills.iter().find(|claim| claim.skill.as_str() == skill).unwrap();
    assert_eq!((claim.level.get(), claim.evidence), (3, Evidence::Own));
    assert!(desk.audit().iter().any(|action| action == "candidate.change"));
    assert!(!desk.holds("Ik deed de klantenservice"), "the answer is kept nowhere");
    // The contrast: what was confirmed is told as known now, and an old revision is refused.
    let stale = reader.post(&path, &confirm).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.html.contains("staat al in het paspoort: 3"), "{}", stale.html);
}

#[tokio::test]
async fn s2_06_what_the_questions_miss_is_found_by_searching_and_no_answer_gets_lost() {
    let desk = Desk::with_passwords("AM24");
    let person = desk.person("Mira Zandoe").await;
    let reader = Reader::signed_in(&desk, "Coach").await;
    let path = format!("/kandidaten/{person}/skills-vinden");
    let empty = reader.post(&path, &[]).await;
    assert_eq!(empty.status, StatusCode::BAD_REQUEST);
    assert!(empty.html.contains("Beantwoord ten minste"));
    let long = "a ".repeat(4_000);
    let long = reader.post(&path, &[("day", long.as_str())]).await;
    assert_eq!(long.status, StatusCode::BAD_REQUEST);
    assert!(long.html.contains("4.000 tekens") || long.html.contains("4000 tekens"), "the limit is told");
    let strange = reader.post(&path, &[("day", "\u{1}\u{2}\u{3}\u{4}")]).await;
    assert!(strange.html.contains("Hier staat geen leesbare tekst"), "{}", strange.html);
    let german = "ich habe mit der Maschine und dem Bohrer für die Firma gearbeitet";
    let german = reader.post(&path, &[("day", german)]).await;
    assert!(german.html.contains("geen Nederlands of Engels"), "{}", german.html);
    let searched = [("day", "Van alles zomaar"), ("search", "skills"), ("skills-search", "klantenservice")];
    let seen = reader.post(&path, &searched).await;
    assert_eq!(seen.status, StatusCode::OK);
    assert!(seen.html.contains(r#"name="day" value="Van alles zomaar""#), "the answer travels along");
    assert!(seen.html.contains(r#"id="skill-1""#), "{}", seen.html);
    let megabyte = "a".repeat(1_100_000);
    let refused = reader.post(&path, &[("day", megabyte.as_str())]).await;
    assert!(refused.status.is_client_error());
}

#[tokio::test]
async fn b44_six_plain_sentences_make_the_interests_by_the_persons_own_answers() {
    let desk = Desk::with_passwords("AM24");
    let person = desk.person("Mira Zandoe").await;
    let reader = Reader::signed_in(&desk, "Coach").await;
    let path = format!("/kandidaten/{person}/interesses");
    let asked = reader.get(&path).await.html;
    assert_eq!(asked.matches(r#"type="radio""#).count(), 30, "five choices for six sentences");
    assert_eq!(asked.matches(" checked").count(), 0, "nothing is chosen for the person");
    let revision = hidden(&asked, "revision");
    let mut answers = vec![
        ("revision", revision.as_str()),
        ("realistic", "0"),
        ("investigative", "1"),
        ("artistic", "2"),
        ("social", "4"),
        ("enterprising", "3"),
    ];
    let wrong = reader.post(&path, &answers).await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST, "one sentence has no answer");
    answers.push(("conventional", "0"));
    let done = reader.post(&path, &answers).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.html);
    let file = reader.get(&format!("/kandidaten/{person}")).await.html;
    assert!(file.contains("Mensen helpen en iets leren: heel graag"), "{file}");
    assert!(file.contains("eigen antwoorden"));
}

fn document(skills: &Value) -> Value {
    json!({
        "format": "schakelnet-passport",
        "formatVersion": 1,
        "vocabulary": { "name": "ESCO", "version": "1.1.0" },
        "skills": skills,
    })
}

#[tokio::test]
async fn hos_02_a_passport_leaves_without_a_name_and_comes_in_elsewhere_as_it_was() {
    let desk = Desk::with_passwords("AM24");
    let program = Program::signed_in(&desk, "Coach").await;
    let mut fields = person(&desk);
    fields["education"] = json!("mbo3");
    fields["languages"] = json!([{ "code": "nl", "level": "B1" }]);
    fields["potential"] =
        json!({ "hardSkills": 5, "softSkills": 2, "source": "coach", "assessedOn": "2026-10-05" });
    let from = program.post("/v1/candidates", &fields).await.body["id"].as_str().unwrap().to_owned();
    let path = format!("/v1/candidates/{from}/passport");
    let passport = program.get(&path).await;
    assert_eq!(passport.status, StatusCode::OK);
    let text = passport.body.to_string();
    assert!(!text.contains("Wimaa") && !text.contains(&from) && !text.contains("GM0703"), "{text}");
    assert!(passport.body.get("potential").is_none(), "potential stays unless the person wants it in");
    assert_eq!(passport.body["vocabulary"]["version"], desk.context.vocabulary.version());
    assert_ne!(passport.body["skills"][0]["name"], "");
    let whole = program.get(&format!("{path}?name=true&potential=true")).await.body;
    assert_eq!((&whole["name"], &whole["potential"]["hardSkills"]), (&json!("Wimaa Unedorkem"), &json!(5)));
    // Somewhere else, with somebody of whom nothing is known.
    let bare = json!({
        "name": "Mira Zandoe", "municipality": "GM0703", "hoursMin": 16, "hoursMax": 32, "maxTravelMinutes": 45
    });
    let to = program.post("/v1/candidates", &bare).await.body["id"].as_str().unwrap().to_owned();
    let taken = program.post(&format!("/v1/candidates/{to}/passport"), &whole).await;
    assert_eq!(taken.status, StatusCode::OK, "{}", taken.body);
    assert_eq!(taken.body["added"], fields["skills"].as_array().unwrap().len());
    let read = program.get(&format!("/v1/candidates/{to}")).await.body;
    for field in ["skills", "occupation", "education", "languages", "potential"] {
        assert_eq!(read[field], fields[field], "{field}");
    }
    assert_eq!(read["name"], "Mira Zandoe", "a passport names nobody anew");
    assert!(desk.audit_says("candidate.passport", "3 skills added"));
    let again = program.post(&format!("/v1/candidates/{to}/passport"), &whole).await.body;
    assert_eq!(again["changed"], false, "the second time there is nothing new");
}

#[tokio::test]
async fn b15_terms_that_the_list_does_not_have_are_told_with_the_nearest_and_nothing_is_lowered() {
    let desk = Desk::with_passwords("AM24");
    let program = Program::signed_in(&desk, "Coach").await;
    let fields = person(&desk);
    let id = program.post("/v1/candidates", &fields).await.body["id"].as_str().unwrap().to_owned();
    let path = format!("/v1/candidates/{id}/passport");
    let known = fields["skills"][0]["uri"].as_str().unwrap();
    let near = format!("{known}x");
    let gone = "http://data.europa.eu/esco/skill/00000000-0000-0000-0000-000000000000";
    let skills = json!([
        { "uri": known, "level": 1, "evidence": "self" },
        { "uri": near, "level": 2, "evidence": "self" },
        { "uri": gone, "name": "klantenservice", "level": 2, "evidence": "self" },
        { "uri": "http://data.europa.eu/esco/skill/none", "level": 2, "evidence": "self" },
    ]);
    let taken = program.post(&path, &document(&skills)).await.body;
    assert_eq!((&taken["changed"], &taken["added"]), (&json!(false), &json!(0)), "{taken}");
    let kept = json!([{ "uri": known, "knownLevel": 3, "evidence": "employer", "passportLevel": 1 }]);
    assert_eq!(taken["kept"], kept);
    assert_eq!(taken["gaps"][0]["nearest"]["uri"], known, "the address with a typing error");
    assert_eq!(taken["gaps"][1]["nearest"]["name"], "klantenservice", "the name, where the address is gone");
    assert_eq!(taken["gaps"][2]["nearest"], Value::Null, "the contrast: nothing is near");
    assert_eq!(taken["passportVocabulary"], "1.1.0");
    let read = program.get(&format!("/v1/candidates/{id}")).await.body;
    assert_eq!(read["skills"], fields["skills"]);
    // One wrong level: nothing of the document is taken over.
    let mut wrong = person(&desk)["skills"].clone();
    wrong[0]["level"] = json!(4);
    wrong[1]["level"] = json!(9);
    let refused = program.post(&path, &document(&wrong)).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    assert_eq!(refused.body["errors"][0]["field"], "skills[1].level");
    assert_eq!(program.get(&format!("/v1/candidates/{id}")).await.body["revision"], read["revision"]);
    wrong[1]["level"] = json!(3);
    let right = program.post(&path, &document(&wrong)).await.body;
    assert_eq!(right["changed"], true, "the contrast: the same document without the error: {right}");
}

#[tokio::test]
async fn s2_06_a_passport_of_another_form_or_size_gets_a_clear_answer() {
    let desk = Desk::with_passwords("AM24");
    let person = desk.person("Mira Zandoe").await;
    let program = Program::signed_in(&desk, "Coach").await;
    let path = format!("/v1/candidates/{person}/passport");
    let mut later = document(&json!([]));
    later["formatVersion"] = json!(2);
    let refused = program.post(&path, &later).await;
    assert_eq!(refused.body["errors"][0]["field"], "formatVersion");
    let skill = json!({ "uri": "http://data.europa.eu/esco/skill/a", "level": 1, "evidence": "self" });
    let many = program.post(&path, &document(&json!(vec![skill; 2_001]))).await;
    assert_eq!(many.body["errors"][0]["field"], "skills");
    let large = program.post(&path, &json!({ "format": "a".repeat(1_100_000) })).await;
    assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE);
    let reader = Reader::signed_in(&desk, "Coach").await;
    let page = format!("/kandidaten/{person}/paspoort");
    for wrong in ["", "\u{1}\u{2}\u{fffd}", "Ich habe einen Pass", "{\"format\": "] {
        let seen = reader.post(&page, &[("document", wrong)]).await;
        assert_eq!(seen.status, StatusCode::BAD_REQUEST, "{wrong}");
        assert!(seen.html.contains("geen skillspaspoort"), "{}", seen.html);
    }
    let file = reader.get(&format!("{page}/bestand")).await.html;
    let same = reader.post(&page, &[("document", file.as_str())]).await;
    assert_eq!(same.status, StatusCode::OK);
    assert!(same.html.contains("niets wat hier nog niet bekend is"), "{}", same.html);
    let other = Candidate { skills: vec![], ..candidate(&desk.context, "Wim Dorkem") };
    let other = register_candidate(&desk.context, &desk.coach, other).await.unwrap();
    let taken = reader.post(&format!("/kandidaten/{other}/paspoort"), &[("document", file.as_str())]).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.html);
}

#[tokio::test]
async fn b19_a_program_gets_the_same_findings_with_their_sentences() {
    let desk = Desk::with_passwords("AM24");
    let id = desk.person("Mira Zandoe").await;
    let program = Program::signed_in(&desk, "Coach").await;
    let path = format!("/v1/candidates/{id}/skill-findings");
    let answers = json!({ "answers": [
        { "question": "day", "text": "Ik werkte hard. Ik deed de klantenservice, elke dag." },
        { "question": "learn", "text": "Van alles zomaar" },
    ] });
    let found = program.post(&path, &answers).await;
    assert_eq!(found.status, StatusCode::OK, "{}", found.body);
    let skill = &found.body["items"][0]["skills"][0];
    assert_eq!(skill["sentence"], "Ik deed de klantenservice, elke dag.");
    assert_eq!(found.body["items"][1]["state"], "nothing");
    let confirmation =
        json!({ "revision": found.body["revision"], "skills": [{ "uri": skill["uri"], "level": 2 }] });
    let confirm = format!("/v1/candidates/{id}/skill-confirmations");
    assert_eq!(program.post(&confirm, &confirmation).await.body["added"], 1);
    let again = program.post(&confirm, &confirmation).await;
    assert_eq!(again.status, StatusCode::CONFLICT, "the file changed since it was read");
    let known = program.post(&path, &answers).await.body;
    assert_eq!(known["items"][0]["skills"][0]["knownLevel"], 2);
    let long = json!({ "answers": [{ "question": "day", "text": "a".repeat(4_001) }] });
    let refused = program.post(&path, &long).await;
    assert_eq!(refused.body["errors"][0]["field"], "answers[0].text");
    assert!(!refused.body.to_string().contains("aaaa"), "an answer repeats nothing");
}

/// A list in which *oude kennis* has been given up and *oude kennis van planten* is in use.
fn list_with_a_given_up_skill() -> (Vocabulary, String) {
    let folder = tempfile::tempdir().unwrap();
    let skill = |name: &str| format!("http://data.europa.eu/esco/skill/{name}");
    let (old, new, work) = (skill("old"), skill("new"), "http://data.europa.eu/esco/occupation/a");
    for (name, text) in [
        (
            "occupations_nl.csv",
            format!(
                "conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,status,code\n\
                 Occupation,{work},2221,zuster,,released,2221.1\n"
            ),
        ),
        (
            "skills_nl.csv",
            format!(
                "conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,status\n\
                 KnowledgeSkillCompetence,{old},knowledge,cross-sector,kennis van planten,,obsolete\n\
                 KnowledgeSkillCompetence,{new},knowledge,cross-sector,kennis van planten en bomen,,released\n"
            ),
        ),
        (
            "occupationSkillRelations_nl.csv",
            format!("occupationUri,relationType,skillType,skillUri\n{work},essential,knowledge,{new}\n"),
        ),
    ] {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let mut release = vocabulary::import::Release::open(folder.path()).unwrap();
    let options = vocabulary::import::ImportOptions::default();
    (vocabulary::import::import(&mut release, &options, &mut |_| ()).unwrap().vocabulary, old)
}

#[tokio::test]
async fn b15_a_term_that_the_list_has_given_up_is_taken_over_and_told_with_the_one_in_use() {
    let mut desk = Desk::with_passwords("AM24");
    let (list, old) = list_with_a_given_up_skill();
    desk.context.vocabulary = Arc::new(list);
    let person = Candidate {
        occupation: None,
        former_occupations: vec![],
        target_occupations: vec![],
        skills: vec![],
        ..candidate_of_starter("Mira Zandoe")
    };
    let id = register_candidate(&desk.context, &desk.coach, person).await.unwrap();
    let program = Program::signed_in(&desk, "Coach").await;
    let skills = json!([{ "uri": old, "name": "kennis van planten", "level": 2, "evidence": "self" }]);
    let taken = program.post(&format!("/v1/candidates/{id}/passport"), &document(&skills)).await.body;
    assert_eq!(taken["added"], 1, "{taken}");
    let gap = &taken["gaps"][0];
    assert_eq!(gap["state"], "deprecated");
    assert_eq!(gap["nearest"]["name"], "kennis van planten en bomen");
    let read = program.get(&format!("/v1/candidates/{id}")).await.body;
    assert_eq!(read["skills"][0]["uri"], old.as_str(), "nothing is replaced by itself");
}

/// [`candidate`] with the terms of the starter list, whatever list the desk uses.
fn candidate_of_starter(name: &str) -> Candidate {
    candidate(&Desk::open("AM24").context, name)
}
