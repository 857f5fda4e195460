use super::*;
use crate::{EscoUri, OccupationIndex, SkillKind};
use flate2::{Compression, write::GzEncoder};
use std::{
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
};
use tempfile::TempDir;
use zip::{ZipWriter, write::SimpleFileOptions};

const OCC: &str = "http://data.europa.eu/esco/occupation";
const SKILL: &str = "http://data.europa.eu/esco/skill";

/// A made-up release in the official form: two occupations, three skills, two languages.
fn official() -> Vec<(&'static str, String)> {
    let occupations = "conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,hiddenLabels,status,modifiedDate,regulatedProfessionNote,scopeNote,definition,inScheme,description,code\n";
    let skills = "conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,hiddenLabels,status,modifiedDate,scopeNote,definition,inScheme,description\n";
    let groups = "conceptType,conceptUri,preferredLabel,altLabels,hiddenLabels,status,modifiedDate,scopeNote,inScheme,description,code\n";
    vec![
        (
            "occupations_nl.csv",
            format!(
                "\u{feff}{occupations}Occupation,{OCC}/a,2221,wijkzuster,\"zuster\nzuster in de \"\"wijk\"\"\",,released,,,,,,\"Een zin, met meer\",2221.9\n\
                 Occupation,{OCC}/b,7411,draadtrekker,,,released,,,,,,,7411.9\n"
            ),
        ),
        (
            "occupations_en.csv",
            format!(
                "{occupations}Occupation,{OCC}/a,2221,district sister,,,released,,,,,,,2221.9\r\n\
                 Occupation,{OCC}/b,7411,wire puller,puller of wires,,obsolete,,,,,,,7411.9\r\n"
            ),
        ),
        (
            "skills_nl.csv",
            format!(
                "{skills}KnowledgeSkillCompetence,{SKILL}/s1,skill/competence,cross-sector,wonden verbinden,,,released,,,,,\n\
                 KnowledgeSkillCompetence,{SKILL}/s2,knowledge,,,,,released,,,,,\n\
                 KnowledgeSkillCompetence,{SKILL}/s3,skill/competence,,draad trekken,kabels trekken,,released,,,,,\n"
            ),
        ),
        (
            "skills_en.csv",
            format!(
                "{skills}KnowledgeSkillCompetence,{SKILL}/s1,skill/competence,cross-sector,dress wounds,,,released,,,,,\n\
                 KnowledgeSkillCompetence,{SKILL}/s2,knowledge,,anatomy,,,released,,,,,\n\
                 KnowledgeSkillCompetence,{SKILL}/s3,skill/competence,,pull wire,,,released,,,,,\n"
            ),
        ),
        (
            "skillGroups_nl.csv",
            format!(
                "{groups}SkillGroup,{SKILL}/g1,zorgen,,,,,,,,S3\nSkillGroup,{SKILL}/g2,werken met handen,,,,,,,,S\n"
            ),
        ),
        (
            "ISCOGroups_nl.csv",
            "conceptType,conceptUri,code,preferredLabel,status,altLabels,inScheme,description\n\
             ISCOGroup,http://data.europa.eu/esco/isco/C2221,2221,Verplegend personeel,released,,,\n"
                .to_owned(),
        ),
        (
            "occupationSkillRelations_en.csv",
            format!(
                "occupationUri,relationType,skillType,skillUri\n\
                 {OCC}/a,essential,skill/competence,{SKILL}/s1\n{OCC}/a,optional,knowledge,{SKILL}/s2\n\
                 {OCC}/a,optional,skill/competence,{SKILL}/s1\n{OCC}/b,essential,skill/competence,{SKILL}/s3\n"
            ),
        ),
        (
            "broaderRelationsSkillPillar_en.csv",
            format!(
                "conceptType,conceptUri,broaderType,broaderUri\n\
                 KnowledgeSkillCompetence,{SKILL}/s1,SkillGroup,{SKILL}/g1\nSkillGroup,{SKILL}/g1,SkillGroup,{SKILL}/g2\n\
                 KnowledgeSkillCompetence,{SKILL}/s3,KnowledgeSkillCompetence,{SKILL}/s1\n"
            ),
        ),
        (
            "skillSkillRelations_en.csv",
            format!(
                "originalSkillUri,originalSkillType,relationType,relatedSkillType,relatedSkillUri\n\
                 {SKILL}/s1,skill/competence,essential,knowledge,{SKILL}/s2\n"
            ),
        ),
    ]
}

fn in_folder(tables: &[(&str, String)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in tables {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn in_zip(folder: &Path, tables: &[(&str, String)]) -> PathBuf {
    let path = folder.join("ESCO dataset - v9.8.7 - classification - nl - csv.zip");
    let mut zip = ZipWriter::new(File::create(&path).unwrap());
    for (name, text) in tables {
        zip.start_file(format!("ESCO dataset/{name}"), SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap();
    path
}

fn read(path: &Path) -> Result<Imported, TableError> {
    import(&mut Release::open(path)?, &ImportOptions::default(), &mut |_| ())
}

fn uri(text: &str) -> EscoUri {
    EscoUri::new(text).unwrap()
}

/// Imports the release with one table changed, or left out, and checks the message.
fn check_refused(table: &str, change: impl FnOnce(String) -> Option<Vec<u8>>, part: &str) {
    let folder = in_folder(&official());
    let path = folder.path().join(table);
    let text = fs::read_to_string(&path).unwrap();
    match change(text) {
        Some(bytes) => fs::write(&path, bytes).unwrap(),
        None => fs::remove_file(&path).unwrap(),
    }
    let message = read(folder.path()).expect_err(part).to_string();
    assert!(message.contains(part), "{message}");
}

fn replaced(table: &str, from: &str, to: &str, part: &str) {
    check_refused(table, |text| Some(text.replacen(from, to, 1).into_bytes()), part);
}

#[test]
fn the_official_download_is_read_from_a_folder_and_from_a_zip_alike() {
    let folder = in_folder(&official());
    let from_folder = read(folder.path()).unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    let from_zip = read(&in_zip(elsewhere.path(), &official())).unwrap();
    assert_eq!(from_zip.vocabulary.version(), "ESCO 9.8.7");
    let mut renamed = from_folder.vocabulary.clone();
    renamed.version = from_zip.vocabulary.version.clone();
    assert_eq!(renamed, from_zip.vocabulary);

    let vocabulary = from_folder.vocabulary;
    assert!(vocabulary.is_sound());
    let sister = vocabulary.occupation(&uri(&format!("{OCC}/a"))).unwrap();
    assert_eq!(sister, OccupationIndex(0));
    assert_eq!(vocabulary.occupation_label(sister, Language::NL), "wijkzuster");
    assert_eq!(vocabulary.occupation_label(sister, Language::EN), "district sister");
    let others: Vec<_> = vocabulary.occupation_other_labels(sister, Language::NL).collect();
    assert_eq!(others, ["zuster", "zuster in de \"wijk\""]);
    assert_eq!(vocabulary.isco(sister).as_str(), "2221");
    assert_eq!(vocabulary.isco_label(&vocabulary.isco(sister), Language::NL), Some("Verplegend personeel"));
    assert!(!vocabulary.is_occupation_deprecated(sister));
    assert!(vocabulary.is_occupation_deprecated(OccupationIndex(1)));
}

#[test]
fn relations_and_hierarchy_are_read_and_a_skill_stated_twice_is_essential_only() {
    let folder = in_folder(&official());
    let Imported { vocabulary, counts } = read(folder.path()).unwrap();
    let wanted = ImportCounts {
        occupations: 2,
        skills: 3,
        relations: 4,
        stated_twice: 1,
        skill_relations: 1,
        hierarchy: 3,
    };
    assert_eq!(counts, wanted);
    let [wounds, anatomy, wire] =
        ["s1", "s2", "s3"].map(|it| vocabulary.skill(&uri(&format!("{SKILL}/{it}"))).unwrap());
    let sister = OccupationIndex(0);
    assert_eq!(vocabulary.essential_skills(sister).collect::<Vec<_>>(), [wounds]);
    assert_eq!(vocabulary.optional_skills(sister).collect::<Vec<_>>(), [anatomy]);
    assert_eq!(vocabulary.document_frequency(wounds), 1);
    assert_eq!(vocabulary.skill_kind(anatomy), SkillKind::Knowledge);
    assert_eq!(
        vocabulary.skill_label(anatomy, Language::NL),
        "anatomy",
        "English stands in for a missing name"
    );
    assert!(!vocabulary.has_skill_label(anatomy, Language::NL));
    let group = vocabulary.groups_of_skill(wounds).next().unwrap();
    assert_eq!(
        (vocabulary.skill_group_label(group, Language::NL), vocabulary.skill_group_code(group)),
        ("zorgen", "S3")
    );
    assert_eq!(vocabulary.broader_groups(group).len(), 1);
    assert_eq!(vocabulary.broader_skills(wire).collect::<Vec<_>>(), [wounds]);
    assert_eq!(vocabulary.essential_for_skill(wounds).collect::<Vec<_>>(), [anatomy]);
}

#[test]
fn a_deprecated_concept_keeps_its_name_but_is_not_offered() {
    let folder = in_folder(&official());
    let vocabulary = read(folder.path()).unwrap().vocabulary;
    assert!(vocabulary.search_occupations("draadtrekker", Language::NL, 5).is_empty());
    assert_eq!(vocabulary.search_occupations("wijkzuster", Language::NL, 5).len(), 1);
}

#[test]
fn only_the_languages_asked_for_are_kept() {
    let folder = in_folder(&official());
    let options = ImportOptions { languages: vec![Language::EN], version: Some("test".to_owned()) };
    let mut release = Release::open(folder.path()).unwrap();
    let vocabulary = import(&mut release, &options, &mut |_| ()).unwrap().vocabulary;
    assert_eq!(vocabulary.languages().collect::<Vec<_>>(), [Language::EN]);
    assert_eq!(vocabulary.occupation_label(OccupationIndex(0), Language::NL), "district sister");
    assert_eq!(vocabulary.version(), "ESCO test");
}

#[test]
fn progress_is_told_for_every_table() {
    let folder = in_folder(&official());
    let mut told = Vec::new();
    let mut release = Release::open(folder.path()).unwrap();
    import(&mut release, &ImportOptions::default(), &mut |it| {
        told.push((it.table.to_owned(), it.number, it.of, it.bytes))
    })
    .unwrap();
    assert_eq!(told.len(), 9);
    assert!(told.iter().all(|it| it.2 == 9 && it.3 > 0), "{told:?}");
    assert_eq!(told.last().map(|it| it.1), Some(9));
}

#[test]
fn a_broken_release_is_refused_with_file_line_and_reason() {
    check_refused(
        "occupationSkillRelations_en.csv",
        |_| None,
        "occupationSkillRelations_….csv: is missing; without it",
    );
    check_refused("skills_nl.csv", |_| None, "skills_nl.csv: is missing while occupations_nl.csv is there");
    replaced(
        "occupations_en.csv",
        "2221,district",
        "2299,district",
        "occupations_en.csv, line 2: `2299` is not a unit group of ISCO-08",
    );
    replaced(
        "occupations_en.csv",
        "2221,district",
        "2212,district",
        "occupations_en.csv, line 2: stands in the tables twice with different facts",
    );
    replaced(
        "occupations_en.csv",
        &format!("{OCC}/b"),
        "ftp://b",
        "occupations_en.csv, line 3: conceptUri: `ftp://b` is not an ESCO URI",
    );
    replaced(
        "skills_en.csv",
        "preferredLabel",
        "label",
        "skills_en.csv, line 1: there is no column `preferredLabel`",
    );
    replaced("skills_en.csv", ",knowledge,", ",wisdom,", "skills_en.csv, line 3: `wisdom` is neither");
    replaced(
        "occupationSkillRelations_en.csv",
        &format!("{SKILL}/s2"),
        &format!("{SKILL}/s9"),
        "occupationSkillRelations_en.csv, line 3: `http://data.europa.eu/esco/skill/s9` is not in the list of skills",
    );
    replaced(
        "occupationSkillRelations_en.csv",
        "essential",
        "vital",
        "line 2: `vital` is neither `essential` nor `optional`",
    );
    replaced(
        "broaderRelationsSkillPillar_en.csv",
        &format!("{SKILL}/g2"),
        &format!("{SKILL}/g9"),
        "line 3: `http://data.europa.eu/esco/skill/g9` is not in the list of groups",
    );
    replaced(
        "skillSkillRelations_en.csv",
        &format!("{SKILL}/s2"),
        &format!("{SKILL}/s9"),
        "skillSkillRelations_en.csv, line 2:",
    );
    replaced("skills_en.csv", ",anatomy,", ",,", "skill/s2 has no name in any of the languages kept");
}

#[test]
fn a_file_cut_short_or_in_another_encoding_is_refused_with_its_line() {
    let cut = |at: &'static str| {
        move |text: String| Some(text.as_bytes()[..text.find(at).unwrap() + at.len()].to_vec())
    };
    check_refused(
        "skills_en.csv",
        cut("wounds,,"),
        "skills_en.csv, line 2: has 7 fields where the header names 13",
    );
    check_refused(
        "occupations_nl.csv",
        cut("zuster\nzu"),
        "occupations_nl.csv, line 2: has 5 fields where the header names 14",
    );
    let open_quote = |text: String| Some(text.replace(",7411.9", ",\"7411.9").into_bytes());
    check_refused(
        "occupations_en.csv",
        open_quote,
        "occupations_en.csv, line 3: a field opens with a quote that is never closed",
    );
    let latin = |text: String| {
        let (before, after) = text.split_once("draad trekken").unwrap();
        Some([before.as_bytes(), b"dr\xe4d", after.as_bytes()].concat())
    };
    check_refused("skills_nl.csv", latin, "skills_nl.csv, line 4: preferredLabel: is not UTF-8 text");
}

#[test]
fn what_is_no_release_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let check = |path: &Path, part: &str| {
        let message = read(path).unwrap_err().to_string();
        assert!(message.contains(part), "{message}");
    };
    check(folder.path(), "is not a release of ESCO: there is no occupations_nl.csv");
    check(&folder.path().join("nothing"), "cannot be opened");
    let file = folder.path().join("release.zip");
    fs::write(&file, "not a zip").unwrap();
    check(&file, "is neither a folder nor a zip");
    let tables = official();
    let path = in_zip(folder.path(), &tables);
    let whole = fs::read(&path).unwrap();
    fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    check(&path, "is neither a folder nor a zip");
}

#[test]
fn a_table_that_unpacks_to_more_than_the_limit_is_refused_whatever_the_archive_says() {
    let folder = tempfile::tempdir().unwrap();
    let mut tables = official();
    let bomb = format!("{}{}", tables[2].1, "x".repeat(3_000_000));
    tables[2].1 = bomb.clone();
    let zip = in_zip(folder.path(), &tables);
    assert!(fs::metadata(&zip).unwrap().len() < 20_000, "the archive itself is small");
    let refused = |path: &Path, limit: u64| {
        let mut release = Release::open(path).unwrap().with_most_table_bytes(limit);
        import(&mut release, &ImportOptions::default(), &mut |_| ()).unwrap_err().to_string()
    };
    assert!(
        refused(&zip, 1_000_000)
            .contains("skills_nl.csv, line 5: cannot be read: is larger than 1000000 bytes"),
        "{}",
        refused(&zip, 1_000_000)
    );
    assert!(
        !refused(&zip, 10_000_000).contains("larger"),
        "with room enough it is refused for another reason"
    );

    let plain = in_folder(&official());
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(bomb.as_bytes()).unwrap();
    fs::remove_file(plain.path().join("skills_nl.csv")).unwrap();
    fs::write(plain.path().join("skills_nl.csv.gz"), packed.finish().unwrap()).unwrap();
    assert!(refused(plain.path(), 1_000_000).contains("is larger than 1000000 bytes"));
}

#[test]
fn a_table_that_stands_in_a_release_twice_is_not_guessed() {
    let folder = in_folder(&official());
    fs::create_dir(folder.path().join("old")).unwrap();
    fs::write(folder.path().join("old/skills_nl.csv"), "").unwrap();
    let message = read(folder.path()).unwrap_err().to_string();
    assert!(message.contains("holds skills_nl.csv twice; which one is meant?"), "{message}");
}

#[test]
fn the_tidy_form_is_read_with_blank_names_left_out() {
    let folder = in_folder(&[
        (
            "occupations.csv",
            format!(
                "uri,code,isco_group,label_en,label_nl,alt_labels_en,alt_labels_nl\n{OCC}/a,2221.9,2221,sister,zuster,nun | nurse,wijkzuster\n"
            ),
        ),
        (
            "skills.csv",
            format!(
                "uri,skill_type,label_en,label_nl,alt_labels_en,alt_labels_nl\n{SKILL}/s1,knowledge,anatomy,,,\n"
            ),
        ),
        (
            "occupation_skill.csv",
            format!("occupation_uri,skill_uri,relation\n{OCC}/a,{SKILL}/s1,essential\n"),
        ),
        (
            "skill_skill.csv",
            format!("skill_uri,relation,related_skill_uri\n{SKILL}/s1,optional,{SKILL}/s1\n"),
        ),
    ]);
    let Imported { vocabulary, counts } = read(folder.path()).unwrap();
    assert_eq!((counts.occupations, counts.skills, counts.relations, counts.skill_relations), (1, 1, 1, 1));
    let others: Vec<_> = vocabulary.occupation_other_labels(OccupationIndex(0), Language::EN).collect();
    assert_eq!(others, ["nun", "nurse"]);
    assert!(vocabulary.skills().all(|it| !vocabulary.has_skill_label(it, Language::NL)));
    assert_eq!(vocabulary.skill_label(crate::SkillIndex(0), Language::NL), "anatomy");
}

proptest::proptest! {
    #[test]
    fn a_release_with_any_few_bytes_changed_is_read_or_refused_by_table(
        table in 0_usize..9,
        changes in proptest::collection::vec((0.0_f64..1.0, proptest::prelude::any::<u8>()), 1..4),
    ) {
        let tables = official();
        let folder = in_folder(&tables);
        let (name, text) = &tables[table];
        let mut bytes = text.clone().into_bytes();
        for (place, byte) in changes {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a place in a short text")]
            let at = (place * bytes.len() as f64) as usize;
            bytes[at] = byte;
        }
        fs::write(folder.path().join(name), bytes).unwrap();
        match read(folder.path()) {
            Ok(imported) => proptest::prop_assert!(imported.vocabulary.is_sound()),
            Err(error) => proptest::prop_assert!(error.file.starts_with(&folder.path().display().to_string()), "{error}"),
        }
    }
}
