//! The only code that builds an outgoing message from what this node knows. A change here is a change of what
//! leaves the region: `docs/privacy.md` and the golden list in `tests/conformance` say the same.
//!
//! Three kinds of data leave, no others: public vacancies, noisy tables, and files sealed to one region.

use super::case_file::{CaseFile, CaseFileError, Preview};
use crate::domain::{
    candidate::Candidate,
    case::Case,
    consent::Consent,
    employer::Employer,
    vacancy::{Vacancy, VacancyState, Visibility},
};
use identity::{EnvelopeContext, RegionKeys, SealError, SignatureDomain, envelope, receipt};
use jiff::Timestamp;
use protocol::{
    EncodeError, ProtocolVersion,
    latest::{
        HandoverOffer, HandoverStatement, ReleaseDelivery, SignedVacancy, VacancyRecord, VacancyStatus,
    },
    v1,
};
use vocabulary::{HandoverId, RegionId};

/// Why nothing is sent.
#[derive(Debug, thiserror::Error)]
pub enum DisclosureError {
    /// The vacancy is not public.
    #[error("an internal vacancy does not leave the region")]
    NotPublic,
    /// The vacancy's employer takes no part in the network.
    #[error("a vacancy of an employer outside of the network does not leave the region")]
    OutsideEmployer,
    /// The person has not agreed that the file goes to this region.
    #[error("there is no consent for a hand-over to {region}")]
    NoConsent {
        /// The region.
        region: RegionId,
    },
    /// The candidate, case and consent do not belong together.
    #[error("the file and the consent are not of the same person")]
    NotTogether,
    /// The receiver's key is unusable, or the file is too large.
    #[error("the file cannot be sealed")]
    Seal(#[from] SealError),
    /// The file cannot be written.
    #[error("the file cannot be written")]
    File(#[from] CaseFileError),
    /// The message cannot be written.
    #[error("the message cannot be written")]
    Encode(#[from] EncodeError),
    /// No random bytes.
    #[error(transparent)]
    NoRandomness(#[from] identity::NoRandomness),
}

/// A public vacancy as every region may read it, signed. `version` is the newest that every region reads.
///
/// # Errors
/// [`DisclosureError::NotPublic`] for an internal vacancy, [`DisclosureError::OutsideEmployer`] for one of an employer
/// outside of the network.
pub fn vacancy(
    keys: &RegionKeys,
    region: &RegionId,
    version: ProtocolVersion,
    vacancy: &Vacancy,
    employer: &Employer,
) -> Result<SignedVacancy, DisclosureError> {
    let record = vacancy_record(region, vacancy, employer)?;
    let (record_version, record) = if version == ProtocolVersion::OLDEST {
        (version, protocol::encode(&without_version_2(record))?)
    } else {
        (ProtocolVersion::NEWEST, protocol::encode(&record)?)
    };
    let signature = keys.sign(SignatureDomain::Vacancy, &record);
    Ok(SignedVacancy { region: region.clone(), record_version, record, signature })
}

fn vacancy_record(
    region: &RegionId,
    vacancy: &Vacancy,
    employer: &Employer,
) -> Result<VacancyRecord, DisclosureError> {
    let Visibility::Public { since, source } = &vacancy.visibility else {
        return Err(DisclosureError::NotPublic);
    };
    if !vacancy.goes_to_the_network(employer) {
        return Err(DisclosureError::OutsideEmployer);
    }
    Ok(VacancyRecord {
        vacancy: vacancy.id,
        region: region.clone(),
        revision: vacancy.revision,
        status: match vacancy.state {
            VacancyState::Open => VacancyStatus::Open,
            VacancyState::Closed(_) => VacancyStatus::Closed,
        },
        employer_name: employer.name.to_string(),
        municipality: vacancy.municipality.clone(),
        occupation: vacancy.occupation.clone(),
        title: vacancy.title.to_string(),
        text: vacancy.text.as_ref().map(ToString::to_string).unwrap_or_default(),
        essential_skills: vacancy.essential_skills.clone(),
        trainable_skills: vacancy.trainable_skills.clone(),
        optional_skills: vacancy.optional_skills.clone(),
        hours_min: vacancy.hours.fewest(),
        hours_max: vacancy.hours.most(),
        education_min: vacancy.education_min.map(|level| level.name().to_owned()),
        job_guarantee: vacancy.job_guarantee,
        opened_on: vacancy.opened_on.to_string(),
        public_since: since.to_string(),
        source: source.to_string(),
    })
}

fn without_version_2(record: VacancyRecord) -> v1::vacancy::VacancyRecord {
    let VacancyRecord {
        vacancy,
        region,
        revision,
        status,
        employer_name,
        municipality,
        occupation,
        title,
        text,
        essential_skills,
        trainable_skills: _,
        optional_skills,
        hours_min,
        hours_max,
        education_min,
        job_guarantee: _,
        opened_on,
        public_since,
        source,
    } = record;
    v1::vacancy::VacancyRecord {
        vacancy,
        region,
        revision,
        status,
        employer_name,
        municipality,
        occupation,
        title,
        text,
        essential_skills,
        optional_skills,
        hours_min,
        hours_max,
        education_min,
        opened_on,
        public_since,
        source,
    }
}

/// A noisy table, signed. The record is the one in the ledger, byte for byte.
#[must_use]
pub fn release(keys: &RegionKeys, record: Vec<u8>) -> ReleaseDelivery {
    let signature = keys.sign(SignatureDomain::Release, &record);
    ReleaseDelivery { record, signature }
}

/// A case on its way to another region.
#[derive(Debug, Clone, Copy)]
pub struct OfferedCase<'a> {
    /// The hand-over.
    pub handover: HandoverId,
    /// This region.
    pub from: &'a RegionId,
    /// The receiver.
    pub to: &'a RegionId,
    /// The receiver's sealing key, from the directory.
    pub to_sealing_key: &'a [u8; 32],
    /// The person.
    pub candidate: &'a Candidate,
    /// The case.
    pub case: &'a Case,
    /// The consent for this receiver.
    pub consent: &'a Consent,
    /// Now.
    pub offered_at: Timestamp,
    /// When the offer ends by itself.
    pub expires_at: Timestamp,
}

/// The offer of a case: preview and file sealed to the receiver, the statement signed. Holds no more than the
/// consent names.
///
/// # Errors
/// [`DisclosureError`], above all when there is no consent for this receiver.
pub fn offer(keys: &RegionKeys, offered: &OfferedCase<'_>) -> Result<HandoverOffer, DisclosureError> {
    let OfferedCase { handover, from, to, to_sealing_key, candidate, case, consent, .. } = *offered;
    if consent.candidate != candidate.id || case.candidate() != candidate.id {
        return Err(DisclosureError::NotTogether);
    }
    let fields = consent.fields_for(to).ok_or_else(|| DisclosureError::NoConsent { region: to.clone() })?;
    let context = EnvelopeContext { handover, from: from.clone(), to: to.clone() };
    let preview = Preview::of(candidate, fields).to_json();
    let preview = envelope::seal_preview(to_sealing_key, &context, preview.as_bytes())?;
    let file = CaseFile::new(candidate, case, consent, fields, identity::random_bytes()?);
    let sealed = envelope::seal_case(to_sealing_key, &context, &file.to_bytes()?)?;
    let statement = protocol::encode(&HandoverStatement {
        handover,
        from: from.clone(),
        to: to.clone(),
        envelope_sha256: identity::sha256(&sealed.envelope),
        preview_sha256: identity::sha256(&preview),
        consent_sha256: file.consent_sha256(),
        offered_at_ms: offered.offered_at.as_millisecond(),
        expires_at_ms: offered.expires_at.as_millisecond(),
    })?;
    Ok(HandoverOffer {
        sender_signature: receipt::sign_offer(keys, &statement),
        statement,
        preview,
        envelope: sealed.envelope,
        coordinator_share: sealed.coordinator_share,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::consent::FileField,
        federation::case_file::tests::{candidate, case, consent},
    };

    fn region(code: &str) -> RegionId {
        RegionId::new(code).unwrap()
    }

    fn offered<'a>(
        to: &'a RegionId,
        from: &'a RegionId,
        key: &'a [u8; 32],
        parts: &'a (Candidate, Case, Consent),
    ) -> OfferedCase<'a> {
        OfferedCase {
            handover: HandoverId::from_bytes([8; 16]),
            from,
            to,
            to_sealing_key: key,
            candidate: &parts.0,
            case: &parts.1,
            consent: &parts.2,
            offered_at: "2026-11-24T03:00:00Z".parse().unwrap(),
            expires_at: "2026-12-08T03:00:00Z".parse().unwrap(),
        }
    }

    #[test]
    fn an_offer_is_read_by_its_receiver_with_the_coordinators_share_only() {
        let [sender, receiver] = [(); 2].map(|()| RegionKeys::generate().unwrap());
        let (from, to, key) = (region("AM25"), region("AM24"), receiver.sealing_key());
        let parts = (candidate(), case(), consent(FileField::ALL));
        let offer = offer(&sender, &offered(&to, &from, &key, &parts)).unwrap();
        let statement =
            receipt::verify_offer(&sender.signing_key(), &offer.statement, &offer.sender_signature).unwrap();
        assert_eq!(statement.envelope_sha256, identity::sha256(&offer.envelope));
        assert_eq!(statement.preview_sha256, identity::sha256(&offer.preview));
        let context = EnvelopeContext { handover: statement.handover, from, to };
        let preview = envelope::open_preview(&receiver, &context, &offer.preview).unwrap();
        assert!(!Preview::from_json(&preview).unwrap().skills.is_empty());
        let opened =
            envelope::open_case(&receiver, &context, &offer.envelope, &offer.coordinator_share).unwrap();
        CaseFile::open(&opened, &statement.consent_sha256).unwrap();
        assert!(envelope::open_case(&receiver, &context, &offer.envelope, &[0; 32]).is_err());

        let wire = protocol::encode(&offer).unwrap();
        for personal in ["Dorkem", "wimaa", "0118"] {
            assert!(!wire.windows(personal.len()).any(|window| window == personal.as_bytes()), "{personal}");
        }
    }

    #[test]
    fn without_consent_for_this_region_nothing_leaves() {
        let keys = RegionKeys::generate().unwrap();
        let (from, key) = (region("AM25"), keys.sealing_key());
        let mut parts = (candidate(), case(), consent(FileField::ALL));
        let other = region("AM22");
        let refused = offer(&keys, &offered(&other, &from, &key, &parts)).unwrap_err();
        assert!(matches!(refused, DisclosureError::NoConsent { .. }), "{refused}");
        let to = region("AM24");
        parts.2.withdrawn_at = Some(Timestamp::UNIX_EPOCH);
        let refused = offer(&keys, &offered(&to, &from, &key, &parts)).unwrap_err();
        assert!(matches!(refused, DisclosureError::NoConsent { .. }), "{refused}");
        parts.2 = consent(FileField::ALL);
        parts.2.candidate = vocabulary::CandidateId::from_bytes([1; 16]);
        let refused = offer(&keys, &offered(&to, &from, &key, &parts)).unwrap_err();
        assert!(matches!(refused, DisclosureError::NotTogether), "{refused}");
    }
}
