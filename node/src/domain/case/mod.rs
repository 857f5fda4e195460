//! One person's way through the seven steps (*traject*).
//!
//! **Invariant (NET-05):** a case has an owner, a due date and an expectation at every moment; without them it
//! cannot be made here, and the database refuses it as well.

pub mod deadline;
pub mod step;
pub mod transition;

use crate::domain::candidate::{OutOfRange, words};
use deadline::Deadline;
use jiff::Timestamp;
use std::{fmt, str::FromStr};
use step::CaseStep;
use vocabulary::{AccountId, CandidateId, CaseId, RegionId};

/// One person's way through the seven steps, under way at this region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    id: CaseId,
    candidate: CandidateId,
    opened_at: Timestamp,
    revision: u32,
    owner: CaseOwner,
    deadline: Deadline,
    step: CaseStep,
    progress: Progress,
}

/// Who is responsible: one person of one region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseOwner {
    /// The region.
    pub region: RegionId,
    /// The adviser or coach.
    pub account: AccountId,
}

/// Whether the case moves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    /// It moves.
    Open,
    /// It is offered to another region. Nothing may change: the file travelled with the offer.
    Offered {
        /// To which.
        to: RegionId,
    },
    /// It has ended.
    Ended {
        /// When.
        at: Timestamp,
        /// With what.
        ending: Ending,
    },
}

words! {
    /// With what a case ended.
    Ending: "one of placed, stopped-by-person, stopped-by-region, other-help" {
        /// At work and past the aftercare.
        Placed = "placed",
        /// The person stopped.
        StoppedByPerson = "stopped-by-person",
        /// The region stopped, with a reason told to the person.
        StoppedByRegion = "stopped-by-region",
        /// Another kind of help fits better.
        OtherHelp = "other-help",
    }
}

impl Case {
    /// Opens a case. Owner and deadline are no options: a case without them cannot be written down.
    #[must_use]
    pub const fn open(
        id: CaseId,
        candidate: CandidateId,
        owner: CaseOwner,
        step: CaseStep,
        deadline: Deadline,
        now: Timestamp,
    ) -> Self {
        Self { id, candidate, opened_at: now, revision: 1, owner, deadline, step, progress: Progress::Open }
    }

    /// The case as it was saved.
    #[must_use]
    #[expect(clippy::too_many_arguments, reason = "one for each column; only the storage calls it")]
    pub const fn restore(
        id: CaseId,
        candidate: CandidateId,
        opened_at: Timestamp,
        revision: u32,
        owner: CaseOwner,
        deadline: Deadline,
        step: CaseStep,
        progress: Progress,
    ) -> Self {
        Self { id, candidate, opened_at, revision, owner, deadline, step, progress }
    }

    /// The case.
    #[must_use]
    pub const fn id(&self) -> CaseId {
        self.id
    }

    /// Whose way it is.
    #[must_use]
    pub const fn candidate(&self) -> CandidateId {
        self.candidate
    }

    /// When it was opened.
    #[must_use]
    pub const fn opened_at(&self) -> Timestamp {
        self.opened_at
    }

    /// Grows with each change.
    #[must_use]
    pub const fn revision(&self) -> u32 {
        self.revision
    }

    /// Who is responsible.
    #[must_use]
    pub const fn owner(&self) -> &CaseOwner {
        &self.owner
    }

    /// What is expected, and until when.
    #[must_use]
    pub const fn deadline(&self) -> &Deadline {
        &self.deadline
    }

    /// Where the person stands.
    #[must_use]
    pub const fn step(&self) -> &CaseStep {
        &self.step
    }

    /// Whether it moves.
    #[must_use]
    pub const fn progress(&self) -> &Progress {
        &self.progress
    }
}
