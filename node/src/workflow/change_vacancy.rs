//! Facts of a vacancy change: what it asks, how many hours, where, from when. A public one goes anew into the outbox,
//! in the same transaction, when other regions may see what changed.

use super::{
    Actor, Context, WorkflowError, error::Conflict, post_vacancy::check, publish_vacancies,
    refresh_matching::vacancy_profile,
};
use crate::{
    domain::{
        account::Role,
        employer::Employer,
        vacancy::{Vacancy, Visibility},
    },
    storage::{
        audit_log::{self, AuditEntry},
        candidates::Saved,
        employers, feed, vacancies, vacancy_changes,
    },
};
use identity::RegionKeys;
use jiff::Timestamp;
use rusqlite::Transaction;
use std::sync::Arc;
use vocabulary::{EscoUri, Geography, Purpose, RegionId, VacancyId};

/// Saves a vacancy of this region with other facts. `version` is the [`Vacancy::version`] that was read. Whose it is,
/// when it was opened and whether it is open stay as they are. That nothing is different is no change and no error.
///
/// # Errors
/// [`WorkflowError::ChangedMeanwhile`] when somebody else changed it since; [`WorkflowError::Conflict`] when it is of
/// another region or closed, for another employer, or from public to internal; [`WorkflowError`] when the role may
/// not, a code is in no list, no skill is left (row DEF-04), or it cannot be saved.
pub async fn change_vacancy(
    context: &Context,
    actor: &Actor,
    vacancy: Vacancy,
    version: String,
) -> Result<(), WorkflowError> {
    actor.must(Role::keeps_vacancies, "change a vacancy")?;
    check(context, &vacancy)?;
    let subject = format!("vacancy/{}", vacancy.id);
    let entry = actor.entry(context.clock.now(), Purpose::CaseWork, "vacancy.change", subject, "");
    let saving = Saving::new(context);
    let saved = context.storage.write(move |tx| saving.save(tx, &vacancy, &version, &entry)).await?;
    matched_anew(context, saved);
    Ok(())
}

/// A vacancy as it is by now, to change it.
///
/// # Errors
/// [`WorkflowError::Conflict`] when it is of another region; [`WorkflowError::NotFound`]; [`WorkflowError`] when the role
/// may not.
pub async fn vacancy_to_change(
    context: &Context,
    actor: &Actor,
    id: VacancyId,
) -> Result<Vacancy, WorkflowError> {
    actor.must(Role::keeps_vacancies, "change a vacancy")?;
    let geography = Arc::clone(&context.geography);
    context.storage.read(move |connection| stored(connection, &geography, id)).await
}

/// What saving a change takes besides the change.
pub(super) struct Saving {
    signer: Option<Arc<RegionKeys>>,
    region: RegionId,
    geography: Arc<Geography>,
    now: Timestamp,
}

/// A vacancy with its employer, as they were saved.
pub(super) type SavedVacancy = Option<(Vacancy, Employer)>;

impl Saving {
    pub(super) fn new(context: &Context) -> Self {
        Self {
            signer: context.signer.clone(),
            region: context.region.clone(),
            geography: Arc::clone(&context.geography),
            now: context.clock.now(),
        }
    }

    /// Saves the change with its audit entry and, where other regions see it, its message; nothing when nothing is
    /// different.
    pub(super) fn save(
        &self,
        tx: &Transaction<'_>,
        vacancy: &Vacancy,
        version: &str,
        entry: &AuditEntry,
    ) -> Result<SavedVacancy, WorkflowError> {
        let stored = stored(tx, &self.geography, vacancy.id)?;
        let vacancy = merged(&stored, vacancy, version)?;
        if vacancy == stored {
            return Ok(None);
        }
        let employer =
            employers::get(tx, vacancy.employer)?.ok_or(WorkflowError::NotFound { kind: "employer" })?;
        audit_log::append(tx, entry)?;
        if vacancy.says_the_same_elsewhere(&stored) {
            vacancy_changes::save_shortage(tx, vacancy.id, &vacancy.shortage_causes, vacancy.starts_on)?;
            return Ok(Some((vacancy, employer)));
        }
        if vacancy_changes::update(tx, &vacancy)? != Saved::Yes {
            return Err(WorkflowError::ChangedMeanwhile { kind: "vacancy" });
        }
        let saved = Vacancy { revision: vacancy.revision + 1, ..vacancy };
        if let Some(keys) = self.signer.as_deref().filter(|_| saved.goes_to_the_network(&employer)) {
            let batch = [(saved.clone(), employer.clone())];
            publish_vacancies::publish(tx, keys, &self.region, &batch, self.now)?;
        }
        Ok(Some((saved, employer)))
    }
}

/// Tells matching and the outbox what was saved.
pub(super) fn matched_anew(context: &Context, saved: SavedVacancy) {
    if let Some((vacancy, employer)) = saved {
        let profile = vacancy_profile(&vacancy, Some(&employer), &context.region, &context.vocabulary);
        context.matching.vacancy_changed(&profile);
        context.wake.wake();
    }
}

fn stored(
    connection: &rusqlite::Connection,
    geography: &Geography,
    id: VacancyId,
) -> Result<Vacancy, WorkflowError> {
    if let Some(vacancy) = vacancies::get(connection, id)? {
        return Ok(vacancy);
    }
    let elsewhere = feed::network_vacancy(connection, id)?;
    let Some(found) = elsewhere else { return Err(WorkflowError::NotFound { kind: "vacancy" }) };
    Err(elsewhere_refused(geography, found.record.region))
}

/// That only its own region changes a vacancy, with the region's name.
pub(super) fn elsewhere_refused(geography: &Geography, region: RegionId) -> WorkflowError {
    let known = geography.region(&region);
    let name = known.map_or_else(|| region.to_string(), |known| known.name.to_string());
    WorkflowError::Conflict { reason: Conflict::VacancyElsewhere { region, name } }
}

/// The stored vacancy with the facts of the changed one, or why it cannot be. Pure.
fn merged(stored: &Vacancy, changed: &Vacancy, version: &str) -> Result<Vacancy, WorkflowError> {
    let refused = |reason| Err(WorkflowError::Conflict { reason });
    if !stored.is_open() {
        return refused(Conflict::VacancyClosed);
    }
    if stored.version() != version {
        return Err(WorkflowError::ChangedMeanwhile { kind: "vacancy" });
    }
    if changed.employer != stored.employer {
        return refused(Conflict::OtherEmployer);
    }
    let visibility = match (&stored.visibility, &changed.visibility) {
        (Visibility::Public { .. }, Visibility::Internal) => return refused(Conflict::StaysPublic),
        (Visibility::Public { since, .. }, Visibility::Public { source, .. }) => {
            Visibility::Public { since: *since, source: source.clone() }
        }
        (Visibility::Internal, chosen) => chosen.clone(),
    };
    Ok(Vacancy {
        revision: stored.revision,
        essential_skills: in_order_of(&stored.essential_skills, &changed.essential_skills),
        trainable_skills: in_order_of(&stored.trainable_skills, &changed.trainable_skills),
        optional_skills: in_order_of(&stored.optional_skills, &changed.optional_skills),
        visibility,
        state: stored.state,
        opened_on: stored.opened_on,
        ..changed.clone()
    })
}

/// The changed list in the order of the stored one, new ones last: another order is no other vacancy.
fn in_order_of(stored: &[EscoUri], changed: &[EscoUri]) -> Vec<EscoUri> {
    let kept = stored.iter().filter(|skill| changed.contains(skill));
    let new = changed.iter().filter(|skill| !stored.contains(skill));
    kept.chain(new).cloned().collect()
}
