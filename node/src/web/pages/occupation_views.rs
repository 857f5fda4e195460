//! What the pages about other occupations show: values in words, and the two pages themselves.

use super::receipt::ReceiptView;
use crate::matching::constraint::Outcome;
use askama::Template;
use service::web::{
    components::{Meter, Tag},
    form::Choice,
    page::Page,
};

/// How somebody stands to a skill that an occupation asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GapState {
    /// The person has it.
    Held,
    /// The present work asks it, so the person has it perhaps.
    PerhapsHeld,
    /// The person is a beginner.
    Begun,
    /// Another skill stands in for it.
    StoodInFor,
    /// It is to be learnt.
    ToLearn,
    /// It is not there and only helps.
    Helps,
}

/// A skill that an occupation asks, and how the person stands to it.
#[derive(Debug, Clone)]
pub struct GapRow {
    /// The skill.
    pub label: String,
    /// How the person stands to it.
    pub state: GapState,
    /// What stands in and why, for [`GapState::StoodInFor`]; otherwise empty.
    pub because: String,
}

impl GapRow {
    /// The state with its icon.
    #[must_use]
    pub fn tag(&self, page: &Page) -> Tag {
        match self.state {
            GapState::Held => Tag::good(page.say("match-skill-held")),
            GapState::PerhapsHeld => Tag::plain(page.say("occupation-perhaps")),
            GapState::Begun => Tag::plain(page.say("skill-begun")),
            GapState::StoodInFor => Tag::good(page.say("occupation-stands-in")),
            GapState::ToLearn => Tag::waiting(page.say("match-skill-missing")),
            GapState::Helps => Tag::plain(page.say("match-skill-helps")),
        }
    }

    /// Why, or how to go on.
    #[must_use]
    pub fn next(&self, page: &Page) -> String {
        match self.state {
            GapState::Held => page.say("occupation-next-held"),
            GapState::PerhapsHeld => page.say("occupation-next-perhaps"),
            GapState::Begun => page.say("occupation-next-begun"),
            GapState::StoodInFor => self.because.clone(),
            GapState::ToLearn => page.say("match-next-train"),
            GapState::Helps => page.say("match-next-optional"),
        }
    }
}

/// Viable, desirable or safe.
#[derive(Debug, Clone)]
pub struct MarkView {
    /// The word, such as *desirable* or *not desirable*.
    pub word: String,
    /// How it came out.
    pub outcome: Outcome,
    /// By which facts.
    pub because: String,
}

impl MarkView {
    /// The word with its icon.
    #[must_use]
    pub fn tag(&self) -> Tag {
        match self.outcome {
            Outcome::Passed => Tag::good(self.word.clone()),
            Outcome::Failed => Tag::plain(self.word.clone()),
            Outcome::NotKnown => Tag::waiting(self.word.clone()),
        }
    }
}

/// An occupation that a person could change to.
#[derive(Debug, Clone)]
pub struct OccupationView {
    /// An id on the page.
    pub id: String,
    /// Its name.
    pub title: String,
    /// The page with the way to it.
    pub href: String,
    /// Its sector.
    pub sector: String,
    /// Whether that is another sector than the present one.
    pub in_other_sector: bool,
    /// Whether people are short in that sector.
    pub in_shortage_sector: bool,
    /// How feasible, between 0 and 1.
    pub share: f64,
    /// How feasible, in words.
    pub feasibility: String,
    /// How many skills are there, stood in for and to be learnt, in words.
    pub counted: String,
    /// Viable, desirable, safe.
    pub marks: Vec<MarkView>,
    /// Level of the work, rule for teaching, vacancies.
    pub beside: Vec<String>,
    /// The skills that it asks.
    pub skills: Vec<GapRow>,
    /// The training for it in this region.
    pub training_href: String,
}

impl OccupationView {
    /// Skills that are shown before the rest folds out.
    pub(super) const SKILLS_AT_ONCE: usize = 6;

    /// The bar beside the words.
    #[must_use]
    pub const fn meter(&self) -> Meter {
        Meter::new(self.share)
    }
}

/// What a person could become.
#[derive(Debug, Template)]
#[template(path = "candidate_occupations.html")]
pub struct CandidateOccupationsPage {
    /// The frame.
    pub page: Page,
    /// The person's file.
    pub file_href: String,
    /// Which occupations were asked.
    pub among: &'static str,
    /// What can be asked.
    pub choices: Vec<Choice>,
    /// From where it was looked, in words.
    pub start: String,
    /// The occupations, most feasible first.
    pub found: Vec<OccupationView>,
    /// What was searched for.
    pub receipt: ReceiptView,
    /// Where others of the person's sector want to move, a sentence each; empty when no sector is known.
    pub others_want: Vec<String>,
    /// What the three marks mean, with their thresholds.
    pub thresholds: Vec<String>,
    /// Why there are none, in words.
    pub empty: String,
    /// What to do when there are none.
    pub advice: Vec<(String, String)>,
}

/// A step on the way to an occupation.
#[derive(Debug, Clone)]
pub struct StepView {
    /// The occupation.
    pub title: String,
    /// How feasible this step is, in words.
    pub feasibility: String,
}

/// The way to an occupation.
#[derive(Debug, Template)]
#[template(path = "candidate_way.html")]
pub struct CandidateWayPage {
    /// The frame.
    pub page: Page,
    /// The page with all occupations.
    pub back_href: String,
    /// From where, in words.
    pub start: String,
    /// The steps.
    pub steps: Vec<StepView>,
    /// Straight or with a stop, and why, in words.
    pub told: String,
    /// What makes up the score of the change in one step.
    pub parts: Vec<String>,
    /// Level of the work and the rule for teaching.
    pub beside: Vec<String>,
    /// The skills that the occupation asks.
    pub skills: Vec<GapRow>,
    /// The training that leads there, with weeks, start and money, in sentences.
    pub learning: Vec<String>,
    /// Vacancies that fit the person now or after training.
    pub readiness_href: String,
}
