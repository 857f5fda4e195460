//! People proposed for vacancies. Whoever shows one to a person logs it first, see `workflow::view_candidate`.

use super::{
    StorageError,
    sql::{Doing, instant, parsed, parsed_if_any, rows, unreadable},
};
use crate::domain::proposal::{Arm, ArmCounts, ListPlace, Origin, Proposal, Stage, Unfit};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use std::collections::BTreeMap;
use vocabulary::{AccountId, CandidateId, Personal, ProposalId, Purpose, VacancyId};

/// Saves a proposal, in place of an earlier one of the same person for the same vacancy.
///
/// # Errors
/// [`StorageError`] when it cannot be written.
pub fn save(transaction: &Transaction<'_>, proposal: &Proposal, at: Timestamp) -> Result<(), StorageError> {
    let place = match &proposal.origin {
        Origin::Matching(place) => Some(place),
        Origin::Manual => None,
    };
    let unfit = proposal.stage.unfit();
    let note = unfit.and_then(|unfit| unfit.note.reveal(Purpose::Storage).as_ref());
    transaction
        .prepare_cached(
            "INSERT OR REPLACE INTO proposals
                 (id, candidate, vacancy, title, arm, weights_version, place, score, made_by, made_at_ms, stage,
                  interviewed, reason, note, changed_at_ms)
             VALUES (?1, (SELECT row FROM candidates WHERE id = ?2), ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12,
                     ?13, ?14, ?15)",
        )
        .and_then(|mut statement| {
            statement.execute(params![
                proposal.id.to_bytes(),
                proposal.candidate.to_bytes(),
                proposal.vacancy.to_bytes(),
                proposal.title.as_str(),
                proposal.origin.arm().name(),
                place.map(|place| place.weights_version.as_str()),
                place.map(|place| place.place),
                place.map(|place| place.score),
                proposal.made_by.to_bytes(),
                proposal.made_at.as_millisecond(),
                proposal.stage.name(),
                proposal.stage.interviewed(),
                unfit.map(|unfit| unfit.reason.name()),
                note.map(|note| note.as_str()),
                at.as_millisecond(),
            ])
        })
        .doing("save a proposal")?;
    Ok(())
}

const COLUMNS: &str =
    "SELECT proposals.id, candidates.id, vacancy, title, arm, weights_version, place, score,
                              made_by, made_at_ms, stage, interviewed, reason, note
                       FROM proposals JOIN candidates ON candidates.row = candidate";

/// One proposal.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn get(connection: &Connection, id: ProposalId) -> Result<Option<Proposal>, StorageError> {
    connection
        .prepare_cached(&format!("{COLUMNS} WHERE proposals.id = ?1"))
        .and_then(|mut statement| statement.query_row([id.to_bytes()], proposal).optional())
        .doing("read a proposal")
}

/// The proposal of a person for a vacancy.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn of_pair(
    connection: &Connection,
    candidate: CandidateId,
    vacancy: VacancyId,
) -> Result<Option<Proposal>, StorageError> {
    connection
        .prepare_cached(&format!("{COLUMNS} WHERE candidates.id = ?1 AND vacancy = ?2"))
        .and_then(|mut statement| {
            statement.query_row([candidate.to_bytes(), vacancy.to_bytes()], proposal).optional()
        })
        .doing("read a proposal")
}

/// For what a person was proposed or found unfit, the newest first.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn of_candidate(connection: &Connection, candidate: CandidateId) -> Result<Vec<Proposal>, StorageError> {
    rows(
        connection,
        &format!("{COLUMNS} WHERE candidates.id = ?1 ORDER BY made_at_ms DESC, proposals.id"),
        [candidate.to_bytes()],
        proposal,
    )
    .doing("read the proposals of a candidate")
}

/// Which people were proposed for a vacancy or found unfit, and how that stands, as [`Stage::name`] has it.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn of_vacancy(
    connection: &Connection,
    vacancy: VacancyId,
) -> Result<BTreeMap<CandidateId, &'static str>, StorageError> {
    let found = rows(connection, &format!("{COLUMNS} WHERE vacancy = ?1"), [vacancy.to_bytes()], proposal);
    let found = found.doing("read the proposals for a vacancy")?;
    Ok(found.into_iter().map(|proposal| (proposal.candidate, proposal.stage.name())).collect())
}

/// What came of the proposals of each way. Who was found unfit beforehand was never proposed and is not counted.
///
/// # Errors
/// [`StorageError`] when the table cannot be read.
pub fn counts(connection: &Connection) -> Result<BTreeMap<Arm, ArmCounts>, StorageError> {
    let found = rows(
        connection,
        "SELECT arm, count(*), sum(interviewed OR stage = 'hired'), sum(stage = 'hired')
         FROM proposals WHERE stage <> 'unfit' GROUP BY arm",
        [],
        |row| {
            let counts = ArmCounts { proposed: row.get(1)?, interviews: row.get(2)?, hired: row.get(3)? };
            Ok((parsed(row, 0)?, counts))
        },
    );
    Ok(found.doing("count proposals")?.into_iter().collect())
}

fn proposal(row: &Row<'_>) -> rusqlite::Result<Proposal> {
    let origin = match parsed(row, 4)? {
        Arm::Matching => Origin::Matching(ListPlace {
            weights_version: row.get(5)?,
            place: row.get(6)?,
            score: row.get(7)?,
        }),
        Arm::Manual => Origin::Manual,
    };
    Ok(Proposal {
        id: ProposalId::from_bytes(row.get(0)?),
        candidate: CandidateId::from_bytes(row.get(1)?),
        vacancy: VacancyId::from_bytes(row.get(2)?),
        title: parsed(row, 3)?,
        origin,
        made_by: AccountId::from_bytes(row.get(8)?),
        made_at: instant(row, 9)?,
        stage: stage(row)?,
    })
}

fn stage(row: &Row<'_>) -> rusqlite::Result<Stage> {
    let interviewed = row.get(11)?;
    let unfit = |row| {
        let (reason, note) = (parsed(row, 12)?, parsed_if_any(row, 13)?);
        Ok::<_, rusqlite::Error>(Unfit { reason, note: Personal::new(note) })
    };
    match row.get_ref(10)?.as_str()? {
        "unfit" => unfit(row).map(Stage::Unfit),
        "proposed" => Ok(Stage::Proposed),
        "interview" => Ok(Stage::Interview),
        "hired" => Ok(Stage::Hired { interviewed }),
        "not-hired" => Ok(Stage::NotHired { interviewed, unfit: unfit(row)? }),
        _ => Err(unreadable(10, "no such stage")),
    }
}
