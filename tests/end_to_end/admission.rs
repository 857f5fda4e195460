use super::network::{Network, eventually, region};
use coordinator::state::command::StateChange;
use jiff::SignedDuration;
use node::{
    storage::{certificates, directory, handovers},
    workflow::{WorkflowError, offer_handover::offer_handover},
};
use protocol::latest::RegionState;

#[tokio::test(flavor = "multi_thread")]
async fn a_suspended_region_gets_no_cases_until_it_is_readmitted() {
    let network = Network::start().await;
    let (_, case) = network.case_with_consent().await;
    let handle = network.coordinator().handle().clone();
    let known_as = async |wanted: RegionState| {
        eventually("West-Brabant knows", async || {
            let known = network.brabant.context().storage.read(directory::current).await.unwrap()?;
            let listed = known.document.regions.iter().find(|listed| listed.region == region("AM24"))?;
            (listed.state == wanted).then_some(())
        })
        .await;
    };
    handle.change_region(region("AM24"), StateChange::Suspend, "test", "test").await.unwrap();
    network.wake();
    known_as(RegionState::Suspended).await;
    let brabant = &network.brabant;
    let offer = async || offer_handover(brabant.context(), &brabant.adviser, case, region("AM24")).await;
    assert!(matches!(offer().await, Err(WorkflowError::RegionNotApproved { .. })));
    handle.change_region(region("AM24"), StateChange::Readmit, "test", "test").await.unwrap();
    network.wake();
    known_as(RegionState::Approved).await;
    offer().await.unwrap();
}

/// What a job of Zeeland's node complains of, once it does.
async fn problem_of(network: &Network, job: &str, says: &str) -> String {
    let context = network.zeeland.context();
    let data = context.storage.path().parent().unwrap().to_owned();
    eventually(&format!("the node says {says}"), async || {
        let status = service::control::call(&data, "status", serde_json::Value::Null).await.unwrap();
        let problem = status["jobs"][job]["problem"].as_str()?.to_owned();
        problem.contains(says).then_some(problem)
    })
    .await
}

/// A case of West-Brabant reaches Zeeland, so both speak with the network and know each other's keys.
async fn an_offer_arrives(network: &Network) {
    let (_, case) = network.case_with_consent().await;
    let brabant = &network.brabant;
    let offered = eventually("West-Brabant may offer", async || {
        offer_handover(brabant.context(), &brabant.adviser, case, region("AM24")).await.ok()
    })
    .await;
    eventually("the offer is at Zeeland", async || {
        let read = move |connection: &_| handovers::get(connection, offered);
        network.zeeland.context().storage.read(read).await.unwrap()
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_region_whose_certificate_ended_while_it_was_off_joins_again_with_a_new_token() {
    let mut network = Network::start().await;
    network.stop_node("AM24").await;
    let until = async |network: &Network| {
        let newest = network.brabant.context().storage.read(certificates::newest).await.unwrap();
        newest.unwrap().not_after
    };
    // West-Brabant is on and renews its own; Zeeland is off for 32 days.
    let first = until(&network).await;
    network.pass(SignedDuration::from_hours(24 * 21));
    eventually("West-Brabant renewed", async || (until(&network).await > first).then_some(())).await;
    network.pass(SignedDuration::from_hours(24 * 11));
    network.start_node("AM24").await;
    problem_of(&network, "certificate", "join the network again with a new token").await;
    network.stop_node("AM24").await;
    network.join("AM24").await;
    network.start_node("AM24").await;
    an_offer_arrives(&network).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_region_that_is_invited_again_joins_again() {
    let mut network = Network::start().await;
    let handle = network.coordinator().handle().clone();
    let invite = async || {
        let life = SignedDuration::from_hours(24);
        handle.invite(region("AM24"), "Zeeland".to_owned(), life, "test").await
    };
    assert!(invite().await.unwrap_err().to_string().contains("is approved already"), "the contrast");
    handle.change_region(region("AM24"), StateChange::Revoke, "test", "test").await.unwrap();
    network.wake();
    problem_of(&network, "feed", "revoked").await;
    network.stop_node("AM24").await;
    network.join("AM24").await;
    network.start_node("AM24").await;
    an_offer_arrives(&network).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_region_is_answered_no_more_and_told_so() {
    let network = Network::start().await;
    let handle = network.coordinator().handle().clone();
    handle.change_region(region("AM24"), StateChange::Revoke, "test", "test").await.unwrap();
    network.wake();
    let problem = problem_of(&network, "feed", "revoked").await;
    assert!(problem.starts_with("the other side refuses"), "{problem}");
}
