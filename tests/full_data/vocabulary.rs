//! The vocabulary with the whole of ESCO 1.2.0.

use crate::data_folder;
use node::storage::{Storage, vocabulary_versions};
use std::{collections::BTreeSet, sync::LazyLock};
use vocabulary::{
    EscoUri, Language, Sectors, Vocabulary,
    compare::compare,
    import::{ImportOptions, Imported, Release, import},
    isco,
};

pub(crate) static ESCO: LazyLock<Imported> = LazyLock::new(|| {
    let mut release = Release::open(&data_folder("esco")).expect("the tidy form of ESCO");
    let options = ImportOptions { version: Some("1.2.0".to_owned()), ..ImportOptions::default() };
    import(&mut release, &options, &mut |_| ()).expect("the tidy form of ESCO is whole")
});

#[test]
fn the_whole_of_esco_is_imported() {
    let Imported { vocabulary, counts } = &*ESCO;
    assert_eq!((counts.occupations, counts.skills, counts.relations), (3_039, 13_939, 129_004));
    assert_eq!((counts.stated_twice, counts.hierarchy, counts.skill_relations), (17, 20_822, 5_818));
    assert_eq!(vocabulary.relation_count(), 129_004 - 17);
    assert!(vocabulary.is_sound());
    assert_eq!(vocabulary.version(), "ESCO 1.2.0");
    let dutch = vocabulary.skills().filter(|it| vocabulary.has_skill_label(*it, Language::NL)).count();
    assert_eq!(dutch, 6_933);
    let unused = vocabulary.skills().filter(|it| vocabulary.document_frequency(*it) == 0).count();
    assert_eq!(unused, 447);
}

#[test]
fn the_whole_of_esco_stays_small_in_memory() {
    let vocabulary = ESCO.vocabulary.clone();
    let held = vocabulary.size_bytes();
    assert_eq!(vocabulary.search_occupations("kok", Language::NL, 1).len(), 1);
    assert_eq!(vocabulary.search_skills("koken", Language::NL, 1).len(), 1);
    let searched = vocabulary.size_bytes();
    println!(
        "the vocabulary holds {} kB, with both indexes for searching {} kB",
        held / 1000,
        searched / 1000
    );
    assert!(held < searched && searched < 60_000_000, "{held} {searched}");
}

#[test]
fn the_whole_of_esco_comes_back_from_the_database_as_it_was_kept() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let storage = Storage::open(&folder.path().join("node.db")).expect("a new database");
    let kept = storage.write_blocking(|transaction| {
        vocabulary_versions::put_in_use(transaction, &ESCO.vocabulary, jiff::Timestamp::UNIX_EPOCH)
    });
    assert_eq!(kept.expect("the list is kept"), 1);
    let read = storage.read_blocking(vocabulary_versions::in_use).expect("the list is read");
    assert!(read == ESCO.vocabulary, "another list came back");
}

#[test]
fn def_08_every_occupation_of_esco_has_exactly_one_sector() {
    let sectors = Sectors::embedded();
    for occupation in ESCO.vocabulary.occupations() {
        let code = ESCO.vocabulary.isco(occupation);
        assert!(isco::group(&code).is_some() && sectors.of_isco(&code).is_some(), "{code}");
    }
}

#[test]
fn what_people_type_is_found_in_the_whole_of_esco() {
    let vocabulary = &ESCO.vocabulary;
    let occupation = |query: &str, language, expected: &str| {
        let hits = vocabulary.search_occupations(query, language, 5);
        let found: Vec<_> = hits.iter().map(|it| vocabulary.occupation_label(it.index, language)).collect();
        assert!(found.contains(&expected), "{query}: {found:?}");
    };
    occupation("verpleegkundige", Language::NL, "algemeen verpleegkundige");
    occupation("vrachtwagenchaufeur", Language::NL, "vrachtwagenchauffeur");
    occupation("elektricien", Language::NL, "monteur elektrische installaties");
    occupation("docent wiskunde", Language::NL, "leerkracht wiskunde voortgezet onderwijs");
    occupation("primary school teacher", Language::EN, "primary school teacher");
    occupation("software developper", Language::EN, "software developer"); // spellcheck:off
    occupation("loodgieter (m/v) 36 uur", Language::NL, "loodgieter");
    let skill = |query: &str, language, expected: &str| {
        let hits = vocabulary.search_skills(query, language, 5);
        let found: Vec<_> = hits.iter().map(|it| vocabulary.skill_label(it.index, Language::EN)).collect();
        assert!(found.contains(&expected), "{query}: {found:?}");
    };
    skill("python", Language::EN, "Python (computer programming)");
    skill("customer servic", Language::EN, "customer service");
    skill("manage staff", Language::EN, "manage staff");
}

#[test]
fn the_starter_vocabulary_is_part_of_esco() {
    let starter = Vocabulary::starter();
    let changes = compare(&starter, &ESCO.vocabulary, &BTreeSet::<EscoUri>::new());
    assert!(changes.occupations.removed.is_empty() && changes.skills.removed.is_empty());
    for occupation in starter.occupations() {
        let same = ESCO.vocabulary.occupation(&starter.occupation_uri(occupation)).expect("just checked");
        assert_eq!(starter.isco(occupation), ESCO.vocabulary.isco(same));
        assert_eq!(starter.essential_skills(occupation).len(), ESCO.vocabulary.essential_skills(same).len());
    }
}
