//! TLS settings of both ends: provider passed explicitly, TLS 1.3 only, time from our clock.

use super::{
    Alpn,
    limits::{ANSWERS_WAITING, STREAMS_OF_A_STRANGER, WINDOW_OF_A_STRANGER},
};
use crate::SharedClock;
use identity::{TlsKey, sha256};
use quinn::crypto::rustls::{QuicClientConfig, QuicServerConfig};
use rustls::{
    ClientConfig, DigitallySignedStruct, RootCertStore, ServerConfig, SignatureScheme,
    client::{
        Resumption, WebPkiServerVerifier,
        danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    },
    crypto::{CryptoProvider, ring},
    pki_types::{CertificateDer, ServerName, UnixTime},
    server::WebPkiClientVerifier,
    time_provider::TimeProvider,
};
use std::{fmt, sync::Arc, time::Duration};

/// A certificate chain, leaf first, with its key.
#[derive(Debug, Clone)]
pub struct Credentials {
    chain: Vec<CertificateDer<'static>>,
    key: TlsKey,
}

impl Credentials {
    /// The certificates as they were issued (leaf first, then the authority's), with the key of the leaf.
    #[must_use]
    pub fn new(chain: &[Vec<u8>], key: &TlsKey) -> Self {
        let chain = chain.iter().map(|der| CertificateDer::from(der.clone())).collect();
        Self { chain, key: key.clone() }
    }
}

/// How a client knows the coordinator.
#[derive(Debug, Clone)]
pub enum Trust {
    /// By the authority's certificate, which it has.
    Authority(CertificateDer<'static>),
    /// By the SHA-256 of the authority's certificate, from a join token; the certificate comes with the
    /// connection.
    Fingerprint([u8; 32]),
}

/// TLS could not be set up: a certificate that does not fit its key, or no certificate at all.
#[derive(Debug, thiserror::Error)]
#[error("cannot set up TLS with these certificates and keys: {reason}")]
pub struct TlsError {
    reason: String,
}

impl TlsError {
    fn new(reason: impl fmt::Display) -> Self {
        Self { reason: reason.to_string() }
    }
}

/// Our clock as TLS asks it.
#[derive(Debug)]
struct ClockTime(SharedClock);

impl TimeProvider for ClockTime {
    fn current_time(&self) -> Option<UnixTime> {
        let seconds = u64::try_from(self.0.now().as_second()).ok()?;
        Some(UnixTime::since_unix_epoch(Duration::from_secs(seconds)))
    }
}

fn provider() -> Arc<CryptoProvider> {
    Arc::new(ring::default_provider())
}

fn roots(authority: &CertificateDer<'_>) -> Result<Arc<RootCertStore>, rustls::Error> {
    let mut roots = RootCertStore::empty();
    roots.add(authority.clone().into_owned())?;
    Ok(Arc::new(roots))
}

/// The server's settings. A client certificate must be the authority's where there is one; whether there must be
/// one depends on the ALPN and is asked when the connection is there.
pub(super) fn server_config(
    credentials: &Credentials,
    authority: &CertificateDer<'_>,
    alpns: &[Alpn],
    clock: &SharedClock,
) -> Result<QuicServerConfig, TlsError> {
    let roots = roots(authority).map_err(TlsError::new)?;
    let verifier = WebPkiClientVerifier::builder_with_provider(roots, provider())
        .allow_unauthenticated()
        .build()
        .map_err(TlsError::new)?;
    let time = Arc::new(ClockTime(Arc::clone(clock)));
    let mut config = ServerConfig::builder_with_details(provider(), time)
        .with_protocol_versions(&[&rustls::version::TLS13])
        .map_err(TlsError::new)?
        .with_client_cert_verifier(verifier)
        .with_single_cert(credentials.chain.clone(), credentials.key.private_key())
        .map_err(TlsError::new)?;
    config.alpn_protocols = alpns.iter().map(|alpn| alpn.name().as_bytes().to_vec()).collect();
    // A resumed session would not look at the client's certificate again.
    config.send_tls13_tickets = 0;
    QuicServerConfig::try_from(config).map_err(TlsError::new)
}

/// The client's settings.
pub(super) fn client_config(
    credentials: Option<&Credentials>,
    trust: &Trust,
    alpn: Alpn,
    clock: &SharedClock,
) -> Result<QuicClientConfig, TlsError> {
    let time = Arc::new(ClockTime(Arc::clone(clock)));
    let builder = ClientConfig::builder_with_details(provider(), time)
        .with_protocol_versions(&[&rustls::version::TLS13])
        .map_err(TlsError::new)?;
    let builder = match trust {
        Trust::Authority(authority) => {
            builder.with_root_certificates(roots(authority).map_err(TlsError::new)?)
        }
        Trust::Fingerprint(fingerprint) => {
            let verifier = Arc::new(PinnedVerifier { fingerprint: *fingerprint, provider: provider() });
            builder.dangerous().with_custom_certificate_verifier(verifier)
        }
    };
    let mut config = match credentials {
        Some(credentials) => builder
            .with_client_auth_cert(credentials.chain.clone(), credentials.key.private_key())
            .map_err(TlsError::new)?,
        None => builder.with_no_client_auth(),
    };
    config.alpn_protocols = vec![alpn.name().as_bytes().to_vec()];
    config.resumption = Resumption::disabled();
    QuicClientConfig::try_from(config).map_err(TlsError::new)
}

/// Takes a server whose chain holds the authority with the pinned fingerprint and is valid under it.
#[derive(Debug)]
struct PinnedVerifier {
    fingerprint: [u8; 32],
    provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for PinnedVerifier {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        let authority = intermediates
            .iter()
            .find(|certificate| sha256(certificate) == self.fingerprint)
            .ok_or(rustls::Error::InvalidCertificate(rustls::CertificateError::UnknownIssuer))?;
        // From here on exactly what a client does that has the authority's certificate.
        WebPkiServerVerifier::builder_with_provider(roots(authority)?, Arc::clone(&self.provider))
            .build()
            .map_err(|error| rustls::Error::General(error.to_string()))?
            .verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now)
    }

    fn verify_tls12_signature(
        &self,
        _message: &[u8],
        _cert: &CertificateDer<'_>,
        _dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        Err(rustls::Error::General("TLS 1.2 is not spoken".to_owned()))
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        rustls::crypto::verify_tls13_signature(message, cert, dss, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

/// Transport settings of the asking end. The keep-alive of 10 s survives two lost packets.
pub(super) fn client_transport() -> quinn::TransportConfig {
    let mut transport = transport();
    transport.max_concurrent_bidi_streams(0_u32.into()).keep_alive_interval(Some(Duration::from_secs(10)));
    transport
}

/// Transport settings of the serving end, as long as nobody has shown a certificate. It keeps no connection alive: that
/// is the business of whoever wants something.
pub(super) fn server_transport() -> quinn::TransportConfig {
    let mut transport = transport();
    transport
        .max_concurrent_bidi_streams(STREAMS_OF_A_STRANGER.into())
        .receive_window(WINDOW_OF_A_STRANGER.into())
        .send_window(ANSWERS_WAITING);
    transport
}

/// What both ends have in common. A silent connection is given up after 30 s. MTU discovery and congestion control are
/// quinn's own.
fn transport() -> quinn::TransportConfig {
    let mut transport = quinn::TransportConfig::default();
    transport
        .max_concurrent_uni_streams(0_u32.into())
        .datagram_receive_buffer_size(None)
        .max_idle_timeout(Some(quinn::VarInt::from_u32(30_000).into()));
    transport
}
