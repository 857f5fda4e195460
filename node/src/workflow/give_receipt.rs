//! The criteria receipt that goes with an answer: what was applied, what was ignored and why, what was held back.

use super::{
    Actor, Context, WorkflowError,
    find_matches::vacancies_for_candidate,
    find_occupations::{Among, Possibilities},
};
use crate::{
    domain::{
        account::Role,
        candidate::Candidate,
        vacancy::{EntryLevel, Vacancy},
    },
    matching::{
        pool::{Match, Query, Show},
        receipt::{Criterion, Field, HeldBack, Ignored, Receipt},
    },
    storage::{access_log, candidates, feed, vacancy_list, vacancy_list::Found},
};
use protocol::{ProtocolVersion, latest::VacancyRecord};
use rusqlite::Connection;
use std::collections::BTreeSet;
use vocabulary::{CandidateId, EscoUri, Purpose, VacancyId, Vocabulary};

/// The version of a vacancy record that says nothing of skills to be learnt on the job and of job guarantees.
const WITHOUT_TRAINABLE_SKILLS: ProtocolVersion = ProtocolVersion(1);

/// The fields that [`WITHOUT_TRAINABLE_SKILLS`] does not have.
const FIELDS_OF_VERSION_2: [Field; 2] = [Field::TrainableSkills, Field::JobGuarantee];

/// The receipt of the people for a vacancy, of whom `found` were given.
///
/// # Errors
/// [`WorkflowError::NotFound`] when the vacancy is not there; [`WorkflowError`] when the role may not.
pub async fn receipt_for_vacancy(
    context: &Context,
    actor: &Actor,
    vacancy: VacancyId,
    query: Query,
    found: usize,
) -> Result<Receipt, WorkflowError> {
    actor.must(Role::sees_people, "see who fits a vacancy")?;
    let context = context.clone();
    let storage = context.storage.clone();
    storage
        .read(move |connection| {
            let read = vacancy_list::find(connection, vacancy)?;
            let version = feed::record_version(connection, vacancy)?;
            let read = read.ok_or(WorkflowError::NotFound { kind: "vacancy" })?;
            let Terms { skills, occupation, asks_entry_level } = match &read {
                Found::Own(vacancy, _) => terms_of(vacancy),
                Found::Elsewhere(record) => terms_elsewhere(record),
            };
            let (known, mut unknown) = counted(&context.vocabulary, skills);
            unknown += usize::from(context.vocabulary.occupation(&occupation).is_none());
            let mut ignored = Vec::new();
            if unknown > 0 {
                ignored.push(Ignored::TermsOfVacancy(unknown));
            }
            if version == Some(WITHOUT_TRAINABLE_SKILLS) {
                ignored.extend(FIELDS_OF_VERSION_2.map(Ignored::OlderRegion));
            }
            let held_back = context.matching.held_back_from_vacancy(vacancy).unwrap_or_default();
            let mut applied = vec![Criterion::Skills(known)];
            applied.extend(rules(query, asks_entry_level));
            Ok(finished(applied, ignored, held_back, query, found))
        })
        .await
}

/// The best vacancies for a person, with their receipt: one look, logged once.
///
/// # Errors
/// As [`vacancies_for_candidate`].
pub async fn vacancies_with_receipt(
    context: &Context,
    actor: &Actor,
    candidate: CandidateId,
    query: Query,
) -> Result<(Vec<Match>, Receipt), WorkflowError> {
    let found = vacancies_for_candidate(context, actor, candidate, query).await?;
    let read = move |connection: &Connection| candidates::get(connection, candidate);
    let person = context.storage.read(read).await?.ok_or(WorkflowError::NotFound { kind: "candidate" })?;
    let receipt = of_person(context, &person, query, found.len()).await?;
    Ok((found, receipt))
}

/// The receipt of the vacancies for a person, of which `found` were given. Reading what of the file could not be used
/// is logged for the person.
///
/// # Errors
/// [`WorkflowError::NotFound`] when the person is not there; [`WorkflowError`] when the role may not or the log cannot
/// be written.
pub async fn receipt_for_candidate(
    context: &Context,
    actor: &Actor,
    candidate: CandidateId,
    query: Query,
    found: usize,
) -> Result<Receipt, WorkflowError> {
    actor.must(Role::sees_people, "see what fits a person")?;
    let (now, actor) = (context.clock.now(), actor.to_string());
    let person = context
        .storage
        .write(move |tx| {
            access_log::record(tx, now, &actor, Purpose::Matching, candidate, access_log::MATCH)?;
            candidates::get(tx, candidate)?.ok_or(WorkflowError::NotFound { kind: "candidate" })
        })
        .await?;
    of_person(context, &person, query, found).await
}

async fn of_person(
    context: &Context,
    person: &Candidate,
    query: Query,
    found: usize,
) -> Result<Receipt, WorkflowError> {
    let older =
        context.storage.read(|connection| feed::count_open_in_version(connection, WITHOUT_TRAINABLE_SKILLS));
    let (older, candidate) = (older.await?, person.id);
    let skills = person.skills.iter().map(|claim| claim.skill.clone());
    let (known, mut unknown) = counted(&context.vocabulary, skills);
    let occupation = person.occupation.as_ref();
    unknown += usize::from(occupation.is_some_and(|it| context.vocabulary.occupation(it).is_none()));
    let mut ignored = Vec::new();
    if unknown > 0 {
        ignored.push(Ignored::TermsOfPerson(unknown));
    }
    if person.education.is_none() {
        ignored.push(Ignored::EmptyField(Field::Education));
    }
    if older > 0 {
        ignored.extend(FIELDS_OF_VERSION_2.map(|field| Ignored::OlderRegions(field, older)));
    }
    let matching = context.matching.clone();
    let counting = tokio::task::spawn_blocking(move || matching.held_back_from_candidate(candidate));
    let held_back = match counting.await {
        Ok(held_back) => held_back.unwrap_or_default(),
        Err(error) => std::panic::resume_unwind(error.into_panic()),
    };
    let mut applied = vec![Criterion::Skills(known)];
    applied.extend(rules(query, true));
    Ok(finished(applied, ignored, held_back, query, found))
}

/// The receipt of the people for a vacancy in a file, all of whose terms are known, of whom `found` were given.
pub(super) fn receipt_for_file(
    vacancy: &Vacancy,
    held_back: Vec<HeldBack>,
    query: Query,
    found: usize,
) -> Receipt {
    let Terms { skills, occupation: _, asks_entry_level } = terms_of(vacancy);
    let mut applied = vec![Criterion::Skills(skills.len())];
    applied.extend(rules(query, asks_entry_level));
    finished(applied, Vec::new(), held_back, query, found)
}

/// The receipt of the occupations for a person.
#[must_use]
pub fn receipt_for_occupations(found: &Possibilities, among: Among, limit: usize) -> Receipt {
    let mut applied = vec![Criterion::Skills(found.skills_used)];
    applied.extend(found.from.map(|_| Criterion::Occupation));
    match among {
        Among::All => {}
        Among::OtherSectors => applied.push(Criterion::OtherSectors),
        Among::ShortageSectors => applied.push(Criterion::ShortageSectors),
    }
    let mut ignored = Vec::new();
    if !found.not_in_list.is_empty() {
        ignored.push(Ignored::TermsOfPerson(found.not_in_list.len()));
    }
    if found.from.is_none() {
        ignored.push(Ignored::EmptyField(Field::Occupation));
    }
    Receipt { applied, ignored, held_back: Vec::new(), limit_reached: found.found.len() >= limit }
}

fn rules(query: Query, with_entry_level: bool) -> Vec<Criterion> {
    let mut rules = vec![Criterion::Hours, Criterion::Travel];
    if with_entry_level {
        rules.push(Criterion::EntryLevel);
    }
    rules.push(Criterion::NeverShown);
    if query.show == Show::FailingToo {
        rules.push(Criterion::FailingToo);
    }
    rules
}

fn finished(
    applied: Vec<Criterion>,
    ignored: Vec<Ignored>,
    held_back: Vec<HeldBack>,
    query: Query,
    found: usize,
) -> Receipt {
    // Who fails a rule is held back by it only when nobody asked to see them too.
    let held_back = if query.show == Show::FailingToo { Vec::new() } else { held_back };
    Receipt { applied, ignored, held_back, limit_reached: found >= query.limit }
}

/// What a vacancy names.
struct Terms {
    /// Each skill once.
    skills: BTreeSet<EscoUri>,
    occupation: EscoUri,
    asks_entry_level: bool,
}

fn terms_of(vacancy: &Vacancy) -> Terms {
    let skills = vacancy.essential_skills.iter().chain(&vacancy.optional_skills);
    Terms {
        skills: skills.cloned().collect(),
        occupation: vacancy.occupation.clone(),
        asks_entry_level: vacancy.education_min.is_some(),
    }
}

fn terms_elsewhere(record: &VacancyRecord) -> Terms {
    let skills = record.essential_skills.iter().chain(&record.optional_skills);
    Terms {
        skills: skills.cloned().collect(),
        occupation: record.occupation.clone(),
        asks_entry_level: record.education_min.as_deref().is_some_and(|it| it.parse::<EntryLevel>().is_ok()),
    }
}

/// How many skills the list has, and how many it does not have.
fn counted(vocabulary: &Vocabulary, skills: impl IntoIterator<Item = EscoUri>) -> (usize, usize) {
    skills.into_iter().fold((0, 0), |(known, unknown), skill| match vocabulary.skill(&skill) {
        Some(_) => (known + 1, unknown),
        None => (known, unknown + 1),
    })
}
