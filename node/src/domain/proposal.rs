//! A person proposed for a vacancy: what led to it, how it stands, and the comparison of the two ways (row PWC-02).
//! Pure.

use super::{
    candidate::{OutOfRange, words},
    text::{Line, Note},
};
use std::{fmt, str::FromStr};
use vocabulary::{AccountId, CandidateId, Personal, ProposalId, Timestamp, VacancyId};

/// A person and a vacancy, brought together or found unfit by somebody who works here. Nothing of it is sent to the
/// employer.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// Its id, of this node only.
    pub id: ProposalId,
    /// Who.
    pub candidate: CandidateId,
    /// For which vacancy, of this region or another.
    pub vacancy: VacancyId,
    /// What the vacancy was called, for when it is gone.
    pub title: Line,
    /// What led to it.
    pub origin: Origin,
    /// Who made it.
    pub made_by: AccountId,
    /// When.
    pub made_at: Timestamp,
    /// How it stands.
    pub stage: Stage,
}

/// What led to a proposal.
#[derive(Debug, Clone, PartialEq)]
pub enum Origin {
    /// The match list, as it stood when the proposal was made.
    Matching(ListPlace),
    /// The adviser's own idea, without the list.
    Manual,
}

/// Where a pair stood in a list of matches.
#[derive(Debug, Clone, PartialEq)]
pub struct ListPlace {
    /// The version of the weights that made the order.
    pub weights_version: String,
    /// The place in the list, from 1.
    pub place: u32,
    /// The score, 0 to 1.
    pub score: f64,
}

words! {
    /// The two ways that are compared.
    Arm: "one of matching, manual" {
        /// From the match list.
        Matching = "matching",
        /// By the adviser's own idea.
        Manual = "manual",
    }
    /// Why a person and a vacancy do not fit, or why it came to nothing.
    UnfitReason: "one of skills, hours, travel, wish, start-date, somebody-else, vacancy-filled, other" {
        /// Skills are missing.
        Skills = "skills",
        /// The hours do not fit.
        Hours = "hours",
        /// It is too far.
        Travel = "travel",
        /// The person does not want this work.
        Wish = "wish",
        /// The starting date does not fit.
        StartDate = "start-date",
        /// The employer chose somebody else.
        SomebodyElse = "somebody-else",
        /// The vacancy was filled or withdrawn.
        VacancyFilled = "vacancy-filled",
        /// Something else; a note says what.
        Other = "other",
    }
}

/// Why it came to nothing. Stays in the person's file, with this region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfit {
    /// The reason.
    pub reason: UnfitReason,
    /// What else there is to say.
    pub note: Personal<Option<Note>>,
}

/// How a proposal stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stage {
    /// Found unfit before it was ever proposed.
    Unfit(Unfit),
    /// Proposed.
    Proposed,
    /// The employer and the person talk.
    Interview,
    /// The person starts.
    Hired {
        /// Whether there was an interview.
        interviewed: bool,
    },
    /// The person does not start.
    NotHired {
        /// Whether there was an interview.
        interviewed: bool,
        /// Why.
        unfit: Unfit,
    },
}

/// What becomes known of a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// There is an interview.
    Interview,
    /// The person starts.
    Hired,
    /// It came to nothing.
    NotHired(Unfit),
}

/// Why a proposal does not change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProposalRefused {
    /// There is a proposal of this person for this vacancy.
    #[error("this person is proposed for this vacancy already")]
    AlreadyProposed,
    /// It has an end already, or was never proposed.
    #[error("this proposal is not under way, so nothing more becomes known of it")]
    NotUnderWay,
    /// There was an interview already.
    #[error("the interview is written down already")]
    InterviewKnown,
    /// Another reason needs a note.
    #[error("another reason needs a note that says which")]
    OtherWithoutNote,
}

impl Unfit {
    /// A reason with what else there is to say.
    ///
    /// # Errors
    /// [`ProposalRefused::OtherWithoutNote`].
    pub fn new(reason: UnfitReason, note: Option<Note>) -> Result<Self, ProposalRefused> {
        if reason == UnfitReason::Other && note.is_none() {
            return Err(ProposalRefused::OtherWithoutNote);
        }
        Ok(Self { reason, note: Personal::new(note) })
    }
}

impl Origin {
    /// Which of the two ways.
    #[must_use]
    pub const fn arm(&self) -> Arm {
        match self {
            Self::Matching(_) => Arm::Matching,
            Self::Manual => Arm::Manual,
        }
    }
}

impl Stage {
    /// The stage as API and database write it.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Unfit(_) => "unfit",
            Self::Proposed => "proposed",
            Self::Interview => "interview",
            Self::Hired { .. } => "hired",
            Self::NotHired { .. } => "not-hired",
        }
    }

    /// Whether there was an interview.
    #[must_use]
    pub const fn interviewed(&self) -> bool {
        match self {
            Self::Unfit(_) | Self::Proposed => false,
            Self::Interview => true,
            Self::Hired { interviewed } | Self::NotHired { interviewed, .. } => *interviewed,
        }
    }

    /// Why it came to nothing, where it did.
    #[must_use]
    pub const fn unfit(&self) -> Option<&Unfit> {
        match self {
            Self::Unfit(unfit) | Self::NotHired { unfit, .. } => Some(unfit),
            Self::Proposed | Self::Interview | Self::Hired { .. } => None,
        }
    }

    /// The stage after something more became known.
    ///
    /// # Errors
    /// [`ProposalRefused`] when it is not under way, or there was an interview already.
    pub fn after(&self, outcome: Outcome) -> Result<Self, ProposalRefused> {
        let interviewed = self.interviewed();
        match (self, outcome) {
            (Self::Unfit(_) | Self::Hired { .. } | Self::NotHired { .. }, _) => {
                Err(ProposalRefused::NotUnderWay)
            }
            (Self::Interview, Outcome::Interview) => Err(ProposalRefused::InterviewKnown),
            (Self::Proposed, Outcome::Interview) => Ok(Self::Interview),
            (Self::Proposed | Self::Interview, Outcome::Hired) => Ok(Self::Hired { interviewed }),
            (Self::Proposed | Self::Interview, Outcome::NotHired(unfit)) => {
                Ok(Self::NotHired { interviewed, unfit })
            }
        }
    }
}

/// What came of the proposals of one way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ArmCounts {
    /// How many were proposed.
    pub proposed: u32,
    /// How many of them had an interview, or started without one.
    pub interviews: u32,
    /// How many of them started.
    pub hired: u32,
}

impl ArmCounts {
    /// The share with an interview.
    #[must_use]
    pub fn interview_share(self) -> Option<Share> {
        Share::of(self.interviews, self.proposed)
    }

    /// The share that started.
    #[must_use]
    pub fn hired_share(self) -> Option<Share> {
        Share::of(self.hired, self.proposed)
    }
}

/// Fewer proposals than this are told as a number only: a share of a handful says nothing and points at people.
pub const FEWEST_FOR_SHARE: u32 = 10;

/// A share with the bounds between which it may well lie.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// The share that was seen, 0 to 1.
    pub seen: f64,
    /// The lower bound.
    pub low: f64,
    /// The upper bound.
    pub high: f64,
}

impl Share {
    /// The share with its 95% score interval (E. B. Wilson, JASA 22, 1927, 209-212), which holds for small numbers
    /// and shares near 0 and 1 as well. Nothing under [`FEWEST_FOR_SHARE`].
    #[must_use]
    pub fn of(count: u32, total: u32) -> Option<Self> {
        /// The 97.5% point of the normal distribution.
        const Z: f64 = 1.959_963_984_540_054;
        if total < FEWEST_FOR_SHARE {
            return None;
        }
        let (total, seen) = (f64::from(total), f64::from(count.min(total)) / f64::from(total));
        let middle = seen + Z * Z / (2.0 * total);
        let half = Z * ((seen * (1.0 - seen) + Z * Z / (4.0 * total)) / total).sqrt();
        let whole = 1.0 + Z * Z / total;
        Some(Self { seen, low: ((middle - half) / whole).max(0.0), high: ((middle + half) / whole).min(1.0) })
    }

    /// Whether the two may well be the same: their intervals overlap.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.low <= other.high && other.low <= self.high
    }
}

/// What the comparison of the two ways says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finding {
    /// At least one way has too few proposals to say anything.
    TooFew,
    /// The intervals overlap: a difference cannot be shown.
    NoDifferenceShown,
    /// The match list does better.
    MatchingBetter,
    /// The adviser's own ideas do better.
    ManualBetter,
}

/// Compares two shares.
#[must_use]
pub fn compare(matching: Option<Share>, manual: Option<Share>) -> Finding {
    match (matching, manual) {
        (Some(matching), Some(manual)) if matching.overlaps(manual) => Finding::NoDifferenceShown,
        (Some(matching), Some(manual)) if matching.low > manual.high => Finding::MatchingBetter,
        (Some(_), Some(_)) => Finding::ManualBetter,
        _ => Finding::TooFew,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unfit() -> Unfit {
        Unfit::new(UnfitReason::Hours, None).unwrap()
    }

    #[test]
    fn a_proposal_goes_on_until_it_ends_and_remembers_the_interview() {
        let interview = Stage::Proposed.after(Outcome::Interview).unwrap();
        assert_eq!(interview.after(Outcome::Hired).unwrap(), Stage::Hired { interviewed: true });
        assert_eq!(Stage::Proposed.after(Outcome::Hired).unwrap(), Stage::Hired { interviewed: false });
        assert_eq!(interview.after(Outcome::Interview), Err(ProposalRefused::InterviewKnown));
        let ended = interview.after(Outcome::NotHired(unfit())).unwrap();
        assert!(ended.interviewed() && ended.unfit().is_some());
        for stage in [ended, Stage::Unfit(unfit()), Stage::Hired { interviewed: true }] {
            assert_eq!(stage.after(Outcome::Hired), Err(ProposalRefused::NotUnderWay));
        }
        assert_eq!(Unfit::new(UnfitReason::Other, None), Err(ProposalRefused::OtherWithoutNote));
        assert!(Unfit::new(UnfitReason::Other, Some("Zie gesprek".parse().unwrap())).is_ok());
    }

    #[test]
    fn pwc_02_shares_carry_wilson_intervals_and_a_handful_carries_none() {
        // Wilson 1927; worked example of Newcombe, Statistics in Medicine 17 (1998) 857-872, table I: 15 of 148.
        let share = Share::of(15, 148).unwrap();
        assert!((share.low - 0.0624).abs() < 5e-5 && (share.high - 0.1605).abs() < 5e-5, "{share:?}");
        let none = Share::of(0, 20).unwrap();
        assert!(none.low == 0.0 && (none.high - 0.1611).abs() < 5e-5, "{none:?}");
        assert_eq!(Share::of(3, 9), None);
        assert!(Share::of(3, 10).is_some());
    }

    #[test]
    fn pwc_02_a_difference_is_claimed_only_where_the_intervals_do_not_overlap() {
        let check = |a: (u32, u32), b: (u32, u32), expected| {
            assert_eq!(compare(Share::of(a.0, a.1), Share::of(b.0, b.1)), expected, "{a:?} {b:?}");
        };
        check((5, 9), (1, 100), Finding::TooFew);
        check((6, 20), (4, 20), Finding::NoDifferenceShown);
        check((80, 100), (20, 100), Finding::MatchingBetter);
        check((20, 100), (80, 100), Finding::ManualBetter);
    }
}
