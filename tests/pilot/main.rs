//! The pilot as a program: how it ends, what it leaves behind, and what it says when the story is not true.
//!
//! Needs the programs: `cargo build --workspace --bins`.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

mod pilot;

use pilot::Pilot;

/// Enough for West-Brabant to have somebody near the border.
const PEOPLE: [&str; 4] = ["--people", "500", "--weeks", "2"];

#[tokio::test]
async fn ctrl_c_in_a_terminal_stops_a_pilot_and_all_of_its_programs_in_the_midst_of_the_story() {
    let mut pilot = Pilot::start(&PEOPLE);
    pilot.says("The node of Zeeland runs.").await;
    // The node of West-Brabant may run already when we come to look.
    let running = pilot.running();
    for part in ["coordinator-1", "AM24"] {
        assert!(running.iter().any(|(_, line)| line.contains(part)), "{part} does not run: {running:?}");
    }
    // A terminal sends the signal to every process of the group.
    pilot.signal_group("-INT").await;
    let ended = pilot.ends().await;
    assert_eq!(ended.code, Some(130), "{}", ended.said);
    assert!(ended.said.contains("Stopped before the story ended."), "{}", ended.said);
    pilot.left_nothing_behind(&["coordinator-1/coordinator.log", "AM24/node.log"]);
}

#[tokio::test]
async fn ctrl_c_after_the_story_ends_a_pilot_without_a_fault() {
    let mut pilot = Pilot::start(&PEOPLE);
    pilot.says("Ctrl-C stops everything.").await;
    assert_eq!(pilot.programs().len(), 4, "a coordinator and three nodes run: {:?}", pilot.programs());
    let second = Pilot::start_in(pilot.folder(), &PEOPLE).ends().await;
    assert_eq!(second.code, Some(1));
    assert!(second.complained.contains("another pilot runs in"), "{}", second.complained);
    assert_eq!(pilot.programs().len(), 4, "the second one leaves those of the first alone");
    pilot.signal_group("-INT").await;
    let ended = pilot.ends().await;
    assert_eq!(ended.code, Some(0), "{}{}", ended.said, ended.complained);
    pilot.left_nothing_behind(&[
        "coordinator-1/coordinator.log",
        "AM22/node.log",
        "AM24/node.log",
        "AM25/node.log",
    ]);
    // The lock went with the pilot: the next one may have the folder.
    let mut next = Pilot::start_in(pilot.folder(), &PEOPLE);
    next.says("1. Three regions join the network").await;
    next.signal_group("-TERM").await;
    assert_eq!(next.ends().await.code, Some(143));
}

#[tokio::test]
async fn a_story_that_is_not_true_ends_the_pilot_with_the_reason_and_leaves_nothing_behind() {
    let mut pilot = Pilot::start(&[&PEOPLE[..], &["--once"]].concat());
    pilot.says("The node of West-Brabant runs.").await;
    pilot.kill_program("AM25").await;
    let ended = pilot.ends().await;
    assert_eq!(ended.code, Some(1), "{}", ended.said);
    assert!(ended.complained.contains("this is not true"), "{}", ended.complained);
    assert!(
        ended.complained.contains("because: the vacancy reaches the other nodes"),
        "{}",
        ended.complained
    );
    pilot.left_nothing_behind(&["coordinator-1/coordinator.log", "AM22/node.log", "AM24/node.log"]);
}

#[tokio::test]
async fn the_story_is_true_with_three_replicas_of_the_coordinator() {
    let mut pilot = Pilot::start(&[&PEOPLE[..], &["--once", "--replicas", "3"]].concat());
    let ended = pilot.ends().await;
    assert_eq!(ended.code, Some(0), "{}{}", ended.said, ended.complained);
    for sentence in [
        "memory of an idle node with 500 candidates",
        "a hand-over end to end",
        "The coordinator is back; the outbox is empty and West-Brabant has it.",
    ] {
        assert!(ended.said.contains(sentence), "not said: {sentence}\n{}", ended.said);
    }
    let figures = std::fs::read_to_string(pilot.figures()).unwrap();
    assert!(figures.contains("| memory of an idle node with 500 candidates | "), "{figures}");
    pilot.left_nothing_behind(&["coordinator-3/coordinator.log"]);
}

#[tokio::test]
async fn a_folder_that_is_not_the_pilots_and_a_release_that_is_not_there_are_left_alone_and_named() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("thesis.txt"), "years of work").unwrap();
    let refused = Pilot::start_in(folder.path(), &[]).ends().await;
    assert!(refused.complained.contains("holds something that the pilot did not make"), "{refused:?}");
    assert!(folder.path().join("thesis.txt").exists());
    let refused = Pilot::start(&["--esco", "no/such/release"]).ends().await;
    assert_eq!(refused.code, Some(1));
    assert!(refused.complained.contains("no ESCO release at no/such/release"), "{refused:?}");
}
