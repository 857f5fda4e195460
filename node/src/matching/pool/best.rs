//! The exact best people for a vacancy and the exact best vacancies for a person, asked of the engine.

use super::{MOST_RESULTS, Match, Person, Pool, Query, Show, Work, packed, wanted_feature, work};
use crate::matching::{
    constraint::{CandidateTerms, VacancyTerms},
    engine::{
        query::Query as Planes,
        search::{ExactScorer, Search},
        tiers::{Place, Tier},
    },
    input::{VacancyProfile, Want},
    packed::Packed,
    score::Score,
    ties::Ties,
    weights::Totals,
};
use std::sync::PoisonError;
use vocabulary::{CandidateId, VacancyId};

/// What one search needs; used again by the next, so that nothing is allocated but the answer.
#[derive(Debug, Default)]
pub(super) struct Room {
    planes: Planes,
    people: Search<u32>,
    vacancies: Search<Score>,
}

/// A person and how well the person fits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fit {
    /// Who.
    pub candidate: CandidateId,
    /// How well.
    pub score: Score,
}

/// Scores the people of a tier: the sum of the weights of what is held, of those who may be shown.
struct PeopleOfTier<'a> {
    pool: &'a Pool,
    tier: &'a Tier<CandidateId, Person>,
    vacancy: &'a VacancyTerms,
    show: Show,
    ties: Ties,
}

impl ExactScorer for PeopleOfTier<'_> {
    type Score = u32;

    fn least(&self, _: usize, kth: u32) -> u32 {
        kth
    }

    fn least_anywhere(&self, kth: u32) -> u32 {
        kth
    }

    fn admits(&self, row: usize) -> bool {
        self.pool.fits(&self.tier.terms(row).rules, self.vacancy, self.show)
    }

    fn score(&self, _: usize, sum: u32) -> Option<u32> {
        Some(sum)
    }

    fn tie(&self, row: usize) -> u128 {
        self.ties.key(self.tier.id(row).to_bytes())
    }
}

/// Scores the vacancies of a tier: the share of each vacancy's own total, of those that may be shown.
struct VacanciesOfTier<'a> {
    pool: &'a Pool,
    tier: &'a Tier<VacancyId, Work>,
    totals: &'a Totals,
    candidate: &'a CandidateTerms,
    show: Show,
    ties: Ties,
}

impl ExactScorer for VacanciesOfTier<'_> {
    type Score = Score;

    fn least(&self, block: usize, kth: Score) -> u32 {
        self.totals.least_held(block, kth)
    }

    fn least_anywhere(&self, kth: Score) -> u32 {
        self.totals.least_held_anywhere(kth)
    }

    fn admits(&self, row: usize) -> bool {
        self.pool.fits(self.candidate, &self.tier.terms(row).rules, self.show)
    }

    fn score(&self, row: usize, sum: u32) -> Option<Score> {
        self.totals.score(row, sum)
    }

    fn tie(&self, row: usize) -> u128 {
        self.ties.key(self.tier.id(row).to_bytes())
    }
}

impl Pool {
    /// The best people for a vacancy of the pool, best first; none when the vacancy is not there.
    #[must_use]
    pub fn people_for_vacancy(&self, vacancy: VacancyId, query: Query, ties: Ties) -> Option<Vec<Match>> {
        let place = self.vacancies.find(vacancy)?;
        let (terms, wants) = (&self.vacancies.terms(place).rules, self.vacancies.details(place));
        Some(self.people(vacancy, terms, wants, query, ties))
    }

    /// The best people for a vacancy that need not be in the pool, best first.
    #[must_use]
    pub fn people_for_profile(&self, profile: &VacancyProfile, query: Query, ties: Ties) -> Vec<Match> {
        let terms = work(profile, &self.travel).rules;
        self.people(profile.id, &terms, &packed::pack_wants(profile), query, ties)
    }

    fn people(
        &self,
        vacancy: VacancyId,
        terms: &VacancyTerms,
        wants: &[u32],
        query: Query,
        ties: Ties,
    ) -> Vec<Match> {
        self.with_room(|room| {
            let total = self.find_people(room, terms, wants, query, ties);
            let found = room.people.finish().iter();
            let found = found.filter_map(|found| Some((Score::new(found.score, total)?, found.place)));
            found
                .map(|(score, place)| {
                    let explanation = self.explained(score, place, terms, wants);
                    Match { candidate: self.candidates.id(place), vacancy, explanation }
                })
                .collect()
        })
    }

    /// Leaves the best people in the room; returns what the vacancy asks for in all.
    fn find_people(
        &self,
        room: &mut Room,
        terms: &VacancyTerms,
        wants: &[u32],
        query: Query,
        ties: Ties,
    ) -> u32 {
        let mut total = 0_u32;
        room.planes.clear();
        for wanted in wants.iter().map(|bits| Packed::from_bits(*bits)) {
            let weight = self.weights.of(wanted);
            total = total.saturating_add(weight);
            room.planes.add_plane(weight, [wanted.skill()]);
        }
        room.people.start(query.limit.clamp(1, MOST_RESULTS));
        for (number, tier) in self.candidates.tiers().iter().enumerate() {
            let scorer = PeopleOfTier { pool: self, tier, vacancy: terms, show: query.show, ties };
            room.people.visit(number, tier.blocks(), tier.live(), &room.planes, &scorer);
        }
        total
    }

    /// The best vacancies for a person, of all regions, best first; none when the person is not in the pool.
    #[must_use]
    pub fn vacancies_for_candidate(
        &self,
        candidate: CandidateId,
        query: Query,
        ties: Ties,
    ) -> Option<Vec<Match>> {
        let own = self.candidates.find(candidate)?;
        let terms = &self.candidates.terms(own).rules;
        let found = self.with_room(|room| {
            self.find_vacancies(room, own, terms, query, ties);
            let found = room.vacancies.finish().iter();
            found
                .map(|found| {
                    let place = found.place;
                    let (work, wants) = (self.vacancies.terms(place), self.vacancies.details(place));
                    let explanation = self.explained(found.score, own, &work.rules, wants);
                    Match { candidate, vacancy: self.vacancies.id(place), explanation }
                })
                .collect()
        });
        Some(found)
    }

    fn find_vacancies(&self, room: &mut Room, own: Place, terms: &CandidateTerms, query: Query, ties: Ties) {
        room.planes.clear();
        for held in self.candidates.details(own).iter().map(|bits| Packed::from_bits(*bits)) {
            for want in [Want::Essential, Want::Optional] {
                let weight = self.weights.of_skill(held.skill(), want);
                room.planes.add_plane(weight, [wanted_feature(held.skill(), want)]);
            }
        }
        room.vacancies.start(query.limit.clamp(1, MOST_RESULTS));
        for (number, tier) in self.vacancies.tiers().iter().enumerate() {
            let (candidate, show) = (terms, query.show);
            let totals = &self.totals[number];
            let scorer = VacanciesOfTier { pool: self, tier, totals, candidate, show, ties };
            room.vacancies.visit(number, tier.blocks(), tier.live(), &room.planes, &scorer);
        }
    }

    /// The best people for each of some vacancies, without the explanations: for the rounds over all vacancies.
    /// Nothing for a vacancy that is not in the pool.
    #[must_use]
    pub fn best_fits(&self, vacancies: &[VacancyId], query: Query, ties: Ties) -> Vec<Vec<Fit>> {
        self.with_room(|room| {
            let of = |vacancy: &VacancyId| {
                let Some(place) = self.vacancies.find(*vacancy) else { return Vec::new() };
                let (terms, wants) = (&self.vacancies.terms(place).rules, self.vacancies.details(place));
                let total = self.find_people(room, terms, wants, query, ties);
                let found = room.people.finish().iter();
                let fit = found.filter_map(|found| {
                    let candidate = self.candidates.id(found.place);
                    Some(Fit { candidate, score: Score::new(found.score, total)? })
                });
                fit.collect()
            };
            vacancies.iter().map(of).collect()
        })
    }

    /// All vacancies, those of like work beside each other.
    #[must_use]
    pub fn all_vacancies(&self) -> Vec<VacancyId> {
        let mut places: Vec<Place> = self.vacancies.places().collect();
        places.sort_by_key(|place| self.vacancies.terms(*place).line_of_work);
        places.into_iter().map(|place| self.vacancies.id(place)).collect()
    }

    fn with_room<T>(&self, search: impl FnOnce(&mut Room) -> T) -> T {
        let spare = self.rooms.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut room = spare.unwrap_or_default();
        let found = search(&mut room);
        self.rooms.lock().unwrap_or_else(PoisonError::into_inner).push(room);
        found
    }
}
