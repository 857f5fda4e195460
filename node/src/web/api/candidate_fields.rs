//! What is known of a person, as it is sent under `/v1/candidates`: each field read, with all that is wrong told at once.

use super::{
    body::Check,
    profile::{InterestFields, PotentialFields},
};
use crate::{
    domain::candidate::{Candidate, LanguageSkill, SkillClaim, SkillLevel, TravelLimit, WeekHours},
    web::error::WebError,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vocabulary::{CandidateId, Personal, Purpose};

/// A skill of a person.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Skill {
    /// The ESCO URI.
    pub uri: String,
    /// How well: 1 beginner, 2 with help, 3 alone, 4 can teach it.
    #[schema(minimum = 1, maximum = 4)]
    pub level: u8,
    /// Who says so: `self`, `employer`, `certificate` or `assessment`.
    pub evidence: String,
}

/// A language of a person.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Language {
    /// Two or three letters (ISO 639).
    pub code: String,
    /// `A1` to `C2`.
    pub level: String,
}

/// What is known of a person, as it is sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CandidateFields {
    /// The name.
    pub name: String,
    /// The e-mail address.
    #[serde(default)]
    pub email: Option<String>,
    /// The telephone number.
    #[serde(default)]
    pub phone: Option<String>,
    /// The birth date, ISO 8601.
    #[serde(default)]
    pub born_on: Option<String>,
    /// What the person or the coach wants to remember.
    #[serde(default)]
    pub remarks: Option<String>,
    /// The employer of today, by id; never shown to that employer.
    #[serde(default)]
    pub present_employer: Option<String>,
    /// The municipality, such as `GM0703`.
    pub municipality: String,
    /// Fewest hours a week.
    pub hours_min: u8,
    /// Most hours a week.
    pub hours_max: u8,
    /// The longest way, one way, in minutes.
    pub max_travel_minutes: u16,
    /// The highest education: `basis`, `vmbo`, `mbo1` to `mbo4`, `havo`, `vwo`, `hbo` or `wo`.
    #[serde(default)]
    pub education: Option<String>,
    /// The present or last occupation, ESCO URI.
    #[serde(default)]
    pub occupation: Option<String>,
    /// Years in that occupation.
    #[serde(default)]
    pub years_experience: u8,
    /// Occupations before that.
    #[serde(default)]
    pub former_occupations: Vec<String>,
    /// Occupations that the person wants to move to.
    #[serde(default)]
    pub target_occupations: Vec<String>,
    /// Languages.
    #[serde(default)]
    pub languages: Vec<Language>,
    /// Skills.
    #[serde(default)]
    pub skills: Vec<Skill>,
    /// From when the person can start, ISO 8601.
    #[serde(default)]
    pub available_from: Option<String>,
    /// How well the person can still learn, where somebody judged or tested it.
    #[serde(default)]
    pub potential: Option<PotentialFields>,
    /// What kind of work the person likes, where a test or the person said so.
    #[serde(default)]
    pub interests: Option<InterestFields>,
}

impl CandidateFields {
    /// Reads every field, or says all that is wrong.
    pub(super) fn read(self, id: CandidateId, revision: u32) -> Result<Candidate, WebError> {
        let mut check = Check::default();
        let fields = &self;
        let name = check.read("name", &fields.name);
        let email = check.read_if_there("email", fields.email.as_deref());
        let phone = check.read_if_there("phone", fields.phone.as_deref());
        let born_on = check.read_if_there("bornOn", fields.born_on.as_deref());
        let remarks = check.read_if_there("remarks", fields.remarks.as_deref());
        let present_employer = check.read_if_there("presentEmployer", fields.present_employer.as_deref());
        let municipality = check.read("municipality", &fields.municipality);
        let hours = check.take("hoursMin", WeekHours::new(fields.hours_min, fields.hours_max));
        let max_travel = check.take("maxTravelMinutes", TravelLimit::from_minutes(fields.max_travel_minutes));
        let education = check.read_if_there("education", fields.education.as_deref());
        let occupation = check.read_if_there("occupation", fields.occupation.as_deref());
        let former_occupations = check.read_each("formerOccupations", &fields.former_occupations);
        let target_occupations = check.read_each("targetOccupations", &fields.target_occupations);
        let languages = read_languages(&mut check, &fields.languages);
        let skills = read_skills(&mut check, &fields.skills);
        let available_from = check.read_if_there("availableFrom", fields.available_from.as_deref());
        let potential = fields.potential.as_ref().and_then(|potential| potential.read(&mut check));
        let interests = fields.interests.as_ref().and_then(|interests| interests.read(&mut check));
        let candidate = || {
            Some(Candidate {
                id,
                revision,
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
                years_experience: fields.years_experience,
                former_occupations,
                target_occupations,
                languages,
                skills,
                potential,
                available_from,
                interests,
                restricted: false,
            })
        };
        let candidate = candidate();
        check.finish(candidate)
    }

    pub(super) fn of(candidate: &Candidate) -> Self {
        let purpose = Purpose::CaseWork;
        let text = |uris: &[vocabulary::EscoUri]| uris.iter().map(ToString::to_string).collect();
        Self {
            name: candidate.name.reveal(purpose).to_string(),
            email: candidate.email.reveal(purpose).as_ref().map(ToString::to_string),
            phone: candidate.phone.reveal(purpose).as_ref().map(ToString::to_string),
            born_on: candidate.born_on.reveal(purpose).map(|day| day.to_string()),
            remarks: candidate.remarks.reveal(purpose).as_ref().map(ToString::to_string),
            present_employer: candidate.present_employer.reveal(purpose).map(|id| id.to_string()),
            municipality: candidate.municipality.to_string(),
            hours_min: candidate.hours.fewest(),
            hours_max: candidate.hours.most(),
            max_travel_minutes: candidate.max_travel.minutes(),
            education: candidate.education.map(|level| level.name().to_owned()),
            occupation: candidate.occupation.as_ref().map(ToString::to_string),
            years_experience: candidate.years_experience,
            former_occupations: text(&candidate.former_occupations),
            target_occupations: text(&candidate.target_occupations),
            languages: candidate.languages.iter().map(Language::of).collect(),
            skills: candidate.skills.iter().map(Skill::of).collect(),
            available_from: candidate.available_from.map(|day| day.to_string()),
            potential: candidate.potential.as_ref().map(PotentialFields::of),
            interests: candidate.interests.as_ref().map(InterestFields::of),
        }
    }
}

impl Skill {
    pub(super) fn of(claim: &SkillClaim) -> Self {
        let (level, evidence) = (claim.level.get(), claim.evidence.name().to_owned());
        Self { uri: claim.skill.to_string(), level, evidence }
    }
}

impl Language {
    pub(super) fn of(skill: &LanguageSkill) -> Self {
        Self { code: skill.language.as_str().to_owned(), level: skill.level.name().to_owned() }
    }
}

pub(super) fn read_languages(check: &mut Check, languages: &[Language]) -> Vec<LanguageSkill> {
    let each = languages.iter().enumerate();
    each.filter_map(|(place, language)| {
        let code = check.read(format!("languages[{place}].code"), &language.code);
        let level = check.read(format!("languages[{place}].level"), &language.level);
        Some(LanguageSkill { language: code?, level: level? })
    })
    .collect()
}

pub(super) fn read_skills(check: &mut Check, skills: &[Skill]) -> Vec<SkillClaim> {
    let each = skills.iter().enumerate();
    each.filter_map(|(place, skill)| {
        let uri = check.read(format!("skills[{place}].uri"), &skill.uri);
        let level = check.take(format!("skills[{place}].level"), SkillLevel::new(skill.level));
        let evidence = check.read(format!("skills[{place}].evidence"), &skill.evidence);
        Some(SkillClaim { skill: uri?, level: level?, evidence: evidence? })
    })
    .collect()
}
