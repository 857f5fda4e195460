//! What advisers and coaches do with a file and its case, on the pages and over the interface.

use crate::{
    desk::{Desk, employer},
    interface::{Program, person},
    pages::{Reader, Seen},
};
use axum::http::StatusCode;
use node::{
    domain::{
        candidate::{Candidate, Evidence},
        case::{Case, Progress, step::StepNumber},
        initiative::Initiative,
        text::Line,
    },
    storage::{candidates, cases, initiatives},
    workflow::{add_employer::add_employer, update_candidate::update_candidate},
};
use serde_json::json;
use vocabulary::{CandidateId, CaseId, InitiativeId, Personal, Purpose, SectorCode};

type Fields = Vec<(String, String)>;

fn stored(desk: &Desk, id: CandidateId) -> Candidate {
    let mut found = desk.context.storage.read_blocking(|c| candidates::get(c, id)).unwrap().unwrap();
    found.skills.sort_by(|a, b| a.skill.cmp(&b.skill));
    found
}

fn phone(desk: &Desk, id: CandidateId) -> String {
    stored(desk, id).phone.reveal(Purpose::CaseWork).as_ref().unwrap().to_string()
}

fn case(desk: &Desk, id: CaseId) -> Case {
    desk.context.storage.read_blocking(|c| cases::get(c, id)).unwrap().unwrap()
}

/// The fields of a form as a browser sends them back.
fn fields_of(html: &str) -> Fields {
    let form = html.split("<form class=\"form\"").nth(1).unwrap().split("</form>").next().unwrap();
    let part = |text: &str, name: &str| {
        let value = text.split(&format!(" {name}=\"")).nth(1)?.split('"').next()?;
        Some(value.replace("&#38;", "&").replace("&#39;", "'"))
    };
    let mut fields = Fields::new();
    for input in form.split("<input").skip(1) {
        let input = input.split('>').next().unwrap();
        let (kind, name) = (part(input, "type").unwrap(), part(input, "name").unwrap());
        let is_sent = !matches!(kind.as_str(), "checkbox" | "radio") || input.contains(" checked");
        if is_sent && name != "csrf" && !name.ends_with("-search") {
            fields.push((name, part(input, "value").unwrap()));
        }
    }
    for select in form.split("<select").skip(1) {
        let select = select.split("</select>").next().unwrap();
        let chosen = select.split("<option").find(|option| option.contains(" selected"));
        let value = chosen.and_then(|option| part(option, "value")).unwrap_or_default();
        fields.push((part(select, "name").unwrap(), value));
    }
    for area in form.split("<textarea").skip(1) {
        let text = area.split_once('>').unwrap().1.split('<').next().unwrap();
        fields.push((part(area, "name").unwrap(), text.to_owned()));
    }
    fields
}

async fn post(reader: &Reader, path: &str, fields: &[(String, String)]) -> Seen {
    let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    reader.post(path, &fields).await
}

fn set(fields: &mut Fields, name: &str, value: &str) {
    fields.retain(|(of, _)| of != name);
    fields.push((name.to_owned(), value.to_owned()));
}

#[tokio::test]
async fn what_is_known_of_a_person_is_changed_on_a_page_and_nothing_else_changes() {
    let desk = Desk::with_passwords("AM24");
    let id = desk.person("Mira Zandoe").await;
    let owner = add_employer(&desk.context, &desk.adviser, employer(None)).await.unwrap();
    let before = stored(&desk, id);
    let reader = Reader::signed_in(&desk, "Coach").await;
    let path = format!("/kandidaten/{id}/wijzigen");
    let mut fields = fields_of(&reader.get(&path).await.html);
    let saved = post(&reader, &path, &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.html);
    let same = Candidate { revision: 1, ..stored(&desk, id) };
    assert_eq!(same, before, "a form that is sent back as it came changes nothing");

    let skill = before.skills[0].skill.to_string();
    set(&mut fields, "revision", "2");
    set(&mut fields, "name", "Mira Zandoe-Vos");
    set(&mut fields, &format!("skills-level:{skill}"), "4");
    set(&mut fields, &format!("skills-evidence:{skill}"), "certificate");
    set(&mut fields, "languages", "uk");
    set(&mut fields, "languages-level:uk", "C1");
    set(&mut fields, "presentEmployer", &owner.to_string());
    set(&mut fields, "former", "");
    let saved = post(&reader, &path, &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.html);
    let after = stored(&desk, id);
    assert_eq!(after.name.reveal(Purpose::CaseWork).as_str(), "Mira Zandoe-Vos");
    assert_eq!((after.skills[0].level.get(), after.skills[0].evidence), (4, Evidence::Certificate));
    assert_eq!(after.languages[0].language.as_str(), "uk");
    assert_eq!(*after.present_employer.reveal(Purpose::CaseWork), Some(owner));
    assert_eq!(after.former_occupations, []);
    let file = reader.get(&saved.location).await.html;
    for words in ["Oekraïens C1", "4 – leidt anderen", "certificaat", "Gelukt:"] {
        assert!(file.contains(words), "{words}: {file}");
    }
}

#[tokio::test]
async fn when_two_change_a_file_the_later_one_sees_both_values_and_nothing_is_lost() {
    let desk = Desk::with_passwords("AM24");
    let id = desk.person("Mira Zandoe").await;
    let reader = Reader::signed_in(&desk, "Coach").await;
    let path = format!("/kandidaten/{id}/wijzigen");
    let mut fields = fields_of(&reader.get(&path).await.html);
    let mut theirs = stored(&desk, id);
    theirs.phone = Personal::new(Some("0118 111111".parse().unwrap()));
    theirs.born_on = Personal::new(Some("1980-02-01".parse().unwrap()));
    update_candidate(&desk.context, &desk.adviser, theirs).await.unwrap();
    set(&mut fields, "name", "Mira Zandoe-Vos");
    set(&mut fields, "phone", "0118 222222");
    let late = post(&reader, &path, &fields).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    for words in [
        "opgeslagen is nu ‘0118 111111’",
        "value=\"0118 222222\"",
        "opgeslagen is nu ‘Mira Zandoe’",
        "value=\"Mira Zandoe-Vos\"",
    ] {
        assert!(late.html.contains(words), "{words}: {}", late.html);
    }
    for same in ["Gemeente", "Werkgever nu", "Wettelijk instapniveau"] {
        assert!(!late.html.contains(&format!("{same}: opgeslagen")), "what does not differ is not named");
    }
    let day = "opgeslagen is nu ‘1 feb 1980’";
    assert!(late.html.contains(day), "a day as people write it: {}", late.html);
    assert_eq!(phone(&desk, id), "0118 111111");
    let decided = post(&reader, &path, &fields_of(&late.html)).await;
    assert_eq!(decided.status, StatusCode::SEE_OTHER, "having seen both, it is saved: {}", decided.html);
    assert_eq!(phone(&desk, id), "0118 222222");
}

#[tokio::test]
async fn a_skill_is_added_with_level_and_evidence_without_script() {
    let desk = Desk::with_passwords("AM24");
    let id = desk.person("Mira Zandoe").await;
    let reader = Reader::signed_in(&desk, "Coach").await;
    let path = format!("/kandidaten/{id}/wijzigen");
    let mut fields = fields_of(&reader.get(&path).await.html);
    let mut searching = fields.clone();
    searching.push(("skills-search".to_owned(), "gesprek".to_owned()));
    searching.push(("search".to_owned(), "skills".to_owned()));
    let found = post(&reader, &path, &searching).await;
    assert_eq!(found.status, StatusCode::OK);
    let boxes = found.html.split("name=\"skills\" type=\"checkbox\" value=\"").skip(1);
    let unticked = boxes.filter(|rest| !rest.split('>').next().unwrap().contains(" checked"));
    let skill = unticked.map(|rest| rest.split('"').next().unwrap()).next().unwrap().to_owned();
    assert!(found.html.contains(&format!("name=\"skills-evidence:{skill}\"")), "{}", found.html);
    fields.push(("skills".to_owned(), skill.clone()));
    fields.push((format!("skills-level:{skill}"), "3".to_owned()));
    let mut wrong = fields.clone();
    wrong.push((format!("skills-evidence:{skill}"), "hearsay".to_owned()));
    let refused = post(&reader, &path, &wrong).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    assert!(refused.html.contains("<a href=\"#skills-search\">"), "{}", refused.html);
    fields.push((format!("skills-evidence:{skill}"), "employer".to_owned()));
    assert_eq!(post(&reader, &path, &fields).await.status, StatusCode::SEE_OTHER);
    let after = stored(&desk, id);
    let claim = after.skills.iter().find(|claim| claim.skill.to_string() == skill).unwrap();
    assert_eq!((claim.level.get(), claim.evidence), (3, Evidence::Employer));
}

#[tokio::test]
async fn a_program_changes_a_file_with_the_revision_that_it_read() {
    let desk = Desk::with_passwords("AM24");
    let program = Program::signed_in(&desk, "Adviser").await;
    let mut fields = person(&desk);
    let id = program.post("/v1/candidates", &fields).await.body["id"].as_str().unwrap().to_owned();
    let path = format!("/v1/candidates/{id}");
    fields["languages"] = json!([{ "code": "pl", "level": "B2" }]);
    fields["skills"][0]["level"] = json!(4);
    let changed = program.put(&path, &json!({ "revision": 1, "fields": fields })).await;
    assert_eq!((changed.status, &changed.body["revision"]), (StatusCode::OK, &json!(2)), "{}", changed.body);
    assert_eq!(changed.body["languages"], json!([{ "code": "pl", "level": "B2" }]));
    let late = program.put(&path, &json!({ "revision": 1, "fields": fields })).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    fields["municipality"] = json!("GM9999");
    let unknown = program.put(&path, &json!({ "revision": 2, "fields": fields })).await;
    assert_eq!(unknown.status, StatusCode::BAD_REQUEST);
    let business = Program::signed_in(&desk, "Business adviser").await;
    let refused = business.put(&path, &json!({ "revision": 2, "fields": fields })).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_case_gets_another_owner_on_its_page() {
    let desk = Desk::with_passwords("AM24");
    let person = desk.person("Mira Zandoe").await;
    let id = desk.case_of(person).await;
    let reader = Reader::signed_in(&desk, "Adviser").await;
    let path = format!("/kandidaten/{person}/traject/verantwoordelijke");
    let page = reader.get(&path).await.html;
    assert!(page.contains("Coach (loopbaancoach)") && !page.contains("Operator ("), "{page}");
    let (coach, operator) = (desk.coach.id().unwrap().to_string(), desk.operator.id().unwrap().to_string());
    let assign = async |revision: &str, owner: &str| {
        reader.post(&path, &[("revision", revision), ("owner", owner)]).await.status
    };
    assert_eq!(assign("1", &operator).await, StatusCode::CONFLICT);
    assert_eq!(assign("1", "nobody").await, StatusCode::BAD_REQUEST);
    assert_eq!(assign("1", &coach).await, StatusCode::SEE_OTHER);
    assert_eq!(Some(case(&desk, id).owner().account), desk.coach.id());
    assert_eq!(assign("1", &coach).await, StatusCode::CONFLICT, "somebody changed it meanwhile");
    let business = Reader::signed_in(&desk, "Business adviser").await;
    assert_eq!(business.get(&path).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn another_day_and_expectation_are_agreed_on_a_page() {
    let desk = Desk::with_passwords("AM24");
    let person = desk.person("Mira Zandoe").await;
    desk.case_of(person).await;
    let reader = Reader::signed_in(&desk, "Adviser").await;
    let (file, path) = (format!("/kandidaten/{person}"), format!("/kandidaten/{person}/traject/afspraak"));
    let agree = async |due_on: &str, expected: &str, success: &str| {
        let fields = [("revision", "1"), ("dueOn", due_on), ("expected", expected), ("success", success)];
        reader.post(&path, &fields).await
    };
    assert_eq!(agree("", "", "").await.status, StatusCode::BAD_REQUEST);
    assert_eq!(agree("2026-11-01", "", "").await.status, StatusCode::CONFLICT, "a day in the past");
    let half = agree("2026-12-24", "Rijbewijs halen", "").await;
    assert!(half.status == StatusCode::BAD_REQUEST && half.html.contains("value=\"Rijbewijs halen\""));
    let whole = agree("2026-12-24", "Rijbewijs halen", "Het rijbewijs is er").await;
    assert_eq!(whole.status, StatusCode::SEE_OTHER);
    let seen = reader.get(&file).await.html;
    for words in ["Rijbewijs halen", "Het rijbewijs is er", "24 dec 2026"] {
        assert!(seen.contains(words), "{words}: {seen}");
    }
}

#[tokio::test]
async fn a_case_ends_on_its_page_with_a_reason_and_another_can_begin() {
    let desk = Desk::with_passwords("AM24");
    let person = desk.person("Mira Zandoe").await;
    let id = desk.case_of(person).await;
    let reader = Reader::signed_in(&desk, "Coach").await;
    let (file, path) = (format!("/kandidaten/{person}"), format!("/kandidaten/{person}/traject/einde"));
    let nothing = reader.post(&path, &[("revision", "1")]).await;
    assert_eq!(nothing.status, StatusCode::BAD_REQUEST);
    assert!(nothing.html.contains("Kies hoe het traject eindigt") && nothing.html.contains("Vul in waarom"));
    let end = [("revision", "1"), ("ending", "placed"), ("reason", "Werkt al een jaar")];
    assert_eq!(reader.post(&path, &end).await.status, StatusCode::SEE_OTHER);
    assert!(matches!(case(&desk, id).progress(), Progress::Ended { .. }));
    let seen = reader.get(&file).await.html;
    assert!(
        seen.contains("Traject beëindigd (Werkt al een jaar)") && seen.contains("Traject starten"),
        "{seen}"
    );
    assert_eq!(reader.post(&format!("{file}/traject"), &[]).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_program_assigns_agrees_on_and_ends_a_case() {
    let desk = Desk::with_passwords("AM24");
    let person = desk.person("Mira Zandoe").await;
    let id = desk.case_of(person).await;
    let program = Program::signed_in(&desk, "Coach").await;
    let path = |what: &str| format!("/v1/cases/{id}/{what}");
    let coach = desk.coach.id().unwrap().to_string();
    let assigned = program.post(&path("owner"), &json!({ "account": coach, "revision": 1 })).await;
    assert_eq!((assigned.status, &assigned.body["ownerAccount"]), (StatusCode::OK, &json!(coach)));
    let half = json!({ "dueOn": "2026-12-24", "expected": "Rijbewijs", "revision": 2 });
    assert_eq!(program.post(&path("agreement"), &half).await.status, StatusCode::BAD_REQUEST);
    let whole = json!({ "dueOn": "2026-12-24", "expected": "Rijbewijs", "success": "Is er", "revision": 2 });
    let agreed = program.post(&path("agreement"), &whole).await;
    assert_eq!((agreed.status, &agreed.body["expected"]), (StatusCode::OK, &json!("Rijbewijs")));
    let end = json!({ "ending": "other-help", "reason": "Eerst schulden", "revision": 3 });
    let ended = program.post(&path("ending"), &end).await;
    assert_eq!((ended.status, &ended.body["progress"]), (StatusCode::OK, &json!("ended")));
    assert_eq!(program.post(&path("ending"), &end).await.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn an_initiative_is_listed_and_chosen_for_a_training() {
    let desk = Desk::with_passwords("AM24");
    let person = desk.person("Mira Zandoe").await;
    let id = desk.case_of(person).await;
    let (name, sector) = (Line::new("Leerwerkplek Delta").unwrap(), SectorCode::new("care").unwrap());
    let initiative = Initiative {
        steps: [StepNumber::Training].into(),
        ..Initiative::named(InitiativeId::random(), name, sector)
    };
    desk.context.storage.write_blocking(|tx| initiatives::save(tx, &initiative)).unwrap();
    let reader = Reader::signed_in(&desk, "Adviser").await;
    let list = reader.get("/initiatieven").await.html;
    assert!(list.contains("Leerwerkplek Delta") && list.contains("5. Scholing"), "{list}");
    assert!(!reader.get("/initiatieven?sector=ict").await.html.contains("Leerwerkplek Delta"));
    let program = Program::signed_in(&desk, "Business adviser").await;
    let listed = program.get("/v1/initiatives").await.body;
    assert_eq!(listed["items"][0]["steps"], json!(["training"]));
    let operator = Program::signed_in(&desk, "Operator").await;
    assert_eq!(operator.get("/v1/initiatives").await.status, StatusCode::FORBIDDEN);

    let chosen = listed["items"][0]["id"].as_str().unwrap();
    let file = format!("/kandidaten/{person}");
    assert!(reader.get(&file).await.html.contains(&format!("<option value=\"{chosen}\"")));
    let step = async |initiative: &str| {
        let fields = [("step", "5"), ("revision", "1"), ("reason", "Kan meteen"), ("initiative", initiative)];
        reader.post(&format!("{file}/stap"), &fields).await.status
    };
    let stranger = InitiativeId::random().to_string();
    assert!(step(&stranger).await.is_client_error(), "an initiative that is not in the list");
    assert_eq!(step(chosen).await, StatusCode::SEE_OTHER);
    let seen = reader.get(&file).await.html;
    assert!(seen.contains("<dt>Initiatief</dt><dd>Leerwerkplek Delta</dd>"), "{seen}");
    let coach = Program::signed_in(&desk, "Coach").await;
    let fields = json!({ "step": "training", "revision": 2, "initiative": stranger });
    let refused = coach.post(&format!("/v1/cases/{id}/steps"), &fields).await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{}", refused.body);
}

#[tokio::test]
async fn a_person_is_added_together_with_the_case_or_not_at_all() {
    let desk = Desk::with_passwords("AM24");
    let reader = Reader::signed_in(&desk, "Coach").await;
    let fields = [
        ("name", "Mira Zandoe"),
        ("municipality", "GM0687"),
        ("hoursMin", "16"),
        ("hoursMax", "32"),
        ("travel", "45"),
    ];
    desk.forbid_cases();
    assert!(!reader.post("/kandidaten/nieuw", &fields).await.status.is_redirection());
    assert_eq!((desk.count("candidates"), desk.count("cases")), (0, 0), "neither");
    assert_eq!(desk.context.matching.size().0, 0);
    desk.allow_cases();
    assert_eq!(reader.post("/kandidaten/nieuw", &fields).await.status, StatusCode::SEE_OTHER);
    assert_eq!((desk.count("candidates"), desk.count("cases")), (1, 1), "both");
}
