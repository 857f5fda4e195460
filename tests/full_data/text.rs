//! Text to terms with the whole of ESCO 1.2.0.

use crate::vocabulary::ESCO;
use std::{env, path::Path, process::Command};
use vocabulary::{Language, SkillIndex, text::Sense};

#[test]
fn training_gives_the_built_in_model_again_to_the_byte() {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ lies in the root");
    let output = Command::new(cargo)
        .args(["run", "--release", "--quiet", "-p", "vocabulary", "--bin", "text-model", "--", "check"])
        .current_dir(root)
        .output()
        .expect("cargo can be started");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    assert!(said.contains("training gives the built-in bytes again"), "{said}");
}

#[test]
fn titles_of_vacancies_find_the_occupation_in_the_whole_of_esco() {
    let vocabulary = &ESCO.vocabulary;
    let check = |title: &str, expected: &str| {
        let hits = vocabulary.search_occupations(title, Language::NL, 5);
        let found: Vec<_> =
            hits.iter().map(|it| vocabulary.occupation_label(it.index, Language::NL)).collect();
        assert!(found.contains(&expected), "{title}: {found:?}");
    };
    check("allround timmerman", "timmerman");
    check("chauffeur CE", "vrachtwagenchauffeur");
    check("Magazijnmedewerker avondploeg Tilburg m/v", "magazijnmedewerker");
    check("medewerker klantcontact", "vertegenwoordiger klantenservice");
    check("kassamedewerker supermarkt 16 uur", "kassamedewerker");
}

#[test]
fn a_dutch_query_finds_a_skill_that_has_an_english_name_only() {
    let vocabulary = &ESCO.vocabulary;
    let check = |query: &str, expected: &str| {
        let hits = vocabulary.search_skills(query, Language::NL, 10);
        let found: Vec<_> = hits.iter().map(|it| vocabulary.skill_label(it.index, Language::EN)).collect();
        assert!(found.contains(&expected), "{query}: {found:?}");
        let all = vocabulary.skills();
        let same = all.filter(|it| vocabulary.skill_label(*it, Language::EN) == expected);
        assert!(same.into_iter().all(|it| !vocabulary.has_skill_label(it, Language::NL)), "{expected}");
    };
    check("elektrische machines in de mijn onderhouden", "maintain electrical mine machinery");
    check("tabaksbladeren drogen", "dry tobacco leaves");
}

#[test]
fn skills_are_found_in_the_sentences_of_a_vacancy() {
    let vocabulary = &ESCO.vocabulary;
    let text = "Je geeft medicatie, werkt volgens protocol en hebt kennis van hygiëne in de gezondheidszorg.";
    let found = vocabulary.extract_skills(text, Language::NL, 10);
    assert_eq!(found.sense, Sense::Whole);
    assert!(!found.mentions.is_empty(), "{found:?}");
}

#[test]
fn english_sentences_of_vacancies_give_the_skills_they_ask_for() {
    let vocabulary = &ESCO.vocabulary;
    let check = |text: &str, expected: &[&str]| {
        let mentions = vocabulary.extract_skills(text, Language::EN, 10).mentions;
        let found: Vec<_> =
            mentions.iter().map(|it| vocabulary.skill_label(SkillIndex(it.concept), Language::EN)).collect();
        assert!(expected.iter().all(|it| found.contains(it)), "{text}: {found:?}");
    };
    check(
        "You have strong communication skills and a proven track record in project management.",
        &["use communication techniques", "project management"],
    );
    check("Proficiency in Python and SQL.", &["Python (computer programming)", "SQL"]);
    check("You hold a driving licence C.", &["manoeuvre heavy trucks"]);
    check("Managed budgets and led a team of twelve.", &["manage budgets", "manage a team"]);
}

#[test]
fn other_languages_and_strings_that_are_no_words_give_no_skill_that_looks_sure() {
    let vocabulary = &ESCO.vocabulary;
    for text in [
        "Permis de conduire B obligatoire.",
        "Odbierasz telefony i umawiasz spotkania.",
        "B sınıfı ehliyet gereklidir.",
        "3f2504e0-4f89-11d3-9a0c-0305e82c3301 aGVsbG8gd29ybGQsIHRoaXM=",
    ] {
        for language in [Language::NL, Language::EN] {
            let mentions = vocabulary.extract_skills(text, language, 10).mentions;
            assert!(mentions.iter().all(|it| it.score < 0.5), "{text}: {mentions:?}");
        }
    }
}

#[test]
fn a_licence_that_a_title_asks_for_leaves_the_occupation_first_in_the_whole_of_esco() {
    let vocabulary = &ESCO.vocabulary;
    let first =
        |title: &str| vocabulary.search_occupations(title, Language::NL, 1).first().map(|it| it.index);
    for (title, asked) in [
        ("vrachtwagenchauffeur", "vrachtwagenchauffeur met rijbewijs BE/CE"),
        ("hovenier", "hovenier met rijbewijs BE"),
        ("monteur", "monteur met rijbewijs B"),
    ] {
        assert!(first(title).is_some());
        assert_eq!(first(asked), first(title), "{asked}");
    }
}
