//! People and vacancies together: takes them in and counts who is never found; `best` asks the engine for the exact
//! best of either, `pair` scores and explains one person and one vacancy.

use super::constraint::{self, CandidateTerms, VacancyTerms};
use super::engine::{
    arranged::Arranged,
    loading::Loading,
    tiers::{Merged, Tiers},
};
use super::explain::Explanation;
use super::input::{CandidateProfile, LineOfWork, Potential, VacancyProfile, Want};
use super::interests::Interests;
use super::packed::{self, Packed};
use super::travel::TravelTable;
use super::weights::{Apart, Totals, Weights};
use super::yardstick::{self, Yardstick};
use columns::Columns;
use std::sync::{Arc, Mutex};
use vocabulary::{CandidateId, VacancyId};

pub mod best;
mod columns;
pub mod count;
mod held_back;
pub mod never_found;
mod pair;

/// The most that one query returns.
pub const MOST_RESULTS: usize = 500;

/// Which pairs a query shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Show {
    /// Only pairs of which no rule fails.
    Fitting,
    /// Also pairs of which a rule fails, with the reason.
    FailingToo,
}

/// A question for the best.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Query {
    /// How many at most; never more than [`MOST_RESULTS`].
    pub limit: usize,
    /// Which pairs.
    pub show: Show,
}

/// A person and a vacancy that share at least one skill.
#[derive(Debug, Clone, PartialEq)]
pub struct Match {
    /// The person.
    pub candidate: CandidateId,
    /// The vacancy.
    pub vacancy: VacancyId,
    /// Whether the vacancy's employer stands outside of the network.
    pub outside: bool,
    /// Why.
    pub explanation: Explanation,
}

/// A person as the engine keeps one.
#[derive(Debug, Clone, Copy)]
struct Person {
    rules: CandidateTerms,
    potential: Potential,
    interests: Option<Interests>,
    line_of_work: LineOfWork,
}

impl Arranged for Person {
    type Shared = Yardstick;

    type Beside = Columns;

    const GRADES: u32 = yardstick::GRADES;

    const COMMON: u32 = yardstick::COMMON;

    fn arrangement(&self) -> u64 {
        arrangement(self.line_of_work)
    }

    fn counted(detail: u32) -> u32 {
        Packed::from_bits(detail).skill()
    }

    fn key(yardstick: &Yardstick, detail: u32) -> u32 {
        yardstick.key(detail)
    }

    fn features(yardstick: &Yardstick, key: u32, add: impl FnMut(u32)) {
        yardstick.features(key, add);
    }

    fn own_features(&self, add: impl FnMut(u32)) {
        yardstick::factor_features(self.potential, self.interests, add);
    }

    fn common_key(&self) -> Option<u32> {
        // of most people nothing is known of either
        let is_known = self.potential != Potential::NOT_KNOWN || self.interests.is_some();
        (!is_known).then_some(yardstick::NOTHING_KNOWN)
    }
}

/// A vacancy as the engine keeps one.
#[derive(Debug, Clone, Copy)]
struct Work {
    rules: VacancyTerms,
    apart: Apart,
    line_of_work: LineOfWork,
}

impl Arranged for Work {
    type Shared = ();

    type Beside = ();

    fn arrangement(&self) -> u64 {
        arrangement(self.line_of_work)
    }

    fn counted(detail: u32) -> u32 {
        let wanted = Packed::from_bits(detail);
        wanted_feature(wanted.skill(), wanted.want())
    }
}

fn arrangement(line_of_work: LineOfWork) -> u64 {
    u64::from(line_of_work.occupation) << 32 | u64::from(line_of_work.former)
}

/// A vacancy that asks for a skill and one that would like it have different features: they weigh differently.
fn wanted_feature(skill: u32, want: Want) -> u32 {
    2 * skill + u32::from(want == Want::Optional)
}

/// All open people and vacancies that a node knows.
#[derive(Debug)]
pub struct Pool {
    travel: Arc<TravelTable>,
    yardstick: Arc<Yardstick>,
    candidates: Tiers<CandidateId, Person>,
    vacancies: Tiers<VacancyId, Work>,
    weights: Weights,
    /// What the vacancies of each tier ask for in all.
    totals: Vec<Totals>,
    /// Room for searching that nobody uses at the moment.
    rooms: Mutex<Vec<best::Room>>,
}

/// Takes people and vacancies in until all have come. What people are measured by is asked for last, so that it can be
/// made meanwhile.
#[derive(Debug)]
pub struct PoolLoading {
    travel: Arc<TravelTable>,
    candidates: Loading<CandidateId, Person>,
    vacancies: Loading<VacancyId, Work>,
    /// A row's skills; used again for the next.
    skills: Vec<u32>,
}

impl PoolLoading {
    /// Nobody and nothing yet.
    #[must_use]
    pub fn new(travel: Arc<TravelTable>) -> Self {
        Self { travel, candidates: Loading::new(), vacancies: Loading::new(), skills: Vec::new() }
    }

    /// Adds a person. Of people with the same id the last stays.
    pub fn add_candidate(&mut self, profile: &CandidateProfile) {
        packed::pack_held(&profile.skills, &mut self.skills);
        self.candidates.add(profile.id, person(profile, &self.travel), &self.skills);
    }

    /// Adds a vacancy. Of vacancies with the same id the last stays.
    pub fn add_vacancy(&mut self, profile: &VacancyProfile) {
        self.vacancies.add(profile.id, work(profile, &self.travel), &packed::pack_wants(profile));
    }

    /// Takes over what was taken in apart, as if it came after what is here.
    pub fn append(&mut self, others: Self) {
        self.candidates.append(others.candidates);
        self.vacancies.append(others.vacancies);
    }

    /// The pool, arranged.
    #[must_use]
    pub fn finish(self, yardstick: Arc<Yardstick>) -> Pool {
        let mut pool = Pool::new(self.travel, yardstick);
        pool.candidates = self.candidates.finish(Arc::clone(&pool.yardstick));
        pool.vacancies = self.vacancies.finish(Arc::default());
        pool.weigh_anew();
        pool
    }
}

/// A merge of people or vacancies that is complete, see [`Pool::due_merge`].
#[derive(Debug)]
pub struct DueMerge(Of);

#[derive(Debug)]
enum Of {
    People(Merged<CandidateId, Person>),
    Vacancies(Merged<VacancyId, Work>),
}

fn person(profile: &CandidateProfile, travel: &TravelTable) -> Person {
    let rules = CandidateTerms {
        standing: profile.standing,
        place: profile.municipality.as_ref().and_then(|code| travel.place(code)),
        max_travel_minutes: profile.max_travel_minutes,
        hours: profile.hours,
        education: profile.education,
        available_from: profile.available_from,
        present_employer: profile.present_employer,
    };
    Person {
        rules,
        potential: profile.potential,
        interests: profile.interests,
        line_of_work: profile.line_of_work,
    }
}

fn work(profile: &VacancyProfile, travel: &TravelTable) -> Work {
    let rules = VacancyTerms {
        employer: profile.employer,
        place: profile.municipality.as_ref().and_then(|code| travel.place(code)),
        hours: profile.hours,
        entry_level: profile.entry_level,
        starts_on: profile.starts_on,
    };
    let apart = Apart { kind: profile.kind_of_work, outside: profile.outside };
    Work { rules, apart, line_of_work: profile.line_of_work }
}

impl Pool {
    /// A pool with nobody in it.
    #[must_use]
    pub fn new(travel: Arc<TravelTable>, yardstick: Arc<Yardstick>) -> Self {
        let (candidates, vacancies) = (Tiers::new(Arc::clone(&yardstick)), Tiers::new(Arc::default()));
        let mut pool = Self {
            travel,
            yardstick,
            candidates,
            vacancies,
            weights: Weights::default(),
            totals: Vec::new(),
            rooms: Mutex::default(),
        };
        pool.weigh_anew();
        pool
    }

    /// What people are measured by.
    #[must_use]
    pub const fn yardstick(&self) -> &Arc<Yardstick> {
        &self.yardstick
    }

    /// Adds a person or puts the changed person in place.
    pub fn put_candidate(&mut self, profile: &CandidateProfile) {
        let person = person(profile, &self.travel);
        let mut skills = Vec::new();
        packed::pack_held(&profile.skills, &mut skills);
        self.candidates.put(profile.id, person, &skills);
        self.people_changed();
    }

    /// Takes a person out.
    pub fn remove_candidate(&mut self, candidate: CandidateId) {
        self.candidates.remove(candidate);
        self.people_changed();
    }

    fn people_changed(&mut self) {
        if self.weights.person_changed(&self.candidates) {
            self.total_anew(0);
        }
    }

    /// Adds a vacancy or puts the changed vacancy in place.
    pub fn put_vacancy(&mut self, profile: &VacancyProfile) {
        let arranged_anew = self.vacancies.is_full();
        let work = work(profile, &self.travel);
        self.vacancies.put(profile.id, work, &packed::pack_wants(profile));
        // unless rows moved, only the newest tier has a row more
        self.total_anew(if arranged_anew { 0 } else { self.vacancies.tiers().len() - 1 });
    }

    /// Takes a vacancy out.
    pub fn remove_vacancy(&mut self, vacancy: VacancyId) {
        self.vacancies.remove(vacancy);
    }

    fn weigh_anew(&mut self) {
        self.weights.renew(&self.candidates);
        self.total_anew(0);
    }

    fn total_anew(&mut self, from: usize) {
        self.totals.truncate(from);
        let tiers = self.vacancies.tiers()[from..].iter();
        let weighting = self.yardstick.weighting();
        let total = |tier| Totals::of(tier, &self.weights, weighting, |work: &Work| work.apart);
        self.totals.extend(tiers.map(total));
    }

    /// The merge that the next change would have to wait for, made without changing anything, if one is due.
    #[must_use]
    pub fn due_merge(&self) -> Option<DueMerge> {
        if self.candidates.is_full() {
            Some(DueMerge(Of::People(self.candidates.merged())))
        } else if self.vacancies.is_full() {
            Some(DueMerge(Of::Vacancies(self.vacancies.merged())))
        } else {
            None
        }
    }

    /// Puts a merge in place. Nothing may have changed since it was made.
    pub fn adopt(&mut self, merge: DueMerge) {
        match merge.0 {
            Of::People(merged) => self.candidates.adopt(merged),
            Of::Vacancies(merged) => {
                self.vacancies.adopt(merged);
                self.total_anew(0);
            }
        }
    }

    /// Why a person and a vacancy fit or not, also when a rule fails; none when either is not in the pool, they
    /// share nothing, or the pair may not be shown.
    #[must_use]
    pub fn explain(&self, candidate: CandidateId, vacancy: VacancyId) -> Option<Explanation> {
        let person = self.candidates.find(candidate)?;
        let place = self.vacancies.find(vacancy)?;
        let (work, wants) = (self.vacancies.terms(place), self.vacancies.details(place));
        if !constraint::may_be_shown(&self.candidates.terms(person).rules, &work.rules) {
            return None;
        }
        self.explained(person, work, wants)
    }

    /// How many people and how many vacancies there are.
    #[must_use]
    pub fn size(&self) -> (usize, usize) {
        (self.candidates.len(), self.vacancies.len())
    }

    /// The bytes that the pool takes in memory, about.
    #[must_use]
    pub fn size_bytes(&self) -> usize {
        self.candidates.size_bytes()
            + self.vacancies.size_bytes()
            + self.travel.size_bytes()
            + self.yardstick.size_bytes()
    }

    fn fits(&self, candidate: &CandidateTerms, vacancy: &VacancyTerms, show: Show) -> bool {
        constraint::may_be_shown(candidate, vacancy)
            && (show == Show::FailingToo || constraint::no_rule_fails(candidate, vacancy, &self.travel))
    }
}

#[cfg(test)]
mod tests;
