//! The sentences of a change of occupation, taken apart and held beside the vocabulary, in both languages: why a skill
//! stands in, what the parts of the score are, and what stands beside it.

mod reasons;

use super::*;
use crate::matching::{
    reading::{Phrases, Said},
    transition::level_gap::entry_sentence,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Says {
    Narrower,
    Broader,
    Related,
    SameParent,
    SameGroup,
    SameUseOnce,
    SameUse,
    SameWords,
    Skills,
    Kinds,
    Likeness,
    Names,
    Field,
    Together,
    SameLevel,
    Higher,
    Lower,
    Teaching,
}

static PHRASES: LazyLock<Phrases<Says>> = LazyLock::new(|| Phrases::new(ALL, &[]));

const ALL: &[(Says, &str, &str)] = &[
    (Says::Narrower, "is een bijzondere vorm van wat gevraagd wordt", "is a special case of what is asked"),
    (Says::Broader, "is de algemene vorm van wat gevraagd wordt", "is the general case of what is asked"),
    (Says::Related, "hoort volgens ESCO bij wat gevraagd wordt", "belongs to what is asked, says ESCO"),
    (
        Says::SameParent,
        "is net als het gevraagde een vorm van ‘{parent:text}’",
        "is, like what is asked, a case of ‘{parent:text}’",
    ),
    (
        Says::SameGroup,
        "hoort net als het gevraagde bij ‘{group:text}’",
        "belongs, like what is asked, to ‘{group:text}’",
    ),
    (
        Says::SameUseOnce,
        "wordt net als het gevraagde gebruikt in dezelfde beroepsgroep",
        "is used, like what is asked, in the same group of occupations",
    ),
    (
        Says::SameUse,
        "wordt net als het gevraagde gebruikt in {groups:n} dezelfde beroepsgroepen",
        "is used, like what is asked, in the same {groups:n} groups of occupations",
    ),
    (
        Says::SameWords,
        "heeft in ESCO een naam die lijkt op een naam van het gevraagde",
        "has a name in ESCO that is like a name of what is asked",
    ),
    (
        Says::Skills,
        "Gevraagde skills die er zijn of vervangen worden: {value:n} van 100 (telt voor {share:n}%)",
        "Wanted skills that are held or stood in for: {value:n} of 100 (counts for {share:n}%)",
    ),
    (
        Says::Kinds,
        "Gevraagde soorten skills die er zijn: {value:n} van 100 (telt voor {share:n}%)",
        "Wanted kinds of skill that are held: {value:n} of 100 (counts for {share:n}%)",
    ),
    (
        Says::Likeness,
        "De skills van beide beroepen lijken op elkaar: {value:n} van 100 (telt voor {share:n}%)",
        "The skills of both occupations are alike: {value:n} of 100 (counts for {share:n}%)",
    ),
    (
        Says::Names,
        "De namen van beide beroepen lijken op elkaar: {value:n} van 100 (telt voor {share:n}%)",
        "The names of both occupations are alike: {value:n} of 100 (counts for {share:n}%)",
    ),
    (
        Says::Field,
        "De beroepen liggen bij elkaar in de indeling van beroepen: {value:n} van 100 (telt voor {share:n}%)",
        "The occupations lie together in the classification: {value:n} of 100 (counts for {share:n}%)",
    ),
    (
        Says::Together,
        "Samen: {sum:n} van 100; op de schaal van de score is dat {score:n}",
        "Together: {sum:n} of 100; on the scale of the score that is {score:n}",
    ),
    (Says::SameLevel, "Het werk heeft hetzelfde niveau", "The work has the same level"),
    (
        Says::Higher,
        "Het werk ligt {steps:n} van de 4 niveaus hoger",
        "The work lies {steps:n} of the 4 levels higher",
    ),
    (
        Says::Lower,
        "Het werk ligt {steps:n} van de 4 niveaus lager",
        "The work lies {steps:n} of the 4 levels lower",
    ),
    (
        Says::Teaching,
        "Voor lesgeven vraagt de wet een hbo-diploma; de opleiding daarvoor vraagt havo, mbo-4 of een toelatingstoets",
        "Teaching asks a bachelor's degree (hbo) by law; the training for it asks havo, mbo level 4 or an admission test",
    ),
];

const LANGUAGES: [(Language, ::vocabulary::Language); 2] =
    [(Language::Dutch, ::vocabulary::Language::NL), (Language::English, ::vocabulary::Language::EN)];

/// Weighs ln(1 + N / (1 + df)) over the N occupations, of which df ask the skill, and 0.4 of that where it is optional.
fn coverage(origin: &Origin, to: OccupationIndex) -> f64 {
    let weight = |skill: SkillIndex| {
        let asking = LIST.occupations().filter(|it| {
            LIST.essential_skills(*it).chain(LIST.optional_skills(*it)).any(|asked| asked == skill)
        });
        (1.0 + f64::from(u32::try_from(LIST.occupations().len()).unwrap())
            / f64::from(1 + u32::try_from(asking.count()).unwrap()))
        .ln()
    };
    let worth = |skill: SkillIndex| {
        let own = origin.held().certainty(skill);
        let stand_ins = TRANSITIONS.stand_ins().of(skill).iter();
        f64::from(stand_ins.map(|it| it.discount * origin.held().certainty(it.held)).fold(own, f32::max))
    };
    let essential = LIST.essential_skills(to).map(|skill| (skill, weight(skill)));
    let optional = LIST.optional_skills(to).map(|skill| (skill, 0.4 * weight(skill)));
    let (covered, all) = essential
        .chain(optional)
        .fold((0.0, 0.0), |(covered, all), (skill, weight)| (covered + weight * worth(skill), all + weight));
    covered / all
}

/// How many of the four digits of ISCO-08 two occupations share from the front, as a part of the score.
fn field(from: OccupationIndex, to: OccupationIndex) -> f64 {
    let (from, to) = (LIST.isco(from), LIST.isco(to));
    let same = |digits: usize| from.as_str()[..digits] == to.as_str()[..digits];
    if same(4) {
        1.0
    } else if same(3) {
        0.7
    } else if same(2) {
        0.4
    } else {
        0.0
    }
}

/// Whether a sentence about the score of a change is true. Likeness, kinds and names are compared by measures that
/// have no second way to compute them here: they are taken as they are.
fn is_part(origin: &Origin, to: OccupationIndex, said: &Said<Says>) -> bool {
    let parts = TRANSITIONS.parts(origin, to);
    let from = origin.occupation();
    let all = [
        (Says::Skills, 40.0, Some(coverage(origin, to))),
        (Says::Kinds, 15.0, Some(f64::from(parts.kinds))),
        (Says::Likeness, 10.0, parts.likeness.map(f64::from)),
        (Says::Names, 25.0, parts.names.map(f64::from)),
        (Says::Field, 10.0, from.map(|from| field(from, to))),
    ];
    let told = all.iter().filter_map(|(says, share, value)| Some((*says, *share, (*value)?)));
    let counted: f64 = told.clone().map(|(_, share, _)| share).sum();
    let sum: f64 = told.clone().map(|(_, share, value)| share / counted * value).sum();
    let rounds_to = |name: &str, exact: f64| {
        (said.number(name).to_string().parse::<f64>().unwrap() - exact).abs() < 0.501
    };
    if said.says == Says::Together {
        // as the decision on the score has it: x (2 - x), rounded down
        let score = 100.0 * sum * (2.0 - sum);
        let told = said.number("score").to_string().parse::<f64>().unwrap();
        return rounds_to("sum", 100.0 * sum) && told <= score + 0.01 && score < told + 1.01;
    }
    told.into_iter().any(|(says, share, value)| {
        says == said.says && rounds_to("value", 100.0 * value) && rounds_to("share", 100.0 * share / counted)
    })
}

#[test]
fn the_parts_of_a_score_are_those_that_apply_and_count_for_what_is_said() {
    let nurse = named("nurse assistant");
    let skills: Vec<_> = LIST.essential_skills(nurse).take(5).map(|it| (it, 1.0)).collect();
    let someone = || TRANSITIONS.origin(None, holding(&skills));
    for (language, _) in LANGUAGES {
        for to in LIST.occupations().step_by(11) {
            for (origin, count) in [(TRANSITIONS.from_occupation(nurse), 6), (someone(), 3)] {
                let sentences = TRANSITIONS.parts(&origin, to).sentences(language);
                assert_eq!(sentences.len(), count);
                let mut shares = 0;
                for sentence in &sentences {
                    let said = PHRASES.read(sentence, language).unwrap();
                    assert!(is_part(&origin, to, &said), "{sentence}");
                    shares += if said.says == Says::Together { 0 } else { said.number("share") };
                    for altered in PHRASES.altered(sentence, language, |_| &[], "") {
                        let said = PHRASES.read(&altered, language).unwrap();
                        assert!(!is_part(&origin, to, &said), "{sentence} and just as well {altered}");
                    }
                }
                assert_eq!(shares, 100, "{sentences:?}");
            }
        }
    }
}

/// The level of work by ISCO-08, volume 1, table 1, with managers and the armed forces by sub-major group.
fn level(code: &IscoCode) -> i32 {
    let levels = [
        "01:4", "02:2", "03:1", "11:4", "12:4", "13:4", "14:3", "2:4", "3:3", "4:2", "5:2", "6:2", "7:2",
        "8:2", "9:1",
    ];
    let found =
        levels.iter().find_map(|it| it.split_once(':').filter(|(group, _)| code.as_str().starts_with(group)));
    found.unwrap().1.parse().unwrap()
}

fn is_beside(from: OccupationIndex, to: OccupationIndex, said: &Said<Says>) -> bool {
    let up = level(&LIST.isco(to)) - level(&LIST.isco(from));
    let steps = || i32::try_from(said.number("steps")).unwrap();
    match said.says {
        Says::SameLevel => up == 0,
        Says::Higher => up > 0 && steps() == up,
        Says::Lower => up < 0 && steps() == -up,
        Says::Teaching => ["2320", "2330", "2341", "2342", "2352"].contains(&LIST.isco(to).as_str()),
        _ => false,
    }
}

#[test]
fn the_step_in_level_and_the_rule_for_teaching_are_told_as_they_are_and_only_where_they_apply() {
    let opposites: fn(Says) -> &'static [Says] = |says| match says {
        Says::Higher => &[Says::Lower],
        Says::Lower => &[Says::Higher],
        _ => &[],
    };
    let mut told = BTreeSet::new();
    for (language, _) in LANGUAGES {
        for from in LIST.occupations().step_by(11) {
            let origin = TRANSITIONS.from_occupation(from);
            for to in LIST.occupations().step_by(3) {
                let explanation = TRANSITIONS.explain(&origin, to);
                let gap = explanation.level_gap.map(|gap| gap.sentence(language));
                let entry = explanation.entry_level.map(|_| entry_sentence(language).to_owned());
                assert_eq!(
                    entry.is_some(),
                    ["2320", "2330", "2341", "2342", "2352"].contains(&LIST.isco(to).as_str())
                );
                for sentence in gap.into_iter().chain(entry) {
                    let said = PHRASES.read(&sentence, language).unwrap();
                    assert!(is_beside(from, to, &said), "{sentence}");
                    told.insert(said.says);
                    for altered in PHRASES.altered(&sentence, language, opposites, "") {
                        let said = PHRASES.read(&altered, language).unwrap();
                        assert!(!is_beside(from, to, &said), "{altered}");
                    }
                }
            }
        }
    }
    assert_eq!(told, BTreeSet::from([Says::SameLevel, Says::Higher, Says::Lower, Says::Teaching]));
}
