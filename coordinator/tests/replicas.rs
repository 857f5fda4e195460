//! Three replicas in one process, over a transport that can be cut.

use crate::support::{
    START_MS, accept, approve, ask, close, decide, files_that_hold, invite, keys, offer, post, refuse,
    region, secret, vacancy,
};
use coordinator::{
    consensus::{
        network::{Carried, RaftTransport, TransportError},
        replica::{ProposeError, Replica, ReplicaOptions},
        type_config::ReplicaId,
    },
    federation::dispatch::Newcomers,
    handle::CoordinatorHandle,
    state::command::{Command, Reply},
    storage::{regions, state_hash},
};
use identity::{NetworkAuthority, RegionKeys};
use jiff::SignedDuration;
use protocol::latest::{Decision, ErrorCode, VacancyStatus};
use protocol::{
    Frame, FrameHeader, Message as _, ProtocolVersion, Request,
    latest::{EnrolReply, EnrolStatusRequest, ErrorReply},
};
use service::{
    Clock as _, ManualClock, TaskGroup,
    quic::{Handler as _, Peer},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

/// All replicas that run, and those that nobody reaches.
#[derive(Debug, Default)]
struct Wires {
    running: Mutex<BTreeMap<ReplicaId, Replica>>,
    cut: Mutex<BTreeSet<ReplicaId>>,
    /// The last payload of each kind of message.
    last: Mutex<BTreeMap<u16, Vec<u8>>>,
    /// The second part of the next snapshot arrives twice, and only the second answer comes back.
    stutters: AtomicBool,
    /// How many parts of snapshots went over the wire.
    parts: AtomicUsize,
}

#[derive(Debug)]
struct Wire {
    from: ReplicaId,
    wires: Arc<Wires>,
}

impl RaftTransport for Wire {
    fn call<'a>(
        &'a self,
        to: ReplicaId,
        _address: &'a str,
        kind: u16,
        payload: Vec<u8>,
        deadline: Duration,
    ) -> Carried<'a> {
        Box::pin(async move {
            let cut = {
                let cut = self.wires.cut.lock().unwrap();
                cut.contains(&self.from) || cut.contains(&to)
            };
            let error = |reason: &str| TransportError { to, reason: reason.to_owned() };
            let peer = self.wires.running.lock().unwrap().get(&to).cloned();
            let peer = peer.filter(|_| !cut).ok_or_else(|| error("it is away"))?;
            self.wires.last.lock().unwrap().insert(kind, payload.clone());
            if kind == protocol::kind::RAFT_SNAPSHOT
                && self.wires.parts.fetch_add(1, Ordering::SeqCst) == 1
                && self.wires.stutters.swap(false, Ordering::SeqCst)
            {
                peer.serve(self.from, kind, &payload).await.map_err(|reason| error(&reason))?;
            }
            let answered = tokio::time::timeout(deadline, peer.serve(self.from, kind, &payload)).await;
            answered.map_err(|_| error("too late"))?.map_err(|reason| error(&reason))
        })
    }
}

/// How long replicas wait.
#[derive(Debug, Clone, Copy)]
struct Pace {
    heartbeat: Duration,
    deadline: Duration,
}

/// Nobody stands for election because a disk or a processor was busy for two seconds, and nobody gives up.
const CALM: Pace = Pace { heartbeat: Duration::from_millis(500), deadline: Duration::from_secs(20) };
/// For what is asked in vain, which takes as long as the deadline is: as the program has it. Who leads may change.
const BRISK: Pace = Pace { heartbeat: Duration::from_millis(250), deadline: Duration::from_secs(8) };

struct Network {
    pace: Pace,
    folder: tempfile::TempDir,
    wires: Arc<Wires>,
    tasks: BTreeMap<ReplicaId, TaskGroup>,
    clock: Arc<ManualClock>,
}

impl Network {
    async fn of(count: ReplicaId) -> Self {
        Self::at(CALM, count).await
    }

    async fn at(pace: Pace, count: ReplicaId) -> Self {
        let mut network = Self {
            pace,
            folder: tempfile::tempdir().unwrap(),
            wires: Arc::default(),
            tasks: BTreeMap::new(),
            clock: Arc::new(ManualClock::at(vocabulary::Timestamp::from_millisecond(START_MS).unwrap())),
        };
        for id in 1..=count {
            network.start(id).await;
        }
        network.replica(1).found("1").await.unwrap();
        for id in 2..=count {
            // By whoever leads, which the others may have become when the machine was busy.
            let added = tokio::time::timeout(PATIENT, async {
                while network.leader().await.add(id, &id.to_string()).await.is_err() {}
            });
            assert!(added.await.is_ok(), "replica {id} was not added");
        }
        network
    }

    async fn leader(&self) -> Replica {
        let leads = || self.running().into_iter().find(|replica| replica.status().role == "leader");
        eventually("somebody leads", || leads().is_some()).await;
        leads().unwrap_or_else(|| self.replica(1))
    }

    fn data(&self, id: ReplicaId) -> PathBuf {
        self.folder.path().join(id.to_string())
    }

    async fn start(&mut self, id: ReplicaId) {
        let data = self.data(id);
        std::fs::create_dir_all(&data).unwrap();
        let tasks = TaskGroup::new();
        let options = ReplicaOptions {
            id,
            snapshot_every: 20,
            heartbeat: self.pace.heartbeat,
            deadline: self.pace.deadline,
        };
        let clock = self.clock.clone();
        let wire = Arc::new(Wire { from: id, wires: Arc::clone(&self.wires) });
        let replica = Replica::start(&data, options, clock, wire, &tasks).await.unwrap();
        self.wires.running.lock().unwrap().insert(id, replica);
        self.tasks.insert(id, tasks);
    }

    async fn stop(&mut self, id: ReplicaId) {
        let replica = self.wires.running.lock().unwrap().remove(&id).unwrap();
        replica.shutdown().await;
        assert!(self.tasks.remove(&id).unwrap().shutdown(Duration::from_secs(10)).await);
    }

    /// Everybody reaches everybody again, and is as far as the leader.
    async fn heal(&self) {
        self.wires.cut.lock().unwrap().clear();
        for replica in self.running() {
            let caught_up =
                tokio::time::timeout(PATIENT, async { while replica.catch_up().await.is_err() {} });
            assert!(caught_up.await.is_ok(), "a replica stays behind");
        }
    }

    /// One that leads and one that does not.
    fn leader_and_follower(&self) -> (ReplicaId, ReplicaId) {
        let leader = self.replica(1).status().leader.unwrap();
        (leader, if leader == 3 { 2 } else { 3 })
    }

    /// Carries out these commands, none of which is refused.
    async fn carry_out(&self, commands: Vec<Command>) {
        let replica = self.running()[0].clone();
        for command in commands {
            let reply = replica.propose(command).await.unwrap();
            assert!(!matches!(reply, Reply::Refused(_)), "{reply:?}");
        }
    }

    /// Compacts every replica, as the hourly job does.
    async fn compact(&self) {
        for replica in self.running() {
            replica.catch_up().await.unwrap();
            replica.compact().await.unwrap();
        }
    }

    fn replica(&self, id: ReplicaId) -> Replica {
        self.wires.running.lock().unwrap()[&id].clone()
    }

    fn running(&self) -> Vec<Replica> {
        self.wires.running.lock().unwrap().values().cloned().collect()
    }

    /// The hash of each running replica, once all are as far as the leader.
    async fn hashes(&self) -> Vec<[u8; 32]> {
        let mut hashes = Vec::new();
        for replica in self.running() {
            replica.catch_up().await.unwrap();
            hashes.push(replica.readers().read(|connection| state_hash(connection)).await.unwrap());
        }
        hashes
    }
}

/// Long enough for a busy machine; no test waits for it to pass.
const PATIENT: Duration = Duration::from_secs(30);

async fn eventually(what: &str, holds: impl Fn() -> bool) {
    let waited = tokio::time::timeout(PATIENT, async {
        while !holds() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    });
    assert!(waited.await.is_ok(), "in vain: {what}");
}

/// A command whose effect can be seen and counted.
fn number(number: u8) -> Command {
    let Command::InviteRegion { region, name, expires_at_ms, actor, .. } = invite("AM22", START_MS + 1000)
    else {
        unreachable!()
    };
    Command::InviteRegion { token_sha256: [number; 32], region, name, expires_at_ms, actor }
}

async fn seen(replica: &Replica) -> usize {
    let changes = replica.readers().read(|connection| regions::changes(connection, 1000)).await;
    changes.unwrap().len()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_replica_decides_alone_and_knows_it_after_a_restart() {
    let mut network = Network::of(1).await;
    assert_eq!(network.replica(1).propose(number(1)).await, Ok(Reply::Done));
    let before = network.hashes().await;
    network.stop(1).await;
    network.start(1).await;
    network.replica(1).found("1").await.unwrap();
    assert_eq!(network.hashes().await, before);
    assert_eq!(network.replica(1).propose(number(2)).await, Ok(Reply::Done));
    assert_eq!(seen(&network.replica(1)).await, 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn three_replicas_go_on_without_their_leader_and_agree() {
    let mut network = Network::of(3).await;
    for count in 1..=5 {
        assert_eq!(network.replica(1).propose(number(count)).await, Ok(Reply::Done));
    }
    let leader = network.replica(1).status().leader.unwrap();
    network.stop(leader).await;
    let other = network.running()[0].clone();
    for count in 6..=10 {
        assert_eq!(other.propose(number(count)).await, Ok(Reply::Done), "command {count}");
    }
    let hashes = network.hashes().await;
    assert_eq!(hashes.len(), 2);
    assert_eq!(hashes[0], hashes[1]);
    network.start(leader).await;
    let hashes = network.hashes().await;
    assert_eq!(hashes.len(), 3);
    assert!(hashes.iter().all(|hash| *hash == hashes[0]), "the one that came back agrees");
    assert_eq!(seen(&network.replica(leader)).await, 10, "nothing lost, nothing twice");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_follower_forwards_and_reads_its_own_writes() {
    let network = Network::of(3).await;
    let leader = network.replica(1).status().leader.unwrap();
    let follower = network.replica(if leader == 3 { 2 } else { 3 });
    for count in 1..=3 {
        assert_eq!(follower.propose(number(count)).await, Ok(Reply::Done));
        assert_eq!(seen(&follower).await, usize::from(count));
    }
    let refused = follower.propose(post("AM24", 1, vec![vacancy(1, 1, VacancyStatus::Open)])).await;
    let Ok(Reply::Refused(refusal)) = refused else { panic!("{refused:?}") };
    assert_eq!(refusal.code, ErrorCode::NotAdmitted, "a refusal comes back as it is");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_replica_that_was_long_away_gets_a_snapshot() {
    let mut network = Network::of(3).await;
    let leader = network.replica(1).status().leader.unwrap();
    let away = if leader == 3 { 2 } else { 3 };
    network.stop(away).await;
    // Far beyond `snapshot_every`, so that the log it lacks is gone.
    for count in 1..=80 {
        assert_eq!(network.replica(leader).propose(number(count)).await, Ok(Reply::Done));
    }
    network.compact().await;
    network.start(away).await;
    let hashes = network.hashes().await;
    assert!(hashes.iter().all(|hash| *hash == hashes[0]));
    assert_eq!(seen(&network.replica(away)).await, 80);
    let snapshots = std::fs::read_dir(network.data(away).join("snapshots")).unwrap().count();
    assert_eq!(snapshots, 1, "the snapshot that came in is the only one");
}

/// The commands that let these regions in.
fn admitted(codes: &[&str]) -> Vec<Command> {
    let steps = |code: &&str| {
        let keys = keys(code);
        let words = keys.words.clone();
        [invite(code, START_MS + 1000), ask(code, secret(code), keys), approve(code, &words)]
    };
    codes.iter().flat_map(steps).collect()
}

/// A share and a part of an envelope that occur nowhere else.
const SHARE: [u8; 32] = [0xA7; 32];
const ENVELOPE: [u8; 64] = [0xC3; 64];

fn marked_offer(size_bytes: usize) -> Command {
    let mut command = offer(1, "AM24", "AM25");
    let Command::OfferHandover { offer, .. } = &mut command else { unreachable!() };
    offer.share = SHARE;
    offer.envelope.0 = ENVELOPE.iter().copied().cycle().take(size_bytes).collect();
    command
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_share_and_an_envelope_are_in_no_file_of_any_replica_once_the_hand_over_has_ended() {
    for (how, end) in [
        ("refused", vec![decide(1, "AM25", refuse())]),
        ("withdrawn", vec![decide(1, "AM24", Decision::Withdraw)]),
        ("expired", vec![Command::PassTime]),
        ("closed", vec![decide(1, "AM25", accept()), close(1, "AM25")]),
    ] {
        let network = Network::of(3).await;
        network.carry_out(admitted(&["AM24", "AM25"])).await;
        network.carry_out(vec![marked_offer(9000)]).await;
        network.compact().await;
        let files = |bytes: &[u8]| files_that_hold(network.folder.path(), bytes);
        // The contrast: while it is open, state and snapshot of each replica hold both.
        assert!(files(&SHARE).len() >= 6, "{how}: {:?}", files(&SHARE));
        if how == "expired" {
            network.clock.advance(SignedDuration::from_hours(8 * 24));
        }
        network.carry_out(end).await;
        assert!(!files(&SHARE).is_empty(), "{how}: not without compaction");
        network.compact().await;
        assert_eq!(files(&SHARE), [] as [PathBuf; 0], "share, {how}");
        assert_eq!(files(&ENVELOPE), [] as [PathBuf; 0], "envelope, {how}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_compaction_that_somebody_stands_in_the_way_of_is_not_done() {
    let network = Network::of(1).await;
    network.carry_out(vec![number(1)]).await;
    let replica = network.replica(1);
    for file in ["sm.db", "log.db"] {
        let reader = rusqlite::Connection::open(network.data(1).join(file)).unwrap();
        reader.execute_batch("BEGIN").unwrap();
        reader.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0)).unwrap();
        network.carry_out(vec![number(2)]).await;
        let hindered = replica.compact().await;
        assert!(matches!(hindered, Err(ProposeError::Unavailable(_))), "{file}: {hindered:?}");
        drop(reader);
        replica.compact().await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_snapshot_whose_parts_come_out_of_order_is_sent_again_from_its_beginning() {
    let mut network = Network::of(3).await;
    let (_, away) = network.leader_and_follower();
    network.carry_out(admitted(&["AM24", "AM25"])).await;
    network.stop(away).await;
    // Three parts at the least.
    network.carry_out(vec![marked_offer(2_200_000)]).await;
    for count in 1..=60 {
        network.carry_out(vec![number(count)]).await;
    }
    network.compact().await;
    network.wires.parts.store(0, Ordering::SeqCst);
    network.wires.stutters.store(true, Ordering::SeqCst);
    network.start(away).await;
    let hashes = network.hashes().await;
    assert!(hashes.iter().all(|hash| *hash == hashes[0]));
    assert!(!network.wires.stutters.load(Ordering::SeqCst), "a part did arrive twice");
    assert!(network.wires.parts.load(Ordering::SeqCst) >= 5, "two parts in vain, then all three");
    let files: Vec<_> = std::fs::read_dir(network.data(away).join("snapshots"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert!(files.len() == 1 && files[0].starts_with("snap-"), "{files:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_replica_speaks_in_no_other_replicas_name() {
    let network = Network::of(3).await;
    let (leader, follower) = network.leader_and_follower();
    network.carry_out(vec![number(1)]).await;
    let append = network.wires.last.lock().unwrap()[&protocol::kind::RAFT_APPEND].clone();
    let replica = network.replica(follower);
    let other = 6 - leader - follower;
    let refused = replica.serve(other, protocol::kind::RAFT_APPEND, &append).await.unwrap_err();
    assert!(refused.contains(&format!("in the name of replica {leader}")), "{refused}");
    replica.serve(leader, protocol::kind::RAFT_APPEND, &append).await.unwrap();

    follower_forwards(&network, follower).await;
    let forward = network.wires.last.lock().unwrap()[&protocol::kind::RAFT_FORWARD].clone();
    let refused = network.replica(leader).serve(9, protocol::kind::RAFT_FORWARD, &forward).await.unwrap_err();
    assert!(refused.contains("replica 9 is not a member"), "{refused}");
    network.replica(leader).serve(follower, protocol::kind::RAFT_FORWARD, &forward).await.unwrap();
}

async fn follower_forwards(network: &Network, follower: ReplicaId) {
    assert_eq!(network.replica(follower).propose(number(2)).await, Ok(Reply::Done));
}

/// A handle on a replica of these tests, with the network's keys.
fn handle(network: &Network, id: ReplicaId, authority: &Arc<NetworkAuthority>) -> CoordinatorHandle {
    let keys = network.folder.path().join(format!("keys-{id}"));
    std::fs::create_dir_all(&keys).unwrap();
    authority.save(&keys).unwrap();
    let authority = NetworkAuthority::load(&keys).unwrap();
    CoordinatorHandle::new(network.replica(id), authority, network.clock.clone(), id.to_string())
}

/// What a newcomer without a certificate is answered: a reply, or the kind of refusal.
async fn answered<R: Request<Reply = EnrolReply>>(
    handle: &CoordinatorHandle,
    request: &R,
) -> Result<EnrolReply, ErrorCode> {
    let header = FrameHeader {
        version: ProtocolVersion::OLDEST,
        kind: R::KIND,
        message_id: vocabulary::MessageId::random(),
    };
    let frame = Frame { header, payload: protocol::encode(request).unwrap() };
    let answer = Newcomers(handle.clone()).handle(&Peer::Anonymous, frame).await;
    if answer.header.kind == EnrolReply::KIND {
        return Ok(protocol::decode(&answer.payload, EnrolReply::LIMIT_BYTES).unwrap());
    }
    Err(protocol::decode::<ErrorReply>(&answer.payload, ErrorReply::LIMIT_BYTES).unwrap().code)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_replica_that_lags_behind_tells_no_newcomer_that_its_token_is_unknown() {
    let network = Network::at(BRISK, 3).await;
    let (leader, follower) = network.leader_and_follower();
    let authority = Arc::new(NetworkAuthority::generate(network.clock.now()).unwrap());
    let (ahead, behind) = (handle(&network, leader, &authority), handle(&network, follower, &authority));
    network.wires.cut.lock().unwrap().insert(follower);
    let life = SignedDuration::from_hours(24);
    let token = ahead.invite(region("AM24"), "Zeeland".to_owned(), life, "els").await.unwrap();
    let own_keys = RegionKeys::generate().unwrap();
    let request = identity::enrolment::request(&token, &own_keys).unwrap();
    let Ok(EnrolReply::Pending { enrolment }) = answered(&ahead, &request).await else {
        panic!("not pending")
    };
    let status = EnrolStatusRequest { enrolment, token_secret: token.secret };
    let words = identity::enrolment::verify_request(&request, &token.ca_fingerprint).unwrap().join(" ");
    let (asked, looked, approved) = tokio::join!(
        answered(&behind, &request),
        answered(&behind, &status),
        behind.approve(region("AM24"), &words, "els")
    );
    assert_eq!(asked, Err(ErrorCode::Unavailable));
    assert_eq!(looked, Err(ErrorCode::Unavailable), "not a final no");
    let undecided = approved.unwrap_err();
    assert!(undecided.is_transient(), "{undecided}");

    network.heal().await;
    assert_eq!(answered(&behind, &status).await, Ok(EnrolReply::Pending { enrolment }));
    let stranger = EnrolStatusRequest { enrolment, token_secret: [9; 32] };
    assert_eq!(answered(&behind, &stranger).await, Err(ErrorCode::BadToken), "the contrast: a wrong token");
    behind.approve(region("AM24"), &words, "els").await.unwrap();
    // The other one may not lead any more, and then hears of it a moment later.
    ahead.replica().catch_up().await.unwrap();
    assert!(matches!(answered(&ahead, &status).await, Ok(EnrolReply::Approved { .. })));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_leader_that_is_cut_off_decides_nothing() {
    let network = Network::at(BRISK, 3).await;
    let leader = network.replica(1).status().leader.unwrap();
    network.wires.cut.lock().unwrap().insert(leader);
    let cut_off = network.replica(leader);
    let (in_vain, caught_up) = tokio::join!(cut_off.propose(number(1)), cut_off.catch_up());
    assert!(matches!(in_vain, Err(ProposeError::Unavailable(_))), "{in_vain:?}");
    assert!(caught_up.is_err(), "and it does not claim to be up to date");
    let others: Vec<_> =
        network.running().into_iter().filter(|replica| replica.status().id != leader).collect();
    let others_lead = || others.iter().any(|replica| replica.status().role == "leader");
    eventually("one of the others leads", others_lead).await;
    assert_eq!(others[0].propose(number(2)).await, Ok(Reply::Done));
    network.heal().await;
    let hashes = network.hashes().await;
    assert!(hashes.iter().all(|hash| *hash == hashes[0]));
    let known =
        others[0].readers().read(|connection| regions::find(connection, &region("AM22"))).await.unwrap();
    assert_eq!(known, None, "an invitation is not a region");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_writers_at_once_are_all_answered() {
    let network = Network::of(1).await;
    let replica = network.replica(1);
    let tasks: Vec<_> = (0..100)
        .map(|count| {
            let replica = replica.clone();
            async move { replica.propose(number(count)).await }
        })
        .collect();
    let mut answered = 0;
    for reply in join_all(tasks).await {
        assert_eq!(reply, Ok(Reply::Done));
        answered += 1;
    }
    assert_eq!((answered, seen(&replica).await), (100, 100));
    let entries = replica.status().log_index.unwrap();
    assert!(entries < 60, "100 commands made {entries} entries: they were not batched");
}

async fn join_all<F: Future<Output = T> + Send + 'static, T: Send + 'static>(futures: Vec<F>) -> Vec<T> {
    let mut set = tokio::task::JoinSet::new();
    for future in futures {
        set.spawn(future);
    }
    set.join_all().await
}
