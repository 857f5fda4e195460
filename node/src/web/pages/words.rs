//! The catalogue keys of the words that stand for a value. Each key in full, so that the audit finds it.

use super::views::HandoverStage;
use crate::storage::access_log;
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
