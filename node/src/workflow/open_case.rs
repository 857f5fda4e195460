//! A person sets out: a case is opened, with an owner and a deadline from its first moment (NET-05).

use super::{Actor, Context, WorkflowError, error::Conflict};
use crate::{
    domain::{
        account::Role,
        case::{
            Case, CaseOwner,
            deadline::Deadline,
            step::{CaseStep, Intake},
        },
        text::FreeText,
    },
    storage::{
        accounts, audit_log, candidate_list,
        cases::{self, CaseHappening},
    },
};
use jiff::Timestamp;
use rusqlite::Transaction;
use vocabulary::{AccountId, CandidateId, CaseId, Personal, Purpose, RegionId};

/// What opening a case takes.
#[derive(Debug, Clone)]
pub struct OpenCase {
    /// Whose way it is.
    pub candidate: CandidateId,
    /// Who is responsible; the one who opens it when nobody is named.
    pub owner: Option<AccountId>,
    /// What the person hopes for, in the person's own words.
    pub wish: Personal<Option<FreeText>>,
    /// Until when and what; the chain's own for the intake when nothing is said.
    pub deadline: Option<Deadline>,
}

/// Opens a case at the first step.
///
/// # Errors
/// [`WorkflowError::Conflict`] when the person has one under way; [`WorkflowError::NotFound`] when there is no
/// such person or owner; [`WorkflowError::Restricted`].
pub async fn open_case(context: &Context, actor: &Actor, command: OpenCase) -> Result<CaseId, WorkflowError> {
    let opener = actor.must_be_account(Role::sees_people, "open a case")?;
    let now = context.clock.now();
    let (actor, region) = (*actor, context.region.clone());
    context.storage.write(move |tx| open(tx, &actor, opener, region, command, now)).await
}

/// Opens a case in a transaction that does more, such as registering the person.
pub(super) fn open(
    transaction: &Transaction<'_>,
    actor: &Actor,
    opener: AccountId,
    region: RegionId,
    command: OpenCase,
    now: Timestamp,
) -> Result<CaseId, WorkflowError> {
    let OpenCase { candidate, owner, wish, deadline } = command;
    let account = owner.unwrap_or(opener);
    let step = CaseStep::Intake(Intake { wish });
    let deadline = deadline.unwrap_or_else(|| Deadline::of_the_step(step.number(), now));
    let case = Case::open(CaseId::random(), candidate, CaseOwner { region, account }, step, deadline, now);
    let line =
        candidate_list::line(transaction, candidate)?.ok_or(WorkflowError::NotFound { kind: "candidate" })?;
    if line.restricted {
        return Err(WorkflowError::Restricted);
    }
    must_own(transaction, account)?;
    cases::insert(transaction, &case, now).map_err(|error| {
        if error.is_conflict() {
            WorkflowError::Conflict { reason: Conflict::CaseUnderWay }
        } else {
            error.into()
        }
    })?;
    let happening = CaseHappening {
        at: now,
        account: Some(opener),
        kind: "opened".into(),
        from: None,
        to: Some(case.step().number()),
        reason: None,
    };
    cases::add_happening(transaction, case.id(), &happening)?;
    let entry = actor.entry(now, Purpose::CaseWork, "case.open", format!("case/{}", case.id()), "");
    audit_log::append(transaction, &entry)?;
    Ok(case.id())
}

/// Refuses an owner who is not there or does not work with people.
pub(super) fn must_own(connection: &rusqlite::Connection, account: AccountId) -> Result<(), WorkflowError> {
    let owner = accounts::get(connection, account)?.ok_or(WorkflowError::NotFound { kind: "account" })?;
    if !accounts::may_sign_in(connection, account)? {
        Err(WorkflowError::Conflict { reason: Conflict::OwnerDisabled { name: owner.name } })
    } else if owner.role.sees_people() {
        Ok(())
    } else {
        Err(WorkflowError::Conflict { reason: Conflict::NoCaseOwner { name: owner.name } })
    }
}
