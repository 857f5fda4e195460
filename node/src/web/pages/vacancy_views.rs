//! What the pages about a vacancy show to whoever works with its employer, as plain values.

use super::{vacancy_templates::TaskRow, words};
use service::web::{components::Tag, page::Page};

/// What an adviser does with a vacancy of this region.
#[derive(Debug, Clone)]
pub struct AdviserView {
    /// The causes of the shortage that one can choose, each with its address-free name, its words and whether it was
    /// noted.
    pub causes: Vec<CauseView>,
    /// The wished starting date as a form writes it; empty when it is not known.
    pub starts_on: String,
    /// What the vacancy demands where it should name skills, each as a sentence.
    pub demands: Vec<String>,
    /// Skills of the occupation that it does not ask for: what to talk about instead of a diploma.
    pub instead: Vec<String>,
    /// Whether the employer looks too narrowly, so that splitting the job is the next step.
    pub should_be_carved: bool,
    /// The tasks that are described.
    pub tasks: Vec<TaskRow>,
    /// How many people of the region fit; none when they are too few to tell.
    pub fitting: Option<usize>,
    /// What each demand costs.
    pub softer: Vec<SofterView>,
    /// The vacancy that this one was split off from, and those that were split off from it: address and title.
    pub whole: Option<(String, String)>,
    /// Those that were split off from it.
    pub parts: Vec<(String, String)>,
}

/// A cause of the shortage that can be noted.
#[derive(Debug, Clone)]
pub struct CauseView {
    /// What a form sends.
    pub value: &'static str,
    /// The words.
    pub label: String,
    /// Whether it was noted.
    pub noted: bool,
}

/// What would come of softening one demand.
#[derive(Debug, Clone)]
pub struct SofterView {
    /// The skill.
    pub skill: String,
    /// How many people more would fit; none when they are too few to tell.
    pub more: Option<usize>,
}

impl AdviserView {
    /// Whether anybody asked the employer for the cause.
    #[must_use]
    pub fn is_asked(&self) -> bool {
        self.causes.iter().any(|cause| cause.noted)
    }

    /// How many people fit, in words.
    #[must_use]
    pub fn fitting_words(&self, page: &Page) -> String {
        people(page, self.fitting)
    }
}

impl SofterView {
    /// How many more, in words.
    #[must_use]
    pub fn words(&self, page: &Page) -> String {
        match self.more {
            Some(more) => page.count("reach-more", more),
            None => page.say("reach-more-few"),
        }
    }
}

impl TaskRow {
    /// The level, as a word.
    #[must_use]
    pub fn tag(&self, page: &Page) -> Tag {
        Tag::plain(page.say(words::task_level(self.level)))
    }
}

/// A count of people in words, or that they are fewer than ten.
pub(super) fn people(page: &Page, people: Option<usize>) -> String {
    match people {
        Some(people) => page.count("reach-people", people),
        None => page.say("reach-few"),
    }
}

/// A time in each week, in words: *21 uur en 40 minuten*.
pub(super) fn week_time(page: &Page, minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (hours, 0) => page.count("week-hours", hours),
        (0, minutes) => page.count("week-minutes", minutes),
        (hours, minutes) => {
            page.say_with("week-hours-and-minutes", &[("hours", hours.into()), ("minutes", minutes.into())])
        }
    }
}
