//! What a person could become: the occupations that a change is most feasible to, and the way to one of them.
//!
//! Starts from what the person can do and from the work that the person does. Other sectors are searched by default
//! (row PWC-01). Proposes and explains; decides nothing. It is logged for the person, as every look is.

use super::{
    Actor, Context, WorkflowError,
    counted::{self, OpenByOccupation},
    nearest_term::unknown_occupation,
};
use crate::{
    domain::{
        account::Role,
        candidate::{Candidate, WeekHours},
    },
    matching::{
        input::HoursRange,
        transition::{
            Origin, Transitions,
            explain::Explanation,
            prospects::{Openings, Prospects},
            rank::{Destination, Map, Path, Reach},
            weights::HELD_OPTIONAL,
        },
    },
    storage::{access_log, audit_log, candidates},
};
use std::collections::BTreeMap;
use vocabulary::{CandidateId, EscoUri, IscoCode, OccupationIndex, Purpose, Vocabulary};

/// The most occupations that one question gives.
pub const MOST_OCCUPATIONS: usize = 50;

/// How surely somebody has a skill of which the person is a beginner.
pub const HELD_AS_BEGINNER: f32 = 0.5;

/// Which occupations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Among {
    /// All, at least a quarter of them in other sectors.
    #[default]
    All,
    /// Only those outside of the sector that the person works in.
    OtherSectors,
    /// Only those in sectors in which people are short.
    ShortageSectors,
}

/// An occupation that a person could change to.
#[derive(Debug, Clone)]
pub struct Possible {
    /// Which, how feasible, and in which sector.
    pub destination: Destination,
    /// Whether people are short in its sector.
    pub in_shortage_sector: bool,
    /// What is held, what stands in, what is to be learnt, and what stands apart from the score.
    pub explanation: Explanation,
    /// Open vacancies of the occupation.
    pub openings: Openings,
    /// Open vacancies of its ISCO-08 unit group.
    pub openings_in_group: Openings,
    /// Viable, desirable, safe.
    pub prospects: Prospects,
}

/// What a person could become.
#[derive(Debug, Clone)]
pub struct Possibilities {
    /// The occupation that the person comes from, where the list has it.
    pub from: Option<OccupationIndex>,
    /// How many of the person's skills were used.
    pub skills_used: usize,
    /// Skills and occupations of the file that the list in use does not have: nothing could be done with them.
    pub not_in_list: Vec<EscoUri>,
    /// The occupations, most feasible first. Empty when nothing is known to start from.
    pub found: Vec<Possible>,
}

/// The way of a person to an occupation.
#[derive(Debug, Clone)]
pub struct Way {
    /// The occupation that the person comes from, where the list has it.
    pub from: Option<OccupationIndex>,
    /// The occupation that the way leads to.
    pub to: OccupationIndex,
    /// The steps.
    pub steps: Path,
    /// The change in one step, explained.
    pub explanation: Explanation,
}

/// The occupations that a change is most feasible to. It is logged for the person.
///
/// # Errors
/// [`WorkflowError::NotFound`] when the person is not here; [`WorkflowError::Restricted`]; [`WorkflowError`] when the
/// role may not or the log cannot be written.
pub async fn occupations_for_candidate(
    context: &Context,
    actor: &Actor,
    candidate: CandidateId,
    among: Among,
    limit: usize,
) -> Result<Possibilities, WorkflowError> {
    let person = read(context, actor, candidate, "match.occupations").await?;
    let (context, limit) = (context.clone(), limit.clamp(1, MOST_OCCUPATIONS));
    off_the_async_threads(move || {
        let open = counted::open_by_occupation(&context)?;
        let open = OpenWork::count(&open, &context.vocabulary, hours(person.hours));
        let transitions = context.transitions.of(&context.vocabulary);
        let start = Start::of(&person, &transitions, &context.vocabulary);
        let found =
            start.origin.as_ref().map(|origin| possible(&context, &transitions, origin, among, limit));
        let found = found.unwrap_or_default().into_iter().map(|it| it.with(&open, &context.vocabulary));
        Ok(Possibilities {
            from: start.from,
            skills_used: start.skills_used,
            not_in_list: start.not_in_list,
            found: found.collect(),
        })
    })
    .await
}

/// The way of a person to an occupation, straight or with one stop, with what each asks. It is logged for the person.
///
/// # Errors
/// As [`occupations_for_candidate`]; [`WorkflowError::Value`] when the list has no such occupation;
/// [`WorkflowError::NotFound`] also when nothing is known to start from.
pub async fn way_to_occupation(
    context: &Context,
    actor: &Actor,
    candidate: CandidateId,
    to: EscoUri,
) -> Result<Way, WorkflowError> {
    let known = context.vocabulary.occupation(&to);
    let to = known.ok_or_else(|| unknown_occupation(&context.vocabulary, "to", &to))?;
    let person = read(context, actor, candidate, "match.way").await?;
    let context = context.clone();
    off_the_async_threads(move || {
        let transitions = context.transitions.of(&context.vocabulary);
        let start = Start::of(&person, &transitions, &context.vocabulary);
        let origin = start.origin.ok_or(WorkflowError::NotFound { kind: "occupation to start from" })?;
        let (steps, explanation) = (transitions.path(&origin, to), transitions.explain(&origin, to));
        Ok(Way { from: start.from, to, steps, explanation })
    })
    .await
}

/// Logs the look, then gives the person.
async fn read(
    context: &Context,
    actor: &Actor,
    id: CandidateId,
    action: &'static str,
) -> Result<Candidate, WorkflowError> {
    actor.must(Role::sees_people, "see what fits a person")?;
    let now = context.clock.now();
    let entry = actor.entry(now, Purpose::Matching, action, access_log::subject(id), "");
    let actor = actor.to_string();
    context
        .storage
        .write(move |tx| {
            let person = candidates::get(tx, id)?.ok_or(WorkflowError::NotFound { kind: "candidate" })?;
            if person.restricted {
                return Err(WorkflowError::Restricted);
            }
            audit_log::append(tx, &entry)?;
            access_log::record(tx, now, &actor, Purpose::Matching, id, access_log::MATCH)?;
            Ok(person)
        })
        .await
}

/// Where a person starts from.
struct Start {
    from: Option<OccupationIndex>,
    skills_used: usize,
    not_in_list: Vec<EscoUri>,
    /// Nothing when neither a skill nor an occupation is known.
    origin: Option<Origin>,
}

impl Start {
    /// What the person says counts as held; what the present work asks beside it counts as held perhaps, since nobody
    /// writes down everything.
    fn of(person: &Candidate, transitions: &Transitions, vocabulary: &Vocabulary) -> Self {
        let from = person.occupation.as_ref().and_then(|uri| vocabulary.occupation(uri));
        let mut not_in_list: Vec<EscoUri> =
            person.occupation.iter().filter(|_| from.is_none()).cloned().collect();
        let mut held = transitions.nothing_held();
        if let Some(from) = from {
            transitions.wanted(from).iter().for_each(|it| held.add(it.skill, HELD_OPTIONAL));
        }
        let mut skills_used = 0;
        for claim in &person.skills {
            match vocabulary.skill(&claim.skill) {
                Some(skill) => {
                    held.add(skill, if claim.level.get() == 1 { HELD_AS_BEGINNER } else { 1.0 });
                    skills_used += 1;
                }
                None => not_in_list.push(claim.skill.clone()),
            }
        }
        let knows_something = from.is_some() || skills_used > 0;
        let origin = knows_something.then(|| transitions.origin(from, held));
        Self { from, skills_used, not_in_list, origin }
    }
}

/// A possible occupation, its vacancies not counted yet.
struct Ranked {
    destination: Destination,
    in_shortage_sector: bool,
    explanation: Explanation,
}

impl Ranked {
    fn with(self, open: &OpenWork, vocabulary: &Vocabulary) -> Possible {
        let Self { destination, in_shortage_sector, explanation } = self;
        let openings = open.of(destination.occupation);
        let openings_in_group = open.in_group(&vocabulary.isco(destination.occupation));
        let prospects =
            Prospects::judge(explanation.feasibility, explanation.level_gap, openings, openings_in_group);
        Possible { destination, in_shortage_sector, explanation, openings, openings_in_group, prospects }
    }
}

fn possible(
    context: &Context,
    transitions: &Transitions,
    origin: &Origin,
    among: Among,
    limit: usize,
) -> Vec<Ranked> {
    let map = Map { transitions, vocabulary: &context.vocabulary, sectors: &context.sectors };
    let is_short = |it: &Destination| {
        let sector = it.sector.as_ref().and_then(|code| context.sectors.get(code));
        sector.is_some_and(|sector| sector.shortage_at_start)
    };
    let found = match among {
        Among::All => map.destinations(origin, Reach::AllSectors, limit),
        Among::OtherSectors => map.destinations(origin, Reach::OtherSectors, limit),
        Among::ShortageSectors => {
            let all = map.destinations(origin, Reach::AllSectors, transitions.occupation_count());
            all.into_iter().filter(is_short).take(limit).collect()
        }
    };
    let ranked = |destination: Destination| Ranked {
        in_shortage_sector: is_short(&destination),
        explanation: transitions.explain(origin, destination.occupation),
        destination,
    };
    found.into_iter().map(ranked).collect()
}

/// Open vacancies by occupation and by ISCO-08 unit group, for somebody who wants these hours.
struct OpenWork {
    by_occupation: BTreeMap<OccupationIndex, Openings>,
    by_group: BTreeMap<IscoCode, Openings>,
}

impl OpenWork {
    fn count(open: &OpenByOccupation, vocabulary: &Vocabulary, wanted: Option<HoursRange>) -> Self {
        let mut by_occupation: BTreeMap<OccupationIndex, Openings> = BTreeMap::new();
        let mut by_group: BTreeMap<IscoCode, Openings> = BTreeMap::new();
        for (occupation, openings) in open.each(wanted) {
            *by_group.entry(vocabulary.isco(occupation)).or_default() += openings;
            by_occupation.insert(occupation, openings);
        }
        Self { by_occupation, by_group }
    }

    fn of(&self, occupation: OccupationIndex) -> Openings {
        self.by_occupation.get(&occupation).copied().unwrap_or_default()
    }

    fn in_group(&self, group: &IscoCode) -> Openings {
        self.by_group.get(group).copied().unwrap_or_default()
    }
}

fn hours(hours: WeekHours) -> Option<HoursRange> {
    HoursRange::new(hours.fewest(), hours.most())
}

async fn off_the_async_threads<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, WorkflowError> + Send + 'static,
) -> Result<T, WorkflowError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(value) => value,
        Err(error) => std::panic::resume_unwind(error.into_panic()),
    }
}
