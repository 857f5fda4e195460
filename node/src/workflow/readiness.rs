//! In which order people or vacancies come to fit: worked out once for all that ask for the same and miss the same, and
//! for a vacancy's people kept until something changes that it hangs on.
//!
//! Not here: who may see it and the log of who did, and what is proposed besides (`plan_learning`).

use super::{
    Context, WorkflowError,
    counted::{Basis, ReadyPeople},
    find_matches::off_the_async_threads,
    plan_learning::{LOOKED_AT, Offer},
};
use crate::matching::{
    input::{SkillNumber, Want},
    learning::{
        course::Course,
        goal::{Goal, OwnSkill},
        path::LearningPath,
        plan::{learning_path, readiness},
        readiness::{Readiness, ReadinessCount, in_order_of_readiness},
    },
    pool::Match,
    weighting::Weighting,
};
use std::{collections::BTreeMap, sync::Arc};
use vocabulary::{Date, VacancyId};

/// How many fit now and after training. Counted anew only when something changed that the count hangs on.
pub(super) async fn count_by_readiness(
    context: &Context,
    vacancy: VacancyId,
    offer: &Arc<Offer>,
    today: Date,
) -> Result<ReadinessCount, WorkflowError> {
    let basis = Basis { today, courses: offer.courses.clone() };
    let generation = context.matching.generation_of(vacancy);
    if let Some(known) = context.counted.ready(vacancy, generation, &basis) {
        return Ok(known);
    }
    Ok(people_in_order(context, vacancy, offer, today, 0).await?.count)
}

/// The first `shown` by readiness, or more of them. Planned anew only when something changed that the paths hang on.
pub(super) async fn people_in_order(
    context: &Context,
    vacancy: VacancyId,
    offer: &Arc<Offer>,
    today: Date,
    shown: usize,
) -> Result<Arc<ReadyPeople>, WorkflowError> {
    let basis = Basis { today, courses: offer.courses.clone() };
    // before the question, so that what is kept is never older than this says
    let generation = context.matching.generation_of(vacancy);
    if let Some(known) = context.counted.ready_people(vacancy, generation, &basis, shown) {
        return Ok(known);
    }
    let (matching, ties, offer) = (context.matching.clone(), context.ties_today(), offer.clone());
    let people = off_the_async_threads(move || {
        let found = matching.people_for_vacancy(vacancy, LOOKED_AT, ties)?;
        let yardstick = matching.yardstick();
        let by = Measure { courses: &offer.courses, weighting: yardstick.weighting(), today };
        Some(in_order(&found, |one| one.candidate, &by, shown))
    });
    let (best, count) = people.await.ok_or(WorkflowError::NotFound { kind: "vacancy" })?;
    let people = Arc::new(ReadyPeople { shown, best, count });
    let generation_of = |vacancy| context.matching.generation_of(vacancy);
    context.counted.keep_ready(vacancy, generation, basis, &people, generation_of);
    Ok(people)
}

/// All that readiness hangs on: what is earned in all, and of each wanted skill the want, the weight and whether it is
/// missing.
type Asks = (u64, Vec<(SkillNumber, Want, u32, bool)>);

/// What readiness is measured by.
pub(super) struct Measure<'a> {
    pub(super) courses: &'a [Course],
    pub(super) weighting: &'a Weighting,
    pub(super) today: Date,
}

/// The first `shown` by readiness with their paths, and how many fit in all. Whether somebody fits hangs on nothing
/// but what the goal is and what is missing, so each such pair is looked into once; paths are made of those only
/// that are shown.
pub(super) fn in_order<T>(
    found: &[Match],
    of: impl Fn(&Match) -> T,
    by: &Measure<'_>,
    shown: usize,
) -> (Vec<(T, LearningPath)>, ReadinessCount) {
    let Measure { courses, weighting, today } = *by;
    let mut known: BTreeMap<Asks, Readiness> = BTreeMap::new();
    let mut all = Vec::new();
    for one in found {
        let (goal, own) = Goal::of_match(&one.explanation, weighting);
        let missing = goal.missing(&own);
        let is_missing = |skill| missing.iter().any(|it| it.skill == skill);
        let wanted = goal.wanted().iter().map(|it| (it.skill, it.want, it.weight, is_missing(it.skill)));
        // the total tells what is earned beside the wanted skills
        let key = (goal.total(), wanted.collect());
        let ready = *known.entry(key).or_insert_with(|| readiness(&goal, &missing, courses, today));
        all.push(((one, goal, own), ready));
    }
    let count = ReadinessCount::of(all.iter().map(|it| it.1), today);
    let best = in_order_of_readiness(all, today).into_iter().take(shown);
    let path = |(one, goal, own): (&Match, Goal, Vec<OwnSkill>)| {
        (of(one), learning_path(&goal, &own, courses, today))
    };
    (best.map(path).collect(), count)
}
