//! One small world in which everything is said once, and what is altered in each sentence is found.

use super::{super::brute_force::SKILLS, *};
use crate::matching::interests::KindOfWork;
use jiff::civil::date;
use vocabulary::IscoCode;

/// Wanted skill 0 to 7 each have one stand-in, 10 to 17, for another reason each.
fn reasons() -> [Because; 8] {
    [
        Because::Narrower,
        Because::Broader,
        Because::Related,
        Because::SameParent(SkillIndex(30)),
        Because::SameGroup(SkillGroupIndex(3)),
        Because::SameUse { unit_groups: 1 },
        Because::SameUse { unit_groups: 6 },
        Because::SameWords,
    ]
}

fn telling_yardstick() -> Arc<Yardstick> {
    let built_in = crate::matching::weighting::file::BUILT_IN;
    let weighting = Weighting::parse(&built_in.replace("culture = 0", "culture = 10")).unwrap();
    let list = |(because, held)| vec![StandIn { held: SkillIndex(held), discount: 0.85, because }];
    let lists = reasons().into_iter().zip(10..).map(list);
    let none = std::iter::repeat_n(vec![], SKILLS as usize);
    Arc::new(Yardstick::new(Arc::new(weighting), Arc::new(StandIns::of_lists(lists.chain(none)))))
}

fn held(skill: u32, level: u8, evidence: Evidence) -> HeldSkill {
    HeldSkill { skill: SkillNumber(skill), level, evidence }
}

/// Somebody of whom all is known, somebody of whom hardly anything is, and somebody who fails the rules.
fn people() -> Vec<CandidateProfile> {
    let mut known = candidate(1, &(10..18).collect::<Vec<_>>());
    known.skills.push(held(8, 3, Evidence::Certificate));
    known.education = Some(Education::Master);
    known.potential = Potential::new(Some(5), Some(2));
    known.interests = Interests::new([0, 1, 0, 4, 3, 2]);
    known.available_from = Some(date(2026, 8, 1));
    let mut unknown = candidate(2, &[]);
    unknown.skills.push(held(8, 1, Evidence::Myself));
    (unknown.municipality, unknown.max_travel_minutes, unknown.hours, unknown.education) =
        (None, None, None, None);
    let mut late = candidate(3, &[8, 18]);
    (late.hours, late.max_travel_minutes) = (HoursRange::new(8, 8), Some(10));
    late.available_from = Some(date(2026, 12, 1));
    vec![known, unknown, late]
}

/// Work that asks all, work far away that asks one skill, work of a kind that is not known, and work that needs none.
fn vacancies() -> Vec<VacancyProfile> {
    let mut all = vacancy(1, &(0..10).collect::<Vec<_>>(), &[18]);
    all.trainable = vec![SkillNumber(9)];
    all.kind_of_work = KindOfWork::of(&IscoCode::new("5321").unwrap());
    (all.entry_level, all.starts_on) = (Some(Education::Bachelor), Some(date(2026, 9, 1)));
    let mut far = vacancy(2, &[0], &[]);
    far.municipality = MunicipalityCode::new(PLACES[2].0).ok();
    far.kind_of_work = all.kind_of_work;
    let mut two = vacancy(3, &[8, 18], &[19]);
    two.trainable = vec![];
    vec![all, far, two, vacancy(4, &[], &[8, 19]), vacancy(5, &[], &[8])]
}

fn telling_world() -> World {
    World { yardstick: telling_yardstick(), people: people(), vacancies: vacancies() }
}

#[test]
fn every_sentence_that_there_is_is_said_somewhere_and_false_somewhere_else() {
    let world = telling_world();
    let pool = world.pool();
    for language in LANGUAGES {
        let told: Vec<_> = pairs(&world, &pool, language);
        let mut said = BTreeSet::new();
        for (pair, explanation) in &told {
            let sentences = sentences(explanation, language);
            let found = checked(pair, &sentences).unwrap();
            tells_all(pair, &found).unwrap();
            said.extend(found.iter().map(|(_, said)| said.says));
            for (at, (about, sentence)) in sentences.iter().enumerate() {
                if found[at].1.says != Says::CultureUnknown {
                    let is_false = |other: &(Pair<'_>, Explanation)| {
                        checked(&other.0, &[(*about, sentence.clone())]).is_err()
                    };
                    assert!(told.iter().any(is_false), "{sentence} is true of everybody");
                }
            }
        }
        let never: Vec<Says> = PHRASES.all().filter(|says| !said.contains(says)).collect();
        assert!(never.is_empty(), "{language:?}: {never:?} is said nowhere");
    }
}

#[test]
fn what_is_altered_in_any_sentence_is_found() {
    let world = telling_world();
    let pool = world.pool();
    let mut altered_kinds = BTreeSet::new();
    for language in LANGUAGES {
        for (pair, explanation) in pairs(&world, &pool, language) {
            for (about, sentence) in sentences(&explanation, language) {
                let says = PHRASES.read(&sentence, language).unwrap().says;
                for altered in PHRASES.altered(&sentence, language, opposites, label(OF_NOBODY, language)) {
                    assert!(
                        checked(&pair, &[(about, altered.clone())]).is_err(),
                        "{sentence} is not {altered}"
                    );
                    altered_kinds.insert(says);
                }
            }
        }
    }
    // of these there is nothing to alter: the test above shows that they can be false
    let whole = |says: &Says| {
        use Says::{
            CultureUnknown, HardUnknown, HoursUnknown, InterestsUnknown, OneLike, SoftUnknown, TravelUnknown,
            WorkUnknown,
        };
        let all = [
            CultureUnknown,
            HardUnknown,
            HoursUnknown,
            InterestsUnknown,
            OneLike,
            SoftUnknown,
            TravelUnknown,
            WorkUnknown,
        ];
        all.contains(says)
    };
    let never: Vec<Says> =
        PHRASES.all().filter(|says| !altered_kinds.contains(says) && !whole(says)).collect();
    assert!(never.is_empty(), "{never:?} is never altered");
}

#[test]
fn a_sentence_that_is_left_out_or_said_twice_is_found_and_so_is_one_that_nobody_knows() {
    let world = telling_world();
    let pool = world.pool();
    let (pair, explanation) = pairs(&world, &pool, Language::Dutch).remove(0);
    let told = checked(&pair, &sentences(&explanation, Language::Dutch)).unwrap();
    for at in 0..told.len() {
        let mut fewer = told.clone();
        fewer.remove(at);
        assert!(tells_all(&pair, &fewer).is_err(), "without {:?}", told[at]);
        let twice = [told.clone(), vec![told[at].clone()]].concat();
        assert!(tells_all(&pair, &twice).is_err(), "{:?} twice", told[at]);
    }
    assert!(checked(&pair, &[(None, "Woont dichtbij".to_owned())]).is_err());
}
