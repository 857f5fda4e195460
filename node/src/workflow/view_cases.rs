//! The cases of the region or of one person, in one step or in all, in parts. That something of a person is shown
//! is logged for that person.

use super::{Actor, Context, WorkflowError, view_candidate::log_each};
use crate::{
    domain::{account::Role, case::step::StepNumber},
    storage::{
        access_log, audit_log,
        case_lists::{self, CaseLine, WorklistOf},
    },
};
use vocabulary::{CaseId, Purpose};

/// How many cases under way there are, and `limit` of them beginning at place `from`, the nearest day first. That
/// somebody read the list is logged.
///
/// # Errors
/// [`WorkflowError`] when the role may not, or the log cannot be written.
pub async fn view_cases(
    context: &Context,
    actor: &Actor,
    of: WorklistOf,
    step: Option<StepNumber>,
    from: usize,
    limit: usize,
) -> Result<(u64, Vec<CaseLine>), WorkflowError> {
    actor.must(Role::sees_people, "read the cases")?;
    let now = context.clock.now();
    let entry = actor.entry(now, Purpose::CaseWork, "cases.read", "cases".into(), "");
    let actor = *actor;
    context
        .storage
        .write(move |tx| {
            audit_log::append(tx, &entry)?;
            let (total, lines) = case_lists::listed(tx, of, step, from, limit)?;
            let people = lines.iter().map(|line| line.candidate);
            log_each(tx, &actor, now, Purpose::CaseWork, people, access_log::LINE)?;
            Ok((total, lines))
        })
        .await
}

/// The cases under way in the order of their ids, after one, and whether more follow: what a program reads, without
/// names.
///
/// # Errors
/// [`WorkflowError`] when the role may not, or the log cannot be written.
pub async fn view_cases_by_id(
    context: &Context,
    actor: &Actor,
    after: Option<CaseId>,
    limit: usize,
) -> Result<(Vec<CaseLine>, bool), WorkflowError> {
    actor.must(Role::sees_people, "read the cases")?;
    let now = context.clock.now();
    let entry = actor.entry(now, Purpose::CaseWork, "cases.read", "cases".into(), "");
    let actor = *actor;
    context
        .storage
        .write(move |tx| {
            audit_log::append(tx, &entry)?;
            let one_more = u32::try_from(limit).unwrap_or(u32::MAX).saturating_add(1);
            let mut lines = case_lists::page(tx, after, one_more)?;
            let more = lines.len() > limit;
            lines.truncate(limit);
            let people = lines.iter().map(|line| line.candidate);
            log_each(tx, &actor, now, Purpose::CaseWork, people, access_log::CASE)?;
            Ok((lines, more))
        })
        .await
}
