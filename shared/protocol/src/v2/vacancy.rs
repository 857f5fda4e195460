//! Public vacancies, version 2: with trainable skills and job guarantee.

use crate::v1;
use serde::{Deserialize, Serialize};
use vocabulary::{EscoUri, MunicipalityCode, RegionId, VacancyId};

pub use crate::v1::vacancy::{
    FeedEntry, FeedReply, FeedRequest, SignedVacancy, VacancyChanges, VacancyStatus,
};

/// A public vacancy as version 2 writes it. No contact person, no e-mail address, no telephone number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VacancyRecord {
    /// The vacancy.
    pub vacancy: VacancyId,
    /// The region that posted it.
    pub region: RegionId,
    /// Grows with each change of this vacancy; the highest wins.
    pub revision: u64,
    /// Open or closed.
    pub status: VacancyStatus,
    /// The employer's name as it stands in the public advertisement.
    pub employer_name: String,
    /// Where the work is.
    pub municipality: MunicipalityCode,
    /// The ESCO occupation.
    pub occupation: EscoUri,
    /// The title of the advertisement.
    pub title: String,
    /// The text of the advertisement; empty when there is none.
    pub text: String,
    /// Skills that the work cannot do without.
    pub essential_skills: Vec<EscoUri>,
    /// Those of the essential skills that can be learnt on the job.
    pub trainable_skills: Vec<EscoUri>,
    /// Skills that help.
    pub optional_skills: Vec<EscoUri>,
    /// Fewest hours a week.
    pub hours_min: u8,
    /// Most hours a week.
    pub hours_max: u8,
    /// The entry level that the law asks, for teaching: `hbo` or `wo`.
    pub education_min: Option<String>,
    /// Whether the employer offers a conditional contract before training (*baangarantie*).
    pub job_guarantee: bool,
    /// The day it was opened, ISO 8601.
    pub opened_on: String,
    /// Since when it is public, ISO 8601 date, and where.
    pub public_since: String,
    /// Where it is published, for instance an address on the employer's site.
    pub source: String,
}

impl From<v1::vacancy::VacancyRecord> for VacancyRecord {
    /// A record of a region that is a version behind: it says nothing of trainable skills or guarantees.
    fn from(old: v1::vacancy::VacancyRecord) -> Self {
        Self {
            vacancy: old.vacancy,
            region: old.region,
            revision: old.revision,
            status: old.status,
            employer_name: old.employer_name,
            municipality: old.municipality,
            occupation: old.occupation,
            title: old.title,
            text: old.text,
            essential_skills: old.essential_skills,
            trainable_skills: Vec::new(),
            optional_skills: old.optional_skills,
            hours_min: old.hours_min,
            hours_max: old.hours_max,
            education_min: old.education_min,
            job_guarantee: false,
            opened_on: old.opened_on,
            public_since: old.public_since,
            source: old.source,
        }
    }
}

impl VacancyRecord {
    /// The most bytes that one record may have.
    pub const LIMIT_BYTES: usize = 64 * 1024;

    /// Reads a signed record of any version that is spoken.
    ///
    /// # Errors
    /// [`crate::DecodeError`] when the bytes are not such a record. An unknown version reads as the newest one
    /// and fails there.
    pub fn from_signed(signed: &SignedVacancy) -> Result<Self, crate::DecodeError> {
        if signed.record_version == crate::ProtocolVersion(1) {
            return crate::decode::<v1::vacancy::VacancyRecord>(&signed.record, Self::LIMIT_BYTES)
                .map(Self::from);
        }
        crate::decode(&signed.record, Self::LIMIT_BYTES)
    }
}
