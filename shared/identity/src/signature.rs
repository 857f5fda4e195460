//! Ed25519 signatures, each in a domain: a signature under an offer can never pass as one under a receipt.

use crate::{KeyError, private_file, random_bytes};
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};
use std::{fmt, path::Path};
use zeroize::Zeroizing;

/// What a signature is for. Each has its own prefix before the signed bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SignatureDomain {
    /// A region's request to join.
    Enrolment,
    /// A public vacancy, by its region.
    Vacancy,
    /// A noisy table, by its region.
    Release,
    /// The statement of a hand-over, by the sender.
    HandoverOffer,
    /// The same statement, by the receiver.
    HandoverAccept,
    /// The directory, by the network.
    Directory,
    /// The receipt of a hand-over, by the network.
    HandoverReceipt,
    /// The receipt of a release, by the network.
    ReleaseReceipt,
    /// The figures of all regions, by the network.
    Figures,
}

impl SignatureDomain {
    /// The domain as it stands in the signed bytes. Never changed: old receipts stay verifiable.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Enrolment => "enrolment",
            Self::Vacancy => "vacancy",
            Self::Release => "release",
            Self::HandoverOffer => "handover offer",
            Self::HandoverAccept => "handover accept",
            Self::Directory => "directory",
            Self::HandoverReceipt => "handover receipt",
            Self::ReleaseReceipt => "release receipt",
            Self::Figures => "figures",
        }
    }

    /// `schakelnet`, the domain, a zero byte, then the bytes: no name contains a zero, so no two domains can
    /// make the same text.
    fn signed_text(self, bytes: &[u8]) -> Vec<u8> {
        [b"schakelnet ", self.name().as_bytes(), &[0], bytes].concat()
    }
}

/// Whether `signature` is the key's over these bytes in this domain.
#[must_use]
pub fn verify(key: &[u8; 32], domain: SignatureDomain, bytes: &[u8], signature: &[u8]) -> bool {
    UnparsedPublicKey::new(&ED25519, key).verify(&domain.signed_text(bytes), signature).is_ok()
}

/// An Ed25519 private key. Only the seed is kept, in memory that is wiped; `Debug` shows the public key.
#[derive(Clone)]
pub struct SigningKey {
    seed: Zeroizing<[u8; 32]>,
    public: [u8; 32],
}

impl SigningKey {
    /// A fresh key.
    ///
    /// # Errors
    /// [`KeyError::Random`] without random bytes.
    pub fn generate() -> Result<Self, KeyError> {
        Self::from_seed(Zeroizing::new(random_bytes()?))
    }

    fn from_seed(seed: Zeroizing<[u8; 32]>) -> Result<Self, KeyError> {
        let pair = Ed25519KeyPair::from_seed_unchecked(seed.as_slice()).map_err(|_| KeyError::Malformed)?;
        let public = pair.public_key().as_ref().try_into().map_err(|_| KeyError::Malformed)?;
        Ok(Self { seed, public })
    }

    /// Reads the key from its file.
    ///
    /// # Errors
    /// [`KeyError`] when the file cannot be read or is no key.
    pub fn load(path: &Path) -> Result<Self, KeyError> {
        let bytes = private_file::read(path).map_err(|source| KeyError::read(path, source))?;
        let seed = bytes.as_slice().try_into().map_err(|_| KeyError::NotAKey { path: path.to_owned() })?;
        Self::from_seed(Zeroizing::new(seed))
    }

    /// Writes the key to its file, mode 0600.
    ///
    /// # Errors
    /// [`KeyError::Write`] when the system refuses.
    pub fn save(&self, path: &Path) -> Result<(), KeyError> {
        private_file::write(path, self.seed.as_slice()).map_err(|source| KeyError::write(path, source))
    }

    /// The public key.
    #[must_use]
    pub const fn public(&self) -> [u8; 32] {
        self.public
    }

    /// The signature over these bytes in this domain.
    #[must_use]
    pub fn sign(&self, domain: SignatureDomain, bytes: &[u8]) -> Vec<u8> {
        Ed25519KeyPair::from_seed_unchecked(self.seed.as_slice())
            .expect("the seed has 32 bytes and made a key before")
            .sign(&domain.signed_text(bytes))
            .as_ref()
            .to_vec()
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({})", hex::encode(self.public))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_holds_for_its_key_domain_and_bytes_only() {
        let key = SigningKey::generate().unwrap();
        let other = SigningKey::generate().unwrap();
        let domain = SignatureDomain::HandoverOffer;
        let signature = key.sign(domain, b"statement");
        assert!(verify(&key.public(), domain, b"statement", &signature));
        assert!(!verify(&key.public(), SignatureDomain::HandoverAccept, b"statement", &signature));
        assert!(!verify(&other.public(), domain, b"statement", &signature));
        assert!(!verify(&key.public(), domain, b"Statement", &signature));
        for at in 0..signature.len() {
            let mut flipped = signature.clone();
            flipped[at] ^= 1;
            assert!(!verify(&key.public(), domain, b"statement", &flipped), "byte {at}");
        }
        assert!(!verify(&key.public(), domain, b"statement", &[]));
    }

    #[test]
    fn a_private_key_does_not_show_in_debug_output() {
        let key = SigningKey::generate().unwrap();
        let shown = format!("{key:?}");
        assert!(shown.contains(&hex::encode(key.public())));
        assert!(!shown.contains(&hex::encode(key.seed.as_slice())));
    }
}
