use super::{
    records::{hours, region},
    running_hub::{RunningHub, eventually},
};
use node::{
    domain::account::Role,
    node::RunningNode,
    storage::{certificates, directory, privacy_ledger},
    workflow::{Actor, WorkflowError, offer_handover::offer_handover},
};
use protocol::latest::ErrorCode;
use std::path::Path;
use tempfile::tempdir;
use vocabulary::{AccountId, CaseId};

/// Waits until a job has looked once more, from its beginning to its end.
async fn looks_again(node: &RunningNode, folder: &Path, job: &str) {
    let data = folder.join("data");
    let rounds = async || {
        let status = service::control::call(&data, "status", serde_json::Value::Null).await.unwrap();
        status["jobs"][job]["rounds"].as_u64().unwrap_or_default()
    };
    let before = rounds().await;
    node.context().wake.wake();
    // The first of the two may have begun before.
    eventually("the job has looked", async || (rounds().await >= before + 2).then_some(())).await;
}

#[tokio::test]
async fn a_certificate_is_renewed_at_two_thirds_of_its_life_and_used_at_once() {
    let (mut hub, folder) = (RunningHub::start(), tempdir().unwrap());
    let node = hub.joined_node(folder.path()).await;
    let until = async || node.context().storage.read(certificates::newest).await.unwrap().unwrap().not_after;
    let first = until().await;
    hub.hub.clock.advance(hours(24 * 18));
    looks_again(&node, folder.path(), "certificate").await;
    assert_eq!(until().await, first);

    hub.hub.clock.advance(hours(24 * 3));
    node.context().wake.wake();
    eventually("renewed", async || (until().await > first).then_some(())).await;
    assert_eq!(hub.hub.state.lock().unwrap().renewals, 1);

    // Past the end of the first certificate the node connects anew, with the second.
    hub.stop().await;
    hub.hub.clock.advance(hours(24 * 15));
    hub.back().await;
    hub.neighbour("AM25");
    node.context().wake.wake();
    eventually("the newer directory came", async || {
        let known = node.context().storage.read(directory::current).await.unwrap().unwrap();
        (known.document.regions.len() == 2).then_some(())
    })
    .await;
    node.shutdown().await;
}

#[tokio::test]
async fn the_weeks_tables_are_published_once_from_the_week_after_joining() {
    let (hub, folder) = (RunningHub::start(), tempdir().unwrap());
    let node = hub.joined_node(folder.path()).await;
    hub.hub.clock.advance(hours(24 * 7));
    node.context().wake.wake();
    hub.wait_for("three tables", |state| state.releases.len() >= 3).await;
    let first: Vec<_> = hub.hub.state.lock().unwrap().releases.iter().map(|it| it.period).collect();
    assert!(first.iter().all(|period| period.to_string() == "2026-W49"), "{first:?}");
    hub.hub.clock.advance(hours(24 * 7));
    node.context().wake.wake();
    hub.wait_for("three more", |state| state.releases.len() >= 6).await;
    node.shutdown().await;
    let state = hub.hub.state.lock().unwrap();
    assert_eq!(state.releases.len(), 6);
    let sequences: Vec<_> = state.releases.iter().map(|it| it.sequence).collect();
    assert_eq!(sequences, [1, 2, 3, 4, 5, 6]);
}

#[tokio::test]
async fn nothing_is_drawn_while_the_coordinator_cannot_say_what_it_holds() {
    let (hub, folder) = (RunningHub::start(), tempdir().unwrap());
    hub.hub.state.lock().unwrap().keeps_marks_back = Some(ErrorCode::Unavailable);
    let node = hub.joined_node(folder.path()).await;
    hub.hub.clock.advance(hours(24 * 7));
    node.context().wake.wake();
    let data = folder.path().join("data");
    eventually("it asked in vain", async || {
        let status = service::control::call(&data, "status", serde_json::Value::Null).await.unwrap();
        let failures = status["jobs"]["statistics-release"]["failures"].as_u64()?;
        (failures >= 2).then_some(())
    })
    .await;
    let drawn = async || node.context().storage.read(|c| privacy_ledger::page(c, 0, 10)).await.unwrap();
    assert_eq!(drawn().await, []);
    assert!(!node.context().publication.is_open());

    hub.hub.state.lock().unwrap().keeps_marks_back = None;
    node.context().wake.wake();
    hub.wait_for("three tables", |state| state.releases.len() >= 3).await;
    node.shutdown().await;
}

#[tokio::test]
async fn a_directory_is_relied_on_for_three_days_without_the_coordinator_and_not_longer() {
    let (mut hub, folder) = (RunningHub::start(), tempdir().unwrap());
    hub.neighbour("AM25");
    let node = hub.joined_node(folder.path()).await;
    let adviser = Actor::account(AccountId::random(), Role::Adviser);
    // There is no such case: the question gets past the directory, or it does not.
    let asked = async || offer_handover(node.context(), &adviser, CaseId::random(), region("AM25")).await;
    assert!(matches!(asked().await, Err(WorkflowError::NotFound { .. })));
    hub.stop().await;
    hub.hub.clock.advance(hours(71));
    assert!(matches!(asked().await, Err(WorkflowError::NotFound { .. })));
    hub.hub.clock.advance(hours(2));
    assert!(matches!(asked().await, Err(WorkflowError::DirectoryTooOld { .. })));

    hub.back().await;
    node.context().wake.wake();
    eventually("the coordinator confirmed the directory", async || {
        matches!(asked().await, Err(WorkflowError::NotFound { .. })).then_some(())
    })
    .await;
    node.shutdown().await;
}
