//! A person, a case in each step, a consent, an employer and a vacancy in which every field is filled.

use node::domain::{
    candidate::{
        Candidate, Cefr, EducationLevel, Evidence, LanguageSkill, SkillClaim, SkillLevel, TravelLimit,
        WeekHours,
    },
    case::{
        Case, CaseOwner,
        deadline::{Deadline, Expectation},
        step::{Aftercare, CaseStep, Coaching, Intake, JobStart, Matching, Selection, Shadowing, Training},
    },
    consent::{Consent, ConsentChannel, ConsentScope, ConsentText, FileField},
    employer::{Employer, EmployerSize},
    profile::{Capacity, InterestSource, Interests, Potential, PotentialSource},
    text::{EmailAddress, FreeText, Line, PhoneNumber},
    vacancy::{EntryLevel, ShortageCause, Vacancy, VacancyState, Visibility},
};
use vocabulary::{
    AccountId, CandidateId, CaseId, ConsentId, Date, EmployerId, EscoUri, InitiativeId, MunicipalityCode,
    Personal, RegionId, SbiCode, Timestamp, VacancyId,
};

pub(super) fn sender() -> RegionId {
    RegionId::new("AM25").expect("a region")
}

pub(super) fn receiver() -> RegionId {
    RegionId::new("AM24").expect("a region")
}

pub(super) fn now() -> Timestamp {
    "2026-11-24T03:00:00Z".parse().expect("a time")
}

pub(super) fn candidate() -> Candidate {
    Candidate {
        id: CandidateId::from_bytes([0xA1; 16]),
        revision: 3,
        name: Personal::new(line("(name)")),
        email: Personal::new(Some(EmailAddress::new("e-mail@example.nl").expect("an address"))),
        phone: Personal::new(Some(PhoneNumber::new("0118 123456").expect("a number"))),
        born_on: Personal::new(Some(date("1985-03-02"))),
        remarks: Personal::new(Some(text("(remarks)"))),
        present_employer: Personal::new(Some(EmployerId::from_bytes([0xA2; 16]))),
        municipality: municipality("GM0748"),
        hours: WeekHours::new(24, 32).expect("hours"),
        max_travel: TravelLimit::from_minutes(45).expect("minutes"),
        education: Some(EducationLevel::Mbo4),
        occupation: Some(esco("occupation/present")),
        years_experience: 11,
        former_occupations: vec![esco("occupation/former")],
        target_occupations: vec![esco("occupation/target")],
        languages: vec![LanguageSkill { language: "nl".parse().expect("a language"), level: Cefr::C1 }],
        skills: vec![SkillClaim {
            skill: esco("skill/held"),
            level: SkillLevel::new(3).expect("a level"),
            evidence: Evidence::Employer,
        }],
        potential: Some(Potential {
            hard_skills: Capacity::new(4).expect("a capacity"),
            soft_skills: Capacity::new(2).expect("a capacity"),
            source: PotentialSource::Coach,
            assessed_on: date("2026-10-05"),
        }),
        available_from: Some(date("2027-01-11")),
        interests: Some(Interests {
            likings: "402130".parse().expect("likings"),
            source: InterestSource::Own,
        }),
        restricted: true,
    }
}

pub(super) fn case(step: CaseStep) -> Case {
    let owner = CaseOwner { region: sender(), account: AccountId::from_bytes([0xA3; 16]) };
    let expectation = Expectation::Agreed { expected: line("(expected)"), success: line("(success)") };
    let deadline = Deadline { due_on: date("2026-12-24"), expectation };
    Case::open(CaseId::from_bytes([0xA4; 16]), candidate().id, owner, step, deadline, now())
}

pub(super) fn step_intake() -> CaseStep {
    CaseStep::Intake(Intake { wish: Personal::new(Some(text("(wish)"))) })
}

/// A case in each of the seven steps.
pub(super) fn steps() -> Vec<CaseStep> {
    let vacancy = VacancyId::from_bytes([0xA6; 16]);
    let coach = AccountId::from_bytes([0xA3; 16]);
    let shadowing = Shadowing::new(date("2026-12-01"), 3).expect("days");
    vec![
        step_intake(),
        CaseStep::Coaching(Coaching { coach, target_occupation: Some(esco("occupation/worked-towards")) }),
        CaseStep::Matching(Matching { vacancy: Some(vacancy) }),
        CaseStep::Selection(Selection { vacancy, shadowing: Some(shadowing) }),
        CaseStep::Training(Training {
            initiative: Some(InitiativeId::from_bytes([0xA7; 16])),
            vacancy: Some(vacancy),
            ends_on: Some(date("2027-06-30")),
        }),
        CaseStep::JobStart(JobStart {
            starts_on: date("2027-07-01"),
            employer: Some(EmployerId::from_bytes([0xA2; 16])),
        }),
        CaseStep::Aftercare(Aftercare { until: date("2027-10-01") }),
    ]
}

pub(super) fn consent(fields: &[FileField]) -> Consent {
    Consent {
        id: ConsentId::from_bytes([0xA5; 16]),
        candidate: candidate().id,
        scope: ConsentScope::Handover { region: receiver(), fields: fields.iter().copied().collect() },
        text: ConsentText { version: "handover-1".into(), sha256: [7; 32], language: "nl".into() },
        channel: ConsentChannel::InPerson,
        recorded_by: AccountId::from_bytes([0xA3; 16]),
        given_at: "2026-11-23T09:00:00Z".parse().expect("a time"),
        withdrawn_at: None,
    }
}

pub(super) fn employer() -> Employer {
    Employer {
        id: EmployerId::from_bytes([0xA2; 16]),
        name: line("(employer)"),
        kvk: Some("12345678".parse().expect("a KvK number")),
        municipality: municipality("GM0758"),
        sbi: Some(SbiCode::new("8610").expect("an SBI code")),
        size: EmployerSize::Large,
        in_network: true,
    }
}

pub(super) fn vacancy() -> Vacancy {
    Vacancy {
        id: VacancyId::from_bytes([0xA6; 16]),
        revision: 2,
        employer: employer().id,
        municipality: municipality("GM0687"),
        occupation: esco("occupation/asked"),
        title: line("(title)"),
        text: Some(text("(text)")),
        essential_skills: vec![esco("skill/essential"), esco("skill/trainable")],
        trainable_skills: vec![esco("skill/trainable")],
        optional_skills: vec![esco("skill/optional")],
        hours: WeekHours::new(16, 32).expect("hours"),
        education_min: Some(EntryLevel::Hbo),
        job_guarantee: true,
        visibility: Visibility::Public { since: date("2026-11-21"), source: line("(source)") },
        state: VacancyState::Open,
        opened_on: date("2026-11-20"),
        starts_on: Some(date("2026-12-01")),
        shortage_causes: ShortageCause::ALL.iter().copied().collect(),
    }
}

fn line(text: &str) -> Line {
    Line::new(text).expect("a line")
}

fn text(text: &str) -> FreeText {
    FreeText::new(text).expect("a text")
}

fn date(text: &str) -> Date {
    text.parse().expect("a date")
}

fn municipality(code: &str) -> MunicipalityCode {
    MunicipalityCode::new(code).expect("a municipality")
}

fn esco(tail: &str) -> EscoUri {
    EscoUri::new(&format!("http://data.europa.eu/esco/{tail}")).expect("a URI of ESCO")
}
