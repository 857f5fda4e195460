//! Pages about matches: in parts by how well they fit, two or three side by side, and the list of reports.

use crate::{desk::Desk, interface::Program, pages::Reader};
use axum::http::StatusCode;
use node::{
    storage::access_log,
    workflow::{close_vacancy::close_vacancy, refresh_matching::refresh_matching},
};
use serde_json::json;
use std::collections::BTreeSet;
use vocabulary::{CandidateId, EscoUri, Language, VacancyId};

/// What stands on a page between two words.
fn between<'a>(page: &'a str, from: &str, to: &str) -> &'a str {
    let rest = page.split_once(from).unwrap_or_else(|| panic!("no {from} in {page}")).1;
    rest.split_once(to).map_or(rest, |(part, _)| part)
}

#[tokio::test]
async fn a_match_that_is_far_away_never_stands_among_the_good_ones_without_a_word() {
    let desk = Desk::with_passwords("AM24");
    refresh_matching(&desk.context).await.unwrap();
    let skills = desk.four_skills();
    let vacancy = desk.work("Verzorgende", &skills).await;
    desk.certified_person("Alles Kunner", &skills).await;
    desk.certified_person("Weinig Kunner", &skills[..1]).await;
    let reader = Reader::signed_in(&desk, "Adviser").await;
    let list = reader.get(&format!("/vacatures/{vacancy}/matches")).await.html;
    let now = between(&list, "id=\"fits-now\"", "</section>");
    assert!(now.contains("Alles Kunner") && !now.contains("Weinig Kunner"), "{now}");
    let far = between(&list, "id=\"fits-far\"", "</section>");
    assert!(far.contains("Weinig Kunner") && far.contains("<details"), "{far}");
    assert!(list.contains("id=\"receipt\""), "the receipt stays");
    // The vacancy's own page counts only who fits now, and shows nobody who is far away.
    let page = reader.get(&format!("/vacatures/{vacancy}")).await.html;
    assert!(page.contains("Bekijk 1 mens die nu past"), "{page}");
    assert!(page.contains("Alles Kunner") && !page.contains("Weinig Kunner"), "{page}");
}

#[tokio::test]
async fn compare_three_people_side_by_side_for_a_vacancy_and_each_of_them_is_logged() {
    let desk = Desk::with_passwords("AM24");
    refresh_matching(&desk.context).await.unwrap();
    let skills = desk.four_skills();
    let vacancy = desk.work("Verzorgende", &skills).await;
    let all = desk.certified_person("Alles Kunner", &skills).await;
    let half = desk.certified_person("Halve Kunner", &skills[..2]).await;
    let little = desk.certified_person("Weinig Kunner", &skills[..1]).await;
    let other = desk.certified_person("Andere Kunner", &skills[..1]).await;
    let reader = Reader::signed_in(&desk, "Adviser").await;
    let path = format!("/vacatures/{vacancy}/vergelijken");
    let ids = [all, half, little, other].map(|id| id.to_string());
    let list = reader.get(&format!("/vacatures/{vacancy}/matches")).await.html;
    for id in &ids {
        assert!(list.contains(&format!("name=\"kies\" value=\"{id}\" form=\"compare\"")), "{list}");
    }
    assert!(list.contains(&format!("action=\"{path}\" method=\"post\"")), "nobody's id in an address");
    let ticked: Vec<(&str, &str)> = ids[..3].iter().map(|id| ("kies", id.as_str())).collect();
    let looked = || {
        let read =
            |id| desk.context.storage.read_blocking(move |c| access_log::of_candidate(c, id, 100)).unwrap();
        [all, half, little, other].map(|id| read(id).len())
    };
    let before = looked();
    let seen = reader.post(&path, &ticked).await;
    assert_eq!(seen.status, StatusCode::OK);
    let table = between(&seen.html, "<table class=\"compare\"", "</table>");
    for name in ["Alles Kunner", "Halve Kunner", "Weinig Kunner"] {
        assert!(table.contains(name), "{name}");
    }
    assert!(!table.contains("Andere Kunner"));
    // A row for each wanted skill; what tells them apart is said in a word.
    let label = |skill: &EscoUri| {
        let vocabulary = &desk.context.vocabulary;
        vocabulary.skill_label(vocabulary.skill(skill).unwrap(), Language::NL).to_owned()
    };
    let row = |skill: &EscoUri| {
        let start = format!("{}<br>", label(skill).replace('\'', "&#39;"));
        between(table, &start, "</tr>").to_owned()
    };
    assert!(row(&skills[0]).contains("Gelijk"), "all three hold it");
    assert!(row(&skills[1]).contains("Verschilt") && row(&skills[1]).contains("Aanwezig"));
    assert!(table.contains("Past nu") && table.contains("Reistijd") && table.contains("(score "));
    assert!(seen.html.contains("id=\"receipt\""));
    let after = looked();
    assert!((0..3).all(|at| after[at] > before[at]) && after[3] == before[3], "{before:?} {after:?}");
    assert!(desk.audit_says("match.compare", "3 shown"));
}

#[tokio::test]
async fn compare_three_vacancies_for_a_person_and_one_or_four_are_too_few_or_too_many() {
    let desk = Desk::with_passwords("AM24");
    refresh_matching(&desk.context).await.unwrap();
    let skills = desk.four_skills();
    let mut vacancies = Vec::new();
    for number in 0..4 {
        vacancies.push(desk.work(&format!("Werk {number}"), &skills[number..]).await.to_string());
    }
    let person = desk.certified_person("Alles Kunner", &skills).await;
    let reader = Reader::signed_in(&desk, "Coach").await;
    let path = format!("/kandidaten/{person}/vergelijken");
    let post = async |number: usize| {
        let fields: Vec<_> = vacancies[..number].iter().map(|id| ("kies", id.as_str())).collect();
        reader.post(&path, &fields).await
    };
    for wrong in [0, 1, 4] {
        let seen = post(wrong).await;
        assert_eq!(seen.status, StatusCode::BAD_REQUEST, "{wrong}");
        assert!(seen.html.contains("Kruis er twee of drie aan"));
        assert!(seen.html.contains(&format!("href=\"/kandidaten/{person}/matches\"")), "a next step");
    }
    let seen = post(3).await;
    assert_eq!(seen.status, StatusCode::OK);
    assert!(["Werk 0", "Werk 1", "Werk 2"].iter().all(|title| seen.html.contains(title)));
    assert!(seen.html.contains("Niet gevraagd"), "a skill that one of them does not ask");
    let back = reader.get(&path).await;
    assert_eq!(
        (back.status, back.location),
        (StatusCode::SEE_OTHER, format!("/kandidaten/{person}/matches"))
    );
    // Who works with employers only sees no person, so compares none.
    let outsider = Reader::signed_in(&desk, "Business adviser").await;
    assert_eq!(outsider.post(&path, &[("kies", &vacancies[0])]).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_list_of_reports_shows_each_role_what_it_may_open_and_nothing_else() {
    let desk = Desk::with_passwords("AM24");
    for (name, sees_proposals, sees_reach) in
        [("Adviser", true, true), ("Business adviser", false, false), ("Operator", false, true)]
    {
        let reader = Reader::signed_in(&desk, name).await;
        let page = reader.get("/rapporten").await.html;
        assert_eq!(page.contains("/rapporten/voorstellen"), sees_proposals, "{name}");
        assert_eq!(page.contains("/rapporten/nooit-gevonden"), sees_reach, "{name}");
        assert!(page.contains("/beheer/federatie") && page.contains("/over/matching"), "{name}");
        let main = between(&page, "<main", "</main>");
        let links = main.split("<li class=\"card\">").skip(1);
        for link in links.map(|it| between(it, "href=\"", "\"")) {
            assert_eq!(reader.get(link).await.status, StatusCode::OK, "{name} {link}");
        }
        let menu = between(&page, "<nav", "</nav>");
        assert_eq!(menu.matches("href=\"/rapporten").count(), 1, "once in the menu");
        assert!(menu.matches("<li>").count() <= 7);
    }
}

#[tokio::test]
async fn a_program_compares_people_for_a_vacancy_with_reasons_and_receipt_and_each_of_them_is_logged() {
    let desk = Desk::with_passwords("AM24");
    refresh_matching(&desk.context).await.unwrap();
    let skills = desk.four_skills();
    let vacancy = desk.work("Verzorgende", &skills).await;
    let little = desk.certified_person("Weinig Kunner", &skills[..1]).await;
    let all = desk.certified_person("Alles Kunner", &skills).await;
    let program = Program::signed_in(&desk, "Coach").await;
    let path = format!("/v1/vacancies/{vacancy}/comparisons");
    let ask = async |people: &[String]| program.post(&path, &json!({ "candidates": people })).await;
    let nobody = CandidateId::random().to_string();
    let looked = || {
        let read = |id| desk.context.storage.read_blocking(move |c| access_log::of_candidate(c, id, 100));
        [all, little].map(|id| read(id).unwrap().len())
    };
    let before = looked();
    let answer = ask(&[little.to_string(), all.to_string(), nobody.clone()]).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let items = answer.body["items"].as_array().unwrap();
    let ids: Vec<_> = items.iter().map(|it| it["candidate"].as_str().unwrap().to_owned()).collect();
    assert_eq!(ids, [all.to_string(), little.to_string()], "the best first");
    assert_eq!(items[0]["held"].as_array().unwrap().len(), skills.len());
    assert!(items[0]["score"].as_f64() > items[1]["score"].as_f64());
    let unheld = |at: usize| ["missing", "stoodIn"].map(|it| items[at][it].as_array().unwrap().len());
    assert!(unheld(0) == [0, 0] && unheld(1).iter().sum::<usize>() == skills.len() - 1, "{}", answer.body);
    assert_eq!(answer.body["leftOut"], json!([nobody]));
    assert!(
        answer.body["receipt"]["applied"].as_array().unwrap().iter().any(|it| it["criterion"] == "skills")
    );
    let after = looked();
    assert!(after[0] > before[0] && after[1] > before[1], "{before:?} {after:?}");

    // The contrasts: one, four, the same twice, a role that sees nobody, and a vacancy that is not there.
    let four = [all, little, all, little].map(|id| id.to_string());
    for wrong in [&four[..1], &four[..], &[four[0].clone(), four[0].clone()]] {
        let refused = ask(wrong).await;
        assert_eq!(refused.body["errors"][0]["field"], "candidates", "{}", refused.body);
    }
    let business = Program::signed_in(&desk, "Business adviser").await;
    let body = json!({ "candidates": four[..2] });
    assert_eq!(business.post(&path, &body).await.status, StatusCode::FORBIDDEN);
    let gone = format!("/v1/vacancies/{}/comparisons", VacancyId::random());
    assert_eq!(program.post(&gone, &body).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_program_compares_vacancies_for_a_person_and_what_is_closed_is_left_out() {
    let desk = Desk::with_passwords("AM24");
    refresh_matching(&desk.context).await.unwrap();
    let skills = desk.four_skills();
    let mut vacancies = Vec::new();
    for number in 0..3 {
        vacancies.push(desk.work(&format!("Werk {number}"), &skills[number..]).await);
    }
    let person = desk.certified_person("Alles Kunner", &skills).await;
    close_vacancy(&desk.context, &desk.adviser, vacancies[2]).await.unwrap();
    let program = Program::signed_in(&desk, "Adviser").await;
    let path = format!("/v1/candidates/{person}/comparisons");
    let asked: Vec<String> = vacancies.iter().map(ToString::to_string).collect();
    let answer = program.post(&path, &json!({ "vacancies": asked })).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let shown: BTreeSet<_> =
        answer.body["items"].as_array().unwrap().iter().map(|it| it["vacancy"].clone().to_string()).collect();
    assert_eq!(shown, asked[..2].iter().map(|id| json!(id).to_string()).collect());
    assert_eq!(answer.body["leftOut"], json!(asked[2..]));
    assert!(answer.body["receipt"]["applied"].is_array() && desk.audit_says("match.compare", "2 shown"));
    let nobody = format!("/v1/candidates/{}/comparisons", CandidateId::random());
    assert_eq!(program.post(&nobody, &json!({ "vacancies": asked })).await.status, StatusCode::NOT_FOUND);
}
