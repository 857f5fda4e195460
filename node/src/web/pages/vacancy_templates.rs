//! The page on which a vacancy is split, as a template; and which step the page of a vacancy offers next.

use super::{
    elsewhere::GainRow,
    matches::LOOKED_AT,
    templates::VacancyPage,
    vacancy_views::{people, week_time},
    words,
};
use crate::domain::vacancy::task::TaskLevel;
use askama::Template;
use service::web::{form::Form, page::Page};

/// A task of a vacancy.
#[derive(Debug, Clone)]
pub struct TaskRow {
    /// Its number.
    pub number: u32,
    /// What is done.
    pub description: String,
    /// How long a week, in minutes.
    pub minutes: u32,
    /// At which level.
    pub level: TaskLevel,
    /// What somebody has to be able to do for it.
    pub skills: Vec<String>,
}

/// One of the two parts.
#[derive(Debug, Clone)]
pub struct PartView {
    /// The level of its tasks.
    pub level: TaskLevel,
    /// How many tasks.
    pub tasks: usize,
    /// How long a week, in minutes.
    pub minutes: u32,
    /// What it asks for.
    pub skills: Vec<String>,
    /// How many people fit; none when they are too few to tell.
    pub people: Option<usize>,
}

/// What splitting would bring.
#[derive(Debug, Clone)]
pub struct OutlookView {
    /// The mbo and the hbo part.
    pub parts: [PartView; 2],
    /// How many people fit now; none when they are too few to tell.
    pub before: Option<usize>,
    /// How many fit at least one of the parts; none when they are too few to tell.
    pub after: Option<usize>,
    /// The minutes a week that no task takes.
    pub remainder: u32,
    /// The share of the time of the hbo tasks in the whole job.
    pub hbo_share: f64,
    /// What the vacancy asks for and no task needs.
    pub needed_by_no_task: Vec<String>,
    /// What other regions would gain; empty as long as nothing of them is known.
    pub elsewhere: Vec<GainRow>,
    /// Posts the parts.
    pub form: Form,
}

/// Splitting a vacancy.
#[derive(Debug, Template)]
#[template(path = "carving.html")]
pub struct CarvingPage {
    /// The frame.
    pub page: Page,
    /// The address of the vacancy.
    pub href: String,
    /// Its tasks.
    pub tasks: Vec<TaskRow>,
    /// The minutes a week of all tasks.
    pub minutes: u32,
    /// Fewest and most hours of the job.
    pub hours: String,
    /// What has to be done before it can be split; empty when it can.
    pub refused: String,
    /// What splitting would bring, when it can be split.
    pub outlook: Option<OutlookView>,
}

impl CarvingPage {
    fn time(&self, minutes: &u32) -> String {
        week_time(&self.page, *minutes)
    }

    fn people(&self, count: &Option<usize>) -> String {
        people(&self.page, *count)
    }

    fn part_title(&self, part: &PartView) -> String {
        self.page.say(words::part(part.level))
    }
}

impl VacancyPage {
    /// Where the way to somebody for this work goes on, and in words: who fits now (beyond what is counted, at least
    /// that many), who fits after training, who can do a part, or what is asked when there is nobody.
    #[must_use]
    pub fn next_step(&self) -> (String, String) {
        let matches = format!("{}/matches", self.href);
        let after = self.outlook.as_ref().filter(|it| it.fits_after && !it.people_href.is_empty());
        match (self.fits_now, after) {
            (LOOKED_AT.., _) => (matches, self.page.count("see-people-fit-at-least", self.fits_now)),
            (1.., _) => (matches, self.page.count("see-people-fit", self.fits_now)),
            (0, Some(outlook)) => (outlook.people_href.clone(), self.page.say("see-people-after")),
            (0, None) if self.has_others => (matches, self.page.say("see-people-part")),
            (0, None) => ("#asked".to_owned(), self.page.say("see-asked")),
        }
    }
}
