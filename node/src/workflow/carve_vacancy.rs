//! Job carving (*functiecreatie*, rows S1-04, S1-05): looks what splitting a vacancy would bring, and posts the two parts
//! in the place of the whole, in one transaction.
//!
//! **Invariant:** looking asks no other region anything and sends nothing. What other regions gain comes from the figures
//! that the network published and this node holds, and is an interval.

use super::{
    Actor, Context, WorkflowError,
    count_reach::{count_any, read},
    describe_tasks::tasks_of,
    post_vacancy::check_codes,
    publish_vacancies,
    refresh_matching::vacancy_profile,
};
use crate::{
    domain::{
        account::Role,
        case::deadline::today,
        employer::Employer,
        vacancy::{
            Vacancy, VacancyState,
            carving::{Carving, PartChoice},
            elsewhere::{Demands, Elsewhere, ReachedGroups},
            reach::PoolGain,
        },
    },
    storage::{audit_log, candidates::Saved, employers, region_figures, vacancies, vacancy_tasks},
};
use jiff::Timestamp;
use vocabulary::{EscoUri, IsoWeek, Purpose, VacancyId};

/// What splitting a vacancy would bring.
#[derive(Debug, Clone)]
pub struct Outlook {
    /// The parts.
    pub carving: Carving,
    /// Who fits before and after, of this region.
    pub gain: PoolGain,
    /// How many more there may be in other regions.
    pub elsewhere: Elsewhere,
}

/// The occupations of the parts, mbo and hbo.
#[derive(Debug, Clone)]
pub struct Occupations {
    /// Of the mbo tasks.
    pub mbo: EscoUri,
    /// Of the hbo tasks.
    pub hbo: EscoUri,
}

/// Looks what splitting a vacancy of this region would bring, as it stands, with these occupations for the parts (that
/// of the vacancy where none are named). Changes and sends nothing.
///
/// # Errors
/// [`WorkflowError::Carving`] with what has to be done first; [`WorkflowError`] when the role may not or there is no
/// such vacancy of this region.
pub async fn look_at_carving(
    context: &Context,
    actor: &Actor,
    id: VacancyId,
    occupations: Option<Occupations>,
) -> Result<Outlook, WorkflowError> {
    actor.must(Role::keeps_vacancies, "split a vacancy")?;
    let (whole, employer) = read(context, id).await?;
    let tasks: Vec<_> = tasks_of(context, id).await?.into_iter().map(|(_, task)| task).collect();
    let carving = Carving::of(&whole, &tasks)?;
    let Occupations { mbo, hbo } = occupations
        .unwrap_or_else(|| Occupations { mbo: whole.occupation.clone(), hbo: whole.occupation.clone() });
    let choice = |occupation: &EscoUri| PartChoice {
        id: VacancyId::random(),
        title: whole.title.clone(),
        occupation: occupation.clone(),
    };
    let on = today(context.clock.now());
    let part = |part: &crate::domain::vacancy::carving::Part, occupation: &EscoUri| {
        part.as_vacancy(&whole, choice(occupation), on)
    };
    let asked = [whole.clone(), part(&carving.mbo, &mbo), part(&carving.hbo, &hbo)];
    let elsewhere = elsewhere(context, &asked).await?;
    let [before, parts @ ..] =
        asked.map(|vacancy| vacancy_profile(&vacancy, Some(&employer), &context.region, &context.vocabulary));
    let before = count_any(context, vec![before]).await;
    let after = count_any(context, parts.to_vec()).await;
    let count = |counts: &[usize], place: usize| counts.get(place).copied().unwrap_or(0);
    let gain = PoolGain {
        before: before.any,
        after: after.any,
        mbo: count(&after.each, 0),
        hbo: count(&after.each, 1),
    };
    Ok(Outlook { carving, gain, elsewhere })
}

/// What other regions would gain, from the figures that lie here: the whole first, then its parts.
async fn elsewhere(context: &Context, asked: &[Vacancy; 3]) -> Result<Elsewhere, WorkflowError> {
    let own = context.region.clone();
    let stocks = context.storage.read(move |connection| region_figures::of_others(connection, &own)).await?;
    let demands = asked.each_ref().map(|vacancy| Demands::of(vacancy, &context.vocabulary));
    let [whole, parts @ ..] = &demands;
    let groups = ReachedGroups::of(&context.vocabulary, whole, parts);
    Ok(Elsewhere::of(&groups, &stocks, IsoWeek::of_timestamp(context.clock.now())))
}

/// Posts the two parts in the place of a vacancy, which is closed with it. Parts of a public vacancy are public, as any
/// other vacancy that is posted. Both ids are drawn by the caller.
///
/// # Errors
/// [`WorkflowError`] when the role may not, the vacancy cannot be split, somebody changed it meanwhile, or it cannot be
/// saved.
pub async fn carve_vacancy(
    context: &Context,
    actor: &Actor,
    id: VacancyId,
    mbo: PartChoice,
    hbo: PartChoice,
) -> Result<[VacancyId; 2], WorkflowError> {
    actor.must(Role::keeps_vacancies, "split a vacancy")?;
    let now = context.clock.now();
    let (posting, actor) = (Posting { context: context.clone(), now }, *actor);
    let (parts, employer) = context
        .storage
        .write(move |tx| {
            let whole = vacancies::get(tx, id)?.ok_or(WorkflowError::NotFound { kind: "vacancy" })?;
            let tasks: Vec<_> = vacancy_tasks::of(tx, id)?.into_iter().map(|(_, task)| task).collect();
            let carving = Carving::of(&whole, &tasks)?;
            let employer =
                employers::get(tx, whole.employer)?.ok_or(WorkflowError::NotFound { kind: "employer" })?;
            let on = today(now);
            let parts = [carving.mbo.as_vacancy(&whole, mbo, on), carving.hbo.as_vacancy(&whole, hbo, on)];
            for (part, tasks) in parts.iter().zip([&carving.mbo.tasks, &carving.hbo.tasks]) {
                check_codes(&posting.context, part)?;
                vacancies::insert(tx, part)?;
                vacancy_tasks::mark_carved(tx, part.id, whole.id)?;
                for (number, task) in (1_u32..).zip(tasks) {
                    vacancy_tasks::save(tx, part.id, number, task)?;
                }
            }
            if vacancies::close(tx, id, whole.revision, on)? != Saved::Yes {
                return Err(WorkflowError::ChangedMeanwhile { kind: "vacancy" });
            }
            let detail = format!(
                "split into {} of {} minutes and {} of {} minutes a week, {} minutes in no task",
                parts[0].id,
                carving.mbo.minutes(),
                parts[1].id,
                carving.hbo.minutes(),
                carving.remainder_minutes
            );
            let entry = actor.entry(now, Purpose::CaseWork, "vacancy.carve", format!("vacancy/{id}"), detail);
            audit_log::append(tx, &entry)?;
            posting.publish(tx, whole, &parts, &employer, on)?;
            Ok::<_, WorkflowError>((parts, employer))
        })
        .await?;
    context.matching.vacancy_removed(id);
    for part in &parts {
        context.matching.vacancy_changed(&vacancy_profile(
            part,
            Some(&employer),
            &context.region,
            &context.vocabulary,
        ));
    }
    context.wake.wake();
    Ok(parts.map(|part| part.id))
}

/// What publishing needs inside of the transaction.
struct Posting {
    context: Context,
    now: Timestamp,
}

impl Posting {
    fn publish(
        &self,
        transaction: &rusqlite::Transaction<'_>,
        whole: Vacancy,
        parts: &[Vacancy; 2],
        employer: &Employer,
        on: vocabulary::Date,
    ) -> Result<(), WorkflowError> {
        let Some(keys) = self.context.signer.as_deref().filter(|_| whole.goes_to_the_network(employer))
        else {
            return Ok(());
        };
        let revision = whole.revision + 1;
        let closed = Vacancy { state: VacancyState::Closed(on), revision, ..whole };
        let [mbo, hbo] = parts.clone();
        let batch = [closed, mbo, hbo].map(|vacancy| (vacancy, employer.clone()));
        publish_vacancies::publish(transaction, keys, &self.context.region, &batch, self.now)
    }
}
