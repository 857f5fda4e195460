//! Somebody else of this region becomes responsible for a case.

use super::{Actor, Context, WorkflowError, advance_case::advance_case};
use crate::domain::case::{Case, transition::CaseEvent};
use vocabulary::{AccountId, CaseId};

/// Makes `account` responsible. The old owner stays responsible until the change is saved.
///
/// # Errors
/// As [`advance_case`]; [`WorkflowError::Conflict`] for an account that does not work with people.
pub async fn assign_case(
    context: &Context,
    actor: &Actor,
    id: CaseId,
    read_revision: u32,
    account: AccountId,
) -> Result<Case, WorkflowError> {
    advance_case(context, actor, id, read_revision, CaseEvent::Assign(account)).await
}
