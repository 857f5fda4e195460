//! The daily round: what it finds is what each question finds, it can be done again, and nobody who is gone is in it;
//! in `running` that it goes on beside everything else.

mod running;

use crate::{
    closing::learn,
    desk::{Desk, employer},
    interface::Program,
    network::Network,
    pages::Reader,
};
use axum::http::StatusCode;
use jiff::SignedDuration;
use node::{
    matching::{
        pool::{Query, Show},
        round::{COUNTED, LOOKED_AT, Progress},
        ties::Ties,
        weighting::Fits,
    },
    storage::{access_log, candidates, case_lists::WorklistOf, round_matches},
    workflow::{
        Context,
        add_employer::add_employer,
        close_vacancy::close_vacancy,
        daily_round::{Outcome, do_round_if_due},
        find_occupations::{Among, Possible, occupations_for_candidate},
        open_case::{OpenCase, open_case},
        plan_learning::outlook,
        post_vacancy::post_vacancy,
        refresh_matching::refresh_matching,
        view_round::{NewMatches, view_new_matches},
    },
};
use proptest::{collection::vec, prelude::*};
use std::{
    num::NonZeroUsize,
    sync::{Arc, Mutex},
};
use vocabulary::{CandidateId, EscoUri, Personal, VacancyId};

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// As [`Desk::certified_person`], with a case of the adviser.
async fn helped(desk: &Desk, name: &str, skills: &[EscoUri]) -> CandidateId {
    let person = desk.certified_person(name, skills).await;
    desk.case_of(person).await;
    person
}

async fn round(desk: &Desk) {
    assert_eq!(do_round_if_due(&desk.context).await.unwrap(), Outcome::Done);
}

async fn news(desk: &Desk) -> NewMatches {
    let of = WorklistOf::Account(desk.adviser.id().unwrap());
    view_new_matches(&desk.context, &desk.adviser, of, 0..10, 10).await.unwrap()
}

/// Who has news, and what.
async fn named(desk: &Desk) -> Vec<(CandidateId, Vec<VacancyId>)> {
    news(desk).await.lines.into_iter().map(|line| (line.candidate, line.best)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(privacy::testing::cases(6)))]

    /// People and vacancies as the skills, of four, that they hold or ask.
    #[test]
    fn the_round_finds_what_asking_vacancy_by_vacancy_and_person_by_person_finds(
        people in vec(1_u8..16, 0..14), vacancies in vec(1_u8..16, 1..8), cores in 1_usize..4,
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let desk = Desk::open("AM24");
            refresh_matching(&desk.context).await.unwrap();
            let all = desk.four_skills();
            let chosen = |bits: u8| {
                let has = |(at, _): &(usize, &EscoUri)| bits & (1 << at) != 0;
                all.iter().enumerate().filter(has).map(|it| it.1.clone()).collect::<Vec<_>>()
            };
            let mut ids = Vec::new();
            for bits in &people {
                ids.push(desk.certified_person("Mira Zandoe", &chosen(*bits)).await);
            }
            for bits in &vacancies {
                desk.work("Verzorgende", &chosen(*bits)).await;
            }
            let (index, width) = (&desk.context.matching, NonZeroUsize::new(cores).unwrap());
            let last = Mutex::new(Progress::default());
            let heard = |progress| *last.lock().unwrap() = progress;
            let found = index.round(&ids, width, || true, heard).unwrap();
            assert_eq!(found.fits_now.len(), vacancies.len());
            for (vacancy, count) in &found.fits_now {
                let query = Query { limit: COUNTED, show: Show::Fitting };
                let asked = index.people_for_vacancy(*vacancy, query, Ties::ById).unwrap();
                let now = asked.iter().filter(|it| it.explanation.fits == Fits::Now).count();
                assert_eq!(*count, now);
            }
            assert_eq!(found.of_people.iter().map(|it| it.0).collect::<Vec<_>>(), ids);
            for (person, vacancies) in &found.of_people {
                let query = Query { limit: LOOKED_AT, show: Show::Fitting };
                let asked = index.vacancies_for_candidate(*person, query, Ties::ById).unwrap();
                let now = asked.iter().filter(|it| it.explanation.fits == Fits::Now).map(|it| it.vacancy);
                assert_eq!(*vacancies, now.collect::<Vec<_>>());
            }
            let (vacancies, people) = (vacancies.len(), people.len());
            if people > 0 {
                let done = Progress { vacancies_done: vacancies, vacancies, people_done: people, people };
                assert_eq!(*last.lock().unwrap(), done, "the last that is heard is that all is done");
            }
            // The contrast: one that is told to stop gives nothing.
            assert!(index.round(&ids, width, || false, |_| ()).is_none());
        });
    }
}

#[tokio::test]
async fn a_new_vacancy_of_another_region_stands_at_the_worklist_after_the_round() {
    let mut brabant = Desk::open("AM25");
    let mut zeeland = Desk::with_passwords("AM24");
    let _network = Network::of(&mut [&mut brabant, &mut zeeland]);
    refresh_matching(&zeeland.context).await.unwrap();
    let skills = zeeland.four_skills();
    let known = zeeland.work("Bekend werk", &skills).await;
    let mira = helped(&zeeland, "Mira Zandoe", &skills).await;
    let other = zeeland.certified_person("Jona Anders", &skills).await;
    let reader = Reader::signed_in(&zeeland, "Adviser").await;
    let before = reader.get("/").await.html;
    assert!(before.contains("De eerste ronde is nog niet klaar"), "{before}");
    round(&zeeland).await;
    let first = reader.get("/").await.html;
    assert!(
        first.contains("past er niets nieuws bij uw kandidaten"),
        "what fitted from the start is no news"
    );
    assert_eq!(do_round_if_due(&zeeland.context).await.unwrap(), Outcome::NotDue);

    let new = brabant.work("Nieuw over de grens", &skills).await;
    brabant.work("Past niet", &skills[..1]).await;
    learn(&brabant, &zeeland);
    assert!(!reader.get("/").await.html.contains("Nieuw over de grens"), "not before the round");
    zeeland.pass(DAY);
    round(&zeeland).await;
    // Who has the session idles out in a day; the same adviser signs in again.
    let reader = Reader::signed_in(&zeeland, "Adviser").await;
    let looked = || {
        let read = |id| {
            let read = move |c: &_| access_log::of_candidate(c, id, 100);
            zeeland.context.storage.read_blocking(read).unwrap().len()
        };
        (read(mira), read(other))
    };
    let count = looked();
    for path in ["/", "/rapporten/ronde"] {
        let seen = reader.get(path).await.html;
        assert!(seen.contains("Nieuw sinds"), "{seen}");
        assert!(seen.contains(&format!("<a href=\"/vacatures/{new}\">Nieuw over de grens</a>")), "{seen}");
        assert!(seen.contains("West-Brabant") && seen.contains(&format!("/kandidaten/{mira}/matches")));
        let block = seen.split("id=\"new-matches\"").nth(1).unwrap().split("</section>").next().unwrap();
        assert!(!block.contains("Bekend werk"), "{block}");
    }
    let after = looked();
    assert!(after.0 > count.0, "it is logged for the person who is shown");
    assert_eq!(after.1, count.1);
    let program = Program::signed_in(&zeeland, "Adviser").await;
    let list = program.get("/v1/new-matches").await.body;
    assert_eq!(list["items"][0]["candidate"], mira.to_string());
    assert!(list["items"][0]["vacancies"].as_array().unwrap().iter().all(|id| *id != known.to_string()));
    // It is news of the adviser whose case it is, and nobody else's.
    let coach = Program::signed_in(&zeeland, "Coach").await;
    assert_eq!(coach.get("/v1/new-matches").await.body["items"], serde_json::json!([]));
    let business = Program::signed_in(&zeeland, "Business adviser").await;
    assert_eq!(business.get("/v1/new-matches").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_restart_does_the_round_again_and_changes_nothing_in_it() {
    let mut desk = Desk::open("AM24");
    refresh_matching(&desk.context).await.unwrap();
    let skills = desk.four_skills();
    let mira = helped(&desk, "Mira Zandoe", &skills).await;
    round(&desk).await;
    desk.pass(DAY);
    let vacancy = desk.work("Verzorgende", &skills).await;
    round(&desk).await;
    let found = named(&desk).await;
    assert_eq!(found, [(mira, vec![vacancy])]);
    let counted = desk.context.round.finished().unwrap().fits_now;
    desk.restart().await;
    assert!(desk.context.round.finished().is_none(), "what was in memory is gone");
    assert_eq!(named(&desk).await, found, "what is kept of people is not");
    round(&desk).await;
    assert_eq!((named(&desk).await, desk.count("round_matches")), (found, 1));
    assert_eq!(desk.context.round.finished().unwrap().fits_now, counted);
    // A day later it is news no more.
    desk.pass(DAY);
    round(&desk).await;
    assert_eq!((named(&desk).await, desk.count("round_matches")), (vec![], 1));
    // A vacancy that closes is out at once, and out of the table with the next round.
    desk.pass(DAY);
    let second = desk.work("Thuishulp", &skills).await;
    round(&desk).await;
    assert_eq!(named(&desk).await, [(mira, vec![second])]);
    close_vacancy(&desk.context, &desk.adviser, second).await.unwrap();
    assert_eq!(named(&desk).await, []);
    desk.pass(DAY);
    round(&desk).await;
    assert_eq!(desk.count("round_matches"), 1);
}

#[tokio::test]
async fn somebody_who_was_erased_is_in_no_result_and_who_is_helped_no_more_is_forgotten() {
    let desk = Desk::open("AM24");
    refresh_matching(&desk.context).await.unwrap();
    let skills = desk.four_skills();
    let erased = helped(&desk, "Mira Zandoe", &skills).await;
    let stays = helped(&desk, "Jona Anders", &skills).await;
    desk.certified_person("Zonder Traject", &skills).await;
    round(&desk).await;
    desk.pass(DAY);
    let vacancy = desk.work("Verzorgende", &skills).await;
    round(&desk).await;
    assert_eq!(named(&desk).await.len(), 2);
    assert_eq!(desk.count("round_people"), 2, "nothing is kept of people whom nobody helps");
    desk.context.storage.write_blocking(|tx| candidates::erase(tx, erased)).unwrap();
    desk.context.matching.candidate_removed(erased);
    assert_eq!(named(&desk).await, [(stays, vec![vacancy])]);
    assert_eq!((desk.count("round_people"), desk.count("round_matches")), (1, 1));
    // A round that found somebody who was erased before it could keep it keeps nothing; for others it does.
    let today = "2026-11-26".parse().unwrap();
    let keep = |id| {
        let storage = &desk.context.storage;
        storage.write_blocking(move |tx| round_matches::keep(tx, id, &[vacancy], today)).unwrap();
        desk.count("round_matches")
    };
    assert_eq!((keep(erased), keep(stays)), (1, 1));
    desk.pass(DAY);
    round(&desk).await;
    assert_eq!(desk.context.round.finished().unwrap().fits_now[&vacancy], 2, "the one without a case too");
    // The case ends: what was kept goes with the next round.
    let case =
        desk.context.storage.read_blocking(move |c| node::storage::cases::of_candidate(c, stays)).unwrap();
    desk.context.storage.write_blocking(move |tx| node::storage::cases::erase(tx, case[0].id())).unwrap();
    desk.pass(DAY);
    round(&desk).await;
    assert_eq!((desk.count("round_people"), desk.count("round_matches")), (0, 0));
}

#[tokio::test]
async fn vacancies_that_few_people_fit_are_listed_and_small_counts_only_for_who_sees_people() {
    let desk = Desk::with_passwords("AM24");
    refresh_matching(&desk.context).await.unwrap();
    let skills = desk.four_skills();
    let wanted = desk.work("Veel Keus", &skills[..2]).await;
    let scarce = desk.work("Weinig Keus", &skills).await;
    let none = desk.work("Geen Keus", &skills[2..]).await;
    for number in 0..10 {
        desk.certified_person(&format!("Halve Kunner {number}"), &skills[..2]).await;
    }
    let business = Program::signed_in(&desk, "Business adviser").await;
    assert_eq!(business.get("/v1/reports/few-people").await.body["known"], false);
    round(&desk).await;
    let found = desk.context.round.finished().unwrap().fits_now;
    assert_eq!((found[&wanted], found[&none]), (10, 0));
    let counts = |body: &serde_json::Value| {
        let lines = body["vacancies"].as_array().unwrap();
        lines.iter().map(|it| (it["vacancy"].clone(), it["fitsNow"].clone())).collect::<Vec<_>>()
    };
    let coach = Program::signed_in(&desk, "Coach").await;
    let seen = counts(&coach.get("/v1/reports/few-people").await.body);
    assert_eq!(seen.len(), 2, "ten is not few");
    assert!(seen.contains(&(none.to_string().into(), 0.into())));
    assert!(seen.contains(&(scarce.to_string().into(), found[&scarce].into())));
    let seen = counts(&business.get("/v1/reports/few-people").await.body);
    assert!(seen.len() == 2 && seen.iter().all(|it| it.1.is_null()), "{seen:?}");
    let reader = Reader::signed_in(&desk, "Business adviser").await;
    let page = reader.get("/rapporten/ronde").await.html;
    assert!(page.contains("Geen Keus") && !page.contains("Veel Keus") && !page.contains("Niemand past nu."));
    assert!(page.contains("Minder dan 10 mensen passen nu") && !page.contains("id=\"new-matches\""));
    let reader = Reader::signed_in(&desk, "Adviser").await;
    assert!(reader.get("/rapporten/ronde").await.html.contains("Niemand past nu."));
    // Who works with neither reads how the round stands, and nothing else.
    let reader = Reader::signed_in(&desk, "Operator").await;
    let page = reader.get("/rapporten/ronde").await.html;
    assert!(page.contains("De laatste ronde was klaar op") && !page.contains("Geen Keus"), "{page}");
    let status = business.get("/v1/status").await.body;
    assert!(status["round"]["lastFinishedAt"].is_string() && status["round"]["running"].is_null());
}

#[tokio::test]
async fn what_was_counted_before_is_counted_anew_after_each_change() {
    let desk = Desk::open("AM24");
    refresh_matching(&desk.context).await.unwrap();
    let skills = desk.four_skills();
    let vacancy = desk.work("Verzorgende", &skills).await;
    let mira = desk.certified_person("Mira Zandoe", &skills).await;
    // What is said where nothing was counted yet.
    let afresh = || {
        let mut context = desk.context.clone();
        context.counted = Arc::default();
        context
    };
    let count = async |context: &Context| outlook(context, &desk.adviser, vacancy).await.unwrap().count;
    let known = async || {
        let (known, anew) = (count(&desk.context).await, count(&afresh()).await);
        assert_eq!(known, anew);
        known
    };
    let one = known().await;
    let jona = desk.certified_person("Jona Anders", &skills).await;
    let two = known().await;
    assert_eq!((one.now, two.now), (1, 2));
    desk.context.matching.candidate_removed(jona);
    assert_eq!(known().await, one);

    let possible = async |context: &Context| {
        let found =
            occupations_for_candidate(context, &desk.coach, mira, Among::All, 50).await.unwrap().found;
        let openings = |it: &Possible| (it.destination.occupation, it.openings, it.openings_in_group);
        found.iter().map(openings).collect::<Vec<_>>()
    };
    let open = async || {
        let (known, anew) = (possible(&desk.context).await, possible(&afresh()).await);
        assert_eq!(known, anew);
        known
    };
    let before = open().await;
    let owner = add_employer(&desk.context, &desk.adviser, employer(None)).await.unwrap();
    let mut work = crate::desk::vacancy(&desk.context, owner);
    work.occupation = desk.context.vocabulary.occupation_uri(before[0].0);
    let id = post_vacancy(&desk.context, &desk.adviser, work).await.unwrap();
    let after = open().await;
    assert_eq!(after[0].1.all(), before[0].1.all() + 1);
    close_vacancy(&desk.context, &desk.adviser, id).await.unwrap();
    assert_eq!(open().await, before);
}

#[tokio::test]
async fn a_case_that_begins_between_two_rounds_is_no_news_in_its_first() {
    let desk = Desk::open("AM24");
    refresh_matching(&desk.context).await.unwrap();
    let skills = desk.four_skills();
    desk.work("Verzorgende", &skills).await;
    round(&desk).await;
    let command = OpenCase {
        candidate: desk.certified_person("Mira Zandoe", &skills).await,
        owner: None,
        wish: Personal::new(None),
        deadline: None,
    };
    open_case(&desk.context, &desk.adviser, command).await.unwrap();
    desk.pass(DAY);
    round(&desk).await;
    assert_eq!((named(&desk).await, desk.count("round_matches")), (vec![], 1));
    // The contrast: what comes after the first round is.
    desk.work("Thuishulp", &skills).await;
    desk.pass(DAY);
    round(&desk).await;
    assert_eq!(named(&desk).await.len(), 1);
}
