//! The seven steps. Each owns what is known in that step and in no other.

use crate::domain::{
    candidate::{OutOfRange, words},
    text::FreeText,
};
use std::{fmt, str::FromStr};
use vocabulary::{AccountId, Date, EmployerId, EscoUri, InitiativeId, Personal, VacancyId};

words! {
    /// The number of a step: its place in the chain.
    StepNumber: "one of intake, coaching, matching, selection, training, job-start, aftercare" {
        /// 1: *Aanmelding & werkgeversbegeleiding*.
        Intake = "intake",
        /// 2: *Coaching & competenties*.
        Coaching = "coaching",
        /// 3: *Matching*.
        Matching = "matching",
        /// 4: *Selectie*.
        Selection = "selection",
        /// 5: *Scholing*.
        Training = "training",
        /// 6: *Start nieuwe baan*.
        JobStart = "job-start",
        /// 7: *Begeleiding op de werkvloer*.
        Aftercare = "aftercare",
    }
}

impl StepNumber {
    /// The number, 1 to 7.
    #[must_use]
    pub const fn get(self) -> u8 {
        match self {
            Self::Intake => 1,
            Self::Coaching => 2,
            Self::Matching => 3,
            Self::Selection => 4,
            Self::Training => 5,
            Self::JobStart => 6,
            Self::Aftercare => 7,
        }
    }

    /// The step with this number.
    #[must_use]
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.iter().copied().find(|step| step.get() == number)
    }

    /// The steps between this one and a later one, both left out.
    #[must_use]
    pub fn between(self, later: Self) -> Vec<Self> {
        Self::ALL.iter().copied().filter(|step| *step > self && *step < later).collect()
    }
}

/// Where a person stands, with what is known in that step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CaseStep {
    /// Step 1.
    Intake(Intake),
    /// Step 2.
    Coaching(Coaching),
    /// Step 3.
    Matching(Matching),
    /// Step 4.
    Selection(Selection),
    /// Step 5.
    Training(Training),
    /// Step 6.
    JobStart(JobStart),
    /// Step 7.
    Aftercare(Aftercare),
}

/// Step 1: the person comes in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Intake {
    /// What the person hopes for, in the person's own words.
    pub wish: Personal<Option<FreeText>>,
}

/// Step 2: what can the person do, and what does the person want.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coaching {
    /// Who coaches.
    pub coach: AccountId,
    /// The occupation that they work towards, once known.
    pub target_occupation: Option<EscoUri>,
}

/// Step 3: which work fits.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Matching {
    /// The vacancy that is looked at, of this region or another.
    pub vacancy: Option<VacancyId>,
}

/// Step 4: person and employer try each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    /// The vacancy.
    pub vacancy: VacancyId,
    /// A shadowing place, once agreed.
    pub shadowing: Option<Shadowing>,
}

/// A shadowing place (*meeloopstage*): one day to one week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shadowing {
    from: Date,
    days: u8,
}

impl Shadowing {
    /// Takes one to seven days.
    ///
    /// # Errors
    /// [`OutOfRange`].
    pub fn new(from: Date, days: u8) -> Result<Self, OutOfRange> {
        if (1..=7).contains(&days) {
            Ok(Self { from, days })
        } else {
            Err(OutOfRange::new(days, "a shadowing place of one day to one week"))
        }
    }

    /// The first day.
    #[must_use]
    pub const fn from(self) -> Date {
        self.from
    }

    /// How many days.
    #[must_use]
    pub const fn days(self) -> u8 {
        self.days
    }
}

/// Step 5: the person learns what is missing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Training {
    /// The programme, once chosen.
    pub initiative: Option<InitiativeId>,
    /// The vacancy that waits behind it, where there is one.
    pub vacancy: Option<VacancyId>,
    /// When it ends, once known.
    pub ends_on: Option<Date>,
}

/// Step 6: the first weeks at work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobStart {
    /// The first working day.
    pub starts_on: Date,
    /// The employer, where it is one of this region.
    pub employer: Option<EmployerId>,
}

/// Step 7: guidance at work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aftercare {
    /// Until when.
    pub until: Date,
}

impl CaseStep {
    /// Which step it is.
    #[must_use]
    pub const fn number(&self) -> StepNumber {
        match self {
            Self::Intake(_) => StepNumber::Intake,
            Self::Coaching(_) => StepNumber::Coaching,
            Self::Matching(_) => StepNumber::Matching,
            Self::Selection(_) => StepNumber::Selection,
            Self::Training(_) => StepNumber::Training,
            Self::JobStart(_) => StepNumber::JobStart,
            Self::Aftercare(_) => StepNumber::Aftercare,
        }
    }
}
