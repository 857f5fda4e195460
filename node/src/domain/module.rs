//! Modules: what an initiative teaches, how long that takes, when it begins, what it costs and who pays.
//!
//! Not here: which modules close a gap (`matching::learning`).

use super::{
    candidate::{OutOfRange, SkillLevel, words},
    text::Line,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    str::FromStr,
};
use vocabulary::{Date, EscoUri, InitiativeId, ModuleId, Money, MunicipalityCode};

/// The longest module: five years.
const MOST_WEEKS: u16 = 260;
/// The most that one payer pays for one person: a million euros is a typing error.
const MOST_CENTS: i64 = 100_000_000;

/// A part of an initiative that is followed as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Module {
    /// The module.
    pub id: ModuleId,
    /// Whose it is.
    pub initiative: InitiativeId,
    /// Its name; no two modules of an initiative share one.
    pub name: Line,
    /// What one can do after it.
    pub teaches: Vec<Taught>,
    /// How long it takes.
    pub length: Length,
    /// When one can begin.
    pub starts: Starts,
    /// What it costs per person, by who pays.
    pub costs: Costs,
    /// How many people can follow it at a time, where known; at least one.
    pub seats: Option<u16>,
    /// Where it is given.
    pub place: Place,
    /// What one gets at the end, where there is something.
    pub certificate: Option<Line>,
}

/// A skill that a module teaches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taught {
    /// The ESCO skill.
    pub skill: EscoUri,
    /// The level that one reaches.
    pub level: SkillLevel,
}

/// How long a module takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Length {
    weeks: u16,
    hours_per_week: u8,
}

impl Length {
    /// Takes 1 to 260 weeks of 1 to 60 hours.
    ///
    /// # Errors
    /// [`OutOfRange`].
    pub fn new(weeks: u16, hours_per_week: u8) -> Result<Self, OutOfRange> {
        if !(1..=MOST_WEEKS).contains(&weeks) {
            Err(OutOfRange::new(weeks, "a number of weeks between 1 and 260"))
        } else if !(1..=60).contains(&hours_per_week) {
            Err(OutOfRange::new(hours_per_week, "a number of hours a week between 1 and 60"))
        } else {
            Ok(Self { weeks, hours_per_week })
        }
    }

    /// How many weeks.
    #[must_use]
    pub const fn weeks(self) -> u16 {
        self.weeks
    }

    /// How many hours in each of them.
    #[must_use]
    pub const fn hours_per_week(self) -> u8 {
        self.hours_per_week
    }
}

/// When one can begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Starts {
    /// Any day.
    Continuous,
    /// On these days only.
    On(BTreeSet<Date>),
}

impl Starts {
    /// The first day from `day` on that one can begin; none when all days have passed.
    #[must_use]
    pub fn first_from(&self, day: Date) -> Option<Date> {
        match self {
            Self::Continuous => Some(day),
            Self::On(days) => days.range(day..).next().copied(),
        }
    }
}

/// Where a module is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// Wherever one is.
    Online,
    /// In this municipality.
    In(MunicipalityCode),
}

words! {
    /// Who pays for training (row REG-04: private sources, then public ones, then one's own contribution).
    Payer: "one of employer, training-fund, subsidy, own" {
        /// The employer that one goes to.
        Employer = "employer",
        /// A training fund of the social partners (*O&O-fonds*).
        TrainingFund = "training-fund",
        /// A subsidy of a ministry, a province or a municipality.
        Subsidy = "subsidy",
        /// One's own contribution.
        Own = "own",
    }
}

/// What a module costs for one person: so much of each payer, never less than a cent.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Costs(BTreeMap<Payer, Money>);

impl Costs {
    /// Takes what each payer pays; nothing at all means that it is free.
    ///
    /// # Errors
    /// [`OutOfRange`] when an amount is below a cent or above a million euros.
    pub fn new(shares: BTreeMap<Payer, Money>) -> Result<Self, OutOfRange> {
        match shares.values().find(|amount| !(1..=MOST_CENTS).contains(&amount.cents())) {
            Some(wrong) => {
                Err(OutOfRange::new(wrong.cents(), "an amount between 1 cent and a million euros"))
            }
            None => Ok(Self(shares)),
        }
    }

    /// What each payer pays.
    #[must_use]
    pub const fn by_payer(&self) -> &BTreeMap<Payer, Money> {
        &self.0
    }

    /// What all of them pay together.
    #[must_use]
    pub fn total(&self) -> Money {
        Money::from_cents(self.0.values().map(|amount| amount.cents()).sum())
    }

    /// Adds the costs of another module. The sums of a path stay far below what fits.
    pub fn add(&mut self, other: &Self) {
        for (payer, amount) in &other.0 {
            let sum = self.0.entry(*payer).or_default();
            *sum = Money::from_cents(sum.cents().saturating_add(amount.cents()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_begins_on_the_first_of_its_days_that_has_not_passed() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        let starts = Starts::On([day("2026-09-07"), day("2027-01-11")].into());
        assert_eq!(starts.first_from(day("2026-11-25")), Some(day("2027-01-11")));
        assert_eq!(starts.first_from(day("2027-01-11")), Some(day("2027-01-11")));
        assert_eq!(starts.first_from(day("2027-01-12")), None);
        assert_eq!(Starts::Continuous.first_from(day("2027-01-12")), Some(day("2027-01-12")));
    }

    #[test]
    fn costs_add_up_to_the_cent_and_none_is_negative() {
        let cents = |payer, cents| Costs::new([(payer, Money::from_cents(cents))].into());
        let mut sum = cents(Payer::Employer, 120_001).unwrap();
        sum.add(&cents(Payer::Subsidy, 299_999).unwrap());
        sum.add(&cents(Payer::Employer, 4).unwrap());
        assert_eq!(sum.by_payer()[&Payer::Employer], Money::from_cents(120_005));
        assert_eq!(sum.total(), Money::from_cents(420_004));
        assert!(cents(Payer::Own, -1).is_err() && cents(Payer::Own, 0).is_err());
    }

    #[test]
    fn a_length_stays_within_five_years_of_sixty_hours() {
        assert!(Length::new(260, 60).is_ok());
        assert!(Length::new(0, 8).is_err() && Length::new(261, 8).is_err());
        assert!(Length::new(4, 0).is_err() && Length::new(4, 61).is_err());
    }
}
