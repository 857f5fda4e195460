//! Cases, the steps that a person entered, and what happened. NET-05 is checked here a second time, by the
//! table itself.

use super::{
    StorageError,
    candidates::Saved,
    sql::{Doing, instant, parsed, parsed_if_any, rows, unreadable},
};
use crate::domain::{
    case::{
        Case, CaseOwner, Progress,
        deadline::{Deadline, Expectation},
        step::{
            Aftercare, CaseStep, Coaching, Intake, JobStart, Matching, Selection, Shadowing, StepNumber,
            Training,
        },
        transition::CaseEffect,
    },
    text::Line,
};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use vocabulary::{
    AccountId, CandidateId, CaseId, Date, EmployerId, EscoUri, InitiativeId, Personal, Purpose, VacancyId,
};

/// Saves a new case with its first step.
///
/// # Errors
/// [`StorageError`] when it cannot be written, also when the person has a case under way already.
pub fn insert(transaction: &Transaction<'_>, case: &Case, at: Timestamp) -> Result<(), StorageError> {
    let deadline = deadline_columns(case.deadline());
    transaction
        .prepare_cached(
            "INSERT INTO cases (id, candidate, revision, opened_at_ms, owner_region, owner_account, due_on,
                                expectation, expected, success, step, progress)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, 'open')",
        )
        .and_then(|mut statement| {
            statement.execute(params![
                case.id().to_bytes(),
                case.candidate().to_bytes(),
                case.revision(),
                case.opened_at().as_millisecond(),
                case.owner().region.as_str(),
                case.owner().account.to_bytes(),
                case.deadline().due_on.to_string(),
                deadline.kind,
                deadline.expected,
                deadline.success,
                case.step().number().get(),
            ])
        })
        .doing("save a case")?;
    insert_step(transaction, case.id(), case.step(), at)
}

/// Saves a changed case, if nobody changed it since `read_revision`. A step that was entered gets a line of its
/// own; what is noted in the present step replaces its line.
///
/// # Errors
/// [`StorageError`] when it cannot be written.
pub fn update(
    transaction: &Transaction<'_>,
    case: &Case,
    read_revision: u32,
    entered: StepChange,
    at: Timestamp,
) -> Result<Saved, StorageError> {
    let deadline = deadline_columns(case.deadline());
    let (progress, offered_to, ended_at, ending) = match case.progress() {
        Progress::Open => ("open", None, None, None),
        Progress::Offered { to } => ("offered", Some(to.as_str()), None, None),
        Progress::Ended { at, ending } => ("ended", None, Some(at.as_millisecond()), Some(ending.name())),
    };
    let saved = transaction
        .prepare_cached(
            "UPDATE cases SET revision = ?3, owner_region = ?4, owner_account = ?5, due_on = ?6,
                 expectation = ?7, expected = ?8, success = ?9, step = ?10, progress = ?11, offered_to = ?12,
                 ended_at_ms = ?13, ending = ?14
             WHERE id = ?1 AND revision = ?2",
        )
        .and_then(|mut statement| {
            statement.execute(params![
                case.id().to_bytes(),
                read_revision,
                case.revision(),
                case.owner().region.as_str(),
                case.owner().account.to_bytes(),
                case.deadline().due_on.to_string(),
                deadline.kind,
                deadline.expected,
                deadline.success,
                case.step().number().get(),
                progress,
                offered_to,
                ended_at,
                ending,
            ])
        })
        .doing("save a case")?;
    if saved == 0 {
        return Ok(Saved::ChangedMeanwhile);
    }
    match entered {
        StepChange::None => {}
        StepChange::Noted => {
            transaction
                .prepare_cached(
                    "DELETE FROM case_steps WHERE case_id = ?1
                     AND sequence = (SELECT max(sequence) FROM case_steps WHERE case_id = ?1)",
                )
                .and_then(|mut statement| statement.execute([case.id().to_bytes()]))
                .doing("save a step")?;
            insert_step(transaction, case.id(), case.step(), at)?;
        }
        StepChange::Entered => insert_step(transaction, case.id(), case.step(), at)?,
    }
    Ok(Saved::Yes)
}

/// What a change does to the list of steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepChange {
    /// Nothing.
    None,
    /// More is known of the present step.
    Noted,
    /// Another step was entered.
    Entered,
}

impl StepChange {
    /// What these effects do to the list of steps.
    #[must_use]
    pub fn of(effects: &[CaseEffect]) -> Self {
        if effects.iter().any(|effect| matches!(effect, CaseEffect::Entered { .. })) {
            Self::Entered
        } else if effects.contains(&CaseEffect::Noted) {
            Self::Noted
        } else {
            Self::None
        }
    }
}

struct DeadlineColumns<'a> {
    kind: &'static str,
    expected: Option<&'a str>,
    success: Option<&'a str>,
}

fn deadline_columns(deadline: &Deadline) -> DeadlineColumns<'_> {
    match &deadline.expectation {
        Expectation::OfTheStep => DeadlineColumns { kind: "of-the-step", expected: None, success: None },
        Expectation::Agreed { expected, success } => DeadlineColumns {
            kind: "agreed",
            expected: Some(expected.as_str()),
            success: Some(success.as_str()),
        },
    }
}

/// The columns of a step; a step fills those that are its own.
#[derive(Default)]
struct StepColumns {
    wish: Option<String>,
    coach: Option<[u8; 16]>,
    target_occupation: Option<String>,
    vacancy: Option<[u8; 16]>,
    shadowing_from: Option<String>,
    shadowing_days: Option<u8>,
    initiative: Option<[u8; 16]>,
    ends_on: Option<String>,
    starts_on: Option<String>,
    employer: Option<[u8; 16]>,
    until_on: Option<String>,
}

impl StepColumns {
    fn of(step: &CaseStep) -> Self {
        let none = Self::default();
        match step {
            CaseStep::Intake(Intake { wish }) => Self {
                wish: wish.reveal(Purpose::Storage).as_ref().map(|text| text.as_str().to_owned()),
                ..none
            },
            CaseStep::Coaching(Coaching { coach, target_occupation }) => Self {
                coach: Some(coach.to_bytes()),
                target_occupation: target_occupation.as_ref().map(EscoUri::to_string),
                ..none
            },
            CaseStep::Matching(Matching { vacancy }) => {
                Self { vacancy: vacancy.map(VacancyId::to_bytes), ..none }
            }
            CaseStep::Selection(Selection { vacancy, shadowing }) => Self {
                vacancy: Some(vacancy.to_bytes()),
                shadowing_from: shadowing.map(|shadowing| shadowing.from().to_string()),
                shadowing_days: shadowing.map(Shadowing::days),
                ..none
            },
            CaseStep::Training(Training { initiative, vacancy, ends_on }) => Self {
                initiative: initiative.map(InitiativeId::to_bytes),
                vacancy: vacancy.map(VacancyId::to_bytes),
                ends_on: ends_on.map(|day| day.to_string()),
                ..none
            },
            CaseStep::JobStart(JobStart { starts_on, employer }) => Self {
                starts_on: Some(starts_on.to_string()),
                employer: employer.map(EmployerId::to_bytes),
                ..none
            },
            CaseStep::Aftercare(Aftercare { until }) => Self { until_on: Some(until.to_string()), ..none },
        }
    }
}

fn insert_step(
    transaction: &Transaction<'_>,
    case: CaseId,
    step: &CaseStep,
    at: Timestamp,
) -> Result<(), StorageError> {
    let columns = StepColumns::of(step);
    transaction
        .prepare_cached(
            "INSERT INTO case_steps
             SELECT ?1, 1 + coalesce(max(sequence), 0), ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14
             FROM case_steps WHERE case_id = ?1",
        )
        .and_then(|mut statement| {
            statement.execute(params![
                case.to_bytes(),
                step.number().get(),
                at.as_millisecond(),
                columns.wish,
                columns.coach,
                columns.target_occupation,
                columns.vacancy,
                columns.shadowing_from,
                columns.shadowing_days,
                columns.initiative,
                columns.ends_on,
                columns.starts_on,
                columns.employer,
                columns.until_on,
            ])
        })
        .doing("save a step")?;
    Ok(())
}

const COLUMNS: &str = "SELECT id, candidate, opened_at_ms, revision, owner_region, owner_account, due_on,
        expectation, expected, success, progress, offered_to, ended_at_ms, ending,
        present.step, wish, coach, target_occupation, vacancy, shadowing_from, shadowing_days, initiative,
        ends_on, starts_on, employer, until_on
    FROM cases JOIN case_steps AS present ON case_id = id
        AND sequence = (SELECT max(sequence) FROM case_steps WHERE case_id = cases.id)";

/// One case.
///
/// # Errors
/// [`StorageError`] when the tables cannot be read.
pub fn get(connection: &Connection, id: CaseId) -> Result<Option<Case>, StorageError> {
    connection
        .prepare_cached(&format!("{COLUMNS} WHERE id = ?1"))
        .and_then(|mut statement| statement.query_row([id.to_bytes()], case).optional())
        .doing("read a case")
}

/// The cases of a person, the newest first; at most one is under way.
///
/// # Errors
/// [`StorageError`] when the tables cannot be read.
pub fn of_candidate(connection: &Connection, candidate: CandidateId) -> Result<Vec<Case>, StorageError> {
    rows(
        connection,
        &format!("{COLUMNS} WHERE candidate = ?1 ORDER BY opened_at_ms DESC, id"),
        [candidate.to_bytes()],
        case,
    )
    .doing("read the cases of a person")
}

fn case(row: &Row<'_>) -> rusqlite::Result<Case> {
    let expectation = match row.get_ref(7)?.as_str()? {
        "agreed" => Expectation::Agreed { expected: parsed(row, 8)?, success: parsed(row, 9)? },
        _ => Expectation::OfTheStep,
    };
    let progress = match row.get_ref(10)?.as_str()? {
        "offered" => Progress::Offered { to: parsed(row, 11)? },
        "ended" => Progress::Ended { at: instant(row, 12)?, ending: parsed(row, 13)? },
        _ => Progress::Open,
    };
    Ok(Case::restore(
        CaseId::from_bytes(row.get(0)?),
        CandidateId::from_bytes(row.get(1)?),
        instant(row, 2)?,
        row.get(3)?,
        CaseOwner { region: parsed(row, 4)?, account: AccountId::from_bytes(row.get(5)?) },
        Deadline { due_on: parsed(row, 6)?, expectation },
        step(row, 14)?,
        progress,
    ))
}

/// Twelve columns from `at` on as a step.
fn step(row: &Row<'_>, at: usize) -> rusqlite::Result<CaseStep> {
    let number = StepNumber::from_number(row.get(at)?).ok_or_else(|| unreadable(at, "no such step"))?;
    let missing = |column: usize| unreadable(column, "a step without what belongs to it");
    let vacancy = row.get::<_, Option<[u8; 16]>>(at + 4)?.map(VacancyId::from_bytes);
    Ok(match number {
        StepNumber::Intake => CaseStep::Intake(Intake { wish: Personal::new(parsed_if_any(row, at + 1)?) }),
        StepNumber::Coaching => CaseStep::Coaching(Coaching {
            coach: AccountId::from_bytes(row.get(at + 2)?),
            target_occupation: parsed_if_any(row, at + 3)?,
        }),
        StepNumber::Matching => CaseStep::Matching(Matching { vacancy }),
        StepNumber::Selection => CaseStep::Selection(Selection {
            vacancy: vacancy.ok_or_else(|| missing(at + 4))?,
            shadowing: match parsed_if_any::<Date>(row, at + 5)? {
                None => None,
                Some(from) => {
                    let days = row.get(at + 6)?;
                    Some(Shadowing::new(from, days).map_err(|error| unreadable(at + 6, error.to_string()))?)
                }
            },
        }),
        StepNumber::Training => CaseStep::Training(Training {
            initiative: row.get::<_, Option<[u8; 16]>>(at + 7)?.map(InitiativeId::from_bytes),
            vacancy,
            ends_on: parsed_if_any(row, at + 8)?,
        }),
        StepNumber::JobStart => CaseStep::JobStart(JobStart {
            starts_on: parsed(row, at + 9)?,
            employer: row.get::<_, Option<[u8; 16]>>(at + 10)?.map(EmployerId::from_bytes),
        }),
        StepNumber::Aftercare => CaseStep::Aftercare(Aftercare { until: parsed(row, at + 11)? }),
    })
}

/// Erases a case with its steps and events.
///
/// # Errors
/// [`StorageError`] when the tables cannot be written.
pub fn erase(transaction: &Transaction<'_>, id: CaseId) -> Result<(), StorageError> {
    transaction
        .prepare_cached("DELETE FROM cases WHERE id = ?1")
        .and_then(|mut statement| statement.execute([id.to_bytes()]))
        .doing("erase a case")?;
    Ok(())
}

/// One line of what happened to a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseHappening {
    /// When.
    pub at: Timestamp,
    /// Who did it; nobody for what the network decided.
    pub account: Option<AccountId>,
    /// What: `opened`, `entered`, `noted`, `deadline-set`, `owner-changed`, `offered`, `taken-back`, `taken-in`,
    /// `ended`.
    pub kind: String,
    /// From which step, for `entered`.
    pub from: Option<StepNumber>,
    /// To which step, for `entered`.
    pub to: Option<StepNumber>,
    /// Why, or to whom.
    pub reason: Option<Line>,
}

/// Adds a line to what happened to a case.
///
/// # Errors
/// [`StorageError`] when the table cannot be written.
pub fn add_happening(
    transaction: &Transaction<'_>,
    case: CaseId,
    happening: &CaseHappening,
) -> Result<(), StorageError> {
    transaction
        .prepare_cached(
            "INSERT INTO case_events
             SELECT ?1, 1 + coalesce(max(sequence), 0), ?2, ?3, ?4, ?5, ?6, ?7 FROM case_events
             WHERE case_id = ?1",
        )
        .and_then(|mut statement| {
            statement.execute(params![
                case.to_bytes(),
                happening.at.as_millisecond(),
                happening.account.map(AccountId::to_bytes),
                happening.kind,
                happening.from.map(StepNumber::get),
                happening.to.map(StepNumber::get),
                happening.reason.as_ref().map(Line::as_str),
            ])
        })
        .doing("note what happened to a case")?;
    Ok(())
}

/// What happened to a case, oldest first.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn happenings(connection: &Connection, case: CaseId) -> Result<Vec<CaseHappening>, StorageError> {
    rows(
        connection,
        "SELECT at_ms, account, kind, from_step, to_step, reason FROM case_events
         WHERE case_id = ?1 ORDER BY sequence",
        [case.to_bytes()],
        |row| {
            Ok(CaseHappening {
                at: instant(row, 0)?,
                account: row.get::<_, Option<[u8; 16]>>(1)?.map(AccountId::from_bytes),
                kind: row.get(2)?,
                from: row.get::<_, Option<u8>>(3)?.and_then(StepNumber::from_number),
                to: row.get::<_, Option<u8>>(4)?.and_then(StepNumber::from_number),
                reason: parsed_if_any(row, 5)?,
            })
        },
    )
    .doing("read what happened to a case")
}
