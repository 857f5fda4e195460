use super::network::{Network, eventually, region};
use coordinator::state::command::StateChange;
use node::{
    storage::directory,
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

#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_region_is_answered_no_more_and_told_so() {
    let network = Network::start().await;
    let handle = network.coordinator().handle().clone();
    handle.change_region(region("AM24"), StateChange::Revoke, "test", "test").await.unwrap();
    network.wake();
    let context = network.zeeland.context();
    let data = context.storage.path().parent().unwrap().to_owned();
    let problem = eventually("the node says so", async || {
        let status = service::control::call(&data, "status", serde_json::Value::Null).await.unwrap();
        let problem = status["jobs"]["feed"]["problem"].as_str()?.to_owned();
        problem.contains("revoked").then_some(problem)
    })
    .await;
    assert!(problem.starts_with("the other side refuses"), "{problem}");
}
