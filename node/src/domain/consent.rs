//! What a person agreed to. Consent is only asked for what rests on it: a hand-over, a confidential contact
//! with a coach, a contact with an employer; the rest of the work rests on a public task (GDPR recital 43).

use super::candidate::{OutOfRange, words};
use jiff::Timestamp;
use std::{collections::BTreeSet, fmt, str::FromStr};
use vocabulary::{AccountId, CandidateId, ConsentId, RegionId};

/// One statement of consent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consent {
    /// The statement.
    pub id: ConsentId,
    /// Whose.
    pub candidate: CandidateId,
    /// To what.
    pub scope: ConsentScope,
    /// Which text was read out or shown.
    pub text: ConsentText,
    /// How it was given.
    pub channel: ConsentChannel,
    /// Who wrote it down.
    pub recorded_by: AccountId,
    /// When it was given.
    pub given_at: Timestamp,
    /// When it was taken back.
    pub withdrawn_at: Option<Timestamp>,
}

/// To what somebody agreed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConsentScope {
    /// To hand the case to one other region, with these fields and no others.
    Handover {
        /// The receiving region.
        region: RegionId,
        /// The fields that may go along.
        fields: BTreeSet<FileField>,
    },
    /// To be called or written to by a coach, in confidence.
    CoachContact,
    /// To be made known to an employer.
    EmployerContact,
}

impl ConsentScope {
    /// The kind of scope as API and database write it.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Handover { .. } => "handover",
            Self::CoachContact => "coach-contact",
            Self::EmployerContact => "employer-contact",
        }
    }
}

/// The text that was agreed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentText {
    /// The version of the text, such as `handover-1`.
    pub version: String,
    /// SHA-256 of the text as it was shown, in the language in which it was shown.
    pub sha256: [u8; 32],
    /// The language, `nl` or `en`.
    pub language: String,
}

words! {
    /// How consent was given.
    ConsentChannel: "one of in-person, by-phone, in-writing" {
        /// At a desk.
        InPerson = "in-person",
        /// On the telephone.
        ByPhone = "by-phone",
        /// On paper or on screen.
        InWriting = "in-writing",
    }
    /// The parts of a file that a hand-over can take along.
    FileField: "a part of a file such as name, contact or skills" {
        /// The name.
        Name = "name",
        /// E-mail address and telephone number.
        Contact = "contact",
        /// The birth date.
        BirthDate = "birth-date",
        /// Where the person lives.
        Municipality = "municipality",
        /// Hours a week and travel time.
        Availability = "availability",
        /// The level of education.
        Education = "education",
        /// Present, former and wanted occupations.
        Occupations = "occupations",
        /// Languages.
        Languages = "languages",
        /// Skills.
        Skills = "skills",
        /// Remarks of person and coach.
        Remarks = "remarks",
        /// The steps so far.
        CaseHistory = "case-history",
    }
}

impl FileField {
    /// What another region needs to guide the person at all: without a name and a place there is no case.
    pub const LEAST: [Self; 2] = [Self::Name, Self::Municipality];
    /// What a receiver may see before accepting, as far as the consent has it: nothing that names or reaches
    /// the person.
    pub const PREVIEW: [Self; 6] = [
        Self::Municipality,
        Self::Availability,
        Self::Education,
        Self::Occupations,
        Self::Languages,
        Self::Skills,
    ];
}

impl Consent {
    /// Whether it still holds.
    #[must_use]
    pub const fn is_live(&self) -> bool {
        self.withdrawn_at.is_none()
    }

    /// The fields that may go to this region; none when the consent is not live or for something else.
    #[must_use]
    pub fn fields_for(&self, to: &RegionId) -> Option<&BTreeSet<FileField>> {
        match &self.scope {
            ConsentScope::Handover { region, fields } if self.is_live() && region == to => Some(fields),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn consent_names_one_region_and_ends_when_it_is_withdrawn() {
        let region = |code| RegionId::new(code).unwrap();
        let fields = BTreeSet::from([FileField::Name, FileField::Skills]);
        let mut consent = Consent {
            id: ConsentId::from_bytes([1; 16]),
            candidate: CandidateId::from_bytes([2; 16]),
            scope: ConsentScope::Handover { region: region("AM24"), fields: fields.clone() },
            text: ConsentText { version: "handover-1".into(), sha256: [0; 32], language: "nl".into() },
            channel: ConsentChannel::InPerson,
            recorded_by: AccountId::from_bytes([3; 16]),
            given_at: Timestamp::UNIX_EPOCH,
            withdrawn_at: None,
        };
        assert_eq!(consent.fields_for(&region("AM24")), Some(&fields));
        assert_eq!(consent.fields_for(&region("AM25")), None);
        consent.withdrawn_at = Some(Timestamp::UNIX_EPOCH);
        assert_eq!(consent.fields_for(&region("AM24")), None);
    }
}
