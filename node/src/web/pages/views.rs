//! What each page shows, as plain values: no storage, no domain rules, so that a test can render any page.

use jiff::{Timestamp, civil::Date};
use service::web::{
    components::{Meter, Tag},
    page::Page,
};

use super::words;
use crate::matching::weighting::Fits;

/// One case in a work list.
#[derive(Debug, Clone)]
pub struct WorkItem {
    /// The candidate's file.
    pub href: String,
    /// The candidate's name.
    pub name: String,
    /// From which work to which: two labels, either may be empty.
    pub from_work: String,
    /// The work wanted.
    pub to_work: String,
    /// The step, 1 to 7.
    pub step: u8,
    /// What is expected now.
    pub expectation: String,
    /// Until when.
    pub due: Date,
    /// Who is responsible.
    pub owner: String,
    /// Whom the case waits for; empty when for the owner.
    pub waiting_on: String,
}

impl WorkItem {
    /// From which work to which, as far as it is known; nothing twice.
    #[must_use]
    pub fn work(&self) -> String {
        match (self.from_work.as_str(), self.to_work.as_str()) {
            (from, to) if to.is_empty() || from == to => from.to_owned(),
            ("", to) => format!("→ {to}"),
            (from, to) => format!("{from} → {to}"),
        }
    }
}

/// A column of the work list.
#[derive(Debug, Clone)]
pub struct WorkColumn {
    /// Its id on the page.
    pub id: &'static str,
    /// Its heading.
    pub title: String,
    /// What it says when nothing is in it.
    pub empty: String,
    /// How many there are in all.
    pub total: usize,
    /// The first of them.
    pub items: Vec<WorkItem>,
    /// Where all of them are.
    pub all_href: String,
}

/// How many cases are in a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StepCount {
    /// The step, 1 to 7.
    pub step: u8,
    /// How many.
    pub count: usize,
}

/// A row of the candidates' table.
#[derive(Debug, Clone)]
pub struct CandidateRow {
    /// The file.
    pub href: String,
    /// The name.
    pub name: String,
    /// Where the person lives.
    pub municipality: String,
    /// The present or last occupation; empty when unknown.
    pub occupation: String,
    /// The work wanted; empty when unknown.
    pub wish: String,
    /// The step, when a case runs.
    pub step: Option<u8>,
    /// When something is due.
    pub due: Option<Date>,
    /// Who is responsible; empty when nobody.
    pub owner: String,
}

/// Where a person's case stands.
#[derive(Debug, Clone)]
pub struct CaseView {
    /// The step, 1 to 7.
    pub step: u8,
    /// What is expected now.
    pub expectation: String,
    /// What counts as success.
    pub success: String,
    /// Who is responsible.
    pub owner: String,
    /// The owner's region.
    pub region: String,
    /// Until when.
    pub due: Date,
    /// Since when the case runs.
    pub opened_on: Date,
    /// The initiative in which the person learns; empty for none.
    pub initiative: String,
    /// The revision that a form sends back.
    pub revision: u32,
    /// What happened to it, when it does not run any more or is offered: a sentence, and where to read more.
    pub standstill: Option<(String, String)>,
}

/// A label with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// What it is.
    pub label: String,
    /// The value.
    pub value: String,
}

impl Fact {
    /// A fact, unless its value is empty.
    #[must_use]
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self { label: label.into(), value: value.into() }
    }
}

/// A skill that somebody has.
#[derive(Debug, Clone)]
pub struct SkillView {
    /// The skill.
    pub label: String,
    /// How well, 1 to 4.
    pub level: u8,
    /// How it is known: `self`, `employer`, `certificate` or `assessment`.
    pub evidence: &'static str,
}

/// A statement of consent.
#[derive(Debug, Clone)]
pub struct ConsentView {
    /// To what, in words.
    pub scope: String,
    /// The fields named, in words.
    pub fields: Vec<String>,
    /// When it was given.
    pub given_on: Date,
    /// How it was given, in words.
    pub channel: String,
    /// When it was taken back.
    pub withdrawn_on: Option<Date>,
    /// Where the form to take it back posts to; empty when it cannot be.
    pub withdraw_action: String,
}

/// Something that happened.
#[derive(Debug, Clone)]
pub struct EventView {
    /// When.
    pub at: Timestamp,
    /// What.
    pub text: String,
    /// By whom.
    pub by: String,
}

/// How a vacancy wants a skill.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Want {
    /// The work cannot do without it.
    Essential,
    /// Needed, and it can be learnt on the job.
    Trainable,
    /// It helps.
    Optional,
}

/// A wanted skill, held or not.
#[derive(Debug, Clone)]
pub struct MatchSkill {
    /// The skill.
    pub label: String,
    /// How the vacancy wants it.
    pub want: Want,
    /// How it is known that the person has it; none when it is missing.
    pub evidence: Option<&'static str>,
    /// Whether the person has only begun with it.
    pub begun: bool,
    /// Which skill stands in for it and why; empty when none does.
    pub stand_in: String,
}

impl MatchSkill {
    /// Whether it is needed and nothing of the person's comes near it.
    #[must_use]
    pub fn is_to_learn(&self) -> bool {
        self.evidence.is_none() && self.stand_in.is_empty() && self.want != Want::Optional
    }

    /// *Present*, *a beginning*, *is like it*, *to learn* or *helps*, with its icon.
    #[must_use]
    pub fn tag(&self, page: &Page) -> Tag {
        if !self.stand_in.is_empty() {
            return Tag::plain(page.say("match-skill-like"));
        }
        match (self.evidence, self.want) {
            (Some(_), _) if self.begun => Tag::plain(page.say("skill-begun")),
            (Some(_), _) => Tag::good(page.say("match-skill-held")),
            (None, Want::Optional) => Tag::plain(page.say("match-skill-helps")),
            (None, _) => Tag::waiting(page.say("match-skill-missing")),
        }
    }

    /// How to go on.
    #[must_use]
    pub fn next(&self, page: &Page) -> String {
        if !self.stand_in.is_empty() {
            return self.stand_in.clone();
        }
        match (self.evidence, self.want) {
            (Some(evidence), _) if self.begun => {
                page.name("match-next-begun", page.say(words::evidence(evidence)))
            }
            (Some("self"), _) => page.say("match-next-confirm"),
            (Some(evidence), _) => page.name("match-next-held", page.say(words::evidence(evidence))),
            (None, Want::Essential) => page.say("match-next-train"),
            (None, Want::Trainable) => page.say("match-next-on-the-job"),
            (None, Want::Optional) => page.say("match-next-optional"),
        }
    }
}

/// What came of a rule such as travel time.
#[derive(Debug, Clone)]
pub struct RuleView {
    /// In words.
    pub sentence: String,
    /// Whether it passed; none when something is not known.
    pub passed: Option<bool>,
}

impl RuleView {
    /// *Fits*, *does not fit* or *ask*, with its icon.
    #[must_use]
    pub fn tag(&self, page: &Page) -> Tag {
        match self.passed {
            Some(true) => Tag::good(page.say("rule-passed")),
            Some(false) => Tag::late(page.say("rule-failed")),
            None => Tag::waiting(page.say("rule-unknown")),
        }
    }
}

/// A person and a vacancy, and why they fit.
#[derive(Debug, Clone)]
pub struct MatchView {
    /// An id on the page.
    pub id: String,
    /// The other side: vacancy or person.
    pub title: String,
    /// Its page.
    pub href: String,
    /// Employer, place, hours and the like.
    pub meta: Vec<String>,
    /// The region of the vacancy when it is another one; empty for this region.
    pub other_region: String,
    /// The score, 0 to 1, in whole percentages.
    pub share: f64,
    /// What the score means and how the wanted skills stand, in a sentence.
    pub fits: String,
    /// In which part of the list it stands.
    pub fits_when: Fits,
    /// In how many weeks it fits after training, in words; empty when nothing is known of that.
    pub after: String,
    /// Where that training is told; empty for nowhere.
    pub after_href: String,
    /// Whether the page has a form that compares it with others.
    pub can_be_compared: bool,
    /// Whether the employer stands outside of the network.
    pub outside: bool,
    /// The skills: both some that are there and some that are missing before the rest folds out.
    pub skills: Vec<MatchSkill>,
    /// What else counted, a sentence each.
    pub factors: Vec<String>,
    /// What the rules say.
    pub rules: Vec<RuleView>,
    /// What one does with it: address and text; empty for nothing.
    pub actions: Vec<(String, String)>,
}

impl MatchView {
    /// Skills that are shown before the rest folds out.
    pub(super) const SKILLS_AT_ONCE: usize = 6;

    /// How many skills fold out, and how many of them are to be learnt.
    #[must_use]
    pub fn more_skills(&self, page: &Page) -> String {
        let more = self.skills.get(Self::SKILLS_AT_ONCE..).unwrap_or_default();
        match more.iter().filter(|skill| skill.is_to_learn()).count() {
            0 => page.count("more-skills", more.len()),
            learn => {
                page.say_with("more-skills-to-learn", &[("n", more.len().into()), ("learn", learn.into())])
            }
        }
    }

    /// The bar beside the sentence.
    #[must_use]
    pub const fn meter(&self) -> Meter {
        Meter::new(self.share)
    }

    /// *Fits now*, *nearly fits* or *far away*, with its icon.
    #[must_use]
    pub fn fits_tag(&self, page: &Page) -> Tag {
        match self.fits_when {
            Fits::Now => Tag::good(page.say("fits-now")),
            Fits::Soon => Tag::waiting(page.say("fits-soon-short")),
            Fits::NotYet => Tag::plain(page.say("fits-far")),
        }
    }
}

/// A row of the vacancies' table.
#[derive(Debug, Clone)]
pub struct VacancyRow {
    /// Its page.
    pub href: String,
    /// The title.
    pub title: String,
    /// The employer.
    pub employer: String,
    /// Where the work is.
    pub municipality: String,
    /// The region.
    pub region: String,
    /// Hours a week.
    pub hours: String,
    /// Whether there is a job guarantee.
    pub job_guarantee: bool,
    /// Whether it is this region's own.
    pub is_own: bool,
    /// The day it was opened, where known.
    pub opened_on: Option<Date>,
    /// Whether its employer takes no part in the network.
    pub outside: bool,
    /// Whether it asks for a diploma or years of work where it should name skills.
    pub rephrase: bool,
}

/// A skill that a vacancy asks for.
#[derive(Debug, Clone)]
pub struct WantedSkill {
    /// The skill.
    pub label: String,
    /// How it is wanted.
    pub want: Want,
}

impl WantedSkill {
    /// How it is wanted, in words.
    #[must_use]
    pub fn want_word(&self, page: &Page) -> String {
        page.say(match self.want {
            Want::Essential => "want-essential",
            Want::Trainable => "want-trainable",
            Want::Optional => "want-optional",
        })
    }
}

/// Where a hand-over stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HandoverStage {
    /// Written down here, not yet confirmed.
    Drafted,
    /// Waiting for the receiver.
    Offered,
    /// Taken.
    Accepted,
    /// Not taken.
    Refused,
    /// Nobody decided in time.
    Expired,
    /// Taken back.
    Withdrawn,
    /// Taken and stored.
    Closed,
}

impl HandoverStage {
    /// Its word, with its icon.
    #[must_use]
    pub fn tag(self, page: &Page) -> Tag {
        let word = page.say(words::handover_stage(self));
        match self {
            Self::Drafted | Self::Offered => Tag::waiting(word),
            Self::Accepted | Self::Closed => Tag::good(word),
            Self::Refused | Self::Expired => Tag::late(word),
            Self::Withdrawn => Tag::plain(word),
        }
    }
}

/// A row of the hand-overs' tables.
#[derive(Debug, Clone)]
pub struct HandoverRow {
    /// Its page.
    pub href: String,
    /// Whom it is about, as far as this region may know.
    pub subject: String,
    /// The other region.
    pub region: String,
    /// Where it stands.
    pub stage: HandoverStage,
    /// Which region owns the case now.
    pub owner: String,
    /// When it was offered.
    pub offered_at: Timestamp,
    /// When it ends by itself.
    pub expires_at: Timestamp,
}

/// A release that left this node.
#[derive(Debug, Clone)]
pub struct ReleaseView {
    /// The table, in words.
    pub table: String,
    /// The period, such as `2026-W48`.
    pub period: String,
    /// The running number.
    pub sequence: u64,
    /// What it cost of the privacy budget (rho).
    pub rho: f64,
    /// The standard deviation of the noise.
    pub sigma: f64,
    /// When it was delivered; none while it waits.
    pub delivered_at: Option<Timestamp>,
    /// Where its cells are shown.
    pub href: String,
    /// How many cells there are in all.
    pub cell_count: usize,
}

/// A message in the outbox or one that left.
#[derive(Debug, Clone)]
pub struct MessageView {
    /// What it is, in words.
    pub kind: String,
    /// What it is about, without personal data.
    pub subject: String,
    /// To whom.
    pub to: String,
    /// Its size on the wire (a size class for envelopes).
    pub size_bytes: u64,
    /// Since when it waits, or when it was made.
    pub made_at: Timestamp,
    /// When it was delivered.
    pub delivered_at: Option<Timestamp>,
    /// How often it was tried.
    pub attempts: u32,
    /// The last failure; empty for none.
    pub error: String,
}

/// How many messages of one kind left.
#[derive(Debug, Clone)]
pub struct LeftCount {
    /// The kind as the address has it.
    pub name: &'static str,
    /// The kind, in words.
    pub label: String,
    /// How many.
    pub count: u64,
}

/// How the node stands with the coordinator.
#[derive(Debug, Clone)]
pub struct ConnectionView {
    /// Whether the region has joined the network.
    pub joined: bool,
    /// Whether it is connected now.
    pub connected: bool,
    /// When they last spoke.
    pub last_contact: Option<Timestamp>,
    /// The coordinator's address.
    pub address: String,
    /// The region's state in the network, in words.
    pub state: String,
    /// Until when the certificate holds.
    pub certificate_until: Option<Date>,
    /// The version of the directory.
    pub directory_version: u64,
}
