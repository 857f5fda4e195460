//! The token with which a region joins: one line of text that the network operator sends and the node operator
//! pastes. It names the region and the coordinator's addresses, pins the network's keys, and works once.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use vocabulary::RegionId;

/// What every token begins with.
const PREFIX: &str = "schakel-join-";
/// Bytes of SHA-256 at the end: one mistyped token in four thousand million passes.
const CHECKSUM_BYTES: usize = 4;
/// The largest token, in bytes before base64: a handful of addresses fits many times.
const LIMIT_BYTES: usize = 4096;

/// A one-time invitation. `Debug` and logs show the region, never the secret.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoinToken {
    /// The region that is invited.
    pub region: RegionId,
    /// The coordinator's QUIC addresses, `host:port`, any of which will do.
    pub addresses: Vec<String>,
    /// SHA-256 of the authority's certificate; see [`crate::NetworkAuthority::fingerprint`].
    pub ca_fingerprint: [u8; 32],
    /// Ed25519 public key of the network.
    pub network_key: [u8; 32],
    /// The one-time secret.
    pub secret: [u8; 32],
    /// Until when it works, milliseconds since 1970 UTC.
    pub expires_at_ms: i64,
}

/// Why a text is not taken as a token.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// Something else was pasted.
    #[error("this is not a join token: one begins with `{PREFIX}` and is a single line without spaces")]
    NotAToken,
    /// A letter is wrong or missing.
    #[error("the token is incomplete or mistyped: copy it again as a whole")]
    Mistyped,
    /// Too late.
    #[error("the token has expired on {}: ask the network operator for a new one", day(*.expires_at_ms))]
    Expired {
        /// When it did, milliseconds since 1970 UTC.
        expires_at_ms: i64,
    },
}

fn day(at_ms: i64) -> String {
    Timestamp::from_millisecond(at_ms)
        .map_or_else(|_| at_ms.to_string(), |at| at.strftime("%F %H:%M UTC").to_string())
}

impl JoinToken {
    /// Refuses a token after its time.
    ///
    /// # Errors
    /// [`TokenError::Expired`].
    pub fn check_time(&self, now: Timestamp) -> Result<(), TokenError> {
        if now.as_millisecond() >= self.expires_at_ms {
            return Err(TokenError::Expired { expires_at_ms: self.expires_at_ms });
        }
        Ok(())
    }
}

impl fmt::Display for JoinToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut bytes = protocol::encode(self).map_err(|_| fmt::Error)?;
        let checksum = crate::sha256(&bytes);
        bytes.extend_from_slice(&checksum[..CHECKSUM_BYTES]);
        write!(f, "{PREFIX}{}", URL_SAFE_NO_PAD.encode(bytes))
    }
}

impl fmt::Debug for JoinToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "JoinToken({}, expires {})", self.region, day(self.expires_at_ms))
    }
}

impl FromStr for JoinToken {
    type Err = TokenError;

    fn from_str(text: &str) -> Result<Self, TokenError> {
        let body = text.trim().strip_prefix(PREFIX).ok_or(TokenError::NotAToken)?;
        let bytes = URL_SAFE_NO_PAD.decode(body).map_err(|_| TokenError::Mistyped)?;
        let (bytes, checksum) = bytes.split_last_chunk::<CHECKSUM_BYTES>().ok_or(TokenError::Mistyped)?;
        if crate::sha256(bytes)[..CHECKSUM_BYTES] != *checksum {
            return Err(TokenError::Mistyped);
        }
        protocol::decode(bytes, LIMIT_BYTES).map_err(|_| TokenError::Mistyped)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token() -> JoinToken {
        JoinToken {
            region: RegionId::new("AM24").unwrap(),
            addresses: vec!["coordinator.example.org:4433".to_owned(), "127.0.0.1:4433".to_owned()],
            ca_fingerprint: [1; 32],
            network_key: [2; 32],
            secret: [3; 32],
            expires_at_ms: 1_800_000_000_000,
        }
    }

    #[test]
    fn a_token_reads_back_from_its_text_and_hides_its_secret() {
        let text = token().to_string();
        assert!(text.starts_with("schakel-join-") && !text.contains(char::is_whitespace));
        assert_eq!(format!("  {text}\n").parse(), Ok(token()));
        assert_eq!(format!("{:?}", token()), "JoinToken(AM24, expires 2027-01-15 08:00 UTC)");
    }

    #[test]
    fn a_mistyped_token_is_said_to_be_mistyped() {
        let text = token().to_string();
        let start = "schakel-join-".len();
        for at in start..text.len() {
            let mut bytes = text.clone().into_bytes();
            bytes[at] = if bytes[at] == b'x' { b'y' } else { b'x' };
            let wrong = String::from_utf8(bytes).unwrap();
            assert_eq!(wrong.parse::<JoinToken>(), Err(TokenError::Mistyped), "letter {at}");
        }
        assert_eq!(text[..text.len() - 3].parse::<JoinToken>(), Err(TokenError::Mistyped));
        assert_eq!("schakel-join-".parse::<JoinToken>(), Err(TokenError::Mistyped));
        assert_eq!("hello".parse::<JoinToken>(), Err(TokenError::NotAToken));
    }

    #[test]
    fn an_expired_token_says_when_it_expired() {
        let just_before = Timestamp::from_millisecond(1_799_999_999_999).unwrap();
        let on_time = Timestamp::from_millisecond(1_800_000_000_000).unwrap();
        assert_eq!(token().check_time(just_before), Ok(()));
        let error = token().check_time(on_time).unwrap_err();
        assert!(error.to_string().contains("expired on 2027-01-15"), "{error}");
    }
}
