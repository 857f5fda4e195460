//! The tasks that a job consists of: what is done, how long a week, at which level, with which skills.

use crate::domain::{
    candidate::{OutOfRange, words},
    text::Line,
};
use std::{fmt, str::FromStr};
use vocabulary::EscoUri;

/// The most tasks that a vacancy has: a week of 60 hours with tasks of half an hour has 120.
pub const MOST_TASKS: usize = 120;

/// A task of a vacancy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// What is done.
    pub description: Line,
    /// How long a week.
    pub time: WeekMinutes,
    /// At which level one has to think for it.
    pub level: TaskLevel,
    /// What somebody has to be able to do for it.
    pub skills: Vec<EscoUri>,
}

words! {
    /// The level at which a task asks one to think. A property of the work: nobody is turned away by it (row DEF-06).
    TaskLevel: "mbo or hbo" {
        /// As after secondary vocational education.
        Mbo = "mbo",
        /// As after a university of applied sciences.
        Hbo = "hbo",
    }
}

/// A time in each week, in whole minutes, so that the times of parts add up exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct WeekMinutes(u16);

impl WeekMinutes {
    /// Takes 1 minute to 60 hours.
    ///
    /// # Errors
    /// [`OutOfRange`].
    pub fn new(minutes: u16) -> Result<Self, OutOfRange> {
        if (1..=60 * 60).contains(&minutes) {
            Ok(Self(minutes))
        } else {
            Err(OutOfRange::new(minutes, "a time between 1 minute and 60 hours a week"))
        }
    }

    /// The minutes.
    #[must_use]
    pub const fn minutes(self) -> u16 {
        self.0
    }
}
