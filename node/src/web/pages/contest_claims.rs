//! Which fact of a match is contested and what it should be: the choices of the form, and what was chosen.

use super::labels::Labels;
use crate::{
    domain::{
        candidate::{Candidate, EducationLevel, SkillLevel, TravelLimit, WeekHours},
        contest::{Correction, VacancyCorrection, Wanted},
        vacancy::{EntryLevel, Vacancy},
    },
    workflow::contest_match::Claims,
};
use service::web::{
    form::{Choice, Typed, first},
    page::Page,
};
use vocabulary::{Date, EscoUri};

/// A fact of one of the two sides, as it should be.
pub(super) enum Claim {
    Person(Correction),
    Vacancy(VacancyCorrection),
}

/// What can be said of the vacancy's side.
#[derive(Debug)]
pub struct VacancyClaims {
    /// What of it was read.
    pub version: String,
    /// Which fact.
    pub claims: Vec<Choice>,
    /// How much a skill is wanted.
    pub wanted: Vec<Choice>,
    /// Where the work can be.
    pub places: Vec<Choice>,
    /// Entry levels.
    pub levels: Vec<Choice>,
}

/// What was chosen; nothing when that is not complete.
pub(super) fn claim(typed: &Typed) -> Option<Claim> {
    let number = |field| first(typed, field).parse().ok();
    let day = |field| first(typed, field).trim().parse().ok();
    let hours = |min, max| WeekHours::new(number(min)?, number(max)?).ok();
    let (kind, skill) = first(typed, "claim").split_once(' ').unwrap_or((first(typed, "claim"), ""));
    let skill = || EscoUri::new(skill).ok();
    Some(match kind {
        "not" => Claim::Person(Correction::SkillNotHeld(skill()?)),
        "held" => {
            let level = number("level").and_then(|level| SkillLevel::new(level).ok())?;
            Claim::Person(Correction::SkillHeld(skill()?, level))
        }
        "hours" => Claim::Person(Correction::Hours(hours("hoursMin", "hoursMax")?)),
        "travel" => {
            let minutes = first(typed, "minutes").parse().ok()?;
            Claim::Person(Correction::Travel(TravelLimit::from_minutes(minutes).ok()?))
        }
        "education" => {
            Claim::Person(Correction::Education(first(typed, "education").parse::<EducationLevel>().ok()?))
        }
        "available" => Claim::Person(Correction::AvailableFrom(day("available")?)),
        "unwanted" => Claim::Vacancy(VacancyCorrection::SkillNotWanted(skill()?)),
        "wanted" => {
            let wanted: Wanted = first(typed, "wanted").parse().ok()?;
            Claim::Vacancy(VacancyCorrection::SkillWanted(skill()?, wanted))
        }
        "vacancy-hours" => {
            Claim::Vacancy(VacancyCorrection::Hours(hours("vacancyHoursMin", "vacancyHoursMax")?))
        }
        "place" => Claim::Vacancy(VacancyCorrection::Place(first(typed, "municipality").parse().ok()?)),
        "entry-level" => Claim::Vacancy(VacancyCorrection::EntryLevel(match first(typed, "entryLevel") {
            "" => None,
            level => Some(level.parse().ok()?),
        })),
        "starts" => Claim::Vacancy(VacancyCorrection::StartsOn(day("starts")?)),
        _ => return None,
    })
}

/// The facts of the person.
pub(super) fn person_choices(page: &Page, labels: &Labels<'_>, claims: &Claims) -> Vec<Choice> {
    let mut choices = Vec::new();
    for skill in &claims.wanted {
        let name = labels.skill(skill);
        let held = claims.person.skills.iter().find(|claim| claim.skill == *skill);
        let says = match held {
            Some(claim) => {
                choices
                    .push(Choice::new(format!("not {skill}"), page.name("contest-not-held", name.as_str())));
                let values = [("name", name.into()), ("n", u16::from(claim.level.get()).into())];
                page.say_with("contest-level", &values)
            }
            None => page.name("contest-held", name),
        };
        choices.push(Choice::new(format!("held {skill}"), says));
    }
    let others = [
        ("hours", "contest-hours"),
        ("travel", "contest-travel"),
        ("education", "contest-education"),
        ("available", "contest-available"),
    ];
    choices.extend(others.map(|(value, key)| Choice::new(value, page.say(key))));
    choices
}

/// The facts of a vacancy of this region.
pub(super) fn vacancy_claims(page: &Page, labels: &Labels<'_>, vacancy: &Vacancy) -> VacancyClaims {
    let mut claims = Vec::new();
    for skill in vacancy.essential_skills.iter().chain(&vacancy.optional_skills) {
        let name = labels.skill(skill);
        claims.push(Choice::new(format!("unwanted {skill}"), page.name("contest-unwanted", name.as_str())));
        claims.push(Choice::new(format!("wanted {skill}"), page.name("contest-wanted", name)));
    }
    let others = [
        ("vacancy-hours", "contest-vacancy-hours"),
        ("place", "contest-place"),
        ("entry-level", "contest-entry-level"),
        ("starts", "contest-starts"),
    ];
    claims.extend(others.map(|(value, key)| Choice::new(value, page.say(key))));
    let wanted = Wanted::ALL.iter().map(|it| Choice::new(it.name(), page.say(wanted_word(*it))));
    let levels = EntryLevel::ALL.iter().map(|level| Choice::new(level.name(), level.name()));
    VacancyClaims {
        version: vacancy.version(),
        claims,
        wanted: wanted.collect(),
        places: labels.municipality_choices(),
        levels: std::iter::once(Choice::new("", page.say("contest-no-entry-level"))).chain(levels).collect(),
    }
}

/// What is known now of everything that can be contested, as the form would have it typed.
pub(super) fn known(person: &Candidate, vacancy: Option<&Vacancy>) -> Typed {
    let day = |day: Option<Date>| day.map_or_else(String::new, |day| day.to_string());
    let mut known = vec![
        ("level", "3".to_owned()),
        ("hoursMin", person.hours.fewest().to_string()),
        ("hoursMax", person.hours.most().to_string()),
        ("minutes", person.max_travel.minutes().to_string()),
        ("education", person.education.map_or_else(String::new, |level| level.name().to_owned())),
        ("available", day(person.available_from)),
    ];
    if let Some(vacancy) = vacancy {
        known.extend([
            ("vacancyHoursMin", vacancy.hours.fewest().to_string()),
            ("vacancyHoursMax", vacancy.hours.most().to_string()),
            ("municipality", vacancy.municipality.to_string()),
            ("entryLevel", vacancy.education_min.map_or_else(String::new, |level| level.name().to_owned())),
            ("starts", day(vacancy.starts_on)),
        ]);
    }
    known.into_iter().map(|(field, value)| (field.to_owned(), vec![value])).collect()
}

const fn wanted_word(wanted: Wanted) -> &'static str {
    match wanted {
        Wanted::Essential => "want-essential",
        Wanted::Trainable => "want-trainable",
        Wanted::Optional => "want-optional",
    }
}
