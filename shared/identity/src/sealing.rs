//! Sealing to one region's key (HPKE, RFC 9180, base mode, X25519-HKDF-SHA256, ChaCha20-Poly1305), after padding
//! to a size class so that the size tells little about the content.

use crate::{KeyError, private_file};
use hpke::{
    Deserializable as _, Kem as _, OpModeR, OpModeS, Serializable as _, aead::ChaCha20Poly1305,
    kdf::HkdfSha256, kem::X25519HkdfSha256,
};
use std::{fmt, path::Path};
use zeroize::Zeroizing;

type Kem = X25519HkdfSha256;
type PrivateKey = <Kem as hpke::Kem>::PrivateKey;
type PublicKey = <Kem as hpke::Kem>::PublicKey;
type EncappedKey = <Kem as hpke::Kem>::EncappedKey;

/// The sizes that padded content has, in bytes. The largest leaves room for an envelope in one message.
pub const SIZE_CLASSES: [usize; 6] = [1 << 10, 1 << 12, 1 << 14, 1 << 16, 1 << 18, 1 << 20];
/// The length field in front of padded content.
const LENGTH_BYTES: usize = 4;
/// The encapsulated key in front of the ciphertext.
const ENCAPPED_BYTES: usize = 32;

/// Why something was not sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// The receiver's key is no X25519 key.
    #[error("the receiver's sealing key is no key")]
    BadKey,
    /// There is more content than the largest size class takes.
    #[error("{size_bytes} bytes are more than the {} that can be sealed", largest())]
    TooLarge {
        /// The size of the content.
        size_bytes: usize,
    },
    /// No random bytes.
    #[error("the operating system gives no random bytes")]
    NoRandomness,
}

/// Why sealed bytes were not opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// Too short, or padded in a way that no sender pads.
    #[error("these are no sealed bytes")]
    Malformed,
    /// Sealed to another key or for another use, or changed on the way.
    #[error("the sealed bytes are not for this key and use, or were changed")]
    NotForUs,
}

const fn largest() -> usize {
    SIZE_CLASSES[SIZE_CLASSES.len() - 1] - LENGTH_BYTES
}

/// Content with its length in front and zeros behind, up to the next size class.
///
/// # Errors
/// [`SealError::TooLarge`].
pub fn pad(content: &[u8]) -> Result<Zeroizing<Vec<u8>>, SealError> {
    let too_large = SealError::TooLarge { size_bytes: content.len() };
    let size =
        SIZE_CLASSES.into_iter().find(|class| content.len() + LENGTH_BYTES <= *class).ok_or(too_large)?;
    let length = u32::try_from(content.len()).map_err(|_| too_large)?;
    let mut padded = Zeroizing::new(Vec::with_capacity(size));
    padded.extend_from_slice(&length.to_be_bytes());
    padded.extend_from_slice(content);
    padded.resize(size, 0);
    Ok(padded)
}

/// The content of padded bytes.
///
/// # Errors
/// [`OpenError::Malformed`] when the length does not fit or something stands in the padding.
pub fn unpad(padded: &[u8]) -> Result<Zeroizing<Vec<u8>>, OpenError> {
    let (length, rest) = padded.split_first_chunk::<LENGTH_BYTES>().ok_or(OpenError::Malformed)?;
    let length = u32::from_be_bytes(*length) as usize;
    let (content, padding) = rest.split_at_checked(length).ok_or(OpenError::Malformed)?;
    if padding.iter().any(|byte| *byte != 0) {
        return Err(OpenError::Malformed);
    }
    Ok(Zeroizing::new(content.to_vec()))
}

/// Seals content to a public key for one use, padded. `info` names the use and must be the same to open it.
///
/// # Errors
/// [`SealError`] when the key is none or the content is too large.
pub fn seal(to: &[u8; 32], info: &[u8], content: &[u8]) -> Result<Vec<u8>, SealError> {
    seal_unpadded(to, info, &pad(content)?)
}

pub(crate) fn seal_unpadded(to: &[u8; 32], info: &[u8], content: &[u8]) -> Result<Vec<u8>, SealError> {
    let to = PublicKey::from_bytes(to).map_err(|_| SealError::BadKey)?;
    let (encapped, ciphertext) =
        hpke::single_shot_seal::<ChaCha20Poly1305, HkdfSha256, Kem>(&OpModeS::Base, &to, info, content, &[])
            .map_err(|_| SealError::BadKey)?;
    Ok([encapped.to_bytes().as_slice(), &ciphertext].concat())
}

/// An X25519 private key in memory that is wiped; `Debug` shows the public key.
#[derive(Clone)]
pub struct SealingKey {
    private: Zeroizing<[u8; 32]>,
    public: [u8; 32],
}

impl SealingKey {
    /// A fresh key.
    ///
    /// # Errors
    /// [`KeyError::Random`] without random bytes.
    pub fn generate() -> Result<Self, KeyError> {
        let material = Zeroizing::new(crate::random_bytes::<32>()?);
        let (private, _) = Kem::derive_keypair(material.as_slice());
        let private = private.to_bytes().as_slice().try_into().map_err(|_| KeyError::Malformed)?;
        Self::from_bytes(Zeroizing::new(private))
    }

    fn from_bytes(private: Zeroizing<[u8; 32]>) -> Result<Self, KeyError> {
        let key = PrivateKey::from_bytes(private.as_slice()).map_err(|_| KeyError::Malformed)?;
        let public = Kem::sk_to_pk(&key).to_bytes().as_slice().try_into().map_err(|_| KeyError::Malformed)?;
        Ok(Self { private, public })
    }

    /// Reads the key from its file.
    ///
    /// # Errors
    /// [`KeyError`] when the file cannot be read or is no key.
    pub fn load(path: &Path) -> Result<Self, KeyError> {
        let bytes = private_file::read(path).map_err(|source| KeyError::read(path, source))?;
        let not_a_key = || KeyError::NotAKey { path: path.to_owned() };
        let private = bytes.as_slice().try_into().map_err(|_| not_a_key())?;
        Self::from_bytes(Zeroizing::new(private)).map_err(|_| not_a_key())
    }

    /// Writes the key to its file, mode 0600.
    ///
    /// # Errors
    /// [`KeyError::Write`] when the system refuses.
    pub fn save(&self, path: &Path) -> Result<(), KeyError> {
        private_file::write(path, self.private.as_slice()).map_err(|source| KeyError::write(path, source))
    }

    /// The public key, to which others seal.
    #[must_use]
    pub const fn public(&self) -> [u8; 32] {
        self.public
    }

    /// Opens what [`seal`] sealed to this key for the same use.
    ///
    /// # Errors
    /// [`OpenError`] when it was sealed to another key or for another use, or was changed.
    pub fn open(&self, info: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, OpenError> {
        unpad(&self.open_unpadded(info, sealed)?)
    }

    pub(crate) fn open_unpadded(&self, info: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, OpenError> {
        let (encapped, ciphertext) =
            sealed.split_first_chunk::<ENCAPPED_BYTES>().ok_or(OpenError::Malformed)?;
        let encapped = EncappedKey::from_bytes(encapped).map_err(|_| OpenError::Malformed)?;
        let private = PrivateKey::from_bytes(self.private.as_slice()).map_err(|_| OpenError::NotForUs)?;
        hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, Kem>(
            &OpModeR::Base,
            &private,
            &encapped,
            info,
            ciphertext,
            &[],
        )
        .map(Zeroizing::new)
        .map_err(|_| OpenError::NotForUs)
    }
}

impl fmt::Debug for SealingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SealingKey({})", hex::encode(self.public))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_key_and_use_that_it_was_sealed_for_opens_it() {
        let key = SealingKey::generate().unwrap();
        let other = SealingKey::generate().unwrap();
        let sealed = seal(&key.public(), b"note", b"call me on Monday").unwrap();
        assert_eq!(key.open(b"note", &sealed).unwrap().as_slice(), b"call me on Monday");
        assert_eq!(other.open(b"note", &sealed), Err(OpenError::NotForUs));
        assert_eq!(key.open(b"preview", &sealed), Err(OpenError::NotForUs));
        for at in (0..sealed.len()).step_by(7) {
            let mut flipped = sealed.clone();
            flipped[at] ^= 0x10;
            assert!(key.open(b"note", &flipped).is_err(), "byte {at}");
        }
        assert_eq!(key.open(b"note", &[1; 20]), Err(OpenError::Malformed));
    }

    #[test]
    fn sizes_fall_into_few_classes() {
        let check = |content: usize, padded: usize| {
            let bytes = pad(&vec![7; content]).unwrap();
            assert_eq!(bytes.len(), padded);
            assert_eq!(unpad(&bytes).unwrap().len(), content);
        };
        check(0, 1 << 10);
        check(1020, 1 << 10);
        check(1021, 1 << 12);
        check(60_000, 1 << 16);
        check((1 << 20) - 4, 1 << 20);
        assert!(matches!(pad(&vec![7; 1 << 20]), Err(SealError::TooLarge { .. })));
        let key = SealingKey::generate().unwrap().public();
        let sizes = [1, 500, 1000].map(|size| seal(&key, b"", &vec![1; size]).unwrap().len());
        assert!(sizes.iter().all(|size| *size == sizes[0]), "{sizes:?}");
    }

    #[test]
    fn something_in_the_padding_is_refused() {
        let mut padded = pad(b"abc").unwrap().to_vec();
        padded[900] = 1;
        assert_eq!(unpad(&padded), Err(OpenError::Malformed));
        assert_eq!(unpad(&[0, 0, 0, 9, 1]), Err(OpenError::Malformed));
    }
}
