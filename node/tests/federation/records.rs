//! Regions and vacancies as the hub knows and signs them.

use identity::{RegionKeys, SignatureDomain};
use jiff::SignedDuration;
use protocol::{
    ProtocolVersion,
    latest::{DirectoryRegion, RegionState, SignedVacancy, VacancyRecord, VacancyStatus},
};
use vocabulary::{EscoUri, MunicipalityCode, RegionId, VacancyId};

pub(crate) fn region(code: &str) -> RegionId {
    RegionId::new(code).unwrap()
}

pub(crate) fn listed(region: &RegionId, signing_key: [u8; 32], sealing_key: [u8; 32]) -> DirectoryRegion {
    DirectoryRegion {
        region: region.clone(),
        name: region.to_string(),
        state: RegionState::Approved,
        signing_key,
        sealing_key,
        oldest: ProtocolVersion::OLDEST,
        newest: ProtocolVersion::NEWEST,
        agreement: 1,
        since_ms: 0,
    }
}

pub(crate) fn record(id: u8, code: &str, revision: u64, status: VacancyStatus) -> VacancyRecord {
    VacancyRecord {
        vacancy: VacancyId::from_bytes([id; 16]),
        region: region(code),
        revision,
        status,
        employer_name: "De Zeester".into(),
        municipality: MunicipalityCode::new("GM0687").unwrap(),
        occupation: EscoUri::new("http://data.europa.eu/esco/occupation/x").unwrap(),
        title: format!("Verzorgende {id}"),
        text: String::new(),
        essential_skills: vec![],
        trainable_skills: vec![],
        optional_skills: vec![],
        hours_min: 16,
        hours_max: 32,
        education_min: None,
        job_guarantee: true,
        opened_on: "2026-11-24".into(),
        public_since: "2026-11-24".into(),
        source: "https://voorbeeld.nl".into(),
    }
}

/// A record signed by these keys.
pub(crate) fn signed(keys: &RegionKeys, record: &VacancyRecord) -> SignedVacancy {
    signed_as(keys, &record.region, ProtocolVersion::NEWEST, protocol::encode(record).unwrap())
}

/// Bytes that claim to be a record of this version, signed by these keys.
pub(crate) fn signed_as(
    keys: &RegionKeys,
    region: &RegionId,
    record_version: ProtocolVersion,
    bytes: Vec<u8>,
) -> SignedVacancy {
    SignedVacancy {
        region: region.clone(),
        record_version,
        signature: keys.sign(SignatureDomain::Vacancy, &bytes),
        record: bytes,
    }
}

pub(crate) const fn hours(hours: i64) -> SignedDuration {
    SignedDuration::from_hours(hours)
}
