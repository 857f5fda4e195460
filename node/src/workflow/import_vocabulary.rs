//! The operator makes a release of ESCO the working list of this node.

use super::Actor;
use crate::{
    domain::account::Role,
    storage::{
        Storage, StorageError,
        audit_log::{self, AuditEntry},
        vocabulary_versions as lists,
    },
};
use jiff::Timestamp;
use std::path::Path;
use vocabulary::{
    EscoUri, Language, TableError, Vocabulary,
    compare::{Changes, compare},
    import::{ImportCounts, ImportOptions, Imported, Progress, Release, import},
};

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportReport {
    /// The number under which the list is kept; none when it was only tried.
    pub number: Option<i64>,
    /// The list that was in use.
    pub before: String,
    /// The list that was read.
    pub after: String,
    /// How much was read.
    pub counts: ImportCounts,
    /// What the new list changes.
    pub changes: Changes,
    /// The names that the occupations and skills in use had, which the new list does not have any more.
    pub missing_names: Vec<(EscoUri, String)>,
    /// The names of those in use that the new list marks as no longer in use.
    pub deprecated_names: Vec<(EscoUri, String)>,
    /// The new names of those in use that the new list changes.
    pub changed_names: Vec<(EscoUri, String)>,
}

/// Why a list was not imported. The list in use is as it was.
#[derive(Debug, thiserror::Error)]
pub enum ImportVocabularyError {
    /// Only an operator does this.
    #[error("only an operator imports a list of occupations and skills")]
    NotAllowed,
    /// The release is broken.
    #[error("the release was refused and the list in use stays as it was")]
    Refused(#[source] TableError),
    /// The database refused.
    #[error("the release was read but not kept, and the list in use stays as it was")]
    Storage(#[source] StorageError),
}

impl From<StorageError> for ImportVocabularyError {
    fn from(source: StorageError) -> Self {
        Self::Storage(source)
    }
}

/// Whether the new list is kept or only looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// It becomes the working list.
    InUse,
    /// Nothing changes; the report says what would.
    OnlyReport,
}

/// Reads the release at `path` in whole, says what it changes, and makes it the working list in one transaction.
///
/// # Errors
/// [`ImportVocabularyError`]; nothing has changed then.
pub fn import_vocabulary(
    storage: &Storage,
    actor: Actor,
    now: Timestamp,
    path: &Path,
    options: &ImportOptions,
    keep: Keep,
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<ImportReport, ImportVocabularyError> {
    if actor.must(|role| role == Role::Operator, "import a vocabulary").is_err() {
        return Err(ImportVocabularyError::NotAllowed);
    }
    let read = Release::open(path).and_then(|mut release| import(&mut release, options, progress));
    let Imported { vocabulary, counts } = read.map_err(ImportVocabularyError::Refused)?;
    storage.write_blocking(|transaction| {
        let before = lists::in_use(transaction)?;
        let in_use = lists::terms_in_use(transaction)?;
        let changes = compare(&before, &vocabulary, &in_use);
        let changed = changes.occupations.changed.iter().chain(&changes.skills.changed);
        let changed = changed.filter(|uri| in_use.contains(*uri));
        let number = match keep {
            Keep::OnlyReport => None,
            Keep::InUse => {
                let number = lists::put_in_use(transaction, &vocabulary, now)?;
                audit_log::append(transaction, &entry(actor, now, number, &before, &vocabulary))?;
                Some(number)
            }
        };
        Ok(ImportReport {
            number,
            before: before.version().to_owned(),
            after: vocabulary.version().to_owned(),
            counts,
            missing_names: named(&before, changes.missing_in_use.iter()),
            deprecated_names: named(&vocabulary, changes.deprecated_in_use.iter()),
            changed_names: named(&vocabulary, changed),
            changes,
        })
    })
}

fn entry(actor: Actor, now: Timestamp, number: i64, before: &Vocabulary, after: &Vocabulary) -> AuditEntry {
    AuditEntry {
        at: now,
        actor: actor.to_string(),
        purpose: "operation".to_owned(),
        action: "vocabulary.import".to_owned(),
        subject: format!("vocabulary/{number}"),
        detail: format!("{} in place of {}", after.version(), before.version()),
    }
}

fn named<'a>(vocabulary: &Vocabulary, uris: impl Iterator<Item = &'a EscoUri>) -> Vec<(EscoUri, String)> {
    uris.map(|uri| (uri.clone(), name_of(vocabulary, uri))).collect()
}

/// The name of an occupation or skill; empty where the list does not have it either.
fn name_of(vocabulary: &Vocabulary, uri: &EscoUri) -> String {
    let occupation = vocabulary.occupation(uri).map(|it| vocabulary.occupation_label(it, Language::NL));
    let skill = || vocabulary.skill(uri).map(|it| vocabulary.skill_label(it, Language::NL));
    occupation.or_else(skill).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{collections::BTreeMap, fs};
    use vocabulary::AccountId;

    const NOW: &str = "2026-11-24T12:00:00Z";

    /// A made-up release in the tidy form: one occupation of the starter list, one of its skills, one new skill.
    fn release() -> (tempfile::TempDir, EscoUri, EscoUri) {
        let starter = Vocabulary::starter();
        let nurse = starter.occupations().find(|it| starter.occupation_code(*it) == "2221.2").unwrap();
        let skill = starter.skill_uri(starter.essential_skills(nurse).next().unwrap());
        let nurse = starter.occupation_uri(nurse);
        let folder = tempfile::tempdir().unwrap();
        let new = "http://data.europa.eu/esco/skill/new";
        let tables = BTreeMap::from([
            ("occupations.csv", format!("uri,isco_group,label_nl,label_en\n{nurse},2221,verpleger,nurse\n")),
            (
                "skills.csv",
                format!(
                    "uri,skill_type,label_nl,label_en\n{skill},knowledge,weten,know\n{new},skill,kunnen,can\n"
                ),
            ),
            (
                "occupation_skill.csv",
                format!(
                    "occupation_uri,skill_uri,relation\n{nurse},{skill},essential\n{nurse},{new},optional\n"
                ),
            ),
        ]);
        for (name, text) in tables {
            fs::write(folder.path().join(name), text).unwrap();
        }
        (folder, nurse, skill)
    }

    fn storage() -> (tempfile::TempDir, Storage) {
        let folder = tempfile::tempdir().unwrap();
        let storage = Storage::open(&folder.path().join("node.db")).unwrap();
        (folder, storage)
    }

    fn run(
        storage: &Storage,
        path: &Path,
        actor: Actor,
        keep: Keep,
    ) -> Result<ImportReport, ImportVocabularyError> {
        let options = ImportOptions { version: Some("test".to_owned()), ..ImportOptions::default() };
        import_vocabulary(storage, actor, NOW.parse().unwrap(), path, &options, keep, &mut |_| ())
    }

    fn in_use(storage: &Storage) -> String {
        storage.read_blocking(lists::in_use).unwrap().version().to_owned()
    }

    fn refer_to(storage: &Storage, uris: &[&str]) {
        let uris: Vec<String> = uris.iter().map(|it| (*it).to_owned()).collect();
        storage
            .write_blocking(|tx| {
                let refer = || {
                    tx.execute(
                        "INSERT INTO candidates (row, id, revision, name, name_folded, municipality, hours_fewest,
                         hours_most, max_travel_minutes, years_experience, restricted, registered_at_ms, changed_at_ms)
                         VALUES (1, zeroblob(16), 1, 'Bela Dorkem', 'bela dorkem', 'GM0664', 8, 32, 30, 1, 0, 0, 0)",
                        [],
                    )?;
                    for (uri, number) in uris.iter().zip(1..) {
                        tx.execute("INSERT INTO esco_terms (number, uri) VALUES (?1, ?2)", rusqlite::params![number, uri])?;
                        tx.execute("INSERT INTO candidate_skills VALUES (1, ?1, 2, 0)", [number])?;
                    }
                    Ok::<_, rusqlite::Error>(())
                };
                refer().map_err(|source| StorageError::Sql { doing: "make an example", source })
            })
            .unwrap();
    }

    #[test]
    fn a_release_becomes_the_working_list_and_the_report_says_what_changed() {
        let ((_data, storage), (folder, nurse, skill)) = (storage(), release());
        let starter = Vocabulary::starter();
        let gone = starter.skills().map(|it| starter.skill_uri(it)).find(|it| *it != skill).unwrap();
        refer_to(&storage, &[skill.as_str(), gone.as_str()]);
        let report = run(&storage, folder.path(), Actor::Console, Keep::InUse).unwrap();
        assert_eq!((report.number, report.after.as_str()), (Some(1), "ESCO test"));
        assert_eq!(report.before, vocabulary::STARTER_VERSION);
        assert_eq!((report.counts.occupations, report.counts.skills, report.counts.relations), (1, 2, 2));
        assert_eq!(report.changes.occupations.changed, [nurse]);
        assert_eq!((report.changes.skills.added.len(), report.changes.occupations.removed.len()), (1, 169));
        let name = starter.skill_label(starter.skill(&gone).unwrap(), Language::NL).to_owned();
        assert_eq!(report.missing_names, [(gone, name)]);
        assert_eq!(report.changed_names, [(skill, "weten".to_owned())], "of those in use, the changed ones");
        assert_eq!(report.deprecated_names, []);
        assert_eq!(in_use(&storage), "ESCO test");
        let entries: i64 = storage
            .read_blocking(|connection| {
                let sql = "SELECT count(*) FROM audit_entries WHERE action = 'vocabulary.import'";
                connection
                    .query_row(sql, [], |row| row.get(0))
                    .map_err(|source| StorageError::Sql { doing: "count", source })
            })
            .unwrap();
        assert_eq!(entries, 1);
    }

    #[test]
    fn a_broken_release_is_refused_with_file_line_and_reason_and_the_old_list_stays() {
        let ((_data, storage), (folder, _, _)) = (storage(), release());
        run(&storage, folder.path(), Actor::Console, Keep::InUse).unwrap();
        let break_it = |table: &str, text: &str, part: &str| {
            let path = folder.path().join(table);
            let whole = fs::read_to_string(&path).unwrap();
            fs::write(&path, format!("{whole}{text}")).unwrap();
            let error = run(&storage, folder.path(), Actor::Console, Keep::InUse).unwrap_err();
            fs::write(&path, whole).unwrap();
            let ImportVocabularyError::Refused(reason) = error else { panic!("{error:?}") };
            assert!(reason.to_string().contains(part), "{reason}");
            assert_eq!(in_use(&storage), "ESCO test");
            assert_eq!(storage.read_blocking(lists::versions).unwrap().len(), 1);
        };
        break_it("skills.csv", "no-uri,skill,a,b\n", "skills.csv, line 4: uri: `no-uri` is not an ESCO URI");
        break_it(
            "skills.csv",
            "http://data.europa.eu/esco/skill/z,skill,\"a",
            "skills.csv, line 4: has 3 fields",
        );
        break_it(
            "occupation_skill.csv",
            "a,b,essential\n",
            "occupation_skill.csv, line 4: `a` is not in the list",
        );
        run(&storage, folder.path(), Actor::Console, Keep::InUse).unwrap();
        assert_eq!(storage.read_blocking(lists::versions).unwrap().len(), 2, "once repaired it is taken");
    }

    #[test]
    fn a_trial_reports_the_same_and_changes_nothing() {
        let ((_data, storage), (folder, _, _)) = (storage(), release());
        let trial = run(&storage, folder.path(), Actor::Console, Keep::OnlyReport).unwrap();
        assert_eq!(in_use(&storage), vocabulary::STARTER_VERSION);
        let done = run(&storage, folder.path(), Actor::Console, Keep::InUse).unwrap();
        assert_eq!(ImportReport { number: Some(1), ..trial }, done);
    }

    #[test]
    fn what_is_in_use_and_marked_as_no_longer_so_by_the_release_is_named() {
        let (_data, storage) = storage();
        let starter = Vocabulary::starter();
        let used = starter.skills().next().map(|it| starter.skill_uri(it)).unwrap();
        refer_to(&storage, &[used.as_str()]);
        let folder = tempfile::tempdir().unwrap();
        let occupation = "http://data.europa.eu/esco/occupation/a";
        let other = "http://data.europa.eu/esco/skill/other";
        for (name, text) in [
            (
                "occupations_nl.csv",
                format!(
                    "conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,status,code\n\
              Occupation,{occupation},2221,zuster,,released,2221.1\n"
                ),
            ),
            (
                "skills_nl.csv",
                format!(
                    "conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,status\n\
              KnowledgeSkillCompetence,{used},knowledge,cross-sector,oude kennis,,obsolete\n\
              KnowledgeSkillCompetence,{other},knowledge,cross-sector,andere kennis,,obsolete\n"
                ),
            ),
            (
                "occupationSkillRelations_nl.csv",
                format!(
                    "occupationUri,relationType,skillType,skillUri\n\
              {occupation},essential,knowledge,{used}\n"
                ),
            ),
        ] {
            fs::write(folder.path().join(name), text).unwrap();
        }
        let report = run(&storage, folder.path(), Actor::Console, Keep::OnlyReport).unwrap();
        assert_eq!(report.deprecated_names, [(used, "oude kennis".to_owned())], "only the one in use");
    }

    #[test]
    fn only_an_operator_imports() {
        let ((_data, storage), (folder, _, _)) = (storage(), release());
        let coach = Actor::account(AccountId::random(), Role::Coach);
        let refused = run(&storage, folder.path(), coach, Keep::InUse);
        assert!(matches!(refused, Err(ImportVocabularyError::NotAllowed)));
        let operator = Actor::account(AccountId::random(), Role::Operator);
        assert!(run(&storage, folder.path(), operator, Keep::InUse).is_ok());
    }
}
