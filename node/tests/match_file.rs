//! A vacancy in a file: matched without being stored, and clear answers to what cannot be.

use crate::desk::{Desk, occupation};
use node::{
    matching::{
        pool::{Query, Show},
        receipt::Criterion,
    },
    workflow::match_file::{MOST_BYTES, MOST_SKILLS, people_for_file},
};
use serde_json::{Value, json};

const QUERY: Query = Query { limit: 10, show: Show::Fitting };

fn file(desk: &Desk) -> Value {
    let (occupation, skills) = occupation(&desk.context.vocabulary);
    json!({ "municipality": "GM0687", "occupation": occupation, "essentialSkills": skills,
            "hoursMin": 24, "hoursMax": 36 })
}

async fn refused(desk: &Desk, bytes: &[u8]) -> String {
    people_for_file(&desk.context, &desk.coach, bytes, QUERY).await.unwrap_err().to_string()
}

#[tokio::test]
async fn a_vacancy_in_a_file_finds_people_as_the_interface_or_an_import_writes_it_and_is_not_stored() {
    let desk = Desk::open("AM24");
    let person = desk.person_near("Mira Zandoe").await;
    let by_interface = file(&desk);
    let mut by_import = json!({ "gm": "GM0687", "hours_min": 24, "hours_max": 36 });
    by_import["occupation"] = by_interface["occupation"].clone();
    by_import["essential_skills"] = by_interface["essentialSkills"].clone();
    let mut by_hours = by_import.clone();
    for bound in ["hours_min", "hours_max"] {
        by_hours.as_object_mut().unwrap().remove(bound);
    }
    by_hours["hours"] = json!(32);
    for vacancy in [by_interface, by_import, by_hours] {
        let bytes = vacancy.to_string();
        let (found, receipt) =
            people_for_file(&desk.context, &desk.coach, bytes.as_bytes(), QUERY).await.unwrap();
        assert_eq!(found.iter().map(|one| one.candidate).collect::<Vec<_>>(), [person]);
        assert!(
            receipt.applied.contains(&Criterion::Skills(3)) && receipt.held_back.is_empty(),
            "{receipt:?}"
        );
    }
    let mut long = file(&desk);
    (long["hoursMin"], long["hoursMax"]) = (json!(40), json!(40));
    let bytes = long.to_string();
    let (found, receipt) =
        people_for_file(&desk.context, &desk.coach, bytes.as_bytes(), QUERY).await.unwrap();
    let held_back: Vec<_> = receipt.held_back.iter().map(|it| (it.rule, it.count)).collect();
    assert_eq!((found.len(), held_back), (0, vec![("hours", 1)]), "who wants 32 hours at most is counted");
    assert_eq!(desk.count("vacancies"), 0);
    assert!(desk.audit_says("candidate.read", "in a match"), "it is logged for the person");
    let seen = people_for_file(&desk.context, &desk.business_adviser, b"{}", QUERY).await;
    assert!(seen.unwrap_err().to_string().contains("may not"));
}

#[tokio::test]
async fn what_cannot_be_matched_is_said_clearly_and_what_is_too_large_is_not_read() {
    let desk = Desk::open("AM24");
    let with = |name: &str, value: Value| {
        let mut vacancy = file(&desk);
        vacancy[name] = value;
        vacancy.to_string()
    };
    let skill = file(&desk)["essentialSkills"][0].as_str().unwrap().to_owned();
    // One letter off: the nearest is the one that was meant.
    let mistyped = with("essentialSkills", json!([format!("{}0", &skill[..skill.len() - 1])]));
    let said = refused(&desk, mistyped.as_bytes()).await;
    assert!(
        said.contains("is no skill of the list in use; the nearest is ") && said.contains(&skill),
        "{said}"
    );
    let empty = refused(&desk, with("essentialSkills", json!([])).as_bytes()).await;
    assert!(empty.contains("asks no skill at all"), "{empty}");
    let many = refused(&desk, with("essentialSkills", json!(vec![skill; 10_000])).as_bytes()).await;
    assert_eq!(many, format!("the vacancy asks 10000 skills; {MOST_SKILLS} is the most"));
    let large = refused(&desk, &vec![b' '; 1024 * 1024]).await;
    assert_eq!(large, format!("the file has 1048576 bytes; {MOST_BYTES} is the most that is read"));
    assert_eq!(refused(&desk, b"\x00\xff\xfe\x01PK\x03\x04").await, "the file is not text (UTF-8)");
    assert!(refused(&desk, b"een vacature").await.contains("not one JSON object: see line 1"));
    let both = refused(&desk, with("hours", json!(32)).as_bytes()).await;
    assert_eq!(both, "hours: give either `hours`, or `hours_min` and `hours_max`");
    let place = refused(&desk, with("municipality", json!("Zeeland")).as_bytes()).await;
    assert!(place.starts_with("gm: "), "{place}");
}
