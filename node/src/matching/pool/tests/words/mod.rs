//! Every sentence of a match is taken apart and each thing that it says is held beside the profiles, in both
//! languages: the words, where `brute_force` has the facts.
//!
//! [`phrases`] lists what can be said, [`truth`] and [`rules`] say when that is true, [`contrast`] shows that each of
//! these checks can fail, [`receipt`] counts again whom a rule held back.

mod contrast;
mod learning;
mod phrases;
mod receipt;
mod rules;
mod truth;

use super::{
    brute_force::{World, some_world},
    *,
};
use crate::matching::{explain::Explanation, reading::Phrases};
use phrases::{PHRASES, Says, opposites};
use proptest::prelude::*;
use rules::{Told, is_true, tells_all};
use std::{collections::BTreeSet, sync::LazyLock};
use truth::{Pair, label};
use vocabulary::{SkillGroupIndex, Vocabulary};

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(Vocabulary::starter);

const LANGUAGES: [Language; 2] = [Language::Dutch, Language::English];

/// A skill that nobody in a world has.
const OF_NOBODY: SkillIndex = SkillIndex(99);

/// What a reader reads of a match: sentences, some of them beside a skill.
fn sentences(explanation: &Explanation, language: Language) -> Vec<(Option<SkillNumber>, String)> {
    let mut told: Vec<(Option<SkillNumber>, String)> =
        explanation.summary(language).split(", ").map(|clause| (None, clause.to_owned())).collect();
    told.push((None, explanation.fits.sentence(language).to_owned()));
    let held = explanation.held.iter().map(|it| (Some(it.own.skill), it.sentence(language)));
    let stood_in = explanation.stood_in.iter().map(|it| (Some(it.skill), it.sentence(&VOCABULARY, language)));
    let missing = explanation.missing.iter().map(|it| (Some(it.skill), it.sentence(language).to_owned()));
    told.extend(held.chain(stood_in).chain(missing));
    told.extend(explanation.factors.iter().map(|it| (None, it.sentence(language))));
    told.extend(explanation.verdicts.iter().map(|it| (None, it.sentence(language))));
    told
}

/// Reads what is said of a pair and holds it beside the data: what was read, or what is wrong with it.
fn checked(pair: &Pair<'_>, sentences: &[(Option<SkillNumber>, String)]) -> Result<Vec<Told>, String> {
    let told = sentences.iter().map(|(about, sentence)| {
        let said = PHRASES.read(sentence, pair.language)?;
        if is_true(pair, *about, &said) { Ok((*about, said)) } else { Err(format!("not true: {sentence}")) }
    });
    told.collect()
}

/// The pairs of a world that match, as told in a language.
fn pairs<'a>(world: &'a World, pool: &Pool, language: Language) -> Vec<(Pair<'a>, Explanation)> {
    let all =
        world.people.iter().flat_map(|person| world.vacancies.iter().map(move |vacancy| (person, vacancy)));
    let pair = |(person, vacancy): (&'a CandidateProfile, &'a VacancyProfile)| {
        let told = pool.explain(person.id, vacancy.id)?;
        Some((Pair { world, person, vacancy, language }, told))
    };
    all.filter_map(pair).collect()
}

/// A world in which all that a sentence can say varies.
fn some_told_world() -> impl Strategy<Value = World> {
    (some_world(), prop::collection::vec(any::<u8>(), 30..60)).prop_map(|(world, chances)| {
        let chance = |at: usize, of: usize| usize::from(chances[at % chances.len()]) % of;
        varied(world, chance)
    })
}

/// `chance` takes a place and a count, and gives a number below the count.
fn varied(mut world: World, chance: impl Fn(usize, usize) -> usize) -> World {
    let employer = EmployerId::from_bytes([5; 16]);
    let place = |at: usize| PLACES.get(at).and_then(|place| MunicipalityCode::new(place.0).ok());
    let levels = [None, Some(Education::BelowBachelor), Some(Education::Bachelor), Some(Education::Master)];
    for (at, person) in world.people.iter_mut().enumerate() {
        person.education = levels[chance(at, 4)];
        person.present_employer = (chance(at + 1, 9) == 0).then_some(employer);
    }
    for (at, vacancy) in world.vacancies.iter_mut().enumerate() {
        vacancy.entry_level = levels[chance(at + 2, 4)];
        vacancy.employer = (chance(at + 3, 3) == 0).then_some(employer);
        vacancy.municipality = place(chance(at + 4, 4));
        vacancy.hours = [None, HoursRange::new(24, 36), HoursRange::new(8, 8), HoursRange::new(30, 40)]
            [chance(at + 5, 4)];
        vacancy.trainable = vacancy.essential.iter().skip(chance(at + 6, 3)).copied().collect();
    }
    world.yardstick = with_reasons(&world, chance);
    world
}

/// The stand-ins of a world, each held skill once for a wanted one, for all kinds of reasons.
fn with_reasons(world: &World, chance: impl Fn(usize, usize) -> usize) -> Arc<Yardstick> {
    let known = world.yardstick.stand_ins();
    let reason = |at: usize| match chance(at, 8) {
        0 => Because::Narrower,
        1 => Because::Broader,
        2 => Because::SameParent(SkillIndex(u32::try_from(20 + chance(at + 1, 9)).unwrap())),
        3 => Because::SameGroup(SkillGroupIndex(u32::try_from(chance(at + 1, 9)).unwrap())),
        4 => Because::SameUse { unit_groups: u16::try_from(1 + chance(at + 1, 3)).unwrap() },
        5 => Because::SameWords,
        _ => Because::Related,
    };
    let list = |wanted: usize| {
        let mut seen = BTreeSet::new();
        let stand_ins = known.of(SkillIndex(u32::try_from(wanted).unwrap())).iter().copied();
        let once = stand_ins.filter(|it| seen.insert(it.held));
        once.enumerate().map(|(at, it)| StandIn { because: reason(3 * wanted + at), ..it }).collect()
    };
    let lists = StandIns::of_lists((0..known.skill_count()).map(list));
    Arc::new(Yardstick::new(Arc::clone(world.yardstick.weighting()), Arc::new(lists)))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(privacy::testing::cases(24)))]

    #[test]
    fn every_sentence_of_a_match_says_what_the_profiles_say_and_all_of_it(world in some_told_world()) {
        let pool = world.pool();
        for language in LANGUAGES {
            for (pair, explanation) in pairs(&world, &pool, language) {
                let told = checked(&pair, &sentences(&explanation, language)).map_err(TestCaseError::fail)?;
                tells_all(&pair, &told).map_err(TestCaseError::fail)?;
            }
        }
    }

    #[test]
    fn a_sentence_of_a_match_with_one_thing_changed_is_not_true(world in some_told_world()) {
        let pool = world.pool();
        for language in LANGUAGES {
            for (pair, explanation) in pairs(&world, &pool, language).into_iter().step_by(5) {
                for (about, sentence) in sentences(&explanation, language) {
                    for altered in PHRASES.altered(&sentence, language, opposites, label(OF_NOBODY, language)) {
                        let found = checked(&pair, &[(about, altered.clone())]);
                        prop_assert!(found.is_err(), "{sentence} and just as well {altered}");
                    }
                }
            }
        }
    }
}
