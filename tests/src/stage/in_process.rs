//! The network inside one test: nodes and coordinator on loopback, one clock for all, every frame on record.
//!
//! Nothing can be killed here as by a power cut; that takes programs of their own ([`super::processes`]).

use super::{Import, SignIn, Stage, processes::free_udp};
use crate::story::eventually;
use anyhow::{Context, Result, bail, ensure};
use coordinator::{
    config::Config as CoordinatorConfig,
    coordinator::{Coordinator, CoordinatorOptions, Founding, RunningCoordinator},
    dashboards::password,
    state::record::Role as NationalRole,
};
use jiff::{SignedDuration, Timestamp};
use node::{
    config::Config as NodeConfig,
    domain::{account::Role, text::Line},
    federation::enrolment::{JoinOptions, Joining, Progress},
    node::{Node, NodeOptions, RunningNode},
    storage::{Storage, vocabulary_versions},
    workflow::{
        Actor,
        add_account::{AddAccount, add},
        import::{self, ImportKind, ImportMode, Lists, initiative_records::import_initiative_records},
    },
};
use service::{
    SharedClock, SimulatedClock,
    quic::{Direction, FrameObserver},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};
use vocabulary::{Geography, RegionId, Sectors};

/// How often a program looks at what is due, in milliseconds: a test waits for it many times.
const TICK_MS: u64 = 50;
/// The password of all accounts of a stage that lives as long as one test.
const PASSWORD: &str = "een proef van een test";

/// A frame as a program was about to encrypt it, or had just decrypted it.
#[derive(Debug, Clone)]
pub struct RecordedFrame {
    /// Which program saw it.
    pub at: String,
    /// The other side.
    pub peer: String,
    /// Whether it was sent or received there.
    pub direction: Direction,
    /// The whole frame.
    pub bytes: Vec<u8>,
}

/// Every frame that was sent or received, in the order in which it was seen.
#[derive(Debug, Clone, Default)]
pub struct Recording(Arc<Mutex<Vec<RecordedFrame>>>);

impl Recording {
    /// The frames so far.
    #[must_use]
    pub fn frames(&self) -> Vec<RecordedFrame> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn at(&self, program: &str) -> Arc<dyn FrameObserver> {
        Arc::new(Recorder { at: program.to_owned(), recording: self.clone() })
    }
}

struct Recorder {
    at: String,
    recording: Recording,
}

impl FrameObserver for Recorder {
    fn frame(&self, direction: Direction, peer: &str, bytes: &[u8]) {
        let frame =
            RecordedFrame { at: self.at.clone(), peer: peer.to_owned(), direction, bytes: bytes.to_vec() };
        self.recording.0.lock().unwrap_or_else(PoisonError::into_inner).push(frame);
    }
}

/// The network in one process.
pub struct InProcess {
    folder: PathBuf,
    clock: SharedClock,
    recording: Recording,
    coordinator_config: CoordinatorConfig,
    coordinator: Option<RunningCoordinator>,
    regions: BTreeMap<RegionId, Region>,
}

struct Region {
    config: NodeConfig,
    node: Option<RunningNode>,
}

impl std::fmt::Debug for InProcess {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("InProcess").field("folder", &self.folder).finish_non_exhaustive()
    }
}

impl InProcess {
    /// A stage in an empty folder.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn new(folder: &Path) -> Result<Self> {
        let (clock_folder, own) = (folder.join("clock"), folder.join("coordinator"));
        for made in [&clock_folder, &own] {
            fs::create_dir_all(made).with_context(|| format!("making {}", made.display()))?;
        }
        let clock = SimulatedClock::open(&clock_folder).context("making a clock")?;
        let address = free_udp()?;
        let text = format!(
            "data_dir = 'data'\n[replica]\nid = 1\naddress = '{address}'\nlisten = '{address}'\n\
             [http]\nlisten = '127.0.0.1:0'\n[background]\ntick_ms = {TICK_MS}\n"
        );
        let coordinator_config = CoordinatorConfig::load(&written(&own.join("coordinator.toml"), &text)?)?;
        Ok(Self {
            folder: folder.to_owned(),
            clock: Arc::new(clock),
            recording: Recording::default(),
            coordinator_config,
            coordinator: None,
            regions: BTreeMap::new(),
        })
    }

    /// Every frame that was sent or received; goes on growing.
    #[must_use]
    pub fn recording(&self) -> Recording {
        self.recording.clone()
    }

    /// The running node of a region.
    ///
    /// # Errors
    /// When it does not run.
    pub fn node(&self, region: &RegionId) -> Result<&RunningNode> {
        self.known(region)?.node.as_ref().with_context(|| format!("{region} runs"))
    }

    fn known(&self, region: &RegionId) -> Result<&Region> {
        self.regions.get(region).with_context(|| format!("{region} was founded"))
    }

    fn known_mut(&mut self, region: &RegionId) -> Result<&mut Region> {
        self.regions.get_mut(region).with_context(|| format!("{region} was founded"))
    }

    fn running_coordinator(&self) -> Result<&RunningCoordinator> {
        self.coordinator.as_ref().context("the coordinator runs")
    }

    fn storage(&self, region: &RegionId) -> Result<Storage> {
        let path = self.known(region)?.config.database_path();
        Storage::open(&path).with_context(|| format!("opening {}", path.display()))
    }
}

impl Stage for InProcess {
    async fn found_network(&mut self) -> Result<()> {
        let config = &self.coordinator_config;
        fs::create_dir_all(&config.data_dir)
            .with_context(|| format!("making {}", config.data_dir.display()))?;
        Coordinator::init(config, &self.clock, Founding::NewNetwork)?;
        self.start_coordinator().await?;
        let handle = self.running_coordinator()?.handle();
        let hash = password::hash(PASSWORD).map_err(|error| anyhow::anyhow!("hashing: {error}"))?;
        for (who, role) in [
            (self.analyst(), NationalRole::Analyst),
            (self.network_operator(), NationalRole::NetworkOperator),
        ] {
            handle.put_account(who.name, hash.clone(), BTreeSet::from([role])).await?;
        }
        Ok(())
    }

    async fn found_region(&mut self, region: &RegionId) -> Result<()> {
        let folder = self.folder.join(region.as_str());
        fs::create_dir_all(folder.join("data")).with_context(|| format!("making {}", folder.display()))?;
        let text = format!(
            "region = '{region}'\ndata_dir = 'data'\n[http]\nlisten = '127.0.0.1:0'\n\
             [background]\ntick_ms = {TICK_MS}\n"
        );
        let config = NodeConfig::load(&written(&folder.join("node.toml"), &text)?)?;
        let storage = Storage::open(&config.database_path())?;
        for (who, role) in [(self.adviser(), Role::Adviser), (self.operator(), Role::Operator)] {
            let account = AddAccount { name: Line::new(&who.name)?, role, password: who.password };
            add(&storage, &Actor::Console, account, self.clock.now())?;
        }
        self.regions.insert(region.clone(), Region { config, node: None });
        Ok(())
    }

    async fn join_region(&mut self, region: &RegionId) -> Result<String> {
        let handle = self.running_coordinator()?.handle();
        let valid_for = SignedDuration::from_hours(24);
        let token = handle.invite(region.clone(), region.to_string(), valid_for, "test").await?;
        let keys_path = self.known(region)?.config.keys_path();
        let options = JoinOptions {
            region,
            keys_path: &keys_path,
            storage: self.storage(region)?,
            clock: Arc::clone(&self.clock),
            observer: Some(self.recording.at(region.as_str())),
        };
        let joining = Joining::begin(&token.to_string(), options)?;
        let Progress::Waiting(enrolment) = joining.request().await? else {
            bail!("{region} was let in before anybody compared six words");
        };
        let words = joining.words().join(" ");
        handle.approve(region.clone(), &words, "test").await?;
        let joined = eventually("the node hears of the approval", async || {
            Ok(match joining.status(enrolment).await? {
                Progress::Waiting(_) => Err("waiting".to_owned()),
                Progress::Joined => Ok(()),
            })
        });
        joined.await?;
        joining.close().await;
        Ok(words)
    }

    async fn import(
        &mut self,
        region: &RegionId,
        what: Import,
        file: &Path,
        progress: &dyn Fn(u64),
    ) -> Result<()> {
        let storage = self.storage(region)?;
        let vocabulary = storage.read_blocking(vocabulary_versions::in_use)?;
        let lists = Lists::new(Arc::new(vocabulary), Arc::new(Geography::embedded()));
        let kind = match what {
            Import::Initiatives => {
                let (text, at) = (fs::read_to_string(file)?, self.clock.now());
                let sectors = Sectors::embedded();
                let report = import_initiative_records(&storage, &text, &lists, &sectors, "test", at)?;
                ensure!(report.bad == 0, "{}: {:?}", file.display(), report.problems.first());
                return Ok(());
            }
            Import::Candidates => ImportKind::Candidates,
            Import::Employers => ImportKind::Employers,
            Import::Vacancies => ImportKind::Vacancies,
        };
        let (actor, at) = ("test".to_owned(), self.clock.now());
        let import = import::Import { kind, mode: ImportMode::Store, lists: &lists, actor, at };
        let report = import.run(&storage, file, progress)?;
        ensure!(
            report.bad == 0,
            "{}: {} bad lines: {:?}",
            file.display(),
            report.bad,
            report.problems.first()
        );
        Ok(())
    }

    async fn start_region(&mut self, region: &RegionId) -> Result<()> {
        let config = self.known(region)?.config.clone();
        let frame_observer = Some(self.recording.at(region.as_str()));
        let clock = Arc::clone(&self.clock);
        let node = Node::start(NodeOptions { config, clock, frame_observer }).await?;
        self.known_mut(region)?.node = Some(node);
        Ok(())
    }

    async fn stop_region(&mut self, region: &RegionId) -> Result<()> {
        self.known_mut(region)?.node.take().with_context(|| format!("{region} runs"))?.shutdown().await;
        Ok(())
    }

    async fn kill_region(&mut self, region: &RegionId) -> Result<()> {
        bail!("{region} is no process of its own here and cannot be killed")
    }

    async fn start_coordinator(&mut self) -> Result<()> {
        let started = eventually("the coordinator's port is free", async || {
            let options = CoordinatorOptions {
                config: self.coordinator_config.clone(),
                clock: Arc::clone(&self.clock),
                frame_observer: Some(self.recording.at("coordinator")),
            };
            match Coordinator::start(options).await {
                // The one that was stopped gives its port back a moment after its last handle is gone.
                Err(error) if error.to_string().contains("cannot listen") => Ok(Err(error.to_string())),
                started => Ok(Ok(started?)),
            }
        });
        self.coordinator = Some(started.await?);
        Ok(())
    }

    async fn stop_coordinator(&mut self) -> Result<()> {
        self.coordinator.take().context("the coordinator runs")?.shutdown().await;
        Ok(())
    }

    async fn kill_coordinator(&mut self) -> Result<()> {
        bail!("the coordinator is no process of its own here and cannot be killed")
    }

    fn now(&self) -> Timestamp {
        self.clock.now()
    }

    async fn advance_clock(&mut self, by: SignedDuration) -> Result<()> {
        self.clock.advance_by(by)?;
        for region in self.regions.values() {
            if let Some(node) = &region.node {
                node.context().wake.wake();
            }
        }
        Ok(())
    }

    fn region_address(&self, region: &RegionId) -> Result<SocketAddr> {
        Ok(self.node(region)?.http_address())
    }

    fn coordinator_address(&self) -> Result<SocketAddr> {
        Ok(self.running_coordinator()?.http_address())
    }

    fn adviser(&self) -> SignIn {
        SignIn { name: "adviseur".to_owned(), password: PASSWORD.to_owned() }
    }

    fn analyst(&self) -> SignIn {
        SignIn { name: "analist".to_owned(), password: PASSWORD.to_owned() }
    }

    async fn verify_receipt(&mut self, _region: &RegionId, file: &Path) -> Result<()> {
        let text = fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?;
        let read = identity::receipt::from_json(&text)?;
        let key = self.running_coordinator()?.handle().authority().network_key();
        ensure!(read.network_key == key, "the receipt names another network");
        identity::receipt::verify(&key, &read.receipt)?;
        Ok(())
    }

    fn resident_bytes(&self, _region: &RegionId) -> Option<u64> {
        None
    }

    async fn close(mut self) -> Result<()> {
        for region in std::mem::take(&mut self.regions).into_values() {
            if let Some(node) = region.node {
                node.shutdown().await;
            }
        }
        if let Some(coordinator) = self.coordinator.take() {
            coordinator.shutdown().await;
        }
        Ok(())
    }
}

fn written(path: &Path, text: &str) -> Result<PathBuf> {
    fs::write(path, text).with_context(|| format!("writing {}", path.display()))?;
    Ok(path.to_owned())
}
