//! Public vacancies: from a region to the coordinator, and from there to every region.

use serde::{Deserialize, Serialize};
use vocabulary::{EscoUri, MunicipalityCode, RegionId, VacancyId};

/// Whether a vacancy can still be answered. New variants are appended, never inserted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum VacancyStatus {
    /// Open.
    Open,
    /// Filled or withdrawn; kept as a tombstone for 60 days.
    Closed,
}

/// A public vacancy as version 1 writes it. No contact person, no e-mail address, no telephone number.
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
    /// Skills that help.
    pub optional_skills: Vec<EscoUri>,
    /// Fewest hours a week.
    pub hours_min: u8,
    /// Most hours a week.
    pub hours_max: u8,
    /// The entry level that the law asks, for teaching: `hbo` or `wo`.
    pub education_min: Option<String>,
    /// The day it was opened, ISO 8601.
    pub opened_on: String,
    /// Since when it is public, ISO 8601 date, and where.
    pub public_since: String,
    /// Where it is published, for instance an address on the employer's site.
    pub source: String,
}

/// A vacancy with its region's signature over exactly these bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedVacancy {
    /// The region that signed.
    pub region: RegionId,
    /// The protocol version in which the record is written.
    pub record_version: crate::ProtocolVersion,
    /// An encoded `VacancyRecord` of that version, as signed.
    pub record: Vec<u8>,
    /// Ed25519 signature of the region's signing key.
    pub signature: Vec<u8>,
}

/// Posts or changes vacancies, at most [`VacancyChanges::MOST`] at a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VacancyChanges {
    /// The vacancies.
    pub vacancies: Vec<SignedVacancy>,
}

impl VacancyChanges {
    /// The most vacancies in one message; 100 of 2 kB each stay far below the message's limit.
    pub const MOST: usize = 100;
}

/// Asks for what has come into the feed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedRequest {
    /// The last sequence number that the asker has.
    pub after_sequence: u64,
}

/// One change in the feed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedEntry {
    /// Its place in the feed.
    pub sequence: u64,
    /// The vacancy as its region signed it.
    pub vacancy: SignedVacancy,
}

/// The next part of the feed, everything for everybody: a filtered download would tell who lives where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedReply {
    /// The entries in order.
    pub entries: Vec<FeedEntry>,
    /// The last sequence number that there is; ask again while it is ahead.
    pub last_sequence: u64,
}
