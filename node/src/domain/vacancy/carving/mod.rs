//! Job carving (*functiecreatie*): the tasks of a vacancy apart in a part of mbo tasks and a part of hbo tasks, so that
//! more people fit, and those of the higher level get work at their level (rows S1-04, S1-05). Decides; posts nothing.
//!
//! What holds: each task is in exactly one part, by its level; the minutes of the parts add up to those of the tasks;
//! what a part asks for follows from its tasks alone.

use super::{
    Vacancy, VacancyState,
    task::{Task, TaskLevel, WeekMinutes},
};
use crate::domain::{candidate::WeekHours, text::Line};
use std::collections::BTreeSet;
use vocabulary::{Date, EscoUri, VacancyId};

/// Why a vacancy cannot be split.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CarvingRefused {
    /// Nobody said what the tasks are.
    #[error("no tasks are known of this vacancy yet: describe what somebody does in a week first")]
    NoTasks,
    /// All tasks are of one level: there is nothing to take apart.
    #[error("all tasks ask for the level {level}: there is nothing to split")]
    OneLevel {
        /// The level.
        level: TaskLevel,
    },
    /// The tasks take more time than the job has.
    #[error(
        "the tasks take {} minutes a week, and the job has {} at the most: shorten a task first",
        .tasks, .job
    )]
    TooMuch {
        /// What the tasks take, in minutes a week.
        tasks: u32,
        /// What the job has at the most, in minutes a week.
        job: u32,
    },
    /// A part without any skill would reach nobody, and ask for nothing that can be learnt (row DEF-04).
    #[error("the tasks of the level {level} name no skill: say what somebody has to be able to do for them")]
    NoSkills {
        /// The level.
        level: TaskLevel,
    },
    /// Nobody is sought any more.
    #[error("this vacancy is closed and cannot be split")]
    Closed,
}

/// One of the two parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The level of its tasks.
    pub level: TaskLevel,
    /// Its tasks, in the order of the vacancy.
    pub tasks: Vec<Task>,
    /// What its tasks ask for, each skill once.
    pub essential_skills: Vec<EscoUri>,
    /// Those that can be learnt on the job, as the vacancy says.
    pub trainable_skills: Vec<EscoUri>,
}

/// How a vacancy comes apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carving {
    /// The mbo tasks.
    pub mbo: Part,
    /// The hbo tasks.
    pub hbo: Part,
    /// The minutes a week of the job that no task takes; none when the tasks fill it.
    pub remainder_minutes: u32,
    /// What the vacancy asks for and no task needs: demands that can go.
    pub needed_by_no_task: Vec<EscoUri>,
}

/// What somebody chooses for a part before it is posted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartChoice {
    /// The new vacancy.
    pub id: VacancyId,
    /// Its title.
    pub title: Line,
    /// Its occupation.
    pub occupation: EscoUri,
}

impl Part {
    /// The minutes a week of its tasks together.
    #[must_use]
    pub fn minutes(&self) -> u32 {
        minutes(&self.tasks)
    }

    /// The whole hours a week between which its time lies.
    ///
    /// A part lasts at most as long as the job, 60 hours, and at least a minute.
    #[must_use]
    pub fn hours(&self) -> WeekHours {
        let hours = |hours: u32| u8::try_from(hours).unwrap_or(u8::MAX).clamp(1, 60);
        let (fewest, most) = (hours(self.minutes() / 60), hours(self.minutes().div_ceil(60)));
        WeekHours::new(fewest, most).expect("both lie between 1 and 60, the lower first")
    }

    fn of(vacancy: &Vacancy, level: TaskLevel, tasks: &[Task]) -> Result<Self, CarvingRefused> {
        let tasks: Vec<Task> = tasks.iter().filter(|task| task.level == level).cloned().collect();
        let mut seen = BTreeSet::new();
        let named = tasks.iter().flat_map(|task| &task.skills);
        let essential_skills: Vec<EscoUri> = named.filter(|skill| seen.insert(*skill)).cloned().collect();
        if essential_skills.is_empty() {
            return Err(CarvingRefused::NoSkills { level });
        }
        let trainable = |skill: &&EscoUri| vacancy.trainable_skills.contains(skill);
        let trainable_skills = essential_skills.iter().filter(trainable).cloned().collect();
        Ok(Self { level, tasks, essential_skills, trainable_skills })
    }

    /// The part as a vacancy of its own, opened on this day: as the one that it comes from, but for what follows from
    /// its tasks. The entry level that the law asks of a teacher stays with the hbo tasks (row DEF-06); the text of
    /// the whole job would describe neither part and is left out.
    #[must_use]
    pub fn as_vacancy(&self, whole: &Vacancy, choice: PartChoice, on: Date) -> Vacancy {
        Vacancy {
            id: choice.id,
            revision: 1,
            title: choice.title,
            occupation: choice.occupation,
            text: None,
            essential_skills: self.essential_skills.clone(),
            trainable_skills: self.trainable_skills.clone(),
            optional_skills: Vec::new(),
            hours: self.hours(),
            education_min: match self.level {
                TaskLevel::Mbo => None,
                TaskLevel::Hbo => whole.education_min,
            },
            state: VacancyState::Open,
            opened_on: on,
            shortage_causes: BTreeSet::new(),
            ..whole.clone()
        }
    }
}

impl Carving {
    /// Takes a vacancy apart by the level of its tasks.
    ///
    /// # Errors
    /// [`CarvingRefused`], with what to do first.
    pub fn of(vacancy: &Vacancy, tasks: &[Task]) -> Result<Self, CarvingRefused> {
        if !vacancy.is_open() {
            return Err(CarvingRefused::Closed);
        }
        let first = tasks.first().ok_or(CarvingRefused::NoTasks)?;
        if tasks.iter().all(|task| task.level == first.level) {
            return Err(CarvingRefused::OneLevel { level: first.level });
        }
        let (taken, longest) = (minutes(tasks), u32::from(vacancy.hours.most()) * 60);
        if taken > longest {
            return Err(CarvingRefused::TooMuch { tasks: taken, job: longest });
        }
        let mbo = Part::of(vacancy, TaskLevel::Mbo, tasks)?;
        let hbo = Part::of(vacancy, TaskLevel::Hbo, tasks)?;
        let needed =
            |skill: &&EscoUri| !mbo.essential_skills.contains(skill) && !hbo.essential_skills.contains(skill);
        let asked = vacancy.essential_skills.iter().chain(&vacancy.optional_skills);
        let needed_by_no_task = asked.filter(needed).cloned().collect();
        let remainder_minutes = (u32::from(vacancy.hours.fewest()) * 60).saturating_sub(taken);
        Ok(Self { mbo, hbo, remainder_minutes, needed_by_no_task })
    }

    /// The minutes a week of both parts.
    #[must_use]
    pub fn minutes(&self) -> u32 {
        self.mbo.minutes() + self.hbo.minutes()
    }
}

/// The minutes a week of tasks together.
#[must_use]
pub fn minutes(tasks: &[Task]) -> u32 {
    tasks.iter().map(|task| u32::from(task.time.minutes())).sum()
}

/// A time in each week from hours and minutes, as people write it.
#[must_use]
pub fn week_minutes(hours: u16, minutes: u16) -> Option<WeekMinutes> {
    if minutes > 59 {
        return None;
    }
    WeekMinutes::new(hours.checked_mul(60)?.checked_add(minutes)?).ok()
}

#[cfg(test)]
mod tests;
