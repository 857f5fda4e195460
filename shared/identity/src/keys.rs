//! The three keys of a region, made on its node and never leaving it.

use crate::{NoRandomness, SignatureDomain, SigningKey, private_file, sealing::SealingKey};
use rcgen::{CertificateParams, DistinguishedName, PublicKeyData as _};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use std::{
    fmt, io,
    path::{Path, PathBuf},
};
use vocabulary::RegionId;
use zeroize::Zeroizing;

/// Why a key cannot be made, read or written.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// No random bytes.
    #[error("cannot make a key")]
    Random(#[source] NoRandomness),
    /// The file cannot be read.
    #[error("cannot read the key {path}")]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        #[source]
        source: io::Error,
    },
    /// The file cannot be written.
    #[error("cannot write the key {path}")]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system says.
        #[source]
        source: io::Error,
    },
    /// The file holds something else.
    #[error("{path} does not hold a key: restore it from the backup of the data folder")]
    NotAKey {
        /// The file.
        path: PathBuf,
    },
    /// Bytes that no key can be made of.
    #[error("these bytes are no key")]
    Malformed,
}

impl KeyError {
    pub(crate) fn read(path: &Path, source: io::Error) -> Self {
        Self::Read { path: path.to_owned(), source }
    }

    pub(crate) fn write(path: &Path, source: io::Error) -> Self {
        Self::Write { path: path.to_owned(), source }
    }
}

impl From<NoRandomness> for KeyError {
    fn from(source: NoRandomness) -> Self {
        Self::Random(source)
    }
}

/// A TLS key (Ed25519, whose signatures all have one size), as PKCS#8 in memory that is wiped.
#[derive(Clone)]
pub struct TlsKey {
    pkcs8: Zeroizing<Vec<u8>>,
}

impl TlsKey {
    /// A fresh key.
    ///
    /// # Errors
    /// [`KeyError::Malformed`] when the system gives no random bytes.
    pub fn generate() -> Result<Self, KeyError> {
        let pair = rcgen::KeyPair::generate_for(&rcgen::PKCS_ED25519).map_err(|_| KeyError::Malformed)?;
        Ok(Self { pkcs8: Zeroizing::new(pair.serialize_der()) })
    }

    /// Reads the key from its file.
    ///
    /// # Errors
    /// [`KeyError`] when the file cannot be read or is no key.
    pub fn load(path: &Path) -> Result<Self, KeyError> {
        let pkcs8 = private_file::read(path).map_err(|source| KeyError::read(path, source))?;
        let key = Self { pkcs8 };
        key.pair().map_err(|_| KeyError::NotAKey { path: path.to_owned() })?;
        Ok(key)
    }

    /// Writes the key to its file, mode 0600.
    ///
    /// # Errors
    /// [`KeyError::Write`] when the system refuses.
    pub fn save(&self, path: &Path) -> Result<(), KeyError> {
        private_file::write(path, &self.pkcs8).map_err(|source| KeyError::write(path, source))
    }

    /// The key as TLS takes it.
    #[must_use]
    pub fn private_key(&self) -> PrivateKeyDer<'static> {
        PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(self.pkcs8.to_vec()))
    }

    /// The public key as a certificate holds it (`SubjectPublicKeyInfo`, DER).
    ///
    /// # Errors
    /// [`KeyError::Malformed`] when the key is none; `load` and `generate` rule that out.
    pub fn spki(&self) -> Result<Vec<u8>, KeyError> {
        Ok(self.pair()?.subject_public_key_info())
    }

    /// A certificate signing request for a DNS name, DER. The authority decides which names it grants.
    ///
    /// # Errors
    /// [`KeyError::Malformed`] when the name is no DNS name.
    pub fn signing_request(&self, dns_name: &str) -> Result<Vec<u8>, KeyError> {
        let mut params = CertificateParams::new([dns_name.to_owned()]).map_err(|_| KeyError::Malformed)?;
        params.distinguished_name = DistinguishedName::new();
        let request = params.serialize_request(&self.pair()?).map_err(|_| KeyError::Malformed)?;
        Ok(request.der().to_vec())
    }

    fn pair(&self) -> Result<rcgen::KeyPair, KeyError> {
        let der = PrivatePkcs8KeyDer::from(self.pkcs8.as_slice());
        rcgen::KeyPair::from_pkcs8_der_and_sign_algo(&der, &rcgen::PKCS_ED25519)
            .map_err(|_| KeyError::Malformed)
    }
}

impl fmt::Debug for TlsKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TlsKey(…)")
    }
}

/// The keys of one region: for signatures, for sealed envelopes, for connections.
#[derive(Debug, Clone)]
pub struct RegionKeys {
    signing: SigningKey,
    sealing: SealingKey,
    tls: TlsKey,
}

impl RegionKeys {
    /// Fresh keys.
    ///
    /// # Errors
    /// [`KeyError`] without random bytes.
    pub fn generate() -> Result<Self, KeyError> {
        Ok(Self {
            signing: SigningKey::generate()?,
            sealing: SealingKey::generate()?,
            tls: TlsKey::generate()?,
        })
    }

    /// Whether the folder holds keys.
    #[must_use]
    pub fn exist(folder: &Path) -> bool {
        folder.join("tls.key").exists()
    }

    /// Reads the keys from a folder, usually `DATA_DIR/keys`.
    ///
    /// # Errors
    /// [`KeyError`] naming the file.
    pub fn load(folder: &Path) -> Result<Self, KeyError> {
        Ok(Self {
            signing: SigningKey::load(&folder.join("signing.key"))?,
            sealing: SealingKey::load(&folder.join("sealing.key"))?,
            tls: TlsKey::load(&folder.join("tls.key"))?,
        })
    }

    /// Writes the keys into a folder (0700), each file 0600. The last file marks the set as complete.
    ///
    /// # Errors
    /// [`KeyError::Write`] naming the file.
    pub fn save(&self, folder: &Path) -> Result<(), KeyError> {
        self.signing.save(&folder.join("signing.key"))?;
        self.sealing.save(&folder.join("sealing.key"))?;
        self.tls.save(&folder.join("tls.key"))
    }

    /// The Ed25519 public key.
    #[must_use]
    pub const fn signing_key(&self) -> [u8; 32] {
        self.signing.public()
    }

    /// The X25519 public key.
    #[must_use]
    pub const fn sealing_key(&self) -> [u8; 32] {
        self.sealing.public()
    }

    /// The key for connections.
    #[must_use]
    pub const fn tls(&self) -> &TlsKey {
        &self.tls
    }

    /// The signature over these bytes in this domain.
    #[must_use]
    pub fn sign(&self, domain: SignatureDomain, bytes: &[u8]) -> Vec<u8> {
        self.signing.sign(domain, bytes)
    }

    /// A certificate signing request for the region, DER.
    ///
    /// # Errors
    /// [`KeyError::Malformed`], which a region code rules out.
    pub fn signing_request(&self, region: &RegionId) -> Result<Vec<u8>, KeyError> {
        self.tls.signing_request(&crate::certificate::region_name(region))
    }

    /// What was sealed to this region for a use; see [`crate::sealing::seal`].
    ///
    /// # Errors
    /// [`crate::OpenError`] when it was sealed to another key or for another use, or was changed.
    pub fn open(&self, info: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, crate::OpenError> {
        self.sealing.open(info, sealed)
    }

    pub(crate) fn open_unpadded(
        &self,
        info: &[u8],
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, crate::OpenError> {
        self.sealing.open_unpadded(info, sealed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;

    #[test]
    fn keys_are_read_back_from_files_that_only_their_owner_can_read() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().join("keys");
        assert!(!RegionKeys::exist(&folder));
        let keys = RegionKeys::generate().unwrap();
        keys.save(&folder).unwrap();
        assert!(RegionKeys::exist(&folder));
        for file in std::fs::read_dir(&folder).unwrap() {
            let mode = file.unwrap().metadata().unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        let loaded = RegionKeys::load(&folder).unwrap();
        assert_eq!(loaded.signing_key(), keys.signing_key());
        assert_eq!(loaded.sealing_key(), keys.sealing_key());
        assert_eq!(loaded.tls().spki().unwrap(), keys.tls().spki().unwrap());
    }

    #[test]
    fn a_damaged_key_file_is_named() {
        let folder = tempfile::tempdir().unwrap();
        RegionKeys::generate().unwrap().save(folder.path()).unwrap();
        for file in ["signing.key", "sealing.key", "tls.key"] {
            let path = folder.path().join(file);
            let good = std::fs::read(&path).unwrap();
            std::fs::write(&path, b"short").unwrap();
            let error = RegionKeys::load(folder.path()).unwrap_err();
            assert!(error.to_string().contains(file), "{error}");
            std::fs::write(&path, good).unwrap();
        }
        RegionKeys::load(folder.path()).unwrap();
    }
}
