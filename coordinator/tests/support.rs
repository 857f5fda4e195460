//! A state of one's own, without consensus: commands in, replies out.

use coordinator::{
    state::{
        command::{Batch, Command, Offer, Refusal, Reply, StateChange},
        record::{Blob, EnrolmentKeys, Handover, IssuedCertificate, ReleasePut, VacancyPut},
    },
    storage::{StateDatabase, state_hash},
};
use protocol::{
    ProtocolVersion,
    latest::{Decision, ErrorCode, TableId, VacancyStatus},
};
use std::path::{Path, PathBuf};
use vocabulary::{EnrolmentId, EscoUri, HandoverId, MessageId, RegionId, VacancyId};

/// The moment at which every test begins.
pub(crate) const START_MS: i64 = 1_795_000_000_000;
/// One hour.
pub(crate) const HOUR_MS: i64 = 3_600_000;
/// One day.
pub(crate) const DAY_MS: i64 = 24 * HOUR_MS;

/// A state database in a folder of its own.
pub(crate) struct World {
    pub(crate) database: StateDatabase,
    pub(crate) now_ms: i64,
    pub(crate) log_index: u64,
    pub(crate) folder: tempfile::TempDir,
}

impl World {
    /// An empty state.
    pub(crate) fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = StateDatabase::open(&folder.path().join("sm.db")).unwrap();
        Self { database, now_ms: START_MS, log_index: 0, folder }
    }

    /// A state in which these regions take part.
    pub(crate) fn with_regions(codes: &[&str]) -> Self {
        let mut world = Self::empty();
        for code in codes {
            world.admit(code);
        }
        world
    }

    /// Invites, asks and approves.
    pub(crate) fn admit(&mut self, code: &str) {
        self.done(invite(code, self.now_ms + DAY_MS));
        let asked = self.run(ask(code, secret(code), keys(code)));
        assert!(matches!(asked, Reply::Enrolment(_)), "{asked:?}");
        self.done(approve(code, &keys(code).words));
    }

    /// Carries out one command now.
    pub(crate) fn run(&mut self, command: Command) -> Reply {
        self.log_index += 1;
        let batch = Batch { at_ms: self.now_ms, commands: vec![command] };
        let log_index = self.log_index;
        self.database.write(|state| state.apply(log_index, batch)).unwrap().remove(0)
    }

    /// Carries out a command that has no other reply than that it is done.
    pub(crate) fn done(&mut self, command: Command) {
        assert_eq!(self.run(command), Reply::Done);
    }

    /// Carries out a command that is refused, and gives the kind of refusal.
    pub(crate) fn refused(&mut self, command: Command) -> ErrorCode {
        match self.run(command) {
            Reply::Refused(Refusal { code, .. }) => code,
            other => panic!("not refused: {other:?}"),
        }
    }

    /// Carries out a command about a hand-over.
    pub(crate) fn handover(&mut self, command: Command) -> Handover {
        match self.run(command) {
            Reply::Handover(handover) => *handover,
            other => panic!("no hand-over: {other:?}"),
        }
    }

    /// The hash of everything.
    pub(crate) fn hash(&self) -> [u8; 32] {
        state_hash(self.database.connection()).unwrap()
    }
}

/// The files of a folder and of the folders in it that hold these bytes.
pub(crate) fn files_that_hold(folder: &Path, bytes: &[u8]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_that_hold(&path, bytes));
        } else if std::fs::read(&path).is_ok_and(|read| read.windows(bytes.len()).any(|part| part == bytes)) {
            found.push(path);
        }
    }
    found
}

pub(crate) fn region(code: &str) -> RegionId {
    RegionId::new(code).unwrap()
}

/// The secret in the token of a region.
pub(crate) fn secret(code: &str) -> [u8; 32] {
    let mut secret = [7; 32];
    secret[..code.len()].copy_from_slice(code.as_bytes());
    secret
}

/// The signing key of a region in these tests.
pub(crate) fn key(code: &str) -> [u8; 32] {
    keys(code).signing_key
}

pub(crate) fn keys(code: &str) -> EnrolmentKeys {
    let mut signing_key = [1; 32];
    signing_key[..code.len()].copy_from_slice(code.as_bytes());
    EnrolmentKeys {
        signing_key,
        sealing_key: [2; 32],
        signing_request: vec![3; 100],
        words: format!("anchor bridge candle {} empty fossil", code.to_lowercase()),
        oldest: ProtocolVersion::OLDEST,
        newest: ProtocolVersion::NEWEST,
    }
}

pub(crate) fn invite(code: &str, expires_at_ms: i64) -> Command {
    Command::InviteRegion {
        token_sha256: secret(code),
        region: region(code),
        name: format!("Region {code}"),
        expires_at_ms,
        actor: "els".to_owned(),
    }
}

pub(crate) fn ask(code: &str, token_sha256: [u8; 32], keys: EnrolmentKeys) -> Command {
    Command::RequestEnrolment { enrolment: request_id(code), region: region(code), token_sha256, keys }
}

/// The id of the request of a region in these tests.
pub(crate) fn request_id(code: &str) -> EnrolmentId {
    let mut id = [0; 16];
    id[..code.len()].copy_from_slice(code.as_bytes());
    EnrolmentId::from_random(id)
}

pub(crate) fn approve(code: &str, words: &str) -> Command {
    Command::ApproveRegion {
        region: region(code),
        enrolment: request_id(code),
        words: words.to_owned(),
        certificate: IssuedCertificate {
            serial: code.as_bytes().to_vec(),
            certificate: vec![9; 50],
            not_after_ms: START_MS + 30 * DAY_MS,
        },
        actor: "els".to_owned(),
    }
}

pub(crate) fn change(code: &str, change: StateChange) -> Command {
    Command::ChangeRegionState {
        region: region(code),
        change,
        reason: "a test".to_owned(),
        actor: "els".to_owned(),
    }
}

pub(crate) fn offer(number: u8, from: &str, to: &str) -> Command {
    Command::OfferHandover {
        verified_with: key(from),
        offer: Offer {
            handover: handover_id(number),
            from: region(from),
            to: region(to),
            expires_at_ms: START_MS + 7 * DAY_MS,
            statement: vec![number; 80],
            sender_signature: vec![4; 64],
            preview: Blob(vec![5; 256]),
            envelope: Blob(vec![6; 4096]),
            share: [number; 32],
        },
    }
}

pub(crate) fn handover_id(number: u8) -> HandoverId {
    HandoverId::from_bytes([number; 16])
}

pub(crate) fn decide(number: u8, by: &str, decision: Decision) -> Command {
    Command::DecideHandover {
        region: region(by),
        handover: handover_id(number),
        decision,
        verified_with: key(by),
    }
}

pub(crate) fn accept() -> Decision {
    Decision::Accept { receiver_signature: vec![8; 64] }
}

pub(crate) fn refuse() -> Decision {
    Decision::Refuse { reason: protocol::latest::RefusalReason::NoCapacity, note: vec![1, 2, 3] }
}

pub(crate) fn close(number: u8, by: &str) -> Command {
    Command::CloseHandover { region: region(by), handover: handover_id(number) }
}

pub(crate) fn vacancy(number: u8, revision: u64, status: VacancyStatus) -> VacancyPut {
    VacancyPut {
        vacancy: VacancyId::from_bytes([number; 16]),
        revision,
        status,
        occupation: EscoUri::new("http://data.europa.eu/esco/occupation/nurse").unwrap(),
        record_version: ProtocolVersion::NEWEST,
        record: Blob(vec![number; 300]),
        signature: vec![2; 64],
    }
}

pub(crate) fn post(code: &str, message: u8, vacancies: Vec<VacancyPut>) -> Command {
    Command::PutVacancies {
        region: region(code),
        message: MessageId::from_bytes([message; 16]),
        verified_with: key(code),
        vacancies,
    }
}

pub(crate) fn release(code: &str, number: u8, sequence: u64, period: &str) -> Command {
    Command::PutRelease {
        verified_with: key(code),
        release: ReleasePut {
            release_id: [number; 32],
            region: region(code),
            table: TableId::UnitGroups,
            period: period.parse().unwrap(),
            rho_micro: 100,
            sequence,
            record: Blob(vec![number; 500]),
            record_sha256: [number; 32],
            signature: vec![3; 64],
        },
    }
}
