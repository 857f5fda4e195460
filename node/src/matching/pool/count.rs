//! How many people fit a vacancy, all of them counted: for advice about a vacancy, not for a list of people.
//!
//! Who fits: no rule fails, the person has every skill that the work cannot do without from the first day, and shares
//! at least one skill with the vacancy, as without one nobody is ever proposed. Every person is looked at once.

use super::{Pool, Show, packed, work};
use crate::matching::{
    constraint::VacancyTerms,
    engine::tier::Place,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::{
        input::{
            CandidateProfile, Education, Evidence, HeldSkill, HoursRange, LineOfWork, Potential, Standing,
        },
        pool::{MOST_RESULTS, Query},
        ties::Ties,
        travel::TravelTable,
        yardstick::Yardstick,
    };
    use proptest::{collection::btree_set, prelude::*};
    use std::{collections::BTreeSet, sync::Arc};
    use vocabulary::{CandidateId, RegionId, VacancyId};

    fn person(number: u8, skills: &BTreeSet<u32>, hours: (u8, u8), standing: Standing) -> CandidateProfile {
        let held =
            |skill: &u32| HeldSkill { skill: SkillNumber(*skill), level: 3, evidence: Evidence::Myself };
        CandidateProfile {
            id: CandidateId::from_bytes([number; 16]),
            standing,
            municipality: None,
            max_travel_minutes: None,
            hours: HoursRange::new(hours.0, hours.1),
            education: Some(Education::BelowBachelor),
            present_employer: None,
            skills: skills.iter().map(held).collect(),
            potential: Potential::NOT_KNOWN,
            interests: None,
            available_from: None,
            line_of_work: LineOfWork::default(),
        }
    }

    fn work(essential: &[u32], trainable: &[u32], optional: &[u32]) -> VacancyProfile {
        let numbers = |skills: &[u32]| skills.iter().copied().map(SkillNumber).collect::<Vec<_>>();
        VacancyProfile {
            id: VacancyId::from_bytes([9; 16]),
            region: RegionId::new("AM24").unwrap(),
            employer: None,
            municipality: None,
            hours: HoursRange::new(24, 36),
            entry_level: None,
            essential: numbers(essential),
            trainable: numbers(trainable),
            optional: numbers(optional),
            kind_of_work: None,
            starts_on: None,
            outside: false,
            line_of_work: LineOfWork::default(),
        }
    }

    fn pool(people: &[CandidateProfile]) -> Pool {
        let mut pool = Pool::new(
            Arc::new(TravelTable::from_centres(std::iter::empty())),
            Arc::new(Yardstick::without_stand_ins(Arc::default())),
        );
        people.iter().for_each(|person| pool.put_candidate(person));
        pool
    }

    #[test]
    fn def_10_each_demand_is_told_with_the_people_that_it_alone_keeps_away() {
        let with = |number, skills: &[u32]| {
            person(number, &skills.iter().copied().collect(), (16, 32), Standing::Findable)
        };
        let mut people = vec![with(1, &[1, 2, 3]), with(2, &[1, 2]), with(3, &[1, 2]), with(4, &[1, 3])];
        people.push(person(5, &BTreeSet::from([1, 2]), (8, 12), Standing::Findable));
        people.push(person(6, &BTreeSet::from([1, 2]), (16, 32), Standing::Restricted));
        let counted = pool(&people).count_fitting(&work(&[1, 2, 3], &[], &[]));
        assert_eq!(counted.people, 1);
        let but_for = [(1, 0), (2, 1), (3, 2)].map(|(skill, people)| (SkillNumber(skill), people));
        assert_eq!(counted.but_for, but_for.into(), "hours fail for one, and one may not be found");
        // The contrast: what can be learnt on the job keeps nobody away.
        let softer = pool(&people).count_fitting(&work(&[1, 2, 3], &[3], &[]));
        assert_eq!(softer.people, 1 + 2);
    }

    /// People who fit by the list of matches, of a vacancy that may ask for less.
    fn listed(pool: &Pool, profile: &VacancyProfile) -> BTreeSet<CandidateId> {
        let query = Query { limit: MOST_RESULTS, show: Show::Fitting };
        let found = pool.people_for_profile(profile, query, Ties::ById);
        found
            .into_iter()
            .filter(|one| one.explanation.missing.iter().all(|missing| missing.want != Want::Essential))
            .map(|one| one.candidate)
            .collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(privacy::testing::cases(150)))]

        #[test]
        fn the_counts_are_those_of_the_list_of_matches(
            skills in proptest::collection::vec((btree_set(0_u32..6, 0..5), 8_u8..40, any::<bool>()), 0..40),
            essential in btree_set(0_u32..6, 0..4), optional in btree_set(0_u32..6, 0..3), trainable in any::<bool>(),
        ) {
            let people: Vec<_> = (0_u8..).zip(&skills).map(|(number, (skills, hours, restricted))| {
                let standing = if *restricted { Standing::Restricted } else { Standing::Findable };
                person(number, skills, (*hours, *hours), standing)
            }).collect();
            let pool = pool(&people);
            let essential: Vec<u32> = essential.into_iter().collect();
            let optional: Vec<u32> = optional.into_iter().filter(|skill| !essential.contains(skill)).collect();
            let trainable = if trainable { essential.get(..1).unwrap_or_default() } else { &[] };
            let asked = work(&essential, trainable, &optional);
            let counted = pool.count_fitting(&asked);
            let fitting = listed(&pool, &asked);
            prop_assert_eq!(counted.people, fitting.len());
            for (skill, more) in counted.but_for {
                let mut softer = asked.clone();
                softer.trainable.push(skill);
                prop_assert_eq!(more, listed(&pool, &softer).difference(&fitting).count());
            }
            let other = work(&optional, &[], &[]);
            let any = pool.count_fitting_any(&[asked, other.clone()]);
            let others = listed(&pool, &other);
            prop_assert_eq!(any.each, vec![fitting.len(), others.len()]);
            prop_assert_eq!(any.any, fitting.union(&others).count());
        }
    }
}
