use super::{
    hub::Admission,
    records::{hours, region},
    running_hub::{RunningHub, config, eventually},
};
use node::{
    federation::enrolment::{JoinError, Progress},
    node::{Node, NodeOptions, StartError},
    storage::directory,
};
use tempfile::tempdir;

#[tokio::test]
async fn a_region_waits_for_the_six_words_to_be_compared_and_then_takes_part() {
    let (hub, folder) = (RunningHub::start(), tempdir().unwrap());
    hub.hub.state.lock().unwrap().admission = Admission::Wait;
    let token = hub.token("AM24").to_string();
    let joining = hub.begin(folder.path(), &token).unwrap();
    let Progress::Waiting(enrolment) = joining.request().await.unwrap() else { panic!("not waiting") };
    assert!(matches!(joining.status(enrolment).await.unwrap(), Progress::Waiting(_)));

    // Asked again with the same token after an interruption: the same keys, so the same words.
    let again = hub.begin(folder.path(), &token).unwrap();
    assert_eq!(again.words(), joining.words());
    hub.hub.state.lock().unwrap().admission = Admission::LetIn;
    assert_eq!(again.request().await.unwrap(), Progress::Joined);

    let refused = hub.begin(folder.path(), &token).unwrap().request().await.unwrap_err();
    assert!(matches!(refused, JoinError::JoinedAlready { .. }), "{refused}");
    let node = hub.start_node(folder.path()).await;
    assert!(node.context().signer.is_some());
    node.shutdown().await;
}

#[tokio::test]
async fn a_region_joins_again_when_its_certificate_has_ended_or_the_network_does_not_take_it_any_more() {
    for revoked in [false, true] {
        let (mut hub, folder) = (RunningHub::start(), tempdir().unwrap());
        hub.joined_node(folder.path()).await.shutdown().await;
        let again = async |hub: &RunningHub| {
            let joining = hub.begin(folder.path(), &hub.token("AM24").to_string()).unwrap();
            let progress = joining.request().await;
            joining.close().await;
            progress
        };
        let refused = again(&hub).await.unwrap_err();
        assert!(matches!(refused, JoinError::JoinedAlready { .. }), "the contrast: it takes part; {refused}");
        if revoked {
            hub.hub.state.lock().unwrap().admits = false;
        } else {
            hub.stop().await;
            hub.hub.clock.advance(hours(24 * 31));
            hub.back().await;
        }
        // As long as it is not let in, it is what it was.
        for (admission, ends) in [(Admission::Reject, true), (Admission::Wait, false)] {
            hub.hub.state.lock().unwrap().admission = admission;
            assert_eq!(again(&hub).await.is_err(), ends);
            let node = hub.start_node(folder.path()).await;
            assert!(node.context().signer.is_some(), "{admission:?}");
            node.shutdown().await;
        }
        hub.hub.state.lock().unwrap().admission = Admission::LetIn;
        assert_eq!(again(&hub).await.unwrap(), Progress::Joined);
        hub.hub.state.lock().unwrap().admits = true;
        let node = hub.start_node(folder.path()).await;
        let before = hub.hub.state.lock().unwrap().directory.version;
        hub.neighbour("AM25");
        eventually("the network speaks with it again", async || {
            let known = node.context().storage.read(directory::current).await.unwrap().unwrap();
            (known.document.version > before).then_some(())
        })
        .await;
        node.shutdown().await;
    }
}

#[tokio::test]
async fn a_region_that_takes_part_in_one_network_does_not_join_another() {
    let (hub, other, folder) = (RunningHub::start(), RunningHub::start(), tempdir().unwrap());
    hub.joined_node(folder.path()).await.shutdown().await;
    let refused = hub.begin(folder.path(), &other.token("AM24").to_string()).unwrap_err();
    assert!(matches!(refused, JoinError::JoinedAlready { .. }), "{refused}");
}

#[tokio::test]
async fn a_token_that_cannot_be_used_is_refused_with_the_reason() {
    let (hub, folder) = (RunningHub::start(), tempdir().unwrap());
    let token = hub.token("AM24");
    let begin = |text: &str| hub.begin(folder.path(), text).unwrap_err().to_string();
    assert!(begin("hello").contains("this is not a join token"));
    let mut mistyped = token.to_string();
    mistyped.replace_range(30..31, if &mistyped[30..31] == "x" { "y" } else { "x" });
    assert!(begin(&mistyped).contains("mistyped"), "{}", begin(&mistyped));
    assert!(begin(&hub.token("AM22").to_string()).contains("for region AM22"));
    hub.hub.clock.advance(hours(2));
    assert!(begin(&token.to_string()).contains("expired"));
}

#[tokio::test]
async fn a_used_token_a_rejection_and_a_wrong_secret_end_joining() {
    let (hub, folder) = (RunningHub::start(), tempdir().unwrap());
    let text = hub.token("AM24").to_string();
    for (admission, says) in
        [(Admission::TokenUnknown, "ask the network operator for a new one"), (Admission::Reject, "rejected")]
    {
        hub.hub.state.lock().unwrap().admission = admission;
        let error = hub.begin(folder.path(), &text).unwrap().request().await.unwrap_err();
        assert!(error.to_string().contains(says), "{error}");
    }
    hub.hub.state.lock().unwrap().admission = Admission::LetIn;
    let mut forged = hub.token("AM24");
    forged.secret = [6; 32];
    let error = hub.begin(folder.path(), &forged.to_string()).unwrap().request().await.unwrap_err();
    assert!(matches!(error, JoinError::TokenRefused { .. }), "{error}");
    assert_eq!(hub.begin(folder.path(), &text).unwrap().request().await.unwrap(), Progress::Joined);
}

#[tokio::test]
async fn a_coordinator_of_another_network_gets_nothing() {
    let (hub, other, folder) = (RunningHub::start(), RunningHub::start(), tempdir().unwrap());
    let mut token = hub.token("AM24");
    token.addresses = vec![other.address.to_string()];
    let error = hub.begin(folder.path(), &token.to_string()).unwrap().request().await.unwrap_err();
    assert!(matches!(error, JoinError::Call(_)), "{error}");
    assert!(other.hub.state.lock().unwrap().directory.regions.is_empty());
    // The right place with the wrong network key: what it signs is not believed.
    let mut token = hub.token("AM24");
    token.network_key = other.hub.authority.network_key();
    let error = hub.begin(folder.path(), &token.to_string()).unwrap().request().await.unwrap_err();
    assert!(matches!(error, JoinError::WrongNetwork { what: "the network's key" }), "{error}");
}

#[tokio::test]
async fn a_data_folder_of_another_region_is_not_started() {
    let (hub, folder) = (RunningHub::start(), tempdir().unwrap());
    hub.joined_node(folder.path()).await.shutdown().await;
    let mut config = config(folder.path());
    config.region = region("AM22");
    let options = NodeOptions { config, clock: hub.hub.clock.clone(), frame_observer: None };
    let error = Node::start(options).await.unwrap_err();
    assert!(matches!(error, StartError::OtherRegion { .. }), "{error}");
}
