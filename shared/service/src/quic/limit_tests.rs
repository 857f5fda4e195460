//! What strangers and members may take of a server, and what they get when they want more.

use super::{
    tests::{Network, PATIENT, ask, frame},
    *,
};
use protocol::{kind, latest::ErrorCode};

/// A patience that a test notices, and a busy machine does not: the handshake falls under it too.
fn narrow() -> Limits {
    Limits { patience: Duration::from_secs(3), ..Limits::default() }
}

#[tokio::test]
async fn who_joins_sends_sixteen_kibibytes_at_the_most() {
    let network = Network::start();
    let payload = |size_bytes| frame(2, 9999, vec![0; size_bytes]);
    let reply = network.send_bytes_on(Alpn::Enrol, &payload(16 * 1024)).await;
    assert_eq!(reply.code, ErrorCode::UnknownKind, "it was read: {}", reply.sentence);
    let reply = network.send_bytes_on(Alpn::Enrol, &payload(16 * 1024 + 1)).await;
    assert!(reply.sentence.contains("is announced"), "{}", reply.sentence);
    let reply = network.send_bytes(&payload(16 * 1024 + 1)).await;
    assert_eq!(reply.code, ErrorCode::UnknownKind, "a region may send more");
}

#[tokio::test]
async fn more_strangers_than_there_is_room_for_are_sent_away_and_regions_are_not() {
    for (limits, what) in [
        (Limits { strangers: 2, ..Limits::default() }, "in all"),
        (Limits { strangers_of_one_address: 2, ..Limits::default() }, "of one address"),
    ] {
        let network = Network::start_within(limits);
        let stranger = async || network.connect_raw(Alpn::Enrol, quinn::TransportConfig::default()).await;
        let (first, _second) = (stranger().await.unwrap(), stranger().await.unwrap());
        let refused = stranger().await.unwrap_err();
        assert!(refused.to_string().contains("refuse"), "{what}: {refused}");
        first.1.close(0_u32.into(), b"done");
        drop(first);
        let again = async {
            loop {
                if let Ok(let_in) = stranger().await {
                    return let_in;
                }
                tokio::task::yield_now().await;
            }
        };
        let _third = tokio::time::timeout(PATIENT, again).await.unwrap();
    }
    // A region shows its certificate and takes no stranger's place: two at once, where there is one place.
    let network = Network::start_within(Limits { strangers: 1, ..Limits::default() });
    let regions = [(); 2].map(|()| network.connect(Alpn::Node, Some(network.region("AM24"))));
    for region in &regions {
        ask(region).await.unwrap();
    }
}

#[tokio::test]
async fn one_region_holds_no_more_connections_than_it_needs() {
    let network = Network::start_within(Limits { connections_of_one_member: 1, ..Limits::default() });
    let (zeeland, west_brabant) = (network.region("AM24"), network.region("AM25"));
    let first = network.connect(Alpn::Node, Some(zeeland.clone()));
    ask(&first).await.unwrap();
    let error = ask(&network.connect(Alpn::Node, Some(zeeland))).await.unwrap_err();
    assert!(error.is_transient() && error.to_string().contains("enough connections"), "{error:?}");
    ask(&network.connect(Alpn::Node, Some(west_brabant))).await.unwrap();
    ask(&first).await.unwrap();
}

#[tokio::test]
async fn a_stranger_that_is_silent_or_stays_too_long_is_sent_away_and_may_come_again() {
    let silent = Limits { stranger_idle: Duration::from_millis(100), ..Limits::default() };
    let lasting = Limits { stranger_life: Duration::from_millis(200), ..Limits::default() };
    for limits in [silent, lasting] {
        let network = Network::start_within(limits);
        let (_endpoint, connection) =
            network.connect_raw(Alpn::Enrol, quinn::TransportConfig::default()).await.unwrap();
        let closed = tokio::time::timeout(PATIENT, connection.closed()).await.unwrap();
        assert!(closed.to_string().contains("connect again"), "{closed}");
        // Our own client does so by itself; and a region stays.
        let joining = network.connect(Alpn::Enrol, None);
        let region = network.connect(Alpn::Node, Some(network.region("AM24")));
        for _ in 0..3 {
            ask(&region).await.unwrap();
            let asked = async {
                while let Err(error) = ask(&joining).await {
                    assert!(error.is_transient(), "{error:?}");
                }
            };
            tokio::time::timeout(PATIENT, asked).await.unwrap();
            // Until another one is sent away, so that time has passed for this one too.
            let (_endpoint, other) =
                network.connect_raw(Alpn::Enrol, quinn::TransportConfig::default()).await.unwrap();
            tokio::time::timeout(PATIENT, other.closed()).await.unwrap();
        }
    }
}

#[tokio::test]
async fn an_answer_that_nobody_reads_is_given_up() {
    let network = Network::start_within(narrow());
    let narrow_window = || {
        let mut transport = quinn::TransportConfig::default();
        transport.stream_receive_window(1024_u32.into());
        transport
    };
    let request = frame(2, kind::RAFT_APPEND, vec![7; 10_000]);
    for reads in [true, false] {
        let (_endpoint, connection) = network.connect_raw(Alpn::Enrol, narrow_window()).await.unwrap();
        let (mut send, mut receive) = connection.open_bi().await.unwrap();
        send.write_all(&request).await.unwrap();
        send.finish().unwrap();
        if reads {
            assert_eq!(receive.read_to_end(100_000).await.unwrap().len(), request.len());
            continue;
        }
        let reset = tokio::time::timeout(PATIENT, receive.received_reset()).await.unwrap().unwrap();
        assert_eq!(reset, Some(CloseCode::Enough.into()));
    }
}
