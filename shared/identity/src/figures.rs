//! The figures of all regions with the network's signature.

use crate::{NetworkAuthority, SignatureDomain};
use protocol::{
    Message,
    latest::{FiguresDocument, FiguresReply, SignedFigures},
};

/// Why figures are not believed.
#[derive(Debug, thiserror::Error)]
pub enum FiguresError {
    /// Not the network's signature, or not these bytes.
    #[error("the figures are not signed by the network's key")]
    BadSignature,
    /// Signed, and yet no figures.
    #[error("the figures cannot be read")]
    Malformed(#[source] protocol::DecodeError),
}

/// Signs figures.
///
/// # Errors
/// [`protocol::EncodeError`] when they cannot be written, which a golden test of the type rules out.
pub fn sign(
    authority: &NetworkAuthority,
    document: &FiguresDocument,
) -> Result<SignedFigures, protocol::EncodeError> {
    let document = protocol::encode(document)?;
    let signature = authority.sign(SignatureDomain::Figures, &document);
    Ok(SignedFigures { document, signature })
}

/// Reads figures if the network signed them.
///
/// # Errors
/// [`FiguresError`] when it did not, or the bytes are no figures.
pub fn verify(network_key: &[u8; 32], signed: &SignedFigures) -> Result<FiguresDocument, FiguresError> {
    if !crate::verify(network_key, SignatureDomain::Figures, &signed.document, &signed.signature) {
        return Err(FiguresError::BadSignature);
    }
    protocol::decode(&signed.document, FiguresReply::LIMIT_BYTES).map_err(FiguresError::Malformed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;

    #[test]
    fn figures_count_only_with_the_networks_signature_over_their_bytes() {
        let network = NetworkAuthority::generate(Timestamp::UNIX_EPOCH).unwrap();
        let document = FiguresDocument { edition: 300, regions: Vec::new() };
        let signed = sign(&network, &document).unwrap();
        assert_eq!(verify(&network.network_key(), &signed).unwrap(), document);
        let other = NetworkAuthority::generate(Timestamp::UNIX_EPOCH).unwrap();
        assert!(matches!(verify(&other.network_key(), &signed), Err(FiguresError::BadSignature)));
        for at in 0..signed.document.len() {
            let mut changed = signed.clone();
            changed.document[at] ^= 1;
            assert!(verify(&network.network_key(), &changed).is_err(), "byte {at}");
        }
        // A directory with the same bytes is no figures: each use signs in a domain of its own.
        let signature = network.sign(SignatureDomain::Directory, &signed.document);
        assert!(verify(&network.network_key(), &SignedFigures { signature, ..signed }).is_err());
    }
}
