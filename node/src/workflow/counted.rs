//! What was counted before and still holds, so that a page that is looked at again costs next to nothing: open
//! vacancies by occupation, how many fit a vacancy now and after training, and the first of them with their paths.
//!
//! Each count stands with the generation of matching that was read before it was made. Matching hears of a change after
//! the database has it, so a count of the present generation is never older than the database. Who may see it is
//! decided, and the look at people logged, where it is shown; people are numbers here.

use super::{Context, WorkflowError};
use crate::{
    matching::{
        generations::Generation,
        input::HoursRange,
        learning::{course::Course, path::LearningPath, readiness::ReadinessCount},
        transition::prospects::{Opening, Openings},
    },
    storage::openings,
};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use vocabulary::{CandidateId, Date, OccupationIndex, VacancyId};

/// Counts that are kept at most; then all are forgotten. As many as a region looks at in a day, in half a megabyte.
const MOST_KEPT: usize = 10_000;
/// People with their paths are kept of so many vacancies: as many as the advisers of a region look at in an hour, each
/// a page of some tens of kilobytes.
const MOST_ANSWERS: usize = 64;

/// What was counted before.
#[derive(Debug, Default)]
pub struct Counted {
    open: Mutex<Option<(Generation, Arc<OpenByOccupation>)>>,
    ready: Mutex<Ready>,
}

/// What counts of readiness hang on beside matching.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Basis {
    /// The day.
    pub(super) today: Date,
    /// What can be learnt.
    pub(super) courses: Vec<Course>,
}

#[derive(Debug, Default)]
struct Ready {
    basis: Option<Basis>,
    counts: BTreeMap<VacancyId, (Generation, ReadinessCount)>,
    answers: BTreeMap<VacancyId, (Generation, Arc<ReadyPeople>)>,
}

/// The first people for a vacancy by readiness, and how many there are in all.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ReadyPeople {
    /// So many were asked for; fewer come when there are no more.
    pub(super) shown: usize,
    /// Who, with the path.
    pub(super) best: Vec<(CandidateId, LearningPath)>,
    /// How many fit now and after training.
    pub(super) count: ReadinessCount,
}

impl Counted {
    /// How many fit a vacancy now and after training, if that is known of this generation.
    pub(super) fn ready(
        &self,
        vacancy: VacancyId,
        generation: Generation,
        basis: &Basis,
    ) -> Option<ReadinessCount> {
        let ready = locked(&self.ready);
        let (of, count) = *ready.counts.get(&vacancy).filter(|_| ready.basis.as_ref() == Some(basis))?;
        (of == generation).then_some(count)
    }

    /// The first `shown` by readiness, if so many are known of this generation.
    pub(super) fn ready_people(
        &self,
        vacancy: VacancyId,
        generation: Generation,
        basis: &Basis,
        shown: usize,
    ) -> Option<Arc<ReadyPeople>> {
        let ready = locked(&self.ready);
        let (of, people) = ready.answers.get(&vacancy).filter(|_| ready.basis.as_ref() == Some(basis))?;
        (*of == generation && people.shown >= shown).then(|| Arc::clone(people))
    }

    /// Keeps an answer and its count, and forgets answers that hold no more: what is left of a person who was erased
    /// goes with the next look at any vacancy.
    pub(super) fn keep_ready(
        &self,
        vacancy: VacancyId,
        generation: Generation,
        basis: Basis,
        people: &Arc<ReadyPeople>,
        generation_of: impl Fn(VacancyId) -> Generation,
    ) {
        let mut ready = locked(&self.ready);
        if ready.basis.as_ref() != Some(&basis) || ready.counts.len() >= MOST_KEPT {
            *ready = Ready { basis: Some(basis), ..Ready::default() };
        }
        ready.counts.insert(vacancy, (generation, people.count));
        ready.answers.retain(|vacancy, (of, _)| *of == generation_of(*vacancy));
        if ready.answers.len() >= MOST_ANSWERS {
            ready.answers.clear();
        }
        if people.shown > 0 {
            ready.answers.insert(vacancy, (generation, Arc::clone(people)));
        }
    }
}

/// Open vacancies of all regions by occupation and, within one, by what they are counted by.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct OpenByOccupation(BTreeMap<OccupationIndex, Vec<(Opening, u32)>>);

impl OpenByOccupation {
    fn add(&mut self, occupation: OccupationIndex, opening: Opening) {
        // a handful: of this region or not, by hours
        let kinds = self.0.entry(occupation).or_default();
        match kinds.iter_mut().find(|(kind, _)| *kind == opening) {
            Some((_, count)) => *count += 1,
            None => kinds.push((opening, 1)),
        }
    }

    /// Each occupation that has open vacancies with their number, for somebody who wants these hours.
    pub(super) fn each(
        &self,
        wanted: Option<HoursRange>,
    ) -> impl Iterator<Item = (OccupationIndex, Openings)> {
        self.0.iter().map(move |(occupation, kinds)| {
            let mut openings = Openings::default();
            kinds.iter().for_each(|(kind, count)| openings.add_many(*kind, *count, wanted));
            (*occupation, openings)
        })
    }
}

/// Open vacancies by occupation; read from the database only after a vacancy changed. Blocks: for a thread that may.
pub(super) fn open_by_occupation(context: &Context) -> Result<Arc<OpenByOccupation>, WorkflowError> {
    let generation = context.matching.generation_of_vacancies();
    if let Some((of, known)) = &*locked(&context.counted.open)
        && *of == generation
    {
        return Ok(Arc::clone(known));
    }
    let mut open = OpenByOccupation::default();
    context.storage.read_blocking(|connection| {
        openings::each(connection, |vacancy| {
            // Work that the list in use does not have cannot be proposed either.
            if let Some(occupation) = context.vocabulary.occupation(&vacancy.occupation) {
                let hours = HoursRange::new(vacancy.hours_min, vacancy.hours_max);
                open.add(occupation, Opening { in_own_region: vacancy.is_own, hours });
            }
        })
    })?;
    let open = Arc::new(open);
    *locked(&context.counted.open) = Some((generation, Arc::clone(&open)));
    Ok(open)
}

fn locked<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_holds_for_its_generation_its_day_and_its_courses_only() {
        let counted = Counted::default();
        let [one, other] = [1, 2].map(|byte| VacancyId::from_bytes([byte; 16]));
        let generation = Generation::default();
        let on = |day: &str| Basis { today: day.parse().unwrap(), courses: Vec::new() };
        let count = ReadinessCount { now: 3, after: 2, looked_at: 9 };
        let people = Arc::new(ReadyPeople { shown: 30, best: Vec::new(), count });
        let keep = |vacancy, day| counted.keep_ready(vacancy, generation, on(day), &people, |_| generation);
        let known = |day, shown| counted.ready_people(one, generation, &on(day), shown);
        keep(one, "2026-11-25");
        assert_eq!(
            (known("2026-11-25", 30), known("2026-11-25", 10)),
            (Some(people.clone()), Some(people.clone()))
        );
        assert_eq!(known("2026-11-25", 31), None, "more are asked for than were kept");
        assert_eq!(known("2026-11-26", 30), None, "another day");
        assert_eq!(counted.ready(one, generation, &on("2026-11-25")), Some(count));
        assert_eq!(counted.ready(other, generation, &on("2026-11-25")), None);
        assert_eq!(counted.ready(one, generation, &on("2026-11-26")), None, "another day");
        keep(other, "2026-11-26");
        assert_eq!(counted.ready(one, generation, &on("2026-11-26")), None, "of the day before");
        assert_eq!(known("2026-11-26", 30), None, "of the day before");
        assert_eq!(counted.ready(other, generation, &on("2026-11-26")), Some(count));
    }

    #[test]
    fn work_is_counted_by_occupation_region_and_wanted_hours() {
        let mut open = OpenByOccupation::default();
        let hours = |from, to| HoursRange::new(from, to);
        for (occupation, in_own_region, hours) in
            [(3, true, hours(24, 36)), (3, true, hours(24, 36)), (3, false, hours(38, 40)), (4, false, None)]
        {
            open.add(OccupationIndex(occupation), Opening { in_own_region, hours });
        }
        let counted: Vec<_> = open.each(hours(16, 24)).collect();
        let openings = |own_region, other_regions, with_wanted_hours| Openings {
            own_region,
            other_regions,
            with_wanted_hours,
        };
        assert_eq!(
            counted,
            [(OccupationIndex(3), openings(2, 1, 2)), (OccupationIndex(4), openings(0, 1, 1))]
        );
    }
}
