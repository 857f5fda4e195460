//! A coordinator and nodes of two regions, which can be stopped and started again.

use coordinator::{
    config::Config as CoordinatorConfig,
    coordinator::{Coordinator, CoordinatorOptions, Founding, RunningCoordinator},
};
use jiff::SignedDuration;
use node::{
    config::Config,
    domain::{
        account::{Account, Role},
        candidate::{Candidate, Evidence, SkillClaim, SkillLevel, TravelLimit, WeekHours},
        consent::{ConsentChannel, ConsentScope, ConsentText, FileField},
        text::Line,
    },
    federation::enrolment::{JoinOptions, Joining, Progress},
    node::{Node, NodeOptions, RunningNode},
    storage::{Storage, StorageError, accounts, directory},
    workflow::{
        Actor, Context,
        open_case::{OpenCase, open_case},
        record_consent::{RecordConsent, record_consent},
        register_candidate::register_candidate,
    },
};
use protocol::latest::RegionState;
use service::{
    Clock as _, ManualClock, SharedClock,
    quic::{Direction, FrameObserver},
};
use std::{
    path::Path,
    sync::{Arc, Mutex},
    time::Duration,
};
use tempfile::TempDir;
use vocabulary::{AccountId, CandidateId, CaseId, MunicipalityCode, Personal, RegionId};

/// How long a test waits for what should happen within a second, on a machine that does other things as well.
const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) fn region(code: &str) -> RegionId {
    RegionId::new(code).unwrap()
}

/// Keeps the plain bytes of every frame of every endpoint.
#[derive(Default)]
pub(crate) struct Wire(Mutex<Vec<u8>>);

impl FrameObserver for Wire {
    fn frame(&self, _direction: Direction, _peer: &str, bytes: &[u8]) {
        self.0.lock().unwrap().extend_from_slice(bytes);
    }
}

impl Wire {
    pub(crate) fn holds(&self, bytes: &[u8]) -> bool {
        self.0.lock().unwrap().windows(bytes.len()).any(|window| window == bytes)
    }

    pub(crate) fn len(&self) -> usize {
        self.0.lock().unwrap().len()
    }

    /// Everything since a length.
    pub(crate) fn since(&self, length: usize) -> Vec<u8> {
        self.0.lock().unwrap()[length..].to_vec()
    }
}

/// A region's node with its folder, whether it runs or not.
pub(crate) struct Desk {
    folder: TempDir,
    code: &'static str,
    pub(crate) adviser: Actor,
    running: Option<RunningNode>,
}

impl Desk {
    pub(crate) fn context(&self) -> &Context {
        self.running.as_ref().expect("the node runs").context()
    }

    /// Whether any file of the region holds these bytes.
    pub(crate) fn holds(&self, bytes: &str) -> bool {
        let entries = std::fs::read_dir(self.folder.path().join("data")).unwrap();
        let mut files: Vec<_> =
            entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_file()).collect();
        // Bytes move from a write-ahead log into its database and never back: whoever reads the log first does not miss
        // what moves meanwhile.
        files.sort_by_key(|path| !path.to_string_lossy().ends_with("-wal"));
        files.iter().any(|path| {
            let content = std::fs::read(path).unwrap();
            content.windows(bytes.len()).any(|window| window == bytes.as_bytes())
        })
    }
}

/// A node that was copied with its keys: what must not be, and happens when a virtual machine is cloned.
pub(crate) struct Copied {
    folder: TempDir,
    code: String,
    pub(crate) clock: Arc<ManualClock>,
    running: Option<RunningNode>,
}

impl Copied {
    pub(crate) fn context(&self) -> &Context {
        self.running.as_ref().expect("the copy runs").context()
    }

    async fn start(&mut self) {
        let config = node_config(self.folder.path(), &self.code);
        let options = NodeOptions { config, clock: self.clock.clone(), frame_observer: None };
        self.running = Some(Node::start(options).await.unwrap());
    }

    pub(crate) async fn restart(&mut self) {
        self.running.take().expect("the copy runs").shutdown().await;
        self.start().await;
    }

    pub(crate) fn pass(&self, time: SignedDuration) {
        self.clock.advance(time);
        self.context().wake.wake();
    }
}

pub(crate) struct Network {
    folder: TempDir,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) wire: Arc<Wire>,
    coordinator: Option<RunningCoordinator>,
    address: String,
    pub(crate) brabant: Desk,
    pub(crate) zeeland: Desk,
}

impl Network {
    /// A network with a coordinator of one replica and two regions that joined it.
    pub(crate) async fn start() -> Self {
        service::logging::start(&service::LoggingConfig { level: "error".to_owned(), ..Default::default() });
        let clock = Arc::new(ManualClock::at("2026-11-24T03:00:00Z".parse().unwrap()));
        let wire = Arc::new(Wire::default());
        let folder = tempfile::tempdir().unwrap();
        let shared: SharedClock = clock.clone();
        let config = coordinator_config(folder.path(), "127.0.0.1:0");
        Coordinator::init(&config, &shared, Founding::NewNetwork).unwrap();
        let coordinator = start_coordinator(config, &clock, &wire).await;
        let address = coordinator.federation_address().to_string();
        let (brabant, zeeland) = (desk("AM25", &clock), desk("AM24", &clock));
        let mut network =
            Self { folder, clock, wire, coordinator: Some(coordinator), address, brabant, zeeland };
        for code in ["AM25", "AM24"] {
            network.join(code).await;
            network.start_node(code).await;
        }
        network.knows_both_regions().await;
        network
    }

    /// Waits until each region has the directory in which both are approved: the first one joined without the other.
    async fn knows_both_regions(&self) {
        for desk in [&self.brabant, &self.zeeland] {
            eventually("each region knows the other", async || {
                self.wake();
                let known = desk.context().storage.read(directory::current).await.unwrap()?;
                let approved = known.document.regions.iter().filter(|one| one.state == RegionState::Approved);
                (approved.count() == 2).then_some(())
            })
            .await;
        }
    }

    pub(crate) fn coordinator(&self) -> &RunningCoordinator {
        self.coordinator.as_ref().expect("the coordinator runs")
    }

    fn desk(&mut self, code: &str) -> &mut Desk {
        if code == self.brabant.code { &mut self.brabant } else { &mut self.zeeland }
    }

    /// Through the real invitation, request, comparison and approval, while the node does not run.
    pub(crate) async fn join(&mut self, code: &str) {
        let handle = self.coordinator().handle().clone();
        let valid_for = SignedDuration::from_hours(24);
        let mut token = handle.invite(region(code), code.to_owned(), valid_for, "test").await.unwrap();
        token.addresses = vec![self.address.clone()];
        let (clock, wire) = (self.clock.clone(), self.wire.clone());
        let config = node_config(self.desk(code).folder.path(), code);
        let options = JoinOptions {
            region: &config.region,
            keys_path: &config.keys_path(),
            storage: Storage::open(&config.database_path()).unwrap(),
            clock,
            observer: Some(wire),
        };
        let joining = Joining::begin(&token.to_string(), options).unwrap();
        let Progress::Waiting(enrolment) = joining.request().await.unwrap() else { panic!("let in unasked") };
        let wrong = handle.approve(region(code), "one two three four five six", "test").await.unwrap_err();
        assert!(wrong.to_string().contains("six words"), "{wrong}");
        handle.approve(region(code), &joining.words().join(" "), "test").await.unwrap();
        assert_eq!(joining.status(enrolment).await.unwrap(), Progress::Joined);
        joining.close().await;
    }

    pub(crate) async fn start_node(&mut self, code: &str) {
        let (clock, wire) = (self.clock.clone(), self.wire.clone());
        let desk = self.desk(code);
        let config = node_config(desk.folder.path(), code);
        let options = NodeOptions { config, clock, frame_observer: Some(wire) };
        desk.running = Some(Node::start(options).await.unwrap());
    }

    pub(crate) async fn stop_node(&mut self, code: &str) {
        self.desk(code).running.take().expect("the node runs").shutdown().await;
    }

    pub(crate) async fn stop_coordinator(&mut self) {
        self.coordinator.take().expect("the coordinator runs").shutdown().await;
    }

    /// Starts the coordinator again, at the same address.
    pub(crate) async fn start_coordinator(&mut self) {
        let started = async {
            loop {
                let config = coordinator_config(self.folder.path(), &self.address);
                let clock = self.clock.clone();
                let frame_observer: Option<Arc<dyn FrameObserver>> = Some(self.wire.clone());
                match Coordinator::start(CoordinatorOptions { config, clock, frame_observer }).await {
                    Ok(started) => return started,
                    // quinn gives the port back a moment after the last handle is gone.
                    Err(error) => assert!(error.to_string().contains("cannot listen"), "{error:?}"),
                }
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        self.coordinator = Some(tokio::time::timeout(PATIENCE, started).await.unwrap());
    }

    /// Restarts everything: what a power cut of the whole network would leave.
    pub(crate) async fn restart(&mut self) {
        self.stop_coordinator().await;
        for code in ["AM25", "AM24"] {
            self.stop_node(code).await;
            self.start_node(code).await;
        }
        self.start_coordinator().await;
    }

    /// Starts a copy of a region's node with its keys, in a folder and on a clock of its own.
    pub(crate) async fn start_copy(&mut self, code: &str) -> Copied {
        self.stop_node(code).await;
        let folder = tempfile::tempdir().unwrap();
        node_config(folder.path(), code);
        copy_files(&self.desk(code).folder.path().join("data"), &folder.path().join("data"));
        self.start_node(code).await;
        let clock = Arc::new(ManualClock::at(self.clock.now()));
        let mut copy = Copied { folder, clock, code: code.to_owned(), running: None };
        copy.start().await;
        copy
    }

    pub(crate) fn pass(&self, time: SignedDuration) {
        self.clock.advance(time);
        self.wake();
    }

    pub(crate) fn wake(&self) {
        for desk in [&self.brabant, &self.zeeland] {
            if let Some(running) = &desk.running {
                running.context().wake.wake();
            }
        }
    }

    /// A case of West-Brabant, with consent to hand it to Zeeland.
    pub(crate) async fn case_with_consent(&self) -> (CandidateId, CaseId) {
        let (context, adviser) = (self.brabant.context(), &self.brabant.adviser);
        let person = register_candidate(context, adviser, candidate(context)).await.unwrap();
        let command = OpenCase { candidate: person, owner: None, wish: Personal::new(None), deadline: None };
        let case = open_case(context, adviser, command).await.unwrap();
        let fields = FileField::ALL.iter().copied().collect();
        let command = RecordConsent {
            candidate: person,
            scope: ConsentScope::Handover { region: region("AM24"), fields },
            text: ConsentText { version: "handover-1".into(), sha256: [7; 32], language: "nl".into() },
            channel: ConsentChannel::InPerson,
        };
        record_consent(context, adviser, command).await.unwrap();
        (person, case)
    }
}

impl Drop for Network {
    /// Stops the coordinator before its folder goes: a replica whose disk disappears ends the whole process.
    fn drop(&mut self) {
        if let Some(running) = self.coordinator.take() {
            tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(running.shutdown()));
        }
    }
}

/// The strings by which the person can be found.
pub(crate) const MARKS: [&str; 4] = ["Dorkem", "wimaa@", "0118 604021", "Werkt graag met ouderen"];

pub(crate) fn candidate(context: &Context) -> Candidate {
    let occupation = context.vocabulary.occupations().next().unwrap();
    let skill = context.vocabulary.skill_uri(context.vocabulary.essential_skills(occupation).next().unwrap());
    let (hours, travel) = (WeekHours::new(24, 32).unwrap(), TravelLimit::from_minutes(60).unwrap());
    let (name, place) = (Line::new("Wimaa Dorkem").unwrap(), MunicipalityCode::new("GM0758").unwrap());
    Candidate {
        email: Personal::new(Some("wimaa@voorbeeld.nl".parse().unwrap())),
        phone: Personal::new(Some("0118 604021".parse().unwrap())),
        born_on: Personal::new(Some("1979-08-13".parse().unwrap())),
        remarks: Personal::new(Some("Werkt graag met ouderen".parse().unwrap())),
        years_experience: 9,
        skills: vec![SkillClaim { skill, level: SkillLevel::new(3).unwrap(), evidence: Evidence::Own }],
        ..Candidate::new(CandidateId::random(), name, place, hours, travel)
    }
}

fn desk(code: &'static str, clock: &Arc<ManualClock>) -> Desk {
    let folder = tempfile::tempdir().unwrap();
    let config = node_config(folder.path(), code);
    let storage = Storage::open(&config.database_path()).unwrap();
    let (id, now) = (AccountId::random(), clock.now());
    let account = Account { id, name: Line::new("Adviser").unwrap(), role: Role::Adviser };
    storage
        .write_blocking(|tx| accounts::insert(tx, &account, "none", now))
        .map_err(|error: StorageError| error)
        .unwrap();
    Desk { folder, code, adviser: Actor::account(id, Role::Adviser), running: None }
}

/// Copies the files of a folder and of those in it.
fn copy_files(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let (entry, kind) = (entry.as_ref().unwrap(), entry.as_ref().unwrap().file_type().unwrap());
        let target = to.join(entry.file_name());
        if kind.is_dir() {
            copy_files(&entry.path(), &target);
        } else if kind.is_file() {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn node_config(folder: &Path, code: &str) -> Config {
    let text = format!(
        "region = '{code}'\ndata_dir = 'data'\n[http]\nlisten = '127.0.0.1:0'\n[background]\ntick_ms = 20\n"
    );
    std::fs::create_dir_all(folder.join("data")).unwrap();
    let path = folder.join("node.toml");
    std::fs::write(&path, text).unwrap();
    Config::load(&path).unwrap()
}

fn coordinator_config(folder: &Path, listen: &str) -> CoordinatorConfig {
    let text = format!(
        "data_dir = 'data'\n[replica]\nid = 1\naddress = '{listen}'\nlisten = '{listen}'\n\
         [http]\nlisten = '127.0.0.1:0'\n[background]\ntick_ms = 20\n"
    );
    let path = folder.join("coordinator.toml");
    std::fs::write(&path, text).unwrap();
    CoordinatorConfig::load(&path).unwrap()
}

async fn start_coordinator(
    config: CoordinatorConfig,
    clock: &Arc<ManualClock>,
    wire: &Arc<Wire>,
) -> RunningCoordinator {
    let frame_observer: Option<Arc<dyn FrameObserver>> = Some(wire.clone());
    Coordinator::start(CoordinatorOptions { config, clock: clock.clone(), frame_observer }).await.unwrap()
}

/// Waits for a condition; says what it waited for when it does not come.
pub(crate) async fn eventually<T>(what: &str, holds: impl AsyncFn() -> Option<T>) -> T {
    let found = async {
        loop {
            if let Some(found) = holds().await {
                return found;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(PATIENCE, found).await.unwrap_or_else(|_| panic!("it never came to: {what}"))
}
