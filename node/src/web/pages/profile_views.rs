//! What a file shows of tests, of gaps and of proposals: values without storage or rules.

use super::words;
use service::web::{components::Tag, page::Page};
use vocabulary::Date;

/// The parts of a file beside the skills.
#[derive(Debug, Clone, Default)]
pub struct ProfileView {
    /// What tests found, the newest first.
    pub tests: Vec<TestView>,
    /// Where a test says less than is known, and nobody chose yet.
    pub differences: Vec<DifferenceView>,
    /// What is held and missing for each occupation that the person wants.
    pub gaps: Vec<GapView>,
    /// For what the person was proposed or found unfit, the newest first.
    pub proposals: Vec<ProposalView>,
}

/// A result of a test.
#[derive(Debug, Clone)]
pub struct TestView {
    /// The test and who gives it.
    pub title: String,
    /// When it was taken.
    pub taken_on: Date,
    /// Each skill with its level, 1 to 4.
    pub skills: Vec<(String, u8)>,
    /// What kinds of work the person likes most; empty when the test did not ask.
    pub interests: String,
}

/// A skill of which a test says less than is known.
#[derive(Debug, Clone)]
pub struct DifferenceView {
    /// The skill.
    pub label: String,
    /// The ESCO URI, which the form sends.
    pub uri: String,
    /// What is known, 1 to 4.
    pub known: u8,
    /// Who says so.
    pub evidence: &'static str,
    /// What the test found, 1 to 4.
    pub tested: u8,
    /// Where the choice is sent.
    pub action: String,
}

/// What is held and missing for an occupation that the person wants.
#[derive(Debug, Clone)]
pub struct GapView {
    /// The occupation.
    pub target: String,
    /// Whether the list in use has it.
    pub is_known: bool,
    /// What is held.
    pub held: Vec<String>,
    /// What is wanted, what stands in, and why.
    pub stand_ins: Vec<(String, String)>,
    /// What is missing, heaviest first.
    pub missing: Vec<String>,
}

impl GapView {
    /// Missing skills that are shown before the rest folds out.
    pub(super) const MISSING_AT_ONCE: usize = 8;

    /// *4 held, 2 by something like it, 3 to learn*.
    #[must_use]
    pub fn sentence(&self, page: &Page) -> String {
        page.say_with(
            "gap-sentence",
            &[
                ("held", self.held.len().into()),
                ("standins", self.stand_ins.len().into()),
                ("missing", self.missing.len().into()),
            ],
        )
    }
}

/// A proposal in a file.
#[derive(Debug, Clone)]
pub struct ProposalView {
    /// What the vacancy is called.
    pub title: String,
    /// Its page.
    pub href: String,
    /// When it was made.
    pub made_on: Date,
    /// What led to it, in words.
    pub origin: String,
    /// How it stands.
    pub stage: &'static str,
    /// Why it came to nothing, in words; empty when it did not.
    pub reason: String,
    /// Where one writes down what came of it; empty when it has ended.
    pub outcome_href: String,
}

impl ProposalView {
    /// How it stands, with its icon.
    #[must_use]
    pub fn tag(&self, page: &Page) -> Tag {
        let word = page.say(words::proposal_stage(self.stage));
        match self.stage {
            "hired" => Tag::good(word),
            "proposed" | "interview" => Tag::waiting(word),
            _ => Tag::plain(word),
        }
    }
}

/// One way in the comparison of proposals.
#[derive(Debug, Clone)]
pub struct ArmRow {
    /// Which.
    pub label: String,
    /// How many were proposed.
    pub proposed: u32,
    /// How many had an interview.
    pub interviews: u32,
    /// The share and its bounds; none under ten.
    pub interview_share: Option<(f64, f64, f64)>,
    /// How many started.
    pub hired: u32,
    /// The share and its bounds; none under ten.
    pub hired_share: Option<(f64, f64, f64)>,
}

impl ArmRow {
    /// *62% (41% to 79%)*, or that there are too few for a share.
    #[must_use]
    pub fn share(page: &Page, share: Option<&(f64, f64, f64)>) -> String {
        share.map_or_else(
            || page.say("report-too-few"),
            |(seen, low, high)| {
                page.say_with(
                    "report-share",
                    &[
                        ("seen", page.percentage(*seen).into()),
                        ("low", page.percentage(*low).into()),
                        ("high", page.percentage(*high).into()),
                    ],
                )
            },
        )
    }
}
