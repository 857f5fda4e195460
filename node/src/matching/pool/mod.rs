//! People and vacancies together: finds the exact best for either, explains a pair, counts who is never found.

use super::constraint::{self, CandidateTerms, VacancyTerms};
use super::explain::{Explanation, Held, Missing};
use super::input::{CandidateProfile, Evidence, HeldSkill, SkillNumber, Standing, VacancyProfile, Want};
use super::rows::{Packed, Rows, as_people};
use super::score::{Score, skill_weight, wanted_weight};
use super::travel::TravelTable;
use std::{cmp::Reverse, collections::BTreeSet, sync::Arc};
use vocabulary::{CandidateId, VacancyId};

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
    /// Why.
    pub explanation: Explanation,
}

/// Who can never be found, and what is not known of those who can.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NeverFound {
    /// People in all.
    pub people: usize,
    /// People without any skill: no vacancy reaches them, and none is ever proposed to them.
    pub without_skills: usize,
    /// People whose processing is restricted: by right, not by mistake.
    pub restricted: usize,
    /// Found although the municipality is not known.
    pub municipality_not_known: usize,
    /// Found although the travel limit is not known.
    pub travel_limit_not_known: usize,
    /// Found although the hours are not known.
    pub hours_not_known: usize,
    /// Found although the education is not known.
    pub education_not_known: usize,
}

/// All open people and vacancies that a node knows.
#[derive(Debug)]
pub struct Pool {
    travel: Arc<TravelTable>,
    candidates: Rows<CandidateId, CandidateTerms>,
    vacancies: Rows<VacancyId, VacancyTerms>,
}

impl Pool {
    /// A pool with nobody in it.
    #[must_use]
    pub const fn new(travel: Arc<TravelTable>) -> Self {
        Self { travel, candidates: Rows::new(), vacancies: Rows::new() }
    }

    /// Adds a person or puts the changed person in place.
    pub fn put_candidate(&mut self, profile: &CandidateProfile) {
        let terms = CandidateTerms {
            standing: profile.standing,
            place: profile.municipality.as_ref().and_then(|code| self.travel.place(code)),
            max_travel_minutes: profile.max_travel_minutes,
            hours: profile.hours,
            education: profile.education,
            present_employer: profile.present_employer,
        };
        self.candidates.put(profile.id, terms, &pack_held(&profile.skills));
    }

    /// Takes a person out.
    pub fn remove_candidate(&mut self, candidate: CandidateId) {
        self.candidates.remove(candidate);
    }

    /// Adds a vacancy or puts the changed vacancy in place.
    pub fn put_vacancy(&mut self, profile: &VacancyProfile) {
        let terms = self.vacancy_terms(profile);
        self.vacancies.put(profile.id, terms, &pack_wants(profile));
    }

    /// Takes a vacancy out.
    pub fn remove_vacancy(&mut self, vacancy: VacancyId) {
        self.vacancies.remove(vacancy);
    }

    fn vacancy_terms(&self, profile: &VacancyProfile) -> VacancyTerms {
        VacancyTerms {
            employer: profile.employer,
            place: profile.municipality.as_ref().and_then(|code| self.travel.place(code)),
            hours: profile.hours,
            entry_level: profile.entry_level,
        }
    }

    /// The best people for a vacancy of the pool, best first, ties by id; none when the vacancy is not there.
    #[must_use]
    pub fn people_for_vacancy(&self, vacancy: VacancyId, query: Query) -> Option<Vec<Match>> {
        let row = self.vacancies.find(vacancy)?;
        Some(self.people(vacancy, self.vacancies.terms(row), self.vacancies.skills(row), query))
    }

    /// The best people for a vacancy that need not be in the pool, best first, ties by id.
    #[must_use]
    pub fn people_for_profile(&self, profile: &VacancyProfile, query: Query) -> Vec<Match> {
        self.people(profile.id, &self.vacancy_terms(profile), &pack_wants(profile), query)
    }

    fn people(&self, vacancy: VacancyId, terms: &VacancyTerms, wants: &[Packed], query: Query) -> Vec<Match> {
        let mut held = vec![0_u32; self.candidates.row_count()];
        let mut total = 0_u32;
        for want in wants {
            let weight = self.weight(*want);
            total = total.saturating_add(weight);
            for row in self.candidates.posting(want.skill()) {
                held[*row as usize] += weight;
            }
        }
        let scored = (0_u32..).zip(&held).filter(|(row, held)| **held > 0 && self.candidates.is_live(*row));
        let scored = scored.filter_map(|(row, held)| {
            Some((Score::new(*held, total)?, Reverse(self.candidates.id(row)), row))
        });
        let best =
            best_of(scored, query.limit, |row| self.fits(self.candidates.terms(row), terms, query.show));
        best.into_iter()
            .map(|(score, Reverse(candidate), row)| Match {
                candidate,
                vacancy,
                explanation: self.explained(score, row, terms, wants),
            })
            .collect()
    }

    /// The best vacancies for a person, of all regions, best first, ties by id; none when the person is not in
    /// the pool.
    #[must_use]
    pub fn vacancies_for_candidate(&self, candidate: CandidateId, query: Query) -> Option<Vec<Match>> {
        let own = self.candidates.find(candidate)?;
        let terms = self.candidates.terms(own);
        let touched: BTreeSet<u32> = self
            .candidates
            .skills(own)
            .iter()
            .flat_map(|skill| self.vacancies.posting(skill.skill()))
            .copied()
            .filter(|row| self.vacancies.is_live(*row))
            .collect();
        let scored = touched.into_iter().filter_map(|row| {
            Some((self.score(own, self.vacancies.skills(row))?, Reverse(self.vacancies.id(row)), row))
        });
        let best =
            best_of(scored, query.limit, |row| self.fits(terms, self.vacancies.terms(row), query.show));
        let matches = best.into_iter().map(|(score, Reverse(vacancy), row)| Match {
            candidate,
            vacancy,
            explanation: self.explained(score, own, self.vacancies.terms(row), self.vacancies.skills(row)),
        });
        Some(matches.collect())
    }

    /// Why a person and a vacancy fit or not, also when a rule fails; none when either is not in the pool, they
    /// share nothing, or the pair may not be shown.
    #[must_use]
    pub fn explain(&self, candidate: CandidateId, vacancy: VacancyId) -> Option<Explanation> {
        let own = self.candidates.find(candidate)?;
        let row = self.vacancies.find(vacancy)?;
        let (terms, wants) = (self.vacancies.terms(row), self.vacancies.skills(row));
        let score = self.score(own, wants)?;
        constraint::may_be_shown(self.candidates.terms(own), terms)
            .then(|| self.explained(score, own, terms, wants))
    }

    /// Who can never be found, by which field.
    #[must_use]
    pub fn never_found(&self) -> NeverFound {
        let mut counts = NeverFound { people: self.candidates.len(), ..NeverFound::default() };
        for row in self.candidates.live() {
            let terms = self.candidates.terms(row);
            if terms.standing == Standing::Restricted {
                counts.restricted += 1;
            } else if self.candidates.skills(row).is_empty() {
                counts.without_skills += 1;
            } else {
                counts.municipality_not_known += usize::from(terms.place.is_none());
                counts.travel_limit_not_known += usize::from(terms.max_travel_minutes.is_none());
                counts.hours_not_known += usize::from(terms.hours.is_none());
                counts.education_not_known += usize::from(terms.education.is_none());
            }
        }
        counts
    }

    /// How many people and how many vacancies there are.
    #[must_use]
    pub fn size(&self) -> (usize, usize) {
        (self.candidates.len(), self.vacancies.len())
    }

    /// The bytes that the pool takes in memory, about.
    #[must_use]
    pub fn size_bytes(&self) -> usize {
        self.candidates.size_bytes() + self.vacancies.size_bytes() + self.travel.size_bytes()
    }

    /// Gives spare room back, after many were put in.
    pub fn shrink(&mut self) {
        self.candidates.shrink();
        self.vacancies.shrink();
    }

    fn fits(&self, candidate: &CandidateTerms, vacancy: &VacancyTerms, show: Show) -> bool {
        constraint::may_be_shown(candidate, vacancy)
            && (show == Show::FailingToo || constraint::no_rule_fails(candidate, vacancy, &self.travel))
    }

    fn weight(&self, want: Packed) -> u32 {
        let holders = self.candidates.holders(want.skill());
        wanted_weight(want_of(want.detail()), skill_weight(as_people(self.candidates.len()), holders))
    }

    fn score(&self, candidate: u32, wants: &[Packed]) -> Option<Score> {
        let own = self.candidates.skills(candidate);
        let (mut held, mut total) = (0, 0);
        for want in wants {
            let weight = self.weight(*want);
            total += weight;
            if find(own, want.skill()).is_some() {
                held += weight;
            }
        }
        if held == 0 { None } else { Score::new(held, total) }
    }

    fn explained(&self, score: Score, candidate: u32, terms: &VacancyTerms, wants: &[Packed]) -> Explanation {
        let own = self.candidates.skills(candidate);
        let (mut held, mut missing) = (Vec::new(), Vec::new());
        for wanted in wants {
            let (skill, want) = (SkillNumber(wanted.skill()), want_of(wanted.detail()));
            let share = score.share_of(self.weight(*wanted));
            match find(own, wanted.skill()) {
                Some(packed) => {
                    let HeldSkill { level, evidence, .. } = held_of(packed);
                    held.push(Held { skill, want, level, evidence, share });
                }
                None => missing.push(Missing { skill, want, share }),
            }
        }
        let verdicts = constraint::verdicts(self.candidates.terms(candidate), terms, &self.travel).collect();
        Explanation::new(score, held, missing, verdicts)
    }
}

type Ranked<Id> = (Score, Reverse<Id>, u32);

/// The `limit` highest of what is scored and `fits`, highest first. The rules are asked only of those that would
/// enter the list.
fn best_of<Id: Ord + Copy>(
    scored: impl Iterator<Item = Ranked<Id>>,
    limit: usize,
    fits: impl Fn(u32) -> bool,
) -> Vec<Ranked<Id>> {
    let limit = limit.clamp(1, MOST_RESULTS);
    let mut best: std::collections::BinaryHeap<Reverse<Ranked<Id>>> =
        std::collections::BinaryHeap::with_capacity(limit + 1);
    for entry in scored {
        let enters = best.len() < limit || best.peek().is_some_and(|worst| entry > worst.0);
        if enters && fits(entry.2) {
            best.push(Reverse(entry));
            if best.len() > limit {
                best.pop();
            }
        }
    }
    best.into_sorted_vec().into_iter().map(|Reverse(entry)| entry).collect()
}

fn find(skills: &[Packed], skill: u32) -> Option<Packed> {
    skills.binary_search_by_key(&skill, |packed| packed.skill()).ok().map(|position| skills[position])
}

fn pack_held(skills: &[HeldSkill]) -> Vec<Packed> {
    let detail = |skill: &HeldSkill| (skill.level.min(7) << 2) | skill.evidence as u8;
    let mut packed: Vec<_> = skills.iter().map(|skill| Packed::new(skill.skill.0, detail(skill))).collect();
    // a skill that is listed twice counts once, at its highest level
    packed.sort_unstable_by_key(|packed| (packed.skill(), Reverse(packed.detail())));
    packed.dedup_by_key(|packed| packed.skill());
    packed
}

fn held_of(packed: Packed) -> HeldSkill {
    let evidence = match packed.detail() & 3 {
        0 => Evidence::Myself,
        1 => Evidence::Employer,
        2 => Evidence::Certificate,
        _ => Evidence::Assessment,
    };
    HeldSkill { skill: SkillNumber(packed.skill()), level: packed.detail() >> 2, evidence }
}

fn pack_wants(profile: &VacancyProfile) -> Vec<Packed> {
    profile.wants().into_iter().map(|(skill, want)| Packed::new(skill.0, want as u8)).collect()
}

const fn want_of(detail: u8) -> Want {
    match detail {
        0 => Want::Essential,
        1 => Want::EssentialTrainable,
        _ => Want::Optional,
    }
}

#[cfg(test)]
mod tests;
