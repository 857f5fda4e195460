//! Who fits after training beside who fits now, with the modules of the region that close the gap.
//!
//! Planned with the modules that are given in this region or online. Who sees no people learns counts only, and no
//! count below ten.

use super::{
    Actor, Context, WorkflowError,
    find_matches::{log, off_the_async_threads},
    nearest_term::unknown_occupation,
    readiness::{Measure, count_by_readiness, in_order, people_in_order},
};
use crate::{
    domain::{
        account::Role,
        case::deadline::today,
        initiative::Initiative,
        module::{Module, Place},
    },
    matching::{
        input::SkillNumber,
        learning::{
            course::Course,
            goal::{Goal, OwnSkill},
            openings::{goal_of_occupation, goal_of_skills},
            path::LearningPath,
            plan::learning_path,
            proposal::{Proposal, proposal},
            readiness::ReadinessCount,
        },
        pool::{MOST_RESULTS, Match, Query, Show},
        weighting::Fits,
    },
    storage::{
        StorageError, access_log, candidates, initiatives, modules,
        vacancy_list::{self, Found},
    },
};
use rusqlite::Connection;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};
use vocabulary::{
    CandidateId, Date, EscoUri, InitiativeId, OccupationIndex, RegionId, SectorCode, VacancyId, Vocabulary,
};

/// Paths are planned for so many of the best by score; the rest is not looked at.
pub(super) const LOOKED_AT: Query = Query { limit: MOST_RESULTS, show: Show::Fitting };

/// What can be learnt in this region or online.
#[derive(Debug, Clone, Default)]
pub struct Offer {
    /// All initiatives that the node knows.
    pub initiatives: Vec<Initiative>,
    /// The modules that are given in this region or online.
    pub modules: Vec<Module>,
    /// The same modules as planning sees them.
    pub courses: Vec<Course>,
    /// The initiatives of these modules.
    pub given_here: BTreeSet<InitiativeId>,
}

/// Who or what fits now or after training, and which initiatives of the region and the sector there are for it.
#[derive(Debug, Clone)]
pub struct Planned<T> {
    /// Who or what.
    pub of: T,
    /// How it comes to fit.
    pub path: LearningPath,
    /// Initiatives, or that there is none.
    pub proposal: Proposal,
}

/// The best by readiness, with the offer that their paths are made of.
#[derive(Debug, Clone)]
pub struct ByReadiness<T> {
    /// Who fits now, then who fits after training, soonest first.
    pub ready: Vec<Planned<T>>,
    /// How many of each there are.
    pub count: ReadinessCount,
    /// What can be learnt.
    pub offer: Arc<Offer>,
    /// The day of planning.
    pub today: Date,
}

/// What an employer reads beside a vacancy.
#[derive(Debug, Clone)]
pub struct Outlook {
    /// How many fit now and after training.
    pub count: ReadinessCount,
    /// Initiatives of region and sector, or that there is none; and what no module teaches of what the work asks.
    pub proposal: Proposal,
    /// What can be learnt.
    pub offer: Arc<Offer>,
}

/// What can be learnt here.
///
/// # Errors
/// [`WorkflowError`] when the database cannot be read.
pub async fn offer(context: &Context) -> Result<Offer, WorkflowError> {
    let of = context.clone();
    Ok(context.storage.read(move |connection| read_offer(&of, connection)).await?)
}

fn read_offer(context: &Context, connection: &Connection) -> Result<Offer, StorageError> {
    let mut modules = modules::all(connection)?;
    modules.retain(|module| is_given_in(context, module, &context.region));
    let number = |uri: &EscoUri| context.vocabulary.skill(uri).map(|index| SkillNumber(index.0));
    Ok(Offer {
        initiatives: initiatives::all(connection)?,
        courses: modules.iter().map(|module| Course::of(module, number)).collect(),
        given_here: modules.iter().map(|module| module.initiative).collect(),
        modules,
    })
}

fn is_given_in(context: &Context, module: &Module, region: &RegionId) -> bool {
    match &module.place {
        Place::Online => true,
        Place::In(municipality) => {
            context.geography.municipality(municipality).is_some_and(|it| it.region == *region)
        }
    }
}

/// How many fit a vacancy now and after training, and which initiatives there are for it. Names nobody.
///
/// # Errors
/// [`WorkflowError::NotFound`] when the vacancy is not open or not known; [`WorkflowError`] when the role may not.
pub async fn outlook(context: &Context, actor: &Actor, vacancy: VacancyId) -> Result<Outlook, WorkflowError> {
    actor.must(|role| role.sees_people() || role.keeps_vacancies(), "see how many fit a vacancy")?;
    let (offer, today) = (Arc::new(offer(context).await?), today(context.clock.now()));
    let found = context.storage.read(move |connection| vacancy_list::find(connection, vacancy)).await?;
    let asked = Asked::of(&found.ok_or(WorkflowError::NotFound { kind: "vacancy" })?);
    let count = count_by_readiness(context, vacancy, &offer, today).await?;
    // What somebody has to learn who has nothing of it: which parts no module teaches.
    let from_nothing = learning_path(&asked.goal(&context.vocabulary), &[], &offer.courses, today);
    let proposal = propose(context, &offer, &from_nothing, Some(&asked.occupation));
    log(context, actor, "match.count", format!("vacancy/{vacancy}"), 0, Vec::new()).await?;
    Ok(Outlook { count, proposal, offer })
}

/// The people of this region for a vacancy: who fits now, then who fits after training, soonest first; the first
/// `shown` of them. For each person shown it is logged.
///
/// # Errors
/// As `people_for_vacancy` of `find_matches`.
pub async fn people_by_readiness(
    context: &Context,
    actor: &Actor,
    vacancy: VacancyId,
    shown: usize,
) -> Result<ByReadiness<CandidateId>, WorkflowError> {
    actor.must(Role::sees_people, "see who fits a vacancy after training")?;
    let (offer, today) = (Arc::new(offer(context).await?), today(context.clock.now()));
    let found = people_in_order(context, vacancy, &offer, today, shown).await?;
    let occupation = occupations_of(context, vec![vacancy]).await?.remove(&vacancy);
    let planned = |(of, path): &(CandidateId, LearningPath)| {
        let proposal = propose(context, &offer, path, occupation.as_ref());
        Planned { of: *of, path: path.clone(), proposal }
    };
    let ready: Vec<Planned<CandidateId>> = found.best.iter().take(shown).map(planned).collect();
    let people = ready.iter().map(|it| it.of).collect();
    log(context, actor, "match.people", format!("vacancy/{vacancy}"), ready.len(), people).await?;
    Ok(ByReadiness { ready, count: found.count, offer, today })
}

/// The vacancies of all regions for a person: those that fit now, then those that fit after training, soonest first.
/// It is logged for the person.
///
/// # Errors
/// As `vacancies_for_candidate` of `find_matches`.
pub async fn vacancies_by_readiness(
    context: &Context,
    actor: &Actor,
    candidate: CandidateId,
    shown: usize,
) -> Result<ByReadiness<VacancyId>, WorkflowError> {
    actor.must(Role::sees_people, "see what fits a person after training")?;
    let (offer, today) = (Arc::new(offer(context).await?), today(context.clock.now()));
    let (matching, ties, courses) = (context.matching.clone(), context.ties_today(), offer.clone());
    let paths = off_the_async_threads(move || {
        let found = matching.vacancies_for_candidate(candidate, LOOKED_AT, ties)?;
        let yardstick = matching.yardstick();
        let by = Measure { courses: &courses.courses, weighting: yardstick.weighting(), today };
        Some(in_order(&found, |one| one.vacancy, &by, shown))
    });
    let (best, count) = paths.await.ok_or(WorkflowError::NotFound { kind: "candidate" })?;
    let occupations = occupations_of(context, best.iter().map(|it| it.0).collect()).await?;
    let planned = |(of, path): (VacancyId, LearningPath)| {
        let proposal = propose(context, &offer, &path, occupations.get(&of));
        Planned { of, path, proposal }
    };
    let ready: Vec<Planned<VacancyId>> = best.into_iter().map(planned).collect();
    log(context, actor, "match.vacancies", access_log::subject(candidate), ready.len(), vec![candidate])
        .await?;
    Ok(ByReadiness { ready, count, offer, today })
}

/// The way of a person to an occupation. It is logged for the person.
///
/// # Errors
/// [`WorkflowError::NotFound`] when the person is not known or the file may not be used;
/// [`WorkflowError`] when the occupation is in no list, the role may not, or the log cannot be written.
pub async fn path_to_occupation(
    context: &Context,
    actor: &Actor,
    candidate: CandidateId,
    occupation: &EscoUri,
) -> Result<(Planned<OccupationIndex>, Arc<Offer>, Date), WorkflowError> {
    actor.must(Role::sees_people, "see what a person would learn for an occupation")?;
    let vocabulary = context.vocabulary.clone();
    let index = vocabulary
        .occupation(occupation)
        .ok_or_else(|| unknown_occupation(&context.vocabulary, "occupation", occupation))?;
    let (offer, today) = (Arc::new(offer(context).await?), today(context.clock.now()));
    let read = move |connection: &Connection| candidates::get(connection, candidate);
    let person = context.storage.read(read).await?;
    let person = person.filter(|it| !it.restricted).ok_or(WorkflowError::NotFound { kind: "candidate" })?;
    log(context, actor, "match.occupation", access_log::subject(candidate), 1, vec![candidate]).await?;
    let own = person.skills.iter().filter_map(|claim| {
        let skill = SkillNumber(vocabulary.skill(&claim.skill)?.0);
        Some(OwnSkill { skill, level: claim.level.get() })
    });
    let goal = goal_of_occupation(&vocabulary, index);
    let path = learning_path(&goal, &own.collect::<Vec<_>>(), &offer.courses, today);
    let proposal = propose(context, &offer, &path, Some(occupation));
    Ok((Planned { of: index, path, proposal }, offer, today))
}

/// In how many weeks pairs fit that do not fit now, where the modules of this region make them fit within six months.
/// Whoever asks has had the pairs from `find_matches`, which logged them.
///
/// # Errors
/// [`WorkflowError`] when what can be learnt cannot be read.
pub async fn weeks_until_fit(
    context: &Context,
    found: &[Match],
) -> Result<BTreeMap<(CandidateId, VacancyId), u32>, WorkflowError> {
    let found: Vec<Match> = found.iter().filter(|it| it.explanation.fits != Fits::Now).cloned().collect();
    if found.is_empty() {
        return Ok(BTreeMap::new());
    }
    let (offer, today) = (offer(context).await?, today(context.clock.now()));
    let matching = context.matching.clone();
    let weeks = off_the_async_threads(move || {
        let yardstick = matching.yardstick();
        let by = Measure { courses: &offer.courses, weighting: yardstick.weighting(), today };
        let of = |one: &Match| (one.candidate, one.vacancy);
        let (after, _) = in_order(&found, of, &by, found.len());
        after.into_iter().map(|(of, path)| (of, path.ready_in_weeks(today))).collect()
    });
    Ok(weeks.await)
}

/// The occupations of vacancies of any region; those that are gone are left out.
async fn occupations_of(
    context: &Context,
    vacancies: Vec<VacancyId>,
) -> Result<BTreeMap<VacancyId, EscoUri>, WorkflowError> {
    let read = move |connection: &Connection| {
        let mut occupations = BTreeMap::new();
        for id in vacancies {
            let found = vacancy_list::find(connection, id)?;
            occupations.extend(found.map(|found| (id, Asked::of(&found).occupation)));
        }
        Ok::<_, StorageError>(occupations)
    };
    Ok(context.storage.read(read).await?)
}

/// Initiatives of this region for a path to an occupation, or that there is none.
#[must_use]
pub fn propose(
    context: &Context,
    offer: &Offer,
    path: &LearningPath,
    occupation: Option<&EscoUri>,
) -> Proposal {
    let sector = occupation.and_then(|occupation| sector_of(context, occupation));
    proposal(path, &offer.initiatives, &offer.given_here, &context.region, sector.as_ref())
}

/// The sector of an occupation, where the lists have it.
#[must_use]
pub fn sector_of(context: &Context, occupation: &EscoUri) -> Option<SectorCode> {
    let index = context.vocabulary.occupation(occupation)?;
    context.sectors.of_isco(&context.vocabulary.isco(index)).map(|sector| sector.code.clone())
}

/// What a vacancy of this region or of another asks.
struct Asked {
    occupation: EscoUri,
    essential: Vec<EscoUri>,
    trainable: Vec<EscoUri>,
    optional: Vec<EscoUri>,
}

impl Asked {
    fn of(found: &Found) -> Self {
        match found {
            Found::Own(vacancy, _) => Self {
                occupation: vacancy.occupation.clone(),
                essential: vacancy.essential_skills.clone(),
                trainable: vacancy.trainable_skills.clone(),
                optional: vacancy.optional_skills.clone(),
            },
            Found::Elsewhere(record) => Self {
                occupation: record.occupation.clone(),
                essential: record.essential_skills.clone(),
                trainable: record.trainable_skills.clone(),
                optional: record.optional_skills.clone(),
            },
        }
    }

    fn goal(&self, vocabulary: &Vocabulary) -> Goal {
        goal_of_skills(vocabulary, &self.essential, &self.trainable, &self.optional)
    }
}
