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

/// A field of the form and the key of what is wrong with it.
pub(super) type Wrong = (&'static str, &'static str);

/// What was chosen and what it should be.
///
/// # Errors
/// The field that is not complete, and what is wrong with it.
pub(super) fn claim(typed: &Typed) -> Result<Claim, Wrong> {
    let (kind, skill) = first(typed, "claim").split_once(' ').unwrap_or((first(typed, "claim"), ""));
    let skill = || EscoUri::new(skill).map_err(|_| ("claim", "contest-incomplete"));
    Ok(match kind {
        "not" => Claim::Person(Correction::SkillNotHeld(skill()?)),
        "held" => {
            let level = first(typed, "level").parse().ok().and_then(|level| SkillLevel::new(level).ok());
            Claim::Person(Correction::SkillHeld(skill()?, level.ok_or(("level", "error-contest-level"))?))
        }
        "hours" => Claim::Person(Correction::Hours(hours(typed, "hoursMin", "hoursMax")?)),
        "travel" => {
            let minutes = first(typed, "minutes").trim().parse().ok();
            let limit = minutes.and_then(|minutes| TravelLimit::from_minutes(minutes).ok());
            Claim::Person(Correction::Travel(limit.ok_or(("minutes", "error-travel"))?))
        }
        "education" => {
            let level = first(typed, "education").parse::<EducationLevel>();
            Claim::Person(Correction::Education(level.map_err(|_| ("education", "error-education"))?))
        }
        "available" => Claim::Person(Correction::AvailableFrom(day(typed, "available")?)),
        "unwanted" => Claim::Vacancy(VacancyCorrection::SkillNotWanted(skill()?)),
        "wanted" => {
            let wanted =
                first(typed, "wanted").parse::<Wanted>().map_err(|_| ("wanted", "contest-incomplete"));
            Claim::Vacancy(VacancyCorrection::SkillWanted(skill()?, wanted?))
        }
        "vacancy-hours" => {
            Claim::Vacancy(VacancyCorrection::Hours(hours(typed, "vacancyHoursMin", "vacancyHoursMax")?))
        }
        "place" => {
            let place =
                first(typed, "municipality").parse().map_err(|_| ("municipality", "error-municipality"));
            Claim::Vacancy(VacancyCorrection::Place(place?))
        }
        "entry-level" => Claim::Vacancy(VacancyCorrection::EntryLevel(match first(typed, "entryLevel") {
            "" => None,
            level => Some(level.parse().map_err(|_| ("entryLevel", "contest-incomplete"))?),
        })),
        "starts" => Claim::Vacancy(VacancyCorrection::StartsOn(day(typed, "starts")?)),
        _ => return Err(("claim", "contest-incomplete")),
    })
}

fn day(typed: &Typed, field: &'static str) -> Result<Date, Wrong> {
    first(typed, field).trim().parse().map_err(|_| (field, "error-date"))
}

fn hours(typed: &Typed, min: &'static str, max: &'static str) -> Result<WeekHours, Wrong> {
    let number = |field: &'static str| {
        let number = first(typed, field).trim().parse::<u8>().ok();
        number.filter(|hours| (1..=60).contains(hours)).ok_or((field, "error-hours"))
    };
    WeekHours::new(number(min)?, number(max)?).map_err(|_| (min, "error-hours-order"))
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
