//! What a handler needs to read a request and to answer it.

use protocol::latest::ErrorCode;
use protocol::{Frame, FrameHeader, Message, ProtocolVersion, Request, latest::ErrorReply};
use vocabulary::MessageId;

/// The message of a frame.
///
/// # Errors
/// The frame that says so when the payload is not that message.
pub fn read<M: Message>(frame: &Frame) -> Result<M, Frame> {
    protocol::decode(&frame.payload, M::LIMIT_BYTES)
        .map_err(|error| refuse(&frame.header, ErrorCode::Malformed, &error.to_string()))
}

/// The answer to a request, in the request's version and under its message id.
#[must_use]
pub fn reply<R: Request>(request: &FrameHeader, reply: &R::Reply) -> Frame {
    match protocol::encode(reply) {
        Ok(payload) if payload.len() <= R::Reply::LIMIT_BYTES => {
            Frame { header: FrameHeader { kind: <R::Reply as Message>::KIND, ..*request }, payload }
        }
        Ok(_) => refuse(request, ErrorCode::Unavailable, "the answer is too large"),
        Err(error) => refuse(request, ErrorCode::Unavailable, &error.to_string()),
    }
}

/// The refusal of a request. The sentence is for the operator's log and never holds what was asked.
#[must_use]
pub fn refuse(request: &FrameHeader, code: ErrorCode, sentence: &str) -> Frame {
    refuse_until(request, code, sentence, None)
}

/// As [`refuse`], with the seconds after which asking again makes sense.
#[must_use]
pub fn refuse_until(
    request: &FrameHeader,
    code: ErrorCode,
    sentence: &str,
    retry_after_s: Option<u32>,
) -> Frame {
    let reply = ErrorReply {
        code,
        sentence: sentence.chars().take(500).collect(),
        oldest: ProtocolVersion::OLDEST,
        newest: ProtocolVersion::NEWEST,
        retry_after_s,
    };
    // ErrorReply has one layout in every version; the frame says OLDEST where the request's is not spoken.
    let version = if request.version.is_spoken() { request.version } else { ProtocolVersion::OLDEST };
    Frame {
        header: FrameHeader { version, kind: ErrorReply::KIND, message_id: request.message_id },
        payload: protocol::encode(&reply).expect("an error reply holds numbers and one short text"),
    }
}

/// The refusal of bytes that did not even have a header.
pub(super) fn refuse_bytes(sentence: &str) -> Frame {
    let nobody = FrameHeader {
        version: ProtocolVersion::OLDEST,
        kind: ErrorReply::KIND,
        message_id: MessageId::from_bytes([0; 16]),
    };
    refuse(&nobody, ErrorCode::Malformed, sentence)
}
