//! A round beside everything else: requests go on, it tells how far it is, it is given up when the node stops, and the
//! job does one each day.

use super::{DAY, helped, named, round};
use crate::{desk::Desk, federation::running_hub::eventually, pages::Reader};
use axum::http::StatusCode;
use node::{
    background::Background,
    matching::round::Progress,
    storage::StorageError,
    workflow::{refresh_matching::refresh_matching, view_round::round_standing},
};
use service::TaskGroup;
use std::{
    num::NonZeroUsize,
    sync::{Mutex, mpsc},
    time::Duration,
};

#[tokio::test]
async fn requests_and_changes_go_on_while_a_round_is_under_way() {
    let desk = Desk::with_passwords("AM24");
    refresh_matching(&desk.context).await.unwrap();
    let skills = desk.four_skills();
    let vacancy = desk.work("Verzorgende", &skills).await;
    let mira = helped(&desk, "Mira Zandoe", &skills).await;
    let reader = Reader::signed_in(&desk, "Adviser").await;
    let (index, one) = (desk.context.matching.clone(), NonZeroUsize::MIN);
    let (under_way, seen_under_way) = mpsc::channel();
    let (go_on, waits) = mpsc::channel::<()>();
    let waits = Mutex::new(Some(waits));
    let people = [mira];
    let work_of_round = std::thread::spawn(move || {
        index.round(
            &people,
            one,
            || true,
            |_| {
                // At the first news of progress the round waits until the requests were answered.
                if let Some(waits) = waits.lock().unwrap().take() {
                    under_way.send(()).unwrap();
                    waits.recv().unwrap();
                }
            },
        )
    });
    seen_under_way.recv().unwrap();
    let list = reader.get(&format!("/vacatures/{vacancy}/matches")).await;
    assert!(list.status == StatusCode::OK && list.html.contains("Mira Zandoe"));
    let late = desk.certified_person("Late Komer", &skills).await;
    let list = reader.get(&format!("/vacatures/{vacancy}/matches")).await;
    assert!(list.html.contains("Late Komer"), "a change is seen by the next question");
    go_on.send(()).unwrap();
    let round = work_of_round.join().unwrap().unwrap();
    assert_eq!(round.of_people, [(mira, vec![vacancy])], "not {late}: nobody asked about them");
}

#[tokio::test]
async fn a_round_under_way_says_how_far_it_is_and_is_given_up_when_the_program_stops() {
    let mut desk = Desk::open("AM24");
    refresh_matching(&desk.context).await.unwrap();
    let skills = desk.four_skills();
    let vacancy = desk.work("Verzorgende", &skills).await;
    let mira = helped(&desk, "Mira Zandoe", &skills).await;
    let never = round_standing(&desk.context).await.unwrap();
    assert!(never.running.is_none() && never.last.is_none());
    // Somebody writes for as long as this test says: the round counts, and waits to keep what it found.
    let (writes, written) = mpsc::channel();
    let (end, until) = mpsc::channel::<()>();
    let storage = desk.context.storage.clone();
    let writer = std::thread::spawn(move || {
        storage
            .write_blocking(|_| {
                writes.send(()).unwrap();
                until.recv().unwrap();
                Ok::<_, StorageError>(())
            })
            .unwrap();
    });
    written.recv().unwrap();
    let tasks = TaskGroup::new();
    let _jobs = Background::start(&desk.context, None, Duration::from_secs(3_600), &tasks);
    let progress = Progress { vacancies_done: 1, vacancies: 1, people_done: 1, people: 1 };
    eventually("the round counted everything", async || {
        let running = round_standing(&desk.context).await.unwrap().running?;
        (running.progress == progress && running.began_at == desk.context.clock.now()).then_some(())
    })
    .await;
    assert!(tasks.shutdown(Duration::from_secs(30)).await, "it does not wait for the round");
    eventually("the round is given up", async || desk.context.round.running().is_none().then_some(())).await;
    end.send(()).unwrap();
    writer.join().unwrap();
    let given_up = round_standing(&desk.context).await.unwrap();
    assert!(desk.context.round.finished().is_none() && given_up.last.is_none());
    // The next start does it whole.
    desk.restart().await;
    round(&desk).await;
    assert_eq!(desk.context.round.finished().unwrap().fits_now[&vacancy], 1);
    assert!(round_standing(&desk.context).await.unwrap().last.is_some());
    assert_eq!(
        (named(&desk).await, desk.count("round_matches")),
        (vec![], 1),
        "{mira} was in no round before"
    );
}

#[tokio::test]
async fn the_job_does_a_round_at_the_start_and_one_each_day_and_stops_in_order() {
    let desk = Desk::open("AM24");
    refresh_matching(&desk.context).await.unwrap();
    let skills = desk.four_skills();
    helped(&desk, "Mira Zandoe", &skills).await;
    let tasks = TaskGroup::new();
    // Not by its tick: it is woken.
    let _jobs = Background::start(&desk.context, None, Duration::from_secs(3_600), &tasks);
    let finished = async |number: usize| {
        eventually("a round is done", async || {
            let done = desk.audit().iter().filter(|action| *action == "matching.round").count();
            let finished = desk.context.round.finished().is_some() && desk.context.round.running().is_none();
            (done == number && finished).then_some(())
        })
        .await;
    };
    finished(1).await;
    let vacancy = desk.work("Verzorgende", &skills).await;
    desk.pass(DAY);
    desk.context.wake.wake();
    finished(2).await;
    eventually("the second round is on the board", async || {
        let finished = desk.context.round.finished().unwrap();
        finished.fits_now.contains_key(&vacancy).then_some(())
    })
    .await;
    assert_eq!(named(&desk).await.len(), 1);
    assert!(tasks.shutdown(Duration::from_secs(30)).await, "it ends when it is asked to");
}
