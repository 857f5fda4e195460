//! A vacancy is filled or withdrawn. Every region learns it when it was public.

use super::{Actor, Context, WorkflowError, publish_vacancies};
use crate::{
    domain::{
        account::Role,
        case::deadline::today,
        vacancy::{Vacancy, VacancyState},
    },
    storage::{audit_log, candidates::Saved, employers, vacancies},
};
use vocabulary::{Purpose, VacancyId};

/// Closes a vacancy; closing it twice changes nothing.
///
/// # Errors
/// [`WorkflowError`] when the role may not, there is no such vacancy, or it cannot be saved.
pub async fn close_vacancy(context: &Context, actor: &Actor, id: VacancyId) -> Result<(), WorkflowError> {
    actor.must(Role::keeps_vacancies, "close a vacancy")?;
    let now = context.clock.now();
    let entry = actor.entry(now, Purpose::CaseWork, "vacancy.close", format!("vacancy/{id}"), "");
    let signer = context.signer.clone();
    let region = context.region.clone();
    context
        .storage
        .write(move |tx| {
            let vacancy = vacancies::get(tx, id)?.ok_or(WorkflowError::NotFound { kind: "vacancy" })?;
            if !vacancy.is_open() {
                return Ok(());
            }
            let on = today(now);
            if vacancies::close(tx, id, vacancy.revision, on)? != Saved::Yes {
                return Err(WorkflowError::ChangedMeanwhile { kind: "vacancy" });
            }
            audit_log::append(tx, &entry)?;
            let employer =
                employers::get(tx, vacancy.employer)?.ok_or(WorkflowError::NotFound { kind: "employer" })?;
            let revision = vacancy.revision + 1;
            let closed = Vacancy { state: VacancyState::Closed(on), revision, ..vacancy };
            if let Some(keys) = signer.filter(|_| closed.goes_to_the_network(&employer)) {
                publish_vacancies::publish(tx, &keys, &region, &[(closed, employer)], now)?;
            }
            Ok(())
        })
        .await?;
    context.matching.vacancy_removed(id);
    context.wake.wake();
    Ok(())
}
