//! The catalogue keys of the words that stand for a value. Each key in full, so that the audit finds it.

use super::views::HandoverStage;
use crate::{
    domain::{
        proposal::Finding,
        vacancy::{ShortageCause, demand::Demand, task::TaskLevel},
    },
    storage::access_log,
};
use service::web::{page::Plain, translator::Part};

/// The node's words in both languages.
pub const WORDS: Part = Part {
    name: "node",
    nl: include_str!("../../../locales/nl.ftl"),
    en: include_str!("../../../locales/en.ftl"),
};

/// The name of a step, 1 to 7.
#[must_use]
pub fn step(step: impl Plain<u8>) -> &'static str {
    match step.plain() {
        1 => "step-1",
        2 => "step-2",
        3 => "step-3",
        4 => "step-4",
        5 => "step-5",
        6 => "step-6",
        _ => "step-7",
    }
}

/// What the chain expects in a step.
#[must_use]
pub fn expectation(step: impl Plain<u8>) -> &'static str {
    match step.plain() {
        1 => "expectation-1",
        2 => "expectation-2",
        3 => "expectation-3",
        4 => "expectation-4",
        5 => "expectation-5",
        6 => "expectation-6",
        _ => "expectation-7",
    }
}

/// What counts as success in a step.
#[must_use]
pub fn success(step: impl Plain<u8>) -> &'static str {
    match step.plain() {
        1 => "success-1",
        2 => "success-2",
        3 => "success-3",
        4 => "success-4",
        5 => "success-5",
        6 => "success-6",
        _ => "success-7",
    }
}

/// Why a vacancy stays open.
#[must_use]
pub const fn cause(cause: ShortageCause) -> &'static str {
    match cause {
        ShortageCause::Unattractive => "cause-unattractive",
        ShortageCause::Demography => "cause-demography",
        ShortageCause::NarrowCriteria => "cause-narrow-criteria",
    }
}

/// What a vacancy demands where it should name skills, as a sentence.
#[must_use]
pub const fn demand(demand: Demand) -> &'static str {
    match demand {
        Demand::NoSkills => "demand-no-skills",
        Demand::Diploma => "demand-diploma",
        Demand::Years => "demand-years",
    }
}

/// The level of a task.
#[must_use]
pub const fn task_level(level: TaskLevel) -> &'static str {
    match level {
        TaskLevel::Mbo => "task-level-mbo",
        TaskLevel::Hbo => "task-level-hbo",
    }
}

/// The part of a vacancy with the tasks of a level.
#[must_use]
pub const fn part(level: TaskLevel) -> &'static str {
    match level {
        TaskLevel::Mbo => "carve-part-mbo",
        TaskLevel::Hbo => "carve-part-hbo",
    }
}

/// How a skill is known.
#[must_use]
pub fn evidence(evidence: &str) -> &'static str {
    match evidence {
        "employer" => "evidence-employer",
        "certificate" => "evidence-certificate",
        "assessment" => "evidence-assessment",
        _ => "evidence-self",
    }
}

/// How well somebody has a skill, 1 to 4.
#[must_use]
pub fn level(level: impl Plain<u8>) -> &'static str {
    match level.plain() {
        1 => "level-1",
        2 => "level-2",
        3 => "level-3",
        _ => "level-4",
    }
}

/// Where a hand-over stands.
#[must_use]
pub const fn handover_stage(stage: HandoverStage) -> &'static str {
    match stage {
        HandoverStage::Drafted => "handover-drafted",
        HandoverStage::Offered => "handover-offered",
        HandoverStage::Accepted => "handover-accepted",
        HandoverStage::Refused => "handover-refused",
        HandoverStage::Expired => "handover-expired",
        HandoverStage::Withdrawn => "handover-withdrawn",
        HandoverStage::Closed => "handover-closed",
    }
}

/// What a stage means for whom.
#[must_use]
pub fn handover_meaning(stage: impl Plain<HandoverStage>) -> &'static str {
    match stage.plain() {
        HandoverStage::Drafted => "handover-drafted-meaning",
        HandoverStage::Offered => "handover-offered-meaning",
        HandoverStage::Accepted => "handover-accepted-meaning",
        HandoverStage::Refused => "handover-refused-meaning",
        HandoverStage::Expired => "handover-expired-meaning",
        HandoverStage::Withdrawn => "handover-withdrawn-meaning",
        HandoverStage::Closed => "handover-closed-meaning",
    }
}

/// A part of a file that a hand-over can take along.
#[must_use]
pub fn file_field(field: &str) -> &'static str {
    match field {
        "name" => "field-name",
        "contact" => "field-contact",
        "birth-date" => "field-birth-date",
        "municipality" => "field-municipality",
        "availability" => "field-availability",
        "education" => "field-education",
        "occupations" => "field-occupations",
        "languages" => "field-languages",
        "skills" => "field-skills",
        "remarks" => "field-remarks",
        _ => "field-case-history",
    }
}

/// How consent was given.
#[must_use]
pub fn channel(channel: &str) -> &'static str {
    match channel {
        "in-person" => "channel-in-person",
        "by-phone" => "channel-by-phone",
        _ => "channel-in-writing",
    }
}

/// What of a person was shown, as the access log has it.
#[must_use]
pub fn read(shown: &str) -> &'static str {
    match shown {
        access_log::WHOLE_FILE => "event-read",
        access_log::MATCH => "event-read-match",
        access_log::CONTEST => "event-contest",
        access_log::CASE => "event-read-case",
        access_log::HANDOVER => "event-read-handover",
        access_log::PREVIEW => "event-read-preview",
        _ => "event-read-line",
    }
}

/// With what a case ended.
#[must_use]
pub fn ending(ending: &str) -> &'static str {
    match ending {
        "placed" => "ending-placed",
        "stopped-by-person" => "ending-stopped-by-person",
        "stopped-by-region" => "ending-stopped-by-region",
        _ => "ending-other-help",
    }
}

/// Why a region refuses.
#[must_use]
pub fn refusal(reason: &str) -> &'static str {
    match reason {
        "no-capacity" => "refusal-no-capacity",
        "nothing-fits" => "refusal-nothing-fits",
        "wrong-region" => "refusal-wrong-region",
        "incomplete" => "refusal-incomplete",
        _ => "refusal-other",
    }
}

/// What went wrong with a hand-over.
#[must_use]
pub fn handover_problem(problem: &str) -> &'static str {
    match problem {
        "offer-not-taken" => "problem-offer-not-taken",
        "decision-not-taken" => "problem-decision-not-taken",
        "beyond-consent" => "problem-beyond-consent",
        "nobody-accepted" => "problem-nobody-accepted",
        "case-missing" => "problem-case-missing",
        _ => "problem-cannot-be-opened",
    }
}

/// Why a message has not been taken, as the outbox keeps it.
#[must_use]
pub fn delivery_problem(reason: &str) -> &'static str {
    match reason {
        "unreachable" => "delivery-unreachable",
        "no-answer" => "delivery-no-answer",
        "not-believed" => "delivery-not-believed",
        "too-large" => "delivery-too-large",
        "unknown-version" => "delivery-unknown-version",
        "not-admitted" => "delivery-not-admitted",
        "forbidden" => "delivery-forbidden",
        "bad-signature" => "delivery-bad-signature",
        "not-found" => "delivery-not-found",
        "conflict" => "delivery-conflict",
        "withdrawn" => "delivery-withdrawn",
        _ => "delivery-refused",
    }
}

/// What somebody is here to do.
#[must_use]
pub fn role(role: &str) -> &'static str {
    match role {
        "adviser" => "role-adviser",
        "coach" => "role-coach",
        "business-adviser" => "role-business-adviser",
        _ => "role-operator",
    }
}

/// A level of education.
#[must_use]
pub fn education(level: &str) -> &'static str {
    match level {
        "basis" => "education-basis",
        "vmbo" => "education-vmbo",
        "mbo1" => "education-mbo1",
        "mbo2" => "education-mbo2",
        "mbo3" => "education-mbo3",
        "mbo4" => "education-mbo4",
        "havo" => "education-havo",
        "vwo" => "education-vwo",
        "hbo" => "education-hbo",
        _ => "education-wo",
    }
}

/// A level of education, or vocational education as a whole.
#[must_use]
pub fn education_group(group: &str) -> &'static str {
    match group {
        "mbo" => "level-group-mbo",
        level => education(level),
    }
}

/// How fast somebody learns, 1 to 5.
#[must_use]
pub fn capacity(capacity: impl Plain<u8>) -> &'static str {
    match capacity.plain() {
        1 => "capacity-1",
        2 => "capacity-2",
        3 => "capacity-3",
        4 => "capacity-4",
        _ => "capacity-5",
    }
}

/// How much a kind of work is liked, 0 to 4.
#[must_use]
pub fn liking(liking: impl Plain<u8>) -> &'static str {
    match liking.plain() {
        0 => "liking-0",
        1 => "liking-1",
        2 => "liking-2",
        3 => "liking-3",
        _ => "liking-4",
    }
}

/// A kind of work that people like.
#[must_use]
pub fn interest(kind: &str) -> &'static str {
    match kind {
        "realistic" => "interest-realistic",
        "investigative" => "interest-investigative",
        "artistic" => "interest-artistic",
        "social" => "interest-social",
        "enterprising" => "interest-enterprising",
        _ => "interest-conventional",
    }
}

/// Who says how well somebody can still learn.
#[must_use]
pub fn potential_source(source: &str) -> &'static str {
    match source {
        "coach" => "source-coach",
        _ => "source-test",
    }
}

/// Who says what kind of work somebody likes.
#[must_use]
pub fn interest_source(source: &str) -> &'static str {
    match source {
        "self" => "source-self",
        _ => "source-test",
    }
}

/// Why a person and a vacancy do not fit.
#[must_use]
pub fn unfit_reason(reason: &str) -> &'static str {
    match reason {
        "skills" => "unfit-skills",
        "hours" => "unfit-hours",
        "travel" => "unfit-travel",
        "wish" => "unfit-wish",
        "start-date" => "unfit-start-date",
        "somebody-else" => "unfit-somebody-else",
        "vacancy-filled" => "unfit-vacancy-filled",
        _ => "unfit-other",
    }
}

/// How a proposal stands.
#[must_use]
pub fn proposal_stage(stage: &str) -> &'static str {
    match stage {
        "unfit" => "proposal-unfit",
        "proposed" => "proposal-proposed",
        "interview" => "proposal-interview",
        "hired" => "proposal-hired",
        _ => "proposal-not-hired",
    }
}

/// What led to proposals.
#[must_use]
pub fn arm(arm: &str) -> &'static str {
    match arm {
        "matching" => "arm-matching",
        _ => "arm-manual",
    }
}

/// What the comparison of the two ways says.
#[must_use]
pub const fn finding(finding: Finding) -> &'static str {
    match finding {
        Finding::TooFew => "finding-too-few",
        Finding::NoDifferenceShown => "finding-none",
        Finding::MatchingBetter => "finding-matching",
        Finding::ManualBetter => "finding-manual",
    }
}
