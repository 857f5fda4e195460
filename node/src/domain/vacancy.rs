//! Vacancies, by competence. A public one goes to every region; an internal one stays here.

use super::{
    candidate::{OutOfRange, WeekHours, words},
    text::{FreeText, Line},
};
use std::{fmt, str::FromStr};
use vocabulary::{Date, EmployerId, EscoUri, MunicipalityCode, VacancyId};

/// A vacancy of an employer of this region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vacancy {
    /// The vacancy; the same id over the whole network.
    pub id: VacancyId,
    /// Grows with each change; the highest wins everywhere.
    pub revision: u64,
    /// Whose it is.
    pub employer: EmployerId,
    /// Where the work is.
    pub municipality: MunicipalityCode,
    /// The ESCO occupation.
    pub occupation: EscoUri,
    /// The title of the advertisement.
    pub title: Line,
    /// The text of the advertisement, where there is one.
    pub text: Option<FreeText>,
    /// Skills that the work cannot do without.
    pub essential_skills: Vec<EscoUri>,
    /// Those of the essential skills that can be learnt on the job.
    pub trainable_skills: Vec<EscoUri>,
    /// Skills that help.
    pub optional_skills: Vec<EscoUri>,
    /// How many hours a week.
    pub hours: WeekHours,
    /// The entry level that the law asks, for teaching. A rule, not a score.
    pub education_min: Option<EntryLevel>,
    /// Whether the employer offers a conditional contract before training (*baangarantie*).
    pub job_guarantee: bool,
    /// Who may see it.
    pub visibility: Visibility,
    /// Whether it can still be answered.
    pub state: VacancyState,
    /// The day it was opened.
    pub opened_on: Date,
}

/// Who may see a vacancy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Visibility {
    /// Everybody: it is in a public advertisement and goes to every region.
    Public {
        /// Since when it is public.
        since: Date,
        /// Where it is published, such as an address on the employer's site.
        source: Line,
    },
    /// This region only.
    Internal,
}

/// Whether a vacancy can still be answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VacancyState {
    /// Open.
    Open,
    /// Filled or withdrawn, on this day.
    Closed(Date),
}

words! {
    /// The entry level that the law asks of a teacher.
    EntryLevel: "hbo or wo" {
        /// University of applied sciences.
        Hbo = "hbo",
        /// Research university.
        Wo = "wo",
    }
}

impl Vacancy {
    /// Whether every region may see it.
    #[must_use]
    pub const fn is_public(&self) -> bool {
        matches!(self.visibility, Visibility::Public { .. })
    }

    /// Whether it can still be answered.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(self.state, VacancyState::Open)
    }
}
