//! The composition root: the only place that builds everything and knows every part.

use crate::{
    background::{self, Renewal},
    config::Config,
    consensus::{
        network::RaftTransport,
        replica::{ProposeError, Replica, ReplicaOptions},
    },
    control::Control,
    dashboards::{self, Dashboards, PagesError},
    federation::{
        listener::{Listener, ListenerOptions, ReplicaCertificate, ReplicaCertificateError},
        replicas::{QuicTransport, Replicas},
    },
    handle::CoordinatorHandle,
    health,
    pages::{Occupations, PagesSource},
    state::store::StoreError,
};
use identity::{KeyError, NetworkAuthority};
use service::{
    DataDir, DataDirError, SharedClock, TaskGroup, control,
    quic::{FrameObserver, ServerError, Trust},
};
use std::{
    fs, io,
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};
use tracing::{info, warn};

/// The file that marks the replica with which the network began.
const FOUNDER: &str = "founder";
/// How often a leader shows itself. An election begins after one to two seconds without a sign of it: openraft 0.9
/// has no pre-vote, so with less room a replica that comes back on a busy disk would depose a leader that works.
const HEARTBEAT: Duration = Duration::from_millis(250);
/// Entries of the log between two snapshots: at most some hundreds of megabytes of envelopes.
const SNAPSHOT_EVERY: u64 = 5000;
/// How long a decision may take; several elections fit.
const DECISION_DEADLINE: Duration = Duration::from_secs(8);
/// How long the tasks get to stop.
const STOP_DEADLINE: Duration = Duration::from_secs(10);

/// Why a coordinator does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The data folder is in use or cannot be made.
    #[error(transparent)]
    DataDir(#[from] DataDirError),
    /// The data folder holds no network yet.
    #[error(
        "{path} holds no network: make one with `init`, or take over its keys with `init --keys-from FOLDER`"
    )]
    NoNetwork {
        /// The folder of the keys.
        path: PathBuf,
    },
    /// The data folder holds a network already.
    #[error("{path} holds the keys of a network already")]
    NetworkExists {
        /// The folder of the keys.
        path: PathBuf,
    },
    /// The keys cannot be made, read or written.
    #[error(transparent)]
    Keys(#[from] KeyError),
    /// The replica has no certificate.
    #[error("the replica gets no certificate")]
    Certificate(#[from] ReplicaCertificateError),
    /// Log or state cannot be opened.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The federation's port cannot be used.
    #[error(transparent)]
    Federation(#[from] ServerError),
    /// The replica stopped while it started.
    #[error(transparent)]
    Replica(#[from] ProposeError),
    /// The port of the pages cannot be used.
    #[error("cannot listen on TCP {address}: is another program using that port?")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system says.
        #[source]
        source: io::Error,
    },
    /// The pages cannot be made.
    #[error(transparent)]
    Pages(#[from] PagesError),
    /// The list of occupations cannot be read.
    #[error("the ESCO release of `figures.esco` cannot be used")]
    Occupations(#[from] vocabulary::TableError),
    /// A file of the data folder cannot be written.
    #[error("cannot write {path}")]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system says.
        #[source]
        source: io::Error,
    },
}

/// What a coordinator runs on.
pub struct CoordinatorOptions {
    /// The settings of this replica.
    pub config: Config,
    /// The clock that everything reads.
    pub clock: SharedClock,
    /// Sees the plain bytes of every frame of the federation, in tests.
    pub frame_observer: Option<Arc<dyn FrameObserver>>,
}

/// How a replica gets the keys of the network.
#[derive(Debug, Clone, Copy)]
pub enum Founding<'a> {
    /// It makes them: a new network begins with it.
    NewNetwork,
    /// It takes them over from the `keys` folder of a replica of the network, carried here by hand.
    KeysFrom(&'a Path),
}

/// A replica of the coordinator.
#[derive(Debug)]
pub struct Coordinator;

/// A coordinator that runs.
#[derive(Debug)]
pub struct RunningCoordinator {
    handle: CoordinatorHandle,
    http_address: SocketAddr,
    federation_address: SocketAddr,
    tasks: TaskGroup,
    transport: Arc<QuicTransport>,
    _data: DataDir,
}

impl Coordinator {
    /// Makes the data folder and the keys of the network in it, or takes them over.
    ///
    /// # Errors
    /// [`StartError`] when there are keys already, or the folder cannot be written.
    pub fn init(config: &Config, clock: &SharedClock, founding: Founding<'_>) -> Result<(), StartError> {
        let _data = DataDir::lock(&config.data_dir)?;
        let keys = config.keys_path();
        if NetworkAuthority::exist(&keys) {
            return Err(StartError::NetworkExists { path: keys });
        }
        let write = |path: &Path, source| StartError::Write { path: path.to_owned(), source };
        service::data_dir::create_private(&keys).map_err(|source| write(&keys, source))?;
        match founding {
            Founding::KeysFrom(folder) => NetworkAuthority::load(folder)?.save(&keys)?,
            Founding::NewNetwork => {
                // The mark first: keys without it would wait for a network that does not exist.
                let founder = config.data_dir.join(FOUNDER);
                fs::write(&founder, b"").map_err(|source| write(&founder, source))?;
                NetworkAuthority::generate(clock.now())?.save(&keys)?;
            }
        }
        Ok(())
    }

    /// Starts everything.
    ///
    /// # Errors
    /// [`StartError`] says what cannot be used; nothing runs then.
    pub async fn start(options: CoordinatorOptions) -> Result<RunningCoordinator, StartError> {
        let tasks = TaskGroup::new();
        let started = Self::start_in(options, &tasks).await;
        if started.is_err() {
            tasks.shutdown(STOP_DEADLINE).await;
        }
        started
    }

    async fn start_in(
        options: CoordinatorOptions,
        tasks: &TaskGroup,
    ) -> Result<RunningCoordinator, StartError> {
        let CoordinatorOptions { config, clock, frame_observer } = options;
        let data = DataDir::lock(&config.data_dir)?;
        let keys = config.keys_path();
        if !NetworkAuthority::exist(&keys) {
            return Err(StartError::NoNetwork { path: keys });
        }
        let authority = NetworkAuthority::load(&keys)?;
        // The pages' port first: nothing has happened yet when it is taken.
        let (http, http_address) = listen(config.http.listen).await?;
        let occupations = Occupations::load(config.figures.esco.as_deref())?;
        let geography = config.geography().map_err(PagesError::Lists)?;
        let id = config.replica.id;
        let certificate = ReplicaCertificate::issue(&authority, id, clock.now())?;
        let trust = Trust::Authority(authority.certificate().clone());
        let transport =
            Arc::new(QuicTransport::new(certificate.credentials.clone(), trust, Arc::clone(&clock)));
        let replicas = Replicas::default();
        let listening = ListenerOptions {
            listen: config.replica.listen,
            credentials: certificate.credentials,
            clock: Arc::clone(&clock),
            observer: frame_observer,
        };
        let listener = Listener::start(listening, &authority, &replicas, tasks)?;
        let federation_address = listener
            .server()
            .address()
            .map_err(|source| StartError::Listen { address: config.replica.listen, source })?;
        let address = reachable_address(&config.replica.address, federation_address);
        let replica = start_replica(&config, &clock, &transport, tasks).await?;
        drop(replicas.0.set(replica.clone()));
        if config.data_dir.join(FOUNDER).exists() {
            replica.found(&address).await?;
        }
        let handle = CoordinatorHandle::new(replica, authority, Arc::clone(&clock), address);
        listener.open(&handle);
        // Before the pages: who sees that the program answers may type a command.
        let control = Arc::new(Control::new(handle.clone(), geography));
        control::listen(data.path(), control, tasks)
            .await
            .map_err(|source| StartError::Write { path: data.path().join(control::FILE), source })?;
        serve_pages(&config, &handle, occupations, http, tasks)?;
        let renewal = Renewal {
            replica: id,
            renew_from: certificate.renew_from,
            listener,
            transport: Arc::clone(&transport),
        };
        background::start(&handle, renewal, config.background.tick(), tasks);
        info!(%http_address, %federation_address, "replica {id} runs: pages on {http_address}");
        Ok(RunningCoordinator {
            handle,
            http_address,
            federation_address,
            tasks: tasks.clone(),
            transport,
            _data: data,
        })
    }
}

impl RunningCoordinator {
    /// Reads and decisions, as the parts have them.
    #[must_use]
    pub const fn handle(&self) -> &CoordinatorHandle {
        &self.handle
    }

    /// Where the pages are.
    #[must_use]
    pub const fn http_address(&self) -> SocketAddr {
        self.http_address
    }

    /// Where nodes and replicas are answered.
    #[must_use]
    pub const fn federation_address(&self) -> SocketAddr {
        self.federation_address
    }

    /// Ends everything in order and gives the data folder back.
    pub async fn shutdown(self) {
        self.handle.replica().shutdown().await;
        if !self.tasks.shutdown(STOP_DEADLINE).await {
            warn!("some tasks were dropped where they stood; nothing that was decided is lost by that");
        }
        self.transport.close().await;
    }
}

async fn listen(address: SocketAddr) -> Result<(tokio::net::TcpListener, SocketAddr), StartError> {
    let failed = |source| StartError::Listen { address, source };
    let listener = tokio::net::TcpListener::bind(address).await.map_err(failed)?;
    let bound = listener.local_addr().map_err(failed)?;
    Ok((listener, bound))
}

async fn start_replica(
    config: &Config,
    clock: &SharedClock,
    transport: &Arc<QuicTransport>,
    tasks: &TaskGroup,
) -> Result<Replica, StartError> {
    let options = ReplicaOptions {
        id: config.replica.id,
        snapshot_every: SNAPSHOT_EVERY,
        heartbeat: HEARTBEAT,
        deadline: DECISION_DEADLINE,
    };
    let transport: Arc<dyn RaftTransport> = transport.clone();
    Ok(Replica::start(&config.data_dir, options, Arc::clone(clock), transport, tasks).await?)
}

/// Port 0 in the settings stands for the port that the system chose.
fn reachable_address(configured: &str, listening: SocketAddr) -> String {
    match configured.rsplit_once(':') {
        Some((host, "0")) => format!("{host}:{}", listening.port()),
        _ => configured.to_owned(),
    }
}

fn serve_pages(
    config: &Config,
    handle: &CoordinatorHandle,
    occupations: Occupations,
    http: tokio::net::TcpListener,
    tasks: &TaskGroup,
) -> Result<(), StartError> {
    let source = Arc::new(PagesSource::new(handle.clone(), occupations));
    let pages = dashboards::router(Dashboards::open(source, Arc::clone(handle.clock()), config)?)
        .merge(health::router(handle.clone()));
    let token = tasks.token().clone();
    tasks.spawn("pages", async move {
        let stopped = async move { token.cancelled().await };
        if let Err(error) = axum::serve(http, pages).with_graceful_shutdown(stopped).await {
            warn!("the pages ended: {error}");
        }
    });
    Ok(())
}
