//! The figures of other regions on their way to a node: once each, the newest for good, and none that the network did not
//! sign.

use super::{
    records::region,
    running_hub::{RunningHub, eventually},
};
use crate::network::figures_of;
use identity::{NetworkAuthority, figures::sign};
use jiff::Timestamp;
use node::{
    domain::vacancy::elsewhere::RegionStock,
    node::RunningNode,
    storage::{StorageError, region_figures},
};
use protocol::{
    ProtocolVersion,
    latest::{FiguresDocument, SignedFigures},
};
use std::{collections::BTreeMap, path::Path};
use tempfile::tempdir;
use vocabulary::RegionId;

fn signed(authority: &NetworkAuthority, edition: u64, people: i32) -> SignedFigures {
    let regions = vec![figures_of("AM24", people), figures_of("AM25", people)];
    sign(authority, &FiguresDocument { edition, regions }).unwrap()
}

fn publish(hub: &RunningHub, edition: u64, figures: SignedFigures) {
    hub.hub.state.lock().unwrap().figures = Some((edition, figures));
}

/// The edition that a node holds, and the figures of the other regions.
async fn held(node: &RunningNode) -> (u64, BTreeMap<RegionId, RegionStock>) {
    let own = region("AM24");
    let read = move |connection: &_| {
        let stocks = region_figures::of_others(connection, &own)?;
        Ok::<_, StorageError>((region_figures::edition(connection)?, stocks))
    };
    node.context().storage.read(read).await.unwrap()
}

async fn holds(node: &RunningNode, wanted: u64) -> BTreeMap<RegionId, RegionStock> {
    eventually(&format!("edition {wanted} is there"), async || {
        node.context().wake.wake();
        let (edition, stocks) = held(node).await;
        (edition == wanted).then_some(stocks)
    })
    .await
}

async fn job(folder: &Path) -> serde_json::Value {
    let status =
        service::control::call(&folder.join("data"), "status", serde_json::Value::Null).await.unwrap();
    status["jobs"]["figures"].clone()
}

/// Waits until the job complains in these words.
async fn complains(node: &RunningNode, folder: &Path, words: &str) {
    eventually(&format!("the operator reads: {words}"), async || {
        node.context().wake.wake();
        let job = job(folder).await;
        job["problem"].as_str().is_some_and(|problem| problem.contains(words)).then_some(())
    })
    .await;
}

/// Waits until figures have been asked for this often.
async fn asks(hub: &RunningHub, node: &RunningNode, wanted: usize) {
    eventually("figures are asked for", async || {
        node.context().wake.wake();
        (hub.hub.state.lock().unwrap().figures_asked.len() >= wanted).then_some(())
    })
    .await;
}

/// Waits until the job has ended well this often.
async fn rounds(node: &RunningNode, folder: &Path, wanted: u64) {
    eventually("the job has gone round", async || {
        node.context().wake.wake();
        let job = job(folder).await;
        job["rounds"].as_u64().is_some_and(|rounds| rounds >= wanted).then_some(())
    })
    .await;
}

#[tokio::test]
async fn figures_come_in_once_newer_ones_replace_them_and_a_restart_goes_on_from_there() {
    let (hub, folder) = (RunningHub::start(), tempdir().unwrap());
    let authority = &hub.hub.authority;
    publish(&hub, 3, signed(authority, 3, 120));
    let node = hub.joined_node(folder.path()).await;
    let stocks = holds(&node, 3).await;
    let regions: Vec<_> = stocks.keys().map(ToString::to_string).collect();
    assert_eq!(regions, ["AM25"], "the own people are counted, not estimated");
    assert!(stocks.values().all(|stock| stock.by_unit_group.values().all(|group| group.mean == 120.0)));

    publish(&hub, 4, signed(authority, 4, 90));
    let stocks = holds(&node, 4).await;
    assert!(stocks.values().all(|stock| stock.by_unit_group.values().all(|group| group.mean == 90.0)));
    // A region that left is in the newest figures no more, and so not here.
    publish(&hub, 5, sign(authority, &FiguresDocument { edition: 5, regions: Vec::new() }).unwrap());
    assert!(holds(&node, 5).await.is_empty());
    node.shutdown().await;

    hub.hub.state.lock().unwrap().figures_asked.clear();
    let node = hub.start_node(folder.path()).await;
    hub.wait_for("it asks", |state| !state.figures_asked.is_empty()).await;
    assert_eq!(hub.hub.state.lock().unwrap().figures_asked[0], 5);
    assert_eq!(held(&node).await.0, 5);
    node.shutdown().await;
}

#[tokio::test]
async fn figures_that_are_forged_too_large_or_not_whole_are_refused_with_the_reason_and_change_nothing() {
    let (hub, folder) = (RunningHub::start(), tempdir().unwrap());
    let authority = &hub.hub.authority;
    publish(&hub, 1, signed(authority, 1, 120));
    let node = hub.joined_node(folder.path()).await;
    let good = holds(&node, 1).await;
    let stranger = NetworkAuthority::generate(Timestamp::UNIX_EPOCH).unwrap();
    let mut changed = signed(authority, 2, 500);
    let last = changed.document.len() - 1;
    changed.document[last] ^= 1;
    let mut cut = figures_of("AM25", 500);
    cut.unit_groups.pop();
    let cut = sign(authority, &FiguresDocument { edition: 2, regions: vec![cut] }).unwrap();
    let old = signed(authority, 1, 500);
    let large = SignedFigures { document: vec![0; 2 * 1024 * 1024], signature: vec![0; 64] };
    for (figures, words) in [
        (signed(&stranger, 2, 500), "not signed by the network's key"),
        (changed, "not signed by the network's key"),
        (cut, "435 numbers in place of 436"),
        (old, "edition 1 of the figures, and 1 is known already"),
        (large, "are more than the 1048576"),
    ] {
        publish(&hub, 2, figures);
        // The second question after this one is asked when the first was answered and its answer refused.
        let asked = hub.hub.state.lock().unwrap().figures_asked.len();
        asks(&hub, &node, asked + 2).await;
        complains(&node, folder.path(), words).await;
        assert_eq!(held(&node).await, (1, good.clone()), "{words}");
    }
    // The contrast: the network's own figures are taken in, and the complaint ends.
    publish(&hub, 2, signed(authority, 2, 500));
    assert_ne!(holds(&node, 2).await, good);
    eventually("nothing is complained of", async || {
        job(folder.path()).await["problem"].is_null().then_some(())
    })
    .await;
    node.shutdown().await;
}

#[tokio::test]
async fn a_coordinator_that_offers_no_figures_is_worked_with_as_before() {
    let (hub, folder) = (RunningHub::start(), tempdir().unwrap());
    hub.hub.state.lock().unwrap().newest = ProtocolVersion::OLDEST;
    let node = hub.joined_node(folder.path()).await;
    rounds(&node, folder.path(), 2).await;
    assert!(hub.hub.state.lock().unwrap().figures_asked.is_empty(), "its version has no such question");
    assert!(job(folder.path()).await["problem"].is_null());

    // It is upgraded to this version, but to a program from before there were figures.
    let mut hub = hub;
    hub.stop().await;
    hub.hub.state.lock().unwrap().newest = ProtocolVersion::NEWEST;
    hub.back().await;
    eventually("it is asked", async || {
        node.context().wake.wake();
        (!hub.hub.state.lock().unwrap().figures_asked.is_empty()).then_some(())
    })
    .await;
    eventually("that is no complaint", async || {
        node.context().wake.wake();
        job(folder.path()).await["problem"].is_null().then_some(())
    })
    .await;
    assert_eq!(held(&node).await, (0, BTreeMap::new()));

    // And to one that offers them.
    publish(&hub, 1, signed(&hub.hub.authority, 1, 120));
    assert_eq!(holds(&node, 1).await.len(), 1);
    node.shutdown().await;
}
