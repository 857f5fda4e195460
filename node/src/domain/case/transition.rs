//! How a case moves on. One function decides; the caller saves and sends.

use super::{
    Case, CaseOwner, Ending, Progress,
    deadline::{Deadline, today},
    step::{CaseStep, StepNumber},
};
use crate::domain::text::Line;
use jiff::Timestamp;
use vocabulary::{AccountId, Date, RegionId};

/// Something that happens to a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CaseEvent {
    /// The person enters another step, or more is known of the present one.
    Enter {
        /// The step, with what is known.
        step: CaseStep,
        /// Why steps are skipped or taken again; needed then.
        reason: Option<Line>,
        /// Until when and what; the chain's own when nothing is said.
        deadline: Option<Deadline>,
    },
    /// Another day or another expectation is agreed.
    Agree(Deadline),
    /// Somebody else of this region becomes responsible.
    Assign(AccountId),
    /// The case is offered to another region.
    Offer(RegionId),
    /// The offer ended without the other region taking the case.
    TakeBack,
    /// The other region took the case: it is responsible now, and nothing changes here any more.
    GiveAway,
    /// The case ends.
    End {
        /// With what.
        ending: Ending,
        /// Why.
        reason: Line,
    },
}

/// What the caller has to save with the new state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CaseEffect {
    /// The person entered a step.
    Entered {
        /// From which.
        from: StepNumber,
        /// Which.
        to: StepNumber,
        /// The steps left out on the way.
        skipped: Vec<StepNumber>,
        /// Why, where a reason was needed or given.
        reason: Option<Line>,
    },
    /// More is known of the present step.
    Noted,
    /// Another deadline holds.
    DeadlineSet,
    /// Somebody else is responsible.
    OwnerChanged {
        /// Who was.
        from: AccountId,
        /// Who is.
        to: AccountId,
    },
    /// The case was offered.
    Offered(RegionId),
    /// The offer ended; the case is here as before.
    TakenBack,
    /// The other region is responsible.
    GivenAway,
    /// The case has ended.
    Ended(Ending, Line),
}

/// Which rule forbids it, and what can be done instead.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StepRefused {
    /// Steps would be skipped without a reason.
    #[error("going from {from} to {to} skips {skipped}: say why")]
    SkippedWithoutReason {
        /// From which step.
        from: StepNumber,
        /// To which.
        to: StepNumber,
        /// The steps between, with commas.
        skipped: String,
    },
    /// A step would be taken again without a reason.
    #[error("going back from {from} to {to} needs a reason")]
    BackWithoutReason {
        /// From which step.
        from: StepNumber,
        /// To which.
        to: StepNumber,
    },
    /// The last day lies in the past.
    #[error("the last day, {due_on}, has passed already: choose a day from today")]
    DueInThePast {
        /// The day.
        due_on: Date,
    },
    /// The case is offered to another region.
    #[error("the case is offered to {to}: wait for the answer, or withdraw the offer first")]
    OfferedElsewhere {
        /// To which region.
        to: RegionId,
    },
    /// There is no offer that could end.
    #[error("the case is not offered to another region")]
    NotOffered,
    /// The case has ended.
    #[error("the case has ended: open a new one")]
    HasEnded,
}

impl Case {
    /// Moves the case on, or says which rule forbids it. Pure: the caller saves and sends.
    ///
    /// # Errors
    /// [`StepRefused`]; the case is as it was.
    pub fn advance(self, event: CaseEvent, now: Timestamp) -> Result<(Self, Vec<CaseEffect>), StepRefused> {
        match (&self.progress, &event) {
            (Progress::Ended { .. }, _) => return Err(StepRefused::HasEnded),
            (Progress::Offered { .. }, CaseEvent::TakeBack) => {
                return Ok((
                    self.revised(|case| case.progress = Progress::Open),
                    vec![CaseEffect::TakenBack],
                ));
            }
            (Progress::Offered { to }, CaseEvent::GiveAway) => {
                let region = to.clone();
                return Ok((self.revised(|case| case.owner.region = region), vec![CaseEffect::GivenAway]));
            }
            (Progress::Offered { to }, _) => {
                return Err(StepRefused::OfferedElsewhere { to: to.clone() });
            }
            (Progress::Open, _) => {}
        }
        match event {
            CaseEvent::Enter { step, reason, deadline } => self.enter(step, reason, deadline, now),
            CaseEvent::Agree(deadline) => {
                let deadline = in_time(deadline, now)?;
                Ok((self.revised(|case| case.deadline = deadline), vec![CaseEffect::DeadlineSet]))
            }
            CaseEvent::Assign(account) => {
                let from = self.owner.account;
                let owner = CaseOwner { region: self.owner.region.clone(), account };
                let effect = CaseEffect::OwnerChanged { from, to: account };
                Ok((self.revised(|case| case.owner = owner), vec![effect]))
            }
            CaseEvent::Offer(to) => {
                let effect = CaseEffect::Offered(to.clone());
                Ok((self.revised(|case| case.progress = Progress::Offered { to }), vec![effect]))
            }
            CaseEvent::TakeBack | CaseEvent::GiveAway => Err(StepRefused::NotOffered),
            CaseEvent::End { ending, reason } => {
                let progress = Progress::Ended { at: now, ending };
                Ok((self.revised(|case| case.progress = progress), vec![CaseEffect::Ended(ending, reason)]))
            }
        }
    }

    fn enter(
        self,
        step: CaseStep,
        reason: Option<Line>,
        deadline: Option<Deadline>,
        now: Timestamp,
    ) -> Result<(Self, Vec<CaseEffect>), StepRefused> {
        let (from, to) = (self.step.number(), step.number());
        if from == to {
            let deadline = deadline.map(|deadline| in_time(deadline, now)).transpose()?;
            let mut effects = vec![CaseEffect::Noted];
            effects.extend(deadline.is_some().then_some(CaseEffect::DeadlineSet));
            let case = self.revised(|case| {
                case.step = step;
                case.deadline = deadline.unwrap_or_else(|| case.deadline.clone());
            });
            return Ok((case, effects));
        }
        if to < from && reason.is_none() {
            return Err(StepRefused::BackWithoutReason { from, to });
        }
        let skipped = from.between(to);
        if !skipped.is_empty() && reason.is_none() {
            let names: Vec<_> = skipped.iter().map(|step| step.name()).collect();
            return Err(StepRefused::SkippedWithoutReason { from, to, skipped: names.join(", ") });
        }
        let deadline = match deadline {
            Some(deadline) => in_time(deadline, now)?,
            None => Deadline::of_the_step(to, now),
        };
        let case = self.revised(|case| {
            case.step = step;
            case.deadline = deadline;
        });
        Ok((case, vec![CaseEffect::Entered { from, to, skipped, reason }]))
    }

    fn revised(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self.revision += 1;
        self
    }
}

/// A deadline may be set for today and later; one that has passed says nothing.
fn in_time(deadline: Deadline, now: Timestamp) -> Result<Deadline, StepRefused> {
    if deadline.due_on < today(now) {
        return Err(StepRefused::DueInThePast { due_on: deadline.due_on });
    }
    Ok(deadline)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::case::step::{Coaching, Intake, Matching, Training};
    use vocabulary::{CandidateId, CaseId};

    fn now() -> Timestamp {
        "2026-11-24T10:00:00Z".parse().unwrap()
    }

    fn case() -> Case {
        let owner =
            CaseOwner { region: RegionId::new("AM24").unwrap(), account: AccountId::from_bytes([1; 16]) };
        let deadline = Deadline::of_the_step(StepNumber::Intake, now());
        let step = CaseStep::Intake(Intake::default());
        Case::open(
            CaseId::from_bytes([2; 16]),
            CandidateId::from_bytes([3; 16]),
            owner,
            step,
            deadline,
            now(),
        )
    }

    fn coaching() -> CaseStep {
        CaseStep::Coaching(Coaching { coach: AccountId::from_bytes([1; 16]), target_occupation: None })
    }

    fn enter(step: CaseStep, reason: Option<&str>) -> CaseEvent {
        CaseEvent::Enter { step, reason: reason.map(|text| Line::new(text).unwrap()), deadline: None }
    }

    #[test]
    fn the_next_step_needs_no_reason_and_sets_its_own_deadline() {
        let (moved, effects) = case().advance(enter(coaching(), None), now()).unwrap();
        assert_eq!(moved.step().number(), StepNumber::Coaching);
        assert_eq!(moved.deadline().due_on.to_string(), "2027-01-05");
        assert_eq!(moved.revision(), 2);
        assert!(matches!(&effects[..], [CaseEffect::Entered { skipped, .. }] if skipped.is_empty()));
    }

    #[test]
    fn stp_02_a_step_is_not_skipped_without_a_reason() {
        let training = || CaseStep::Training(Training::default());
        let refused = case().advance(enter(training(), None), now()).unwrap_err();
        assert_eq!(
            refused.to_string(),
            "going from intake to training skips coaching, matching, selection: say why"
        );
        let (moved, effects) =
            case().advance(enter(training(), Some("had all of it elsewhere")), now()).unwrap();
        assert_eq!(moved.step().number(), StepNumber::Training);
        assert!(matches!(&effects[..], [CaseEffect::Entered { skipped, .. }] if skipped.len() == 3));
    }

    #[test]
    fn stp_02_a_step_is_taken_again_with_a_reason() {
        let (at_matching, _) = case()
            .advance(enter(CaseStep::Matching(Matching::default()), Some("knows what she wants")), now())
            .unwrap();
        assert!(at_matching.clone().advance(enter(coaching(), None), now()).is_err());
        let (back, _) = at_matching.advance(enter(coaching(), Some("another wish")), now()).unwrap();
        assert_eq!(back.step().number(), StepNumber::Coaching);
    }

    #[test]
    fn a_deadline_in_the_past_is_refused_and_today_is_taken() {
        let agree = |day: &str| {
            let expectation = super::super::deadline::Expectation::OfTheStep;
            CaseEvent::Agree(Deadline { due_on: day.parse().unwrap(), expectation })
        };
        assert!(matches!(case().advance(agree("2026-11-23"), now()), Err(StepRefused::DueInThePast { .. })));
        assert!(case().advance(agree("2026-11-24"), now()).is_ok());
    }

    #[test]
    fn an_offered_case_stands_still_until_it_is_taken_back() {
        let to = RegionId::new("AM25").unwrap();
        let (offered, _) = case().advance(CaseEvent::Offer(to.clone()), now()).unwrap();
        for event in
            [enter(coaching(), None), CaseEvent::Assign(AccountId::from_bytes([9; 16])), CaseEvent::Offer(to)]
        {
            let refused = offered.clone().advance(event, now()).unwrap_err();
            assert!(matches!(refused, StepRefused::OfferedElsewhere { .. }), "{refused}");
        }
        let (back, _) = offered.advance(CaseEvent::TakeBack, now()).unwrap();
        assert!(back.clone().advance(enter(coaching(), None), now()).is_ok());
        assert_eq!(back.advance(CaseEvent::TakeBack, now()), Err(StepRefused::NotOffered));
    }

    #[test]
    fn an_ended_case_does_not_move() {
        let end = CaseEvent::End { ending: Ending::Placed, reason: Line::new("at work for a year").unwrap() };
        let (ended, _) = case().advance(end.clone(), now()).unwrap();
        assert_eq!(ended.clone().advance(end, now()), Err(StepRefused::HasEnded));
        assert_eq!(ended.advance(CaseEvent::TakeBack, now()), Err(StepRefused::HasEnded));
    }

    #[test]
    fn net_05_a_case_keeps_owner_and_due_date_through_every_event() {
        let events = [
            enter(coaching(), None),
            CaseEvent::Assign(AccountId::from_bytes([9; 16])),
            CaseEvent::Offer(RegionId::new("AM25").unwrap()),
            CaseEvent::TakeBack,
            CaseEvent::End { ending: Ending::OtherHelp, reason: Line::new("debts first").unwrap() },
        ];
        let mut case = case();
        for event in events {
            (case, _) = case.advance(event, now()).unwrap();
            assert_eq!(case.owner().region.as_str(), "AM24");
            assert!(case.deadline().due_on >= today(now()));
        }
        assert_eq!(case.owner().account, AccountId::from_bytes([9; 16]));
    }
}
