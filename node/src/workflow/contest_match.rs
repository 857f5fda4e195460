//! "This is wrong" on a match: the fact is corrected at its source, the match is scored again, and it is logged who did
//! it and why, for the region and for the person (first 14). Here the person's side; [`super::contest_vacancy`] is the
//! other.

use super::{
    Actor, Context, WorkflowError, error::Conflict, refresh_matching::candidate_profile,
    register_candidate::check_codes,
};
use crate::{
    domain::{
        account::Role,
        candidate::Candidate,
        contest::{Correction, Ground},
        vacancy::Vacancy,
    },
    matching::{score::Score, weighting::Fits},
    storage::{
        access_log, audit_log,
        candidates::{self, Saved},
        handovers,
        vacancy_list::{self, Found},
    },
};
use jiff::Timestamp;
use rusqlite::Transaction;
use vocabulary::{CandidateId, EscoUri, Purpose, RegionId, VacancyId};

/// What a match says, to choose from what is wrong.
#[derive(Debug, Clone)]
pub struct Claims {
    /// The person.
    pub person: Candidate,
    /// The vacancy's title.
    pub title: String,
    /// The skills that the vacancy wants, essential ones first.
    pub wanted: Vec<EscoUri>,
    /// The vacancy, when it is of this region.
    pub own: Option<Box<Vacancy>>,
    /// The region whose it is.
    pub region: RegionId,
    /// The score and what it means; none when they share nothing.
    pub score: Option<(Score, Fits)>,
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Contested {
    /// The score before and what it meant; none when they shared nothing.
    pub before: Option<(Score, Fits)>,
    /// The score after.
    pub after: Option<(Score, Fits)>,
}

/// What a match says. It is logged for the person.
///
/// # Errors
/// [`WorkflowError::NotFound`]; [`WorkflowError`] when the role may not or the log cannot be written.
pub async fn claims_of_match(
    context: &Context,
    actor: &Actor,
    candidate: CandidateId,
    vacancy: VacancyId,
) -> Result<Claims, WorkflowError> {
    actor.must(Role::sees_people, "contest a match")?;
    let (now, actor) = (context.clock.now(), actor.to_string());
    let (person, found) = context
        .storage
        .write(move |tx| {
            let person =
                candidates::get(tx, candidate)?.ok_or(WorkflowError::NotFound { kind: "candidate" })?;
            let found =
                vacancy_list::find(tx, vacancy)?.ok_or(WorkflowError::NotFound { kind: "vacancy" })?;
            access_log::record(tx, now, &actor, Purpose::Matching, candidate, access_log::MATCH)?;
            Ok::<_, WorkflowError>((person, found))
        })
        .await?;
    let score = score(context, candidate, vacancy);
    Ok(match found {
        Found::Own(vacancy, _) => {
            let wanted = [vacancy.essential_skills.clone(), vacancy.optional_skills.clone()].concat();
            let (title, region) = (vacancy.title.to_string(), context.region.clone());
            Claims { person, title, wanted, own: Some(vacancy), region, score }
        }
        Found::Elsewhere(record) => {
            let wanted = [record.essential_skills, record.optional_skills].concat();
            Claims { person, title: record.title, wanted, own: None, region: record.region, score }
        }
    })
}

/// Corrects a fact of the person and scores the match again; `revision` is the one that the claims were read at. That a
/// fact says already what it should is no change and no error.
///
/// # Errors
/// [`WorkflowError::ChangedMeanwhile`], [`WorkflowError::Conflict`] and [`WorkflowError::NotFound`] as for any change of
/// a person; nothing was changed then.
pub async fn contest_match(
    context: &Context,
    actor: &Actor,
    candidate: CandidateId,
    vacancy: VacancyId,
    revision: u32,
    correction: Correction,
    ground: Ground,
) -> Result<Contested, WorkflowError> {
    actor.must(Role::sees_people, "contest a match")?;
    let before = score(context, candidate, vacancy);
    let read = context.storage.read(move |connection| candidates::get(connection, candidate)).await?;
    let person = read.ok_or(WorkflowError::NotFound { kind: "candidate" })?;
    if person.revision != revision {
        return Err(WorkflowError::ChangedMeanwhile { kind: "candidate" });
    }
    let corrected = correction.apply(&person);
    if let Some(corrected) = &corrected {
        check_codes(context, corrected)?;
    }
    let now = context.clock.now();
    let detail = format!("{}: {}; vacancy/{vacancy}", correction.fact(), ground.name());
    let entry = actor.entry(now, Purpose::Matching, "match.contest", access_log::subject(candidate), detail);
    let (actor, saved) = (actor.to_string(), corrected.clone());
    context
        .storage
        .write(move |tx| {
            if let Some(corrected) = &saved {
                save(tx, corrected, now)?;
            }
            audit_log::append(tx, &entry)?;
            access_log::record(tx, now, &actor, Purpose::Matching, candidate, access_log::CONTEST)?;
            Ok::<_, WorkflowError>(())
        })
        .await?;
    if let Some(corrected) = &corrected {
        context.matching.candidate_changed(&candidate_profile(corrected, &context.vocabulary));
    }
    Ok(Contested { before, after: score(context, candidate, vacancy) })
}

fn save(tx: &Transaction<'_>, corrected: &Candidate, now: Timestamp) -> Result<(), WorkflowError> {
    if handovers::is_under_way(tx, corrected.id)? {
        return Err(WorkflowError::Conflict { reason: Conflict::OfferedMeanwhile });
    }
    match candidates::update(tx, corrected, now)? {
        Saved::Yes => Ok(()),
        Saved::ChangedMeanwhile => Err(WorkflowError::ChangedMeanwhile { kind: "candidate" }),
        Saved::Gone => Err(WorkflowError::NotFound { kind: "candidate" }),
    }
}

pub(super) fn score(context: &Context, candidate: CandidateId, vacancy: VacancyId) -> Option<(Score, Fits)> {
    context.matching.explain(candidate, vacancy).map(|explanation| (explanation.score, explanation.fits))
}
