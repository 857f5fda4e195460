//! The hub as a server that nodes join, which stops and comes back; and what a test waits for.

use super::{
    hub::{Admission, Hub, HubState, Mood},
    records::{listed, region},
};
use identity::{JoinToken, NetworkAuthority, RegionKeys, TlsKey, certificate::replica_name};
use jiff::Timestamp;
use node::{
    config::Config,
    federation::enrolment::{JoinOptions, Joining, Progress},
    node::{Node, NodeOptions, RunningNode},
    storage::Storage,
};
use protocol::{ProtocolVersion, latest::DirectoryDocument};
use service::{
    Clock as _, ManualClock, TaskGroup,
    quic::{Credentials, Handler, Handlers, Limits, Server, ServerOptions},
};
use std::{
    fmt::Debug,
    net::SocketAddr,
    path::Path,
    sync::{Arc, Mutex},
    time::Duration,
};

/// How long a test waits for what should happen within milliseconds.
const PATIENCE: Duration = Duration::from_secs(30);

/// The hub while it runs.
pub(crate) struct RunningHub {
    pub(crate) hub: Arc<Hub>,
    pub(crate) address: SocketAddr,
    tasks: TaskGroup,
}

impl RunningHub {
    pub(crate) fn start() -> Self {
        Self::start_at("2026-11-24T03:00:00Z".parse().unwrap())
    }

    /// A hub that is founded at this moment.
    pub(crate) fn start_at(now: Timestamp) -> Self {
        let clock = Arc::new(ManualClock::at(now));
        let directory = DirectoryDocument {
            version: 1,
            issued_at_ms: 0,
            regions: Vec::new(),
            revoked_serials: Vec::new(),
        };
        let state = HubState {
            admission: Admission::LetIn,
            mood: Mood::Takes,
            keeps_marks_back: None,
            newest: ProtocolVersion::NEWEST,
            directory,
            feed: Vec::new(),
            figures: None,
            figures_asked: Vec::new(),
            renewals: 0,
            admits: true,
            outcomes: Vec::new(),
            taken: Vec::new(),
            vacancies: Vec::new(),
            releases: Vec::new(),
        };
        let hub = Arc::new(Hub {
            authority: NetworkAuthority::generate(clock.now()).unwrap(),
            clock,
            state: Mutex::new(state),
            secret: [5; 32],
        });
        let (address, tasks) = serve(&hub, "127.0.0.1:0".parse().unwrap()).unwrap();
        Self { hub, address, tasks }
    }

    /// Stops and comes back at the same address when `back` is called.
    pub(crate) async fn stop(&self) {
        assert!(self.tasks.shutdown(PATIENCE).await);
    }

    pub(crate) async fn back(&mut self) {
        let started = async {
            loop {
                match serve(&self.hub, self.address) {
                    // quinn gives the port back in a task of its own, a moment after the last handle is gone.
                    None => tokio::task::yield_now().await,
                    Some(started) => return started,
                }
            }
        };
        self.tasks = tokio::time::timeout(PATIENCE, started).await.unwrap().1;
    }

    pub(crate) fn token(&self, code: &str) -> JoinToken {
        JoinToken {
            region: region(code),
            addresses: vec![self.address.to_string()],
            ca_fingerprint: self.hub.authority.fingerprint(),
            network_key: self.hub.authority.network_key(),
            secret: self.hub.secret,
            expires_at_ms: self.hub.clock.now_ms() + 3_600_000,
        }
    }

    pub(crate) fn begin(
        &self,
        folder: &Path,
        token: &str,
    ) -> Result<Joining, node::federation::enrolment::JoinError> {
        let config = config(folder);
        let storage = Storage::open(&config.database_path()).unwrap();
        Joining::begin(
            token,
            JoinOptions {
                region: &config.region,
                keys_path: &config.keys_path(),
                storage,
                clock: self.hub.clock.clone(),
                observer: None,
            },
        )
    }

    /// A node of Zeeland that has joined and runs.
    pub(crate) async fn joined_node(&self, folder: &Path) -> RunningNode {
        self.join(folder).await;
        self.start_node(folder).await
    }

    /// As [`Self::joined_node`], for a test in which answers do not come: it asks again after a second.
    pub(crate) async fn joined_node_in_a_hurry(&self, folder: &Path) -> RunningNode {
        self.join(folder).await;
        let mut config = config(folder);
        config.coordinator.request_timeout_s = 1;
        self.start_node_with(config).await
    }

    async fn join(&self, folder: &Path) {
        let joining = self.begin(folder, &self.token("AM24").to_string()).unwrap();
        assert_eq!(joining.request().await.unwrap(), Progress::Joined);
        joining.close().await;
    }

    pub(crate) async fn start_node(&self, folder: &Path) -> RunningNode {
        self.start_node_with(config(folder)).await
    }

    async fn start_node_with(&self, config: Config) -> RunningNode {
        let clock = self.hub.clock.clone();
        Node::start(NodeOptions { config, clock, frame_observer: None }).await.unwrap()
    }

    /// Adds another region to the directory and gives its keys.
    pub(crate) fn neighbour(&self, code: &str) -> RegionKeys {
        let keys = RegionKeys::generate().unwrap();
        let mut state = self.hub.state.lock().unwrap();
        state.directory.regions.push(listed(&region(code), keys.signing_key(), keys.sealing_key()));
        state.directory.version += 1;
        keys
    }

    /// Waits until the hub's state is as wanted.
    pub(crate) async fn wait_for(&self, what: &str, holds: impl Fn(&HubState) -> bool) {
        eventually(what, async || holds(&self.hub.state.lock().unwrap()).then_some(())).await;
    }
}

fn serve(hub: &Arc<Hub>, listen: SocketAddr) -> Option<(SocketAddr, TaskGroup)> {
    let key = TlsKey::generate().unwrap();
    let request = key.signing_request(&replica_name(1)).unwrap();
    let issued = hub.authority.issue_replica(1, &request, hub.clock.now()).unwrap();
    let options = ServerOptions {
        listen,
        credentials: Credentials::new(&issued.chain, &key),
        authority: hub.authority.certificate().clone(),
        clock: hub.clock.clone(),
        limits: Limits::default(),
        observer: None,
    };
    let handler: Arc<dyn Handler> = hub.clone();
    let handlers = Handlers { nodes: Some(handler.clone()), enrolment: Some(handler), replicas: None };
    let tasks = TaskGroup::new();
    let server = Server::start(options, handlers, &tasks).ok()?;
    Some((server.address().unwrap(), tasks))
}

pub(crate) fn config(folder: &Path) -> Config {
    let path = folder.join("node.toml");
    let text =
        "region = 'AM24'\ndata_dir = 'data'\n[http]\nlisten = '127.0.0.1:0'\n[background]\ntick_ms = 20\n";
    std::fs::create_dir_all(folder.join("data")).unwrap();
    std::fs::write(&path, text).unwrap();
    Config::load(&path).unwrap()
}

/// Waits for a condition; says what it waited for when it does not come.
pub(crate) async fn eventually<T: Debug>(what: &str, holds: impl AsyncFn() -> Option<T>) -> T {
    let found = async {
        loop {
            if let Some(found) = holds().await {
                return found;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(PATIENCE, found).await.unwrap_or_else(|_| panic!("it never came to: {what}"))
}
