//! Sends one message of the outbox and reads its answer. Storing what follows from it is the caller's, in one
//! transaction with the mark that it was delivered.

use super::session::Session;
use crate::storage::outbox::OutboxEntry;
use identity::receipt::{verify, verify_release};
use protocol::{
    DecodeError, Frame, Message, kind,
    latest::{Delivered, ErrorCode, HandoverOutcome, ReleaseReceipt},
};
use service::quic::CallError;

/// What came back for a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Vacancies were taken.
    Delivered(Delivered),
    /// A release is kept; the network signed for it.
    Release(Box<ReleaseReceipt>),
    /// What holds about a hand-over.
    Handover(Box<HandoverOutcome>),
}

/// Why a message was not delivered.
#[derive(Debug, thiserror::Error)]
pub enum SendError {
    /// It did not leave this machine; the same message is tried again.
    #[error("the coordinator cannot be reached: {0}")]
    NotSent(CallError),
    /// It may have arrived; the same message is sent again under the same id.
    #[error("{0}")]
    Later(CallError),
    /// The coordinator refuses it for good.
    #[error("{sentence}")]
    Refused {
        /// The kind of refusal.
        code: Option<ErrorCode>,
        /// What the coordinator says, or why it cannot be sent.
        sentence: String,
    },
    /// The answer cannot be believed; the message is sent again.
    #[error("the coordinator's answer is not believed: {what}")]
    NotBelieved {
        /// What is wrong with it.
        what: String,
    },
}

impl SendError {
    /// The reason as the outbox keeps it: a short stable name, which the pages have words for.
    #[must_use]
    pub const fn reason(&self) -> &'static str {
        match self {
            Self::NotSent(_) => "unreachable",
            Self::Later(CallError::Refused(reply)) => refusal(reply.code),
            Self::Later(_) => "no-answer",
            Self::NotBelieved { .. } => "not-believed",
            Self::Refused { code: Some(code), .. } => refusal(*code),
            Self::Refused { code: None, .. } => "too-large",
        }
    }
}

const fn refusal(code: ErrorCode) -> &'static str {
    match code {
        ErrorCode::UnknownVersion => "unknown-version",
        ErrorCode::UnknownKind => "unknown-kind",
        ErrorCode::Malformed => "malformed",
        ErrorCode::NotAdmitted => "not-admitted",
        ErrorCode::Forbidden => "forbidden",
        ErrorCode::BadSignature => "bad-signature",
        ErrorCode::NotFound => "not-found",
        ErrorCode::Conflict => "conflict",
        ErrorCode::BadToken => "bad-token",
        ErrorCode::Unavailable => "no-answer",
    }
}

/// Sends a message and gives its answer, verified.
///
/// # Errors
/// [`SendError`], which says whether the message is tried again.
pub async fn send(
    session: &Session,
    network_key: &[u8; 32],
    entry: &OutboxEntry,
) -> Result<Answer, SendError> {
    let message = &entry.message;
    let answer =
        session.send(message.kind, message.message_id, message.payload.clone()).await.map_err(sorted)?;
    match message.kind {
        kind::VACANCY_CHANGES => read(&answer).map(Answer::Delivered),
        kind::RELEASE_DELIVERY => {
            let receipt: ReleaseReceipt = read(&answer)?;
            if !verify_release(network_key, &receipt) {
                return Err(SendError::NotBelieved {
                    what: "the receipt is not signed by the network".into(),
                });
            }
            Ok(Answer::Release(Box::new(receipt)))
        }
        kind::HANDOVER_OFFER | kind::HANDOVER_DECISION | kind::HANDOVER_CLOSE => {
            let outcome: HandoverOutcome = read(&answer)?;
            believe(network_key, &outcome)?;
            Ok(Answer::Handover(Box::new(outcome)))
        }
        other => Err(SendError::Refused {
            code: None,
            sentence: format!("no message of kind {other} leaves a node"),
        }),
    }
}

/// Checks what an outcome claims: without a receipt that all three signed, nobody has accepted anything.
///
/// # Errors
/// [`SendError::NotBelieved`].
pub fn believe(network_key: &[u8; 32], outcome: &HandoverOutcome) -> Result<(), SendError> {
    let not_believed = |what: String| Err(SendError::NotBelieved { what });
    match &outcome.receipt {
        None if outcome.state.belongs_to_receiver() => {
            not_believed("an accepted hand-over without a receipt".to_owned())
        }
        None => Ok(()),
        Some(receipt) => match verify(network_key, receipt) {
            Ok(statement) if statement.handover == outcome.handover => Ok(()),
            Ok(_) => not_believed("the receipt of another hand-over".to_owned()),
            Err(error) => not_believed(error.to_string()),
        },
    }
}

fn sorted(error: CallError) -> SendError {
    match error {
        CallError::Connect { .. } | CallError::NotTrusted { .. } | CallError::Tls(_) => {
            SendError::NotSent(error)
        }
        CallError::Refused(reply) if !reply.code.is_transient() => {
            SendError::Refused { code: Some(reply.code), sentence: reply.sentence }
        }
        CallError::Encode(_) | CallError::TooLarge { .. } => {
            SendError::Refused { code: None, sentence: error.to_string() }
        }
        _ => SendError::Later(error),
    }
}

fn read<M: Message>(answer: &Frame) -> Result<M, SendError> {
    let wrong = |error: Option<DecodeError>| SendError::NotBelieved {
        what: error
            .map_or_else(|| format!("it is of kind {}", answer.header.kind), |error| error.to_string()),
    };
    if answer.header.kind != M::KIND {
        return Err(wrong(None));
    }
    protocol::decode(&answer.payload, M::LIMIT_BYTES).map_err(|error| wrong(Some(error)))
}
