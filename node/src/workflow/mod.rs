//! One file per thing a person does: load, decide in the domain, save change, audit entry and message as one.
//!
//! A workflow takes the [`Context`], the [`Actor`] and what was asked, and gives a value or a [`WorkflowError`].
//! It checks who may do it, whatever the page or the API checked before. Times and ids come from here, so that
//! the domain stays pure.
//!
//! **Invariant:** change, audit entry and outgoing message are one transaction; what is shown of a person is read
//! through a workflow (`view_…`, `find_…`) only, which logs it for that person before it gives.

pub mod accept_handover;
pub mod add_account;
pub mod add_employer;
pub mod advance_case;
pub mod apply_handover_outcome;
pub mod assign_case;
pub mod carve_vacancy;
pub mod change_account;
pub mod change_group;
pub mod change_vacancy;
pub mod close_vacancy;
pub mod compare_matches;
pub mod contest_match;
pub mod contest_vacancy;
pub mod count_reach;
pub mod counted;
pub mod daily_round;
pub mod describe_matching;
pub mod describe_tasks;
pub mod error;
mod fill_matching;
pub mod find_candidates;
pub mod find_matches;
pub mod find_occupations;
pub mod find_skills;
pub mod give_receipt;
pub mod import;
pub mod import_passport;
pub mod import_vocabulary;
pub mod keep_group;
pub mod match_file;
pub mod matching_weights;
pub mod nearest_term;
pub mod note_shortage;
pub mod offer_handover;
pub mod open_case;
pub mod plan_learning;
pub mod post_vacancy;
pub mod propose_candidate;
pub mod publish_statistics;
pub mod publish_vacancies;
mod readiness;
pub mod receive_offer;
pub mod record_consent;
pub mod record_test_result;
pub mod refresh_matching;
pub mod refuse_handover;
pub mod register_candidate;
pub mod sector_preferences;
pub mod sign_in;
pub mod update_candidate;
pub mod view_candidate;
pub mod view_cases;
pub mod view_gaps;
pub mod view_handovers;
pub mod view_never_found;
pub mod view_round;
pub mod view_worklist;
pub mod withdraw_consent;
pub mod withdraw_handover;

use crate::{
    domain::{account::Role, case::deadline::today},
    matching::{index::MatchingIndex, ties::Ties, transition::holder::LazyTransitions},
    storage::{Storage, audit_log::AuditEntry},
};
use identity::RegionKeys;
use jiff::{SignedDuration, Timestamp};
use service::SharedClock;
use sha2::{Digest, Sha256};
use std::{fmt, sync::Arc};
use tokio::sync::watch;
use vocabulary::{AccountId, Geography, Purpose, RegionId, Sectors, Vocabulary};

use counted::Counted;
use daily_round::board::RoundBoard;
pub use error::{ErrorKind, WorkflowError};
use publish_statistics::receipts::PublicationGate;

/// What every workflow works with. Cloning it is cheap.
#[derive(Debug, Clone)]
pub struct Context {
    /// The node's database.
    pub storage: Storage,
    /// Tells the time.
    pub clock: SharedClock,
    /// The region of this node.
    pub region: RegionId,
    /// The working list of occupations and skills.
    pub vocabulary: Arc<Vocabulary>,
    /// Regions and municipalities.
    pub geography: Arc<Geography>,
    /// The list of sectors.
    pub sectors: Arc<Sectors>,
    /// The region's keys; none before it has joined the network.
    pub signer: Option<Arc<RegionKeys>>,
    /// The network's public key, by which receipts are believed; none before the region has joined.
    pub network_key: Option<[u8; 32]>,
    /// Tells the background jobs that there is something to do.
    pub wake: Wake,
    /// All open people and vacancies, in memory.
    pub matching: Arc<MatchingIndex>,
    /// What the operator has chosen.
    pub policy: Policy,
    /// Whether noisy tables may be drawn.
    pub publication: Arc<PublicationGate>,
    /// What is known of changes between occupations, made when it is first asked for.
    pub transitions: Arc<LazyTransitions>,
    /// How the daily round stands, and what the last one found.
    pub round: Arc<RoundBoard>,
    /// What was counted before and still holds.
    pub counted: Arc<Counted>,
}

impl Context {
    /// What decides between equal matches today: an order drawn anew each day, so that nobody is always the first of
    /// equals, and that can be drawn again when somebody asks why.
    #[must_use]
    pub fn ties_today(&self) -> Ties {
        let drawn = Sha256::new()
            .chain_update(b"order of equal matches")
            .chain_update(self.region.as_str())
            .chain_update(today(self.clock.now()).to_string())
            .finalize();
        let (key, _) = drawn.split_at(16);
        Ties::Shuffled(key.iter().fold(0, |key, byte| key << 8 | u128::from(*byte)))
    }
}

/// What the operator has chosen, see the configuration file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Policy {
    /// After how long without a request a session ends.
    pub session_idle: SignedDuration,
    /// After how long a session ends in any case.
    pub session_longest: SignedDuration,
    /// How long another region has to answer an offer.
    pub answer_within: SignedDuration,
    /// How long the directory is relied on while the coordinator is away.
    pub directory_grace: SignedDuration,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            session_idle: SignedDuration::from_mins(60),
            session_longest: SignedDuration::from_hours(12),
            answer_within: SignedDuration::from_hours(14 * 24),
            directory_grace: SignedDuration::from_hours(72),
        }
    }
}

/// Tells the background jobs that there is something to do. Every job hears it, also one that is busy just then.
#[derive(Debug, Clone)]
pub struct Wake {
    calls: Arc<watch::Sender<u64>>,
}

/// One job's ear.
#[derive(Debug)]
pub struct WakeListener {
    calls: watch::Receiver<u64>,
}

impl Default for Wake {
    fn default() -> Self {
        Self { calls: Arc::new(watch::Sender::new(0)) }
    }
}

impl Wake {
    /// Wakes every job that listens. Twice before a job looks is as good as once.
    pub fn wake(&self) {
        self.calls.send_modify(|calls| *calls = calls.wrapping_add(1));
    }

    /// Listens from now on.
    #[must_use]
    pub fn listen(&self) -> WakeListener {
        WakeListener { calls: self.calls.subscribe() }
    }
}

impl WakeListener {
    /// Waits for the next call of [`Wake::wake`], or returns at once when there was one since the last time.
    pub async fn heard(&mut self) {
        if self.calls.changed().await.is_err() {
            // Nobody can call any more; the job goes on by its clock.
            std::future::pending::<()>().await;
        }
    }
}

/// On whose behalf something is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// Somebody who is signed in.
    Account {
        /// The account.
        id: AccountId,
        /// What the person is here to do.
        role: Role,
    },
    /// The operator at the command line of the machine itself.
    Console,
    /// The node by itself, for what the network decided.
    System,
}

impl Actor {
    /// Somebody who is signed in.
    #[must_use]
    pub const fn account(id: AccountId, role: Role) -> Self {
        Self::Account { id, role }
    }

    /// The account, where there is one.
    #[must_use]
    pub const fn id(&self) -> Option<AccountId> {
        match self {
            Self::Account { id, .. } => Some(*id),
            Self::Console | Self::System => None,
        }
    }

    /// Refuses unless the role may do it. The console and the node itself may.
    ///
    /// # Errors
    /// [`WorkflowError::NotAllowed`].
    pub fn must(&self, may: impl FnOnce(Role) -> bool, what: &'static str) -> Result<(), WorkflowError> {
        match self {
            Self::Account { role, .. } if !may(*role) => Err(WorkflowError::NotAllowed { what, role: *role }),
            Self::Account { .. } | Self::Console | Self::System => Ok(()),
        }
    }

    /// The account that something is done by; only a person who is signed in can.
    pub(crate) fn must_be_account(
        &self,
        may: impl FnOnce(Role) -> bool,
        what: &'static str,
    ) -> Result<AccountId, WorkflowError> {
        self.must(may, what)?;
        self.id().ok_or(WorkflowError::NeedsAccount { what })
    }

    /// A line for the audit log.
    pub(crate) fn entry(
        &self,
        at: Timestamp,
        purpose: Purpose,
        action: &str,
        subject: String,
        detail: impl Into<String>,
    ) -> AuditEntry {
        AuditEntry {
            at,
            actor: self.to_string(),
            purpose: purpose.name().to_owned(),
            action: action.to_owned(),
            subject,
            detail: detail.into(),
        }
    }
}

impl fmt::Display for Actor {
    /// The actor as the audit log names one.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Account { id, .. } => write!(f, "account/{id}"),
            Self::Console => f.write_str("console"),
            Self::System => f.write_str("system"),
        }
    }
}
