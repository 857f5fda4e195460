//! What a TLS certificate of the network says: who holds it, until when, under which serial number.

use jiff::Timestamp;
use rustls::pki_types::CertificateDer;
use vocabulary::RegionId;
use x509_parser::prelude::{FromDer as _, GeneralName, X509Certificate};

/// The suffix of a region's name in its certificate.
const REGION_SUFFIX: &str = ".region.schakelnet.internal";
/// The suffix of a replica's name in its certificate.
const REPLICA_SUFFIX: &str = ".replica.schakelnet.internal";
/// The name that every replica's certificate carries beside its own; nodes ask for it.
pub const COORDINATOR_NAME: &str = "coordinator.schakelnet.internal";

/// Who holds a certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holder {
    /// A region's node.
    Region(RegionId),
    /// A replica of the coordinator.
    Replica(u64),
}

/// What a certificate says. Whether the network's authority signed it is another question, asked by TLS.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateIdentity {
    /// Who holds it.
    pub holder: Holder,
    /// Its serial number.
    pub serial: Vec<u8>,
    /// From when it counts.
    pub not_before: Timestamp,
    /// Until when it counts.
    pub not_after: Timestamp,
}

impl CertificateIdentity {
    /// The moment from which the holder asks for the next certificate: two thirds of its life.
    #[must_use]
    pub fn renew_from(&self) -> Timestamp {
        let life = self.not_before.duration_until(self.not_after);
        self.not_before.saturating_add(life * 2 / 3).unwrap_or(self.not_after)
    }
}

/// Why a certificate or a signing request is not taken.
#[derive(Debug, thiserror::Error)]
pub enum CertificateError {
    /// Not a certificate.
    #[error("these bytes are no certificate")]
    Malformed,
    /// Not one name, or a name that no region and no replica has.
    #[error("the certificate names no region and no replica")]
    NoHolder,
    /// The signing request cannot be read or its own signature is wrong.
    #[error("the certificate signing request is wrong")]
    BadRequest(#[source] rcgen::Error),
    /// The certificate could not be made.
    #[error("cannot issue the certificate")]
    Issue(#[source] rcgen::Error),
    /// No random serial number.
    #[error(transparent)]
    NoRandomness(#[from] crate::NoRandomness),
}

/// The name of a region in certificates.
#[must_use]
pub fn region_name(region: &RegionId) -> String {
    format!("{}{REGION_SUFFIX}", region.as_str().to_ascii_lowercase())
}

/// The name of a replica in certificates.
#[must_use]
pub fn replica_name(replica: u64) -> String {
    format!("{replica}{REPLICA_SUFFIX}")
}

/// Reads a certificate.
///
/// # Errors
/// [`CertificateError`] when the bytes are no certificate or name nobody, or more than one holder.
pub fn identify(certificate: &CertificateDer<'_>) -> Result<CertificateIdentity, CertificateError> {
    let (rest, parsed) = X509Certificate::from_der(certificate).map_err(|_| CertificateError::Malformed)?;
    if !rest.is_empty() {
        return Err(CertificateError::Malformed);
    }
    let names = parsed
        .subject_alternative_name()
        .map_err(|_| CertificateError::Malformed)?
        .ok_or(CertificateError::NoHolder)?;
    let mut holders = names.value.general_names.iter().filter(|name| {
        // Every replica has this name, so it says nothing about who holds the certificate.
        !matches!(name, GeneralName::DNSName(name) if *name == COORDINATOR_NAME)
    });
    let (Some(GeneralName::DNSName(name)), None) = (holders.next(), holders.next()) else {
        return Err(CertificateError::NoHolder);
    };
    let time = |seconds| Timestamp::from_second(seconds).map_err(|_| CertificateError::Malformed);
    Ok(CertificateIdentity {
        holder: holder(name).ok_or(CertificateError::NoHolder)?,
        serial: parsed.tbs_certificate.raw_serial().to_vec(),
        not_before: time(parsed.validity().not_before.timestamp())?,
        not_after: time(parsed.validity().not_after.timestamp())?,
    })
}

fn holder(name: &str) -> Option<Holder> {
    if let Some(region) = name.strip_suffix(REGION_SUFFIX) {
        let region = RegionId::new(&region.to_ascii_uppercase()).ok()?;
        (region_name(&region) == name).then_some(Holder::Region(region))
    } else {
        let replica = name.strip_suffix(REPLICA_SUFFIX)?.parse().ok()?;
        (replica_name(replica) == name).then_some(Holder::Replica(replica))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_only_in_its_one_spelling() {
        let region = RegionId::new("AM24").unwrap();
        assert_eq!(holder(&region_name(&region)), Some(Holder::Region(region)));
        assert_eq!(holder(&replica_name(3)), Some(Holder::Replica(3)));
        for wrong in [
            "AM24.region.schakelnet.internal",
            "am24.replica.schakelnet.internal",
            "03.replica.schakelnet.internal",
            "+3.replica.schakelnet.internal",
            "am24.region.schakelnet.internal.example.org",
            "x.am24.region.schakelnet.internal",
            "am241.region.schakelnet.internal",
        ] {
            assert_eq!(holder(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn bytes_that_are_no_certificate_are_refused() {
        for bytes in [&[] as &[u8], &[0x30, 0x03, 1, 2, 3], &[0xFF; 600]] {
            assert!(matches!(identify(&CertificateDer::from(bytes)), Err(CertificateError::Malformed)));
        }
    }
}
