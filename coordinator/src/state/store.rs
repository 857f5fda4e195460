//! What apply needs of a store: rows by key. The only implementation is `storage` on SQLite; the trait keeps SQL
//! out of apply and shows at a glance what the state consists of.

use super::record::{
    Account, Counter, Enrolment, FeedVacancy, Handover, HandoverFile, Invitation, IssuedCertificate, Region,
    RegionChange, SeenMessage, StoredRelease,
};
use vocabulary::{EnrolmentId, HandoverId, IsoWeek, MessageId, RegionId, VacancyId};

/// A store that failed. Fatal for a replica: it stops and never serves on.
#[derive(Debug, thiserror::Error)]
#[error("the state of this replica cannot be read or written ({doing})")]
pub struct StoreError {
    doing: &'static str,
    #[source]
    source: Box<dyn std::error::Error + Send + Sync>,
}

impl StoreError {
    /// What went wrong while doing what.
    pub fn new(doing: &'static str, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self { doing, source: source.into() }
    }
}

/// What every method of a store gives.
pub type Stored<T> = Result<T, StoreError>;

/// Rows by key. Every list comes in the order of its key, so that replicas agree.
#[expect(missing_docs, reason = "the names of the methods say all there is: find, put, remove and lists")]
#[expect(clippy::missing_errors_doc, reason = "every method fails only as StoreError says")]
pub trait StateStore {
    /// The latest time of the leader's that was applied; time never goes back.
    fn time_ms(&self) -> Stored<i64>;
    fn put_time_ms(&mut self, time_ms: i64) -> Stored<()>;
    fn counter(&self, counter: Counter) -> Stored<u64>;
    fn put_counter(&mut self, counter: Counter, value: u64) -> Stored<()>;
    /// When the directory last changed.
    fn put_directory_time_ms(&mut self, time_ms: i64) -> Stored<()>;

    fn find_invitation(&self, token_sha256: &[u8; 32]) -> Stored<Option<Invitation>>;
    fn put_invitation(&mut self, invitation: &Invitation) -> Stored<()>;
    fn remove_unused_invitations(&mut self, region: &RegionId) -> Stored<()>;

    fn find_enrolment(&self, id: EnrolmentId) -> Stored<Option<Enrolment>>;
    fn pending_enrolment(&self, region: &RegionId) -> Stored<Option<Enrolment>>;
    fn put_enrolment(&mut self, enrolment: &Enrolment) -> Stored<()>;

    fn find_region(&self, region: &RegionId) -> Stored<Option<Region>>;
    fn put_region(&mut self, region: &Region) -> Stored<()>;
    fn put_region_change(&mut self, change: &RegionChange) -> Stored<()>;

    fn put_certificate(&mut self, region: &RegionId, certificate: &IssuedCertificate) -> Stored<()>;
    /// Whether the region has a certificate that is not refused and ends after `time_ms`.
    fn has_certificate_after(&self, region: &RegionId, time_ms: i64) -> Stored<bool>;
    /// Marks all certificates of the region as refused.
    fn revoke_certificates(&mut self, region: &RegionId) -> Stored<()>;
    /// Forgets certificates that ended before `time_ms`; tells whether a refused one was among them.
    fn forget_certificates_before(&mut self, time_ms: i64) -> Stored<bool>;

    fn message_is_known(&self, region: &RegionId, message: MessageId) -> Stored<bool>;
    fn put_message(&mut self, message: &SeenMessage) -> Stored<()>;
    fn forget_messages_before(&mut self, time_ms: i64) -> Stored<()>;

    /// Region and revision of the vacancy as it stands.
    fn find_vacancy(&self, vacancy: VacancyId) -> Stored<Option<(RegionId, u64)>>;
    fn put_vacancy(&mut self, vacancy: &FeedVacancy) -> Stored<()>;
    fn remove_tombstones_before(&mut self, time_ms: i64) -> Stored<()>;

    /// When the region's release came in and the SHA-256 of its record. Everybody can compute the id of anybody's
    /// release, so an id says nothing without its region.
    fn find_release(&self, region: &RegionId, release_id: &[u8; 32]) -> Stored<Option<(i64, [u8; 32])>>;
    /// Whether the region has another release of that table and week, or with that running number.
    fn release_place_is_taken(&self, region: &RegionId, place: ReleasePlace) -> Stored<bool>;
    fn put_release(&mut self, release: &StoredRelease) -> Stored<()>;

    fn find_handover(&self, id: HandoverId) -> Stored<Option<Handover>>;
    fn put_handover(&mut self, handover: &Handover) -> Stored<()>;
    fn offers_expiring_until(&self, time_ms: i64) -> Stored<Vec<Handover>>;
    fn open_offers_of(&self, region: &RegionId) -> Stored<Vec<Handover>>;
    fn put_handover_file(&mut self, id: HandoverId, file: &HandoverFile) -> Stored<()>;
    fn remove_handover_file(&mut self, id: HandoverId) -> Stored<()>;
    /// Draws the next place in a region's mailbox.
    fn next_mailbox_sequence(&mut self, region: &RegionId) -> Stored<u64>;

    fn account_named(&self, name: &str) -> Stored<Option<Account>>;
    fn put_account(&mut self, account: &Account) -> Stored<()>;
}

/// Where a release belongs among those of its region.
#[derive(Debug, Clone, Copy)]
pub enum ReleasePlace {
    /// One table of one week.
    Period(protocol::latest::TableId, IsoWeek),
    /// The node's running number.
    Sequence(u64),
}
