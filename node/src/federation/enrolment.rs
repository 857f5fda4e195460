//! Joining the network with a token: makes the keys, sends the request, gives the six words to compare, and
//! waits until somebody at the network has compared them.
//!
//! Every step can be repeated: the same token with the same keys gets the same request. A region that takes part already
//! joins again when the network does not speak with it any more; until it is let in, its membership stays as it is.

use crate::storage::{
    Storage, StorageError, audit_log,
    audit_log::AuditEntry,
    certificates::{self, StoredCertificate},
    directory,
    membership::{self, Membership, Standing},
};
use identity::{
    CertificateError, Holder, JoinToken, KeyError, RegionKeys, TokenError, certificate::identify,
    directory::DirectoryError, enrolment::EnrolmentError, six_words,
};
use jiff::Timestamp;
use protocol::{
    ProtocolVersion,
    latest::{DirectoryRequest, EnrolReply, EnrolStatusRequest, ErrorCode, SignedDirectory},
};
use rusqlite::Transaction;
use service::{
    SharedClock,
    quic::{Alpn, CallError, Connection, ConnectionOptions, Credentials, FrameObserver, Trust},
};
use std::{path::Path, sync::Arc, time::Duration};
use vocabulary::{EnrolmentId, MessageId, RegionId};

/// How long one question may take; joining is done once, often over a line that nobody has tried yet.
const DEADLINE: Duration = Duration::from_secs(10);

/// Why a region does not join.
#[derive(Debug, thiserror::Error)]
pub enum JoinError {
    /// The token is not one, mistyped, or expired.
    #[error(transparent)]
    Token(#[from] TokenError),
    /// The token is for another region.
    #[error("the token is for region {invited}, but this node's configuration says {configured}")]
    OtherRegion {
        /// Whom the token invites.
        invited: RegionId,
        /// The region in the configuration.
        configured: RegionId,
    },
    /// The node takes part already.
    #[error("this node has joined the network already, as region {region}")]
    JoinedAlready {
        /// The region.
        region: RegionId,
    },
    /// The coordinator does not know the token, or it was used, or its time is over.
    #[error("the coordinator does not take this token ({sentence}): ask the network operator for a new one")]
    TokenRefused {
        /// What the coordinator says.
        sentence: String,
    },
    /// The network operator did not let the region in.
    #[error(
        "the network operator rejected the request: the six words may have differed; ask for a new token"
    )]
    Rejected,
    /// The coordinator cannot be reached or is not the one that the token names.
    #[error("cannot join now")]
    Call(#[source] CallError),
    /// The keys cannot be made or read.
    #[error("cannot use the region's keys")]
    Keys(#[from] KeyError),
    /// The request cannot be made.
    #[error("cannot make the request to join")]
    Request(#[from] EnrolmentError),
    /// What came with the approval is not the network of the token.
    #[error("what the coordinator sent does not belong to the network of the token: {what}")]
    WrongNetwork {
        /// What does not fit.
        what: &'static str,
    },
    /// The certificate cannot be read.
    #[error("the certificate that the coordinator sent cannot be used")]
    Certificate(#[from] CertificateError),
    /// The directory cannot be believed.
    #[error("the directory that the coordinator sent cannot be used")]
    Directory(#[from] DirectoryError),
    /// It cannot be saved.
    #[error("cannot save the membership")]
    Storage(#[from] StorageError),
}

/// A request to join that is under way.
pub struct Joining {
    token: JoinToken,
    keys: RegionKeys,
    words: [&'static str; 6],
    connection: Connection,
    storage: Storage,
    clock: SharedClock,
    /// The certificate with which the region took part until now; none when it joins for the first time.
    before: Option<Before>,
}

/// How a region took part until now.
struct Before {
    certificate: Option<StoredCertificate>,
    /// Where the coordinator is asked whether it still takes this certificate.
    connection: Option<Connection>,
}

impl std::fmt::Debug for Joining {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Joining({:?})", self.token)
    }
}

/// How a request stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// Somebody has yet to compare the words.
    Waiting(EnrolmentId),
    /// The region takes part.
    Joined,
}

/// What joining needs of the node.
pub struct JoinOptions<'a> {
    /// The region in the configuration.
    pub region: &'a RegionId,
    /// Where the keys lie or are to lie.
    pub keys_path: &'a Path,
    /// The node's database.
    pub storage: Storage,
    /// The node's clock.
    pub clock: SharedClock,
    /// Sees every frame, in tests.
    pub observer: Option<Arc<dyn FrameObserver>>,
}

impl Joining {
    /// Reads the token and makes the keys where there are none yet. Nothing is sent.
    ///
    /// # Errors
    /// [`JoinError`] when the token cannot be used here.
    pub fn begin(token: &str, options: JoinOptions<'_>) -> Result<Self, JoinError> {
        let token: JoinToken = token.parse()?;
        token.check_time(options.clock.now())?;
        if token.region != *options.region {
            let configured = options.region.clone();
            return Err(JoinError::OtherRegion { invited: token.region, configured });
        }
        let membership = options.storage.read_blocking(membership::get)?;
        let keys = keys(options.keys_path)?;
        let before = membership.map(|known| before(known, &token, &keys, &options)).transpose()?.flatten();
        let words = six_words(
            &token.ca_fingerprint,
            &token.region,
            &keys.signing_key(),
            &keys.sealing_key(),
            &keys.tls().spki()?,
        );
        let trust = Trust::Fingerprint(token.ca_fingerprint);
        let clock = Arc::clone(&options.clock);
        let connection = Connection::new(ConnectionOptions {
            deadline: DEADLINE,
            observer: options.observer,
            ..ConnectionOptions::to_coordinator(token.addresses.clone(), Alpn::Enrol, trust, options.clock)
        });
        Ok(Self { token, keys, words, connection, storage: options.storage, clock, before })
    }

    /// The six words that this side shows; whoever approves at the network must read the same.
    #[must_use]
    pub const fn words(&self) -> [&'static str; 6] {
        self.words
    }

    /// The region that is to join.
    #[must_use]
    pub const fn region(&self) -> &RegionId {
        &self.token.region
    }

    /// Sends the request, or finds the one that was sent before.
    ///
    /// # Errors
    /// [`JoinError`]; [`JoinError::JoinedAlready`] when the network still takes the region's certificate.
    pub async fn request(&self) -> Result<Progress, JoinError> {
        match &self.before {
            Some(before) => self.must_join_again(before).await?,
            None => self.save(Standing::Joining { token_secret: self.token.secret, enrolment: None }).await?,
        }
        let request = identity::enrolment::request(&self.token, &self.keys)?;
        self.take(self.ask(&request).await?).await
    }

    /// Refuses to join again while the network takes the region's certificate.
    async fn must_join_again(&self, before: &Before) -> Result<(), JoinError> {
        let now = self.clock.now();
        let (Some(_), Some(connection)) =
            (before.certificate.as_ref().filter(|known| now < known.not_after), &before.connection)
        else {
            return Ok(());
        };
        let question = DirectoryRequest { known_version: u64::MAX };
        let answer = connection.call(ProtocolVersion::OLDEST, MessageId::random(), &question).await;
        connection.close().await;
        match answer {
            Err(CallError::Refused(reply)) if reply.code == ErrorCode::NotAdmitted => Ok(()),
            // The certificate is for a key that is not here any more.
            Err(CallError::Tls(_)) => Ok(()),
            Ok(_) | Err(CallError::Refused(_)) => {
                Err(JoinError::JoinedAlready { region: self.token.region.clone() })
            }
            Err(error) => Err(JoinError::Call(error)),
        }
    }

    /// Asks how the request stands.
    ///
    /// # Errors
    /// [`JoinError`]; [`JoinError::Rejected`] ends it.
    pub async fn status(&self, enrolment: EnrolmentId) -> Result<Progress, JoinError> {
        let request = EnrolStatusRequest { enrolment, token_secret: self.token.secret };
        self.take(self.ask(&request).await?).await
    }

    /// Ends the connection.
    pub async fn close(&self) {
        self.connection.close().await;
    }

    async fn ask<R: protocol::Request<Reply = EnrolReply>>(
        &self,
        request: &R,
    ) -> Result<EnrolReply, JoinError> {
        match self.connection.call(ProtocolVersion::OLDEST, MessageId::random(), request).await {
            Ok(reply) => Ok(reply),
            Err(CallError::Refused(reply)) if reply.code == ErrorCode::BadToken => {
                Err(JoinError::TokenRefused { sentence: reply.sentence })
            }
            Err(error) => Err(JoinError::Call(error)),
        }
    }

    async fn take(&self, reply: EnrolReply) -> Result<Progress, JoinError> {
        match reply {
            EnrolReply::Pending { enrolment } => {
                if self.before.is_none() {
                    let token_secret = self.token.secret;
                    self.save(Standing::Joining { token_secret, enrolment: Some(enrolment) }).await?;
                }
                Ok(Progress::Waiting(enrolment))
            }
            EnrolReply::Approved { chain, directory, network_key } => {
                self.approved(&chain, directory, network_key).await?;
                Ok(Progress::Joined)
            }
            EnrolReply::Rejected => Err(JoinError::Rejected),
        }
    }

    async fn approved(
        &self,
        chain: &[Vec<u8>],
        signed: SignedDirectory,
        network_key: [u8; 32],
    ) -> Result<(), JoinError> {
        let wrong = |what| Err(JoinError::WrongNetwork { what });
        let [certificate, authority] = chain else { return wrong("the certificate chain") };
        if identity::sha256(authority) != self.token.ca_fingerprint {
            return wrong("the authority's certificate");
        }
        if network_key != self.token.network_key {
            return wrong("the network's key");
        }
        let identity = identify(&certificate.as_slice().into())?;
        if identity.holder != Holder::Region(self.token.region.clone()) {
            return wrong("the region in the certificate");
        }
        let document = identity::directory::verify(&network_key, &signed)?;
        let now = self.clock.now();
        let membership = self.membership(Standing::Joined { authority: authority.clone(), at: now });
        let certificate = certificate.clone();
        self.storage
            .write(move |tx| {
                certificates::put(tx, &certificate, &identity)?;
                directory::save(tx, &signed, &document, now)?;
                save_membership(tx, &membership, now)
            })
            .await?;
        Ok(())
    }

    fn membership(&self, standing: Standing) -> Membership {
        Membership {
            region: self.token.region.clone(),
            addresses: self.token.addresses.clone(),
            ca_fingerprint: self.token.ca_fingerprint,
            network_key: self.token.network_key,
            standing,
        }
    }

    async fn save(&self, standing: Standing) -> Result<(), JoinError> {
        let (membership, now) = (self.membership(standing), self.clock.now());
        self.storage.write(move |tx| save_membership(tx, &membership, now)).await?;
        Ok(())
    }
}

/// How a region took part until now, if it did; in another network than the token's it stays where it is.
fn before(
    known: Membership,
    token: &JoinToken,
    keys: &RegionKeys,
    options: &JoinOptions<'_>,
) -> Result<Option<Before>, JoinError> {
    let Standing::Joined { authority, .. } = &known.standing else { return Ok(None) };
    if (known.ca_fingerprint, known.network_key) != (token.ca_fingerprint, token.network_key) {
        return Err(JoinError::JoinedAlready { region: known.region });
    }
    let certificate = options.storage.read_blocking(certificates::newest)?;
    let connection = certificate.as_ref().map(|certificate| {
        let trust = Trust::Authority(authority.clone().into());
        let chain = [certificate.certificate.clone(), authority.clone()];
        let clock = Arc::clone(&options.clock);
        Connection::new(ConnectionOptions {
            credentials: Some(Credentials::new(&chain, keys.tls())),
            deadline: DEADLINE,
            observer: options.observer.clone(),
            ..ConnectionOptions::to_coordinator(token.addresses.clone(), Alpn::Node, trust, clock)
        })
    });
    Ok(Some(Before { certificate, connection }))
}

/// Saves the membership with its line in the audit log; the same again is no news.
fn save_membership(
    tx: &Transaction<'_>,
    membership: &Membership,
    now: Timestamp,
) -> Result<(), StorageError> {
    if membership::get(tx)?.as_ref() == Some(membership) {
        return Ok(());
    }
    membership::put(tx, membership)?;
    let action = match membership.standing {
        Standing::Joining { .. } => "network.ask-to-join",
        Standing::Joined { .. } => "network.joined",
    };
    let entry = AuditEntry {
        at: now,
        actor: "system".to_owned(),
        purpose: "operation".to_owned(),
        action: action.to_owned(),
        subject: format!("region/{}", membership.region),
        detail: format!("network {}", hex::encode(membership.network_key)),
    };
    audit_log::append(tx, &entry)
}

/// The region's keys, made and saved when there are none.
fn keys(path: &Path) -> Result<RegionKeys, KeyError> {
    if RegionKeys::exist(path) {
        return RegionKeys::load(path);
    }
    let keys = RegionKeys::generate()?;
    keys.save(path)?;
    Ok(keys)
}
