//! Reading a release of ESCO into a [`Vocabulary`]: the official CSV download (`official`) or the tidy form
//! (`tidy`), from a folder or a zip (`release`). Nothing is taken in halfway: the result is a whole
//! vocabulary or the file, line and reason why there is none.

mod official;
mod release;
mod tidy;

#[cfg(test)]
mod tests;

use crate::{Language, SkillKind, TableError, Vocabulary, draft::Need, table::Table};
pub use release::Release;

/// How to read a release.
#[derive(Debug, Clone)]
pub struct ImportOptions {
    /// The languages to keep of those that the release has.
    pub languages: Vec<Language>,
    /// The version to write down; nothing: found in the names of folder and files, such as `v1.2.0`.
    pub version: Option<String>,
}

impl Default for ImportOptions {
    fn default() -> Self {
        Self { languages: vec![Language::NL, Language::EN], version: None }
    }
}

/// How far the reading is, told every few thousand rows and at the end of each table.
#[derive(Debug, Clone, Copy)]
pub struct Progress<'a> {
    /// The table being read.
    pub table: &'a str,
    /// Which of the tables this is, from 1.
    pub number: usize,
    /// How many tables there are to read.
    pub of: usize,
    /// How many rows of this table were read.
    pub rows: u64,
    /// How many bytes of this table were read.
    pub bytes: u64,
    /// How large the table is, where that is known beforehand.
    pub size_bytes: Option<u64>,
}

/// How many rows of each kind were read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ImportCounts {
    /// Occupations.
    pub occupations: usize,
    /// Skills and pieces of knowledge.
    pub skills: usize,
    /// Pairs of occupation and skill as they stand in the release.
    pub relations: u64,
    /// Pairs that the release states both as essential and as optional; they are kept as essential.
    pub stated_twice: u64,
    /// Pairs of skill and skill.
    pub skill_relations: u64,
    /// Places in the hierarchy of skills.
    pub hierarchy: u64,
}

/// A release that was read in whole.
#[derive(Debug)]
pub struct Imported {
    /// The vocabulary.
    pub vocabulary: Vocabulary,
    /// How much was read.
    pub counts: ImportCounts,
}

/// Reads a release. `progress` is called now and then and may draw a bar.
///
/// # Errors
/// [`TableError`] with file, line and reason for the first thing that is wrong; nothing is kept then.
pub fn import(
    release: &mut Release,
    options: &ImportOptions,
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<Imported, TableError> {
    let mut counts = ImportCounts::default();
    let draft = if release.has("occupations.csv") {
        tidy::read(release, options, &mut counts, progress)?
    } else if release.names().any(|name| name.starts_with("occupations_")) {
        official::read(release, options, &mut counts, progress)?
    } else {
        let found: Vec<_> = release.names().take(8).collect();
        let found = if found.is_empty() { "no table at all".to_owned() } else { found.join(", ") };
        let reason = format!(
            "is not a release of ESCO: there is no occupations_nl.csv (official download) and no occupations.csv \
             (tidy form); found: {found}"
        );
        return Err(TableError::of_file(release.shown(), reason));
    };
    if let Some(uri) = draft.nameless() {
        return Err(TableError::of_file(
            release.shown(),
            format!("{uri} has no name in any of the languages kept"),
        ));
    }
    let version =
        options.version.clone().or_else(|| release.version()).unwrap_or_else(|| "unnamed".to_owned());
    let vocabulary = draft.finish(&format!("ESCO {version}"));
    counts.occupations = vocabulary.occupations().len();
    counts.skills = vocabulary.skills().len();
    counts.stated_twice = counts.relations.saturating_sub(vocabulary.relation_count() as u64);
    Ok(Imported { vocabulary, counts })
}

/// Reads one table after the other and tells how far it is.
struct Reader<'a> {
    release: &'a mut Release,
    progress: &'a mut dyn FnMut(Progress<'_>),
    number: usize,
    of: usize,
}

impl<'a> Reader<'a> {
    fn new(release: &'a mut Release, progress: &'a mut dyn FnMut(Progress<'_>), of: usize) -> Self {
        Self { release, progress, number: 0, of }
    }

    /// Opens the table, lets `columns` find its columns, and calls `row` for each row. A reason given by `row`
    /// is reported with the file and line. Gives the number of rows.
    fn rows<C>(
        &mut self,
        name: &str,
        columns: impl FnOnce(&Table<'_>) -> Result<C, TableError>,
        mut row: impl FnMut(&Table<'_>, &C) -> Result<(), RowError>,
    ) -> Result<u64, TableError> {
        const ROWS_BETWEEN_REPORTS: u64 = 2_000;
        self.number += 1;
        let (number, of) = (self.number, self.of);
        let (mut table, size_bytes) = self.release.open_table(name)?;
        let columns = columns(&table)?;
        let mut rows = 0;
        while table.next_row()? {
            row(&table, &columns).map_err(|error| match error {
                RowError::Table(error) => error,
                RowError::Reason(reason) => table.error(reason),
            })?;
            rows += 1;
            if rows % ROWS_BETWEEN_REPORTS == 0 {
                (self.progress)(Progress {
                    table: name,
                    number,
                    of,
                    rows,
                    bytes: table.bytes_read(),
                    size_bytes,
                });
            }
        }
        (self.progress)(Progress { table: name, number, of, rows, bytes: table.bytes_read(), size_bytes });
        Ok(rows)
    }
}

/// What is wrong with a row: found by the table itself, or a reason to which the line is added.
enum RowError {
    Table(TableError),
    Reason(String),
}

impl From<TableError> for RowError {
    fn from(error: TableError) -> Self {
        Self::Table(error)
    }
}

impl From<String> for RowError {
    fn from(reason: String) -> Self {
        Self::Reason(reason)
    }
}

impl From<&str> for RowError {
    fn from(reason: &str) -> Self {
        Self::Reason(reason.to_owned())
    }
}

/// Reads `essential` or `optional`.
fn need(text: &str) -> Result<Need, String> {
    match text {
        "essential" => Ok(Need::Essential),
        "optional" => Ok(Need::Optional),
        other => Err(format!(
            "`{}` is neither `essential` nor `optional`",
            other.chars().take(40).collect::<String>()
        )),
    }
}

/// Reads the kind of a skill; a blank one counts as a competence.
fn skill_kind(text: &str) -> Result<SkillKind, String> {
    match text {
        "knowledge" => Ok(SkillKind::Knowledge),
        "skill/competence" | "skill" | "" => Ok(SkillKind::Competence),
        other => {
            let shown: String = other.chars().take(40).collect();
            Err(format!("`{shown}` is neither `knowledge` nor `skill/competence`"))
        }
    }
}

/// The names of one row in one language: the preferred one and the others.
type RowNames = (Language, String, Vec<String>);
