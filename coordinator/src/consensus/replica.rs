//! One replica, as the rest of the program holds it: it proposes commands in batches and finds the leader. How it
//! answers the other replicas stands in [`super::serve`].

use super::{
    batches::{Proposal, next_batch},
    codec,
    incoming::Incoming,
    log_store::LogStore,
    network::{Forward, ForwardReply, Network, RaftTransport},
    state_machine::StateMachine,
    type_config::{LogId, ReplicaId, TypeConfig},
};
use crate::{
    state::{
        command::{Batch, Command, Reply},
        store::{StoreError, Stored},
    },
    storage::reader::Readers,
};
use openraft::{
    BasicNode, Config, Raft, ServerState, SnapshotPolicy,
    error::{ClientWriteError, ForwardToLeader, RaftError},
};
use protocol::kind;
use service::{SharedClock, TaskGroup};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    sync::Arc,
    time::Duration,
};
use tokio::sync::{Semaphore, mpsc, oneshot};
use tracing::{debug, warn};

/// Commands that may wait to be proposed; beyond it a proposer waits, and its node tries again later.
const MOST_WAITING: usize = 4096;
/// Batches under way at once.
const IN_FLIGHT: usize = 2;
/// How long to wait before asking again who leads.
const LOOK_AGAIN: Duration = Duration::from_millis(100);

/// How a replica is set up.
#[derive(Debug, Clone)]
pub struct ReplicaOptions {
    /// Its number.
    pub id: ReplicaId,
    /// Entries of the log after which a snapshot is made and the log shortened.
    pub snapshot_every: u64,
    /// How often a leader shows itself. The others wait four to eight times as long before an election.
    pub heartbeat: Duration,
    /// How long a proposal may take; several elections fit.
    pub deadline: Duration,
}

/// Why a command was not decided.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProposeError {
    /// No leader could be reached in time, or no majority. It may have been carried out all the same; the same
    /// command may be sent again.
    #[error("the coordinator cannot decide now: {0}")]
    Unavailable(String),
    /// This replica stops.
    #[error("this replica stops")]
    Stopping,
}

/// A running replica; clones are the same one.
#[derive(Debug, Clone)]
pub struct Replica {
    pub(super) inner: Arc<Inner>,
}

pub(super) struct Inner {
    id: ReplicaId,
    deadline: Duration,
    pub(super) raft: Raft<TypeConfig>,
    /// What openraft writes to; held here to empty the write-ahead logs.
    log: LogStore,
    machine: StateMachine,
    readers: Readers,
    clock: SharedClock,
    transport: Arc<dyn RaftTransport>,
    proposals: mpsc::Sender<Proposal>,
    pub(super) incoming: Incoming,
    tasks: TaskGroup,
}

impl std::fmt::Debug for Inner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Replica").field("id", &self.id).finish_non_exhaustive()
    }
}

/// Where a replica stands, for people.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReplicaStatus {
    /// Its number.
    pub id: ReplicaId,
    /// `leader`, `follower`, `candidate`, `learner` or `stopping`.
    pub role: &'static str,
    /// Who leads, as far as it knows.
    pub leader: Option<ReplicaId>,
    /// The term.
    pub term: u64,
    /// How far the state is.
    pub applied_index: Option<u64>,
    /// How far the log is.
    pub log_index: Option<u64>,
    /// All replicas with their addresses.
    pub replicas: BTreeMap<ReplicaId, String>,
}

impl Replica {
    /// Opens log and state in `folder` and starts to take part. Serving requests of others is the caller's.
    ///
    /// # Errors
    /// [`StoreError`] when the files cannot be opened.
    pub async fn start(
        folder: &Path,
        options: ReplicaOptions,
        clock: SharedClock,
        transport: Arc<dyn RaftTransport>,
        tasks: &TaskGroup,
    ) -> Stored<Self> {
        let doing = "starting the replica";
        let log = LogStore::open(&folder.join("log.db"))?;
        let machine = StateMachine::open(folder)?;
        let readers = Readers::of(machine.path());
        let network = Network::new(Arc::clone(&transport));
        let config = Arc::new(raft_config(&options).map_err(|source| StoreError::new(doing, source))?);
        let raft = Raft::new(options.id, config, network, log.clone(), machine.clone())
            .await
            .map_err(|source| StoreError::new(doing, source))?;
        let (proposals, waiting) = mpsc::channel(MOST_WAITING);
        let inner = Inner {
            id: options.id,
            deadline: options.deadline,
            raft,
            log,
            machine,
            readers,
            clock,
            transport,
            proposals,
            incoming: Incoming::default(),
            tasks: tasks.clone(),
        };
        let replica = Self { inner: Arc::new(inner) };
        let batcher = replica.clone();
        tasks.spawn("propose", async move { batcher.propose_batches(waiting).await });
        Ok(replica)
    }

    /// Makes this replica the first and only one of a new network, if it is part of none yet.
    ///
    /// # Errors
    /// [`ProposeError`] when the replica stops.
    pub async fn found(&self, address: &str) -> Result<(), ProposeError> {
        let stopping = |_| ProposeError::Stopping;
        if self.inner.raft.is_initialized().await.map_err(stopping)? {
            return Ok(());
        }
        let members = BTreeMap::from([(self.inner.id, BasicNode::new(address))]);
        match self.inner.raft.initialize(members).await {
            Ok(()) | Err(RaftError::APIError(_)) => Ok(()),
            Err(RaftError::Fatal(_)) => Err(ProposeError::Stopping),
        }
    }

    /// Adds a replica that runs and listens at `address`; it becomes a voter once it has caught up.
    ///
    /// # Errors
    /// [`ProposeError::Unavailable`] on a replica that does not lead, or when the new one cannot be reached.
    pub async fn add(&self, id: ReplicaId, address: &str) -> Result<(), ProposeError> {
        let unavailable = |error: String| ProposeError::Unavailable(error);
        let node = BasicNode::new(address);
        let added = self.inner.raft.add_learner(id, node, true).await;
        added.map_err(|error| unavailable(error.to_string()))?;
        let voters: BTreeSet<ReplicaId> = {
            let metrics = self.inner.raft.metrics();
            metrics.borrow().membership_config.voter_ids().chain([id]).collect()
        };
        let changed = self.inner.raft.change_membership(voters, false).await;
        changed.map(drop).map_err(|error| unavailable(error.to_string()))
    }

    /// The state of this replica, for reads. It may lag behind the leader's; see [`Self::catch_up`].
    #[must_use]
    pub fn readers(&self) -> &Readers {
        &self.inner.readers
    }

    /// Has a command decided and carried out, here and on a majority, and gives what came of it.
    ///
    /// # Errors
    /// [`ProposeError`] when it could not be decided in time; the same command may be sent again.
    pub async fn propose(&self, command: Command) -> Result<Reply, ProposeError> {
        let (done, decided) = oneshot::channel();
        let proposal = Proposal { command, done };
        self.inner.proposals.send(proposal).await.map_err(|_| ProposeError::Stopping)?;
        decided.await.map_err(|_| ProposeError::Stopping)?
    }

    /// Waits until everything is applied here that was decided anywhere before this call: reads after it are
    /// linearizable.
    ///
    /// # Errors
    /// [`ProposeError::Unavailable`] without a leader that has a majority.
    pub async fn catch_up(&self) -> Result<(), ProposeError> {
        self.decide(Vec::new()).await.map(drop)
    }

    /// Where the replica stands.
    #[must_use]
    pub fn status(&self) -> ReplicaStatus {
        let metrics = self.inner.raft.metrics();
        let metrics = metrics.borrow();
        let role = match metrics.state {
            ServerState::Leader => "leader",
            ServerState::Follower => "follower",
            ServerState::Candidate => "candidate",
            ServerState::Learner => "learner",
            ServerState::Shutdown => "stopping",
        };
        let nodes = metrics.membership_config.nodes();
        ReplicaStatus {
            id: self.inner.id,
            role,
            leader: metrics.current_leader,
            term: metrics.current_term,
            applied_index: metrics.last_applied.map(|log_id| log_id.index),
            log_index: metrics.last_log_index,
            replicas: nodes.map(|(id, node)| (*id, node.addr.clone())).collect(),
        }
    }

    /// Makes a snapshot, removes the log up to it and empties the write-ahead logs: what was destroyed in the state is
    /// in no file of this replica any more once this has worked.
    ///
    /// # Errors
    /// [`ProposeError::Unavailable`] when something of it takes too long, is read just now or is still to be sent to
    /// another replica; then it is to be done again.
    pub async fn compact(&self) -> Result<(), ProposeError> {
        let not_now = |why: &str| ProposeError::Unavailable(why.to_owned());
        let stopping = |_| ProposeError::Stopping;
        self.inner.incoming.forget_interrupted().unwrap_or_else(|error| super::stop_for(&error));
        if let Some(applied) = self.status().applied_index {
            let raft = &self.inner.raft;
            let made = tokio::time::timeout(self.inner.deadline, self.make_snapshot(applied)).await;
            made.map_err(|_| not_now("the snapshot takes longer than expected"))??;
            raft.trigger().purge_log(applied).await.map_err(stopping)?;
            let wait = raft.wait(Some(self.inner.deadline));
            let removed = wait.metrics(|metrics| covers(metrics.purged, applied), "a shorter log").await;
            removed.map_err(|_| not_now("the log is still being sent to another replica"))?;
        }
        let state_is_settled = self.inner.machine.settle().await.map_err(|_| ProposeError::Stopping)?;
        if !(self.inner.log.settle().await && state_is_settled) {
            return Err(not_now("the files are being read"));
        }
        Ok(())
    }

    /// Has a snapshot made that holds everything up to `applied`, unless there is one. openraft makes one at a time and
    /// forgets what is asked meanwhile: when the one under way began too early, it is asked again.
    async fn make_snapshot(&self, applied: u64) -> Result<(), ProposeError> {
        let raft = &self.inner.raft;
        loop {
            let last = raft.metrics().borrow().snapshot;
            if covers(last, applied) {
                return Ok(());
            }
            raft.trigger().snapshot().await.map_err(|_| ProposeError::Stopping)?;
            let next = raft.wait(None).metrics(|metrics| metrics.snapshot != last, "a snapshot").await;
            next.map_err(|_| ProposeError::Stopping)?;
        }
    }

    /// Stops taking part. Requests of other replicas are not answered any more.
    pub async fn shutdown(&self) {
        if let Err(error) = self.inner.raft.shutdown().await {
            warn!("the replica did not stop in order: {error}");
        }
        self.inner.machine.rest().await;
    }

    async fn propose_batches(self, mut waiting: mpsc::Receiver<Proposal>) {
        let in_flight = Arc::new(Semaphore::new(IN_FLIGHT));
        let mut held = None;
        let token = self.inner.tasks.token().clone();
        while let Some(Some(batch)) = token.run_until_cancelled(next_batch(&mut waiting, &mut held)).await {
            let Ok(permit) = Arc::clone(&in_flight).acquire_owned().await else { break };
            let replica = self.clone();
            self.inner.tasks.spawn("propose batch", async move {
                replica.carry_out(batch).await;
                drop(permit);
            });
        }
    }

    async fn carry_out(&self, batch: Vec<Proposal>) {
        let (commands, waiting): (Vec<_>, Vec<_>) =
            batch.into_iter().map(|proposal| (proposal.command, proposal.done)).unzip();
        let mut results = match self.decide(commands).await {
            Ok(replies) => replies.into_iter().map(Ok).collect::<Vec<_>>(),
            Err(error) => vec![Err(error); waiting.len()],
        };
        results.resize(waiting.len(), Err(ProposeError::Unavailable("a reply is missing".to_owned())));
        for (done, result) in waiting.into_iter().zip(results) {
            // Whoever asked may have given up; the command is carried out either way.
            drop(done.send(result));
        }
    }

    /// Finds the leader and has it decide; then waits until it is applied here too.
    async fn decide(&self, commands: Vec<Command>) -> Result<Vec<Reply>, ProposeError> {
        let decided = tokio::time::timeout(self.inner.deadline, async {
            loop {
                let leader = match self.decide_here(commands.clone()).await? {
                    Decided::Done { replies, .. } => return Ok(replies),
                    Decided::Elsewhere(leader) => leader,
                };
                if let Some((leader, address)) = leader
                    && let Some((log_index, replies)) = self.forward(leader, &address, &commands).await
                {
                    self.wait_for(log_index).await?;
                    return Ok(replies);
                }
                tokio::time::sleep(LOOK_AGAIN).await;
            }
        });
        decided.await.unwrap_or_else(|_| {
            Err(ProposeError::Unavailable("no leader with a majority was found in time".to_owned()))
        })
    }

    pub(super) async fn decide_here(&self, commands: Vec<Command>) -> Result<Decided, ProposeError> {
        let elsewhere = |forward: ForwardToLeader<ReplicaId, BasicNode>| {
            Decided::Elsewhere(forward.leader_id.zip(forward.leader_node.map(|node| node.addr)))
        };
        if commands.is_empty() {
            return match self.inner.raft.ensure_linearizable().await {
                Ok(log_id) => Ok(Decided::Done {
                    log_index: log_id.map_or(0, |log_id| log_id.index),
                    replies: Vec::new(),
                }),
                Err(RaftError::APIError(openraft::error::CheckIsLeaderError::ForwardToLeader(forward))) => {
                    Ok(elsewhere(forward))
                }
                Err(RaftError::APIError(_)) => Ok(Decided::Elsewhere(None)),
                Err(RaftError::Fatal(_)) => Err(ProposeError::Stopping),
            };
        }
        // Only a leader appends, so this is the leader's time or it is nobody's.
        let batch = Batch { at_ms: self.inner.clock.now_ms(), commands };
        match self.inner.raft.client_write(batch).await {
            Ok(written) => Ok(Decided::Done { log_index: written.log_id.index, replies: written.data }),
            Err(RaftError::APIError(ClientWriteError::ForwardToLeader(forward))) => Ok(elsewhere(forward)),
            Err(RaftError::APIError(error)) => Err(ProposeError::Unavailable(error.to_string())),
            Err(RaftError::Fatal(_)) => Err(ProposeError::Stopping),
        }
    }

    async fn forward(
        &self,
        leader: ReplicaId,
        address: &str,
        commands: &[Command],
    ) -> Option<(u64, Vec<Reply>)> {
        if leader == self.inner.id {
            return None;
        }
        let payload = codec::encode(&Forward { commands: commands.to_vec() }).ok()?;
        let called = self
            .inner
            .transport
            .call(leader, address, kind::RAFT_FORWARD, payload, self.inner.deadline)
            .await;
        match called.map(|bytes| codec::decode::<ForwardReply>(&bytes)) {
            Ok(Ok(ForwardReply::Done { log_index, replies })) => Some((log_index, replies)),
            Ok(Ok(ForwardReply::NotNow)) => None,
            Ok(Err(error)) => {
                warn!("the leader's answer cannot be read: {error}");
                None
            }
            Err(error) => {
                debug!("{error}");
                None
            }
        }
    }

    async fn wait_for(&self, log_index: u64) -> Result<(), ProposeError> {
        let waited = self.inner.raft.wait(Some(self.inner.deadline));
        let applied = waited.applied_index_at_least(Some(log_index), "a forwarded command");
        applied.await.map(drop).map_err(|error| ProposeError::Unavailable(error.to_string()))
    }
}

/// Whether a place in the log lies at `applied` or behind it.
fn covers(place: Option<LogId>, applied: u64) -> bool {
    place.is_some_and(|place| place.index >= applied)
}

pub(super) enum Decided {
    Done { log_index: u64, replies: Vec<Reply> },
    Elsewhere(Option<(ReplicaId, String)>),
}

fn raft_config(options: &ReplicaOptions) -> Result<Config, Box<openraft::ConfigError>> {
    let heartbeat_ms = u64::try_from(options.heartbeat.as_millis()).unwrap_or(250);
    let config = Config {
        cluster_name: "schakelnet".to_owned(),
        heartbeat_interval: heartbeat_ms,
        // Without a pre-vote a replica that comes back must not depose the leader of a busy disk.
        election_timeout_min: 4 * heartbeat_ms,
        election_timeout_max: 8 * heartbeat_ms,
        install_snapshot_timeout: 60_000,
        snapshot_policy: SnapshotPolicy::LogsSinceLast(options.snapshot_every),
        max_in_snapshot_log_to_keep: options.snapshot_every / 5,
        replication_lag_threshold: options.snapshot_every,
        ..Config::default()
    };
    config.validate().map_err(Box::new)
}
