//! The fields of a candidate's form that say what the person can still learn, likes, and from when.

use super::{reading::Reading, words};
use crate::domain::{
    candidate::Candidate,
    profile::{Capacity, InterestKind, InterestSource, Interests, Likings, Potential, PotentialSource},
};
use service::web::{
    form::{Choice, Field, FieldKind, Typed, first},
    page::Page,
};
use vocabulary::Date;

/// From when the person can start.
pub(super) const AVAILABLE: &str = "availableFrom";
const POTENTIAL: [&str; 4] = ["potentialHard", "potentialSoft", "potentialSource", "potentialOn"];
const INTEREST_SOURCE: &str = "interestSource";

/// What was typed of the three.
pub(super) struct ProfileRead {
    pub(super) potential: Option<Potential>,
    pub(super) available_from: Option<Date>,
    pub(super) interests: Option<Interests>,
}

/// Reads the fields. Each group is filled in as a whole or not at all.
pub(super) fn read(reading: &mut Reading<'_>, typed: &Typed) -> ProfileRead {
    ProfileRead {
        available_from: reading.value_if_any(AVAILABLE, "error-date"),
        potential: potential(reading, typed),
        interests: interests(reading, typed),
    }
}

fn is_blank(typed: &Typed, name: &str) -> bool {
    first(typed, name).trim().is_empty()
}

fn potential(reading: &mut Reading<'_>, typed: &Typed) -> Option<Potential> {
    let [hard, soft, source, on] = POTENTIAL;
    if POTENTIAL.iter().all(|name| is_blank(typed, name)) {
        return None;
    }
    let mut capacity = |name| {
        let number: Option<u8> = reading.value(name, "error-potential");
        number.and_then(|number| reading.check(name, "error-potential", Capacity::new(number)))
    };
    let (hard_skills, soft_skills) = (capacity(hard), capacity(soft));
    let source: Option<PotentialSource> = reading.value(source, "error-potential-source");
    let assessed_on: Option<Date> = reading.value(on, "error-potential-on");
    Some(Potential {
        hard_skills: hard_skills?,
        soft_skills: soft_skills?,
        source: source?,
        assessed_on: assessed_on?,
    })
}

fn interests(reading: &mut Reading<'_>, typed: &Typed) -> Option<Interests> {
    let asked = InterestKind::ALL;
    if asked.iter().all(|kind| is_blank(typed, kind.name())) && is_blank(typed, INTEREST_SOURCE) {
        return None;
    }
    let mut likings = [0_u8; 6];
    let mut complete = true;
    for (kind, liking) in asked.iter().zip(&mut likings) {
        match reading.value(kind.name(), "error-interest") {
            Some(typed) => *liking = typed,
            None => complete = false,
        }
    }
    let source: Option<InterestSource> = reading.value(INTEREST_SOURCE, "error-interest-source");
    let first_kind = InterestKind::Realistic.name();
    let likings =
        complete.then(|| reading.check(first_kind, "error-interest", Likings::new(likings))).flatten();
    Some(Interests { likings: likings?, source: source? })
}

/// What is known as the form would have it typed.
pub(super) fn typed_of(candidate: &Candidate) -> Vec<(String, Vec<String>)> {
    let mut typed = Vec::new();
    let mut put = |name: &str, value: String| typed.push((name.to_owned(), vec![value]));
    if let Some(day) = candidate.available_from {
        put(AVAILABLE, day.to_string());
    }
    if let Some(potential) = &candidate.potential {
        let values = [
            potential.hard_skills.get().to_string(),
            potential.soft_skills.get().to_string(),
            potential.source.name().to_owned(),
            potential.assessed_on.to_string(),
        ];
        POTENTIAL.iter().zip(values).for_each(|(name, value)| put(name, value));
    }
    if let Some(interests) = &candidate.interests {
        interests.likings.each().for_each(|(kind, liking)| put(kind.name(), liking.to_string()));
        put(INTEREST_SOURCE, interests.source.name().to_owned());
    }
    typed
}

/// The fields for what the person can still learn.
pub(super) fn potential_fields(page: &Page) -> Vec<Field> {
    let [hard, soft, source, on] = POTENTIAL;
    let capacities = || {
        let choice = |it: &Capacity| Choice::new(it.get().to_string(), page.say(words::capacity(it.get())));
        FieldKind::Select(Capacity::ALL.iter().map(choice).collect())
    };
    let sources = PotentialSource::ALL
        .iter()
        .map(|it| Choice::new(it.name(), page.say(words::potential_source(it.name()))));
    vec![
        Field::new(hard, page.say("label-potential-hard"), capacities())
            .with_hint(page.say("label-potential-hint"))
            .optional(),
        Field::new(soft, page.say("label-potential-soft"), capacities()).optional(),
        Field::new(source, page.say("label-potential-source"), FieldKind::Select(sources.collect()))
            .optional(),
        Field::new(on, page.say("label-potential-on"), FieldKind::Line("date")).optional(),
    ]
}

/// The fields for what kind of work the person likes.
pub(super) fn interest_fields(page: &Page) -> Vec<Field> {
    let likings = || {
        let choice = |liking: u8| Choice::new(liking.to_string(), page.say(words::liking(liking)));
        FieldKind::Select((0..=Likings::MOST).map(choice).collect())
    };
    let kinds = InterestKind::ALL
        .iter()
        .map(|kind| Field::new(kind.name(), page.say(words::interest(kind.name())), likings()).optional());
    let sources = InterestSource::ALL
        .iter()
        .map(|it| Choice::new(it.name(), page.say(words::interest_source(it.name()))));
    let source =
        Field::new(INTEREST_SOURCE, page.say("label-interest-source"), FieldKind::Select(sources.collect()))
            .with_hint(page.say("label-interest-hint"))
            .optional();
    kinds.chain([source]).collect()
}
