use super::network::{Copied, Network, eventually};
use jiff::SignedDuration;
use node::{
    storage::{audit_log, privacy_ledger},
    workflow::Context,
};
use service::Clock as _;
use vocabulary::IsoWeek;

/// One week.
const WEEK: SignedDuration = SignedDuration::from_hours(7 * 24);

/// The weeks of the releases that the coordinator holds of Zeeland, in order.
async fn held(network: &Network) -> Vec<String> {
    let releases = network.coordinator().handle().releases().await.unwrap();
    let of_zeeland = releases.iter().filter(|kept| kept.put.region.as_str() == "AM24");
    let mut weeks: Vec<_> = of_zeeland.map(|kept| kept.put.period.to_string()).collect();
    weeks.sort();
    weeks
}

/// The hashes of the releases of a week that a node drew or learnt of.
async fn in_ledger(context: &Context, week: IsoWeek) -> Vec<[u8; 32]> {
    let page = context.storage.read(|connection| privacy_ledger::page(connection, 0, 100)).await.unwrap();
    let of_week = page.into_iter().filter(|listed| listed.entry.period == week);
    of_week.map(|listed| listed.entry.record_sha256).collect()
}

async fn stops(context: &Context) -> usize {
    let about = |connection: &_| audit_log::about(connection, "publication", 100);
    let records = context.storage.read(about).await.unwrap();
    records.iter().filter(|record| record.entry.action == "release.stop").count()
}

/// How often the job that publishes has failed in a row, and why.
async fn failing(context: &Context) -> (u64, String) {
    let data = context.storage.path().parent().unwrap().to_owned();
    let status = service::control::call(&data, "status", serde_json::Value::Null).await.unwrap();
    let job = &status["jobs"]["statistics-release"];
    (job["failures"].as_u64().unwrap_or(0), job["problem"].as_str().unwrap_or_default().to_owned())
}

async fn is_open(copy: &Copied) {
    eventually("the copy has asked what there is", async || {
        copy.context().publication.is_open().then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_of_a_node_that_runs_draws_at_most_one_week_twice_and_then_nothing_more() {
    let mut network = Network::start().await;
    let held_are = async |network: &Network, count| {
        eventually(&format!("{count} releases are held"), async || {
            let held = held(network).await;
            (held.len() == count).then_some(held)
        })
        .await
    };
    network.pass(WEEK);
    held_are(&network, 3).await;
    let mut copy = network.start_copy("AM24").await;
    is_open(&copy).await;

    network.pass(WEEK);
    let second = held_are(&network, 6).await;
    copy.pass(WEEK);
    eventually("the copy is stopped", async || copy.context().publication.is_stopped().then_some(())).await;
    let week = IsoWeek::of_timestamp(network.clock.now());
    let (kept, refused) =
        (in_ledger(network.zeeland.context(), week).await, in_ledger(copy.context(), week).await);
    assert_eq!((kept.len(), refused.len()), (3, 3));
    assert!(kept.iter().all(|hash| !refused.contains(hash)), "the copy drew the week a second time");
    assert_eq!(held(&network).await, second, "and none of it was taken");
    eventually("and it is noted", async || (stops(copy.context()).await == 1).then_some(())).await;

    // The next week is drawn once: by the node whose releases are held, and not by the copy.
    copy.pass(WEEK);
    let before = failing(copy.context()).await.0;
    eventually("the copy tried in vain", async || {
        let (failures, problem) = failing(copy.context()).await;
        (failures > before + 1 && problem.contains("nothing is published any more")).then_some(())
    })
    .await;
    network.pass(WEEK);
    held_are(&network, 9).await;
    let week = IsoWeek::of_timestamp(network.clock.now());
    assert_eq!(in_ledger(network.zeeland.context(), week).await.len(), 3);
    assert_eq!(in_ledger(copy.context(), week).await, [] as [[u8; 32]; 0]);
    assert_eq!(stops(network.zeeland.context()).await, 0, "the other one goes on");

    copy.restart().await;
    eventually("a start does not help", async || copy.context().publication.is_stopped().then_some(())).await;
    assert_eq!(in_ledger(copy.context(), week).await, [] as [[u8; 32]; 0]);
}
