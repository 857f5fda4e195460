//! Three replicas in one process, over a transport that can be cut.

mod agreement;
mod files;
mod newcomers;

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
