//! The fields of a candidate's form, used to add one and to change one: shown, filled with what is known, read.

use super::{
    employer_picking::{employer_field, or_none},
    labels::Labels,
    languages,
    picking::{Asked, List, grade_name, graded, picker, search_skills},
    profile_fields,
    reading::Reading,
    words,
};
use crate::{
    domain::candidate::{
        Candidate, Cefr, EducationLevel, Evidence, LanguageSkill, SkillClaim, SkillLevel, TravelLimit,
        WeekHours,
    },
    web::{WebState, error::WebError},
};
use service::web::{
    form::{Choice, Field, FieldKind, Form, Typed, first},
    page::Page,
};
use vocabulary::{CandidateId, EscoUri, Personal, Purpose};

/// The languages that are offered before anybody has searched.
const FIRST_LANGUAGES: [&str; 2] = ["nl", "en"];
/// The level of a skill of which nobody has said how well: with help.
const USUAL_LEVEL: &str = "2";

/// What a form cannot ask.
pub(super) struct Kept {
    pub(super) id: CandidateId,
    pub(super) revision: u32,
    pub(super) restricted: bool,
}

/// What was typed as a candidate, or nothing when something is wrong with it.
pub(super) fn read(reading: &mut Reading<'_>, typed: &Typed, kept: &Kept) -> Option<Candidate> {
    let name = reading.text("name", "error-name");
    let email = reading.text_if_any("email", "error-email");
    let phone = reading.text_if_any("phone", "error-phone");
    let born_on = reading.value_if_any("bornOn", "error-date");
    let municipality = reading.value("municipality", "error-municipality");
    let fewest: Option<u8> = reading.value("hoursMin", "error-hours");
    let most: Option<u8> = reading.value("hoursMax", "error-hours");
    let hours = fewest.zip(most).and_then(|(fewest, most)| {
        reading.check("hoursMin", "error-hours-order", WeekHours::new(fewest, most))
    });
    let minutes: Option<u16> = reading.value("travel", "error-travel");
    let max_travel = minutes
        .and_then(|minutes| reading.check("travel", "error-travel", TravelLimit::from_minutes(minutes)));
    let education: Option<EducationLevel> = reading.value_if_any("education", "error-education");
    let years_experience = reading.value_if_any("years", "error-years").unwrap_or(0);
    let present_employer = reading.value_if_any("presentEmployer", "error-employer");
    let remarks = reading.text_if_any("remarks", "error-unprintable");
    let occupation = reading.values("occupation").into_iter().next();
    let languages = read_languages(reading, typed);
    let skills = read_skills(reading, typed);
    let profile = profile_fields::read(reading, typed);
    Some(Candidate {
        id: kept.id,
        revision: kept.revision,
        name: Personal::new(name?),
        email: Personal::new(email),
        phone: Personal::new(phone),
        born_on: Personal::new(born_on),
        remarks: Personal::new(remarks),
        present_employer: Personal::new(present_employer),
        municipality: municipality?,
        hours: hours?,
        max_travel: max_travel?,
        education,
        occupation,
        years_experience,
        former_occupations: reading.values("former"),
        target_occupations: reading.values("target"),
        languages,
        skills,
        potential: profile.potential,
        available_from: profile.available_from,
        interests: profile.interests,
        restricted: kept.restricted,
    })
}

fn read_languages(reading: &mut Reading<'_>, typed: &Typed) -> Vec<LanguageSkill> {
    let mut languages = Vec::new();
    for code in typed.get("languages").into_iter().flatten() {
        let level = first(typed, &grade_name("languages", "level", code)).parse().ok();
        match (code.parse().ok(), level) {
            (Some(language), Some(level)) => languages.push(LanguageSkill { language, level }),
            _ => reading.wrong("languages", "error-language-level"),
        }
    }
    languages
}

fn read_skills(reading: &mut Reading<'_>, typed: &Typed) -> Vec<SkillClaim> {
    let mut skills: Vec<SkillClaim> = Vec::new();
    for skill in reading.values::<EscoUri>("skills") {
        let grade =
            |grade: &str, usual: &str| match first(typed, &grade_name("skills", grade, skill.as_str())) {
                "" => usual.to_owned(),
                chosen => chosen.to_owned(),
            };
        let level = grade("level", USUAL_LEVEL).parse().ok().and_then(|level| SkillLevel::new(level).ok());
        let evidence: Option<Evidence> = grade("evidence", Evidence::Own.name()).parse().ok();
        match (level, evidence) {
            (Some(level), Some(evidence)) => skills.push(SkillClaim { skill, level, evidence }),
            _ => reading.wrong("skills", "error-skill-level"),
        }
    }
    skills
}

/// A candidate as the form would have it typed.
pub(super) fn typed_of(candidate: &Candidate) -> Typed {
    let purpose = Purpose::CaseWork;
    let text = |value: Option<String>| value.into_iter().collect::<Vec<_>>();
    let each = |uris: &[EscoUri]| uris.iter().map(ToString::to_string).collect::<Vec<_>>();
    let mut typed: Typed = [
        ("revision", vec![candidate.revision.to_string()]),
        ("name", vec![candidate.name.reveal(purpose).to_string()]),
        ("email", text(candidate.email.reveal(purpose).as_ref().map(ToString::to_string))),
        ("phone", text(candidate.phone.reveal(purpose).as_ref().map(ToString::to_string))),
        ("bornOn", text(candidate.born_on.reveal(purpose).map(|day| day.to_string()))),
        ("municipality", vec![candidate.municipality.to_string()]),
        ("hoursMin", vec![candidate.hours.fewest().to_string()]),
        ("hoursMax", vec![candidate.hours.most().to_string()]),
        ("travel", vec![candidate.max_travel.minutes().to_string()]),
        ("education", text(candidate.education.map(|level| level.name().to_owned()))),
        ("occupation", text(candidate.occupation.as_ref().map(ToString::to_string))),
        ("years", vec![candidate.years_experience.to_string()]),
        ("presentEmployer", text(candidate.present_employer.reveal(purpose).map(|id| id.to_string()))),
        ("former", each(&candidate.former_occupations)),
        ("target", each(&candidate.target_occupations)),
        ("languages", candidate.languages.iter().map(|known| known.language.as_str().to_owned()).collect()),
        ("skills", candidate.skills.iter().map(|claim| claim.skill.to_string()).collect()),
        ("remarks", text(candidate.remarks.reveal(purpose).as_ref().map(ToString::to_string))),
    ]
    .into_iter()
    .map(|(name, values)| (name.to_owned(), values))
    .collect();
    typed.extend(profile_fields::typed_of(candidate));
    for known in &candidate.languages {
        let name = grade_name("languages", "level", known.language.as_str());
        typed.insert(name, vec![known.level.name().to_owned()]);
    }
    for claim in &candidate.skills {
        let name = |grade: &str| grade_name("skills", grade, claim.skill.as_str());
        typed.insert(name("level"), vec![claim.level.get().to_string()]);
        typed.insert(name("evidence"), vec![claim.evidence.name().to_owned()]);
    }
    typed
}

/// A form with a candidate's fields, filled with what was typed.
pub(super) async fn form(
    state: &WebState,
    page: &Page,
    typed: &Typed,
    action: &str,
    (submit, cancel): (String, &str),
) -> Result<Form, WebError> {
    let list = |name: &str, key: &str, list, many| {
        picker(&state.context, page, typed, name, key, list, many).optional()
    };
    Ok(Form::new(action, page.csrf(), submit)
        .with_cancel(cancel)
        .with_section(page.say("form-about-person"), about_the_person(state, page))
        .with_section(
            page.say("form-about-availability"),
            vec![
                line(page, "hoursMin", "label-hours-min", "number"),
                line(page, "hoursMax", "label-hours-max", "number"),
                line(page, "travel", "label-travel", "number"),
                line(page, profile_fields::AVAILABLE, "label-available", "date").optional(),
            ],
        )
        .with_section(
            page.say("form-about-work"),
            vec![
                education(page),
                list("occupation", "label-occupation", List::Occupations, false),
                line(page, "years", "label-years", "number").optional(),
                present_employer(state, page, typed).await?,
                list("former", "label-former", List::Occupations, true),
                list("target", "label-target", List::Occupations, true),
            ],
        )
        .with_section(
            page.say("form-about-skills"),
            vec![
                skills(state, page, typed),
                spoken(page, typed),
                Field::new("remarks", page.say("label-remarks"), FieldKind::Lines)
                    .with_hint(page.say("label-remarks-hint"))
                    .optional(),
            ],
        )
        .with_section(page.say("form-about-potential"), profile_fields::potential_fields(page))
        .with_section(page.say("form-about-interests"), profile_fields::interest_fields(page))
        .filled(typed))
}

fn line(page: &Page, name: &str, key: &str, kind: &'static str) -> Field {
    Field::new(name, page.say(key), FieldKind::Line(kind))
}

fn about_the_person(state: &WebState, page: &Page) -> Vec<Field> {
    let labels = Labels::new(&state.context, page.locale());
    vec![
        Field::new("revision", "", FieldKind::Hidden),
        line(page, "name", "label-name", "text"),
        line(page, "email", "label-email", "email").optional(),
        line(page, "phone", "label-phone", "tel").optional(),
        line(page, "bornOn", "label-birth-date", "date").optional(),
        Field::new(
            "municipality",
            page.say("label-municipality"),
            FieldKind::Select(labels.municipality_choices()),
        ),
    ]
}

fn education(page: &Page) -> Field {
    let levels = EducationLevel::ALL
        .iter()
        .map(|level| Choice::new(level.name(), page.say(words::education(level.name()))));
    Field::new("education", page.say("label-education"), FieldKind::Select(levels.collect())).optional()
}

async fn present_employer(state: &WebState, page: &Page, typed: &Typed) -> Result<Field, WebError> {
    let of = ("presentEmployer", "label-present-employer");
    let field = employer_field(state, page, typed, of, "").await?;
    let hint = format!("{} {}", page.say("label-present-employer-hint"), field.hint);
    Ok(or_none(field, page.say("employer-none")).with_hint(hint.trim_end()))
}

fn skills(state: &WebState, page: &Page, typed: &Typed) -> Field {
    let labels = Labels::new(&state.context, page.locale());
    let levels = (1..=4_u8).map(|level| Choice::new(level.to_string(), page.say(words::level(level))));
    let evidence = Evidence::ALL
        .iter()
        .map(|evidence| Choice::new(evidence.name(), page.say(words::evidence(evidence.name()))));
    let asked = [
        Asked { name: "level", label_key: "column-level", options: levels.collect(), usual: USUAL_LEVEL },
        Asked {
            name: "evidence",
            label_key: "column-evidence",
            options: evidence.collect(),
            usual: Evidence::Own.name(),
        },
    ];
    let label = |uri: &str| uri.parse().map_or_else(|_| uri.to_owned(), |uri: EscoUri| labels.skill(&uri));
    let search = |query: &str| search_skills(&state.context, page, query);
    graded(page, typed, ("skills", "label-skills", "search-skill"), &[], &asked, label, search).optional()
}

fn spoken(page: &Page, typed: &Typed) -> Field {
    let levels = Cefr::ALL.iter().map(|level| Choice::new(level.name(), level.name())).collect();
    let asked = [Asked { name: "level", label_key: "column-level", options: levels, usual: Cefr::B1.name() }];
    let locale = page.locale();
    let label = |code: &str| languages::name(code, locale);
    let search = |query: &str| languages::search(query, locale);
    let names = ("languages", "label-languages", "search-language");
    graded(page, typed, names, &FIRST_LANGUAGES.map(str::to_owned), &asked, label, search).optional()
}
