//! The cases of the region or of one person, in one step or in all, in parts.

use super::{Actor, Context, WorkflowError};
use crate::{
    domain::{account::Role, case::step::StepNumber},
    storage::{
        audit_log,
        cases::{self, CaseLine, WorklistOf},
    },
};
use vocabulary::Purpose;

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
    let entry = actor.entry(context.clock.now(), Purpose::CaseWork, "cases.read", "cases".into(), "");
    context
        .storage
        .write(move |tx| {
            audit_log::append(tx, &entry)?;
            Ok(cases::listed(tx, of, step, from, limit)?)
        })
        .await
}
