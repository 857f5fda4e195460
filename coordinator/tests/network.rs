//! A coordinator that really runs, on the loopback address, with regions that speak to it over QUIC.

use coordinator::{
    config::Config,
    coordinator::{Coordinator, CoordinatorOptions, Founding, RunningCoordinator, StartError},
};
use identity::{EnvelopeContext, JoinToken, RegionKeys, SignatureDomain, envelope, receipt};
use jiff::{SignedDuration, Timestamp};
use protocol::{
    ProtocolVersion, Request,
    latest::{
        Decision, EnrolReply, EnrolStatusRequest, ErrorCode, HandoverDecision, HandoverOffer,
        HandoverStatement, ReleaseDelivery, ReleaseRecord, SignedVacancy, TableId, VacancyRecord,
        VacancyStatus,
    },
    v1,
};
use service::{
    Clock as _, ManualClock, SharedClock,
    quic::{Alpn, CallError, Connection, ConnectionOptions, Credentials, ServerError, Trust},
};
use std::{path::Path, sync::Arc, time::Duration};
use vocabulary::{EscoUri, HandoverId, MessageId, MunicipalityCode, RegionId, VacancyId, isco};

/// Long enough for a busy machine; no test waits for it to pass.
const PATIENT: Duration = Duration::from_secs(20);

/// A network of one replica in a folder of its own.
pub(crate) struct Network {
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) folder: tempfile::TempDir,
    running: Option<RunningCoordinator>,
}

/// A region that has joined, or is about to.
pub(crate) struct Region {
    pub(crate) code: RegionId,
    pub(crate) keys: RegionKeys,
    pub(crate) connection: Connection,
}

impl Network {
    pub(crate) async fn start() -> Self {
        service::logging::start(&service::LoggingConfig { level: "warn".to_owned(), ..Default::default() });
        let clock = Arc::new(ManualClock::at("2026-11-24T03:00:00Z".parse().unwrap()));
        let folder = tempfile::tempdir().unwrap();
        let config = config(folder.path(), 1, "127.0.0.1:0");
        let shared: SharedClock = clock.clone();
        Coordinator::init(&config, &shared, Founding::NewNetwork).unwrap();
        let log = config.data_dir.join("log.db");
        let mut network = Self { clock, folder, running: None };
        network.run(config).await;
        // Not in the midst of a test, whose hand-overs would still be or not be any more in the files that it reads.
        eventually("the log is shortened", async || is_shortened(&log)).await;
        network
    }

    async fn run(&mut self, config: Config) {
        let started = async {
            loop {
                let (config, clock) = (config.clone(), self.clock.clone());
                let options = CoordinatorOptions { config, clock, frame_observer: None };
                match Coordinator::start(options).await {
                    // quinn gives the port back in a task of its own, a moment after the last handle is gone.
                    Err(StartError::Federation(ServerError::Listen { .. })) => tokio::task::yield_now().await,
                    started => return started.unwrap(),
                }
            }
        };
        self.running = Some(tokio::time::timeout(PATIENT, started).await.unwrap());
    }

    /// Stops and starts on the same port.
    pub(crate) async fn restart(&mut self) {
        let listen = self.running().federation_address().to_string();
        self.running.take().unwrap().shutdown().await;
        self.run(config(self.folder.path(), 1, &listen)).await;
    }

    /// Stops the coordinator for good.
    pub(crate) async fn stop(&mut self) {
        if let Some(running) = self.running.take() {
            running.shutdown().await;
        }
    }

    pub(crate) fn running(&self) -> &RunningCoordinator {
        self.running.as_ref().unwrap()
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub(crate) async fn invite(&self, code: &str) -> JoinToken {
        let (region, life) = (region(code), SignedDuration::from_hours(24));
        self.running().handle().invite(region, format!("Region {code}"), life, "els").await.unwrap()
    }

    /// A connection of somebody without a certificate.
    pub(crate) fn newcomer(&self, token: &JoinToken) -> Connection {
        let trust = Trust::Fingerprint(token.ca_fingerprint);
        let options = ConnectionOptions::to_coordinator(
            token.addresses.clone(),
            Alpn::Enrol,
            trust,
            self.clock.clone(),
        );
        Connection::new(ConnectionOptions { deadline: PATIENT, ..options })
    }

    /// A connection with a region's certificate.
    pub(crate) fn connect(&self, chain: &[Vec<u8>], keys: &RegionKeys) -> Connection {
        let authority = self.running().handle().authority().certificate().clone();
        let addresses = vec![self.running().federation_address().to_string()];
        let options = ConnectionOptions::to_coordinator(
            addresses,
            Alpn::Node,
            Trust::Authority(authority),
            self.clock.clone(),
        );
        let credentials = Some(Credentials::new(chain, keys.tls()));
        Connection::new(ConnectionOptions { deadline: PATIENT, credentials, ..options })
    }

    /// Joins as a region does: token, request, six words, approval.
    pub(crate) async fn join(&self, code: &str) -> Region {
        let token = self.invite(code).await;
        let keys = RegionKeys::generate().unwrap();
        let request = identity::enrolment::request(&token, &keys).unwrap();
        let newcomer = self.newcomer(&token);
        let EnrolReply::Pending { enrolment } = ask(&newcomer, &request).await.unwrap() else {
            panic!("not pending");
        };
        let words = identity::enrolment::verify_request(&request, &token.ca_fingerprint).unwrap().join(" ");
        self.running().handle().approve(region(code), &words, "els").await.unwrap();
        let status = EnrolStatusRequest { enrolment, token_secret: token.secret };
        let EnrolReply::Approved { chain, directory, network_key } = ask(&newcomer, &status).await.unwrap()
        else {
            panic!("not approved");
        };
        assert_eq!(network_key, token.network_key);
        let document = identity::directory::verify(&network_key, &directory).unwrap();
        assert!(document.regions.iter().any(|listed| listed.region == region(code)));
        Region { code: region(code), connection: self.connect(&chain, &keys), keys }
    }
}

impl Drop for Network {
    /// Stops the coordinator before its folder goes: a replica whose disk disappears ends the whole process.
    fn drop(&mut self) {
        tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(self.stop()));
    }
}

impl Region {
    pub(crate) async fn ask<R: Request>(&self, request: &R) -> Result<R::Reply, CallError> {
        ask(&self.connection, request).await
    }

    pub(crate) async fn refused<R: Request>(&self, request: &R) -> ErrorCode
    where
        R::Reply: std::fmt::Debug,
    {
        code_of(self.ask(request).await)
    }

    pub(crate) fn vacancy(&self, id: u8, revision: u64) -> SignedVacancy {
        self.signed(&record(&self.code, id, revision))
    }

    pub(crate) fn signed(&self, record: &VacancyRecord) -> SignedVacancy {
        self.signed_as(ProtocolVersion::NEWEST, protocol::encode(record).unwrap())
    }

    /// A record that claims to be of this version.
    pub(crate) fn signed_as(&self, record_version: ProtocolVersion, record: Vec<u8>) -> SignedVacancy {
        let signature = self.keys.sign(SignatureDomain::Vacancy, &record);
        SignedVacancy { region: self.code.clone(), record_version, record, signature }
    }

    pub(crate) fn release(&self, sequence: u64, period: &str) -> ReleaseDelivery {
        self.deliver(&self.release_record(sequence, period))
    }

    /// Table S1b of a week, as `docs/privacy.md` has it.
    pub(crate) fn release_record(&self, sequence: u64, period: &str) -> ReleaseRecord {
        let period = period.parse().unwrap();
        ReleaseRecord {
            release_id: receipt::release_id(&self.code, "S1b", 1, period),
            region: self.code.clone(),
            table: TableId::SubMajorGroups,
            schema_version: 1,
            period,
            rho_micro: 52,
            sigma_centi: 9861,
            sequence,
            previous: [0; 32],
            cells: ReleaseRecord::cells_of(&vec![-3; isco::sub_major_groups().len()]),
        }
    }

    pub(crate) fn deliver(&self, record: &ReleaseRecord) -> ReleaseDelivery {
        let record = protocol::encode(record).unwrap();
        let signature = self.keys.sign(SignatureDomain::Release, &record);
        ReleaseDelivery { record, signature }
    }

    /// An offer of a case with this text to another region.
    pub(crate) fn offer(&self, to: &Self, case: &[u8], now: Timestamp) -> (EnvelopeContext, HandoverOffer) {
        let context =
            EnvelopeContext { handover: HandoverId::random(), from: self.code.clone(), to: to.code.clone() };
        let sealed = envelope::seal_case(&to.keys.sealing_key(), &context, case).unwrap();
        let preview = envelope::seal_preview(&to.keys.sealing_key(), &context, b"a welder").unwrap();
        let statement = protocol::encode(&HandoverStatement {
            handover: context.handover,
            from: context.from.clone(),
            to: context.to.clone(),
            envelope_sha256: identity::sha256(&sealed.envelope),
            preview_sha256: identity::sha256(&preview),
            consent_sha256: [1; 32],
            offered_at_ms: now.as_millisecond(),
            expires_at_ms: (now + SignedDuration::from_hours(7 * 24)).as_millisecond(),
        })
        .unwrap();
        let offer = HandoverOffer {
            sender_signature: receipt::sign_offer(&self.keys, &statement),
            statement,
            preview,
            envelope: sealed.envelope,
            coordinator_share: sealed.coordinator_share,
        };
        (context, offer)
    }

    pub(crate) fn accept(&self, handover: HandoverId, statement: &[u8]) -> HandoverDecision {
        let receiver_signature = receipt::sign_accept(&self.keys, statement);
        HandoverDecision { handover, decision: Decision::Accept { receiver_signature } }
    }
}

pub(crate) async fn ask<R: Request>(connection: &Connection, request: &R) -> Result<R::Reply, CallError> {
    connection.call(ProtocolVersion::NEWEST, MessageId::random(), request).await
}

/// The code of a refusal.
pub(crate) fn code_of<T: std::fmt::Debug>(answer: Result<T, CallError>) -> ErrorCode {
    match answer {
        Err(CallError::Refused(reply)) => reply.code,
        other => panic!("not refused: {other:?}"),
    }
}

pub(crate) fn region(code: &str) -> RegionId {
    RegionId::new(code).unwrap()
}

pub(crate) fn record(region: &RegionId, id: u8, revision: u64) -> VacancyRecord {
    VacancyRecord {
        vacancy: VacancyId::from_bytes([id; 16]),
        region: region.clone(),
        revision,
        status: VacancyStatus::Open,
        employer_name: "Zorgplein".to_owned(),
        municipality: MunicipalityCode::new("GM0687").unwrap(),
        occupation: EscoUri::new("http://data.europa.eu/esco/occupation/nurse").unwrap(),
        title: "Verzorgende".to_owned(),
        text: String::new(),
        essential_skills: Vec::new(),
        trainable_skills: Vec::new(),
        optional_skills: Vec::new(),
        hours_min: 16,
        hours_max: 32,
        education_min: None,
        job_guarantee: true,
        opened_on: "2026-11-20".to_owned(),
        public_since: "2026-11-20".to_owned(),
        source: "https://example.nl/vacature".to_owned(),
    }
}

/// The same record as a region writes it that is a version behind.
pub(crate) fn version_1(record: VacancyRecord) -> v1::vacancy::VacancyRecord {
    v1::vacancy::VacancyRecord {
        vacancy: record.vacancy,
        region: record.region,
        revision: record.revision,
        status: record.status,
        employer_name: record.employer_name,
        municipality: record.municipality,
        occupation: record.occupation,
        title: record.title,
        text: record.text,
        essential_skills: record.essential_skills,
        optional_skills: record.optional_skills,
        hours_min: record.hours_min,
        hours_max: record.hours_max,
        education_min: record.education_min,
        opened_on: record.opened_on,
        public_since: record.public_since,
        source: record.source,
    }
}

/// The settings of a replica in a folder of its own.
pub(crate) fn config(folder: &Path, id: u64, listen: &str) -> Config {
    let path = folder.join(format!("replica-{id}.toml"));
    let text = format!(
        "data_dir = 'replica-{id}'\n[replica]\nid = {id}\naddress = '{listen}'\nlisten = '{listen}'\n\
         [http]\nlisten = '127.0.0.1:0'\n[background]\ntick_ms = 20\n"
    );
    std::fs::write(&path, text).unwrap();
    Config::load(&path).unwrap()
}

/// Whether a replica has shortened its log since it was founded; it does so once, soon after, and then not for an hour.
pub(crate) fn is_shortened(log: &Path) -> bool {
    let log = rusqlite::Connection::open(log).unwrap();
    let marks = "SELECT count(*) FROM marks WHERE name = 'purged'";
    log.query_row(marks, [], |row| row.get::<_, i64>(0)).unwrap() > 0
}

/// Waits for a condition, not for time.
pub(crate) async fn eventually<F: Future<Output = bool>>(what: &str, holds: impl Fn() -> F) {
    let waited = tokio::time::timeout(PATIENT, async {
        while !holds().await {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    });
    assert!(waited.await.is_ok(), "in vain: {what}");
}
