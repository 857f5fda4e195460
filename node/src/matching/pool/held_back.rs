//! How many a rule held back: who would be shown, with a score, if no rule failed.

use super::{Pool, work};
use crate::matching::{
    constraint::{self, CandidateTerms, Outcome, VacancyTerms},
    input::VacancyProfile,
    packed::{self, Packed},
    receipt::HeldBack,
    score,
    weighting::Class,
};
use std::collections::BTreeMap;
use vocabulary::{CandidateId, SkillIndex, VacancyId};

impl Pool {
    /// The people who hold something that a vacancy wants, or something that stands in for it, and fail a rule, by
    /// rule; nobody whom the vacancy may not see is counted. None when the vacancy is not there.
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
        let (mut counts, earning) = (Counts::default(), self.earning(wants));
        let weighting = self.yardstick.weighting();
        let earns = |detail: &u32| {
            let held = Packed::from_bits(*detail).held();
            earning.get(&held.skill.0).is_some_and(|least| weighting.class_of(held) >= *least)
        };
        for person in self.candidates.places() {
            if self.candidates.details(person).iter().any(earns) {
                counts.add(self, &self.candidates.terms(person).rules, terms);
            }
        }
        counts.finish()
    }

    /// The skills that earn something from a vacancy, themselves or by standing in, each with the least class in which
    /// it must be held for that. A better class never earns less, so one skill tells whether a person earns anything.
    fn earning(&self, wants: &[u32]) -> BTreeMap<u32, Class> {
        let weighting = self.yardstick.weighting();
        let mut wanted = Vec::new();
        self.wanted(wants, self.weights.total(wants, weighting), &mut wanted);
        let mut earning: BTreeMap<u32, Class> = BTreeMap::new();
        for it in wanted {
            let earns = |class: &Class| score::earned_by_class(it.points, *class, weighting) > 0;
            let own = [Class::Beginning, Class::Stated, Class::Proven];
            let by_itself = own.into_iter().find(earns).map(|least| (it.skill, least));
            let by_stand_in =
                self.yardstick.stand_ins().of(SkillIndex(it.skill)).iter().filter_map(|stand_in| {
                    let stands_in = |class: &Class| weighting.stand_in_class(stand_in.discount, *class);
                    let least = own.into_iter().find(|class| stands_in(class).as_ref().is_some_and(earns))?;
                    Some((stand_in.held.0, least))
                });
            for (skill, least) in by_itself.into_iter().chain(by_stand_in) {
                let known = earning.entry(skill).or_insert(least);
                *known = least.min(*known);
            }
        }
        earning
    }

    /// The vacancies that want something that a person holds, or for which something stands in, and whose rules the
    /// person fails, by rule. None when the person is not there.
    #[must_use]
    pub fn held_back_from_candidate(&self, candidate: CandidateId) -> Option<Vec<HeldBack>> {
        let place = self.candidates.find(candidate)?;
        let person = self.candidates.terms(place);
        let mut classes = Vec::new();
        self.yardstick.classes(self.candidates.details(place), &mut classes);
        let class_of = |skill: u32| {
            let at = classes.binary_search_by_key(&skill, |(known, _)| *known).ok()?;
            Some(classes[at].1)
        };
        let mut counts = Counts::default();
        for vacancy in self.vacancies.places() {
            let (work, wants) = (self.vacancies.terms(vacancy), self.vacancies.details(vacancy));
            let total = self.weights.total(wants, self.yardstick.weighting());
            if self.score(wants, total, class_of, person, work).is_some() {
                counts.add(self, &person.rules, &work.rules);
            }
        }
        Some(counts.finish())
    }
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
