//! A person is proposed for a vacancy, or found unfit for it; later it becomes known what came of it (row PWC-02).
//!
//! A proposal is a note of this region about its own person. Nothing of it is sent to the employer; who contacts an
//! employer about a person asks that person first.

use super::{
    Actor, Context, WorkflowError, find_matches::off_the_async_threads, matching_weights::weights_in_force,
};
use crate::{
    domain::{
        account::Role,
        proposal::{Arm, ArmCounts, ListPlace, Origin, Outcome, Proposal, ProposalRefused, Stage, Unfit},
        text::Line,
    },
    matching::pool::{Match, Query, Show},
    storage::{
        access_log, audit_log, candidates, proposals,
        vacancy_list::{self, Found},
    },
};
use protocol::latest::VacancyStatus;
use rusqlite::Transaction;
use std::collections::BTreeMap;
use vocabulary::{CandidateId, ProposalId, Purpose, VacancyId};

/// How far down a match list a proposal is still one of the list. Lists show fewer.
const LIST_LENGTH: usize = 200;

/// What led somebody to a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChosenFrom {
    /// The list of people for a vacancy.
    PeopleOfVacancy,
    /// The list of vacancies for a person.
    VacanciesOfPerson,
    /// No list.
    OwnIdea,
}

/// Proposes a person for a vacancy. From a match list its place, its score and the version of the weights are kept
/// as they are at this moment, read here and not told by the asker. Whoever is not in that list any more counts as the
/// adviser's own idea.
///
/// # Errors
/// [`WorkflowError::Proposal`] when the person is proposed already; [`WorkflowError::Restricted`];
/// [`WorkflowError::NotFound`] when the person or an open vacancy is not there.
pub async fn propose_candidate(
    context: &Context,
    actor: &Actor,
    candidate: CandidateId,
    vacancy: VacancyId,
    from: ChosenFrom,
) -> Result<ProposalId, WorkflowError> {
    decide(context, actor, (candidate, vacancy), from, Stage::Proposed).await
}

/// Writes down that a person and a vacancy do not fit, before anybody was proposed.
///
/// # Errors
/// As [`propose_candidate`].
pub async fn find_unfit(
    context: &Context,
    actor: &Actor,
    candidate: CandidateId,
    vacancy: VacancyId,
    from: ChosenFrom,
    unfit: Unfit,
) -> Result<ProposalId, WorkflowError> {
    decide(context, actor, (candidate, vacancy), from, Stage::Unfit(unfit)).await
}

async fn decide(
    context: &Context,
    actor: &Actor,
    (candidate, vacancy): (CandidateId, VacancyId),
    from: ChosenFrom,
    stage: Stage,
) -> Result<ProposalId, WorkflowError> {
    let made_by = actor.must_be_account(Role::sees_people, "propose a person")?;
    let origin = origin(context, candidate, vacancy, from).await?;
    let (now, actor, id) = (context.clock.now(), *actor, ProposalId::random());
    context
        .storage
        .write(move |tx| {
            let person = candidates::get(tx, candidate)?;
            let person = person.ok_or(WorkflowError::NotFound { kind: "candidate" })?;
            if person.restricted {
                return Err(WorkflowError::Restricted);
            }
            let title = open_title(tx, vacancy)?;
            let earlier = proposals::of_pair(tx, candidate, vacancy)?;
            if earlier.is_some_and(|earlier| !matches!(earlier.stage, Stage::Unfit(_))) {
                return Err(WorkflowError::Proposal(ProposalRefused::AlreadyProposed));
            }
            let detail = format!("{} {}", stage.name(), origin.arm());
            let proposal = Proposal { id, candidate, vacancy, title, origin, made_by, made_at: now, stage };
            proposals::save(tx, &proposal, now)?;
            let subject = access_log::subject(candidate);
            audit_log::append(tx, &actor.entry(now, Purpose::CaseWork, "proposal.make", subject, detail))?;
            Ok(id)
        })
        .await
}

/// The place in the list, as it is now.
async fn origin(
    context: &Context,
    candidate: CandidateId,
    vacancy: VacancyId,
    from: ChosenFrom,
) -> Result<Origin, WorkflowError> {
    let (matching, ties) = (context.matching.clone(), context.ties_today());
    let query = Query { limit: LIST_LENGTH, show: Show::Fitting };
    let search = move || match from {
        ChosenFrom::PeopleOfVacancy => matching.people_for_vacancy(vacancy, query, ties),
        ChosenFrom::VacanciesOfPerson => matching.vacancies_for_candidate(candidate, query, ties),
        ChosenFrom::OwnIdea => None,
    };
    let found = off_the_async_threads(search).await.unwrap_or_default();
    let is_pair = |one: &Match| one.candidate == candidate && one.vacancy == vacancy;
    let listed = found.iter().zip(1_u32..).find(|(one, _)| is_pair(one));
    let Some((one, place)) = listed else { return Ok(Origin::Manual) };
    let number = weights_in_force(context).await?.number;
    let weights_version = number.map_or_else(|| NOT_RECORDED.to_owned(), |number| number.to_string());
    Ok(Origin::Matching(ListPlace { weights_version, place, score: one.explanation.score.value() }))
}

/// What stands for the number of weights that no start has recorded yet.
const NOT_RECORDED: &str = "0";

fn open_title(transaction: &Transaction<'_>, vacancy: VacancyId) -> Result<Line, WorkflowError> {
    let gone = WorkflowError::NotFound { kind: "vacancy" };
    match vacancy_list::find(transaction, vacancy)? {
        Some(Found::Own(vacancy, _)) if vacancy.is_open() => Ok(vacancy.title.clone()),
        Some(Found::Elsewhere(record)) if record.status == VacancyStatus::Open => {
            let title: String = record.title.chars().take(200).collect();
            Line::new(&title).map_err(|_| gone)
        }
        _ => Err(gone),
    }
}

/// Writes down what came of a proposal.
///
/// # Errors
/// [`WorkflowError::Proposal`] when it is not under way; [`WorkflowError::NotFound`].
pub async fn record_outcome(
    context: &Context,
    actor: &Actor,
    candidate: CandidateId,
    id: ProposalId,
    outcome: Outcome,
) -> Result<(), WorkflowError> {
    actor.must(Role::sees_people, "write down what came of a proposal")?;
    let (now, actor) = (context.clock.now(), *actor);
    context
        .storage
        .write(move |tx| {
            let found = proposals::get(tx, id)?.filter(|proposal| proposal.candidate == candidate);
            let mut proposal = found.ok_or(WorkflowError::NotFound { kind: "proposal" })?;
            proposal.stage = proposal.stage.after(outcome).map_err(WorkflowError::Proposal)?;
            proposals::save(tx, &proposal, now)?;
            let (subject, detail) = (access_log::subject(candidate), proposal.stage.name());
            audit_log::append(tx, &actor.entry(now, Purpose::CaseWork, "proposal.outcome", subject, detail))?;
            Ok(())
        })
        .await
}

/// How the proposals of people for a vacancy stand, as [`Stage::name`] has it. For people whom the caller shows through
/// [`super::find_matches`], which logs that for each of them.
///
/// # Errors
/// [`WorkflowError`] when the role may not, or the table cannot be read.
pub async fn stages_for_vacancy(
    context: &Context,
    actor: &Actor,
    vacancy: VacancyId,
) -> Result<BTreeMap<CandidateId, &'static str>, WorkflowError> {
    actor.must(Role::sees_people, "see how proposals stand")?;
    Ok(context.storage.read(move |connection| proposals::of_vacancy(connection, vacancy)).await?)
}

/// How the proposals of a person stand, by vacancy. As [`stages_for_vacancy`].
///
/// # Errors
/// As [`stages_for_vacancy`].
pub async fn stages_for_candidate(
    context: &Context,
    actor: &Actor,
    candidate: CandidateId,
) -> Result<BTreeMap<VacancyId, &'static str>, WorkflowError> {
    actor.must(Role::sees_people, "see how proposals stand")?;
    let found =
        context.storage.read(move |connection| proposals::of_candidate(connection, candidate)).await?;
    Ok(found.into_iter().map(|proposal| (proposal.vacancy, proposal.stage.name())).collect())
}

/// What came of the proposals of each of the two ways. Counts only; nobody is shown.
///
/// # Errors
/// [`WorkflowError`] when the role may not, or the tables cannot be read.
pub async fn compare_proposals(
    context: &Context,
    actor: &Actor,
) -> Result<BTreeMap<Arm, ArmCounts>, WorkflowError> {
    actor.must(Role::sees_people, "compare proposals")?;
    let mut counts = context.storage.read(proposals::counts).await?;
    for arm in Arm::ALL {
        counts.entry(*arm).or_default();
    }
    Ok(counts)
}
