//! Keys, signatures, certificates, tokens, sealed envelopes and receipts.
//!
//! In reading order: [`signature`] signs and verifies, each use in a domain of its own; [`keys`] are the three
//! keys of a region; [`authority`] is the network's side and issues certificates, [`certificate`] reads them;
//! [`token`], [`words`] and [`enrolment`] let a region join; [`sealing`] and [`envelope`] make bytes that only
//! one region can read; [`receipt`], [`directory`] and [`figures`] are documents that others verify.
//!
//! **Invariant:** private keys never leave this crate as printable text, and time is an argument.

pub mod authority;
pub mod certificate;
pub mod directory;
pub mod enrolment;
pub mod envelope;
pub mod figures;
pub mod keys;
mod private_file;
pub mod receipt;
pub mod sealing;
pub mod signature;
pub mod token;
pub mod words;

pub use authority::{IssuedCertificate, NetworkAuthority};
pub use certificate::{CertificateError, CertificateIdentity, Holder};
pub use envelope::{EnvelopeContext, SealedCase};
pub use keys::{KeyError, RegionKeys, TlsKey};
pub use receipt::ReceiptError;
pub use sealing::{OpenError, SealError};
pub use signature::{SignatureDomain, SigningKey, verify};
pub use token::{JoinToken, TokenError};
pub use words::six_words;

/// The operating system gave no random bytes; nothing secret can be made.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("the operating system gives no random bytes")]
pub struct NoRandomness;

/// Fresh random bytes from the operating system.
///
/// # Errors
/// [`NoRandomness`] when the system gives none.
pub fn random_bytes<const N: usize>() -> Result<[u8; N], NoRandomness> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| NoRandomness)?;
    Ok(bytes)
}

/// SHA-256 of some bytes.
#[must_use]
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    use sha2::Digest as _;
    sha2::Sha256::digest(bytes).into()
}
