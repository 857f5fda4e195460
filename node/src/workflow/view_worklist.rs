//! What is to be done today: the cases by their deadline, and how many stand in each step.

use super::{Actor, Context, WorkflowError, view_candidate::log_each};
use crate::{
    domain::{account::Role, case::deadline::today},
    storage::{
        access_log, audit_log,
        case_lists::{self, CaseLine, WorklistOf, WorklistPart},
    },
};
use jiff::{SignedDuration, ToSpan};
use vocabulary::{Date, Purpose};

/// Cases that a part shows; the count tells how many there are.
const SHOWN: u32 = 20;
/// How far ahead the worklist looks.
const AHEAD_DAYS: i64 = 7;
/// How long a case in its first step counts as new.
const NEW_FOR: SignedDuration = SignedDuration::from_hours(7 * 24);

/// The worklist.
#[derive(Debug, Clone)]
pub struct Worklist {
    /// The day that it is.
    pub today: Date,
    /// Each part with how many cases there are, and the first of them; of those that lie ahead, only what comes in
    /// the next seven days is shown.
    pub parts: Vec<(WorklistPart, u64, Vec<CaseLine>)>,
    /// How many cases are under way in each of the seven steps.
    pub per_step: [u64; 7],
}

/// The worklist of one person or of the region. For each person shown it is logged.
///
/// # Errors
/// [`WorkflowError`] when the role may not, or the log cannot be written.
pub async fn view_worklist(
    context: &Context,
    actor: &Actor,
    of: WorklistOf,
) -> Result<Worklist, WorkflowError> {
    actor.must(Role::sees_people, "read the worklist")?;
    let now = context.clock.now();
    let today = today(now);
    let week_ago = now.saturating_sub(NEW_FOR).unwrap_or(now);
    let entry = actor.entry(now, Purpose::CaseWork, "worklist.read", "cases".into(), "");
    let actor = *actor;
    context
        .storage
        .write(move |tx| {
            audit_log::append(tx, &entry)?;
            let last_day = today.saturating_add(AHEAD_DAYS.days());
            let mut parts = Vec::new();
            for part in WorklistPart::ALL {
                let (count, mut lines) = case_lists::worklist_part(tx, part, of, today, week_ago, 0..SHOWN)?;
                lines.retain(|line| part != WorklistPart::Ahead || line.due_on <= last_day);
                let people = lines.iter().map(|line| line.candidate);
                log_each(tx, &actor, now, Purpose::CaseWork, people, access_log::LINE)?;
                parts.push((part, count, lines));
            }
            Ok(Worklist { today, parts, per_step: case_lists::count_by_step(tx, of)? })
        })
        .await
}

/// One part of the worklist: how many cases there are, and `limit` of them beginning at place `from`. That somebody
/// read it is logged.
///
/// # Errors
/// [`WorkflowError`] when the role may not, or the log cannot be written.
pub async fn view_worklist_part(
    context: &Context,
    actor: &Actor,
    of: WorklistOf,
    part: WorklistPart,
    from: usize,
    limit: usize,
) -> Result<(u64, Vec<CaseLine>), WorkflowError> {
    actor.must(Role::sees_people, "read the worklist")?;
    let now = context.clock.now();
    let week_ago = now.saturating_sub(NEW_FOR).unwrap_or(now);
    let place = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let shown = place(from)..place(from.saturating_add(limit));
    let entry = actor.entry(now, Purpose::CaseWork, "worklist.read", "cases".into(), "");
    context
        .storage
        .write(move |tx| {
            audit_log::append(tx, &entry)?;
            Ok(case_lists::worklist_part(tx, part, of, today(now), week_ago, shown)?)
        })
        .await
}
