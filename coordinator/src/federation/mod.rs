//! Serves the nodes: who may speak, what each message does, and what answers it.
//!
//! [`listener`] offers the three protocols on one port; [`enrolment`] lets regions ask to join; [`session`] admits
//! a region to each single request; [`dispatch`] leads each kind of message to its place: [`vacancies`],
//! [`releases`], [`figures`], [`handovers`]. [`replicas`] carries what replicas say to each other.
//!
//! **Invariant:** who asks is the certificate's business, never the message's. Every signature is checked against
//! the directory before a command is proposed, and every request looks at the region's state anew.

pub mod dispatch;
pub mod enrolment;
pub mod figures;
pub mod handovers;
pub mod listener;
pub mod releases;
pub mod replicas;
pub mod session;
pub mod vacancies;

use crate::{handle::HandleError, state::command::Refusal};
use protocol::latest::ErrorCode;

/// What a request comes to: its answer, or why not.
type Answer<T> = Result<T, Refusal>;

/// A refusal of the wire for whatever went wrong inside; the log keeps the reason.
fn refused(error: HandleError) -> Refusal {
    match error {
        HandleError::Refused(refusal) => refusal,
        HandleError::Certificate(_) => {
            Refusal::new(ErrorCode::Malformed, "the certificate signing request is wrong")
        }
        HandleError::Undecided(reason) => Refusal::new(ErrorCode::Unavailable, reason.to_string()),
        other @ (HandleError::Store(_) | HandleError::Encode(_) | HandleError::NoRandomness(_)) => {
            let reason = anyhow::Error::from(other);
            tracing::error!("a request could not be answered: {reason:#}");
            Refusal::new(ErrorCode::Unavailable, "the coordinator cannot answer now")
        }
    }
}

/// A refusal of this kind.
fn refuse<T>(code: ErrorCode, sentence: impl Into<String>) -> Answer<T> {
    Err(Refusal::new(code, sentence))
}
