//! A coordinator of the test's own: answers as the test says, and remembers what it was sent.

use identity::{
    JoinToken, NetworkAuthority, RegionKeys, SignatureDomain, TlsKey, certificate::replica_name, receipt,
};
use jiff::{SignedDuration, Timestamp};
use node::{
    config::Config,
    federation::enrolment::{JoinOptions, Joining, Progress},
    node::{Node, NodeOptions, RunningNode},
    storage::Storage,
};
use protocol::{
    Frame, FrameHeader, ProtocolVersion, kind,
    latest::{
        Delivered, DirectoryDocument, DirectoryRegion, DirectoryReply, DirectoryRequest, EnrolReply,
        EnrolRequest, EnrolStatusRequest, ErrorCode, FeedEntry, FeedReply, FeedRequest, FiguresReply,
        FiguresRequest, HandoverOutcome, HandoverStatusReply, HandoverStatusRequest, Hello, HelloReply,
        MailboxReply, MailboxRequest, RegionState, ReleaseDelivery, ReleaseMarksReply, ReleaseMarksRequest,
        ReleaseReceipt, ReleaseRecord, RenewReply, RenewRequest, SignedFigures, SignedVacancy,
        VacancyChanges, VacancyRecord, VacancyStatus,
    },
};
use service::{
    Clock as _, ManualClock, TaskGroup,
    quic::{Credentials, Handler, HandlerFuture, Handlers, Limits, Peer, Server, ServerOptions, answer},
};
use std::{
    fmt::Debug,
    net::SocketAddr,
    path::Path,
    sync::{Arc, Mutex},
    time::Duration,
};
use vocabulary::{EnrolmentId, EscoUri, MessageId, MunicipalityCode, RegionId, VacancyId};

/// How long a test waits for what should happen within milliseconds.
const PATIENCE: Duration = Duration::from_secs(30);

/// What the hub does with requests to join.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Admission {
    LetIn,
    Wait,
    Reject,
    TokenUnknown,
}

/// What the hub does with messages of the outbox.
#[derive(Debug, Clone)]
pub(crate) enum Mood {
    Takes,
    /// Refuses messages that hold these bytes.
    Refuses(ErrorCode, Vec<u8>),
    /// Takes the message and answers too late.
    Dawdles,
}

pub(crate) struct HubState {
    pub(crate) admission: Admission,
    pub(crate) mood: Mood,
    /// What it says when it is asked which releases it holds; without a reason it says all.
    pub(crate) keeps_marks_back: Option<ErrorCode>,
    pub(crate) newest: ProtocolVersion,
    pub(crate) directory: DirectoryDocument,
    pub(crate) feed: Vec<SignedVacancy>,
    /// The edition of the figures, and what is sent to who knows an older one; a hub without any knows no such message.
    pub(crate) figures: Option<(u64, SignedFigures)>,
    /// The editions that were named by who asked for figures.
    pub(crate) figures_asked: Vec<u64>,
    pub(crate) renewals: usize,
    /// Whether nodes are answered, whatever their certificate.
    pub(crate) admits: bool,
    /// How hand-overs stand.
    pub(crate) outcomes: Vec<HandoverOutcome>,
    /// Message ids and frame versions of what the outbox sent, in order, repetitions too.
    pub(crate) taken: Vec<(MessageId, ProtocolVersion)>,
    pub(crate) vacancies: Vec<VacancyRecord>,
    pub(crate) releases: Vec<ReleaseRecord>,
}

pub(crate) struct Hub {
    pub(crate) authority: NetworkAuthority,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) state: Mutex<HubState>,
    pub(crate) secret: [u8; 32],
}

/// The hub while it runs.
pub(crate) struct RunningHub {
    pub(crate) hub: Arc<Hub>,
    pub(crate) address: SocketAddr,
    tasks: TaskGroup,
}

pub(crate) fn region(code: &str) -> RegionId {
    RegionId::new(code).unwrap()
}

impl Hub {
    fn answer(&self, peer: &Peer, frame: &Frame) -> Result<Frame, Frame> {
        let header = &frame.header;
        let mut state = self.state.lock().unwrap();
        if header.version > state.newest {
            return Err(self.unknown_version(frame, &state));
        }
        if !state.admits && matches!(peer, Peer::Region { .. }) {
            return Err(answer::refuse(header, ErrorCode::NotAdmitted, "this region is revoked"));
        }
        let now = self.clock.now();
        Ok(match header.kind {
            kind::ENROL_REQUEST => {
                let request: EnrolRequest = answer::read(frame)?;
                identity::enrolment::verify_request(&request, &self.authority.fingerprint()).unwrap();
                if request.token_secret != self.secret {
                    return Err(answer::refuse(header, ErrorCode::BadToken, "no such invitation"));
                }
                self.enrol(&mut state, frame, Some(&request), now)
            }
            kind::ENROL_STATUS_REQUEST => {
                let _: EnrolStatusRequest = answer::read(frame)?;
                self.enrol(&mut state, frame, None, now)
            }
            kind::HELLO => {
                let hello: Hello = answer::read(frame)?;
                let version = hello.newest.min(state.newest);
                answer::reply::<Hello>(
                    header,
                    &HelloReply {
                        version,
                        directory_version: state.directory.version,
                        feed_sequence: 0,
                        mailbox_sequence: 0,
                        clock_ms: self.clock.now_ms(),
                    },
                )
            }
            kind::DIRECTORY_REQUEST => {
                let request: DirectoryRequest = answer::read(frame)?;
                let newer = (request.known_version < state.directory.version)
                    .then(|| identity::directory::sign(&self.authority, &state.directory).unwrap());
                answer::reply::<DirectoryRequest>(header, &DirectoryReply { newer })
            }
            kind::RENEW_REQUEST => {
                let request: RenewRequest = answer::read(frame)?;
                let region = peer.region().unwrap();
                let issued = self.authority.issue_region(region, &request.signing_request, now).unwrap();
                state.renewals += 1;
                answer::reply::<RenewRequest>(header, &RenewReply { chain: issued.chain })
            }
            kind::FEED_REQUEST => {
                let FeedRequest { after_sequence } = answer::read(frame)?;
                let entries = state
                    .feed
                    .iter()
                    .zip(1..)
                    .map(|(vacancy, sequence)| FeedEntry { sequence, vacancy: vacancy.clone() });
                let entries = entries.filter(|entry| entry.sequence > after_sequence).take(2).collect();
                let last_sequence = state.feed.len() as u64;
                answer::reply::<FeedRequest>(header, &FeedReply { entries, last_sequence })
            }
            kind::FIGURES_REQUEST => figures(&mut state, frame)?,
            kind::MAILBOX_REQUEST => {
                answer::reply::<MailboxRequest>(header, &MailboxReply { items: Vec::new(), last_sequence: 0 })
            }
            kind::HANDOVER_STATUS_REQUEST => {
                let HandoverStatusRequest { handovers } = answer::read(frame)?;
                let asked = state.outcomes.iter().filter(|outcome| handovers.contains(&outcome.handover));
                let outcomes = asked.cloned().collect();
                answer::reply::<HandoverStatusRequest>(header, &HandoverStatusReply { outcomes })
            }
            kind::RELEASE_MARKS_REQUEST => {
                if let Some(code) = state.keeps_marks_back {
                    return Err(answer::refuse(header, code, "ask again"));
                }
                answer::reply::<ReleaseMarksRequest>(header, &ReleaseMarksReply { receipts: Vec::new() })
            }
            kind::VACANCY_CHANGES | kind::RELEASE_DELIVERY => self.take(&mut state, frame)?,
            _ => return Err(answer::refuse(header, ErrorCode::UnknownKind, "not known here")),
        })
    }

    fn enrol(
        &self,
        state: &mut HubState,
        frame: &Frame,
        request: Option<&EnrolRequest>,
        now: Timestamp,
    ) -> Frame {
        let reply = match (state.admission, request) {
            (Admission::TokenUnknown, _) => {
                return answer::refuse(&frame.header, ErrorCode::BadToken, "this token was used already");
            }
            (Admission::Reject, _) => EnrolReply::Rejected,
            (Admission::LetIn, Some(request)) => {
                let issued =
                    self.authority.issue_region(&request.region, &request.signing_request, now).unwrap();
                let listed = listed(&request.region, request.signing_key, request.sealing_key);
                state.directory.regions.push(listed);
                state.directory.version += 1;
                EnrolReply::Approved {
                    chain: issued.chain,
                    directory: identity::directory::sign(&self.authority, &state.directory).unwrap(),
                    network_key: self.authority.network_key(),
                }
            }
            _ => EnrolReply::Pending { enrolment: EnrolmentId::from_bytes([7; 16]) },
        };
        answer::reply::<EnrolRequest>(&frame.header, &reply)
    }

    fn take(&self, state: &mut HubState, frame: &Frame) -> Result<Frame, Frame> {
        let header = &frame.header;
        if let Mood::Refuses(code, bytes) = &state.mood
            && frame.payload.windows(bytes.len()).any(|window| window == bytes)
        {
            return Err(answer::refuse(header, *code, "not this one"));
        }
        let known_already = state.taken.iter().any(|(id, _)| *id == header.message_id);
        state.taken.push((header.message_id, header.version));
        if header.kind == kind::VACANCY_CHANGES {
            let changes: VacancyChanges = answer::read(frame)?;
            let records = changes.vacancies.iter().map(|signed| VacancyRecord::from_signed(signed).unwrap());
            if !known_already {
                state.vacancies.extend(records);
            }
            return Ok(answer::reply::<VacancyChanges>(header, &Delivered { known_already }));
        }
        let delivery: ReleaseDelivery = answer::read(frame)?;
        let record: ReleaseRecord = protocol::decode(&delivery.record, 64 * 1024).unwrap();
        let receipt = ReleaseReceipt {
            release_id: record.release_id,
            record_sha256: identity::sha256(&delivery.record),
            table: record.table,
            period: record.period,
            rho_micro: record.rho_micro,
            sequence: record.sequence,
            received_at_ms: self.clock.now_ms(),
            signature: Vec::new(),
        };
        state.releases.push(record);
        let receipt = receipt::sign_release(&self.authority, receipt).unwrap();
        Ok(answer::reply::<ReleaseDelivery>(header, &receipt))
    }

    fn unknown_version(&self, frame: &Frame, state: &HubState) -> Frame {
        let mut frame = answer::refuse(&frame.header, ErrorCode::UnknownVersion, "too new");
        let mut reply: protocol::latest::ErrorReply = protocol::decode(&frame.payload, 4096).unwrap();
        reply.newest = state.newest;
        frame.payload = protocol::encode(&reply).unwrap();
        frame
    }
}

/// The newer figures, as large as the test made them: `answer::reply` would make a refusal of a reply that is too large.
fn figures(state: &mut HubState, frame: &Frame) -> Result<Frame, Frame> {
    let FiguresRequest { known_edition } = answer::read(frame)?;
    state.figures_asked.push(known_edition);
    let Some((edition, figures)) = state.figures.clone() else {
        return Err(answer::refuse(&frame.header, ErrorCode::UnknownKind, "not known here"));
    };
    let newer = (edition > known_edition).then_some(figures);
    let payload = protocol::encode(&FiguresReply { newer }).unwrap();
    Ok(Frame { header: FrameHeader { kind: kind::FIGURES_REPLY, ..frame.header }, payload })
}

impl Handler for Hub {
    fn handle<'a>(&'a self, peer: &'a Peer, frame: Frame) -> HandlerFuture<'a> {
        Box::pin(async move {
            let is_delivery = matches!(frame.header.kind, kind::VACANCY_CHANGES | kind::RELEASE_DELIVERY);
            let answer = self.answer(peer, &frame).unwrap_or_else(|refusal| refusal);
            let dawdles = matches!(self.state.lock().unwrap().mood, Mood::Dawdles);
            if is_delivery && dawdles {
                std::future::pending::<()>().await;
            }
            answer
        })
    }
}

pub(crate) fn listed(region: &RegionId, signing_key: [u8; 32], sealing_key: [u8; 32]) -> DirectoryRegion {
    DirectoryRegion {
        region: region.clone(),
        name: region.to_string(),
        state: RegionState::Approved,
        signing_key,
        sealing_key,
        oldest: ProtocolVersion::OLDEST,
        newest: ProtocolVersion::NEWEST,
        agreement: 1,
        since_ms: 0,
    }
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

pub(crate) fn record(id: u8, code: &str, revision: u64, status: VacancyStatus) -> VacancyRecord {
    VacancyRecord {
        vacancy: VacancyId::from_bytes([id; 16]),
        region: region(code),
        revision,
        status,
        employer_name: "De Zeester".into(),
        municipality: MunicipalityCode::new("GM0687").unwrap(),
        occupation: EscoUri::new("http://data.europa.eu/esco/occupation/x").unwrap(),
        title: format!("Verzorgende {id}"),
        text: String::new(),
        essential_skills: vec![],
        trainable_skills: vec![],
        optional_skills: vec![],
        hours_min: 16,
        hours_max: 32,
        education_min: None,
        job_guarantee: true,
        opened_on: "2026-11-24".into(),
        public_since: "2026-11-24".into(),
        source: "https://voorbeeld.nl".into(),
    }
}

/// A record signed by these keys.
pub(crate) fn signed(keys: &RegionKeys, record: &VacancyRecord) -> SignedVacancy {
    signed_as(keys, &record.region, ProtocolVersion::NEWEST, protocol::encode(record).unwrap())
}

/// Bytes that claim to be a record of this version, signed by these keys.
pub(crate) fn signed_as(
    keys: &RegionKeys,
    region: &RegionId,
    record_version: ProtocolVersion,
    bytes: Vec<u8>,
) -> SignedVacancy {
    SignedVacancy {
        region: region.clone(),
        record_version,
        signature: keys.sign(SignatureDomain::Vacancy, &bytes),
        record: bytes,
    }
}

pub(crate) const fn hours(hours: i64) -> SignedDuration {
    SignedDuration::from_hours(hours)
}
