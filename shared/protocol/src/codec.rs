//! bincode 2 behind two functions, with the three checks that bincode leaves to its caller: a limit per
//! message type, no bytes left over, and an error value instead of a panic.
//!
//! Measured rules for message types (see `docs/protocol.md`): no zero-sized elements in a `Vec`, no recursive
//! types, enum variants only appended, never `skip_serializing_if`, `flatten`, `untagged` or `tag`. Bytes that
//! are signed or hashed are kept as received and never encoded again.

use serde::{Serialize, de::DeserializeOwned};

/// The largest message that any type may have, in bytes: an envelope of a case with its attachments left out.
pub const LARGEST_MESSAGE_BYTES: usize = 4 * 1024 * 1024;

/// A value that could not be written.
#[derive(Debug, thiserror::Error)]
#[error("cannot encode a {type_name}")]
pub struct EncodeError {
    type_name: &'static str,
    #[source]
    source: bincode::error::EncodeError,
}

/// Bytes that are not the message they claim to be.
#[derive(Debug, thiserror::Error)]
pub enum DecodeError {
    /// The bytes do not form a value of the type.
    #[error("the bytes are not a {type_name}")]
    Malformed {
        /// The type that was expected.
        type_name: &'static str,
        /// What bincode says about it.
        #[source]
        source: bincode::error::DecodeError,
    },
    /// The value was complete before the bytes were.
    #[error("{left_over} bytes are left over after a {type_name}")]
    LeftOver {
        /// The type that was expected.
        type_name: &'static str,
        /// How many bytes follow the value.
        left_over: usize,
    },
    /// The message is larger than its type may be.
    #[error("{size_bytes} bytes are more than the {limit_bytes} that a {type_name} may have")]
    TooLarge {
        /// The type that was expected.
        type_name: &'static str,
        /// The size of the message.
        size_bytes: usize,
        /// The limit of the type.
        limit_bytes: usize,
    },
}

/// Writes a value. Integers have variable length, see the module's rules.
///
/// # Errors
/// [`EncodeError`] when the type cannot be written with bincode, which a golden test of the type finds.
pub fn encode<T: Serialize>(value: &T) -> Result<Vec<u8>, EncodeError> {
    bincode::serde::encode_to_vec(value, bincode::config::standard())
        .map_err(|source| EncodeError { type_name: short_name::<T>(), source })
}

/// Reads a value of at most `limit_bytes` that fills `bytes` exactly.
///
/// # Errors
/// [`DecodeError`] when the bytes are too many, malformed, or not used up.
pub fn decode<T: DeserializeOwned>(bytes: &[u8], limit_bytes: usize) -> Result<T, DecodeError> {
    let type_name = short_name::<T>();
    if bytes.len() > limit_bytes {
        return Err(DecodeError::TooLarge { type_name, size_bytes: bytes.len(), limit_bytes });
    }
    let config = bincode::config::standard().with_limit::<LARGEST_MESSAGE_BYTES>();
    let (value, used) = bincode::serde::decode_from_slice(bytes, config)
        .map_err(|source| DecodeError::Malformed { type_name, source })?;
    match bytes.len() - used {
        0 => Ok(value),
        left_over => Err(DecodeError::LeftOver { type_name, left_over }),
    }
}

fn short_name<T>() -> &'static str {
    let name = std::any::type_name::<T>();
    name.rsplit("::").next().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_left_over_are_refused_though_bincode_takes_them() {
        let mut bytes = encode(&(7_u32, "x".to_owned())).unwrap();
        assert_eq!(decode::<(u32, String)>(&bytes, 100).unwrap(), (7, "x".to_owned()));
        bytes.push(0);
        assert!(matches!(
            decode::<(u32, String)>(&bytes, 100),
            Err(DecodeError::LeftOver { left_over: 1, .. })
        ));
    }

    #[test]
    fn a_length_beyond_the_limit_is_refused_before_anything_is_allocated() {
        // 0xFD announces a 64-bit length; nothing of that size follows.
        let bytes = [0xFD, 0, 0, 0, 0, 0, 1, 0, 0];
        assert!(matches!(decode::<Vec<u8>>(&bytes, 100), Err(DecodeError::Malformed { .. })));
        assert!(matches!(decode::<Vec<u8>>(&[0; 101], 100), Err(DecodeError::TooLarge { .. })));
    }

    proptest::proptest! {
        #[test]
        fn random_bytes_never_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..300)) {
            let _unused = decode::<crate::latest::VacancyChanges>(&bytes, 1 << 20);
            let _unused = decode::<crate::latest::HandoverOffer>(&bytes, 1 << 20);
            let _unused = decode::<crate::latest::DirectoryDocument>(&bytes, 1 << 20);
        }
    }
}
