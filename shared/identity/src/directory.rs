//! The directory with the network's signature.

use crate::{NetworkAuthority, SignatureDomain};
use protocol::latest::{DirectoryDocument, SignedDirectory};

/// The most bytes of a directory: far above a hundred regions with their revoked certificates.
const LIMIT_BYTES: usize = 1024 * 1024;

/// Why a directory is not believed.
#[derive(Debug, thiserror::Error)]
pub enum DirectoryError {
    /// Not the network's signature, or not these bytes.
    #[error("the directory is not signed by the network's key")]
    BadSignature,
    /// Signed, and yet not a directory.
    #[error("the directory cannot be read")]
    Malformed(#[source] protocol::DecodeError),
}

/// Signs a directory.
///
/// # Errors
/// [`protocol::EncodeError`] when it cannot be written, which a golden test of the type rules out.
pub fn sign(
    authority: &NetworkAuthority,
    document: &DirectoryDocument,
) -> Result<SignedDirectory, protocol::EncodeError> {
    let document = protocol::encode(document)?;
    let signature = authority.sign(SignatureDomain::Directory, &document);
    Ok(SignedDirectory { document, signature })
}

/// Reads a directory if the network signed it.
///
/// # Errors
/// [`DirectoryError`] when it did not, or the bytes are no directory.
pub fn verify(network_key: &[u8; 32], signed: &SignedDirectory) -> Result<DirectoryDocument, DirectoryError> {
    if !crate::verify(network_key, SignatureDomain::Directory, &signed.document, &signed.signature) {
        return Err(DirectoryError::BadSignature);
    }
    protocol::decode(&signed.document, LIMIT_BYTES).map_err(DirectoryError::Malformed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;

    #[test]
    fn a_directory_counts_only_with_the_networks_signature_over_its_bytes() {
        let network = NetworkAuthority::generate(Timestamp::UNIX_EPOCH).unwrap();
        let document = DirectoryDocument {
            version: 3,
            issued_at_ms: 5,
            regions: Vec::new(),
            revoked_serials: vec![vec![1, 2, 3]],
        };
        let signed = sign(&network, &document).unwrap();
        assert_eq!(verify(&network.network_key(), &signed).unwrap(), document);
        let other = NetworkAuthority::generate(Timestamp::UNIX_EPOCH).unwrap();
        assert!(verify(&other.network_key(), &signed).is_err());
        for at in 0..signed.document.len() {
            let mut changed = signed.clone();
            changed.document[at] ^= 1;
            assert!(verify(&network.network_key(), &changed).is_err(), "byte {at}");
        }
    }
}
