//! One fixed value of every type that is sent or signed. Each field has a value of its own, so that two fields
//! that change places show. Made-up keys and signatures: these bytes are about layout, not about cryptography.

use super::Sample;
use protocol::{ProtocolVersion, v1, v2};
use v1::{
    directory::{
        DirectoryDocument, DirectoryRegion, DirectoryReply, DirectoryRequest, RegionState, SignedDirectory,
    },
    enrolment::{EnrolReply, EnrolRequest, EnrolStatusRequest},
    handover::{
        Decision, HandoverClose, HandoverDecision, HandoverOffer, HandoverOutcome, HandoverReceipt,
        HandoverState, HandoverStatement, HandoverStatusReply, HandoverStatusRequest, MailboxItem,
        MailboxReply, MailboxRequest, RefusalReason,
    },
    release::{
        ReleaseDelivery, ReleaseMarksReply, ReleaseMarksRequest, ReleaseReceipt, ReleaseRecord, TableId,
    },
    session::{Delivered, ErrorCode, ErrorReply, Hello, HelloReply, RenewReply, RenewRequest},
    vacancy::{FeedEntry, FeedReply, FeedRequest, SignedVacancy, VacancyChanges, VacancyStatus},
};
use v2::figures::{
    FiguresDocument, FiguresReply, FiguresRequest, RegionFigures, SignedFigures, StockEstimate,
};
use vocabulary::{EnrolmentId, EscoUri, HandoverId, MunicipalityCode, RegionId, VacancyId};

/// Every value.
pub(crate) fn all() -> Vec<Sample> {
    [session(), directory_and_joining(), vacancies(), releases(), figures(), handovers(), enumerations()]
        .into_iter()
        .flatten()
        .collect()
}

pub(crate) fn hello() -> Hello {
    Hello {
        oldest: ProtocolVersion(1),
        newest: ProtocolVersion(2),
        software: "schakel-node 0.1.0".to_owned(),
        directory_version: 17,
        clock_ms: 1_795_000_000_123,
    }
}

fn session() -> Vec<Sample> {
    let error = ErrorReply {
        code: ErrorCode::Unavailable,
        sentence: "no replica leads at this moment".to_owned(),
        oldest: ProtocolVersion(1),
        newest: ProtocolVersion(2),
        retry_after_s: Some(5),
    };
    let hello_reply = HelloReply {
        version: ProtocolVersion(2),
        directory_version: 18,
        feed_sequence: 70_000,
        mailbox_sequence: 3,
        clock_ms: 1_795_000_000_456,
    };
    vec![
        Sample::message("v1/error_reply", error),
        Sample::request("v1/hello", hello()),
        Sample::message("v1/hello_reply", hello_reply),
        Sample::message("v1/delivered", Delivered { known_already: true }),
        Sample::request("v1/renew_request", RenewRequest { signing_request: vec![0x30, 0x01, 0x02] }),
        Sample::message(
            "v1/renew_reply",
            RenewReply { chain: vec![vec![0x30, 0x03], vec![0x30, 0x04, 0x05]] },
        ),
    ]
}

fn directory() -> DirectoryDocument {
    DirectoryDocument {
        version: 18,
        issued_at_ms: 1_795_000_000_000,
        regions: vec![DirectoryRegion {
            region: zeeland(),
            name: "Zeeland".to_owned(),
            state: RegionState::Approved,
            signing_key: [0x11; 32],
            sealing_key: [0x22; 32],
            oldest: ProtocolVersion(1),
            newest: ProtocolVersion(2),
            agreement: 1,
            since_ms: 1_794_000_000_000,
        }],
        revoked_serials: vec![vec![0x0A, 0x0B]],
    }
}

fn signed_directory() -> SignedDirectory {
    SignedDirectory { document: vec![0x12, 0x13, 0x14], signature: vec![0x33; 64] }
}

fn directory_and_joining() -> Vec<Sample> {
    let request = EnrolRequest {
        token_secret: [0x44; 32],
        region: zeeland(),
        signing_key: [0x11; 32],
        sealing_key: [0x22; 32],
        signing_request: vec![0x30, 0x06],
        oldest: ProtocolVersion(1),
        newest: ProtocolVersion(2),
        signature: vec![0x55; 64],
    };
    let enrolment = EnrolmentId::from_bytes([0x66; 16]);
    let approved = EnrolReply::Approved {
        chain: vec![vec![0x30, 0x07], vec![0x30, 0x08]],
        directory: signed_directory(),
        network_key: [0x77; 32],
    };
    vec![
        Sample::request("v1/directory_request", DirectoryRequest { known_version: 17 }),
        Sample::message("v1/directory_reply", DirectoryReply { newer: Some(signed_directory()) }),
        Sample::message("v1/directory_reply_none", DirectoryReply { newer: None }),
        Sample::part("v1/directory_document", directory()),
        Sample::request("v1/enrol_request", request),
        Sample::request(
            "v1/enrol_status_request",
            EnrolStatusRequest { enrolment, token_secret: [0x44; 32] },
        ),
        Sample::message("v1/enrol_reply_pending", EnrolReply::Pending { enrolment }),
        Sample::message("v1/enrol_reply_approved", approved),
        Sample::message("v1/enrol_reply_rejected", EnrolReply::Rejected),
    ]
}

/// A vacancy as version 1 writes it, every field filled.
pub(crate) fn vacancy_1() -> v1::vacancy::VacancyRecord {
    v1::vacancy::VacancyRecord {
        vacancy: VacancyId::from_bytes([0x88; 16]),
        region: zeeland(),
        revision: 3,
        status: VacancyStatus::Open,
        employer_name: "Zorggroep De Schelde".to_owned(),
        municipality: municipality(),
        occupation: esco("occupation/a"),
        title: "Verzorgende IG".to_owned(),
        text: "Werken in een kleine groep.".to_owned(),
        essential_skills: vec![esco("skill/b"), esco("skill/c")],
        optional_skills: vec![esco("skill/d")],
        hours_min: 16,
        hours_max: 32,
        education_min: Some("hbo".to_owned()),
        opened_on: "2026-11-20".to_owned(),
        public_since: "2026-11-21".to_owned(),
        source: "https://example.nl/werken".to_owned(),
    }
}

/// A vacancy as version 2 writes it, every field filled.
pub(crate) fn vacancy_2() -> v2::vacancy::VacancyRecord {
    v2::vacancy::VacancyRecord {
        trainable_skills: vec![esco("skill/c")],
        job_guarantee: true,
        ..v2::vacancy::VacancyRecord::from(vacancy_1())
    }
}

fn vacancies() -> Vec<Sample> {
    let signed = SignedVacancy {
        region: zeeland(),
        record_version: ProtocolVersion(2),
        record: vec![0x01, 0x02, 0x03],
        signature: vec![0x99; 64],
    };
    let entry = FeedEntry { sequence: 300, vacancy: signed.clone() };
    vec![
        Sample::part("v1/vacancy_record", vacancy_1()),
        Sample::part("v2/vacancy_record", vacancy_2()),
        Sample::request("v1/vacancy_changes", VacancyChanges { vacancies: vec![signed] }),
        Sample::request("v1/feed_request", FeedRequest { after_sequence: 299 }),
        Sample::message("v1/feed_reply", FeedReply { entries: vec![entry], last_sequence: 301 }),
    ]
}

/// A released table, every field filled.
pub(crate) fn release_record() -> ReleaseRecord {
    ReleaseRecord {
        release_id: [0xAA; 32],
        region: zeeland(),
        table: TableId::SubMajorGroups,
        schema_version: 1,
        period: "2026-W47".parse().expect("a week"),
        rho_micro: 25_000,
        sigma_centi: 447,
        sequence: 12,
        previous: [0xBB; 32],
        cells: ReleaseRecord::cells_of(&[-3, 0, 70_000]),
    }
}

fn releases() -> Vec<Sample> {
    let receipt = ReleaseReceipt {
        release_id: [0xAA; 32],
        record_sha256: [0xCC; 32],
        table: TableId::UnitGroups,
        period: "2026-W47".parse().expect("a week"),
        rho_micro: 25_000,
        sequence: 12,
        received_at_ms: 1_795_000_001_000,
        signature: vec![0xDD; 64],
    };
    vec![
        Sample::part("v1/release_record", release_record()),
        Sample::request(
            "v1/release_delivery",
            ReleaseDelivery { record: vec![0x04, 0x05], signature: vec![0xEE; 64] },
        ),
        Sample::message("v1/release_receipt", receipt.clone()),
        Sample::request("v1/release_marks_request", ReleaseMarksRequest { after_sequence: 11 }),
        Sample::message("v1/release_marks_reply", ReleaseMarksReply { receipts: vec![receipt] }),
    ]
}

fn figures() -> Vec<Sample> {
    let of = |mean_tenths, deviation_tenths| StockEstimate { mean_tenths, deviation_tenths };
    let region = RegionFigures {
        region: zeeland(),
        week: "2026-W47".parse().expect("a week"),
        weeks: 31,
        total: of(81_234, 401),
        sub_major_groups: vec![of(-35, 99), of(1_200, 100)],
        unit_groups: vec![of(70, 61), of(0, 1), of(-1, 300)],
    };
    let document = FiguresDocument { edition: 940, regions: vec![region] };
    let signed = SignedFigures { document: vec![0x10, 0x20, 0x30], signature: vec![0xAB; 64] };
    vec![
        Sample::part("v2/figures_document", document),
        Sample::request("v2/figures_request", FiguresRequest { known_edition: 939 }),
        Sample::message("v2/figures_reply", FiguresReply { newer: Some(signed) }),
        Sample::message("v2/figures_reply_none", FiguresReply { newer: None }),
    ]
}

/// The statement that both regions sign, every field filled.
pub(crate) fn statement() -> HandoverStatement {
    HandoverStatement {
        handover: handover(),
        from: RegionId::new("AM25").expect("a region"),
        to: zeeland(),
        envelope_sha256: [0x01; 32],
        preview_sha256: [0x02; 32],
        consent_sha256: [0x03; 32],
        offered_at_ms: 1_795_000_002_000,
        expires_at_ms: 1_796_000_002_000,
    }
}

fn receipt() -> HandoverReceipt {
    HandoverReceipt {
        statement: vec![0x10, 0x20],
        sender_signature: vec![0x04; 64],
        receiver_signature: vec![0x05; 64],
        sender_key: [0x06; 32],
        receiver_key: [0x07; 32],
        decided_at_ms: 1_795_000_003_000,
        log_index: 91,
        network_signature: vec![0x08; 64],
    }
}

fn outcome(state: HandoverState) -> HandoverOutcome {
    HandoverOutcome {
        handover: handover(),
        state,
        decided_at_ms: 1_795_000_003_000,
        refusal: None,
        coordinator_share: None,
        receipt: None,
    }
}

fn handovers() -> Vec<Sample> {
    let offer = HandoverOffer {
        statement: vec![0x10, 0x20],
        sender_signature: vec![0x04; 64],
        preview: vec![0x09; 3],
        envelope: vec![0x0A; 5],
        coordinator_share: [0x0B; 32],
    };
    let decision = |decision| HandoverDecision { handover: handover(), decision };
    let refuse = Decision::Refuse { reason: RefusalReason::NothingFits, note: vec![0x0C, 0x0D] };
    let accepted = HandoverOutcome {
        coordinator_share: Some([0x0B; 32]),
        receipt: Some(receipt()),
        ..outcome(HandoverState::Accepted)
    };
    let refused = HandoverOutcome {
        refusal: Some((RefusalReason::NothingFits, vec![0x0C, 0x0D])),
        ..outcome(HandoverState::Refused)
    };
    let item = MailboxItem {
        sequence: 4,
        statement: vec![0x10, 0x20],
        sender_signature: vec![0x04; 64],
        preview: vec![0x09; 3],
        envelope: vec![0x0A; 5],
    };
    let status = HandoverStatusReply { outcomes: vec![outcome(HandoverState::Offered), refused.clone()] };
    vec![
        Sample::part("v1/handover_statement", statement()),
        Sample::part("v1/handover_receipt", receipt()),
        Sample::request("v1/handover_offer", offer),
        Sample::request(
            "v1/handover_decision_accept",
            decision(Decision::Accept { receiver_signature: vec![0x05; 64] }),
        ),
        Sample::request("v1/handover_decision_refuse", decision(refuse)),
        Sample::request("v1/handover_decision_withdraw", decision(Decision::Withdraw)),
        Sample::message("v1/handover_outcome_accepted", accepted),
        Sample::message("v1/handover_outcome_refused", refused),
        Sample::request("v1/handover_close", HandoverClose { handover: handover() }),
        Sample::request("v1/mailbox_request", MailboxRequest { after_sequence: 3 }),
        Sample::message("v1/mailbox_reply", MailboxReply { items: vec![item], last_sequence: 4 }),
        Sample::request("v1/handover_status_request", HandoverStatusRequest { handovers: vec![handover()] }),
        Sample::message("v1/handover_status_reply", status),
    ]
}

/// Every variant in its order: an inserted one moves the numbers of those behind it.
fn enumerations() -> Vec<Sample> {
    use ErrorCode as E;
    use HandoverState as H;
    use RefusalReason as R;
    use RegionState as S;
    let errors = vec![
        E::UnknownVersion,
        E::UnknownKind,
        E::Malformed,
        E::NotAdmitted,
        E::Forbidden,
        E::BadSignature,
        E::NotFound,
        E::Conflict,
        E::BadToken,
        E::Unavailable,
    ];
    let reasons = vec![R::NoCapacity, R::NothingFits, R::WrongRegion, R::Incomplete, R::Other];
    let states = vec![S::Pending, S::Approved, S::Suspended, S::Rejected, S::Revoked];
    let handovers = vec![H::Offered, H::Accepted, H::Refused, H::Withdrawn, H::Expired, H::Closed];
    vec![
        Sample::part("v1/error_codes", errors),
        Sample::part("v1/refusal_reasons", reasons),
        Sample::part("v1/region_states", states),
        Sample::part("v1/handover_states", handovers),
        Sample::part("v1/table_ids", vec![TableId::Total, TableId::UnitGroups, TableId::SubMajorGroups]),
        Sample::part("v1/vacancy_status", vec![VacancyStatus::Open, VacancyStatus::Closed]),
    ]
}

pub(crate) fn zeeland() -> RegionId {
    RegionId::new("AM24").expect("a region")
}

fn municipality() -> MunicipalityCode {
    MunicipalityCode::new("GM0687").expect("a municipality")
}

fn handover() -> HandoverId {
    HandoverId::from_bytes([0xF1; 16])
}

fn esco(path: &str) -> EscoUri {
    EscoUri::new(&format!("http://data.europa.eu/esco/{path}")).expect("a URI of ESCO")
}
