//! How many people fit a vacancy, all of them counted: for advice about a vacancy, not for a list of people.
//!
//! Who fits: no rule fails, the person has every skill that the work cannot do without from the first day, and shares
//! at least one skill with the vacancy, as without one nobody is ever proposed. Every person is looked at once.

use super::{Pool, Show, packed, work};
use crate::matching::{
    constraint::VacancyTerms,
    engine::tiers::Place,
    input::{SkillNumber, VacancyProfile, Want},
    packed::Packed,
};
use std::collections::BTreeMap;

/// How many people fit a vacancy, and who would if it asked for less.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fitting {
    /// Who fits.
    pub people: usize,
    /// For each skill that the work cannot do without from the first day: who fits but for this one.
    pub but_for: BTreeMap<SkillNumber, usize>,
}

/// How many people fit each of several vacancies, and at least one of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FittingAny {
    /// Who fits each, in the order of the question.
    pub each: Vec<usize>,
    /// Who fits at least one.
    pub any: usize,
}

/// What a vacancy asks, taken apart once for all people.
struct Asked {
    terms: VacancyTerms,
    required: Vec<u32>,
    others: Vec<u32>,
}

impl Asked {
    fn of(profile: &VacancyProfile, pool: &Pool) -> Self {
        let wants = packed::pack_wants(profile);
        let wants = wants.iter().map(|bits| Packed::from_bits(*bits));
        let (required, others): (Vec<_>, Vec<_>) = wants.partition(|wanted| wanted.want() == Want::Essential);
        let skills = |wanted: Vec<Packed>| wanted.into_iter().map(Packed::skill).collect();
        Self { terms: work(profile, &pool.travel).rules, required: skills(required), others: skills(others) }
    }
}

/// What somebody lacks of what a vacancy cannot do without.
enum Lack {
    Nothing,
    One(u32),
    More,
}

impl Pool {
    /// How many people fit this vacancy, which need not be in the pool, and who would if it asked for one skill less.
    #[must_use]
    pub fn count_fitting(&self, profile: &VacancyProfile) -> Fitting {
        let asked = Asked::of(profile, self);
        let but_for = asked.required.iter().map(|skill| (SkillNumber(*skill), 0)).collect();
        let mut counted = Fitting { people: 0, but_for };
        for place in self.candidates.places() {
            match self.lack(place, &asked) {
                Lack::Nothing => counted.people += 1,
                Lack::One(skill) => *counted.but_for.entry(SkillNumber(skill)).or_default() += 1,
                Lack::More => {}
            }
        }
        counted
    }

    /// How many people fit each of these vacancies, which need not be in the pool, and at least one of them.
    #[must_use]
    pub fn count_fitting_any(&self, profiles: &[VacancyProfile]) -> FittingAny {
        let asked: Vec<Asked> = profiles.iter().map(|profile| Asked::of(profile, self)).collect();
        let mut counted = FittingAny { each: vec![0; asked.len()], any: 0 };
        for place in self.candidates.places() {
            let mut fits_any = false;
            for (asked, count) in asked.iter().zip(&mut counted.each) {
                let fits = matches!(self.lack(place, asked), Lack::Nothing);
                *count += usize::from(fits);
                fits_any |= fits;
            }
            counted.any += usize::from(fits_any);
        }
        counted
    }

    fn lack(&self, person: Place, asked: &Asked) -> Lack {
        let own = self.candidates.details(person);
        let holds = |skill: &u32| packed::find(own, *skill).is_some();
        let mut missing = asked.required.iter().copied().filter(|skill| !holds(skill));
        let (first, second) = (missing.next(), missing.next());
        let shares = asked.required.len() > usize::from(first.is_some()) || asked.others.iter().any(holds);
        if second.is_some()
            || !shares
            || !self.fits(&self.candidates.terms(person).rules, &asked.terms, Show::Fitting)
        {
            return Lack::More;
        }
        first.map_or(Lack::Nothing, Lack::One)
    }
}
