use super::*;
use crate::domain::{
    candidate::{Cefr, EducationLevel, Evidence},
    case::{
        CaseOwner,
        deadline::Deadline,
        step::{Coaching, StepNumber},
    },
    consent::{ConsentChannel, ConsentScope, ConsentText},
    profile::{Capacity, InterestSource, Interests, Potential, PotentialSource},
    text::Line,
};
use vocabulary::{CaseId, ConsentId, EmployerId};

pub(in crate::federation) fn candidate() -> Candidate {
    Candidate {
        id: CandidateId::from_bytes([0xA1; 16]),
        revision: 3,
        name: Personal::new(Line::new("Wimaa Dorkem").unwrap()),
        email: Personal::new(Some(EmailAddress::new("wimaa@voorbeeld.nl").unwrap())),
        phone: Personal::new(Some(PhoneNumber::new("0118 123456").unwrap())),
        born_on: Personal::new(Some("1985-03-02".parse().unwrap())),
        remarks: Personal::new(Some(FreeText::new("Werkt graag met ouderen").unwrap())),
        present_employer: Personal::new(Some(EmployerId::from_bytes([0xA2; 16]))),
        municipality: MunicipalityCode::new("GM0687").unwrap(),
        hours: WeekHours::new(24, 32).unwrap(),
        max_travel: TravelLimit::from_minutes(45).unwrap(),
        education: Some(EducationLevel::Mbo4),
        occupation: Some(uri("occupation/waiter")),
        years_experience: 11,
        former_occupations: vec![uri("occupation/cook")],
        target_occupations: vec![uri("occupation/nurse")],
        languages: vec![LanguageSkill { language: "nl".parse().unwrap(), level: Cefr::C1 }],
        skills: vec![SkillClaim {
            skill: uri("skill/serve"),
            level: SkillLevel::new(3).unwrap(),
            evidence: Evidence::Employer,
        }],
        potential: Some(Potential {
            hard_skills: Capacity::new(4).unwrap(),
            soft_skills: Capacity::new(2).unwrap(),
            source: PotentialSource::Coach,
            assessed_on: "2026-10-05".parse().unwrap(),
        }),
        available_from: Some("2027-01-11".parse().unwrap()),
        interests: Some(Interests { likings: "402130".parse().unwrap(), source: InterestSource::Own }),
        restricted: false,
    }
}

fn uri(tail: &str) -> EscoUri {
    EscoUri::new(&format!("http://data.europa.eu/esco/{tail}")).unwrap()
}

pub(in crate::federation) fn case() -> Case {
    let now = "2026-11-24T03:00:00Z".parse().unwrap();
    let account = AccountId::from_bytes([0xA3; 16]);
    Case::open(
        CaseId::from_bytes([0xA4; 16]),
        candidate().id,
        CaseOwner { region: RegionId::new("AM25").unwrap(), account },
        CaseStep::Coaching(Coaching { coach: account, target_occupation: Some(uri("occupation/nurse")) }),
        Deadline::of_the_step(StepNumber::Coaching, now),
        now,
    )
}

pub(in crate::federation) fn consent(fields: &[FileField]) -> Consent {
    Consent {
        id: ConsentId::from_bytes([0xA5; 16]),
        candidate: candidate().id,
        scope: ConsentScope::Handover {
            region: RegionId::new("AM24").unwrap(),
            fields: fields.iter().copied().collect(),
        },
        text: ConsentText { version: "handover-1".into(), sha256: [7; 32], language: "nl".into() },
        channel: ConsentChannel::InPerson,
        recorded_by: AccountId::from_bytes([0xA3; 16]),
        given_at: "2026-11-23T09:00:00Z".parse().unwrap(),
        withdrawn_at: None,
    }
}

fn file(fields: &[FileField]) -> CaseFile {
    let fields = fields.iter().copied().collect();
    CaseFile::new(&candidate(), &case(), &consent(&[]), &fields, [9; 16])
}

#[test]
fn a_whole_file_arrives_as_it_left_but_for_the_ids_of_the_sender() {
    let file = file(FileField::ALL);
    let bytes = file.to_bytes().unwrap();
    let opened = CaseFile::open(&bytes, &file.consent_sha256()).unwrap();
    let id = CandidateId::from_bytes([1; 16]);
    // What the person can still learn, likes and can start from stays behind: the file has no part for it.
    let expected = Candidate {
        id,
        revision: 1,
        present_employer: Personal::new(None),
        potential: None,
        available_from: None,
        interests: None,
        ..candidate()
    };
    assert_eq!(opened.candidate(id).unwrap(), expected);
    let coach = AccountId::from_bytes([2; 16]);
    let step = Coaching { coach, target_occupation: Some(uri("occupation/nurse")) };
    assert_eq!(opened.step(coach).unwrap(), CaseStep::Coaching(step));
    assert_eq!(opened.opened_at(), Some(case().opened_at()));

    let text = String::from_utf8(bytes.to_vec()).unwrap().to_lowercase();
    for id in ["a1a1a1", "a2a2a2", "a3a3a3", "a4a4a4", "a5a5a5"] {
        assert!(!text.contains(id), "{id}");
    }
}

#[test]
fn a_field_without_consent_does_not_travel() {
    let marks = [
        (FileField::Name, "Dorkem"),
        (FileField::Contact, "wimaa@"),
        (FileField::Contact, "0118"),
        (FileField::BirthDate, "1985"),
        (FileField::Municipality, "GM0687"),
        (FileField::Availability, "hoursFewest"),
        (FileField::Education, "mbo4"),
        (FileField::Occupations, "occupation/cook"),
        (FileField::Languages, "C1"),
        (FileField::Skills, "skill/serve"),
        (FileField::Remarks, "ouderen"),
        (FileField::CaseHistory, "oaching"),
    ];
    let text = |fields: &[FileField]| String::from_utf8(file(fields).to_bytes().unwrap().to_vec()).unwrap();
    for (field, mark) in marks {
        assert!(text(FileField::ALL).contains(mark), "{mark}");
        let others: Vec<_> = FileField::ALL.iter().copied().filter(|other| *other != field).collect();
        assert!(!text(&others).contains(mark), "{mark} without {field}");
    }
}

#[test]
fn a_file_keeps_to_its_consent_field_by_field_and_to_the_region_it_names() {
    let [zeeland, rijnmond] = ["AM24", "AM22"].map(|code| RegionId::new(code).unwrap());
    let whole = file(FileField::ALL);
    whole.keeps_to_its_consent(&zeeland).unwrap();
    let elsewhere = whole.keeps_to_its_consent(&rijnmond).unwrap_err();
    assert!(matches!(elsewhere, CaseFileError::ConsentForAnother { .. }), "{elsewhere}");
    assert_eq!(whole.fields(), FileField::ALL.iter().copied().collect());
    for field in FileField::ALL.iter().copied() {
        let others: BTreeSet<_> = FileField::ALL.iter().copied().filter(|other| *other != field).collect();
        let narrower = CaseFile::new(&candidate(), &case(), &consent(&[]), &others, [9; 16]);
        narrower.keeps_to_its_consent(&zeeland).unwrap();
        // Everything is in it, and the consent leaves one field out.
        let beyond = CaseFile { consent: narrower.consent, ..whole.clone() };
        let refused = beyond.keeps_to_its_consent(&zeeland).unwrap_err();
        assert!(
            matches!(refused, CaseFileError::BeyondConsent { field: found } if found == field),
            "{refused}"
        );
    }
}

#[test]
fn what_was_not_shared_excludes_the_person_from_nothing() {
    let candidate = file(&FileField::LEAST).candidate(CandidateId::from_bytes([1; 16])).unwrap();
    assert_eq!(candidate.hours, WeekHours::new(1, 60).unwrap());
    assert_eq!(candidate.max_travel.minutes(), 240);
    let step = file(&FileField::LEAST).step(AccountId::from_bytes([2; 16])).unwrap();
    assert_eq!(step, CaseStep::Intake(Intake::default()));
}

#[test]
fn a_preview_names_nobody() {
    let preview = Preview::of(&candidate(), &FileField::ALL.iter().copied().collect());
    let json = preview.to_json();
    for hidden in ["Dorkem", "wimaa", "0118", "1985", "ouderen"] {
        assert!(!json.contains(hidden), "{hidden}");
    }
    assert!(json.contains("skill/serve"));
    assert_eq!(Preview::from_json(json.as_bytes()).unwrap(), preview);
    let nothing = Preview::of(&candidate(), &BTreeSet::from([FileField::Name]));
    assert_eq!(nothing, Preview::default());
}

#[test]
fn a_file_with_another_consent_or_form_or_content_is_refused() {
    let file = file(FileField::ALL);
    let bytes = file.to_bytes().unwrap();
    assert!(matches!(CaseFile::open(&bytes, &[0; 32]), Err(CaseFileError::OtherConsent)));
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    let newer = text.replace("\"format\":1", "\"format\":2");
    let error = CaseFile::open(newer.as_bytes(), &file.consent_sha256()).unwrap_err();
    assert!(matches!(error, CaseFileError::UnknownFormat { found: 2 }), "{error}");
    assert!(matches!(CaseFile::open(b"{}", &[0; 32]), Err(CaseFileError::Unreadable(_))));
    let id = CandidateId::from_bytes([1; 16]);
    let longer = text.replace("Wimaa Dorkem", &"x".repeat(300));
    let opened = CaseFile::open(longer.as_bytes(), &file.consent_sha256()).unwrap();
    assert!(matches!(opened.candidate(id), Err(CaseFileError::Wrong { part: "name" })));
    assert_eq!(format!("{file:?}"), "CaseFile([personal])");
}
