//! The one pool that the running node shares: many read at the same time, a change waits only for those reads.
//!
//! Filled by workflows as people and vacancies change, and written anew at start and after a change of the
//! vocabulary. A read of 20,000 people takes about a millisecond, so a plain lock serves.

use super::explain::Explanation;
use super::input::{CandidateProfile, VacancyProfile};
use super::pool::{Match, NeverFound, Pool, Query};
use super::travel::TravelTable;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use vocabulary::{CandidateId, VacancyId};

/// All open people and vacancies of a running node, shared.
#[derive(Debug)]
pub struct MatchingIndex {
    pool: RwLock<Pool>,
}

impl MatchingIndex {
    /// An index with nobody in it.
    #[must_use]
    pub const fn new(travel: Arc<TravelTable>) -> Self {
        Self { pool: RwLock::new(Pool::new(travel)) }
    }

    /// Replaces everything. Readers go on with the old contents until the new ones are complete.
    pub fn rebuild(
        &self,
        travel: Arc<TravelTable>,
        candidates: impl IntoIterator<Item = CandidateProfile>,
        vacancies: impl IntoIterator<Item = VacancyProfile>,
    ) {
        let mut fresh = Pool::new(travel);
        for candidate in candidates {
            fresh.put_candidate(&candidate);
        }
        for vacancy in vacancies {
            fresh.put_vacancy(&vacancy);
        }
        fresh.shrink();
        *self.write() = fresh;
    }

    /// A person came or changed.
    pub fn candidate_changed(&self, profile: &CandidateProfile) {
        self.write().put_candidate(profile);
    }

    /// A person went.
    pub fn candidate_removed(&self, candidate: CandidateId) {
        self.write().remove_candidate(candidate);
    }

    /// A vacancy came or changed, of this region or of another.
    pub fn vacancy_changed(&self, profile: &VacancyProfile) {
        self.write().put_vacancy(profile);
    }

    /// A vacancy went.
    pub fn vacancy_removed(&self, vacancy: VacancyId) {
        self.write().remove_vacancy(vacancy);
    }

    /// The best people for a vacancy, see [`Pool::people_for_vacancy`].
    #[must_use]
    pub fn people_for_vacancy(&self, vacancy: VacancyId, query: Query) -> Option<Vec<Match>> {
        self.read().people_for_vacancy(vacancy, query)
    }

    /// The best people for a vacancy that need not be in the index, see [`Pool::people_for_profile`].
    #[must_use]
    pub fn people_for_profile(&self, profile: &VacancyProfile, query: Query) -> Vec<Match> {
        self.read().people_for_profile(profile, query)
    }

    /// The best vacancies for a person, see [`Pool::vacancies_for_candidate`].
    #[must_use]
    pub fn vacancies_for_candidate(&self, candidate: CandidateId, query: Query) -> Option<Vec<Match>> {
        self.read().vacancies_for_candidate(candidate, query)
    }

    /// Why a person and a vacancy fit or not, see [`Pool::explain`].
    #[must_use]
    pub fn explain(&self, candidate: CandidateId, vacancy: VacancyId) -> Option<Explanation> {
        self.read().explain(candidate, vacancy)
    }

    /// Who can never be found, by which field.
    #[must_use]
    pub fn never_found(&self) -> NeverFound {
        self.read().never_found()
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

    // A panic inside a change could leave a row half written; the node is built with `panic = "abort"`, and in a
    // test the next change of the same row mends it.
    fn read(&self) -> RwLockReadGuard<'_, Pool> {
        self.pool.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Pool> {
        self.pool.write().unwrap_or_else(PoisonError::into_inner)
    }
}
