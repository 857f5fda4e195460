//! The score again, from the profiles alone and without rows, features or planes; and the order of everybody by it.

use super::*;
use crate::matching::explain::{Explanation, Judged};
use crate::matching::interests::{KindOfWork, MOST};
use crate::matching::pool::best::{Fit, Room};
use crate::matching::score::{Score, skill_weight};
use crate::matching::weighting::Class;
use jiff::civil::date;
use proptest::prelude::*;
use std::cmp::Reverse;
use vocabulary::IscoCode;

/// Skills of a world have numbers below this.
pub(super) const SKILLS: u32 = 12;

/// What everybody is compared by.
#[derive(Debug)]
pub(super) struct World {
    pub(super) yardstick: Arc<Yardstick>,
    pub(super) people: Vec<CandidateProfile>,
    pub(super) vacancies: Vec<VacancyProfile>,
}

impl World {
    pub(super) fn pool(&self) -> Pool {
        pool_by(Arc::clone(&self.yardstick), &self.people, &self.vacancies)
    }

    fn weight(&self, skill: SkillNumber, want: Want) -> u64 {
        let holds = |person: &&CandidateProfile| person.skills.iter().any(|held| held.skill == skill);
        let count = |people: usize| u32::try_from(people).unwrap();
        let holders = count(self.people.iter().filter(holds).count());
        let weight = u64::from(skill_weight(count(self.people.len()), holders));
        let optional = u64::from(self.yardstick.weighting().optional_share());
        if want == Want::Optional { weight * optional / 100 } else { weight }
    }

    pub(super) fn own(&self, person: &CandidateProfile, skill: SkillNumber) -> Option<Class> {
        let weighting = self.yardstick.weighting();
        // of a skill that is listed twice the highest level counts, then the strongest evidence
        let held = person.skills.iter().filter(|held| held.skill == skill);
        let held = held.max_by_key(|held| (held.level, held.evidence))?;
        Some(if held.level <= weighting.holding().beginning_up_to_level {
            Class::Beginning
        } else if held.evidence < weighting.holding().proven_from {
            Class::Stated
        } else {
            Class::Proven
        })
    }

    /// In which class a person holds a skill, itself or by a stand-in.
    pub(super) fn class(&self, person: &CandidateProfile, skill: SkillNumber) -> Option<Class> {
        let holding = self.yardstick.weighting().holding();
        let by_stand_in = |stand_in: &StandIn| {
            let own = self.own(person, SkillNumber(stand_in.held.0))?;
            let worth = stand_in.discount * 100.0;
            match (worth >= f32::from(holding.near_from), worth >= f32::from(holding.far_from)) {
                (true, _) if own > Class::Beginning => Some(Class::Near),
                (true, _) => Some(Class::Far),
                (false, true) if own > Class::Beginning => Some(Class::Far),
                (false, _) => None,
            }
        };
        let stand_ins = self.yardstick.stand_ins().of(SkillIndex(skill.0));
        self.own(person, skill).or_else(|| stand_ins.iter().filter_map(by_stand_in).max())
    }

    /// Points of a pair; none when no wanted skill earns anything.
    pub(super) fn score(&self, person: &CandidateProfile, vacancy: &VacancyProfile) -> Option<u64> {
        let weighting = self.yardstick.weighting();
        let shares = weighting.shares();
        let all = [shares.skills, shares.potential, shares.interests, shares.culture];
        let all: u64 = all.map(u64::from).iter().sum();
        let part = |share: u8| u64::from(FULL) * u64::from(share) / all;
        let (potential, interests, culture) =
            (part(shares.potential), part(shares.interests), part(shares.culture));
        let skills = u64::from(FULL) - potential - interests - culture;
        let wants = vacancy.wants();
        let total: u64 = wants.iter().map(|(skill, want)| self.weight(*skill, *want)).sum();
        let (mut before, mut by_skills) = (0, 0);
        for (skill, want) in wants {
            let after = before + self.weight(skill, want);
            let points = (skills * after).checked_div(total).unwrap_or(0)
                - (skills * before).checked_div(total).unwrap_or(0);
            before = after;
            let value = self.class(person, skill).map_or(0, |class| weighting.value(class));
            by_skills += points * u64::from(value) / 100;
        }
        let level = |level: Option<u8>| level.map_or(2, |level| u64::from(level) - 1);
        let hard = (potential / 2) * level(person.potential.hard()) / 4;
        let soft = (potential - potential / 2) * level(person.potential.soft()) / 4;
        let liked = interests * self.liked(person, vacancy) / 4;
        (by_skills > 0).then_some(by_skills + hard + soft + liked + culture * 2 / 4)
    }

    /// Three times the first type, twice the second, once the third, of at most 24, rounded to fourths.
    pub(super) fn liked(&self, person: &CandidateProfile, vacancy: &VacancyProfile) -> u64 {
        let Some((interests, kind)) = person.interests.zip(vacancy.kind_of_work) else { return 2 };
        let [first, second, third] = kind.types().map(|it| f64::from(interests.of(it)));
        let share = (3.0 * first + 2.0 * second + third) / f64::from(6 * MOST);
        let steps = [(0.875, 4), (0.625, 3), (0.375, 2), (0.125, 1)];
        steps.iter().find(|(from, _)| share >= *from).map_or(0, |(_, step)| *step)
    }

    /// All pairs that a query shows, with their rank.
    fn pairs(&self, pool: &Pool, show: Show) -> Vec<(bool, Reverse<u64>, u8, u8)> {
        let mut pairs = Vec::new();
        for person in &self.people {
            for vacancy in &self.vacancies {
                let rules =
                    (super::super::person(person, &pool.travel).rules, work(vacancy, &pool.travel).rules);
                let Some(score) = self.score(person, vacancy) else { continue };
                if pool.fits(&rules.0, &rules.1, show) {
                    let ids = (person.id.to_bytes()[0], vacancy.id.to_bytes()[0]);
                    pairs.push((vacancy.outside, Reverse(score), ids.0, ids.1));
                }
            }
        }
        pairs
    }
}

fn some_weighting() -> impl Strategy<Value = Weighting> {
    let shares = (1..100_u8, 0..60_u8, 0..60_u8, 0..20_u8);
    let classes = prop::collection::vec(0..=100_u8, 5);
    (0..=100_u8, shares, classes, 0..=3_u8, 25..=70_u8, 0..3_usize).prop_map(
        |(optional, (skills, potential, interests, culture), mut classes, level, far, proof)| {
            classes.sort_unstable();
            let [far_value, near, beginning, stated, proven] = classes[..] else { unreachable!() };
            let proof = ["employer", "certificate", "assessment"][proof];
            Weighting::parse(&format!(
                "optional_share = {optional}\n[shares]\nskills = {skills}\npotential = {potential}\n\
                 interests = {interests}\nculture = {culture}\n[classes]\nfar = {far_value}\nnear = {near}\n\
                 beginning = {beginning}\nstated = {stated}\nproven = {}\n[holding]\n\
                 proven_from = \"{proof}\"\nbeginning_up_to_level = {level}\nnear_from = {}\n\
                 far_from = {far}\n[words]\nfits_now = 60\nfits_soon = 40\n",
                proven.max(1),
                far + 20,
            ))
            .unwrap()
        },
    )
}

fn some_stand_ins() -> impl Strategy<Value = StandIns> {
    let stand_in = (0..SKILLS, 25..90_u8);
    let list = prop::collection::vec(stand_in, 0..4);
    prop::collection::vec(list, SKILLS as usize).prop_map(|lists| {
        let stand_ins = |(wanted, mut list): (usize, Vec<(u32, u8)>)| {
            list.sort_by_key(|(held, discount)| (Reverse(*discount), *held));
            let stand_in = |(held, discount)| StandIn {
                held: SkillIndex(held),
                discount: f32::from(discount) / 100.0,
                because: Because::Related,
            };
            list.into_iter().filter(|(held, _)| *held as usize != wanted).map(stand_in).collect()
        };
        StandIns::of_lists(lists.into_iter().enumerate().map(stand_ins))
    })
}

fn some_candidate(number: u8) -> impl Strategy<Value = CandidateProfile> {
    let evidence = prop::sample::select(vec![
        Evidence::Myself,
        Evidence::Employer,
        Evidence::Certificate,
        Evidence::Assessment,
    ]);
    let held = (0..SKILLS, 1..=4_u8, evidence).prop_map(|(skill, level, evidence)| HeldSkill {
        skill: SkillNumber(skill),
        level,
        evidence,
    });
    let rules = (prop::option::of(0..PLACES.len()), prop::option::of(0..90_u16), 1..40_u8, any::<bool>());
    let level = || prop::option::of(1..=5_u8);
    let interests = prop::option::of(prop::array::uniform6(0..=4_u8));
    (prop::collection::vec(held, 0..8), rules, level(), level(), interests, prop::option::of(1..9_i8))
        .prop_map(move |(skills, (place, travel, hours, restricted), hard, soft, interests, month)| {
            let mut person = candidate(number, &[]);
            person.skills = skills;
            person.municipality = place.and_then(|place| MunicipalityCode::new(PLACES[place].0).ok());
            person.max_travel_minutes = travel;
            person.hours = HoursRange::new(hours / 2, hours);
            person.potential = Potential::new(hard, soft);
            person.interests = interests.and_then(Interests::new);
            person.available_from = month.map(|month| date(2026, month, 1));
            if restricted && number.is_multiple_of(5) {
                person.standing = Standing::Restricted;
            }
            person
        })
}

fn some_vacancy(number: u8) -> impl Strategy<Value = VacancyProfile> {
    let skills = || prop::collection::vec(0..SKILLS, 0..6);
    let kind = prop::option::of(prop::sample::select(vec!["2221", "5321", "7212", "4110", "2651"]));
    (skills(), skills(), kind, prop::option::of(1..9_i8), any::<bool>()).prop_map(
        move |(essential, optional, kind, month, outside)| {
            let mut vacancy = vacancy(number, &essential, &optional);
            vacancy.kind_of_work = kind.and_then(|isco| KindOfWork::of(&IscoCode::new(isco).unwrap()));
            vacancy.starts_on = month.map(|month| date(2026, month, 1));
            vacancy.outside = outside;
            vacancy
        },
    )
}

pub(super) fn some_world() -> impl Strategy<Value = World> {
    let people = (1..40_u8).prop_flat_map(|count| (0..count).map(some_candidate).collect::<Vec<_>>());
    let vacancies = (1..12_u8).prop_flat_map(|count| (0..count).map(some_vacancy).collect::<Vec<_>>());
    (some_weighting(), some_stand_ins(), people, vacancies).prop_map(
        |(weighting, stand_ins, people, vacancies)| World {
            yardstick: Arc::new(Yardstick::new(Arc::new(weighting), Arc::new(stand_ins))),
            people,
            vacancies,
        },
    )
}

fn points(explanation: &Explanation) -> u64 {
    u64::from(explanation.score.points())
}

/// Every claim of an explanation, from the profiles.
fn is_true(world: &World, person: &CandidateProfile, vacancy: &VacancyProfile, told: &Explanation) {
    let weighting = world.yardstick.weighting();
    let wants = vacancy.wants();
    let want_of = |skill: SkillNumber| wants.iter().find(|(wanted, _)| *wanted == skill).unwrap().1;
    let value = |class, earned: super::super::super::explain::Earned| {
        let of = earned.of.points();
        assert_eq!(earned.points.points(), of * u32::from(weighting.value(class)) / 100);
        (earned.points.points(), of)
    };
    let (mut sum, mut skills) = (0, 0);
    for held in &told.held {
        assert!(person.skills.contains(&held.own), "the claim is the person's own");
        assert_eq!(Some(held.class), world.own(person, held.own.skill));
        assert_eq!(held.want, want_of(held.own.skill));
        let (points, of) = value(held.class, held.earned);
        (sum, skills) = (sum + points, skills + of);
        let sentence = held.sentence(Language::Dutch);
        assert!(sentence.contains(&format!("niveau {} van 4", held.own.level)), "{sentence}");
        assert_eq!(sentence.contains("zelf genoemd"), held.own.evidence == Evidence::Myself);
    }
    for stood_in in &told.stood_in {
        assert_eq!(world.own(person, stood_in.skill), None);
        assert!(person.skills.contains(&stood_in.by));
        assert_eq!(Some(stood_in.class), world.class(person, stood_in.skill));
        let known = world.yardstick.stand_ins().of(SkillIndex(stood_in.skill.0));
        let relation = known.iter().find(|it| it.held.0 == stood_in.by.skill.0).unwrap();
        assert_eq!(relation.because, stood_in.because);
        assert_eq!(stood_in.want, want_of(stood_in.skill));
        let (points, of) = value(stood_in.class, stood_in.earned);
        (sum, skills) = (sum + points, skills + of);
    }
    for missing in &told.missing {
        assert_eq!(world.class(person, missing.skill), None);
        assert_eq!(missing.want, want_of(missing.skill));
        skills += missing.of.points();
    }
    assert_eq!(told.held.len() + told.stood_in.len() + told.missing.len(), wants.len(), "each once");
    for factor in &told.factors {
        let known = match factor.judged {
            Judged::HardPotential(level) => level == person.potential.hard(),
            Judged::SoftPotential(level) => level == person.potential.soft(),
            Judged::Interests(interests, kind) => {
                interests == person.interests && kind == vacancy.kind_of_work
            }
            Judged::Culture => true,
        };
        assert!(known, "{factor:?}");
        let told_not_known = factor.sentence(Language::English).contains("not known");
        assert_eq!(told_not_known, !factor.is_known());
        assert_eq!(factor.earned.points.points(), factor.earned.of.points() * u32::from(factor.steps) / 4);
        (sum, skills) = (sum + factor.earned.points.points(), skills + factor.earned.of.points());
    }
    assert_eq!(told.score.points(), sum, "the parts are the score");
    assert_eq!(skills, FULL, "what could be earned is all there is");
    assert_eq!(told.fits, weighting.fits(told.score));
    let summary = told.summary(Language::English);
    let counts = told.counts();
    assert!(summary.starts_with(&format!("{} of {} ", counts.held, counts.wanted())), "{summary}");
}

/// Has the next questions narrowed, which is otherwise done in large pools only.
fn narrow_if(narrowed: bool, pool: &Pool) {
    if narrowed {
        pool.rooms.lock().unwrap().push(Room::that_always_narrows());
    }
}

proptest! {
    #[test]
    fn the_best_people_are_those_that_comparing_everybody_gives(
        mut world in some_world(), limit in 1..10_usize, gone in 0..40_usize, failing_too: bool, narrowed: bool,
    ) {
        let query = Query { limit, show: if failing_too { Show::FailingToo } else { Show::Fitting } };
        let mut pool = world.pool();
        // some changed, some gone: the rows are no longer those that were put in first
        for person in world.people.iter_mut().step_by(3) {
            person.skills.reverse();
            person.skills.truncate(3);
            person.potential = Potential::new(person.potential.soft(), Some(3));
            pool.put_candidate(person);
        }
        if gone < world.people.len() {
            pool.remove_candidate(world.people.remove(gone).id);
        }
        narrow_if(narrowed, &pool);
        let pairs = world.pairs(&pool, query.show);
        for vacancy in &world.vacancies {
            let id = vacancy.id.to_bytes()[0];
            let mut wanted: Vec<_> =
                pairs.iter().filter(|pair| pair.3 == id).map(|pair| (pair.1, pair.2)).collect();
            wanted.sort();
            wanted.truncate(limit);
            let found = pool.people_for_vacancy(vacancy.id, query, Ties::ById).unwrap();
            let found: Vec<_> = found
                .iter()
                .map(|found| (Reverse(points(&found.explanation)), found.candidate.to_bytes()[0]))
                .collect();
            prop_assert_eq!(&found, &wanted);
            // the round over all vacancies, without explanations, and a vacancy that is not in the pool
            let fits = pool.best_fits(&[vacancy.id], query, Ties::ById).remove(0);
            let fit = |fit: &Fit| (Reverse(u64::from(fit.score.points())), fit.candidate.to_bytes()[0]);
            prop_assert_eq!(&fits.iter().map(fit).collect::<Vec<_>>(), &wanted);
            let by_profile = pool.people_for_profile(vacancy, query, Ties::ById);
            prop_assert_eq!(by_profile.len(), wanted.len());
        }
    }

    #[test]
    fn the_best_vacancies_are_those_that_comparing_all_gives_and_the_networks_come_first(
        world in some_world(), limit in 1..10_usize, failing_too: bool, loaded: bool, narrowed: bool,
    ) {
        let query = Query { limit, show: if failing_too { Show::FailingToo } else { Show::Fitting } };
        let pool = if loaded {
            let mut loading = PoolLoading::new(travel());
            world.people.iter().for_each(|person| loading.add_candidate(person));
            world.vacancies.iter().for_each(|vacancy| loading.add_vacancy(vacancy));
            loading.finish(Arc::clone(&world.yardstick))
        } else {
            world.pool()
        };
        narrow_if(narrowed, &pool);
        let pairs = world.pairs(&pool, query.show);
        for person in &world.people {
            let id = person.id.to_bytes()[0];
            let mut wanted: Vec<_> =
                pairs.iter().filter(|pair| pair.2 == id).map(|pair| (pair.0, pair.1, pair.3)).collect();
            wanted.sort();
            wanted.truncate(limit);
            let found = pool.vacancies_for_candidate(person.id, query, Ties::ById).unwrap();
            let found: Vec<_> = found
                .iter()
                .map(|found| {
                    (found.outside, Reverse(points(&found.explanation)), found.vacancy.to_bytes()[0])
                })
                .collect();
            prop_assert_eq!(found, wanted);
        }
    }

    #[test]
    fn every_claim_of_an_explanation_is_true_and_the_parts_add_up(world in some_world()) {
        let pool = world.pool();
        for person in &world.people {
            for vacancy in &world.vacancies {
                let told = pool.explain(person.id, vacancy.id);
                let shown = person.standing == Standing::Findable;
                prop_assert_eq!(
                    told.as_ref().map(points),
                    world.score(person, vacancy).filter(|_| shown)
                );
                if let Some(told) = told {
                    prop_assert!(told.score <= Score::of_percent(100));
                    is_true(&world, person, vacancy, &told);
                }
            }
        }
    }
}
