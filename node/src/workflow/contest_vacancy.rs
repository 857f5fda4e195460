//! "This is wrong" on the vacancy's side of a match: the vacancy is corrected, the match is scored again, and it is
//! logged who did it and why, for the region and for the person (first 14).

use super::{
    Actor, Context, WorkflowError,
    change_vacancy::{Saving, matched_anew, vacancy_to_change},
    contest_match::{Contested, score},
    post_vacancy::check,
};
use crate::{
    domain::{
        account::Role,
        contest::{Ground, VacancyCorrection},
    },
    storage::{access_log, audit_log},
};
use vocabulary::{CandidateId, Purpose, VacancyId};

/// Corrects a fact of a vacancy of this region and scores the match again; `version` is the one that the claims were
/// read at. That a fact says already what it should is no change and no error.
///
/// # Errors
/// [`WorkflowError::Conflict`] for a vacancy of another region, which that region alone can change, or a closed one;
/// [`WorkflowError::ChangedMeanwhile`]; [`WorkflowError`] when the role does not keep vacancies, or no skill is left.
/// Nothing was changed then.
pub async fn contest_vacancy(
    context: &Context,
    actor: &Actor,
    (candidate, vacancy): (CandidateId, VacancyId),
    version: String,
    correction: VacancyCorrection,
    ground: Ground,
) -> Result<Contested, WorkflowError> {
    actor.must(Role::sees_people, "contest a match")?;
    let before = score(context, candidate, vacancy);
    let stored = vacancy_to_change(context, actor, vacancy).await?;
    if stored.version() != version {
        return Err(WorkflowError::ChangedMeanwhile { kind: "vacancy" });
    }
    let corrected = correction.apply(&stored);
    if let Some(corrected) = &corrected {
        check(context, corrected)?;
    }
    let now = context.clock.now();
    let entry = |subject: String, detail: String| {
        actor.entry(now, Purpose::Matching, "match.contest", subject, detail)
    };
    let told = format!("{}: {}", correction.fact(), ground.name());
    let of_vacancy = entry(format!("vacancy/{vacancy}"), told.clone());
    let of_person = entry(access_log::subject(candidate), format!("{told}; vacancy/{vacancy}"));
    let (saving, actor) = (Saving::new(context), actor.to_string());
    let saved = context
        .storage
        .write(move |tx| {
            let saved = match &corrected {
                Some(corrected) => saving.save(tx, corrected, &version, &of_vacancy)?,
                None => None,
            };
            audit_log::append(tx, &of_person)?;
            access_log::record(tx, now, &actor, Purpose::Matching, candidate, access_log::CONTEST)?;
            Ok::<_, WorkflowError>(saved)
        })
        .await?;
    matched_anew(context, saved);
    Ok(Contested { before, after: score(context, candidate, vacancy) })
}
