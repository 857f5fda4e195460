//! The network's own keys: the certificate authority, which signs short-lived TLS certificates, and the network's
//! signing key, which signs directory and receipts.

use crate::{
    CertificateError, KeyError, SignatureDomain, SigningKey, TlsKey,
    certificate::{COORDINATOR_NAME, identify, region_name, replica_name},
    private_file, random_bytes, sha256,
};
use jiff::{SignedDuration, Timestamp};
use rcgen::{
    BasicConstraints, CertificateParams, CertificateSigningRequestParams, DistinguishedName, DnType,
    ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair, KeyUsagePurpose, SerialNumber,
};
use rustls::pki_types::{CertificateDer, CertificateSigningRequestDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use std::path::Path;
use vocabulary::RegionId;

/// How long a certificate lasts. Short, so that a revoked region is out soon even without a list.
pub const CERTIFICATE_LIFE: SignedDuration = SignedDuration::from_hours(30 * 24);
/// How far before the moment of issue a certificate counts, for clocks that run behind.
const CLOCK_SLACK: SignedDuration = SignedDuration::from_hours(24);
/// How long the authority's own certificate lasts; a new authority is a new network.
const AUTHORITY_LIFE: SignedDuration = SignedDuration::from_hours(30 * 365 * 24);

/// A certificate just issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssuedCertificate {
    /// The certificate, then the authority's, DER.
    pub chain: Vec<Vec<u8>>,
    /// Its serial number, by which it can be revoked.
    pub serial: Vec<u8>,
    /// Until when it counts.
    pub not_after: Timestamp,
}

/// The keys of the network.
#[derive(Debug, Clone)]
pub struct NetworkAuthority {
    certificate: CertificateDer<'static>,
    certificate_key: TlsKey,
    signing: SigningKey,
}

impl NetworkAuthority {
    /// A fresh network.
    ///
    /// # Errors
    /// [`KeyError`] without random bytes.
    pub fn generate(now: Timestamp) -> Result<Self, KeyError> {
        let certificate_key = TlsKey::generate()?;
        let mut params = CertificateParams::default();
        let mut name = DistinguishedName::new();
        name.push(DnType::CommonName, format!("Schakelnet {}", hex::encode(random_bytes::<4>()?)));
        params.distinguished_name = name;
        params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        set_validity(&mut params, now, AUTHORITY_LIFE);
        params.serial_number = Some(serial()?);
        let pair = pair(&certificate_key).map_err(|_| KeyError::Malformed)?;
        let certificate = params.self_signed(&pair).map_err(|_| KeyError::Malformed)?.into();
        Ok(Self { certificate, certificate_key, signing: SigningKey::generate()? })
    }

    /// Reads the network's keys from a folder, usually `DATA_DIR/keys`.
    ///
    /// # Errors
    /// [`KeyError`] naming the file.
    pub fn load(folder: &Path) -> Result<Self, KeyError> {
        let path = folder.join("authority.crt");
        let certificate = private_file::read(&path).map_err(|source| KeyError::read(&path, source))?;
        Ok(Self {
            certificate: CertificateDer::from(certificate.to_vec()),
            certificate_key: TlsKey::load(&folder.join("authority.key"))?,
            signing: SigningKey::load(&folder.join("network.key"))?,
        })
    }

    /// Whether the folder holds a network's keys.
    #[must_use]
    pub fn exist(folder: &Path) -> bool {
        folder.join("authority.crt").exists()
    }

    /// Writes the network's keys into a folder, each file 0600; the certificate last, as the mark of a whole set.
    ///
    /// # Errors
    /// [`KeyError::Write`] naming the file.
    pub fn save(&self, folder: &Path) -> Result<(), KeyError> {
        self.certificate_key.save(&folder.join("authority.key"))?;
        self.signing.save(&folder.join("network.key"))?;
        let path = folder.join("authority.crt");
        private_file::write(&path, &self.certificate).map_err(|source| KeyError::write(&path, source))
    }

    /// The authority's certificate, the root of every connection.
    #[must_use]
    pub const fn certificate(&self) -> &CertificateDer<'static> {
        &self.certificate
    }

    /// SHA-256 of the authority's certificate, as a join token carries it.
    #[must_use]
    pub fn fingerprint(&self) -> [u8; 32] {
        sha256(&self.certificate)
    }

    /// The Ed25519 public key of the network.
    #[must_use]
    pub const fn network_key(&self) -> [u8; 32] {
        self.signing.public()
    }

    /// The network's signature over these bytes in this domain.
    #[must_use]
    pub fn sign(&self, domain: SignatureDomain, bytes: &[u8]) -> Vec<u8> {
        self.signing.sign(domain, bytes)
    }

    /// Issues a region's certificate for the key in the signing request. Of the request only the key counts:
    /// name, times and uses are the authority's.
    ///
    /// # Errors
    /// [`CertificateError::BadRequest`] when the request is malformed or not signed by its own key.
    pub fn issue_region(
        &self,
        region: &RegionId,
        signing_request: &[u8],
        now: Timestamp,
    ) -> Result<IssuedCertificate, CertificateError> {
        self.issue(vec![region_name(region)], &[ExtendedKeyUsagePurpose::ClientAuth], signing_request, now)
    }

    /// Issues a replica's certificate, good for serving nodes and for talking to the other replicas.
    ///
    /// # Errors
    /// As [`Self::issue_region`].
    pub fn issue_replica(
        &self,
        replica: u64,
        signing_request: &[u8],
        now: Timestamp,
    ) -> Result<IssuedCertificate, CertificateError> {
        let names = vec![replica_name(replica), COORDINATOR_NAME.to_owned()];
        let uses = [ExtendedKeyUsagePurpose::ServerAuth, ExtendedKeyUsagePurpose::ClientAuth];
        self.issue(names, &uses, signing_request, now)
    }

    fn issue(
        &self,
        names: Vec<String>,
        uses: &[ExtendedKeyUsagePurpose],
        signing_request: &[u8],
        now: Timestamp,
    ) -> Result<IssuedCertificate, CertificateError> {
        let request =
            CertificateSigningRequestParams::from_der(&CertificateSigningRequestDer::from(signing_request))
                .map_err(CertificateError::BadRequest)?;
        let mut params = CertificateParams::new(names).map_err(CertificateError::Issue)?;
        params.distinguished_name = DistinguishedName::new();
        params.is_ca = IsCa::ExplicitNoCa;
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = uses.to_vec();
        set_validity(&mut params, now, CERTIFICATE_LIFE);
        params.serial_number = Some(serial()?);
        let pair = pair(&self.certificate_key).map_err(CertificateError::Issue)?;
        let issuer = Issuer::from_ca_cert_der(&self.certificate, pair).map_err(CertificateError::Issue)?;
        let certificate = params.signed_by(&request.public_key, &issuer).map_err(CertificateError::Issue)?;
        let identity = identify(certificate.der())?;
        Ok(IssuedCertificate {
            chain: vec![certificate.der().to_vec(), self.certificate.to_vec()],
            serial: identity.serial,
            not_after: identity.not_after,
        })
    }
}

fn pair(key: &TlsKey) -> Result<KeyPair, rcgen::Error> {
    let PrivateKeyDer::Pkcs8(pkcs8) = key.private_key() else {
        return Err(rcgen::Error::CouldNotParseKeyPair);
    };
    let pkcs8 = PrivatePkcs8KeyDer::from(pkcs8.secret_pkcs8_der());
    KeyPair::from_pkcs8_der_and_sign_algo(&pkcs8, &rcgen::PKCS_ED25519)
}

/// Sixteen random bytes, the first below 0x80 so that the number is positive.
fn serial() -> Result<SerialNumber, crate::NoRandomness> {
    let mut bytes = random_bytes::<16>()?;
    bytes[0] = (bytes[0] & 0x7F) | 0x40;
    Ok(SerialNumber::from_slice(&bytes))
}

/// Lets the certificate count from a day before `now` until `life` after it, in whole seconds.
fn set_validity(params: &mut CertificateParams, now: Timestamp, life: SignedDuration) {
    let epoch = rcgen::date_time_ymd(1970, 1, 1);
    let seconds = |by| {
        let time = now.checked_add(by).unwrap_or(now);
        std::time::Duration::from_secs(u64::try_from(time.as_second()).unwrap_or(0))
    };
    params.not_before = epoch + seconds(-CLOCK_SLACK);
    params.not_after = epoch + seconds(life);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Holder, RegionKeys};

    fn now() -> Timestamp {
        "2026-11-24T03:00:00Z".parse().unwrap()
    }

    #[test]
    fn a_certificate_names_its_region_and_lasts_thirty_days() {
        let authority = NetworkAuthority::generate(now()).unwrap();
        let keys = RegionKeys::generate().unwrap();
        let region = RegionId::new("AM24").unwrap();
        let issued = authority.issue_region(&region, &keys.signing_request(&region).unwrap(), now()).unwrap();
        let identity = identify(&CertificateDer::from(issued.chain[0].as_slice())).unwrap();
        assert_eq!(identity.holder, Holder::Region(region.clone()));
        assert_eq!(identity.not_after, now() + CERTIFICATE_LIFE);
        assert_eq!(identity.not_before, now() - CLOCK_SLACK);
        assert!(identity.renew_from() > now() + SignedDuration::from_hours(19 * 24));
        assert!(identity.renew_from() < now() + SignedDuration::from_hours(21 * 24));
        let again = authority.issue_region(&region, &keys.signing_request(&region).unwrap(), now()).unwrap();
        assert_ne!(again.serial, issued.serial);
    }

    #[test]
    fn the_name_in_a_signing_request_counts_for_nothing() {
        let authority = NetworkAuthority::generate(now()).unwrap();
        let keys = RegionKeys::generate().unwrap();
        let [wanted, granted] = ["AM22", "AM24"].map(|code| RegionId::new(code).unwrap());
        let request = keys.signing_request(&wanted).unwrap();
        let issued = authority.issue_region(&granted, &request, now()).unwrap();
        let identity = identify(&CertificateDer::from(issued.chain[0].as_slice())).unwrap();
        assert_eq!(identity.holder, Holder::Region(granted));
        let issued = authority.issue_replica(2, &request, now()).unwrap();
        let identity = identify(&CertificateDer::from(issued.chain[0].as_slice())).unwrap();
        assert_eq!(identity.holder, Holder::Replica(2));
    }

    #[test]
    fn a_changed_signing_request_is_refused() {
        let authority = NetworkAuthority::generate(now()).unwrap();
        let region = RegionId::new("AM24").unwrap();
        let good = RegionKeys::generate().unwrap().signing_request(&region).unwrap();
        // The ten bytes in front of the signature name its algorithm once more, outside of what is signed.
        let signature_at = good.len() - 64;
        for at in (0..signature_at - 10).chain(signature_at..good.len()) {
            let mut bad = good.clone();
            bad[at] ^= 1;
            assert!(authority.issue_region(&region, &bad, now()).is_err(), "byte {at}");
        }
        assert!(authority.issue_region(&region, &[], now()).is_err());
    }

    #[test]
    fn a_network_is_read_back_from_its_folder() {
        let folder = tempfile::tempdir().unwrap();
        let authority = NetworkAuthority::generate(now()).unwrap();
        assert!(!NetworkAuthority::exist(folder.path()));
        authority.save(folder.path()).unwrap();
        let loaded = NetworkAuthority::load(folder.path()).unwrap();
        assert_eq!(loaded.fingerprint(), authority.fingerprint());
        assert_eq!(loaded.network_key(), authority.network_key());
        let region = RegionId::new("AM24").unwrap();
        let request = RegionKeys::generate().unwrap().signing_request(&region).unwrap();
        loaded.issue_region(&region, &request, now()).unwrap();
    }
}
