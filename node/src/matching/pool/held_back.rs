//! How many a rule held back: who shares a skill with the other side and fails a rule.

use super::{Pool, work};
use crate::matching::{
    constraint::{self, CandidateTerms, Outcome, VacancyTerms},
    input::VacancyProfile,
    packed::{self, Packed},
    receipt::HeldBack,
};
use std::collections::BTreeMap;
use vocabulary::{CandidateId, VacancyId};

impl Pool {
    /// The people who share a skill with a vacancy and fail a rule, by rule; nobody whom the vacancy may not see is
    /// counted. None when the vacancy is not there.
    #[must_use]
    pub fn held_back_from_vacancy(&self, vacancy: VacancyId) -> Option<Vec<HeldBack>> {
        let place = self.vacancies.find(vacancy)?;
        let (terms, wants) = (&self.vacancies.terms(place).rules, self.vacancies.details(place));
        Some(self.held_back_people(terms, wants))
    }

    /// As [`Self::held_back_from_vacancy`], for a vacancy that need not be in the pool.
    #[must_use]
    pub fn held_back_from_profile(&self, profile: &VacancyProfile) -> Vec<HeldBack> {
        self.held_back_people(&work(profile, &self.travel).rules, &packed::pack_wants(profile))
    }

    fn held_back_people(&self, terms: &VacancyTerms, wants: &[u32]) -> Vec<HeldBack> {
        let mut counts = Counts::default();
        for person in self.candidates.places() {
            if share(self.candidates.details(person), wants) {
                counts.add(self, &self.candidates.terms(person).rules, terms);
            }
        }
        counts.finish()
    }

    /// The vacancies that share a skill with a person and fail a rule, by rule. None when the person is not there.
    #[must_use]
    pub fn held_back_from_candidate(&self, candidate: CandidateId) -> Option<Vec<HeldBack>> {
        let place = self.candidates.find(candidate)?;
        let (terms, own) = (&self.candidates.terms(place).rules, self.candidates.details(place));
        let mut counts = Counts::default();
        for vacancy in self.vacancies.places() {
            if share(own, self.vacancies.details(vacancy)) {
                counts.add(self, terms, &self.vacancies.terms(vacancy).rules);
            }
        }
        Some(counts.finish())
    }
}

fn share(own: &[u32], wants: &[u32]) -> bool {
    wants.iter().any(|bits| packed::find(own, Packed::from_bits(*bits).skill()).is_some())
}

#[derive(Debug, Default)]
struct Counts(BTreeMap<&'static str, usize>);

impl Counts {
    fn add(&mut self, pool: &Pool, candidate: &CandidateTerms, vacancy: &VacancyTerms) {
        if !constraint::may_be_shown(candidate, vacancy) {
            return;
        }
        for verdict in constraint::verdicts(candidate, vacancy, &pool.travel) {
            if verdict.outcome() == Outcome::Failed {
                *self.0.entry(verdict.rule()).or_default() += 1;
            }
        }
    }

    fn finish(self) -> Vec<HeldBack> {
        self.0.into_iter().map(|(rule, count)| HeldBack { rule, count }).collect()
    }
}
