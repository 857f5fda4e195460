//! One region's desk: a node's workflows on a real database in a temporary folder.

use jiff::{SignedDuration, Timestamp};
use node::{
    domain::{
        account::{Account, Role},
        candidate::{Candidate, EducationLevel, Evidence, SkillClaim, SkillLevel, TravelLimit, WeekHours},
        consent::{ConsentChannel, ConsentScope, ConsentText, FileField},
        employer::{Employer, EmployerSize},
        text::Line,
        vacancy::{Vacancy, VacancyState, Visibility},
    },
    matching::index::MatchingIndex,
    storage::{Storage, StorageError, accounts, audit_log, outbox, outbox::OutboxEntry},
    workflow::{
        Actor, Context, Policy, Wake,
        add_account::{AddAccount, add},
        add_employer::add_employer,
        open_case::{OpenCase, open_case},
        post_vacancy::post_vacancy,
        record_consent::{RecordConsent, record_consent},
        refresh_matching::{refresh_matching, travel_table},
        register_candidate::register_candidate,
    },
};
use service::ManualClock;
use std::{collections::BTreeSet, sync::Arc};
use tempfile::TempDir;
use vocabulary::{
    AccountId, CandidateId, CaseId, ConsentId, EmployerId, EscoUri, Geography, MunicipalityCode,
    OccupationIndex, Personal, RegionId, VacancyId, Vocabulary,
};

pub(crate) const PASSWORD: &str = "a long enough password";

/// A desk with an adviser, a coach and an operator.
pub(crate) struct Desk {
    folder: TempDir,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) context: Context,
    pub(crate) adviser: Actor,
    pub(crate) coach: Actor,
    pub(crate) business_adviser: Actor,
    pub(crate) operator: Actor,
}

pub(crate) fn region(code: &str) -> RegionId {
    RegionId::new(code).unwrap()
}

pub(crate) fn begin() -> Timestamp {
    "2026-11-24T10:00:00Z".parse().unwrap()
}

impl Desk {
    /// A desk of a region that has not joined the network. Nobody can sign in: making a hash takes a while.
    pub(crate) fn open(code: &str) -> Self {
        Self::with_accounts(code, |storage, name, role| {
            let account = Account { id: AccountId::random(), name, role };
            storage.write_blocking(|tx| accounts::insert(tx, &account, "none", begin())).unwrap();
            account.id
        })
    }

    /// A desk whose people sign in with [`PASSWORD`].
    pub(crate) fn with_passwords(code: &str) -> Self {
        Self::with_accounts(code, |storage, name, role| {
            let command = AddAccount { name, role, password: PASSWORD.to_owned() };
            add(storage, &Actor::Console, command, begin()).unwrap()
        })
    }

    fn with_accounts(code: &str, make: impl Fn(&Storage, Line, Role) -> AccountId) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(ManualClock::at(begin()));
        let geography = Arc::new(Geography::embedded());
        let context = Context {
            storage: Storage::open(&folder.path().join("node.db")).unwrap(),
            clock: clock.clone(),
            region: region(code),
            vocabulary: Arc::new(Vocabulary::starter()),
            matching: Arc::new(MatchingIndex::new(travel_table(&geography))),
            geography,
            sectors: Arc::new(vocabulary::Sectors::embedded()),
            signer: None,
            network_key: None,
            wake: Wake::default(),
            policy: Policy::default(),
            publication: Arc::default(),
            transitions: Arc::default(),
            round: Arc::default(),
            counted: Arc::default(),
        };
        let account =
            |name: &str, role| Actor::account(make(&context.storage, Line::new(name).unwrap(), role), role);
        let adviser = account("Adviser", Role::Adviser);
        let coach = account("Coach", Role::Coach);
        let business_adviser = account("Business adviser", Role::BusinessAdviser);
        let operator = account("Operator", Role::Operator);
        Self { folder, clock, context, adviser, coach, business_adviser, operator }
    }

    /// What a kill and a start leave: the file, and nothing that was in memory.
    pub(crate) async fn restart(&mut self) {
        let path = self.folder.path().join("node.db");
        self.context.matching = Arc::new(MatchingIndex::new(travel_table(&self.context.geography)));
        self.context.storage = Storage::open(&path).unwrap();
        (self.context.round, self.context.counted) = (Arc::default(), Arc::default());
        refresh_matching(&self.context).await.unwrap();
    }

    /// The database as a backup has it.
    pub(crate) fn backup(&self) -> Vec<u8> {
        self.context.storage.settle_blocking().unwrap();
        std::fs::read(self.context.storage.path()).unwrap()
    }

    /// What putting a backup back leaves.
    pub(crate) async fn restore(&mut self, backup: &[u8]) {
        let path = self.folder.path().join("node.db");
        // Whoever has the file open works on in the one that is gone.
        std::fs::remove_file(&path).unwrap();
        for beside in ["node.db-wal", "node.db-shm"] {
            std::fs::remove_file(self.folder.path().join(beside)).unwrap_or_default();
        }
        std::fs::write(&path, backup).unwrap();
        self.restart().await;
    }

    pub(crate) fn pass(&self, time: SignedDuration) {
        self.clock.advance(time);
    }

    pub(crate) async fn person(&self, name: &str) -> CandidateId {
        register_candidate(&self.context, &self.coach, candidate(&self.context, name)).await.unwrap()
    }

    /// Somebody who fits [`vacancy`]: as [`Self::person`], and lives where the work is.
    pub(crate) async fn person_near(&self, name: &str) -> CandidateId {
        let mut person = candidate(&self.context, name);
        person.municipality = MunicipalityCode::new("GM0687").unwrap();
        register_candidate(&self.context, &self.coach, person).await.unwrap()
    }

    /// Somebody who lives near and holds these skills with a certificate.
    pub(crate) async fn certified_person(&self, name: &str, skills: &[EscoUri]) -> CandidateId {
        let mut person = candidate(&self.context, name);
        person.municipality = MunicipalityCode::new("GM0687").unwrap();
        person.hours = WeekHours::new(12, 36).unwrap();
        let claim = |skill: &EscoUri| SkillClaim {
            skill: skill.clone(),
            level: SkillLevel::new(4).unwrap(),
            evidence: Evidence::Certificate,
        };
        person.skills = skills.iter().map(claim).collect();
        register_candidate(&self.context, &self.coach, person).await.unwrap()
    }

    /// A vacancy of an employer of its own that cannot do without these skills.
    pub(crate) async fn work(&self, title: &str, skills: &[EscoUri]) -> VacancyId {
        let owner = add_employer(&self.context, &self.adviser, employer(None)).await.unwrap();
        let mut work = vacancy(&self.context, owner);
        work.title = Line::new(title).unwrap();
        (work.essential_skills, work.trainable_skills) = (skills.to_vec(), Vec::new());
        post_vacancy(&self.context, &self.adviser, work).await.unwrap()
    }

    /// Four skills of one occupation.
    pub(crate) fn four_skills(&self) -> Vec<EscoUri> {
        let vocabulary = &self.context.vocabulary;
        let asks_enough = |it: &OccupationIndex| vocabulary.essential_skills(*it).len() >= 4;
        let occupation = vocabulary.occupations().find(asks_enough).unwrap();
        vocabulary.essential_skills(occupation).take(4).map(|skill| vocabulary.skill_uri(skill)).collect()
    }

    pub(crate) async fn case_of(&self, candidate: CandidateId) -> CaseId {
        let command = OpenCase { candidate, owner: None, wish: Personal::new(None), deadline: None };
        open_case(&self.context, &self.adviser, command).await.unwrap()
    }

    pub(crate) async fn consent(&self, candidate: CandidateId, to: &str) -> ConsentId {
        let fields = FileField::ALL.iter().copied().collect();
        let command = RecordConsent {
            candidate,
            scope: ConsentScope::Handover { region: region(to), fields },
            text: ConsentText { version: "handover-1".into(), sha256: [7; 32], language: "nl".into() },
            channel: ConsentChannel::InPerson,
        };
        record_consent(&self.context, &self.adviser, command).await.unwrap()
    }

    pub(crate) fn outbox(&self) -> Vec<OutboxEntry> {
        self.context.storage.read_blocking(|connection| outbox::page(connection, 0, 100)).unwrap()
    }

    /// The actions of the audit log, oldest first; the log is whole.
    /// Whether the audit log has an entry of this action whose detail holds the words.
    pub(crate) fn audit_says(&self, action: &str, words: &str) -> bool {
        let entries = self.context.storage.read_blocking(|connection| {
            node::storage::sql::rows(
                connection,
                "SELECT detail FROM audit_entries WHERE action = ?1",
                [action],
                |row| row.get::<_, String>(0),
            )
            .map_err(|source| StorageError::Sql { doing: "read the audit log", source })
        });
        entries.unwrap().iter().any(|detail| detail.contains(words))
    }

    pub(crate) fn audit(&self) -> Vec<String> {
        self.context
            .storage
            .read_blocking(|connection| {
                audit_log::verify(connection).expect("the audit log is whole");
                node::storage::sql::rows(
                    connection,
                    "SELECT action FROM audit_entries ORDER BY sequence",
                    [],
                    |row| row.get::<_, String>(0),
                )
                .map_err(|source| StorageError::Sql { doing: "read the audit log", source })
            })
            .unwrap()
    }

    pub(crate) fn count(&self, table: &str) -> i64 {
        let sql = format!("SELECT count(*) FROM {table}");
        self.context
            .storage
            .read_blocking(|connection| {
                connection
                    .query_row(&sql, [], |row| row.get(0))
                    .map_err(|source| StorageError::Sql { doing: "count", source })
            })
            .unwrap()
    }

    /// From now on the database refuses every new case.
    pub(crate) fn forbid_cases(&self) {
        self.run("CREATE TRIGGER no_cases BEFORE INSERT ON cases BEGIN SELECT RAISE(ABORT, 'no cases'); END");
    }

    /// Takes [`Self::forbid_cases`] back.
    pub(crate) fn allow_cases(&self) {
        self.run("DROP TRIGGER no_cases");
    }

    fn run(&self, sql: &str) {
        self.context
            .storage
            .write_blocking(|tx| {
                tx.execute(sql, []).map_err(|source| StorageError::Sql { doing: "prepare a test", source })
            })
            .unwrap();
    }

    /// Leaves the database room for `pages` more pages.
    pub(crate) fn leave_room(&self, pages: i64) {
        self.context
            .storage
            .write_blocking(|tx| {
                let limit = |sql: String| {
                    tx.query_row(&sql, [], |row| row.get::<_, i64>(0))
                        .map_err(|source| StorageError::Sql { doing: "limit the size", source })
                };
                // Pages that were given up are used up first.
                let given_up = limit("PRAGMA freelist_count".to_owned())?;
                limit("CREATE TABLE IF NOT EXISTS filler (bytes BLOB)".to_owned()).ok();
                limit(format!("INSERT INTO filler VALUES (zeroblob({})) RETURNING 1", given_up * 4_080))?;
                let used = limit("PRAGMA page_count".to_owned())?;
                limit(format!("PRAGMA max_page_count = {}", used + pages))
            })
            .unwrap();
    }

    /// Whether the bytes occur in any file of the desk.
    pub(crate) fn holds(&self, bytes: &str) -> bool {
        let names = std::fs::read_dir(self.folder.path()).unwrap();
        names
            .map(|entry| std::fs::read(entry.unwrap().path()).unwrap())
            .any(|content| content.windows(bytes.len()).any(|window| window == bytes.as_bytes()))
    }
}

/// The first occupation of the starter vocabulary that has skills, and those skills.
pub(crate) fn occupation(vocabulary: &Vocabulary) -> (EscoUri, Vec<EscoUri>) {
    let occupation = vocabulary
        .occupations()
        .find(|occupation| vocabulary.essential_skills(*occupation).len() >= 3)
        .expect("the starter vocabulary has occupations with skills");
    let skills = vocabulary.essential_skills(occupation).take(3).map(|skill| vocabulary.skill_uri(skill));
    (vocabulary.occupation_uri(occupation), skills.collect())
}

pub(crate) fn candidate(context: &Context, name: &str) -> Candidate {
    let (occupation, skills) = occupation(&context.vocabulary);
    let claim = |skill| SkillClaim { skill, level: SkillLevel::new(3).unwrap(), evidence: Evidence::Own };
    let mailbox = name.to_lowercase().replace(' ', ".");
    let (hours, travel) = (WeekHours::new(24, 32).unwrap(), TravelLimit::from_minutes(60).unwrap());
    let (name, place) = (Line::new(name).unwrap(), MunicipalityCode::new("GM0758").unwrap());
    Candidate {
        email: Personal::new(Some(format!("{mailbox}@voorbeeld.nl").parse().unwrap())),
        phone: Personal::new(Some("0118 604021".parse().unwrap())),
        born_on: Personal::new(Some("1979-08-13".parse().unwrap())),
        remarks: Personal::new(Some("Werkt graag met ouderen".parse().unwrap())),
        education: Some(EducationLevel::Mbo4),
        occupation: Some(occupation.clone()),
        years_experience: 9,
        former_occupations: vec![occupation.clone()],
        target_occupations: vec![occupation],
        skills: skills.into_iter().map(claim).collect(),
        ..Candidate::new(CandidateId::random(), name, place, hours, travel)
    }
}

pub(crate) fn employer(kvk: Option<&str>) -> Employer {
    Employer {
        id: EmployerId::random(),
        name: Line::new("Feloekes Zorg").unwrap(),
        kvk: kvk.map(|kvk| kvk.parse().unwrap()),
        municipality: MunicipalityCode::new("GM0687").unwrap(),
        sbi: Some("8610".parse().unwrap()),
        size: EmployerSize::Large,
        in_network: true,
    }
}

pub(crate) fn vacancy(context: &Context, employer: EmployerId) -> Vacancy {
    let (occupation, skills) = occupation(&context.vocabulary);
    Vacancy {
        id: VacancyId::random(),
        revision: 1,
        employer,
        municipality: MunicipalityCode::new("GM0687").unwrap(),
        occupation,
        title: Line::new("Verzorgende").unwrap(),
        text: None,
        trainable_skills: skills[..1].to_vec(),
        essential_skills: skills,
        optional_skills: vec![],
        hours: WeekHours::new(24, 36).unwrap(),
        education_min: None,
        job_guarantee: true,
        visibility: Visibility::Public {
            since: "2026-11-20".parse().unwrap(),
            source: Line::new("https://voorbeeld.nl/werk").unwrap(),
        },
        state: VacancyState::Open,
        opened_on: "2026-11-20".parse().unwrap(),
        starts_on: None,
        shortage_causes: BTreeSet::new(),
    }
}
