//! The request to join, signed by the keys that it brings.

use crate::{JoinToken, KeyError, RegionKeys, SignatureDomain, six_words, verify};
use protocol::{ProtocolVersion, latest::EnrolRequest};
use rcgen::{CertificateSigningRequestParams, PublicKeyData as _};
use rustls::pki_types::CertificateSigningRequestDer;

/// Why a request to join is not taken.
#[derive(Debug, thiserror::Error)]
pub enum EnrolmentError {
    /// The request cannot be signed or read.
    #[error("cannot write the request to join")]
    Encode(#[from] protocol::EncodeError),
    /// The node's keys are unusable.
    #[error("cannot use the region's keys")]
    Keys(#[from] KeyError),
    /// The signature is not the request's own key's.
    #[error("the request to join is not signed by the key that it brings")]
    BadSignature,
    /// The certificate signing request is malformed or not signed by its own key.
    #[error("the certificate signing request in the request to join is wrong")]
    BadSigningRequest(#[source] rcgen::Error),
}

/// The request of these keys to join with this token.
///
/// # Errors
/// [`EnrolmentError`] when the keys are unusable.
pub fn request(token: &JoinToken, keys: &RegionKeys) -> Result<EnrolRequest, EnrolmentError> {
    let mut request = EnrolRequest {
        token_secret: token.secret,
        region: token.region.clone(),
        signing_key: keys.signing_key(),
        sealing_key: keys.sealing_key(),
        signing_request: keys.signing_request(&token.region)?,
        oldest: ProtocolVersion::OLDEST,
        newest: ProtocolVersion::NEWEST,
        signature: Vec::new(),
    };
    request.signature = keys.sign(SignatureDomain::Enrolment, &protocol::encode(&request)?);
    Ok(request)
}

/// Checks that a request is signed by the keys that it brings, and gives its six words.
///
/// # Errors
/// [`EnrolmentError`] when either signature is wrong.
pub fn verify_request(
    request: &EnrolRequest,
    ca_fingerprint: &[u8; 32],
) -> Result<[&'static str; 6], EnrolmentError> {
    let mut unsigned = request.clone();
    let signature = std::mem::take(&mut unsigned.signature);
    let bytes = protocol::encode(&unsigned)?;
    if !verify(&request.signing_key, SignatureDomain::Enrolment, &bytes, &signature) {
        return Err(EnrolmentError::BadSignature);
    }
    let der = CertificateSigningRequestDer::from(request.signing_request.as_slice());
    let parsed =
        CertificateSigningRequestParams::from_der(&der).map_err(EnrolmentError::BadSigningRequest)?;
    let spki = parsed.public_key.subject_public_key_info();
    Ok(six_words(ca_fingerprint, &request.region, &request.signing_key, &request.sealing_key, &spki))
}

#[cfg(test)]
mod tests {
    use super::*;
    use vocabulary::RegionId;

    fn token() -> JoinToken {
        JoinToken {
            region: RegionId::new("AM24").unwrap(),
            addresses: Vec::new(),
            ca_fingerprint: [1; 32],
            network_key: [2; 32],
            secret: [3; 32],
            expires_at_ms: 0,
        }
    }

    #[test]
    fn both_ends_show_the_same_six_words_and_a_swapped_key_shows_others() {
        let keys = RegionKeys::generate().unwrap();
        let request = request(&token(), &keys).unwrap();
        let at_the_node = six_words(
            &[1; 32],
            &token().region,
            &keys.signing_key(),
            &keys.sealing_key(),
            &keys.tls().spki().unwrap(),
        );
        assert_eq!(verify_request(&request, &[1; 32]).unwrap(), at_the_node);

        // Somebody in between who has the token can only send keys of its own, and those have other words.
        let stranger = super::request(&token(), &RegionKeys::generate().unwrap()).unwrap();
        assert_ne!(verify_request(&stranger, &[1; 32]).unwrap(), at_the_node);
        assert_ne!(verify_request(&request, &[9; 32]).unwrap(), at_the_node);
    }

    #[test]
    fn a_request_with_a_key_that_is_not_its_own_is_refused() {
        let request = request(&token(), &RegionKeys::generate().unwrap()).unwrap();
        let other = RegionKeys::generate().unwrap();
        let mut changed = request.clone();
        changed.sealing_key = other.sealing_key();
        assert!(matches!(verify_request(&changed, &[1; 32]), Err(EnrolmentError::BadSignature)));
        let mut changed = request.clone();
        changed.signing_key = other.signing_key();
        assert!(matches!(verify_request(&changed, &[1; 32]), Err(EnrolmentError::BadSignature)));
        let mut changed = request;
        changed.region = RegionId::new("AM22").unwrap();
        assert!(matches!(verify_request(&changed, &[1; 32]), Err(EnrolmentError::BadSignature)));
    }
}
