//! Reading personal files. The read is logged in the transaction that reads; when the log cannot be written,
//! nothing is shown.

use super::{Actor, Context, WorkflowError};
use crate::{
    domain::{
        account::Role, candidate::Candidate, case::Case, consent::Consent, proposal::Proposal,
        test_result::TestResult,
    },
    storage::{
        access_log::{self, ReadsOfDay},
        candidate_list::{self, CandidateLine},
        candidates,
        case_lists::{self, Standing},
        cases::{self, CaseHappening},
        consents,
        handovers::{self, Handover},
        proposals, test_results,
    },
};
use jiff::Timestamp;
use rusqlite::Transaction;
use vocabulary::{CandidateId, CaseId, Purpose};

/// Lines of the access log that a file shows.
const READS_SHOWN: u32 = 100;

/// Everything that this region knows of a person.
#[derive(Debug, Clone)]
pub struct CandidateFile {
    /// The person.
    pub candidate: Candidate,
    /// The person's cases, the newest first, each with what happened.
    pub cases: Vec<(Case, Vec<CaseHappening>)>,
    /// What the person agreed to, newest first.
    pub consents: Vec<Consent>,
    /// Hand-overs of the person's cases, newest first.
    pub handovers: Vec<Handover>,
    /// What tests found, the newest first.
    pub test_results: Vec<TestResult>,
    /// For what the person was proposed or found unfit, the newest first.
    pub proposals: Vec<Proposal>,
    /// Who read what of the person, newest first, this reading included.
    pub reads: Vec<ReadsOfDay>,
}

/// Logs the read, then gives the file.
///
/// # Errors
/// [`WorkflowError::Departed`] when the person's case went to another region; [`WorkflowError::NotFound`].
pub async fn view_candidate(
    context: &Context,
    actor: &Actor,
    id: CandidateId,
) -> Result<CandidateFile, WorkflowError> {
    actor.must(Role::sees_people, "read a personal file")?;
    let now = context.clock.now();
    let actor = *actor;
    context
        .storage
        .write(move |tx| {
            if !candidates::exists(tx, id)? {
                return Err(gone(tx, id)?);
            }
            access_log::record(tx, now, &actor.to_string(), Purpose::CaseWork, id, access_log::WHOLE_FILE)?;
            file(tx, id)
        })
        .await
}

/// Logs the read of a person's file, then gives it with the case that was asked for first.
///
/// # Errors
/// As [`view_candidate`].
pub async fn view_case(
    context: &Context,
    actor: &Actor,
    id: CaseId,
) -> Result<(Case, CandidateFile), WorkflowError> {
    actor.must(Role::sees_people, "read a case")?;
    let now = context.clock.now();
    let actor = *actor;
    context
        .storage
        .write(move |tx| {
            let case = cases::get(tx, id)?.ok_or(WorkflowError::NotFound { kind: "case" })?;
            let candidate = case.candidate();
            access_log::record(
                tx,
                now,
                &actor.to_string(),
                Purpose::CaseWork,
                candidate,
                access_log::WHOLE_FILE,
            )?;
            Ok((case, file(tx, candidate)?))
        })
        .await
}

/// Logs that names are shown, such as beside a vacancy, then gives them. Persons who are not there any more are
/// left out.
///
/// # Errors
/// [`WorkflowError`] when the role may not, or the log cannot be written.
pub async fn view_names(
    context: &Context,
    actor: &Actor,
    ids: Vec<CandidateId>,
    purpose: Purpose,
) -> Result<Vec<CandidateLine>, WorkflowError> {
    let people = view_people(context, actor, ids, purpose).await?;
    Ok(people.into_iter().map(|(line, _)| line).collect())
}

/// As [`view_names`], with where the case under way here stands.
///
/// # Errors
/// As [`view_names`].
pub async fn view_people(
    context: &Context,
    actor: &Actor,
    ids: Vec<CandidateId>,
    purpose: Purpose,
) -> Result<Vec<(CandidateLine, Option<Standing>)>, WorkflowError> {
    actor.must(Role::sees_people, "read names")?;
    let now = context.clock.now();
    let actor = *actor;
    context
        .storage
        .write(move |tx| {
            let mut lines = Vec::new();
            for id in ids {
                if let Some(line) = candidate_list::line(tx, id)? {
                    access_log::record(tx, now, &actor.to_string(), purpose, id, access_log::LINE)?;
                    lines.push((line, case_lists::standing(tx, id)?));
                }
            }
            Ok(lines)
        })
        .await
}

/// Logs for each of these persons that something of them is about to be shown.
pub(super) fn log_each(
    transaction: &Transaction<'_>,
    actor: &Actor,
    at: Timestamp,
    purpose: Purpose,
    people: impl IntoIterator<Item = CandidateId>,
    shown: &str,
) -> Result<(), WorkflowError> {
    let actor = actor.to_string();
    for candidate in people {
        access_log::record(transaction, at, &actor, purpose, candidate, shown)?;
    }
    Ok(())
}

fn file(transaction: &Transaction<'_>, id: CandidateId) -> Result<CandidateFile, WorkflowError> {
    let candidate = candidates::get(transaction, id)?.ok_or(WorkflowError::NotFound { kind: "candidate" })?;
    let mut listed = Vec::new();
    for case in cases::of_candidate(transaction, id)? {
        let happenings = cases::happenings(transaction, case.id())?;
        listed.push((case, happenings));
    }
    let handovers = handovers::of_candidate(transaction, id)?;
    let handover_ids: Vec<_> = handovers.iter().map(|handover| handover.id).collect();
    Ok(CandidateFile {
        candidate,
        cases: listed,
        consents: consents::of_candidate(transaction, id)?,
        test_results: test_results::of_candidate(transaction, id)?,
        proposals: proposals::of_candidate(transaction, id)?,
        handovers,
        reads: access_log::by_day(transaction, id, &handover_ids, READS_SHOWN)?,
    })
}

/// Why a person is not here: gone to another region, or never known.
fn gone(transaction: &Transaction<'_>, id: CandidateId) -> Result<WorkflowError, WorkflowError> {
    let departed = handovers::departed(transaction, id)?.into_iter().next();
    Ok(departed.map_or(WorkflowError::NotFound { kind: "candidate" }, |departed| WorkflowError::Departed {
        to: departed.to,
        on: departed.on,
    }))
}
