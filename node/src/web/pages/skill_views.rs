//! The page with the skills that were found in a person's own words, and the values that it shows.

use super::words;
use askama::Template;
use service::web::page::Page;

/// What was found, to be confirmed skill by skill.
#[derive(Debug, Template)]
#[template(path = "skills_found.html")]
pub struct SkillsFoundPage {
    /// The frame.
    pub page: Page,
    /// Where the form posts to.
    pub action: String,
    /// The person's file.
    pub file_href: String,
    /// The revision that was read.
    pub revision: u32,
    /// The answers, sent along and kept nowhere: name and text.
    pub carried: Vec<(&'static str, String)>,
    /// One for each answer.
    pub answers: Vec<AnswerView>,
    /// What was searched for by hand.
    pub query: String,
    /// What the search found.
    pub searched: Vec<FoundView>,
    /// What is wrong; empty when nothing.
    pub error: String,
}

/// What came of one answer.
#[derive(Debug, Clone)]
pub struct AnswerView {
    /// What was asked.
    pub question: String,
    /// The skills that can be confirmed.
    pub found: Vec<FoundView>,
    /// The skills that are known already or only wished for: name, sentence and how it stands.
    pub told: Vec<(String, String)>,
    /// That nothing was understood, in words; empty when something was.
    pub nothing: String,
    /// The answer, where nothing was understood.
    pub text: String,
}

/// A skill that can be confirmed.
#[derive(Debug, Clone)]
pub struct FoundView {
    /// Its number on the page.
    pub number: usize,
    /// The name.
    pub label: String,
    /// The ESCO URI.
    pub uri: String,
    /// The sentence up to the words; empty when it was searched for by hand.
    pub before: String,
    /// The words that it came from.
    pub words: String,
    /// The rest of the sentence.
    pub after: String,
    /// The name under which the level is sent.
    pub level_name: String,
    /// The level that is chosen.
    pub level: u8,
    /// Whether it is ticked.
    pub is_ticked: bool,
}

impl SkillsFoundPage {
    /// Whether there is anything to tick.
    #[must_use]
    pub fn can_confirm(&self) -> bool {
        !self.searched.is_empty() || self.answers.iter().any(|answer| !answer.found.is_empty())
    }

    /// Whether the search found nothing.
    #[must_use]
    pub fn found_nothing(&self) -> bool {
        !self.query.trim().is_empty() && self.searched.is_empty()
    }
}

impl FoundView {
    /// Whether this level is the one that is chosen.
    #[must_use]
    pub fn is_level(&self, level: impl service::web::page::Plain<u8>) -> bool {
        self.level == level.plain()
    }
}
