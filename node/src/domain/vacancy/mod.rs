//! Vacancies, by competence. A public one of an employer of the network goes to every region; all others stay here.
//!
//! [`demand`] sees whether a diploma is asked where skills belong; [`task`] holds the tasks that the work consists of
//! and [`carving`] splits a vacancy by them; [`reach`] holds how many people a vacancy reaches, and what may be told
//! of it; [`elsewhere`] estimates the same of other regions from published figures.

pub mod carving;
pub mod demand;
pub mod elsewhere;
pub mod reach;
pub mod task;

use super::{
    candidate::{OutOfRange, WeekHours, words},
    contest::Wanted,
    employer::Employer,
    text::{FreeText, Line},
};
use std::{collections::BTreeSet, fmt, str::FromStr};
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
    /// The day on which the employer wishes somebody to begin, where that is known. Stays in this region.
    pub starts_on: Option<Date>,
    /// Why nobody was found yet, as the employer and the adviser see it (row DEF-10); empty as long as nobody asked.
    /// Stays in this region.
    pub shortage_causes: BTreeSet<ShortageCause>,
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
    /// Why a vacancy stays open (row DEF-10).
    ShortageCause: "one of unattractive, demography, narrow-criteria" {
        /// The job, its image or its terms draw too few.
        Unattractive = "unattractive",
        /// There are too few people of an age to work.
        Demography = "demography",
        /// The employer looks for more than the work needs; splitting the job can help.
        NarrowCriteria = "narrow-criteria",
    }
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

    /// Whether it goes to every region: it is public, and its employer takes part in the network. A vacancy of an
    /// outside employer is somebody else's to tell.
    #[must_use]
    pub const fn goes_to_the_network(&self, employer: &Employer) -> bool {
        self.is_public() && employer.in_network
    }

    /// Whether the employer looks for more than the work needs, so that splitting the job is the next thing to try.
    #[must_use]
    pub fn should_be_carved(&self) -> bool {
        self.shortage_causes.contains(&ShortageCause::NarrowCriteria)
    }

    /// Whether it can still be answered.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(self.state, VacancyState::Open)
    }

    /// How much the work asks a skill; none when it does not.
    #[must_use]
    pub fn wants(&self, skill: &EscoUri) -> Option<Wanted> {
        if self.trainable_skills.contains(skill) {
            Some(Wanted::Trainable)
        } else if self.essential_skills.contains(skill) {
            Some(Wanted::Essential)
        } else {
            self.optional_skills.contains(skill).then_some(Wanted::Optional)
        }
    }

    /// Takes a skill off every list.
    pub(super) fn stop_wanting(&mut self, skill: &EscoUri) {
        for list in [&mut self.essential_skills, &mut self.trainable_skills, &mut self.optional_skills] {
            list.retain(|wanted| wanted != skill);
        }
    }

    /// What whoever changes it has read, as text. It differs when anything that can change differs: the revision
    /// alone does not, because what stays in the region does not raise it.
    #[must_use]
    pub fn version(&self) -> String {
        let starts_on = self.starts_on.map_or_else(String::new, |day| day.to_string());
        let causes: Vec<&str> = self.shortage_causes.iter().map(|cause| cause.name()).collect();
        format!("{}/{starts_on}/{}", self.revision, causes.join("+"))
    }

    /// Whether the two say the same to other regions, which never learn why a vacancy stays open nor when its work
    /// begins.
    #[must_use]
    pub fn says_the_same_elsewhere(&self, other: &Self) -> bool {
        let told =
            |it: &Self| Self { revision: 0, starts_on: None, shortage_causes: BTreeSet::new(), ..it.clone() };
        told(self) == told(other)
    }
}
