//! Groups of employers whose jobs vanish, and the split of their people, by page and by program.

use crate::{desk::Desk, interface::Program, pages::Reader};
use axum::http::StatusCode;
use node::{
    domain::{
        employer::{Employer, EmployerSize},
        text::Line,
    },
    matching::transition::{
        Transitions,
        rank::{Map, Reach},
    },
    workflow::add_employer::add_employer,
};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use vocabulary::{EmployerId, MunicipalityCode, Vocabulary};

/// An occupation of the starter list by the beginning of its ISCO code.
fn occupations_of(vocabulary: &Vocabulary, isco: &str) -> Vec<String> {
    let of = vocabulary.occupations().filter(|it| vocabulary.isco(*it).as_str().starts_with(isco));
    of.map(|it| vocabulary.occupation_uri(it).to_string()).collect()
}

/// The occupation to which a change is most feasible.
fn nearest(desk: &Desk, from: &str) -> String {
    let (vocabulary, sectors) = (&*desk.context.vocabulary, &*desk.context.sectors);
    let transitions = Transitions::new(vocabulary);
    let origin = transitions.from_occupation(vocabulary.occupation(&from.parse().unwrap()).unwrap());
    let map = Map { transitions: &transitions, vocabulary, sectors };
    let best = map.destinations(&origin, Reach::AllSectors, 1).remove(0);
    vocabulary.occupation_uri(best.occupation).to_string()
}

/// Twenty employers, the first with 41 jobs that vanish and the others with one each: sixty people.
async fn twenty_employers(desk: &Desk) -> Vec<EmployerId> {
    let mut members = Vec::new();
    for number in 0..20 {
        let employer = Employer {
            id: EmployerId::random(),
            name: Line::new(&format!("Loods {number}")).unwrap(),
            kvk: Some(format!("{:08}", 20_000_000 + number).parse().unwrap()),
            municipality: MunicipalityCode::new("GM0687").unwrap(),
            sbi: None,
            size: if number == 0 { EmployerSize::Large } else { EmployerSize::Micro },
            in_network: true,
        };
        members.push(add_employer(&desk.context, &desk.adviser, employer).await.unwrap());
    }
    members
}

fn group(desk: &Desk, members: &[EmployerId], seats: [u16; 3]) -> Value {
    let vocabulary = &desk.context.vocabulary;
    let leaving = &occupations_of(vocabulary, "4321")[0];
    let near = &nearest(desk, leaving);
    let jobs = members.iter().enumerate().map(|(place, employer)| {
        let jobs = if place == 0 { 41 } else { 1 };
        json!({ "employer": employer.to_string(), "occupation": leaving, "vanishesOn": "2027-10-01", "jobs": jobs })
    });
    let destination = |region: &str, occupation: &str, seats: u16| json!({ "occupation": occupation, "region": region, "seats": seats, "costCents": 150_001 });
    json!({
        "name": "Brug Zeeland", "beginsOn": "2026-11-24", "months": 18, "budgetCents": 12_000_007,
        "jobs": jobs.collect::<Vec<_>>(),
        "destinations": [
            destination("AM24", near, seats[0]), destination("AM38", leaving, seats[1]),
            destination("AM22", near, seats[2]),
        ],
    })
}

#[tokio::test]
async fn first_07_sixty_people_of_twenty_employers_are_split_over_three_regions_and_every_seat_is_respected()
{
    let desk = Desk::with_passwords("AM24");
    let members = twenty_employers(&desk).await;
    let program = Program::signed_in(&desk, "Business adviser").await;
    let made = program.post("/v1/employer-groups", &group(&desk, &members, [10, 8, 7])).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    let path = format!("/v1/employer-groups/{}", made.body["id"].as_str().unwrap());
    let found = program.get(&path).await.body;
    let mut taken: BTreeMap<u64, u64> = BTreeMap::new();
    for it in found["moves"].as_array().unwrap() {
        *taken.entry(it["to"].as_u64().unwrap()).or_default() += it["people"].as_u64().unwrap();
        assert!(it["feasibility"].as_f64().unwrap() >= 0.25);
    }
    assert_eq!(taken, [(0, 10), (1, 8), (2, 7)].into(), "all 25 seats are used and none twice");
    let of = |employer: &EmployerId| {
        let members = found["members"].as_array().unwrap();
        members.iter().find(|it| it["employer"] == employer.to_string()).unwrap().clone()
    };
    for small in &members[1..] {
        assert_eq!(
            (&of(small)["jobs"], &of(small)["seated"]),
            (&json!(1), &json!(1)),
            "small ones have an equal seat"
        );
    }
    assert_eq!(of(&members[0])["seated"], 25 - 19, "what is left is for the large one");
    assert!(!found.to_string().contains("candidate"), "nobody is named");
}

#[tokio::test]
async fn the_page_of_a_group_says_of_each_move_how_feasible_it_is_in_words_with_the_number() {
    let desk = Desk::with_passwords("AM24");
    let members = twenty_employers(&desk).await;
    let program = Program::signed_in(&desk, "Adviser").await;
    let made = program.post("/v1/employer-groups", &group(&desk, &members, [30, 30, 30])).await;
    let id = made.body["id"].as_str().unwrap();
    let found = program.get(&format!("/v1/employer-groups/{id}")).await.body;
    let page = Reader::signed_in(&desk, "Coach").await.get(&format!("/groepen/{id}")).await.html;
    let mut wanted: Vec<String> = Vec::new();
    for it in found["moves"].as_array().unwrap() {
        let feasible = it["feasibility"].as_f64().unwrap();
        let means = match feasible {
            0.6.. => "Goed haalbaar",
            0.4.. => "Haalbaar",
            _ => "Haalbaar met meer leren",
        };
        // thousandths, of which a reader sees hundredths, rounded down
        let thousandths: u32 = format!("{:.0}", feasible * 1000.0).parse().unwrap();
        wanted.push(format!("{means} ({} van 100)", thousandths / 10));
    }
    let told: Vec<&str> = page
        .split("<td data-label=\"Haalbaar\">")
        .skip(1)
        .filter_map(|cell| cell.split_once("</td>").map(|(text, _)| text))
        .collect();
    assert!(told == wanted && !told.is_empty(), "{told:?} {wanted:?}");
}

#[tokio::test]
async fn s1_10_twenty_employers_share_one_budget_line_that_adds_up_to_the_cent() {
    let desk = Desk::with_passwords("AM24");
    let members = twenty_employers(&desk).await;
    let program = Program::signed_in(&desk, "Adviser").await;
    let made = program.post("/v1/employer-groups", &group(&desk, &members, [30, 30, 30])).await;
    let id = made.body["id"].as_str().unwrap().to_owned();
    let found = program.get(&format!("/v1/employer-groups/{id}")).await.body;
    let members = found["members"].as_array().unwrap();
    let sum = |field: &str| members.iter().map(|it| it[field].as_i64().unwrap()).sum::<i64>();
    assert_eq!(members.len(), 20);
    assert_eq!(sum("shareCents"), 12_000_007);
    assert_eq!((sum("seated"), sum("jobs")), (60, 60), "there is a seat for all");
    assert_eq!(sum("spentCents"), 60 * 150_001);
    assert_eq!(found["spentCents"], 60 * 150_001);
    assert_eq!(found["leftCents"], 12_000_007 - 60 * 150_001);
    let shares: Vec<i64> = members.iter().map(|it| it["shareCents"].as_i64().unwrap()).collect();
    assert!(
        shares.iter().max().unwrap() - shares.iter().min().unwrap() <= 1,
        "small and large count the same"
    );
    let page = Reader::signed_in(&desk, "Coach").await.get(&format!("/groepen/{id}")).await.html;
    assert!(page.contains("Elk lid telt even zwaar") && page.contains("€ 6.000,00"), "{page}");
    assert!(page.contains("€ 120.000,07") && page.contains("€ 90.000,60") && page.contains("€ 29.999,47"));
    let twice = program.post("/v1/employer-groups", &json!(group(&desk, &[], [1, 1, 1]))).await;
    assert_eq!(twice.status, StatusCode::BAD_REQUEST, "a group without jobs");
}

#[tokio::test]
async fn lux_02_a_group_of_20_is_made_on_the_page_with_jobs_that_vanish_within_18_months() {
    let desk = Desk::with_passwords("AM24");
    twenty_employers(&desk).await;
    let occupation = occupations_of(&desk.context.vocabulary, "4321").remove(0);
    let lines = |day: &str| {
        let line = |number: u32| format!("{:08}; {occupation}; 3; {day}", 20_000_000 + number);
        (0..20).map(line).collect::<Vec<_>>().join("\r\n")
    };
    let reader = Reader::signed_in(&desk, "Business adviser").await;
    assert!(reader.get("/groepen").await.html.contains("Groep maken"));
    let post = async |jobs: &str| {
        let destinations = format!("{occupation}; Zeeland; 12; 1.500,50");
        let fields = [
            ("name", "Brug"),
            ("months", "18"),
            ("budget", "120000"),
            ("jobs", jobs),
            ("destinations", destinations.as_str()),
        ];
        reader.post("/groepen/nieuw", &fields).await
    };
    let late = post(&lines("01-07-2028")).await;
    assert_eq!(late.status, StatusCode::BAD_REQUEST, "the contrast: later than 18 months");
    assert!(late.html.contains("Regel 1: de dag ‘01-07-2028’ ligt niet binnen"), "{}", late.html);
    let wrong = post("12345678; onzin").await;
    assert!(wrong.html.contains("Regel 1: schrijf vier delen"));
    let made = post(&lines("01-10-2027")).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.html);
    let page = reader.get(&made.location).await.html;
    assert!(page.contains("De groep is gemaakt") && page.contains("18 maanden"), "{page}");
    assert!(page.contains("€ 18.006,00"), "twelve seats of € 1.500,50");
    assert!(page.contains("Voor 48 mensen is er nog geen plaats"), "60 jobs and twelve seats: {page}");
    assert!(desk.audit().contains(&"employer-group.add".to_owned()));
    let listed = reader.get("/groepen").await.html;
    assert!(listed.contains("Brug") && listed.contains(">60<"), "{listed}");
    let operator = Program::signed_in(&desk, "Operator").await;
    assert_eq!(operator.get("/v1/employer-groups").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_line_of_a_group_that_cannot_be_read_says_which_line_and_what_is_wrong_with_it() {
    let desk = Desk::with_passwords("AM24");
    twenty_employers(&desk).await;
    let occupation = occupations_of(&desk.context.vocabulary, "4321").remove(0);
    let good = format!("20000000; {occupation}; 3; 01-10-2027");
    let reader = Reader::signed_in(&desk, "Business adviser").await;
    let named = async |name: &str| {
        let fields = [
            ("name", name),
            ("months", "18"),
            ("budget", "1"),
            ("jobs", good.as_str()),
            ("destinations", ""),
        ];
        reader.post("/groepen/nieuw", &fields).await
    };
    let check = async |months: &str, budget: &str, job: &str, destination: &str, expected: &str| {
        let jobs = format!("{good}\r\n{job}");
        let fields = [
            ("name", "Brug"),
            ("months", months),
            ("budget", budget),
            ("jobs", jobs.as_str()),
            ("destinations", destination),
        ];
        let answer = reader.post("/groepen/nieuw", &fields).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{expected}");
        assert!(answer.html.contains(expected), "{expected}: {}", answer.html);
        assert!(answer.html.contains("20000000; "), "what was typed stays");
    };
    let job = |employer: &str, jobs: &str, day: &str| format!("{employer}; {occupation}; {jobs}; {day}");
    let day = |day: &str| job("20000001", "3", day);
    check("18", "1", &day("31-02-2027"), "", "Regel 2: ‘31-02-2027’ is geen dag die bestaat").await;
    check("18", "1", &day("01-10-2030"), "", "Regel 2: de dag ‘01-10-2030’ ligt niet binnen").await;
    check("18", "1", &job("99999999", "3", "01-10-2027"), "", "geen werkgever met KvK-nummer ‘99999999’")
        .await;
    check("18", "1", &job("20000001", "-3", "01-10-2027"), "", "‘-3’ is geen aantal").await;
    check("18", "1", "", &format!("{occupation}; Atlantis; 1; 5"), "‘Atlantis’ is geen arbeidsmarktregio")
        .await;
    check("18", "1", "", &format!("{occupation}; Zeeland; 0; 5"), "‘0’ is geen aantal").await;
    check("18", "1", "", &format!("{occupation}; Zeeland; 1; -5"), "‘-5’ is geen bedrag").await;
    check("18", "-1", "", "", "Vul een bedrag in euro in").await;
    check("0", "1", "", "", "Vul een aantal maanden in, van 1 tot en met 60").await;
    check("0", "x", &day("onzin"), "", "Er zijn 3 fouten").await;
    assert!(!reader.get("/groepen").await.html.contains("Brug"), "nothing half written stays");
    assert!(named(&"b".repeat(201)).await.html.contains("De tekst is te lang: hoogstens 200 tekens"));
    assert!(named("Brug\u{7}").await.html.contains("Er staan tekens in die niet te lezen zijn"));
    assert_eq!(named("Brug").await.status, StatusCode::SEE_OTHER, "the contrast");
    let twice = named("Brug").await;
    assert_eq!(twice.status, StatusCode::CONFLICT);
    assert!(
        twice.html.contains("href=\"#name\"") && twice.html.contains("Kies een andere naam"),
        "{}",
        twice.html
    );
}

#[tokio::test]
async fn a_group_changes_by_the_revision_that_was_read_and_ends_for_good() {
    let desk = Desk::with_passwords("AM24");
    let members = twenty_employers(&desk).await;
    let program = Program::signed_in(&desk, "Business adviser").await;
    let made = program.post("/v1/employer-groups", &group(&desk, &members, [10, 8, 7])).await;
    let path = format!("/v1/employer-groups/{}", made.body["id"].as_str().unwrap());
    let mut fields = group(&desk, &members[..19], [10, 8, 12]);
    fields["name"] = json!("Brug over de Schelde");
    (fields["months"], fields["budgetCents"]) = (json!(24), json!(6_000_000));
    let change = json!({ "revision": 1, "fields": fields });
    let changed = program.put(&path, &change).await;
    assert_eq!(changed.status, StatusCode::OK, "{}", changed.body);
    let told = |field: &str| changed.body[field].clone();
    assert_eq!(
        (told("name"), told("months"), told("revision")),
        (json!("Brug over de Schelde"), json!(24), json!(2))
    );
    assert_eq!(changed.body["members"].as_array().unwrap().len(), 19, "one employer is out");
    let seated: u64 =
        changed.body["moves"].as_array().unwrap().iter().filter_map(|it| it["people"].as_u64()).sum();
    assert_eq!(seated, 30, "and the split uses the new seats");
    assert_eq!(
        program.put(&path, &change).await.status,
        StatusCode::CONFLICT,
        "the revision is an older one"
    );

    let other = program.post("/v1/employer-groups", &group(&desk, &members, [1, 1, 1])).await;
    assert_eq!(other.status, StatusCode::CREATED, "the old name is free again: {}", other.body);
    let taken = json!({ "revision": 2, "fields": group(&desk, &members, [1, 1, 1]) });
    assert_eq!(
        program.put(&path, &taken).await.status,
        StatusCode::CONFLICT,
        "the name is another group's by now"
    );
    let coach = Program::signed_in(&desk, "Coach").await;
    let ending = format!("{path}/ending");
    assert_eq!(coach.post(&ending, &json!({ "revision": 2 })).await.status, StatusCode::FORBIDDEN);
    assert_eq!(program.post(&ending, &json!({ "revision": 1 })).await.status, StatusCode::CONFLICT);
    let ended = program.post(&ending, &json!({ "revision": 2 })).await;
    assert_eq!((ended.status, &ended.body["endedOn"]), (StatusCode::OK, &json!("2026-11-24")));
    let late = json!({ "revision": 3, "fields": fields });
    assert_eq!(
        program.put(&path, &late).await.status,
        StatusCode::CONFLICT,
        "what has ended stays as it was"
    );
    let logged = desk.audit();
    for action in ["employer-group.change", "employer-group.end"] {
        assert_eq!(logged.iter().filter(|it| *it == action).count(), 1, "{action}");
    }
}

#[tokio::test]
async fn a_group_is_changed_and_ended_on_the_page_and_two_at_once_see_both_values() {
    let desk = Desk::with_passwords("AM24");
    let members = twenty_employers(&desk).await;
    let program = Program::signed_in(&desk, "Adviser").await;
    let made = program.post("/v1/employer-groups", &group(&desk, &members[..2], [10, 8, 7])).await;
    let path = format!("/groepen/{}", made.body["id"].as_str().unwrap());
    let reader = Reader::signed_in(&desk, "Business adviser").await;
    assert!(reader.get(&path).await.html.contains("Groep wijzigen"));
    let form = reader.get(&format!("{path}/wijzigen")).await.html;
    let lines = |field: &str| {
        let area = form.split(&format!("name=\"{field}\"")).nth(1).unwrap().split_once('>').unwrap().1;
        area.split("</textarea>").next().unwrap().replace("&#39;", "'").replace("&#38;", "&")
    };
    let (jobs, destinations) = (lines("jobs"), lines("destinations"));
    assert!(jobs.contains("20000000; ") && jobs.contains("; 41; 01-10-2027"), "{jobs}");
    let save = async |revision: &str, budget: &str| {
        let fields = [
            ("revision", revision),
            ("name", "Brug Zeeland"),
            ("months", "18"),
            ("budget", budget),
            ("jobs", jobs.as_str()),
            ("destinations", destinations.as_str()),
        ];
        reader.post(&format!("{path}/wijzigen"), &fields).await
    };
    let saved = save("1", "90000").await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.html);
    assert!(reader.get(&saved.location).await.html.contains("De groep is gewijzigd"));
    let second = save("1", "80000").await;
    assert_eq!(second.status, StatusCode::CONFLICT);
    assert!(
        second.html.contains("opgeslagen is nu ‘90000,00’") && second.html.contains("80000"),
        "{}",
        second.html
    );
    let ended = reader.post(&format!("{path}/einde"), &[("revision", "2")]).await;
    assert_eq!(ended.status, StatusCode::SEE_OTHER);
    let page = reader.get(&path).await.html;
    assert!(page.contains("is beëindigd op") && !page.contains("Groep wijzigen"), "{page}");
    assert!(reader.get("/groepen").await.html.contains("Beëindigd op"));
    assert_eq!(save("3", "70000").await.status, StatusCode::CONFLICT);
    let coach = Reader::signed_in(&desk, "Coach").await;
    assert_eq!(coach.get(&format!("{path}/wijzigen")).await.status, StatusCode::FORBIDDEN);
}
