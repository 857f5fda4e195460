//! The catalogue keys of the questions about skills and interests. Each key in full, so that the audit finds it.

use crate::domain::{profile::InterestKind, skill_question::Question};

/// A question and the sentence that helps.
pub(super) const fn question(question: Question) -> (&'static str, &'static str) {
    match question {
        Question::Day => ("question-day", "question-day-hint"),
        Question::Asked => ("question-asked", "question-asked-hint"),
        Question::Outside => ("question-outside", "question-outside-hint"),
        Question::Tools => ("question-tools", "question-tools-hint"),
        Question::People => ("question-people", "question-people-hint"),
        Question::Learn => ("question-learn", "question-learn-hint"),
    }
}

/// The sentence about a kind of work.
pub(super) const fn interest_sentence(kind: InterestKind) -> &'static str {
    match kind {
        InterestKind::Realistic => "sentence-realistic",
        InterestKind::Investigative => "sentence-investigative",
        InterestKind::Artistic => "sentence-artistic",
        InterestKind::Social => "sentence-social",
        InterestKind::Enterprising => "sentence-enterprising",
        InterestKind::Conventional => "sentence-conventional",
    }
}
