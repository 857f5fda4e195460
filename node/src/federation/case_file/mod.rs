//! The file of a case as it travels: what a person consented to share with one other region, and nothing else.
//! It exists in the clear only at the two ends; between them it is inside a sealed envelope.
//!
//! Ids of candidate, case, accounts, employers and initiatives are one node's own and stay behind; the ids of a
//! hand-over and of a public vacancy are the network's. Written as JSON, so that a region that is a version
//! behind reads what it knows.

mod step_part;

use crate::domain::{
    candidate::{Candidate, LanguageSkill, SkillClaim, SkillLevel, TravelLimit, WeekHours},
    case::{
        Case,
        step::{CaseStep, Intake},
    },
    consent::{Consent, FileField},
    text::{EmailAddress, FreeText, PhoneNumber},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeSet, str::FromStr};
use step_part::StepPart;
use vocabulary::{AccountId, CandidateId, Date, EscoUri, MunicipalityCode, Personal, Purpose, RegionId};

/// The form written here. Another one is refused rather than guessed at.
const FORMAT: u16 = 1;

/// A file that cannot be read or holds what no node writes.
#[derive(Debug, thiserror::Error)]
pub enum CaseFileError {
    /// Not a case file, or one of a form that this program does not know.
    #[error("the envelope holds no case file that this program can read")]
    Unreadable(#[source] serde_json::Error),
    /// A form of a newer program.
    #[error("the case file has form {found}, this program knows form {FORMAT}: install the newer version")]
    UnknownFormat {
        /// The form.
        found: u16,
    },
    /// A part that is not what it should be. The part is named, its content is not.
    #[error("`{part}` in the case file is not what it should be")]
    Wrong {
        /// The part.
        part: &'static str,
    },
    /// The consent in the file is not the one that was signed.
    #[error("the consent in the case file is not the one that the sender signed")]
    OtherConsent,
    /// The consent in the file is for another region.
    #[error("the consent in the case file is for region {region}, not for this one")]
    ConsentForAnother {
        /// The region that it names.
        region: String,
    },
    /// The file holds what the person did not agree to share. The part is named, its content is not.
    #[error("the case file holds `{field}`, which the consent in it does not name")]
    BeyondConsent {
        /// The part.
        field: FileField,
    },
}

/// What may be shown before the receiver decides: no name, no contact, no words of the person.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Preview {
    /// Where the person lives.
    pub municipality: Option<MunicipalityCode>,
    /// Hours and travel.
    pub availability: Option<Availability>,
    /// The highest level of education.
    pub education: Option<String>,
    /// Work done and wanted.
    pub occupations: Option<Occupations>,
    /// Languages.
    #[serde(default)]
    pub languages: Vec<Language>,
    /// The skills passport.
    #[serde(default)]
    pub skills: Vec<Skill>,
}

/// Hours and travel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Availability {
    /// Fewest hours a week.
    pub hours_fewest: u8,
    /// Most hours a week.
    pub hours_most: u8,
    /// The longest way to work, in minutes.
    pub max_travel_minutes: u16,
}

/// Work done and wanted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Occupations {
    /// Now.
    pub present: Option<EscoUri>,
    /// Years in it.
    pub years_experience: u8,
    /// Before.
    pub former: Vec<EscoUri>,
    /// Wanted.
    pub target: Vec<EscoUri>,
}

/// A language and how well.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Language {
    /// Its code.
    pub language: String,
    /// The level of the European framework.
    pub level: String,
}

/// A skill, how well, and how it is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skill {
    /// The ESCO skill.
    pub skill: EscoUri,
    /// 1 to 4.
    pub level: u8,
    /// Where the knowledge comes from.
    pub evidence: String,
}

/// What a person agreed to, as text whose hash both regions sign. The salt keeps anybody without the file from
/// finding the text by trying.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ConsentRecord {
    /// The receiving region.
    pub region: String,
    /// The parts of the file.
    pub fields: Vec<String>,
    /// The version of the text that was agreed to.
    pub text_version: String,
    /// SHA-256 of that text, hexadecimal.
    pub text_sha256: String,
    /// Its language.
    pub language: String,
    /// In person, by telephone or in writing.
    pub channel: String,
    /// When.
    pub given_at: Timestamp,
    /// Sixteen random bytes, hexadecimal.
    pub salt: String,
}

/// The whole file. `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CaseFile {
    format: u16,
    name: Option<String>,
    email: Option<String>,
    phone: Option<String>,
    born_on: Option<Date>,
    remarks: Option<String>,
    #[serde(flatten)]
    known_before: Preview,
    opened_at: Option<Timestamp>,
    step: Option<StepPart>,
    /// A [`ConsentRecord`] as JSON text, whose bytes are what is hashed and signed.
    consent: String,
}

impl std::fmt::Debug for CaseFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CaseFile([personal])")
    }
}

impl Preview {
    /// What of a candidate may be shown before the receiver decides, as far as the consent allows.
    #[must_use]
    pub fn of(candidate: &Candidate, fields: &BTreeSet<FileField>) -> Self {
        let may = |field| fields.contains(&field) && FileField::PREVIEW.contains(&field);
        Self {
            municipality: may(FileField::Municipality).then(|| candidate.municipality.clone()),
            availability: may(FileField::Availability).then(|| Availability {
                hours_fewest: candidate.hours.fewest(),
                hours_most: candidate.hours.most(),
                max_travel_minutes: candidate.max_travel.minutes(),
            }),
            education: candidate
                .education
                .filter(|_| may(FileField::Education))
                .map(|level| level.name().to_owned()),
            occupations: may(FileField::Occupations).then(|| Occupations {
                present: candidate.occupation.clone(),
                years_experience: candidate.years_experience,
                former: candidate.former_occupations.clone(),
                target: candidate.target_occupations.clone(),
            }),
            languages: listed(may(FileField::Languages), &candidate.languages, |spoken| Language {
                language: spoken.language.as_str().to_owned(),
                level: spoken.level.name().to_owned(),
            }),
            skills: listed(may(FileField::Skills), &candidate.skills, |claim| Skill {
                skill: claim.skill.clone(),
                level: claim.level.get(),
                evidence: claim.evidence.name().to_owned(),
            }),
        }
    }

    /// The preview as text, for sealing and for the receiver's database.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("a preview holds codes and numbers only")
    }

    /// Reads a preview that another region sealed.
    ///
    /// # Errors
    /// [`CaseFileError::Unreadable`].
    pub fn from_json(json: &[u8]) -> Result<Self, CaseFileError> {
        serde_json::from_slice(json).map_err(CaseFileError::Unreadable)
    }
}

fn listed<T, U>(may: bool, all: &[T], write: impl Fn(&T) -> U) -> Vec<U> {
    if may { all.iter().map(write).collect() } else { Vec::new() }
}

impl CaseFile {
    /// The file of a case, as far as the consent allows. Building it is disclosure; only that module does.
    pub(super) fn new(
        candidate: &Candidate,
        case: &Case,
        consent: &Consent,
        fields: &BTreeSet<FileField>,
        salt: [u8; 16],
    ) -> Self {
        let may = |field| fields.contains(&field);
        let text = |field, text: Option<String>| text.filter(|_| may(field));
        let purpose = Purpose::Handover;
        Self {
            format: FORMAT,
            name: text(FileField::Name, Some(candidate.name.reveal(purpose).to_string())),
            email: text(
                FileField::Contact,
                candidate.email.reveal(purpose).as_ref().map(ToString::to_string),
            ),
            phone: text(
                FileField::Contact,
                candidate.phone.reveal(purpose).as_ref().map(ToString::to_string),
            ),
            born_on: candidate.born_on.reveal(purpose).filter(|_| may(FileField::BirthDate)),
            remarks: text(
                FileField::Remarks,
                candidate.remarks.reveal(purpose).as_ref().map(ToString::to_string),
            ),
            known_before: Preview::of(candidate, fields),
            opened_at: may(FileField::CaseHistory).then(|| case.opened_at()),
            step: may(FileField::CaseHistory).then(|| StepPart::of(case.step())),
            consent: consent_record(consent, fields, salt),
        }
    }

    /// The file as bytes for the envelope.
    pub(super) fn to_bytes(&self) -> Result<zeroize::Zeroizing<Vec<u8>>, CaseFileError> {
        serde_json::to_vec(self).map(zeroize::Zeroizing::new).map_err(CaseFileError::Unreadable)
    }

    /// SHA-256 of the consent record, as the statement of the hand-over carries it.
    #[must_use]
    pub fn consent_sha256(&self) -> [u8; 32] {
        identity::sha256(self.consent.as_bytes())
    }

    /// Reads the file out of an opened envelope, if the consent in it is the one that was signed.
    ///
    /// # Errors
    /// [`CaseFileError`].
    pub fn open(bytes: &[u8], signed_consent_sha256: &[u8; 32]) -> Result<Self, CaseFileError> {
        let file: Self = serde_json::from_slice(bytes).map_err(CaseFileError::Unreadable)?;
        if file.format != FORMAT {
            return Err(CaseFileError::UnknownFormat { found: file.format });
        }
        if file.consent_sha256() != *signed_consent_sha256 {
            return Err(CaseFileError::OtherConsent);
        }
        Ok(file)
    }

    /// What the person agreed to.
    ///
    /// # Errors
    /// [`CaseFileError::Unreadable`].
    pub fn consent(&self) -> Result<ConsentRecord, CaseFileError> {
        serde_json::from_str(&self.consent).map_err(CaseFileError::Unreadable)
    }

    /// Refuses a file that the person did not agree to share with `here`, or with more in it than the person agreed to.
    ///
    /// # Errors
    /// [`CaseFileError::ConsentForAnother`], [`CaseFileError::BeyondConsent`], or [`CaseFileError::Unreadable`].
    pub fn keeps_to_its_consent(&self, here: &RegionId) -> Result<(), CaseFileError> {
        let consent = self.consent()?;
        if consent.region != here.as_str() {
            return Err(CaseFileError::ConsentForAnother { region: consent.region });
        }
        let is_named = |field: &FileField| consent.fields.iter().any(|name| name == field.name());
        match self.fields().into_iter().find(|field| !is_named(field)) {
            Some(field) => Err(CaseFileError::BeyondConsent { field }),
            None => Ok(()),
        }
    }

    /// The parts of a file that are in this one.
    fn fields(&self) -> BTreeSet<FileField> {
        let known = &self.known_before;
        [
            (FileField::Name, self.name.is_some()),
            (FileField::Contact, self.email.is_some() || self.phone.is_some()),
            (FileField::BirthDate, self.born_on.is_some()),
            (FileField::Municipality, known.municipality.is_some()),
            (FileField::Availability, known.availability.is_some()),
            (FileField::Education, known.education.is_some()),
            (FileField::Occupations, known.occupations.is_some()),
            (FileField::Languages, !known.languages.is_empty()),
            (FileField::Skills, !known.skills.is_empty()),
            (FileField::Remarks, self.remarks.is_some()),
            (FileField::CaseHistory, self.opened_at.is_some() || self.step.is_some()),
        ]
        .into_iter()
        .filter_map(|(field, is_there)| is_there.then_some(field))
        .collect()
    }

    /// The consent record as text: the very bytes whose hash both regions signed.
    #[must_use]
    pub fn consent_text(&self) -> &str {
        &self.consent
    }

    /// The person as a candidate of this node, under an id of this node. What was not shared gets the widest
    /// value there is, so that it never excludes the person from anything.
    ///
    /// # Errors
    /// [`CaseFileError::Wrong`] naming the part.
    pub fn candidate(&self, id: CandidateId) -> Result<Candidate, CaseFileError> {
        let known = &self.known_before;
        let availability = known.availability.as_ref();
        let occupations = known.occupations.as_ref();
        let (fewest, most) = availability.map_or((1, 60), |known| (known.hours_fewest, known.hours_most));
        let travel = availability.map_or(240, |known| known.max_travel_minutes);
        Ok(Candidate {
            id,
            revision: 1,
            name: Personal::new(parse("name", self.name.as_deref().unwrap_or_default())?),
            email: Personal::new(parse_if_any::<EmailAddress>("email", self.email.as_deref())?),
            phone: Personal::new(parse_if_any::<PhoneNumber>("phone", self.phone.as_deref())?),
            born_on: Personal::new(self.born_on),
            remarks: Personal::new(parse_if_any::<FreeText>("remarks", self.remarks.as_deref())?),
            present_employer: Personal::new(None),
            municipality: known.municipality.clone().ok_or(CaseFileError::Wrong { part: "municipality" })?,
            hours: WeekHours::new(fewest, most).map_err(|_| CaseFileError::Wrong { part: "availability" })?,
            max_travel: TravelLimit::from_minutes(travel)
                .map_err(|_| CaseFileError::Wrong { part: "availability" })?,
            education: parse_if_any("education", known.education.as_deref())?,
            occupation: occupations.and_then(|known| known.present.clone()),
            years_experience: occupations.map_or(0, |known| known.years_experience),
            former_occupations: occupations.map_or_else(Vec::new, |known| known.former.clone()),
            target_occupations: occupations.map_or_else(Vec::new, |known| known.target.clone()),
            languages: known.languages.iter().map(Language::read).collect::<Result<_, _>>()?,
            skills: known.skills.iter().map(Skill::read).collect::<Result<_, _>>()?,
            potential: None,
            available_from: None,
            interests: None,
            restricted: false,
        })
    }

    /// When the case was opened at the sender, where that is shared.
    #[must_use]
    pub const fn opened_at(&self) -> Option<Timestamp> {
        self.opened_at
    }

    /// The step in which the case goes on, coached by `account`. Without consent for the history it begins
    /// again at the intake.
    ///
    /// # Errors
    /// [`CaseFileError::Wrong`] naming the part.
    pub fn step(&self, account: AccountId) -> Result<CaseStep, CaseFileError> {
        self.step.as_ref().map_or_else(|| Ok(CaseStep::Intake(Intake::default())), |step| step.read(account))
    }
}

fn consent_record(consent: &Consent, fields: &BTreeSet<FileField>, salt: [u8; 16]) -> String {
    let region = match &consent.scope {
        crate::domain::consent::ConsentScope::Handover { region, .. } => region.to_string(),
        _ => String::new(),
    };
    let record = ConsentRecord {
        region,
        fields: fields.iter().map(|field| field.name().to_owned()).collect(),
        text_version: consent.text.version.clone(),
        text_sha256: hex::encode(consent.text.sha256),
        language: consent.text.language.clone(),
        channel: consent.channel.name().to_owned(),
        given_at: consent.given_at,
        salt: hex::encode(salt),
    };
    serde_json::to_string(&record).expect("a consent record holds texts only")
}

impl Language {
    fn read(&self) -> Result<LanguageSkill, CaseFileError> {
        Ok(LanguageSkill {
            language: parse("language", &self.language)?,
            level: parse("language level", &self.level)?,
        })
    }
}

impl Skill {
    fn read(&self) -> Result<SkillClaim, CaseFileError> {
        Ok(SkillClaim {
            skill: self.skill.clone(),
            level: SkillLevel::new(self.level).map_err(|_| CaseFileError::Wrong { part: "skill level" })?,
            evidence: parse("evidence", &self.evidence)?,
        })
    }
}

fn parse<T: FromStr>(part: &'static str, text: &str) -> Result<T, CaseFileError> {
    text.parse().map_err(|_| CaseFileError::Wrong { part })
}

fn parse_if_any<T: FromStr>(part: &'static str, text: Option<&str>) -> Result<Option<T>, CaseFileError> {
    text.map(|text| parse(part, text)).transpose()
}

#[cfg(test)]
pub(in crate::federation) mod tests;
