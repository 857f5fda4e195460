//! Both ends together on the loopback address, with what the other side must not get away with.

use super::{server::HandlerFuture, *};
use crate::{Clock as _, ManualClock, SharedClock, TaskGroup};
use identity::{NetworkAuthority, RegionKeys, TlsKey};
use jiff::SignedDuration;
use protocol::{
    Frame, FrameHeader, ProtocolVersion, kind,
    latest::{DirectoryReply, DirectoryRequest, ErrorCode, ErrorReply, FeedRequest},
};
use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
};
use vocabulary::MessageId;

pub(super) const PATIENT: Duration = Duration::from_secs(20);

/// Answers directory requests with nothing new and raw replica messages with their own bytes; remembers who asked.
#[derive(Default)]
struct Clerk {
    seen: Mutex<Vec<Peer>>,
}

impl Handler for Clerk {
    fn handle<'a>(&'a self, peer: &'a Peer, frame: Frame) -> HandlerFuture<'a> {
        self.seen.lock().unwrap().push(peer.clone());
        Box::pin(async move {
            match frame.header.kind {
                kind::DIRECTORY_REQUEST => match answer::read::<DirectoryRequest>(&frame) {
                    Ok(_) => {
                        answer::reply::<DirectoryRequest>(&frame.header, &DirectoryReply { newer: None })
                    }
                    Err(refusal) => refusal,
                },
                kind::RAFT_APPEND => {
                    Frame { header: FrameHeader { kind: kind::RAFT_REPLY, ..frame.header }, ..frame }
                }
                _ => answer::refuse(&frame.header, ErrorCode::UnknownKind, "this kind is not known here"),
            }
        })
    }
}

pub(super) struct Network {
    authority: NetworkAuthority,
    clock: Arc<ManualClock>,
    clerk: Arc<Clerk>,
    tasks: TaskGroup,
    server: Server,
}

impl Network {
    pub(super) fn start() -> Self {
        Self::start_within(Limits::default())
    }

    pub(super) fn start_within(limits: Limits) -> Self {
        let listen: SocketAddr = "127.0.0.1:0".parse().unwrap();
        let clock = Arc::new(ManualClock::at("2026-11-24T03:00:00Z".parse().unwrap()));
        let authority = NetworkAuthority::generate(clock.now()).unwrap();
        let clerk = Arc::new(Clerk::default());
        let tasks = TaskGroup::new();
        let options = ServerOptions {
            listen,
            credentials: replica(&authority, &clock, 1),
            authority: authority.certificate().clone(),
            clock: clock.clone(),
            limits,
            observer: None,
        };
        let handler: Arc<dyn Handler> = clerk.clone();
        let handlers = Handlers {
            nodes: Some(handler.clone()),
            replicas: Some(handler.clone()),
            enrolment: Some(handler),
        };
        let server = Server::start(options, handlers, &tasks).unwrap();
        Self { authority, clock, clerk, tasks, server }
    }

    fn shared_clock(&self) -> SharedClock {
        self.clock.clone()
    }

    fn options(&self, alpn: Alpn, credentials: Option<Credentials>) -> ConnectionOptions {
        let trust = Trust::Authority(self.authority.certificate().clone());
        let addresses = vec![self.server.address().unwrap().to_string()];
        ConnectionOptions {
            credentials,
            deadline: PATIENT,
            ..ConnectionOptions::to_coordinator(addresses, alpn, trust, self.shared_clock())
        }
    }

    pub(super) fn connect(&self, alpn: Alpn, credentials: Option<Credentials>) -> Connection {
        Connection::new(self.options(alpn, credentials))
    }

    pub(super) fn region(&self, code: &str) -> Credentials {
        let region = RegionId::new(code).unwrap();
        let keys = RegionKeys::generate().unwrap();
        let request = keys.signing_request(&region).unwrap();
        let issued = self.authority.issue_region(&region, &request, self.clock.now()).unwrap();
        Credentials::new(&issued.chain, keys.tls())
    }

    /// A connection of a program that does not keep to what ours do.
    pub(super) async fn connect_raw(
        &self,
        alpn: Alpn,
        transport: quinn::TransportConfig,
    ) -> Result<(quinn::Endpoint, quinn::Connection), quinn::ConnectionError> {
        let credentials = (alpn == Alpn::Node).then(|| self.region("AM24"));
        let options = self.options(alpn, credentials);
        let crypto =
            tls::client_config(options.credentials.as_ref(), &options.trust, alpn, &options.clock).unwrap();
        let mut config = quinn::ClientConfig::new(Arc::new(crypto));
        config.transport_config(Arc::new(transport));
        let endpoint = quinn::Endpoint::client("127.0.0.1:0".parse().unwrap()).unwrap();
        let connecting =
            endpoint.connect_with(config, self.server.address().unwrap(), &options.server_name).unwrap();
        let connection = connecting.await?;
        Ok((endpoint, connection))
    }

    /// Sends bytes as they are and gives whatever frame comes back.
    pub(super) async fn send_bytes(&self, bytes: &[u8]) -> ErrorReply {
        self.send_bytes_on(Alpn::Node, bytes).await
    }

    pub(super) async fn send_bytes_on(&self, alpn: Alpn, bytes: &[u8]) -> ErrorReply {
        let (_endpoint, connection) =
            self.connect_raw(alpn, quinn::TransportConfig::default()).await.unwrap();
        let (mut send, mut receive) = connection.open_bi().await.unwrap();
        // The other side may have heard enough before it has heard all.
        send.write_all(bytes).await.unwrap_or_default();
        send.finish().unwrap_or_default();
        let answer = Frame::from_bytes(&receive.read_to_end(100_000).await.unwrap()).unwrap();
        assert_eq!(answer.header.kind, kind::ERROR);
        protocol::decode(&answer.payload, ErrorReply::LIMIT_BYTES).unwrap()
    }
}

fn replica(authority: &NetworkAuthority, clock: &ManualClock, id: u64) -> Credentials {
    let key = TlsKey::generate().unwrap();
    let request = key.signing_request(&identity::certificate::replica_name(id)).unwrap();
    let issued = authority.issue_replica(id, &request, clock.now()).unwrap();
    Credentials::new(&issued.chain, &key)
}

pub(super) async fn ask(connection: &Connection) -> Result<DirectoryReply, CallError> {
    ask_in(connection, ProtocolVersion::NEWEST).await
}

async fn ask_in(connection: &Connection, version: ProtocolVersion) -> Result<DirectoryReply, CallError> {
    connection.call(version, MessageId::random(), &DirectoryRequest { known_version: 0 }).await
}

pub(super) fn frame(version: u16, kind: u16, payload: Vec<u8>) -> Vec<u8> {
    let header =
        FrameHeader { version: ProtocolVersion(version), kind, message_id: MessageId::from_bytes([1; 16]) };
    Frame { header, payload }.to_bytes()
}

#[tokio::test]
async fn a_region_is_known_by_its_certificate() {
    let network = Network::start();
    let connection = network.connect(Alpn::Node, Some(network.region("AM24")));
    ask(&connection).await.unwrap();
    ask_in(&connection, ProtocolVersion::OLDEST).await.unwrap();
    let seen = network.clerk.seen.lock().unwrap().clone();
    assert_eq!(seen.len(), 2);
    assert_eq!(seen[0].region(), Some(&RegionId::new("AM24").unwrap()));
}

#[tokio::test]
async fn without_a_certificate_only_joining_is_open() {
    let network = Network::start();
    for alpn in [Alpn::Node, Alpn::Raft] {
        let error = ask(&network.connect(alpn, None)).await.unwrap_err();
        assert!(matches!(&error, CallError::NotTrusted { .. }), "{error:?}");
        assert!(error.to_string().contains("certificate is needed"), "{error}");
    }
    assert!(network.clerk.seen.lock().unwrap().is_empty());
    ask(&network.connect(Alpn::Enrol, None)).await.unwrap();
    assert_eq!(*network.clerk.seen.lock().unwrap(), [Peer::Anonymous]);
}

#[tokio::test]
async fn regions_and_replicas_are_not_taken_for_each_other() {
    let network = Network::start();
    let error = ask(&network.connect(Alpn::Raft, Some(network.region("AM24")))).await.unwrap_err();
    assert!(error.to_string().contains("a replica's certificate is needed"), "{error}");
    let second = replica(&network.authority, &network.clock, 2);
    let error = ask(&network.connect(Alpn::Node, Some(second.clone()))).await.unwrap_err();
    assert!(error.to_string().contains("a region's certificate is needed"), "{error}");
    ask(&network.connect(Alpn::Raft, Some(second))).await.unwrap();
    assert_eq!(*network.clerk.seen.lock().unwrap(), [Peer::Replica(2)]);
}

#[tokio::test]
async fn a_certificate_of_another_network_is_refused_by_both_sides() {
    let network = Network::start();
    let other = Network::start();
    let error = ask(&network.connect(Alpn::Node, Some(other.region("AM24")))).await.unwrap_err();
    assert!(matches!(error, CallError::NotTrusted { .. }), "{error:?}");

    let mut options = network.options(Alpn::Node, Some(network.region("AM24")));
    options.trust = Trust::Authority(other.authority.certificate().clone());
    let error = ask(&Connection::new(options)).await.unwrap_err();
    assert!(matches!(error, CallError::NotTrusted { .. }), "{error:?}");
    assert!(network.clerk.seen.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_server_that_is_not_the_coordinator_is_refused() {
    let network = Network::start();
    // A region has a certificate of the right network, but may not serve with it.
    network.server.replace_credentials(&network.region("AM22")).unwrap();
    let error = ask(&network.connect(Alpn::Node, Some(network.region("AM24")))).await.unwrap_err();
    assert!(matches!(error, CallError::NotTrusted { .. }), "{error:?}");
    // And another replica is not the one that was asked for by name.
    network.server.replace_credentials(&replica(&network.authority, &network.clock, 1)).unwrap();
    let second = replica(&network.authority, &network.clock, 2);
    let mut options = network.options(Alpn::Raft, Some(second));
    options.server_name = identity::certificate::replica_name(3);
    let error = ask(&Connection::new(options.clone())).await.unwrap_err();
    assert!(matches!(error, CallError::NotTrusted { .. }), "{error:?}");
    options.server_name = identity::certificate::replica_name(1);
    ask(&Connection::new(options)).await.unwrap();
}

#[tokio::test]
async fn an_expired_certificate_is_refused_by_the_clock_that_was_handed_in() {
    let network = Network::start();
    let old = network.region("AM24");
    ask(&network.connect(Alpn::Node, Some(old.clone()))).await.unwrap();
    network.clock.advance(SignedDuration::from_hours(31 * 24));
    network.server.replace_credentials(&replica(&network.authority, &network.clock, 1)).unwrap();
    let error = ask(&network.connect(Alpn::Node, Some(old))).await.unwrap_err();
    assert!(matches!(error, CallError::NotTrusted { .. }), "{error:?}");
    ask(&network.connect(Alpn::Node, Some(network.region("AM24")))).await.unwrap();
}

#[tokio::test]
async fn joining_trusts_the_fingerprint_and_nothing_else() {
    let network = Network::start();
    let mut options = network.options(Alpn::Enrol, None);
    options.trust = Trust::Fingerprint(network.authority.fingerprint());
    ask(&Connection::new(options.clone())).await.unwrap();
    options.trust = Trust::Fingerprint([7; 32]);
    let error = ask(&Connection::new(options)).await.unwrap_err();
    assert!(matches!(error, CallError::NotTrusted { .. }), "{error:?}");
}

#[tokio::test]
async fn a_protocol_that_nobody_serves_is_refused() {
    let network = Network::start();
    let options = network.options(Alpn::Enrol, None);
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut roots = rustls::RootCertStore::empty();
    roots.add(network.authority.certificate().clone()).unwrap();
    let mut config = rustls::ClientConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&rustls::version::TLS13])
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"http/0.9".to_vec()];
    let crypto = quinn::crypto::rustls::QuicClientConfig::try_from(config).unwrap();
    let endpoint = quinn::Endpoint::client("127.0.0.1:0".parse().unwrap()).unwrap();
    let error = endpoint
        .connect_with(
            quinn::ClientConfig::new(Arc::new(crypto)),
            network.server.address().unwrap(),
            &options.server_name,
        )
        .unwrap()
        .await
        .unwrap_err();
    assert!(error.to_string().contains("error 120"), "120 is no_application_protocol: {error}");
}

#[tokio::test]
async fn an_unknown_version_is_answered_with_the_versions_that_are_spoken() {
    let network = Network::start();
    let connection = network.connect(Alpn::Node, Some(network.region("AM24")));
    for version in [0, 3, 999] {
        match ask_in(&connection, ProtocolVersion(version)).await {
            Err(error @ CallError::Refused(_)) => {
                assert!(!error.is_transient());
                let CallError::Refused(reply) = error else { unreachable!("matched above") };
                assert_eq!(reply.code, ErrorCode::UnknownVersion);
                assert_eq!((reply.oldest, reply.newest), (ProtocolVersion::OLDEST, ProtocolVersion::NEWEST));
            }
            other => panic!("{other:?}"),
        }
    }
    ask(&connection).await.unwrap();
}

#[tokio::test]
async fn bytes_that_are_no_frame_are_answered_and_do_not_end_the_service() {
    let network = Network::start();
    let mut oversized = frame(2, kind::DIRECTORY_REQUEST, vec![0]);
    oversized[..4].copy_from_slice(&[0xFF; 4]);
    let whole = frame(2, kind::DIRECTORY_REQUEST, vec![0]);
    let too_long = [whole.as_slice(), &[0]].concat();
    for (bytes, says) in [
        (oversized.as_slice(), "is announced"),
        (&whole[..whole.len() - 1], "cut off"),
        (&whole[..2], "cut off"),
        (&[], "cut off"),
        (&[0, 0, 0, 3, 1, 2, 3], "cut off"),
        (too_long.as_slice(), "1 bytes follow"),
    ] {
        let reply = network.send_bytes(bytes).await;
        assert_eq!(reply.code, ErrorCode::Malformed);
        assert!(reply.sentence.contains(says), "{}", reply.sentence);
    }
    assert!(network.clerk.seen.lock().unwrap().is_empty());
    ask(&network.connect(Alpn::Node, Some(network.region("AM24")))).await.unwrap();
}

#[tokio::test]
async fn an_unknown_kind_and_a_garbage_payload_are_answers() {
    let network = Network::start();
    let reply = network.send_bytes(&frame(2, 9999, vec![1, 2, 3])).await;
    assert_eq!(reply.code, ErrorCode::UnknownKind);
    let reply = network.send_bytes(&frame(2, kind::DIRECTORY_REQUEST, vec![0xFF; 40])).await;
    assert_eq!(reply.code, ErrorCode::Malformed);
    let reply = network.send_bytes(&frame(2, kind::DIRECTORY_REQUEST, vec![0; 2000])).await;
    assert!(reply.sentence.contains("are more than"), "{}", reply.sentence);
    let connection = network.connect(Alpn::Node, Some(network.region("AM24")));
    let error = connection
        .call(ProtocolVersion::NEWEST, MessageId::random(), &FeedRequest { after_sequence: 0 })
        .await
        .unwrap_err();
    assert!(
        matches!(error, CallError::Refused(ErrorReply { code: ErrorCode::UnknownKind, .. })),
        "{error:?}"
    );
}

#[tokio::test]
async fn replicas_send_more_at_once_than_nodes_may() {
    let network = Network::start();
    let bytes = vec![7; 5 * 1024 * 1024];
    let second = replica(&network.authority, &network.clock, 2);
    let connection = network.connect(Alpn::Raft, Some(second));
    assert_eq!(connection.call_raw(kind::RAFT_APPEND, bytes.clone()).await.unwrap(), bytes);
    let error = connection.call_raw(9999, Vec::new()).await.unwrap_err();
    assert!(matches!(error, CallError::Refused(_)), "{error:?}");
    let node = network.connect(Alpn::Node, Some(network.region("AM24")));
    let error = node.call_raw(kind::RAFT_APPEND, bytes).await.unwrap_err();
    assert!(matches!(error, CallError::TooLarge { .. }), "{error:?}");
}

#[tokio::test]
async fn a_connection_is_made_again_after_the_server_restarted() {
    let network = Network::start();
    let address = network.server.address().unwrap();
    let connection = network.connect(Alpn::Node, Some(network.region("AM24")));
    ask(&connection).await.unwrap();
    let Network { authority, clock, tasks, server, .. } = network;
    assert!(tasks.shutdown(PATIENT).await);
    drop(server);

    let tasks = TaskGroup::new();
    let options = ServerOptions {
        listen: address,
        credentials: replica(&authority, &clock, 1),
        authority: authority.certificate().clone(),
        clock,
        limits: Limits::default(),
        observer: None,
    };
    let handlers = Handlers { nodes: Some(Arc::new(Clerk::default())), ..Handlers::default() };
    // quinn gives the port back in a task of its own, a moment after the last handle is gone.
    let restarted = async {
        loop {
            match Server::start(options.clone(), handlers.clone(), &tasks) {
                Err(ServerError::Listen { .. }) => tokio::task::yield_now().await,
                other => return other.unwrap(),
            }
        }
    };
    let _server = tokio::time::timeout(PATIENT, restarted).await.unwrap();
    ask(&connection).await.unwrap();
}

#[tokio::test]
async fn the_next_address_is_tried_when_one_does_not_answer() {
    let network = Network::start();
    // A socket that nobody reads from: packets arrive and nothing answers.
    let silent = std::net::UdpSocket::bind("127.0.0.1:0").unwrap();
    let mut options = network.options(Alpn::Node, Some(network.region("AM24")));
    options.addresses.insert(0, silent.local_addr().unwrap().to_string());
    options.deadline = Duration::from_secs(2);
    let connection = Connection::new(options.clone());
    // Where everything stands still for a moment, the answer of the second misses its part of the deadline too.
    let answered = async {
        while let Err(error) = ask(&connection).await {
            assert!(error.is_transient(), "{error:?}");
        }
    };
    tokio::time::timeout(PATIENT, answered).await.unwrap();

    options.addresses.truncate(1);
    options.deadline = Duration::from_millis(300);
    let error = ask(&Connection::new(options)).await.unwrap_err();
    assert!(error.is_transient(), "{error:?}");
}

#[tokio::test]
async fn a_port_in_use_is_said_to_be_in_use() {
    let network = Network::start();
    let options = ServerOptions {
        listen: network.server.address().unwrap(),
        credentials: replica(&network.authority, &network.clock, 1),
        authority: network.authority.certificate().clone(),
        clock: network.shared_clock(),
        limits: Limits::default(),
        observer: None,
    };
    let handlers = Handlers { nodes: Some(network.clerk.clone()), ..Handlers::default() };
    let error = Server::start(options, handlers, &network.tasks).unwrap_err();
    assert!(error.to_string().contains("is another program using that port?"), "{error}");
}

#[derive(Default)]
struct Recorder(Mutex<Vec<(Direction, Vec<u8>)>>);

impl FrameObserver for Recorder {
    fn frame(&self, direction: Direction, _peer: &str, bytes: &[u8]) {
        self.0.lock().unwrap().push((direction, bytes.to_vec()));
    }
}

#[tokio::test]
async fn an_observer_sees_every_frame_before_encryption() {
    let network = Network::start();
    let recorder = Arc::new(Recorder::default());
    let mut options = network.options(Alpn::Node, Some(network.region("AM24")));
    options.observer = Some(recorder.clone());
    ask(&Connection::new(options)).await.unwrap();
    let frames = recorder.0.lock().unwrap();
    let kinds: Vec<_> = frames
        .iter()
        .map(|(direction, bytes)| (*direction, Frame::from_bytes(bytes).unwrap().header.kind))
        .collect();
    assert_eq!(
        kinds,
        [(Direction::Sent, kind::DIRECTORY_REQUEST), (Direction::Received, kind::DIRECTORY_REPLY)]
    );
}
