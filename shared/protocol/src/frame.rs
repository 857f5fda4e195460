//! The envelope of every message: length, protocol version, message kind, message id, then the payload.
//!
//! ```text
//! u32 length of what follows | u16 version | u16 kind | 16 bytes message id | payload
//! ```
//! All integers are big-endian. The header has one layout in every version, so that an unknown version can be
//! answered. The length is compared with the limit before any memory is taken.

use crate::{ProtocolVersion, codec::LARGEST_MESSAGE_BYTES};
use vocabulary::MessageId;

/// Bytes of the length field.
pub const LENGTH_BYTES: usize = 4;
/// Bytes of version, kind and message id.
pub const HEADER_BYTES: usize = 2 + 2 + 16;

/// What stands before the payload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FrameHeader {
    /// The version in which the payload is written.
    pub version: ProtocolVersion,
    /// Which message the payload is, see [`crate::kind`].
    pub kind: u16,
    /// The id by which a receiver recognises a repeated message.
    pub message_id: MessageId,
}

/// One message as it goes over a stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// Version, kind and id.
    pub header: FrameHeader,
    /// The encoded message.
    pub payload: Vec<u8>,
}

/// Bytes that are not a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FrameError {
    /// The announced length is above the limit; nothing was read beyond it.
    #[error("a frame of {size_bytes} bytes is announced, {limit_bytes} is the limit")]
    TooLarge {
        /// What the length field says.
        size_bytes: usize,
        /// What is allowed.
        limit_bytes: usize,
    },
    /// The bytes end before the frame does, or the length leaves no room for a header.
    #[error("the frame is cut off: {have_bytes} bytes of {want_bytes}")]
    Truncated {
        /// How many bytes there are.
        have_bytes: usize,
        /// How many there should be.
        want_bytes: usize,
    },
    /// Bytes follow the frame.
    #[error("{left_over} bytes follow the frame")]
    LeftOver {
        /// How many bytes follow.
        left_over: usize,
    },
}

impl Frame {
    /// The bytes of the frame, length first.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let length = u32::try_from(HEADER_BYTES + self.payload.len())
            .expect("a payload is at most LARGEST_MESSAGE_BYTES, far below 4 GiB");
        let mut bytes = Vec::with_capacity(LENGTH_BYTES + HEADER_BYTES + self.payload.len());
        bytes.extend_from_slice(&length.to_be_bytes());
        bytes.extend_from_slice(&self.header.version.0.to_be_bytes());
        bytes.extend_from_slice(&self.header.kind.to_be_bytes());
        bytes.extend_from_slice(&self.header.message_id.to_bytes());
        bytes.extend_from_slice(&self.payload);
        bytes
    }

    /// How many bytes follow the length field, if that many are allowed.
    ///
    /// # Errors
    /// [`FrameError::TooLarge`] or [`FrameError::Truncated`], before anything is allocated.
    pub fn body_length(length_field: [u8; LENGTH_BYTES]) -> Result<usize, FrameError> {
        Self::body_length_within(length_field, LARGEST_MESSAGE_BYTES)
    }

    /// As [`Self::body_length`], with a payload limit of its own: replicas send each other larger frames than
    /// nodes do.
    ///
    /// # Errors
    /// As [`Self::body_length`].
    pub fn body_length_within(
        length_field: [u8; LENGTH_BYTES],
        largest_payload_bytes: usize,
    ) -> Result<usize, FrameError> {
        let size_bytes = u32::from_be_bytes(length_field) as usize;
        let limit_bytes = HEADER_BYTES + largest_payload_bytes;
        if size_bytes > limit_bytes {
            return Err(FrameError::TooLarge { size_bytes, limit_bytes });
        }
        if size_bytes < HEADER_BYTES {
            return Err(FrameError::Truncated { have_bytes: size_bytes, want_bytes: HEADER_BYTES });
        }
        Ok(size_bytes)
    }

    /// Reads what follows the length field.
    ///
    /// # Errors
    /// [`FrameError::Truncated`] when there is no whole header.
    pub fn from_body(body: &[u8]) -> Result<Self, FrameError> {
        let truncated = FrameError::Truncated { have_bytes: body.len(), want_bytes: HEADER_BYTES };
        let (version, rest) = body.split_first_chunk::<2>().ok_or(truncated)?;
        let (kind, rest) = rest.split_first_chunk::<2>().ok_or(truncated)?;
        let (message_id, payload) = rest.split_first_chunk::<16>().ok_or(truncated)?;
        Ok(Self {
            header: FrameHeader {
                version: ProtocolVersion(u16::from_be_bytes(*version)),
                kind: u16::from_be_bytes(*kind),
                message_id: MessageId::from_bytes(*message_id),
            },
            payload: payload.to_vec(),
        })
    }

    /// Reads one whole frame, length first, that fills `bytes` exactly.
    ///
    /// # Errors
    /// [`FrameError`] when the bytes are too many, too few, or announce too much.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, FrameError> {
        let truncated = FrameError::Truncated { have_bytes: bytes.len(), want_bytes: LENGTH_BYTES };
        let (length_field, body) = bytes.split_first_chunk::<LENGTH_BYTES>().ok_or(truncated)?;
        let want_bytes = Self::body_length(*length_field)?;
        match body.len().checked_sub(want_bytes) {
            None => Err(FrameError::Truncated { have_bytes: body.len(), want_bytes }),
            Some(0) => Self::from_body(body),
            Some(left_over) => Err(FrameError::LeftOver { left_over }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame() -> Frame {
        let header =
            FrameHeader { version: ProtocolVersion(2), kind: 5, message_id: MessageId::from_bytes([7; 16]) };
        Frame { header, payload: vec![1, 2, 3] }
    }

    #[test]
    fn a_frame_reads_back_as_it_was_written() {
        let bytes = frame().to_bytes();
        assert_eq!(bytes[..8], [0, 0, 0, 23, 0, 2, 0, 5]);
        assert_eq!(Frame::from_bytes(&bytes), Ok(frame()));
    }

    #[test]
    fn a_frame_cut_at_any_byte_is_refused() {
        let bytes = frame().to_bytes();
        for length in 0..bytes.len() {
            assert!(
                matches!(Frame::from_bytes(&bytes[..length]), Err(FrameError::Truncated { .. })),
                "{length}"
            );
        }
    }

    #[test]
    fn an_announced_length_above_the_limit_is_refused_from_the_length_field_alone() {
        assert!(matches!(Frame::body_length([0xFF; 4]), Err(FrameError::TooLarge { .. })));
        assert!(matches!(Frame::body_length([0, 0, 0, 3]), Err(FrameError::Truncated { .. })));
    }

    proptest::proptest! {
        #[test]
        fn random_bytes_never_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..100)) {
            let _unused = Frame::from_bytes(&bytes);
        }
    }
}
