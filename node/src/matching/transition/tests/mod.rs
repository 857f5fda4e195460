//! What must hold of every change between occupations, checked on the built-in list.

use super::{
    explain::Explanation,
    rank::{Map, Reach},
    stand_in::Because,
    table::TransitionTable,
    *,
};
use crate::matching::{explain::Language, input::Education};
use ::vocabulary::{EscoUri, Sectors};
use proptest::prelude::*;
use std::{collections::BTreeSet, num::NonZeroUsize, sync::LazyLock};

mod words;

static LIST: LazyLock<Vocabulary> = LazyLock::new(Vocabulary::starter);
static TRANSITIONS: LazyLock<Transitions> = LazyLock::new(|| Transitions::new(&LIST));
static SECTORS: LazyLock<Sectors> = LazyLock::new(Sectors::embedded);
static TABLE: LazyLock<TransitionTable> =
    LazyLock::new(|| TransitionTable::new(&TRANSITIONS, NonZeroUsize::MIN.saturating_add(1)));

fn map() -> Map<'static> {
    Map { transitions: &TRANSITIONS, vocabulary: &LIST, sectors: &SECTORS }
}

fn named(name: &str) -> OccupationIndex {
    LIST.occupations().find(|it| LIST.occupation_label(*it, ::vocabulary::Language::EN) == name).unwrap()
}

fn occupation() -> impl Strategy<Value = OccupationIndex> {
    (0..u32::try_from(TRANSITIONS.occupation_count()).unwrap()).prop_map(OccupationIndex)
}

fn skills() -> impl Strategy<Value = Vec<(SkillIndex, f32)>> {
    let skill = 0..u32::try_from(LIST.skills().len()).unwrap();
    proptest::collection::vec((skill.prop_map(SkillIndex), 0.0_f32..=1.0), 0..40)
}

fn holding(skills: &[(SkillIndex, f32)]) -> HeldSkills {
    let mut held = TRANSITIONS.nothing_held();
    skills.iter().for_each(|(skill, certainty)| held.add(*skill, *certainty));
    held
}

/// Re-derives from the vocabulary that the reason holds for the pair.
fn is_true(wanted: SkillIndex, held: SkillIndex, because: Because) -> bool {
    let parents = |skill| LIST.broader_skills(skill).collect::<BTreeSet<_>>();
    let related = |a, b| LIST.essential_for_skill(a).chain(LIST.optional_for_skill(a)).any(|it| it == b);
    match because {
        Because::Narrower => parents(held).contains(&wanted),
        Because::Broader => parents(wanted).contains(&held),
        Because::Related => related(wanted, held) || related(held, wanted),
        Because::SameParent(parent) => parents(wanted).contains(&parent) && parents(held).contains(&parent),
        Because::SameGroup(group) => {
            [wanted, held].iter().all(|it| LIST.groups_of_skill(*it).any(|it| it == group))
        }
        Because::SameUse { unit_groups } => {
            let asking = |skill| {
                let asks = |it: &OccupationIndex| {
                    LIST.essential_skills(*it).chain(LIST.optional_skills(*it)).any(|it| it == skill)
                };
                LIST.occupations().filter(asks).map(|it| LIST.isco(it)).collect::<BTreeSet<_>>()
            };
            asking(wanted).intersection(&asking(held)).count() == usize::from(unit_groups) && unit_groups > 0
        }
        Because::SameWords => {
            let words =
                |skill| super::words::words_of_skill(&LIST, skill).into_keys().collect::<BTreeSet<_>>();
            words(wanted).intersection(&words(held)).next().is_some()
        }
    }
}

fn each_wanted_skill_stands_once(explanation: &Explanation, to: OccupationIndex) -> bool {
    let told = explanation.held.iter().map(|it| it.skill);
    let told = told.chain(explanation.substituted.iter().map(|it| it.wanted));
    let mut told: Vec<SkillIndex> = told.chain(explanation.missing.iter().map(|it| it.skill)).collect();
    told.sort_unstable();
    let mut wanted: Vec<SkillIndex> = LIST.essential_skills(to).chain(LIST.optional_skills(to)).collect();
    wanted.sort_unstable();
    told == wanted
}

proptest! {
    #[test]
    fn an_explanation_is_true_whole_and_tells_each_skill_once(from in occupation(), to in occupation()) {
        let explanation = TRANSITIONS.explain(&TRANSITIONS.from_occupation(from), to);
        prop_assert!(each_wanted_skill_stands_once(&explanation, to));
        let essential: BTreeSet<_> = LIST.essential_skills(from).collect();
        let own: BTreeSet<_> = essential.iter().copied().chain(LIST.optional_skills(from)).collect();
        let wanted_essential: BTreeSet<_> = LIST.essential_skills(to).collect();
        for it in &explanation.held {
            prop_assert!(own.contains(&it.skill));
            prop_assert_eq!(it.certainty >= 1.0, essential.contains(&it.skill));
            prop_assert_eq!(it.want == Want::Essential, wanted_essential.contains(&it.skill));
        }
        for it in &explanation.substituted {
            prop_assert!(own.contains(&it.by.held) && !own.contains(&it.wanted));
            prop_assert!(it.by.discount > 0.0 && it.by.discount < 1.0);
            prop_assert!(is_true(it.wanted, it.by.held, it.by.because), "{it:?}");
        }
        prop_assert!(explanation.missing.iter().all(|it| !own.contains(&it.skill)));
        let share: f32 = explanation.held.iter().map(|it| it.share)
            .chain(explanation.substituted.iter().map(|it| it.share))
            .chain(explanation.missing.iter().map(|it| it.share)).sum();
        prop_assert!((share - 1.0).abs() < 1e-3, "{share}");
    }

    #[test]
    fn the_score_lies_between_0_and_1_and_the_same_work_is_1(from in occupation(), to in occupation()) {
        let origin = TRANSITIONS.from_occupation(from);
        let value = TRANSITIONS.feasibility(&origin, to).value();
        prop_assert!((0.0..=1.0).contains(&value));
        prop_assert_eq!(TRANSITIONS.feasibility(&origin, from), Feasibility::WHOLE);
        for (part, _, value) in TRANSITIONS.parts(&origin, to).shares() {
            prop_assert!((0.0..=1.001).contains(&value), "{part} {value}");
        }
    }

    #[test]
    fn learning_a_skill_never_lowers_a_score(
        from in proptest::option::of(occupation()),
        to in occupation(),
        known in skills(),
        learnt in skills(),
    ) {
        let before = TRANSITIONS.origin(from, holding(&known));
        let after = TRANSITIONS.origin(from, holding(&[known, learnt].concat()));
        let (less, more) = (TRANSITIONS.feasibility(&before, to), TRANSITIONS.feasibility(&after, to));
        prop_assert!(more.value() >= less.value() - 1e-6, "{less:?} {more:?}");
    }

    #[test]
    fn the_table_holds_what_is_computed_within_half_a_step(from in occupation(), to in occupation()) {
        let direct = TRANSITIONS.feasibility(&TRANSITIONS.from_occupation(from), to).value();
        prop_assert!((TABLE.feasibility(from, to).value() - direct).abs() <= 0.5 / 255.0 + 1e-6);
    }

    #[test]
    fn a_stand_in_is_worth_less_than_the_skill_and_its_reason_is_true(wanted in 0_u32..3_000) {
        let wanted = SkillIndex(wanted);
        let mut before = 1.0;
        for it in TRANSITIONS.stand_ins().of(wanted) {
            prop_assert!(it.held != wanted && it.discount <= before && it.discount < 1.0);
            prop_assert!(is_true(wanted, it.held, it.because), "{it:?}");
            before = it.discount;
        }
    }
}

#[test]
fn direction_matters() {
    let (doctor, assistant) = (named("specialist nurse"), named("nurse assistant"));
    let score = |from, to| TRANSITIONS.parts(&TRANSITIONS.from_occupation(from), to).skills;
    assert!((score(doctor, assistant) - score(assistant, doctor)).abs() > 0.02);
    let differing =
        LIST.occupations().filter(|it| TABLE.feasibility(*it, doctor) != TABLE.feasibility(doctor, *it));
    assert!(differing.count() > 100, "most pairs differ by direction");
}

#[test]
fn the_table_is_the_same_on_any_number_of_threads() {
    let threads = |count| TransitionTable::new(&TRANSITIONS, NonZeroUsize::new(count).unwrap());
    assert!(threads(1) == *TABLE && threads(7) == *TABLE && threads(5000) == *TABLE);
    assert_eq!(TABLE.size_bytes(), 170 * 170);
    assert_eq!(TABLE.feasibility(OccupationIndex(9_999), OccupationIndex(0)).quantised(), 0);
}

#[test]
fn pwc_01_the_default_answer_holds_other_sectors() {
    for from in LIST.occupations() {
        let origin = TRANSITIONS.from_occupation(from);
        let found = map().destinations(&origin, Reach::default(), 10);
        assert_eq!(found.len(), 10);
        let others = found.iter().filter(|it| it.in_other_sector).count();
        assert!(others >= 3, "{from:?} {others}");
        assert!(found.is_sorted_by(|a, b| a.feasibility >= b.feasibility));
        assert!(found.iter().all(|it| it.occupation != from));
        let best = map().destinations(&origin, Reach::OtherSectors, 1);
        assert!(found.contains(&best[0]), "the best of the other sectors is among them");
    }
}

#[test]
fn only_other_sectors_are_searched_when_that_is_asked() {
    let from = named("nurse assistant");
    let own = SECTORS.of_isco(&LIST.isco(from)).unwrap();
    let origin = TRANSITIONS.from_occupation(from);
    let found = map().destinations(&origin, Reach::OtherSectors, 20);
    assert!(found.iter().all(|it| it.sector.as_ref() != Some(&own.code)));
    let everywhere = map().destinations(&origin, Reach::AllSectors, 20);
    assert!(everywhere.iter().any(|it| it.sector.as_ref() == Some(&own.code)), "one's own sector is nearest");
}

#[test]
fn lux_03_vanishing_work_is_bridged_to_appearing_work_in_another_sector_by_shared_skills() {
    let in_sector = |code: &str| -> Vec<OccupationIndex> {
        LIST.occupations()
            .filter(|it| SECTORS.of_isco(&LIST.isco(*it)).unwrap().code.as_str() == code)
            .collect()
    };
    let (vanishing, appearing) = (in_sector("ict"), [in_sector("care"), in_sector("ict")].concat());
    let bridges = map().bridges(&vanishing, &appearing, 5);
    assert_eq!(bridges.len(), 5);
    for (from, to) in &bridges {
        assert!(vanishing.contains(from) && to.sector.as_ref().unwrap().as_str() == "care");
        let explanation = TRANSITIONS.explain(&TRANSITIONS.from_occupation(*from), to.occupation);
        assert!(!(explanation.held.is_empty() && explanation.substituted.is_empty()), "they share skills");
    }
    assert!(bridges.is_sorted_by(|a, b| a.1.feasibility >= b.1.feasibility));
}

#[test]
fn hos_05_a_path_from_work_to_work_is_computed_from_skills_with_what_to_learn_on_each_step() {
    let mut with_a_stop = 0;
    for from in LIST.occupations() {
        for to in LIST.occupations().filter(|it| *it != from).step_by(7) {
            let path = TABLE.path(from, to);
            assert_eq!(path.last().unwrap().0, to);
            let hardest = path.iter().map(|it| it.1.value()).fold(1.0, f32::min);
            assert!(hardest >= TABLE.feasibility(from, to).value(), "a stop never makes it harder");
            with_a_stop += usize::from(path.len() == 2);
            if path.len() == 2 {
                let step = TRANSITIONS.explain(&TRANSITIONS.from_occupation(from), path[0].0);
                assert!(each_wanted_skill_stands_once(&step, path[0].0), "what to learn is told");
            }
        }
    }
    assert!(with_a_stop > 0, "some ways are easier with a stop");
}

#[test]
fn hos_05_the_path_of_a_person_is_the_best_of_all_stops() {
    let (mut straight, mut with_a_stop) = (0, 0);
    for from in LIST.occupations().step_by(23) {
        // Somebody who can only a part of the present work.
        let skills: Vec<_> = LIST.essential_skills(from).take(6).map(|it| (it, 1.0)).collect();
        let origin = TRANSITIONS.origin(Some(from), holding(&skills));
        for to in LIST.occupations().filter(|it| *it != from).step_by(29) {
            let path = TRANSITIONS.path(&origin, to);
            let hardest = |path: &[(OccupationIndex, Feasibility)]| {
                path.iter().map(|it| it.1.value()).fold(1.0, f32::min)
            };
            let over = |stop: OccupationIndex| {
                let mut held = TRANSITIONS.held_in(stop);
                origin.held().skills().for_each(|(skill, certainty)| held.add(skill, certainty));
                let there = TRANSITIONS.origin(Some(stop), held);
                hardest(&[
                    (stop, TRANSITIONS.feasibility(&origin, stop)),
                    (to, TRANSITIONS.feasibility(&there, to)),
                ])
            };
            let stops = LIST.occupations().filter(|it| *it != from && *it != to);
            let best = stops.map(over).fold(0.0, f32::max);
            let in_one = TRANSITIONS.feasibility(&origin, to).value();
            assert_eq!(path.last().unwrap().0, to);
            if path.len() == 1 {
                straight += 1;
                assert!(best < in_one + 0.15, "a stop would have been worth it");
            } else {
                with_a_stop += 1;
                assert!(hardest(&path) >= in_one + 0.15 && hardest(&path) >= best, "the best stop is taken");
            }
        }
    }
    assert!(straight > 0 && with_a_stop > 0, "{straight} {with_a_stop}");
}

#[test]
fn a_set_of_skills_without_an_occupation_has_destinations_too() {
    let nurse = named("specialist nurse");
    let skills: Vec<_> = LIST.essential_skills(nurse).map(|it| (it, 1.0)).collect();
    let origin = TRANSITIONS.origin(None, holding(&skills));
    let found = map().destinations(&origin, Reach::AllSectors, 3);
    assert_eq!(found[0].occupation, nurse);
    assert!(found[0].feasibility.value() > 0.8, "{found:?}");
    let nobody = TRANSITIONS.origin(None, TRANSITIONS.nothing_held());
    assert!(map().destinations(&nobody, Reach::AllSectors, 3).iter().all(|it| it.feasibility.value() < 0.01));
}

#[test]
fn def_06_the_entry_rule_of_teaching_stands_apart_from_the_score_and_no_other_work_has_one() {
    let (teacher, nurse) = (named("primary school teacher"), named("specialist nurse"));
    let explain = |from, to| TRANSITIONS.explain(&TRANSITIONS.from_occupation(from), to);
    let care = named("nurse assistant");
    assert_eq!(explain(care, teacher).entry_level, Some(Education::Bachelor));
    let to_nurse = explain(care, nurse);
    assert_eq!(to_nurse.entry_level, None);
    assert_eq!(to_nurse.level_gap.unwrap().steps_up(), 2);
    let names: Vec<_> = to_nurse.parts.shares().map(|it| it.0).collect();
    assert_eq!(names, ["skills", "kinds", "likeness", "names", "field"], "no part knows a level");
}

#[test]
fn a_reason_and_the_parts_are_said_in_both_languages() {
    let origin = TRANSITIONS.from_occupation(named("nurse assistant"));
    let explanation = TRANSITIONS.explain(&origin, named("specialist nurse"));
    let because = explanation.substituted[0].by.because;
    assert_ne!(because.sentence(&LIST, Language::Dutch), because.sentence(&LIST, Language::English));
    let sentences = explanation.parts.sentences(Language::English);
    assert_eq!(sentences.len(), 6, "five parts and what they come to");
    assert!(sentences[0].starts_with("Wanted skills that are held or stood in for: "), "{sentences:?}");
}

#[test]
fn every_unknown_number_is_answered_and_not_a_panic() {
    let (unknown, known) = (OccupationIndex(u32::MAX), OccupationIndex(0));
    let origin = TRANSITIONS.from_occupation(unknown);
    assert!(TRANSITIONS.feasibility(&origin, known).value() < 0.5);
    assert!(TRANSITIONS.explain(&TRANSITIONS.from_occupation(known), unknown).missing.is_empty());
    assert!(EscoUri::new("x").is_err() && TRANSITIONS.stand_ins().of(SkillIndex(u32::MAX)).is_empty());
}
