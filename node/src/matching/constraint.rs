//! The rules that stand apart from the score: each passes, fails, or cannot be judged, and says why.

use super::input::{Education, HoursRange, Standing};
use super::travel::{Place, TravelTable};
use jiff::civil::Date;
use vocabulary::EmployerId;

/// What came of one rule, with the facts it was judged by. `None` in a fact is *not known*.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Weekly hours have to overlap.
    Hours {
        /// What the person would work.
        candidate: Option<HoursRange>,
        /// What the work is.
        vacancy: Option<HoursRange>,
    },
    /// The way has to lie within the person's own limit.
    Travel {
        /// The way, one way.
        minutes: Option<u16>,
        /// The person's limit.
        limit: Option<u16>,
    },
    /// Teaching asks an entry level by law (WPO art. 3, WVO 2020 ch. 7); no other work does.
    EntryLevel {
        /// What the person has.
        candidate: Option<Education>,
        /// What the law asks.
        required: Education,
    },
    /// The person has to be there when the work begins; asked only of work of which that day is known.
    Start {
        /// From when the person can begin.
        available_from: Option<Date>,
        /// When the work begins.
        starts_on: Date,
    },
}

/// How a rule came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It fits.
    Passed,
    /// It does not fit.
    Failed,
    /// Something is not known; the person is let through, and the explanation says what to ask.
    NotKnown,
}

impl Verdict {
    /// How the rule came out.
    #[must_use]
    pub fn outcome(self) -> Outcome {
        let fits = match self {
            Self::Hours { candidate: Some(candidate), vacancy: Some(vacancy) } => candidate.overlaps(vacancy),
            Self::Travel { minutes: Some(minutes), limit: Some(limit) } => minutes <= limit,
            Self::EntryLevel { candidate: Some(candidate), required } => candidate >= required,
            Self::Start { available_from: Some(available_from), starts_on } => available_from <= starts_on,
            Self::Hours { .. } | Self::Start { .. } | Self::Travel { .. } | Self::EntryLevel { .. } => {
                return Outcome::NotKnown;
            }
        };
        if fits { Outcome::Passed } else { Outcome::Failed }
    }
}

/// What the rules ask of a person, without the skills.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CandidateTerms {
    /// Whether matching may name the person.
    pub standing: Standing,
    /// Where the person lives.
    pub place: Option<Place>,
    /// How long the person would travel, one way.
    pub max_travel_minutes: Option<u16>,
    /// How much the person would work.
    pub hours: Option<HoursRange>,
    /// The highest education.
    pub education: Option<Education>,
    /// From when the person can begin.
    pub available_from: Option<Date>,
    /// Where the person works now.
    pub present_employer: Option<EmployerId>,
}

/// What the rules ask of a vacancy, without the skills.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VacancyTerms {
    /// The employer, where this node knows it.
    pub employer: Option<EmployerId>,
    /// Where the work is.
    pub place: Option<Place>,
    /// How much work it is.
    pub hours: Option<HoursRange>,
    /// The entry level that the law asks.
    pub entry_level: Option<Education>,
    /// When the work begins.
    pub starts_on: Option<Date>,
}

/// Whether the pair may be shown at all: never a restricted person, never a person to the present employer.
/// There is no verdict for these, so that nothing tells that somebody was left out.
#[must_use]
pub fn may_be_shown(candidate: &CandidateTerms, vacancy: &VacancyTerms) -> bool {
    let at_present_employer =
        candidate.present_employer.is_some() && candidate.present_employer == vacancy.employer;
    candidate.standing == Standing::Findable && !at_present_employer
}

/// The rules that apply to the pair, judged.
pub fn verdicts(
    candidate: &CandidateTerms,
    vacancy: &VacancyTerms,
    travel: &TravelTable,
) -> impl Iterator<Item = Verdict> {
    let minutes = candidate.place.zip(vacancy.place).and_then(|(from, to)| travel.minutes(from, to));
    let candidate = *candidate;
    let hours = Verdict::Hours { candidate: candidate.hours, vacancy: vacancy.hours };
    let way = Verdict::Travel { minutes, limit: candidate.max_travel_minutes };
    let entry =
        vacancy.entry_level.map(|required| Verdict::EntryLevel { candidate: candidate.education, required });
    let available_from = candidate.available_from;
    let start = vacancy.starts_on.map(|starts_on| Verdict::Start { available_from, starts_on });
    [hours, way].into_iter().chain(entry).chain(start)
}

/// Whether no rule fails.
#[must_use]
pub fn no_rule_fails(candidate: &CandidateTerms, vacancy: &VacancyTerms, travel: &TravelTable) -> bool {
    // asked of thousands of people for one vacancy: the verdicts without making them; a test holds them beside these
    let hours = candidate.hours.zip(vacancy.hours).is_none_or(|(person, work)| person.overlaps(work));
    let entry = candidate.education.zip(vacancy.entry_level).is_none_or(|(has, required)| has >= required);
    let start = candidate.available_from.zip(vacancy.starts_on).is_none_or(|(from, on)| from <= on);
    let minutes = candidate.place.zip(vacancy.place).and_then(|(from, to)| travel.minutes(from, to));
    let way = minutes.zip(candidate.max_travel_minutes).is_none_or(|(minutes, limit)| minutes <= limit);
    hours & entry & start & way
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use vocabulary::MunicipalityCode;

    fn hours(min: u8, max: u8) -> Option<HoursRange> {
        HoursRange::new(min, max)
    }

    #[test]
    fn each_rule_passes_fails_or_says_that_it_does_not_know() {
        let check = |verdict: Verdict, wanted| assert_eq!(verdict.outcome(), wanted, "{verdict:?}");
        use Outcome::{Failed, NotKnown, Passed};
        check(Verdict::Hours { candidate: hours(16, 24), vacancy: hours(24, 36) }, Passed);
        check(Verdict::Hours { candidate: hours(8, 16), vacancy: hours(24, 36) }, Failed);
        check(Verdict::Hours { candidate: None, vacancy: hours(24, 36) }, NotKnown);
        check(Verdict::Travel { minutes: Some(45), limit: Some(45) }, Passed);
        check(Verdict::Travel { minutes: Some(46), limit: Some(45) }, Failed);
        check(Verdict::Travel { minutes: None, limit: Some(45) }, NotKnown);
        let entry = |candidate, required| Verdict::EntryLevel { candidate, required };
        check(entry(Some(Education::Master), Education::Bachelor), Passed);
        check(entry(Some(Education::Bachelor), Education::Master), Failed);
        check(entry(None, Education::Bachelor), NotKnown);
        let (may, june) = (date(2026, 5, 1), date(2026, 6, 1));
        check(Verdict::Start { available_from: Some(may), starts_on: june }, Passed);
        check(Verdict::Start { available_from: Some(june), starts_on: june }, Passed);
        check(Verdict::Start { available_from: Some(june), starts_on: may }, Failed);
        check(Verdict::Start { available_from: None, starts_on: may }, NotKnown);
        assert!(hours(24, 16).is_none());
    }

    #[test]
    fn no_rule_fails_exactly_where_no_verdict_does() {
        let travel = TravelTable::from_centres([
            (MunicipalityCode::new("GM0703").unwrap(), 51.44, 4.11),
            (MunicipalityCode::new("GM0748").unwrap(), 51.50, 4.29),
        ]);
        let place = |code| travel.place(&MunicipalityCode::new(code).unwrap());
        let mut seen = [0; 2];
        for case in 0..3_usize.pow(6) {
            // each fact is not known, fits or does not
            let fact = |number: u32| case / 3_usize.pow(number) % 3;
            let candidate = CandidateTerms {
                standing: Standing::Findable,
                place: [None, place("GM0703"), place("GM0748")][fact(0)],
                max_travel_minutes: [None, Some(10), Some(60)][fact(1)],
                hours: [None, hours(8, 16), hours(16, 24)][fact(2)],
                education: [None, Some(Education::Bachelor), Some(Education::Master)][fact(3)],
                available_from: [None, Some(date(2026, 5, 1)), Some(date(2026, 7, 1))][fact(4)],
                present_employer: None,
            };
            let vacancy = VacancyTerms {
                employer: None,
                place: place("GM0703"),
                hours: hours(24, 36),
                entry_level: [None, Some(Education::Bachelor), Some(Education::Master)][fact(5)],
                starts_on: Some(date(2026, 6, 1)),
            };
            let told = verdicts(&candidate, &vacancy, &travel);
            let told = told.into_iter().all(|verdict| verdict.outcome() != Outcome::Failed);
            assert_eq!(no_rule_fails(&candidate, &vacancy, &travel), told, "{candidate:?} {vacancy:?}");
            seen[usize::from(told)] += 1;
        }
        assert!(seen.into_iter().all(|count| count > 0), "{seen:?}");
    }
}
