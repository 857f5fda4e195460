//! Power cuts (`kill -9`) at every state of a hand-over, with the real programs: afterwards the case has exactly
//! one owner, nobody holds a second copy, and nothing is lost. Each scene is one state; the network is one for all.
//!
//! Needs the programs: `cargo build --workspace --bins`.

mod network;
mod relay;

use anyhow::{Result, ensure};
use network::{
    Network,
    Which::{Receiver, Sender},
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn net_04_a_case_has_one_owner_whatever_is_killed_at_each_state_of_its_hand_over() -> Result<()> {
    let mut network = Network::founded().await?;
    drafted_and_the_sender_is_killed(&mut network).await?;
    offered_and_the_coordinator_is_killed(&mut network).await?;
    received_and_the_receiver_is_killed(&mut network).await?;
    accept_asked_and_coordinator_and_receiver_are_killed(&mut network).await?;
    accepted_and_receiver_and_coordinator_are_killed_before_the_close(&mut network).await?;
    closed_and_the_sender_has_not_read_it(&mut network).await?;
    refused_and_the_sender_has_not_read_it(&mut network).await?;
    withdrawn_and_the_receiver_has_not_read_it(&mut network).await?;
    expired_and_everything_is_killed(&mut network).await?;
    network.close().await
}

async fn drafted_and_the_sender_is_killed(network: &mut Network) -> Result<()> {
    let case = network.case("drafted").await?;
    network.kill_coordinator().await?;
    let handover = network.offer(&case).await?;
    ensure!(network.state(Sender, &handover).await? == Some(("drafted".into(), true)));
    network.kill(Sender).await?;
    network.start(Sender).await?;
    ensure!(network.state(Sender, &handover).await? == Some(("drafted".into(), true)), "the draft was lost");
    network.start_coordinator().await?;
    network.reaches(Receiver, &handover, "offered").await?;
    network.refuse(&handover).await?;
    network.ends(&handover, "refused", &case, Sender).await
}

async fn offered_and_the_coordinator_is_killed(network: &mut Network) -> Result<()> {
    let case = network.case("offered").await?;
    network.kill(Receiver).await?;
    let handover = network.offer(&case).await?;
    network.reaches(Sender, &handover, "offered").await?;
    network.kill_coordinator().await?;
    ensure!(network.state(Sender, &handover).await? == Some(("offered".into(), true)));
    network.start_coordinator().await?;
    network.start(Receiver).await?;
    network.reaches(Receiver, &handover, "offered").await?;
    network.accept(&handover).await?;
    network.ends(&handover, "closed", &case, Receiver).await
}

async fn received_and_the_receiver_is_killed(network: &mut Network) -> Result<()> {
    let case = network.case("received").await?;
    let handover = network.offer(&case).await?;
    network.reaches(Receiver, &handover, "offered").await?;
    network.kill(Receiver).await?;
    network.start(Receiver).await?;
    ensure!(
        network.state(Receiver, &handover).await? == Some(("offered".into(), false)),
        "the offer was lost"
    );
    network.accept(&handover).await?;
    network.ends(&handover, "closed", &case, Receiver).await
}

async fn accept_asked_and_coordinator_and_receiver_are_killed(network: &mut Network) -> Result<()> {
    let case = network.case("accept asked").await?;
    let handover = network.offer(&case).await?;
    network.reaches(Receiver, &handover, "offered").await?;
    network.kill_coordinator().await?;
    network.accept(&handover).await?;
    // Without a coordinator the case is still the sender's.
    ensure!(network.state(Receiver, &handover).await? == Some(("offered".into(), false)));
    ensure!(network.state(Sender, &handover).await? == Some(("offered".into(), true)));
    network.kill(Receiver).await?;
    network.start(Receiver).await?;
    network.start_coordinator().await?;
    network.ends(&handover, "closed", &case, Receiver).await
}

async fn accepted_and_receiver_and_coordinator_are_killed_before_the_close(
    network: &mut Network,
) -> Result<()> {
    let case = network.case("accepted").await?;
    let handover = network.offer(&case).await?;
    network.reaches(Receiver, &handover, "offered").await?;
    // The accept is committed, and its answer is on the way to the receiver for as long as it takes.
    network.hold_answers();
    network.accept(&handover).await?;
    network.reaches(Sender, &handover, "accepted").await?;
    ensure!(network.state(Sender, &handover).await? == Some(("accepted".into(), false)));
    ensure!(network.state(Receiver, &handover).await? == Some(("offered".into(), false)), "it cannot know");
    // Now the receiver reads it, stores the case, and finds nobody to tell.
    network.kill_coordinator().await?;
    network.release_answers();
    network.reaches(Receiver, &handover, "accepted").await?;
    ensure!(network.state(Receiver, &handover).await? == Some(("accepted".into(), true)));
    network.kill(Receiver).await?;
    network.start(Receiver).await?;
    ensure!(
        network.state(Receiver, &handover).await? == Some(("accepted".into(), true)),
        "the case was lost at the receiver"
    );
    network.kill(Sender).await?;
    network.start_coordinator().await?;
    network.start(Sender).await?;
    network.ends(&handover, "closed", &case, Receiver).await
}

async fn closed_and_the_sender_has_not_read_it(network: &mut Network) -> Result<()> {
    let case = network.case("closed").await?;
    let handover = network.offer(&case).await?;
    network.reaches(Receiver, &handover, "offered").await?;
    network.kill(Sender).await?;
    network.accept(&handover).await?;
    network.reaches(Receiver, &handover, "closed").await?;
    network.kill(Receiver).await?;
    network.kill_coordinator().await?;
    network.start_coordinator().await?;
    network.start(Receiver).await?;
    network.start(Sender).await?;
    network.ends(&handover, "closed", &case, Receiver).await
}

async fn refused_and_the_sender_has_not_read_it(network: &mut Network) -> Result<()> {
    let case = network.case("refused").await?;
    let handover = network.offer(&case).await?;
    network.reaches(Receiver, &handover, "offered").await?;
    network.kill(Sender).await?;
    network.refuse(&handover).await?;
    network.reaches(Receiver, &handover, "refused").await?;
    network.kill_coordinator().await?;
    network.start_coordinator().await?;
    network.start(Sender).await?;
    network.ends(&handover, "refused", &case, Sender).await
}

async fn withdrawn_and_the_receiver_has_not_read_it(network: &mut Network) -> Result<()> {
    let case = network.case("withdrawn").await?;
    let handover = network.offer(&case).await?;
    network.reaches(Receiver, &handover, "offered").await?;
    network.kill(Receiver).await?;
    network.withdraw(&handover).await?;
    network.reaches(Sender, &handover, "withdrawn").await?;
    network.kill_coordinator().await?;
    network.kill(Sender).await?;
    network.start_coordinator().await?;
    network.start(Sender).await?;
    network.start(Receiver).await?;
    network.ends(&handover, "withdrawn", &case, Sender).await
}

async fn expired_and_everything_is_killed(network: &mut Network) -> Result<()> {
    let case = network.case("expired").await?;
    let handover = network.offer(&case).await?;
    network.reaches(Receiver, &handover, "offered").await?;
    network.pass_days(15).await?;
    network.reaches(Sender, &handover, "expired").await?;
    network.kill(Sender).await?;
    network.kill(Receiver).await?;
    network.kill_coordinator().await?;
    network.start_coordinator().await?;
    network.start(Sender).await?;
    network.start(Receiver).await?;
    network.ends(&handover, "expired", &case, Sender).await
}
