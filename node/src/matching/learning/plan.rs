//! Finds the learning path: the fewest weeks, of those the least money, of those the earliest end.
//!
//! Enough is what makes the person fit, or all skills that the work cannot do without from the first day. Of modules
//! that differ in nothing that matters only one is weighed. Up to [`MOST_EXACT`] modules all ways are weighed, cut
//! off where they cannot win any more; above, the module that brings the most weight per week is taken until it is
//! enough, then what turned out not to be needed is dropped, and the path says that it is a rule of thumb.

use super::{
    course::Course,
    goal::{Goal, OwnSkill, WantedSkill},
    path::{LearningPath, Method, ModuleStep, Outcome},
    readiness::Readiness,
    schedule::{self, Slot},
};
use crate::{
    domain::module::{Costs, Starts},
    matching::input::{SkillNumber, Want},
};
use std::cmp::Reverse;
use vocabulary::Date;

/// So many modules that matter are weighed in all ways: 2^12 sets at the most.
pub const MOST_EXACT: usize = 12;

/// The path from the own skills to the goal by these modules, planned on `today`.
#[must_use]
pub fn learning_path(goal: &Goal, own: &[OwnSkill], courses: &[Course], today: Date) -> LearningPath {
    let missing = goal.missing(own);
    let gap = Gap::new(goal, &missing, courses, today);
    let none = Set::of(missing.len());
    let (outcome, method, slots) = gap.closed().unwrap_or_else(|| gap.as_far_as_can_be());
    let taken: Vec<&Course> = slots.iter().map(|slot| gap.courses[slot.course].0).collect();
    let taught = slots.iter().fold(none, |set, slot| set.with(&gap.courses[slot.course].1));
    let left = missing.iter().enumerate().filter(|(bit, _)| !taught.has(*bit));
    let on_the_job = left.filter(|(_, it)| it.want == Want::EssentialTrainable).map(|(_, it)| it.skill);
    let on_the_job = on_the_job.collect();
    let mut costs = Costs::default();
    taken.iter().for_each(|course| costs.add(&course.costs));
    LearningPath {
        outcome,
        parts: steps(&slots, &gap, &missing, own),
        weeks: taken.iter().map(|course| course.weeks).fold(0, u16::saturating_add),
        ready_on: slots.last().map_or(today, |slot| slot.until),
        costs,
        not_taught: gap.not_taught(&missing),
        on_the_job,
        exempted: exempted(goal, own, courses),
        method,
    }
}

/// When somebody fits who has all but the missing skills: as [`learning_path`] says, without the path. The answer
/// hangs on nothing but what is missing.
#[must_use]
pub fn readiness(goal: &Goal, missing: &[WantedSkill], courses: &[Course], today: Date) -> Readiness {
    match Gap::new(goal, missing, courses, today).closed() {
        None => Readiness::NotEnough,
        Some((_, _, slots)) => slots.last().map_or(Readiness::Now, |slot| Readiness::From(slot.until)),
    }
}

fn steps(slots: &[Slot], gap: &Gap<'_>, missing: &[WantedSkill], own: &[OwnSkill]) -> Vec<ModuleStep> {
    let mut known = Set::of(missing.len());
    let step = |slot: &Slot| {
        let (course, mask) = &gap.courses[slot.course];
        let new = missing.iter().enumerate().filter(|(bit, _)| mask.has(*bit) && !known.has(*bit));
        let teaches = new.map(|(_, it)| it.skill).collect();
        known = known.with(mask);
        ModuleStep {
            module: course.module,
            initiative: course.initiative,
            starts_on: slot.from,
            ends_on: slot.until.yesterday().unwrap_or(slot.until),
            teaches,
            held_already: course.teaches.iter().filter(|it| has(own, it)).map(|it| it.0).collect(),
        }
    };
    slots.iter().map(step).collect()
}

/// Whether somebody has a skill at the level that a module leads to.
fn has(own: &[OwnSkill], taught: &(SkillNumber, u8)) -> bool {
    own.iter().any(|it| it.skill == taught.0 && it.level >= taught.1)
}

/// Modules that teach something for this work, all of which the person has at that level.
fn exempted(goal: &Goal, own: &[OwnSkill], courses: &[Course]) -> Vec<vocabulary::ModuleId> {
    let is_wanted = |skill: SkillNumber| goal.wanted().iter().any(|it| it.skill == skill);
    let is_exempt = |course: &&Course| {
        let mut for_this_work = course.teaches.iter().filter(|it| is_wanted(it.0)).peekable();
        for_this_work.peek().is_some() && for_this_work.all(|it| has(own, it))
    };
    courses.iter().filter(is_exempt).map(|course| course.module).collect()
}

/// A set of missing skills, by their place among them.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Set(Box<[u64]>);

impl Set {
    fn of(size: usize) -> Self {
        Self(vec![0; size.div_ceil(64)].into())
    }

    fn add(&mut self, bit: usize) {
        self.0[bit / 64] |= 1 << (bit % 64);
    }

    fn has(&self, bit: usize) -> bool {
        self.0[bit / 64] >> (bit % 64) & 1 == 1
    }

    fn with(&self, other: &Self) -> Self {
        Self(self.0.iter().zip(&other.0).map(|(a, b)| a | b).collect())
    }

    fn and(&self, other: &Self) -> Self {
        Self(self.0.iter().zip(&other.0).map(|(a, b)| a & b).collect())
    }

    fn holds(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).all(|(a, b)| b & !a == 0)
    }

    fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }
}

/// The gap, and the modules that matter for it.
struct Gap<'a> {
    goal: &'a Goal,
    /// The weight that is there already.
    held: u64,
    weights: Vec<u32>,
    /// What the work cannot do without from the first day.
    required: Set,
    /// What the modules teach together.
    reachable: Set,
    courses: Vec<(&'a Course, Set)>,
    today: Date,
}

impl<'a> Gap<'a> {
    fn new(goal: &'a Goal, missing: &[WantedSkill], courses: &'a [Course], today: Date) -> Self {
        let mut required = Set::of(missing.len());
        for (bit, _) in missing.iter().enumerate().filter(|(_, it)| it.want == Want::Essential) {
            required.add(bit);
        }
        let mut reachable = Set::of(missing.len());
        let mut all: Vec<(&Course, Set)> = Vec::new();
        for course in courses.iter().filter(|course| course.starts.first_from(today).is_some()) {
            let mut mask = Set::of(missing.len());
            for (skill, _) in course.teaches.iter().filter(|it| goal.is_taught_at(it.1)) {
                if let Ok(bit) = missing.binary_search_by_key(skill, |it| it.skill) {
                    mask.add(bit);
                }
            }
            reachable = reachable.with(&mask);
            if !mask.is_empty() {
                all.push((course, mask));
            }
        }
        let total: u64 = missing.iter().map(|it| u64::from(it.weight)).sum();
        Self {
            goal,
            held: goal.total() - total,
            weights: missing.iter().map(|it| it.weight).collect(),
            required,
            reachable,
            courses: without_dominated(all, today),
            today,
        }
    }

    fn weight(&self, set: &Set) -> u64 {
        let bits = (0..self.weights.len()).filter(|bit| set.has(*bit));
        bits.map(|bit| u64::from(self.weights[bit])).sum()
    }

    /// Whether whoever learns this fits, or has all that the work cannot do without.
    fn is_reached(&self, set: &Set) -> bool {
        let has_all_required = !self.required.is_empty() && set.holds(&self.required);
        has_all_required || self.goal.is_enough(self.held + self.weight(set))
    }

    fn not_taught(&self, missing: &[WantedSkill]) -> Vec<SkillNumber> {
        let left = missing
            .iter()
            .enumerate()
            .filter(|(bit, _)| self.required.has(*bit) && !self.reachable.has(*bit));
        left.map(|(_, it)| it.skill).collect()
    }

    /// What makes the person fit, if anything does.
    fn closed(&self) -> Option<(Outcome, Method, Vec<Slot>)> {
        if self.goal.is_enough(self.held) {
            return Some((Outcome::FitsNow, Method::Exact, Vec::new()));
        }
        if !self.is_reached(&self.reachable) {
            return None;
        }
        let (method, slots) = self.solve(&|set| self.is_reached(set));
        (!slots.is_empty()).then_some((Outcome::FitsAfter, method, slots))
    }

    /// What can be learnt of what the work cannot do without, when that is not all.
    fn as_far_as_can_be(&self) -> (Outcome, Method, Vec<Slot>) {
        let target = self.required.and(&self.reachable);
        if target.is_empty() {
            // among many modules there may be a way that the rule of thumb did not find
            let is_sure = self.courses.len() <= MOST_EXACT || !self.is_reached(&self.reachable);
            let method = if is_sure { Method::Exact } else { Method::RuleOfThumb };
            return (Outcome::NotEnough, method, Vec::new());
        }
        let (method, slots) = self.solve(&|set| set.holds(&target));
        (Outcome::NotEnough, method, slots)
    }

    fn solve(&self, is_enough: &dyn Fn(&Set) -> bool) -> (Method, Vec<Slot>) {
        if self.courses.len() > MOST_EXACT {
            return (Method::RuleOfThumb, self.by_rule_of_thumb(is_enough));
        }
        // what the modules from each place on teach together
        let mut rest = vec![Set::of(self.weights.len())];
        for (_, mask) in self.courses.iter().rev() {
            rest.push(rest[rest.len() - 1].with(mask));
        }
        rest.reverse();
        let mut search = Search { gap: self, is_enough, rest, chosen: Vec::new(), best: None };
        search.visit(0, &Set::of(self.weights.len()), 0, 0);
        (Method::Exact, search.best.map(|best| best.slots).unwrap_or_default())
    }

    fn scheduled(&self, chosen: &[usize]) -> Option<Vec<Slot>> {
        let courses: Vec<&Course> = chosen.iter().map(|at| self.courses[*at].0).collect();
        let slots = schedule::earliest(&courses, self.today)?;
        Some(slots.into_iter().map(|slot| Slot { course: chosen[slot.course], ..slot }).collect())
    }

    fn by_rule_of_thumb(&self, is_enough: &dyn Fn(&Set) -> bool) -> Vec<Slot> {
        let (mut learnt, mut chosen) = (Set::of(self.weights.len()), Vec::new());
        while !is_enough(&learnt) {
            let gain = |at: &usize| {
                let (course, mask) = &self.courses[*at];
                let gain = self.weight(&learnt.with(mask)) - self.weight(&learnt);
                (gain * 1000 / u64::from(course.weeks), Reverse(course.cents()), Reverse(course.module))
            };
            let left = (0..self.courses.len()).filter(|at| !chosen.contains(at));
            let Some(next) = left.filter(|at| !learnt.holds(&self.courses[*at].1)).max_by_key(gain) else {
                return Vec::new();
            };
            learnt = learnt.with(&self.courses[next].1);
            chosen.push(next);
        }
        // what came in first may not be needed any more; the longest goes first
        let mut by_length = chosen.clone();
        by_length.sort_by_key(|at| Reverse(self.courses[*at].0.weeks));
        for at in by_length {
            let others: Vec<usize> = chosen.iter().copied().filter(|it| *it != at).collect();
            let left =
                others.iter().fold(Set::of(self.weights.len()), |set, it| set.with(&self.courses[*it].1));
            if is_enough(&left) {
                chosen = others;
            }
        }
        self.scheduled(&chosen).unwrap_or_default()
    }
}

/// Leaves out every module beside which another teaches as much for this gap, takes no longer, costs no more and
/// can be begun whenever it can.
fn without_dominated(all: Vec<(&Course, Set)>, today: Date) -> Vec<(&Course, Set)> {
    let covers = |better: &Starts, worse: &Starts| match (better, worse) {
        (Starts::Continuous, _) => true,
        (Starts::On(_), Starts::Continuous) => false,
        (Starts::On(better), Starts::On(worse)) => worse.range(today..).all(|day| better.contains(day)),
    };
    let beats = |a: &(&Course, Set), b: &(&Course, Set)| {
        a.1.holds(&b.1)
            && a.0.weeks <= b.0.weeks
            && a.0.cents() <= b.0.cents()
            && covers(&a.0.starts, &b.0.starts)
    };
    let mut kept: Vec<(&Course, Set)> = Vec::new();
    for course in all {
        if kept.iter().any(|other| beats(other, &course)) {
            continue;
        }
        kept.retain(|other| !beats(&course, other));
        kept.push(course);
    }
    kept
}

struct Best {
    weeks: u32,
    cents: i64,
    until: Date,
    slots: Vec<Slot>,
}

struct Search<'s> {
    gap: &'s Gap<'s>,
    is_enough: &'s dyn Fn(&Set) -> bool,
    rest: Vec<Set>,
    chosen: Vec<usize>,
    best: Option<Best>,
}

impl Search<'_> {
    fn visit(&mut self, at: usize, learnt: &Set, weeks: u32, cents: i64) {
        if (self.is_enough)(learnt) {
            // More modules only make it longer; and what cannot be put on the calendar cannot with more of them.
            self.found(weeks, cents);
            return;
        }
        // Another module takes a week at least.
        let is_too_long = self.best.as_ref().is_some_and(|best| weeks >= best.weeks);
        if is_too_long || at == self.gap.courses.len() || !(self.is_enough)(&learnt.with(&self.rest[at])) {
            return;
        }
        let (course, mask) = &self.gap.courses[at];
        let with = learnt.with(mask);
        if with != *learnt {
            self.chosen.push(at);
            self.visit(at + 1, &with, weeks + u32::from(course.weeks), cents + course.cents());
            self.chosen.pop();
        }
        self.visit(at + 1, learnt, weeks, cents);
    }

    fn found(&mut self, weeks: u32, cents: i64) {
        if self.best.as_ref().is_some_and(|best| (weeks, cents) > (best.weeks, best.cents)) {
            return;
        }
        let Some(slots) = self.gap.scheduled(&self.chosen) else { return };
        let until = slots.last().map_or(self.gap.today, |slot| slot.until);
        let is_better = self
            .best
            .as_ref()
            .is_none_or(|best| (weeks, cents, until) < (best.weeks, best.cents, best.until));
        if is_better {
            self.best = Some(Best { weeks, cents, until, slots });
        }
    }
}
