//! The exact best people for a vacancy and the exact best vacancies for a person, asked of the engine.
//!
//! For a vacancy each wanted skill is a scale with a grade for each class, and each factor a scale with a grade for each
//! step, so that the scales of a person add up to the score. For a person the planes are what each class is worth of a skill's weight;
//! vacancies ask for different totals, so these planes only bound the score, and rows that can still enter the list are
//! scored one by one.

use super::{
    MOST_RESULTS, Match, Person, Pool, Query, Show, Work,
    columns::Reach,
    packed,
    pair::{Wanted, apart_points},
    wanted_feature, work,
};
use crate::matching::{
    engine::{
        blocks::BLOCK,
        query::Query as Planes,
        search::{ExactScorer, Search},
        tier::{Place, Tier},
        top::Found,
    },
    input::{VacancyProfile, Want},
    score::{self, STEPS, Score},
    ties::Ties,
    weighting::Class,
    weights::{Common, Totals},
    yardstick::{StepFactor, factor_scale, skill_scale},
};
use std::sync::PoisonError;
use vocabulary::{CandidateId, VacancyId};

/// What one search needs; used again by the next, so that nothing is allocated but the answer.
#[derive(Debug, Default)]
pub(super) struct Room {
    planes: Planes,
    people: Search,
    vacancies: Search,
    wanted: Vec<Wanted>,
    classes: Vec<(u32, Class)>,
    reach: Reach,
}

#[cfg(test)]
impl Room {
    /// Room in which questions are narrowed however few rows there are.
    pub(super) fn that_always_narrows() -> Self {
        Self {
            people: Search::new().narrowed_from(0),
            vacancies: Search::new().narrowed_from(0),
            ..Self::default()
        }
    }
}

/// Where a vacancy comes among others: those of the network first (row S2-08), then by score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Rank {
    inside: bool,
    score: u32,
}

impl Rank {
    /// Where the bit of the network stands: above all scores.
    const INSIDE: u32 = u32::BITS - score::FULL.leading_zeros();

    /// As a number in the same order.
    const fn number(self) -> u32 {
        (self.inside as u32) << Self::INSIDE | self.score
    }

    /// The rank whose number this is.
    const fn of(number: u32) -> Self {
        Self { inside: number >> Self::INSIDE > 0, score: number & ((1 << Self::INSIDE) - 1) }
    }
}

/// A person and how well the person fits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fit {
    /// Who.
    pub candidate: CandidateId,
    /// How well.
    pub score: Score,
}

/// Scores the people of a tier: what their scales add up to, and what everybody gets.
struct PeopleOfTier<'a> {
    pool: &'a Pool,
    tier: &'a Tier<CandidateId, Person>,
    work: &'a Work,
    /// The points of factors that are the same for everybody.
    for_all: u32,
    reach: &'a Reach,
    show: Show,
    ties: Ties,
}

impl ExactScorer for PeopleOfTier<'_> {
    fn least(&self, _: usize, kth: u32) -> u32 {
        kth.saturating_sub(self.for_all)
    }

    fn least_anywhere(&self, kth: u32) -> u32 {
        kth.saturating_sub(self.for_all)
    }

    fn may_admit(&self, row: usize) -> bool {
        self.show == Show::FailingToo || self.tier.beside().may_reach(row, self.reach)
    }

    fn announce(&self, block: usize, rows: u64) {
        self.tier.beside().announce(block, rows);
    }

    fn announce_terms(&self, row: usize) {
        self.tier.announce(row);
    }

    fn extra_at_most(&self, group: usize) -> Option<&[u16; BLOCK]> {
        self.tier.beside().extra_at_most(group, self.work.apart.kind)
    }

    fn admits(&self, row: usize) -> bool {
        self.pool.fits(&self.tier.terms(row).rules, &self.work.rules, self.show)
    }

    fn score(&self, _: usize, sum: u32) -> Option<u32> {
        Some(sum + self.for_all)
    }

    fn tie(&self, row: usize) -> u128 {
        self.ties.key(self.tier.id(row).to_bytes())
    }
}

/// Scores the vacancies of a tier for one person.
struct VacanciesOfTier<'a> {
    pool: &'a Pool,
    tier: &'a Tier<VacancyId, Work>,
    totals: &'a Totals,
    person: &'a Person,
    /// Which wanted skills the person holds or stands in for, in order of number.
    classes: &'a [(u32, Class)],
    show: Show,
    ties: Ties,
}

impl VacanciesOfTier<'_> {
    /// The least sum of planes with which one of these vacancies can reach a rank. A wanted skill earns at most its
    /// share of the points and one for rounding; so a sum R over a total T earns at most points x R / T + skills.
    fn least_of(&self, common: &Common, kth: Rank) -> u32 {
        match (common.any_inside, kth.inside) {
            (true, false) => return 1,
            (false, true) => return u32::MAX,
            (true, true) | (false, false) => (),
        }
        let points = self.pool.yardstick.points();
        let apart = match common.kind {
            Some(kind) => apart_points(points, self.person, kind),
            None => apart_points(points, self.person, None) + points.interests,
        };
        let by_skills = kth.score.saturating_sub(apart).saturating_sub(common.most_wants);
        let least = u64::from(by_skills) * u64::from(common.least_total) / u64::from(points.skills.max(1));
        u32::try_from(least).unwrap_or(u32::MAX).max(1)
    }
}

impl ExactScorer for VacanciesOfTier<'_> {
    fn least(&self, block: usize, kth: u32) -> u32 {
        self.totals.of_block(block).map_or(1, |common| self.least_of(common, Rank::of(kth)))
    }

    fn least_anywhere(&self, kth: u32) -> u32 {
        self.totals.of_all().map_or(1, |common| self.least_of(common, Rank::of(kth)))
    }

    fn admits(&self, row: usize) -> bool {
        self.pool.fits(&self.person.rules, &self.tier.terms(row).rules, self.show)
    }

    fn score(&self, row: usize, _: u32) -> Option<u32> {
        let work = self.tier.terms(row);
        let (wants, total) = (self.tier.details(row), self.totals.of_row(row));
        let class_of = |skill: u32| {
            let at = self.classes.binary_search_by_key(&skill, |(skill, _)| *skill).ok()?;
            Some(self.classes[at].1)
        };
        let score = self.pool.score(wants, total, class_of, self.person, work)?;
        Some(Rank { inside: !work.apart.outside, score }.number())
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
        let (work, wants) = (self.vacancies.terms(place), self.vacancies.details(place));
        Some(self.people(vacancy, work, wants, query, ties))
    }

    /// The best people for a vacancy that need not be in the pool, best first.
    #[must_use]
    pub fn people_for_profile(&self, profile: &VacancyProfile, query: Query, ties: Ties) -> Vec<Match> {
        let work = work(profile, &self.travel);
        self.people(profile.id, &work, &packed::pack_wants(profile), query, ties)
    }

    fn people(&self, vacancy: VacancyId, work: &Work, wants: &[u32], query: Query, ties: Ties) -> Vec<Match> {
        self.with_room(|room| {
            self.find_people(room, work, wants, query, ties);
            let explained = |place: Place| {
                let explanation = self.explained(place, work, wants)?;
                let (candidate, outside) = (self.candidates.id(place), work.apart.outside);
                Some(Match { candidate, vacancy, outside, explanation })
            };
            room.people.finish().iter().filter_map(|found| explained(found.place)).collect()
        })
    }

    /// Leaves the best people in the room.
    fn find_people(&self, room: &mut Room, work: &Work, wants: &[u32], query: Query, ties: Ties) {
        let for_all = self.ask_for_people(room, work, wants);
        room.reach.ask(&work.rules, &self.travel);
        room.people.start(query.limit.clamp(1, MOST_RESULTS));
        for (number, tier) in self.candidates.tiers().iter().enumerate() {
            let (reach, show) = (&room.reach, query.show);
            let scorer = PeopleOfTier { pool: self, tier, work, for_all, reach, show, ties };
            room.people.visit(number, tier.blocks(), tier.live(), &room.planes, &scorer);
        }
    }

    /// Puts the scales of a vacancy in the room; returns the points that everybody gets.
    fn ask_for_people(&self, room: &mut Room, work: &Work, wants: &[u32]) -> u32 {
        let (weighting, points) = (self.yardstick.weighting(), self.yardstick.points());
        room.planes.clear();
        self.wanted(wants, self.weights.total(wants, weighting), &mut room.wanted);
        for wanted in &room.wanted {
            let of_class = Class::ALL.map(|class| score::earned_by_class(wanted.points, class, weighting));
            let worth = |grade: u8| of_class.get(usize::from(grade) - 1).copied().unwrap_or(0);
            room.planes.add_scale(skill_scale(wanted.skill), worth);
        }
        let mut add_steps = |points: u32, factor| {
            let worth = |step: u8| score::earned_by_steps(points, step.min(STEPS));
            room.planes.add_extra_scale(factor_scale(factor), worth);
        };
        add_steps(points.hard, StepFactor::Hard);
        add_steps(points.soft, StepFactor::Soft);
        let culture = score::earned_by_steps(points.culture, score::MIDDLE_STEP);
        match work.apart.kind {
            Some(kind) => {
                add_steps(points.interests, StepFactor::Interests(kind));
                culture
            }
            None => culture + score::earned_by_steps(points.interests, score::MIDDLE_STEP),
        }
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
        let found = self.with_room(|room| {
            self.find_vacancies(room, own, query, ties);
            let explained = |place: Place| {
                let (work, wants) = (self.vacancies.terms(place), self.vacancies.details(place));
                let explanation = self.explained(own, work, wants)?;
                let (vacancy, outside) = (self.vacancies.id(place), work.apart.outside);
                Some(Match { candidate, vacancy, outside, explanation })
            };
            room.vacancies.finish().iter().filter_map(|found| explained(found.place)).collect()
        });
        Some(found)
    }

    fn find_vacancies(&self, room: &mut Room, own: Place, query: Query, ties: Ties) {
        let weighting = self.yardstick.weighting();
        room.planes.clear();
        self.yardstick.classes(self.candidates.details(own), &mut room.classes);
        for (skill, class) in &room.classes {
            for want in [Want::Essential, Want::Optional] {
                let weight = self.weights.of_skill(*skill, want, weighting);
                // rounded up: planes never sum to less than the score
                let worth = (weight * u32::from(weighting.value(*class))).div_ceil(100);
                room.planes.add_plane(worth, [wanted_feature(*skill, want)]);
            }
        }
        room.vacancies.start(query.limit.clamp(1, MOST_RESULTS));
        for (number, tier) in self.vacancies.tiers().iter().enumerate() {
            let (person, show) = (self.candidates.terms(own), query.show);
            let (totals, classes) = (&self.totals[number], &room.classes[..]);
            let scorer = VacanciesOfTier { pool: self, tier, totals, person, classes, show, ties };
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
                let (work, wants) = (self.vacancies.terms(place), self.vacancies.details(place));
                self.find_people(room, work, wants, query, ties);
                let found = room.people.finish().iter();
                let fit = |found: &Found| Fit {
                    candidate: self.candidates.id(found.place),
                    score: Score::new(found.score),
                };
                found.map(fit).collect()
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
