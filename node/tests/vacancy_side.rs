//! What an adviser does with a vacancy: why it stays open, demands by diploma, employers outside of the network, and
//! splitting a job by its tasks.

use crate::{
    desk::{Desk, candidate, employer, occupation, vacancy},
    interface::Program,
    network::Network,
    pages::Reader,
};
use axum::http::StatusCode;
use node::{
    domain::{
        candidate::{Evidence, SkillClaim, SkillLevel, WeekHours},
        text::{FreeText, Line},
        vacancy::{
            EntryLevel, ShortageCause, Vacancy, Visibility,
            carving::PartChoice,
            reach::ToldCount,
            task::{Task, TaskLevel, WeekMinutes},
        },
    },
    storage::{vacancies, vacancy_list},
    workflow::{
        ErrorKind, WorkflowError,
        add_employer::add_employer,
        carve_vacancy::{carve_vacancy, look_at_carving},
        close_vacancy::close_vacancy,
        count_reach::count_reach,
        describe_tasks::{replace_tasks, tasks_of},
        note_shortage::note_shortage,
        post_vacancy::post_vacancy,
        publish_vacancies::publish_vacancies,
        register_candidate::register_candidate,
    },
};
use serde_json::json;
use std::collections::BTreeSet;
use vocabulary::{EscoUri, MunicipalityCode, VacancyId};

/// So many people who live where the work is, would work 12 to 36 hours, and hold these skills.
pub(crate) async fn people(desk: &Desk, number: usize, skills: &[EscoUri]) {
    for _ in 0..number {
        let mut person = candidate(&desk.context, "Wimaa Unedorkem");
        person.municipality = MunicipalityCode::new("GM0687").unwrap();
        person.hours = WeekHours::new(12, 36).unwrap();
        let claim = |skill: &EscoUri| SkillClaim {
            skill: skill.clone(),
            level: SkillLevel::new(3).unwrap(),
            evidence: Evidence::Own,
        };
        person.skills = skills.iter().map(claim).collect();
        register_candidate(&desk.context, &desk.coach, person).await.unwrap();
    }
}

/// A public vacancy of 36 hours that cannot do without three skills from the first day.
pub(crate) async fn strict(desk: &Desk) -> Vacancy {
    let owner = add_employer(&desk.context, &desk.business_adviser, employer(None)).await.unwrap();
    let mut whole = vacancy(&desk.context, owner);
    whole.trainable_skills.clear();
    whole.hours = WeekHours::new(36, 36).unwrap();
    whole
}

/// Ten tasks of 36 hours: six of mbo level that take the first skill, four of hbo level that take the others.
pub(crate) fn ten_tasks(skills: &[EscoUri]) -> Vec<Task> {
    let task = |number: usize, minutes: u16| {
        let (level, skill) =
            if number < 6 { (TaskLevel::Mbo, &skills[0]) } else { (TaskLevel::Hbo, &skills[1 + number % 2]) };
        Task {
            description: Line::new(&format!("Taak {number}")).unwrap(),
            time: WeekMinutes::new(minutes).unwrap(),
            level,
            skills: vec![skill.clone()],
        }
    };
    let minutes = [250, 185, 240, 210, 175, 240, 300, 215, 200, 145];
    minutes.iter().enumerate().map(|(number, minutes)| task(number, *minutes)).collect()
}

fn choice(whole: &Vacancy, title: &str) -> PartChoice {
    let occupation = whole.occupation.clone();
    PartChoice { id: VacancyId::random(), title: Line::new(title).unwrap(), occupation }
}

fn read(desk: &Desk, id: VacancyId) -> Vacancy {
    desk.context.storage.read_blocking(|connection| vacancies::get(connection, id)).unwrap().unwrap()
}

#[tokio::test]
async fn first_12_splitting_shows_the_own_pool_before_and_after_and_no_message_leaves() {
    let mut desk = Desk::open("AM24");
    let _network = Network::of(&mut [&mut desk]);
    let skills = occupation(&desk.context.vocabulary).1;
    people(&desk, 7, &skills).await;
    people(&desk, 24, &skills[..1]).await;
    people(&desk, 5, &skills[1..2]).await;
    let whole = strict(&desk).await;
    post_vacancy(&desk.context, &desk.business_adviser, whole.clone()).await.unwrap();
    let sent = desk.outbox().len();

    replace_tasks(&desk.context, &desk.business_adviser, whole.id, ten_tasks(&skills)).await.unwrap();
    let outlook = look_at_carving(&desk.context, &desk.business_adviser, whole.id, None).await.unwrap();
    assert_eq!((outlook.gain.before, outlook.gain.after), (7, 31));
    assert_eq!((outlook.gain.mbo, outlook.gain.hbo), (31, 7));
    assert_eq!(outlook.gain.told(), (ToldCount::TooFew, ToldCount::Exactly(31)));
    assert!(outlook.elsewhere.regions.is_empty(), "nothing was released to this node, so nothing is said");
    assert_eq!(desk.outbox().len(), sent, "describing and looking tell no other region anything");
    assert_eq!(publish_vacancies(&desk.context).await.unwrap(), 0);
    // The contrast: the test sees a message when one is sent.
    close_vacancy(&desk.context, &desk.business_adviser, whole.id).await.unwrap();
    assert_eq!(desk.outbox().len(), sent + 1);
}

#[tokio::test]
async fn s1_04_ten_tasks_become_a_vacancy_of_six_and_one_of_four_in_the_place_of_the_whole() {
    let mut desk = Desk::open("AM24");
    let _network = Network::of(&mut [&mut desk]);
    let skills = occupation(&desk.context.vocabulary).1;
    let mut whole = strict(&desk).await;
    whole.visibility = Visibility::Internal;
    post_vacancy(&desk.context, &desk.business_adviser, whole.clone()).await.unwrap();
    replace_tasks(&desk.context, &desk.business_adviser, whole.id, ten_tasks(&skills)).await.unwrap();
    let (mbo, hbo) = (choice(&whole, "Verzorgende"), choice(&whole, "Regieverpleegkundige"));
    let refused = carve_vacancy(&desk.context, &desk.coach, whole.id, mbo.clone(), hbo.clone()).await;
    assert_eq!(refused.unwrap_err().kind(), ErrorKind::Forbidden);
    let [mbo, hbo] = carve_vacancy(&desk.context, &desk.business_adviser, whole.id, mbo, hbo).await.unwrap();

    let mut minutes = Vec::new();
    for (part, count) in [(mbo, 6), (hbo, 4)] {
        let tasks = tasks_of(&desk.context, part).await.unwrap();
        assert_eq!(tasks.len(), count);
        minutes.push(tasks.iter().map(|(_, task)| u32::from(task.time.minutes())).sum::<u32>());
    }
    assert_eq!(minutes, [1_300, 860]);
    assert_eq!(minutes.iter().sum::<u32>(), 36 * 60);
    let (mbo_part, hbo_part) = (read(&desk, mbo), read(&desk, hbo));
    assert_eq!(mbo_part.essential_skills, skills[..1]);
    assert_eq!(hbo_part.essential_skills.iter().collect::<BTreeSet<_>>(), skills[1..].iter().collect());
    assert!(!read(&desk, whole.id).is_open() && mbo_part.is_open() && hbo_part.is_open());
    assert_eq!(desk.context.matching.size().1, 2, "the parts are matched, the whole is not");
    assert_eq!(desk.outbox().len(), 0, "an internal vacancy stays internal, whole or in parts");
    assert!(desk.audit().contains(&"vacancy.carve".to_owned()));

    let again = [choice(&whole, "Een"), choice(&whole, "Twee")];
    let [one, two] = again;
    let twice = carve_vacancy(&desk.context, &desk.business_adviser, whole.id, one, two).await;
    assert!(matches!(twice, Err(WorkflowError::Carving(_))), "a closed vacancy is not split again");
    assert_eq!(desk.count("vacancies"), 3);
}

#[tokio::test]
async fn the_parts_of_a_public_vacancy_leave_as_any_vacancy_that_is_posted() {
    let mut desk = Desk::open("AM24");
    let _network = Network::of(&mut [&mut desk]);
    let skills = occupation(&desk.context.vocabulary).1;
    let whole = strict(&desk).await;
    post_vacancy(&desk.context, &desk.business_adviser, whole.clone()).await.unwrap();
    replace_tasks(&desk.context, &desk.business_adviser, whole.id, ten_tasks(&skills)).await.unwrap();
    let (mbo, hbo) = (choice(&whole, "Verzorgende"), choice(&whole, "Regieverpleegkundige"));
    carve_vacancy(&desk.context, &desk.business_adviser, whole.id, mbo, hbo).await.unwrap();
    assert_eq!(desk.outbox().len(), 2, "one for the whole, one for its closing and the parts");
    assert_eq!(publish_vacancies(&desk.context).await.unwrap(), 0, "nothing of it waits");
}

#[tokio::test]
async fn s1_05_the_page_shows_the_gain_in_words_and_no_small_count() {
    let desk = Desk::with_passwords("AM24");
    let skills = occupation(&desk.context.vocabulary).1;
    people(&desk, 7, &skills).await;
    people(&desk, 24, &skills[..1]).await;
    let whole = strict(&desk).await;
    post_vacancy(&desk.context, &desk.business_adviser, whole.clone()).await.unwrap();
    let reader = Reader::signed_in(&desk, "Business adviser").await;
    let href = format!("/vacatures/{}", whole.id);
    let empty = reader.get(&format!("{href}/knippen")).await.html;
    assert!(empty.contains("Taak toevoegen"), "without tasks there is a next step");

    let form = reader.get(&format!("{href}/taken")).await.html;
    assert!(skills.iter().all(|skill| form.contains(skill.as_str())), "what the vacancy asks can be ticked");
    let save = |fields: Vec<(&'static str, String)>| {
        let (reader, address) = (&reader, format!("{href}/taken"));
        async move {
            let fields: Vec<(&str, &str)> =
                fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            reader.post(&address, &fields).await
        }
    };
    let wrong = save(vec![("description", "Wassen".into()), ("hours", "61".into())]).await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    for task in ten_tasks(&skills) {
        let minutes = task.time.minutes();
        let saved = save(vec![
            ("description", task.description.to_string()),
            ("hours", (minutes / 60).to_string()),
            ("minutes", (minutes % 60).to_string()),
            ("level", task.level.name().to_owned()),
            ("skills", task.skills[0].to_string()),
        ])
        .await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.html);
    }
    let page = reader.get(&format!("{href}/knippen")).await.html;
    assert!(page.contains("21 uur en 40 minuten") && page.contains("14 uur en 20 minuten"), "{page}");
    assert!(page.contains("Minder dan 10 mensen passen.") && page.contains("31 mensen passen."));
    assert!(!page.contains(">7 mensen") && page.contains("nog niet bekend"));
    assert!(page.contains("40% werk op hbo-niveau") || page.contains("40\u{a0}% werk op hbo-niveau"));

    let nameless = reader.post(&format!("{href}/knippen"), &[("mboTitle", ""), ("hboTitle", "Regie")]).await;
    assert_eq!(nameless.status, StatusCode::BAD_REQUEST);
    let titles = [("mboTitle", "Verzorgende"), ("hboTitle", "Regieverpleegkundige")];
    let posted = reader.post(&format!("{href}/knippen"), &titles).await;
    assert_eq!(posted.status, StatusCode::SEE_OTHER, "{}", posted.html);
    let page = reader.get(&href).await.html;
    assert!(page.contains("Regieverpleegkundige") && page.contains("geknipt in"), "{page}");
}

#[tokio::test]
async fn s1_05_the_interface_splits_a_vacancy_and_leaves_small_counts_out() {
    let desk = Desk::with_passwords("AM24");
    let skills = occupation(&desk.context.vocabulary).1;
    people(&desk, 7, &skills).await;
    people(&desk, 24, &skills[..1]).await;
    let whole = strict(&desk).await;
    post_vacancy(&desk.context, &desk.business_adviser, whole.clone()).await.unwrap();
    let program = Program::signed_in(&desk, "Business adviser").await;
    let href = format!("/v1/vacancies/{}", whole.id);
    let refused = program.get(&format!("{href}/carving")).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "no tasks yet");
    let tasks: Vec<_> = ten_tasks(&skills)
        .iter()
        .map(|task| {
            json!({ "description": task.description.as_str(), "minutes": task.time.minutes(),
                    "level": task.level.name(), "skills": task.skills })
        })
        .collect();
    let saved = program.put(&format!("{href}/tasks"), &json!({ "tasks": tasks })).await;
    assert_eq!((saved.status, saved.body["tasks"].as_array().unwrap().len()), (StatusCode::OK, 10));
    let outlook = program.get(&format!("{href}/carving")).await.body;
    assert_eq!((&outlook["fittingBefore"], &outlook["fittingAfter"]), (&json!(null), &json!(31)));
    assert_eq!((&outlook["mbo"]["minutes"], &outlook["hbo"]["minutes"]), (&json!(1_300), &json!(860)));
    let wrong = json!({ "tasks": [{ "description": "", "minutes": 0, "level": "wo" }] });
    let wrong = program.put(&format!("{href}/tasks"), &wrong).await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    assert_eq!(wrong.body["errors"].as_array().unwrap().len(), 3, "{}", wrong.body);
    let parts = json!({ "mbo": { "title": "Verzorgende" }, "hbo": { "title": "Regieverpleegkundige" } });
    let carved = program.post(&format!("{href}/carving"), &parts).await;
    assert_eq!(carved.status, StatusCode::CREATED, "{}", carved.body);
    assert_eq!(program.get(&href).await.body["state"], "closed");
}

#[tokio::test]
async fn def_10_the_cause_is_kept_and_too_narrow_criteria_lead_to_splitting_the_job() {
    let desk = Desk::with_passwords("AM24");
    let whole = strict(&desk).await;
    post_vacancy(&desk.context, &desk.business_adviser, whole.clone()).await.unwrap();
    let reader = Reader::signed_in(&desk, "Business adviser").await;
    let href = format!("/vacatures/{}", whole.id);
    let leads_to_splitting = "De werkgever zoekt te nauw. Kijk welke taken";
    let page = reader.get(&href).await.html;
    assert!(page.contains("nog niet gevraagd") && !page.contains(leads_to_splitting));

    let other = [("cause", "demography"), ("startsOn", "2027-01-04")];
    assert_eq!(reader.post(&format!("{href}/oorzaak"), &other).await.status, StatusCode::SEE_OTHER);
    let page = reader.get(&href).await.html;
    assert!(!page.contains("nog niet gevraagd") && !page.contains(leads_to_splitting), "the contrast");
    assert!(page.contains("4 jan 2027"), "{page}");

    let both = [("cause", "unattractive"), ("cause", "narrow-criteria"), ("startsOn", "")];
    reader.post(&format!("{href}/oorzaak"), &both).await;
    let page = reader.get(&href).await.html;
    assert!(page.contains(leads_to_splitting) && page.contains(&format!("{href}/knippen")));
    let kept = read(&desk, whole.id);
    assert_eq!(
        kept.shortage_causes,
        BTreeSet::from([ShortageCause::Unattractive, ShortageCause::NarrowCriteria])
    );
    assert_eq!((kept.starts_on, kept.revision), (None, 1), "what stays here is no change for other regions");
    assert!(desk.audit_says("vacancy.shortage", "unattractive, narrow-criteria"));
    let stranger = VacancyId::random();
    let coach = note_shortage(&desk.context, &desk.coach, whole.id, BTreeSet::new(), None).await;
    assert_eq!(coach.unwrap_err().kind(), ErrorKind::Forbidden);
    let nowhere = note_shortage(&desk.context, &desk.adviser, stranger, BTreeSet::new(), None).await;
    assert_eq!(nowhere.unwrap_err().kind(), ErrorKind::NotFound);
}

#[tokio::test]
async fn def_10_the_adviser_sees_what_each_demand_costs_and_no_small_count() {
    let desk = Desk::with_passwords("AM24");
    let skills = occupation(&desk.context.vocabulary).1;
    people(&desk, 11, &skills).await;
    people(&desk, 12, &skills[..2]).await;
    people(&desk, 4, &skills[1..]).await;
    let whole = strict(&desk).await;
    post_vacancy(&desk.context, &desk.business_adviser, whole.clone()).await.unwrap();
    let reach = count_reach(&desk.context, &desk.business_adviser, whole.id).await.unwrap();
    assert_eq!(reach.fitting, 11);
    assert_eq!(reach.more_without[&skills[2]], 12);
    assert_eq!((reach.more_without[&skills[0]], reach.more_without[&skills[1]]), (4, 0));

    let program = Program::signed_in(&desk, "Business adviser").await;
    let told = program.get(&format!("/v1/vacancies/{}/reach", whole.id)).await.body;
    assert_eq!(told["fitting"], 11);
    let of = |skill: &EscoUri| {
        let all = told["moreWithout"].as_array().unwrap();
        all.iter().find(|more| more["skill"] == skill.as_str()).unwrap()["people"].clone()
    };
    assert_eq!((of(&skills[2]), of(&skills[0]), of(&skills[1])), (json!(12), json!(null), json!(null)));
    let reader = Reader::signed_in(&desk, "Business adviser").await;
    let page = reader.get(&format!("/vacatures/{}", whole.id)).await.html;
    assert!(page.contains("12 mensen erbij") && page.contains("minder dan 10 mensen erbij"), "{page}");
    assert!(!page.contains("4 mensen erbij"));
}

#[tokio::test]
async fn def_04_a_vacancy_without_skills_is_refused_with_skills_to_choose_and_a_diploma_is_flagged() {
    let desk = Desk::with_passwords("AM24");
    let (asked, skills) = occupation(&desk.context.vocabulary);
    let mut bare = strict(&desk).await;
    bare.essential_skills.clear();
    bare.title = Line::new("Verpleegkundige met hbo-diploma").unwrap();
    let refused = post_vacancy(&desk.context, &desk.adviser, bare.clone()).await.unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::Invalid);
    let program = Program::signed_in(&desk, "Business adviser").await;
    let mut sent = crate::interface::vacancy(&desk, &program).await;
    sent["essentialSkills"] = json!([]);
    let answer = program.post("/v1/vacancies", &sent).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert_eq!(answer.body["errors"][0]["field"], "essentialSkills", "{}", answer.body);
    assert!(answer.body.to_string().contains(skills[0].as_str()), "the answer names skills to choose");
    assert_eq!(desk.count("vacancies"), 0);

    let reader = Reader::signed_in(&desk, "Business adviser").await;
    let form = reader.post("/vacatures/nieuw", &[("occupation", asked.as_str())]).await;
    assert_eq!(form.status, StatusCode::BAD_REQUEST);
    assert!(skills.iter().all(|skill| form.html.contains(skill.as_str())), "and the form offers them");

    let flag = "De eis is een diploma of ervaring";
    let post = async |vacancy: Vacancy| {
        let id = post_vacancy(&desk.context, &desk.adviser, vacancy).await.unwrap();
        reader.get(&format!("/vacatures/{id}")).await.html.contains(flag)
    };
    let mut diploma = strict(&desk).await;
    diploma.text = Some(FreeText::new("Je hebt een afgeronde hbo-opleiding.").unwrap());
    assert!(post(diploma.clone()).await);
    let list = reader.get("/vacatures").await.html;
    assert!(list.contains("eis is diploma"));
    let rephrased = Vacancy {
        id: VacancyId::random(),
        text: Some(FreeText::new("Je stelt zorgplannen op; geen diploma nodig.").unwrap()),
        ..diploma.clone()
    };
    assert!(!post(rephrased).await, "the contrast");
    let teaching = Vacancy { id: VacancyId::random(), education_min: Some(EntryLevel::Hbo), ..diploma };
    assert!(!post(teaching).await, "what the law asks of a teacher is no demand of the employer");
}

#[tokio::test]
async fn s2_08_vacancies_of_outside_employers_come_second_are_marked_and_never_leave() {
    let mut desk = Desk::with_passwords("AM24");
    let _network = Network::of(&mut [&mut desk]);
    let mut outsider = employer(None);
    (outsider.name, outsider.in_network) = (Line::new("Buiten BV").unwrap(), false);
    let inside = add_employer(&desk.context, &desk.adviser, employer(None)).await.unwrap();
    let outside = add_employer(&desk.context, &desk.adviser, outsider).await.unwrap();
    let mut newer = vacancy(&desk.context, outside);
    newer.opened_on = "2026-11-23".parse().unwrap();
    post_vacancy(&desk.context, &desk.adviser, newer.clone()).await.unwrap();
    assert_eq!(desk.outbox().len(), 0);
    assert_eq!(
        publish_vacancies(&desk.context).await.unwrap(),
        0,
        "nor by the job that publishes what waits"
    );
    let older = vacancy(&desk.context, inside);
    post_vacancy(&desk.context, &desk.adviser, older.clone()).await.unwrap();
    assert_eq!(desk.outbox().len(), 1, "the contrast: an employer of the network");

    let query = vacancy_list::ListQuery { own: true, elsewhere: true, ..Default::default() };
    let (_, found) = desk.context.storage.read_blocking(|c| vacancy_list::page(c, &query, 0, 10)).unwrap();
    let order: Vec<_> = found
        .iter()
        .map(|found| match found {
            vacancy_list::Found::Own(vacancy, _) => vacancy.id,
            vacancy_list::Found::Elsewhere(record) => record.vacancy,
        })
        .collect();
    assert_eq!(order, [older.id, newer.id], "network first, though the other is newer");

    let person = desk.person_near("Wimaa Unedorkem").await;
    let reader = Reader::signed_in(&desk, "Adviser").await;
    let mark = "buiten het netwerk";
    let marked = format!("/vacatures/{}", newer.id);
    for address in ["/vacatures", "/werkgevers", marked.as_str(), &format!("/kandidaten/{person}/matches")] {
        assert!(reader.get(address).await.html.contains(mark), "{address}");
    }
    assert!(!reader.get(&format!("/vacatures/{}", older.id)).await.html.contains(mark), "the contrast");
    close_vacancy(&desk.context, &desk.adviser, newer.id).await.unwrap();
    assert_eq!(desk.outbox().len(), 1, "its closing stays here too");
}
