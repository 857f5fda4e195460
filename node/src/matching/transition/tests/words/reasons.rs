//! Why a skill stands in for another, as sentences that are held beside the vocabulary: the one that the program
//! carries, which has no skills below skills, and a small made-up one that has.

use super::{super::*, LANGUAGES, PHRASES, Says};
use crate::matching::reading::Said;
use ::vocabulary::import::{ImportOptions, Release, import};
use std::fs;

/// In which unit groups occupations ask a skill.
fn asked_in(list: &Vocabulary, skill: SkillIndex) -> BTreeSet<IscoCode> {
    let asks = |it: &OccupationIndex| {
        list.essential_skills(*it).chain(list.optional_skills(*it)).any(|asked| asked == skill)
    };
    list.occupations().filter(asks).map(|it| list.isco(it)).collect()
}

/// The words of all names of a skill in both languages.
fn name_words(list: &Vocabulary, skill: SkillIndex) -> BTreeSet<String> {
    let mut names = Vec::new();
    for (_, language) in LANGUAGES {
        names.push(list.skill_label(skill, language).to_lowercase());
        names.extend(list.skill_other_labels(skill, language).map(str::to_lowercase));
    }
    let words = names.iter().flat_map(|name| name.split(|letter: char| !letter.is_alphanumeric()));
    words.filter(|word| word.len() > 2).map(str::to_owned).collect()
}

/// Whether what is said of the held skill is true, by the vocabulary.
fn is_reason(
    list: &Vocabulary,
    (wanted, held): (SkillIndex, SkillIndex),
    said: &Said<Says>,
    language: ::vocabulary::Language,
) -> bool {
    let parents = |skill| list.broader_skills(skill).collect::<BTreeSet<_>>();
    let related = |a, b| list.essential_for_skill(a).chain(list.optional_for_skill(a)).any(|it| it == b);
    let shared_groups = || asked_in(list, wanted).intersection(&asked_in(list, held)).count();
    match said.says {
        Says::Narrower => parents(held).contains(&wanted),
        Says::Broader => parents(wanted).contains(&held),
        Says::Related => related(wanted, held) || related(held, wanted),
        Says::SameParent => {
            let (wanted, held) = (parents(wanted), parents(held));
            let named = |it: &&SkillIndex| list.skill_label(**it, language) == said.text("parent");
            wanted.intersection(&held).any(|it| named(&it))
        }
        Says::SameGroup => {
            let groups = |skill| list.groups_of_skill(skill).collect::<BTreeSet<_>>();
            let named = |it: &_| list.skill_group_label(*it, language) == said.text("group");
            groups(wanted).intersection(&groups(held)).any(named)
        }
        Says::SameUseOnce => shared_groups() == 1,
        Says::SameUse => {
            shared_groups().to_string() == said.number("groups").to_string() && shared_groups() > 1
        }
        Says::SameWords => !name_words(list, wanted).is_disjoint(&name_words(list, held)),
        _ => false,
    }
}

/// Reads each reason of a list, or every so manieth, and holds it and what is altered in it beside the list; gives what
/// was said somewhere and false somewhere else.
fn told_of(list: &Vocabulary, stand_ins: &StandIns, step: usize) -> BTreeSet<Says> {
    let pairs = list.skills().flat_map(|wanted| stand_ins.of(wanted).iter().map(move |it| (wanted, it)));
    let pairs: Vec<_> = pairs.collect();
    let mut told = BTreeSet::new();
    for (language, named) in LANGUAGES {
        for (at, (wanted, stand_in)) in pairs.iter().enumerate().step_by(step) {
            let pair = (*wanted, stand_in.held);
            let sentence = stand_in.because.sentence(list, language);
            let said = PHRASES.read(&sentence, language).unwrap();
            let names = [pair.0, pair.1].map(|it| list.skill_label(it, named));
            assert!(is_reason(list, pair, &said, named), "{names:?}: {sentence}");
            for altered in PHRASES.altered(&sentence, language, |_| &[], "a name of nothing") {
                let said = PHRASES.read(&altered, language).unwrap();
                assert!(!is_reason(list, pair, &said, named), "{names:?}: {altered}");
            }
            // the same sentence of another pair
            let other = pairs[(at + pairs.len() / 2) % pairs.len()].1.held;
            if !is_reason(list, (*wanted, other), &said, named) {
                told.insert(said.says);
            }
        }
    }
    told
}

#[test]
fn why_a_skill_stands_in_is_what_the_vocabulary_says_and_with_another_number_or_name_it_is_not() {
    let told = told_of(&LIST, TRANSITIONS.stand_ins(), 3);
    let wanted = [Says::Related, Says::SameGroup, Says::SameUseOnce, Says::SameUse, Says::SameWords];
    assert_eq!(told, BTreeSet::from(wanted));
}

/// Sewing of two kinds below sewing, and welding beside it.
fn family() -> Vocabulary {
    const OCC: &str = "http://data.europa.eu/esco/occupation";
    const SKILL: &str = "http://data.europa.eu/esco/skill";
    let of_both = |table: &str, columns: &str, rows: &dyn Fn(usize) -> String| {
        ["nl", "en"]
            .iter()
            .enumerate()
            .map(|(at, it)| (format!("{table}_{it}.csv"), format!("{columns}\n{}", rows(at))))
            .collect::<Vec<_>>()
    };
    let skills = [
        ("sewing", ["naaien", "sewing"]),
        ("coats", ["jassen stikken", "make coats"]),
        ("curtains", ["gordijnen zomen", "hem curtains"]),
        ("welding", ["lassen", "welding"]),
    ];
    let skill = |at: usize| {
        let row = |(id, names): &(&str, [&str; 2])| {
            format!("{SKILL}/{id},skill/competence,,{},released\n", names[at])
        };
        skills.iter().map(row).collect::<String>()
    };
    let work = |at: usize| format!("{OCC}/tailor,7531,{},released\n", ["kleermaker", "tailor"][at]);
    let group = |at: usize| format!("{SKILL}/g1,{},S1\n", ["met de handen werken", "work with hands"][at]);
    let mut tables = of_both("skills", "conceptUri,skillType,reuseLevel,preferredLabel,status", &skill);
    tables.extend(of_both("occupations", "conceptUri,iscoGroup,preferredLabel,status", &work));
    tables.extend(of_both("skillGroups", "conceptUri,preferredLabel,code", &group));
    let asked =
        format!("occupationUri,relationType,skillType,skillUri\n{OCC}/tailor,essential,,{SKILL}/sewing\n");
    tables.push(("occupationSkillRelations_en.csv".to_owned(), asked));
    let above = ["coats", "curtains"]
        .map(|it| format!("KnowledgeSkillCompetence,{SKILL}/{it},KnowledgeSkillCompetence,{SKILL}/sewing\n"));
    let above = format!("conceptType,conceptUri,broaderType,broaderUri\n{}", above.concat());
    tables.push(("broaderRelationsSkillPillar_en.csv".to_owned(), above));
    let folder = tempfile::tempdir().unwrap();
    tables.iter().for_each(|(name, text)| fs::write(folder.path().join(name), text).unwrap());
    let mut release = Release::open(folder.path()).unwrap();
    import(&mut release, &ImportOptions::default(), &mut |_| ()).unwrap().vocabulary
}

#[test]
fn a_special_case_the_general_one_and_two_cases_of_one_skill_are_told_as_they_lie() {
    let list = family();
    let told = told_of(&list, &StandIns::new(&list), 1);
    assert_eq!(told, BTreeSet::from([Says::Narrower, Says::Broader, Says::SameParent]));
}
