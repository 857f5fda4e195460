//! The running coordinator as its parts hold it: reads of the state, decisions, the network's own signatures.
//!
//! Federation, background, pages and the command line all go through [`CoordinatorHandle`], so that each thing is
//! decided in one way whoever asks.

use crate::{
    consensus::replica::{ProposeError, Replica},
    state::{
        command::{Command, Refusal, Reply, StateChange},
        record::{Account, IssuedCertificate, Role, StoredRelease},
        store::{StoreError, Stored},
        view::{Contact, CoordinatorView, OccupationDemand},
    },
    storage::{
        self, figures,
        reader::{Reader, Readers},
        releases, vacancies,
    },
};
use identity::{CertificateError, JoinToken, NetworkAuthority};
use jiff::{SignedDuration, Timestamp};
use protocol::latest::{ErrorCode, SignedDirectory, SignedFigures};
use service::SharedClock;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use vocabulary::{AccountId, RegionId};

/// How long a member of the network gets to use an invitation, unless somebody says otherwise.
pub const INVITATION_LIFE: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Why a decision was not taken or a question not answered.
#[derive(Debug, thiserror::Error)]
pub enum HandleError {
    /// It is not allowed, or contradicts what is there.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// No leader, or stopping. The same decision may be asked for again.
    #[error(transparent)]
    Undecided(#[from] ProposeError),
    /// The state of this replica cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A certificate cannot be issued.
    #[error("the certificate cannot be issued")]
    Certificate(#[from] CertificateError),
    /// A document of the network cannot be written.
    #[error("a signed document cannot be written")]
    Encode(#[from] protocol::EncodeError),
    /// Nothing secret can be made.
    #[error(transparent)]
    NoRandomness(#[from] identity::NoRandomness),
}

impl HandleError {
    /// Whether the same may succeed later.
    #[must_use]
    pub const fn is_transient(&self) -> bool {
        match self {
            Self::Undecided(_) | Self::Store(_) | Self::NoRandomness(_) => true,
            Self::Refused(refusal) => refusal.code.is_transient(),
            Self::Certificate(_) | Self::Encode(_) => false,
        }
    }
}

/// The running coordinator; clones are the same one.
#[derive(Debug, Clone)]
pub struct CoordinatorHandle {
    parts: Arc<Parts>,
}

#[derive(Debug)]
struct Parts {
    replica: Replica,
    authority: NetworkAuthority,
    clock: SharedClock,
    /// Where this replica really listens, for tokens.
    address: String,
    contacts: Mutex<BTreeMap<RegionId, Contact>>,
    directory: Mutex<Option<(u64, SignedDirectory)>>,
    /// The figures that were made last, by their edition. Held while new ones are made: all regions ask at once.
    figures: tokio::sync::Mutex<Option<(u64, SignedFigures)>>,
    /// Held by the one newcomer for whom the other replicas are asked.
    newcomer: tokio::sync::Mutex<()>,
}

impl CoordinatorHandle {
    /// Puts the parts together; the composition root does.
    #[must_use]
    pub fn new(replica: Replica, authority: NetworkAuthority, clock: SharedClock, address: String) -> Self {
        let parts = Parts {
            replica,
            authority,
            clock,
            address,
            contacts: Mutex::default(),
            directory: Mutex::default(),
            figures: tokio::sync::Mutex::default(),
            newcomer: tokio::sync::Mutex::default(),
        };
        Self { parts: Arc::new(parts) }
    }

    /// The replica.
    #[must_use]
    pub fn replica(&self) -> &Replica {
        &self.parts.replica
    }

    /// The keys of the network.
    #[must_use]
    pub fn authority(&self) -> &NetworkAuthority {
        &self.parts.authority
    }

    /// The clock.
    #[must_use]
    pub fn clock(&self) -> &SharedClock {
        &self.parts.clock
    }

    /// Reads of this replica's state, up to as far as it has applied.
    #[must_use]
    pub fn readers(&self) -> &Readers {
        self.parts.replica.readers()
    }

    /// As [`Replica::catch_up`], for one asker without a certificate at a time: strangers must not set the replicas to
    /// work at will.
    ///
    /// # Errors
    /// [`HandleError::Undecided`] without a leader that has a majority.
    pub async fn catch_up_for_a_newcomer(&self) -> Result<(), HandleError> {
        let _turn = self.parts.newcomer.lock().await;
        Ok(self.parts.replica.catch_up().await?)
    }

    /// Has a command decided; a refusal is an error.
    ///
    /// # Errors
    /// [`HandleError::Refused`] or [`HandleError::Undecided`].
    pub async fn submit(&self, command: Command) -> Result<Reply, HandleError> {
        match self.parts.replica.propose(command).await? {
            Reply::Refused(refusal) => Err(refusal.into()),
            reply => Ok(reply),
        }
    }

    // Reads

    /// What the pages of regions and deliveries show.
    ///
    /// # Errors
    /// [`StoreError`] when the state cannot be read.
    pub async fn view(&self) -> Stored<CoordinatorView> {
        let mut view = self.readers().read(storage::view::view).await?;
        let contacts = self.contacts();
        for region in &mut view.regions {
            region.contact = contacts.get(&region.region).cloned();
        }
        Ok(view)
    }

    /// All released tables, as records.
    ///
    /// # Errors
    /// [`StoreError`] when the state cannot be read.
    pub async fn releases(&self) -> Stored<Vec<StoredRelease>> {
        self.readers().read(|connection| releases::all(connection)).await
    }

    /// Open vacancies by region and occupation.
    ///
    /// # Errors
    /// [`StoreError`] when the state cannot be read.
    pub async fn demand(&self) -> Stored<Vec<OccupationDemand>> {
        self.readers().read(|connection| vacancies::demand(connection)).await
    }

    /// The account with this sign-in name.
    ///
    /// # Errors
    /// [`StoreError`] when the state cannot be read.
    pub async fn account(&self, name: &str) -> Stored<Option<Account>> {
        let name = name.to_owned();
        self.readers().read(move |connection| storage::find_account(connection, &name)).await
    }

    /// The directory of this moment, signed.
    ///
    /// # Errors
    /// [`HandleError`] when the state cannot be read.
    pub async fn directory(&self) -> Result<(u64, SignedDirectory), HandleError> {
        let document = self.readers().read(storage::directory).await?;
        let known = self.directory_cache().clone();
        if let Some(known) = known.filter(|(version, _)| *version == document.version) {
            return Ok(known);
        }
        let signed = (document.version, identity::directory::sign(&self.parts.authority, &document)?);
        *self.directory_cache() = Some(signed.clone());
        Ok(signed)
    }

    /// The figures of all regions at this moment, signed, if their edition is newer than this.
    ///
    /// # Errors
    /// [`HandleError`] when the state cannot be read.
    pub async fn figures_after(&self, known_edition: u64) -> Result<Option<SignedFigures>, HandleError> {
        let edition = self.readers().read(|connection| figures::edition(connection)).await?;
        if edition <= known_edition {
            return Ok(None);
        }
        let mut last = self.parts.figures.lock().await;
        if let Some((_, signed)) = last.as_ref().filter(|(made, _)| *made >= edition) {
            return Ok(Some(signed.clone()));
        }
        let now = self.parts.clock.now();
        let read = move |connection: &mut Reader| Ok(figures::ingredients(connection)?.published(now));
        let document = self.readers().read(read).await?;
        let signed = identity::figures::sign(&self.parts.authority, &document)?;
        *last = Some((document.edition, signed.clone()));
        Ok(Some(signed))
    }

    // Regions

    /// Invites a region and gives the token to send.
    ///
    /// # Errors
    /// [`HandleError::Refused`] when the region takes part already.
    pub async fn invite(
        &self,
        region: RegionId,
        name: String,
        valid_for: SignedDuration,
        actor: &str,
    ) -> Result<JoinToken, HandleError> {
        let secret = identity::random_bytes()?;
        let until = self.parts.clock.now().saturating_add(valid_for).unwrap_or(Timestamp::MAX);
        let token = JoinToken {
            region: region.clone(),
            addresses: self.addresses(),
            ca_fingerprint: self.parts.authority.fingerprint(),
            network_key: self.parts.authority.network_key(),
            secret,
            expires_at_ms: until.as_millisecond(),
        };
        let command = Command::InviteRegion {
            token_sha256: identity::sha256(&secret),
            region,
            name,
            expires_at_ms: token.expires_at_ms,
            actor: actor.to_owned(),
        };
        self.submit(command).await?;
        Ok(token)
    }

    /// Lets a region in, if the words are those of its request.
    ///
    /// # Errors
    /// [`HandleError::Refused`]: `Forbidden` when the words differ, `NotFound` when nothing waits.
    pub async fn approve(&self, region: RegionId, words: &str, actor: &str) -> Result<(), HandleError> {
        let code = region.clone();
        // What was asked at another replica waits too.
        self.replica().catch_up().await?;
        let waiting =
            self.readers().read(move |connection| storage::pending_enrolment(connection, &code)).await?;
        let Some(enrolment) = waiting else {
            let sentence = format!("no request of region {region} waits for a decision");
            return Err(Refusal::new(ErrorCode::NotFound, sentence).into());
        };
        let certificate = self.issue(&region, &enrolment.keys.signing_request)?;
        let (words, actor) = (words.to_owned(), actor.to_owned());
        let enrolment = enrolment.id;
        self.submit(Command::ApproveRegion { region, enrolment, words, certificate, actor }).await.map(drop)
    }

    /// Does not let a region in.
    ///
    /// # Errors
    /// [`HandleError::Refused`] when nothing waits.
    pub async fn reject(&self, region: RegionId, reason: &str, actor: &str) -> Result<(), HandleError> {
        let (reason, actor) = (reason.to_owned(), actor.to_owned());
        self.submit(Command::RejectRegion { region, reason, actor }).await.map(drop)
    }

    /// Suspends, readmits or revokes a region.
    ///
    /// # Errors
    /// [`HandleError::Refused`] when the state does not lead there.
    pub async fn change_region(
        &self,
        region: RegionId,
        change: StateChange,
        reason: &str,
        actor: &str,
    ) -> Result<(), HandleError> {
        let (reason, actor) = (reason.to_owned(), actor.to_owned());
        self.submit(Command::ChangeRegionState { region, change, reason, actor }).await.map(drop)
    }

    /// Issues a certificate for the key in a signing request; the caller has it recorded.
    ///
    /// # Errors
    /// [`CertificateError`] when the request is wrong.
    pub fn issue(&self, region: &RegionId, request: &[u8]) -> Result<IssuedCertificate, CertificateError> {
        let issued = self.parts.authority.issue_region(region, request, self.parts.clock.now())?;
        let certificate = issued.chain.into_iter().next().unwrap_or_default();
        let not_after_ms = issued.not_after.as_millisecond();
        Ok(IssuedCertificate { serial: issued.serial, certificate, not_after_ms })
    }

    /// Remembers that a region spoke.
    pub fn note_contact(&self, region: &RegionId) {
        let at_ms = self.parts.clock.now_ms();
        let mut contacts = self.contacts();
        let contact = contacts.entry(region.clone()).or_insert_with(|| Contact {
            at_ms,
            software: String::new(),
            clock_difference_ms: 0,
        });
        contact.at_ms = at_ms;
    }

    /// Remembers what a region said of itself when it greeted.
    pub fn note_greeting(&self, region: &RegionId, software: String, clock_ms: i64) {
        let at_ms = self.parts.clock.now_ms();
        let contact = Contact { at_ms, software, clock_difference_ms: clock_ms.saturating_sub(at_ms) };
        self.contacts().insert(region.clone(), contact);
    }

    // Accounts

    /// Makes an account, or gives the one with that name another password and other roles.
    ///
    /// # Errors
    /// [`HandleError::Undecided`] without a leader.
    pub async fn put_account(
        &self,
        name: String,
        password_hash: String,
        roles: BTreeSet<Role>,
    ) -> Result<(), HandleError> {
        let account = Account { id: AccountId::random(), name, password_hash, roles };
        self.submit(Command::PutAccount { account }).await.map(drop)
    }

    /// Where nodes reach the replicas; this one first.
    #[must_use]
    pub fn addresses(&self) -> Vec<String> {
        let status = self.parts.replica.status();
        let others = status.replicas.into_iter().filter(|(id, _)| *id != status.id);
        std::iter::once(self.parts.address.clone()).chain(others.map(|(_, address)| address)).collect()
    }

    fn contacts(&self) -> MutexGuard<'_, BTreeMap<RegionId, Contact>> {
        self.parts.contacts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn directory_cache(&self) -> MutexGuard<'_, Option<(u64, SignedDirectory)>> {
        self.parts.directory.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
