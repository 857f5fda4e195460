//! What goes between nodes and coordinator. Envelopes and shares are marks here: who could read a case is reckoned
//! from who holds which of them.

use node::domain::handover::Outcome;
use vocabulary::HandoverId;

/// One hand-over of a simulation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct HandoverNumber(pub(crate) u8);

/// What a node asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Request {
    Offer { number: HandoverNumber, to: crate::world::RegionNumber, expires_at_ms: i64 },
    Accept(HandoverNumber),
    Refuse(HandoverNumber),
    Withdraw(HandoverNumber),
    Close(HandoverNumber),
    Mailbox { after: u64 },
    Status(Vec<HandoverNumber>),
}

impl Request {
    /// The hand-over that a message of the outbox is about.
    pub(crate) const fn subject(&self) -> Option<HandoverNumber> {
        match self {
            Self::Offer { number, .. }
            | Self::Accept(number)
            | Self::Refuse(number)
            | Self::Withdraw(number)
            | Self::Close(number) => Some(*number),
            Self::Mailbox { .. } | Self::Status(_) => None,
        }
    }
}

/// What the coordinator answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Answer {
    Told(Vec<Told>),
    /// The offers that lie in the mailbox, each with its place.
    Mailbox(Vec<(u64, HandoverNumber)>),
}

/// How a hand-over stands, as one party is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Told {
    pub(crate) number: HandoverNumber,
    pub(crate) outcome: Outcome,
    pub(crate) share: Option<[u8; 32]>,
}

pub(crate) const fn handover_id(number: HandoverNumber) -> HandoverId {
    HandoverId::from_bytes([number.0; 16])
}

/// The statement of an offer is its number here.
pub(crate) fn number_of(statement: &[u8]) -> HandoverNumber {
    HandoverNumber(statement[0])
}

/// The coordinator's share of the key.
pub(crate) const fn share_of(number: HandoverNumber) -> [u8; 32] {
    [0x80 | number.0; 32]
}

/// The encrypted case.
pub(crate) fn envelope_of(number: HandoverNumber) -> Vec<u8> {
    vec![0x40 | number.0; 48]
}
