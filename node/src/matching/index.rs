//! The one pool that the running node shares: many read at the same time, a change waits only for those reads.
//!
//! Filled by workflows as people and vacancies change, and written anew at start and after a change of the
//! vocabulary. Changes wait for each other; questions wait only while a finished change is put in place, which
//! takes microseconds: what is slow, arranging many rows, is done beside the questions.

use super::explain::Explanation;
use super::generations::{Changed, Generation, Generations};
use super::input::{CandidateProfile, VacancyProfile};
use super::pool::{
    Match, Pool, Query,
    count::{Fitting, FittingAny},
    never_found::Unreached,
};
use super::receipt::HeldBack;
use super::ties::Ties;
use super::travel::TravelTable;
use super::weighting::Weighting;
use super::yardstick::Yardstick;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use vocabulary::{CandidateId, VacancyId};

/// All open people and vacancies of a running node, shared.
#[derive(Debug)]
pub struct MatchingIndex {
    pool: RwLock<Pool>,
    /// Held by whoever changes the pool, so that nothing changes while a merge is made.
    changing: Mutex<()>,
    /// Raised while the pool is held for a change, see [`super::generations`].
    generations: Mutex<Generations>,
}

impl MatchingIndex {
    /// An index with nobody in it, by the weights that the program carries and without stand-ins, until it is filled.
    #[must_use]
    pub fn new(travel: Arc<TravelTable>) -> Self {
        let yardstick = Arc::new(Yardstick::without_stand_ins(Arc::new(Weighting::default())));
        let pool = RwLock::new(Pool::new(travel, yardstick));
        Self { pool, changing: Mutex::default(), generations: Mutex::default() }
    }

    /// What people are measured by at present.
    #[must_use]
    pub fn yardstick(&self) -> Arc<Yardstick> {
        Arc::clone(self.read().yardstick())
    }

    /// Replaces everything by what `load` makes. Readers go on with the old contents until the new ones are complete;
    /// changes wait, and are then made to the new contents: so whatever `load` reads, it begins with now.
    ///
    /// # Errors
    /// What `load` fails with; the old contents stay.
    pub fn rebuild<Failed>(&self, load: impl FnOnce() -> Result<Pool, Failed>) -> Result<(), Failed> {
        let _changing = self.changing.lock().unwrap_or_else(PoisonError::into_inner);
        let fresh = load()?;
        let old = {
            let mut pool = self.write();
            let old = std::mem::replace(&mut *pool, fresh);
            self.generations().note(Changed::Everything { vacancies: pool.size().1 });
            old
        };
        // freed after the lock is
        drop(old);
        Ok(())
    }

    /// A person came or changed.
    pub fn candidate_changed(&self, profile: &CandidateProfile) {
        self.change(Changed::Person, |pool| pool.put_candidate(profile));
    }

    /// A person went.
    pub fn candidate_removed(&self, candidate: CandidateId) {
        self.change(Changed::Person, |pool| pool.remove_candidate(candidate));
    }

    /// A vacancy came or changed, of this region or of another.
    pub fn vacancy_changed(&self, profile: &VacancyProfile) {
        self.change(Changed::VacancyPut(profile.id), |pool| pool.put_vacancy(profile));
    }

    /// A vacancy went.
    pub fn vacancy_removed(&self, vacancy: VacancyId) {
        self.change(Changed::VacancyGone(vacancy), |pool| pool.remove_vacancy(vacancy));
    }

    /// The best people for a vacancy, see [`Pool::people_for_vacancy`].
    #[must_use]
    pub fn people_for_vacancy(&self, vacancy: VacancyId, query: Query, ties: Ties) -> Option<Vec<Match>> {
        self.read().people_for_vacancy(vacancy, query, ties)
    }

    /// The best people for a vacancy that need not be in the index, see [`Pool::people_for_profile`].
    #[must_use]
    pub fn people_for_profile(&self, profile: &VacancyProfile, query: Query, ties: Ties) -> Vec<Match> {
        self.read().people_for_profile(profile, query, ties)
    }

    /// The best vacancies for a person, see [`Pool::vacancies_for_candidate`].
    #[must_use]
    pub fn vacancies_for_candidate(
        &self,
        candidate: CandidateId,
        query: Query,
        ties: Ties,
    ) -> Option<Vec<Match>> {
        self.read().vacancies_for_candidate(candidate, query, ties)
    }

    /// The newest change that can change who fits a vacancy.
    #[must_use]
    pub fn generation_of(&self, vacancy: VacancyId) -> Generation {
        self.generations().of_vacancy(vacancy)
    }

    /// The newest change of any vacancy.
    #[must_use]
    pub fn generation_of_vacancies(&self) -> Generation {
        self.generations().of_vacancies()
    }

    /// How many vacancies came or changed since the program began.
    #[must_use]
    pub fn vacancies_put(&self) -> u64 {
        self.generations().vacancies_put()
    }

    /// How many people fit a vacancy, and who would if it asked for less, see [`Pool::count_fitting`].
    #[must_use]
    pub fn count_fitting(&self, profile: &VacancyProfile) -> Fitting {
        self.read().count_fitting(profile)
    }

    /// How many people fit each of some vacancies and at least one, see [`Pool::count_fitting_any`].
    #[must_use]
    pub fn count_fitting_any(&self, profiles: &[VacancyProfile]) -> FittingAny {
        self.read().count_fitting_any(profiles)
    }

    /// Why a person and a vacancy fit or not, see [`Pool::explain`].
    #[must_use]
    pub fn explain(&self, candidate: CandidateId, vacancy: VacancyId) -> Option<Explanation> {
        self.read().explain(candidate, vacancy)
    }

    /// How many people each rule holds back from a vacancy, see [`Pool::held_back_from_vacancy`].
    #[must_use]
    pub fn held_back_from_vacancy(&self, vacancy: VacancyId) -> Option<Vec<HeldBack>> {
        self.read().held_back_from_vacancy(vacancy)
    }

    /// How many people each rule holds back from a vacancy that need not be in the index, see
    /// [`Pool::held_back_from_profile`].
    #[must_use]
    pub fn held_back_from_profile(&self, profile: &VacancyProfile) -> Vec<HeldBack> {
        self.read().held_back_from_profile(profile)
    }

    /// How many vacancies each rule holds back from a person, see [`Pool::held_back_from_candidate`].
    #[must_use]
    pub fn held_back_from_candidate(&self, candidate: CandidateId) -> Option<Vec<HeldBack>> {
        self.read().held_back_from_candidate(candidate)
    }

    /// Whom and what no question can reach, see [`Pool::unreached`].
    #[must_use]
    pub fn unreached(&self) -> Unreached {
        self.read().unreached()
    }

    /// How many people and how many vacancies there are.
    #[must_use]
    pub fn size(&self) -> (usize, usize) {
        self.read().size()
    }

    /// The bytes that the index takes in memory, about.
    #[must_use]
    pub fn size_bytes(&self) -> usize {
        self.read().size_bytes()
    }

    fn change(&self, changed: Changed, change: impl FnOnce(&mut Pool)) {
        let _changing = self.changing.lock().unwrap_or_else(PoisonError::into_inner);
        let merge = self.read().due_merge();
        let mut pool = self.write();
        if let Some(merge) = merge {
            pool.adopt(merge);
        }
        change(&mut pool);
        self.generations().note(changed);
    }

    fn generations(&self) -> MutexGuard<'_, Generations> {
        self.generations.lock().unwrap_or_else(PoisonError::into_inner)
    }

    // A panic inside a change could leave a row half written; the node is built with `panic = "abort"`, and in a
    // test the next change of the same row mends it.
    pub(super) fn read(&self) -> RwLockReadGuard<'_, Pool> {
        self.pool.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Pool> {
        self.pool.write().unwrap_or_else(PoisonError::into_inner)
    }
}
