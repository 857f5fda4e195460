//! An adviser describes with the employer what somebody does in a week: the tasks of a vacancy, of this region only.

use super::{Actor, Context, WorkflowError, count_reach, error::Conflict, nearest_term::unknown_skill};
use crate::{
    domain::{
        account::Role,
        vacancy::{
            carving::CarvingRefused,
            task::{MOST_TASKS, Task},
        },
    },
    storage::{audit_log, audit_log::AuditEntry, vacancies, vacancy_tasks},
};
use rusqlite::Transaction;
use vocabulary::{Purpose, VacancyId};

/// The tasks of a vacancy of this region, each with its number.
///
/// # Errors
/// [`WorkflowError::NotFound`] when there is no such vacancy of this region.
pub async fn tasks_of(
    context: &Context,
    id: VacancyId,
) -> Result<Vec<vacancy_tasks::Numbered>, WorkflowError> {
    count_reach::read(context, id).await?;
    Ok(context.storage.read(move |connection| vacancy_tasks::of(connection, id)).await?)
}

/// Adds a task, or replaces the one of this number.
///
/// # Errors
/// [`WorkflowError`] when the role may not, there is no such vacancy or task, the vacancy is closed or has as many
/// tasks as it can, or a skill is in no list.
pub async fn save_task(
    context: &Context,
    actor: &Actor,
    id: VacancyId,
    number: Option<u32>,
    task: Task,
) -> Result<(), WorkflowError> {
    check_skills(context, std::slice::from_ref(&task))?;
    change(context, actor, id, "vacancy.task", move |tx| {
        let tasks = vacancy_tasks::of(tx, id)?;
        let number = match number {
            Some(number) if tasks.iter().any(|(known, _)| *known == number) => number,
            Some(_) => return Err(WorkflowError::NotFound { kind: "task" }),
            // The same task once more is a form that was sent twice.
            None if tasks.iter().any(|(_, known)| *known == task) => return Ok(()),
            None if tasks.len() >= MOST_TASKS => {
                return Err(WorkflowError::Conflict { reason: Conflict::TooManyTasks });
            }
            None => tasks.last().map_or(1, |(last, _)| last + 1),
        };
        Ok(vacancy_tasks::save(tx, id, number, &task)?)
    })
    .await
}

/// Takes a task away; one that is gone already changes nothing.
///
/// # Errors
/// [`WorkflowError`] when the role may not, there is no such vacancy, or it is closed.
pub async fn remove_task(
    context: &Context,
    actor: &Actor,
    id: VacancyId,
    number: u32,
) -> Result<(), WorkflowError> {
    change(context, actor, id, "vacancy.task-removed", move |tx| {
        vacancy_tasks::remove(tx, id, number)?;
        Ok(())
    })
    .await
}

/// Replaces all tasks.
///
/// # Errors
/// As [`save_task`].
pub async fn replace_tasks(
    context: &Context,
    actor: &Actor,
    id: VacancyId,
    tasks: Vec<Task>,
) -> Result<(), WorkflowError> {
    check_skills(context, &tasks)?;
    if tasks.len() > MOST_TASKS {
        return Err(WorkflowError::Conflict { reason: Conflict::TooManyTasks });
    }
    change(context, actor, id, "vacancy.tasks", move |tx| {
        for (number, _) in vacancy_tasks::of(tx, id)? {
            vacancy_tasks::remove(tx, id, number)?;
        }
        for (number, task) in (1_u32..).zip(&tasks) {
            vacancy_tasks::save(tx, id, number, task)?;
        }
        Ok(())
    })
    .await
}

fn check_skills(context: &Context, tasks: &[Task]) -> Result<(), WorkflowError> {
    for skill in tasks.iter().flat_map(|task| &task.skills) {
        if context.vocabulary.skill(skill).is_none() {
            return Err(unknown_skill(&context.vocabulary, "skills", skill));
        }
    }
    Ok(())
}

async fn change(
    context: &Context,
    actor: &Actor,
    id: VacancyId,
    action: &str,
    change: impl FnOnce(&Transaction<'_>) -> Result<(), WorkflowError> + Send + 'static,
) -> Result<(), WorkflowError> {
    actor.must(Role::keeps_vacancies, "describe the tasks of a vacancy")?;
    let now = context.clock.now();
    let entry: AuditEntry = actor.entry(now, Purpose::CaseWork, action, format!("vacancy/{id}"), "");
    context
        .storage
        .write(move |tx| {
            let vacancy = vacancies::get(tx, id)?.ok_or(WorkflowError::NotFound { kind: "vacancy" })?;
            if !vacancy.is_open() {
                return Err(CarvingRefused::Closed.into());
            }
            change(tx)?;
            audit_log::append(tx, &entry)?;
            Ok(())
        })
        .await
}
