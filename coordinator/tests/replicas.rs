//! Three replicas in one process, over a transport that can be cut.

use crate::support::{START_MS, invite, post, region, vacancy};
use coordinator::{
    consensus::{
        network::{Carried, RaftTransport, TransportError},
        replica::{ProposeError, Replica, ReplicaOptions},
        type_config::ReplicaId,
    },
    state::command::{Command, Reply},
    storage::{regions, state_hash},
};
use protocol::latest::{ErrorCode, VacancyStatus};
use service::{ManualClock, TaskGroup};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
    sync::{Arc, Mutex},
    time::Duration,
};

/// All replicas that run, and those that nobody reaches.
#[derive(Debug, Default)]
struct Wires {
    running: Mutex<BTreeMap<ReplicaId, Replica>>,
    cut: Mutex<BTreeSet<ReplicaId>>,
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
            let answered = tokio::time::timeout(deadline, peer.serve(self.from, kind, &payload)).await;
            answered.map_err(|_| error("too late"))?.map_err(|reason| error(&reason))
        })
    }
}

struct Network {
    folder: tempfile::TempDir,
    wires: Arc<Wires>,
    tasks: BTreeMap<ReplicaId, TaskGroup>,
}

impl Network {
    async fn of(count: ReplicaId) -> Self {
        let mut network =
            Self { folder: tempfile::tempdir().unwrap(), wires: Arc::default(), tasks: BTreeMap::new() };
        for id in 1..=count {
            network.start(id).await;
        }
        let first = network.replica(1);
        first.found("1").await.unwrap();
        for id in 2..=count {
            eventually("the first replica leads", || first.status().role == "leader").await;
            first.add(id, &id.to_string()).await.unwrap();
        }
        network
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
            heartbeat: Duration::from_millis(100),
            deadline: Duration::from_secs(4),
        };
        let clock = Arc::new(ManualClock::at(vocabulary::Timestamp::from_millisecond(START_MS).unwrap()));
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

async fn eventually(what: &str, holds: impl Fn() -> bool) {
    let waited = tokio::time::timeout(Duration::from_secs(20), async {
        while !holds() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    });
    assert!(waited.await.is_ok(), "in vain: {what}");
}

/// A command whose effect can be seen and counted.
fn number(number: u8) -> Command {
    let Command::InviteRegion { region, name, expires_at_ms, actor, .. } = invite("AM24", START_MS + 1000)
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
    network.replica(leader).compact().await.unwrap();
    network.start(away).await;
    let hashes = network.hashes().await;
    assert!(hashes.iter().all(|hash| *hash == hashes[0]));
    assert_eq!(seen(&network.replica(away)).await, 80);
    let snapshots = std::fs::read_dir(network.data(away).join("snapshots")).unwrap().count();
    assert_eq!(snapshots, 1, "the snapshot that came in is the only one");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_leader_that_is_cut_off_decides_nothing() {
    let network = Network::of(3).await;
    let leader = network.replica(1).status().leader.unwrap();
    network.wires.cut.lock().unwrap().insert(leader);
    let in_vain = network.replica(leader).propose(number(1)).await;
    assert!(matches!(in_vain, Err(ProposeError::Unavailable(_))), "{in_vain:?}");
    assert!(network.replica(leader).catch_up().await.is_err(), "and it does not claim to be up to date");
    let others: Vec<_> =
        network.running().into_iter().filter(|replica| replica.status().id != leader).collect();
    assert_eq!(others[0].propose(number(2)).await, Ok(Reply::Done));
    network.wires.cut.lock().unwrap().clear();
    let hashes = network.hashes().await;
    assert!(hashes.iter().all(|hash| *hash == hashes[0]));
    let known =
        others[0].readers().read(|connection| regions::find(connection, &region("AM24"))).await.unwrap();
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
