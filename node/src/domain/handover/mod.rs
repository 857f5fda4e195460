//! The hand-over of a case as one region knows it:
//! `drafted -> offered -> accepted | refused | expired | withdrawn`, `accepted -> closed`.
//!
//! The coordinator's log decides: accept, refuse, withdraw and expire are commands there and the first one
//! wins. A region only *asks* (see [`Asked`]) and then learns the [`Outcome`]. So the states here never run
//! ahead of the log: the sender is owner until it has read a committed accept, the receiver is owner once it
//! has read one.

use super::candidate::{OutOfRange, words};
use jiff::Timestamp;
use std::{fmt, str::FromStr};
use vocabulary::RegionId;

words! {
    /// Which end of the hand-over this region is.
    Side: "sender or receiver" {
        /// The region that offers.
        Sender = "sender",
        /// The region that is asked.
        Receiver = "receiver",
    }
    /// Where a hand-over stands, as far as this region has read.
    HandoverState: "a state of a hand-over such as offered" {
        /// Written down at the sender; the coordinator has not confirmed it yet.
        Drafted = "drafted",
        /// In the coordinator's log, waiting for the receiver.
        Offered = "offered",
        /// Taken by the receiver, which has yet to confirm that it stored the file.
        Accepted = "accepted",
        /// Not taken.
        Refused = "refused",
        /// Nobody decided in time.
        Expired = "expired",
        /// Taken back.
        Withdrawn = "withdrawn",
        /// Taken and stored; only the receipt is left.
        Closed = "closed",
    }
    /// What this region has asked the coordinator to decide; the answer is not there yet.
    Asked: "one of accept, refuse, withdraw" {
        /// The receiver wants to take the case.
        Accept = "accept",
        /// The receiver does not want to.
        Refuse = "refuse",
        /// The sender wants it back.
        Withdraw = "withdraw",
    }
    /// What somebody has to look at; the audit log has the details.
    Problem: "a problem of a hand-over" {
        /// The coordinator did not take the offer: the case is back.
        OfferNotTaken = "offer-not-taken",
        /// The coordinator did not take a decision: another can be made.
        DecisionNotTaken = "decision-not-taken",
        /// The file came and cannot be opened or read.
        CannotBeOpened = "cannot-be-opened",
        /// The file is for another region or holds more than the person agreed to; nothing of it is stored.
        BeyondConsent = "beyond-consent",
        /// Accepted after this copy of the database was made: nobody here answers for the case until somebody accepts it
        /// again.
        NobodyAccepted = "nobody-accepted",
        /// Stored after this copy of the database was made, and not in it.
        CaseMissing = "case-missing",
    }
    /// Why a region refuses.
    Refusal: "one of no-capacity, nothing-fits, wrong-region, incomplete, other" {
        /// No adviser or coach has room.
        NoCapacity = "no-capacity",
        /// Nothing in the region fits the person.
        NothingFits = "nothing-fits",
        /// The person belongs to another region.
        WrongRegion = "wrong-region",
        /// Something is missing that the receiver needs first.
        Incomplete = "incomplete",
        /// Another reason, told in the note.
        Other = "other",
    }
}

impl HandoverState {
    /// Whether nothing can happen any more.
    #[must_use]
    pub const fn has_ended(self) -> bool {
        matches!(self, Self::Refused | Self::Expired | Self::Withdrawn | Self::Closed)
    }

    /// Which end owns the case, as this state tells it.
    #[must_use]
    pub const fn owner(self) -> Side {
        match self {
            Self::Accepted | Self::Closed => Side::Receiver,
            Self::Drafted | Self::Offered | Self::Refused | Self::Expired | Self::Withdrawn => Side::Sender,
        }
    }
}

/// What the coordinator's log says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Waiting for the receiver.
    Offered,
    /// Taken.
    Accepted,
    /// Not taken, and why where that is told.
    Refused(Option<Refusal>),
    /// Taken back.
    Withdrawn,
    /// Out of time.
    Expired,
    /// Taken and stored.
    Closed,
}

/// A hand-over as one region knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandoverProgress {
    /// Which end this region is.
    pub side: Side,
    /// Where it stands.
    pub state: HandoverState,
    /// What was asked and not yet answered.
    pub asked: Option<Asked>,
    /// Why it was refused.
    pub refusal: Option<Refusal>,
    /// When it ends by itself; the coordinator's clock decides.
    pub expires_at: Timestamp,
}

/// What the caller has to do with a new state, in the same transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HandoverEffect {
    /// Sender: the case moves again here.
    TakeCaseBack,
    /// Sender: the other region owns the case; nothing may change here any more.
    GiveCaseAway,
    /// Sender: the other region has stored the file; erase it here to one line and the receipt.
    EraseCase,
    /// Receiver: open the envelope, store candidate and case, then tell the coordinator.
    TakeCaseIn,
    /// Receiver: drop envelope and preview; they are of no use any more.
    DropOffer,
}

/// Why something cannot be asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AskRefused {
    /// The wrong end asks.
    #[error("only the {may} can {asked} a hand-over")]
    WrongSide {
        /// What was asked.
        asked: Asked,
        /// Which end may.
        may: Side,
    },
    /// It was decided already.
    #[error("the hand-over is {state} already")]
    Decided {
        /// How.
        state: HandoverState,
    },
    /// Something was asked already and the coordinator has not answered yet.
    #[error("this region has asked to {asked} already; the answer is on its way")]
    AskedAlready {
        /// What.
        asked: Asked,
    },
    /// A region would hand a case to itself.
    #[error("a region cannot hand a case over to itself")]
    OwnRegion,
}

/// Refuses a hand-over from a region to itself.
///
/// # Errors
/// [`AskRefused::OwnRegion`].
pub fn between(from: &RegionId, to: &RegionId) -> Result<(), AskRefused> {
    if from == to { Err(AskRefused::OwnRegion) } else { Ok(()) }
}

impl HandoverProgress {
    /// A hand-over that this region has just written down.
    #[must_use]
    pub const fn drafted(expires_at: Timestamp) -> Self {
        Self { side: Side::Sender, state: HandoverState::Drafted, asked: None, refusal: None, expires_at }
    }

    /// An offer that lay in this region's mailbox.
    #[must_use]
    pub const fn received(expires_at: Timestamp) -> Self {
        Self { side: Side::Receiver, state: HandoverState::Offered, asked: None, refusal: None, expires_at }
    }

    /// Whether this region is the owner of the case.
    #[must_use]
    pub fn owns_here(&self) -> bool {
        self.state.owner() == self.side
    }

    /// Notes what this region asks the coordinator to decide. It decides nothing itself.
    ///
    /// # Errors
    /// [`AskRefused`].
    pub fn ask(self, asked: Asked) -> Result<Self, AskRefused> {
        let may = match asked {
            Asked::Accept | Asked::Refuse => Side::Receiver,
            Asked::Withdraw => Side::Sender,
        };
        if self.side != may {
            return Err(AskRefused::WrongSide { asked, may });
        }
        if self.state.owner() == Side::Receiver || self.state.has_ended() {
            return Err(AskRefused::Decided { state: self.state });
        }
        match self.asked {
            Some(asked) => Err(AskRefused::AskedAlready { asked }),
            None => Ok(Self { asked: Some(asked), ..self }),
        }
    }

    /// Takes in what the coordinator's log says. Reading the same or an older thing again changes nothing.
    #[must_use]
    pub fn learn(self, outcome: Outcome) -> (Self, Vec<HandoverEffect>) {
        use HandoverEffect::{DropOffer, EraseCase, GiveCaseAway, TakeCaseIn};
        use HandoverState::{Accepted, Closed, Drafted, Expired, Offered, Refused, Withdrawn};
        let refusal = match outcome {
            Outcome::Refused(refusal) => refusal,
            _ => self.refusal,
        };
        let (state, effects) = match (self.side, self.state, outcome) {
            (_, Drafted, Outcome::Offered) => (Offered, vec![]),
            (Side::Sender, Drafted | Offered, Outcome::Accepted) => (Accepted, vec![GiveCaseAway]),
            (Side::Receiver, Offered, Outcome::Accepted) => (Accepted, vec![TakeCaseIn]),
            (Side::Sender, Drafted | Offered, Outcome::Closed) => (Closed, vec![GiveCaseAway, EraseCase]),
            (Side::Sender, Accepted, Outcome::Closed) => (Closed, vec![EraseCase]),
            (Side::Receiver, Accepted, Outcome::Closed) => (Closed, vec![DropOffer]),
            // This end closed it itself, and does not know: an older copy of its database was put back. The case is
            // its own all the same, for the sender has erased its copy.
            (Side::Receiver, Offered, Outcome::Closed) => (Closed, vec![]),
            (side, Drafted | Offered, Outcome::Refused(_)) => (Refused, vec![over(side)]),
            (side, Drafted | Offered, Outcome::Withdrawn) => (Withdrawn, vec![over(side)]),
            (side, Drafted | Offered, Outcome::Expired) => (Expired, vec![over(side)]),
            // Everything else repeats or runs behind what is known.
            (_, state, _) => return (Self { state, ..self }, vec![]),
        };
        let asked = if state == Offered { self.asked } else { None };
        (Self { state, asked, refusal, ..self }, effects)
    }
}

const fn over(side: Side) -> HandoverEffect {
    match side {
        Side::Sender => HandoverEffect::TakeCaseBack,
        Side::Receiver => HandoverEffect::DropOffer,
    }
}

#[cfg(test)]
mod tests;
