//! The composition root: the only place that builds everything and puts it together.

use crate::{
    background::{Background, Network},
    config::Config,
    control::Control,
    federation::session::{Session, SessionParts},
    matching::{
        index::MatchingIndex,
        weighting::{Weighting, file::WeightsError},
    },
    storage::{
        Storage, StorageError, certificates,
        membership::{self, Membership, Standing},
        vocabulary_versions,
    },
    web::{self, WebState, health, pages::words::WORDS},
    workflow::{
        Context, Policy, Wake, WorkflowError, matching_weights,
        publish_statistics::receipts::PublicationGate, refresh_matching,
    },
};
use axum::Router;
use identity::{KeyError, RegionKeys};
use jiff::SignedDuration;
use service::{
    DataDir, DataDirError, SharedClock, TaskGroup, control,
    quic::FrameObserver,
    web::{
        assets::Assets,
        frame,
        page::Site,
        theme::{Theme, ThemeError},
        translator::{Catalogue, CatalogueError},
    },
};
use std::{io, net::SocketAddr, path::PathBuf, sync::Arc, time::Duration};
use tokio::net::TcpListener;
use tracing::{info, warn};
use vocabulary::{Geography, RegionId, Sectors};

/// How long requests and jobs may take to end when the node stops. A request may take longer; it is cut off then,
/// and whatever it had not committed is as if it had never been asked.
const STOP_PATIENCE: Duration = Duration::from_secs(10);

/// The network's name in the header of every page.
const NETWORK_NAME: &str = "Zij-instroom";

/// What a node is started with.
pub struct NodeOptions {
    /// Its configuration.
    pub config: Config,
    /// Its clock.
    pub clock: SharedClock,
    /// Sees every frame before encryption, in tests.
    pub frame_observer: Option<Arc<dyn FrameObserver>>,
}

/// Why a node does not start. Nothing is left running.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The data folder is in use or unusable.
    #[error(transparent)]
    DataDir(#[from] DataDirError),
    /// The database cannot be used.
    #[error("cannot use the database")]
    Storage(#[from] StorageError),
    /// The keys cannot be used.
    #[error("this region has joined the network, but its keys cannot be used")]
    Keys(#[source] KeyError),
    /// The configuration names another region than the one that joined.
    #[error("the configuration says region {configured}, but the data folder belongs to region {joined}")]
    OtherRegion {
        /// The region in the configuration.
        configured: RegionId,
        /// The region that joined.
        joined: RegionId,
    },
    /// The membership is there and the certificate is not.
    #[error("this region has joined the network, but its certificate is gone: join again with a new token")]
    NoCertificate,
    /// A list that the configuration names cannot be read.
    #[error("the lists of regions and municipalities cannot be used")]
    Lists(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The file with the weights of the match cannot be read.
    #[error("cannot read the weights of the match in {path}")]
    ReadWeights {
        /// The file.
        path: PathBuf,
        /// What the system says.
        #[source]
        source: io::Error,
    },
    /// The weights of the match cannot be used.
    #[error(
        "the weights of the match in {path} cannot be used; `schakel-node weights check` tells what is wrong"
    )]
    Weights {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        #[source]
        source: WeightsError,
    },
    /// The theme file cannot be used.
    #[error("the theme of the pages cannot be used")]
    Theme(#[from] ThemeError),
    /// The words of the pages cannot be used, which a test of the catalogue rules out.
    #[error("the words of the pages cannot be used")]
    Words(#[from] CatalogueError),
    /// People and vacancies cannot be loaded.
    #[error("cannot load people and vacancies for matching")]
    Matching(#[source] WorkflowError),
    /// The port is taken, or the address is not this machine's.
    #[error("cannot listen on {address}: is another program using that port? Set another `http.listen`")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system says.
        #[source]
        source: io::Error,
    },
    /// The control socket cannot be opened.
    #[error("cannot listen for commands of the operator in {data_dir}")]
    Control {
        /// The data folder.
        data_dir: PathBuf,
        /// What the system says.
        #[source]
        source: io::Error,
    },
}

/// A node.
#[derive(Debug)]
pub struct Node;

/// A node that runs.
#[derive(Debug)]
pub struct RunningNode {
    http_address: SocketAddr,
    context: Context,
    session: Option<Arc<Session>>,
    tasks: TaskGroup,
    /// Released last, when nothing works in the folder any more.
    data: DataDir,
}

impl Node {
    /// Starts a node: opens its data, fills matching, serves pages and API, and starts the jobs when the region
    /// has joined the network.
    ///
    /// # Errors
    /// [`StartError`] in words for the operator.
    pub async fn start(options: NodeOptions) -> Result<RunningNode, StartError> {
        let NodeOptions { config, clock, frame_observer } = options;
        let data = DataDir::lock(&config.data_dir)?;
        let storage = Storage::open(&config.database_path())?;
        let joined = joined(&config, &storage).await?;
        let context = context(&config, clock, storage, joined.as_ref()).await?;
        let listener = TcpListener::bind(config.http.listen)
            .await
            .map_err(|source| StartError::Listen { address: config.http.listen, source })?;
        let http_address = listener
            .local_addr()
            .map_err(|source| StartError::Listen { address: config.http.listen, source })?;

        let surface = surface(&config, &context)?;
        let tasks = TaskGroup::new();
        let network = joined.map(|joined| network(&config, &context, joined, frame_observer)).transpose()?;
        let background = Background::start(&context, network.as_ref(), config.background.tick(), &tasks);
        let session = network.map(|network| network.session);
        let control = Control::new(context.clone(), &config, session.clone(), background);
        control::listen(data.path(), Arc::new(control), &tasks)
            .await
            .map_err(|source| StartError::Control { data_dir: config.data_dir.clone(), source })?;
        serve(listener, surface, &tasks);
        info!(region.id = %context.region, "region {} serves on http://{http_address}", context.region);
        if session.is_none() {
            info!("this region has not joined the network yet: `schakel-node join TOKEN`");
        }
        Ok(RunningNode { http_address, context, session, tasks, data })
    }
}

impl RunningNode {
    /// The address of pages and API.
    #[must_use]
    pub const fn http_address(&self) -> SocketAddr {
        self.http_address
    }

    /// What its workflows work with, for tests in the same process.
    #[must_use]
    pub const fn context(&self) -> &Context {
        &self.context
    }

    /// Stops serving, waits for what is under way, and gives the data folder back.
    pub async fn shutdown(self) {
        if !self.tasks.shutdown(STOP_PATIENCE).await {
            warn!("some requests or jobs were cut off");
        }
        if let Some(session) = &self.session {
            session.close().await;
        }
        info!(
            "region {} has stopped; its data folder {} is free",
            self.context.region,
            self.data.path().display()
        );
    }

    /// Waits until the node is asked to stop and has.
    pub async fn join(&self) {
        self.tasks.join().await;
    }
}

/// The region's place in the network.
struct Joined {
    membership: Membership,
    authority: Vec<u8>,
    keys: Arc<RegionKeys>,
    certificate: certificates::StoredCertificate,
}

async fn joined(config: &Config, storage: &Storage) -> Result<Option<Joined>, StartError> {
    let Some(membership) = storage.read(membership::get).await? else { return Ok(None) };
    let Standing::Joined { authority, .. } = &membership.standing else { return Ok(None) };
    if membership.region != config.region {
        let (configured, joined) = (config.region.clone(), membership.region);
        return Err(StartError::OtherRegion { configured, joined });
    }
    let keys = Arc::new(RegionKeys::load(&config.keys_path()).map_err(StartError::Keys)?);
    let certificate = storage.read(certificates::newest).await?.ok_or(StartError::NoCertificate)?;
    Ok(Some(Joined { authority: authority.clone(), membership, keys, certificate }))
}

async fn context(
    config: &Config,
    clock: SharedClock,
    storage: Storage,
    joined: Option<&Joined>,
) -> Result<Context, StartError> {
    let geography = match &config.lists.geography {
        Some(path) => Geography::load(path).map_err(|error| StartError::Lists(error.into()))?,
        None => Geography::embedded(),
    };
    let sectors = match &config.lists.sectors {
        Some(path) => Sectors::load(path).map_err(|error| StartError::Lists(error.into()))?,
        None => Sectors::embedded(),
    };
    let vocabulary = storage.read(vocabulary_versions::in_use).await?;
    let matching = Arc::new(MatchingIndex::new(refresh_matching::travel_table(&geography)));
    let context = Context {
        storage,
        clock,
        region: config.region.clone(),
        vocabulary: Arc::new(vocabulary),
        geography: Arc::new(geography),
        sectors: Arc::new(sectors),
        signer: joined.map(|joined| Arc::clone(&joined.keys)),
        network_key: joined.map(|joined| joined.membership.network_key),
        wake: Wake::default(),
        matching,
        policy: policy(config),
        publication: Arc::new(PublicationGate::default()),
        transitions: Arc::default(),
        round: Arc::default(),
        counted: Arc::default(),
    };
    matching_weights::record_weights_at_start(&context, weights(config)?)
        .await
        .map_err(StartError::Matching)?;
    refresh_matching::refresh_matching(&context).await.map_err(StartError::Matching)?;
    Ok(context)
}

/// The weights that the configuration names, if it names any.
fn weights(config: &Config) -> Result<Option<Weighting>, StartError> {
    let Some(path) = &config.matching.weights else { return Ok(None) };
    let text = std::fs::read_to_string(path)
        .map_err(|source| StartError::ReadWeights { path: path.clone(), source })?;
    let weights = Weighting::parse(&text);
    weights.map(Some).map_err(|source| StartError::Weights { path: path.clone(), source })
}

/// What the workflows need, for a command on a node at rest.
pub(crate) async fn context_at_rest(
    config: &Config,
    clock: SharedClock,
    storage: Storage,
) -> Result<Context, StartError> {
    context(config, clock, storage, None).await
}

fn policy(config: &Config) -> Policy {
    Policy {
        session_idle: SignedDuration::from_mins(config.sessions.idle_minutes.into()),
        session_longest: SignedDuration::from_hours(config.sessions.longest_hours.into()),
        answer_within: SignedDuration::from_hours(24 * i64::from(config.handover.answer_within_days)),
        directory_grace: config.coordinator.directory_grace(),
    }
}

fn network(
    config: &Config,
    context: &Context,
    joined: Joined,
    observer: Option<Arc<dyn FrameObserver>>,
) -> Result<Network, StartError> {
    let session = Session::new(SessionParts {
        membership: &joined.membership,
        authority: &joined.authority,
        certificate: &joined.certificate,
        keys: &joined.keys,
        addresses: &config.coordinator.addresses,
        deadline: config.coordinator.request_timeout(),
        clock: Arc::clone(&context.clock),
        observer,
    });
    Ok(Network {
        context: context.clone(),
        keys: joined.keys,
        network_key: joined.membership.network_key,
        authority: joined.authority.into(),
        session: Arc::new(session),
    })
}

/// Everything that the node serves.
fn surface(config: &Config, context: &Context) -> Result<Router, StartError> {
    let theme = config.pages.theme.as_deref().map(Theme::load).transpose()?;
    let assets = Arc::new(Assets::new(theme));
    let place = context.geography.region(&context.region).map(|region| region.name.to_string());
    let site = Site {
        network: NETWORK_NAME.to_owned(),
        place: place.unwrap_or_else(|| context.region.to_string()),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        assets: Arc::clone(&assets),
        catalogue: Arc::new(Catalogue::new(&[WORDS])?),
        simulated_clock: context.clock.is_simulated(),
    };
    let state = WebState {
        context: context.clone(),
        http: Arc::new(config.http.clone()),
        site: Arc::new(site),
        fault_page: web::pages::fault_page,
    };
    let health = frame::around(health::routes(context.storage.clone()), assets);
    Ok(web::router::router(state).merge(health))
}

fn serve(listener: TcpListener, router: Router, tasks: &TaskGroup) {
    let stopped = tasks.token().clone().cancelled_owned();
    tasks.spawn("http", async move {
        if let Err(error) = axum::serve(listener, router.into_make_service_with_connect_info::<SocketAddr>())
            .with_graceful_shutdown(stopped)
            .await
        {
            warn!("serving pages ended: {error}");
        }
    });
}
