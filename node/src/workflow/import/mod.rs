//! Reads candidates, employers and vacancies from files of one JSON object per line.
//!
//! Lines that can be used are stored in transactions of a thousand; every other line is reported with its number,
//! field, what is wrong and what to do. Nothing of a bad line is stored. A line whose id is there already is
//! counted and left as it is, so that a file may be imported again after it was corrected.

pub mod initiative_records;
pub mod initiatives;
mod line;
mod lists;
mod profile;
mod records;

pub use line::FieldProblem;
pub use lists::Lists;

use crate::domain::{test_result::TestResult, vacancy::Vacancy};
use crate::storage::{
    Storage, StorageError,
    audit_log::{self, AuditEntry},
    candidates, employers, test_results, vacancies,
};
use rusqlite::Transaction;
use std::{
    collections::BTreeSet,
    fs::File,
    io::{self, BufRead, BufReader},
    path::{Path, PathBuf},
};
use vocabulary::Timestamp;

/// How many lines are stored in one transaction: enough to make the disk's share small, few enough to lose little
/// time to a stop in between.
const LINES_PER_TRANSACTION: usize = 1_000;

/// The longest line that is read, in bytes: a candidate with all 13,939 skills of ESCO has less than half of it.
const LONGEST_LINE_BYTES: u64 = 4 * 1024 * 1024;

/// How many bad lines are kept for the report; the others are counted.
const MOST_REPORTED: usize = 1_000;

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportKind {
    /// People.
    Candidates,
    /// Employers.
    Employers,
    /// Vacancies.
    Vacancies,
}

/// Reads one vacancy without storing it.
///
/// # Errors
/// Every problem of the line.
pub fn read_vacancy(line: &str, lists: &Lists) -> Result<Vacancy, Vec<FieldProblem>> {
    records::vacancy(line, lists)
}

impl ImportKind {
    /// The word on the command line and in the audit log.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Candidates => "candidates",
            Self::Employers => "employers",
            Self::Vacancies => "vacancies",
        }
    }
}

/// What is done with the good lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportMode {
    /// They are stored.
    Store,
    /// Nothing is stored; the report is the same.
    DryRun,
    /// They are stored only when there is no bad line at all.
    AllOrNothing,
}

/// One bad line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineProblem {
    /// Its number, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub problems: Vec<FieldProblem>,
}

/// What came of an import.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportReport {
    /// Lines that were read, empty ones left out.
    pub lines: usize,
    /// Lines that were stored, or would have been.
    pub added: usize,
    /// Lines whose id was there already.
    pub known_already: usize,
    /// How many lines were bad.
    pub bad: usize,
    /// The first thousand bad lines.
    pub problems: Vec<LineProblem>,
    /// Whether the good lines were stored.
    pub stored: bool,
}

/// Why an import broke off. What was stored before is complete and stays.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file cannot be read.
    #[error("cannot read {path}, line {line}")]
    Read {
        /// The file.
        path: PathBuf,
        /// The line that was wanted.
        line: usize,
        /// What the system says.
        #[source]
        source: io::Error,
    },
    /// The database refused.
    #[error("could not store lines {from} to {to}; the lines before them are stored, import the file again")]
    Store {
        /// The first line of the transaction.
        from: usize,
        /// The last.
        to: usize,
        /// Why.
        #[source]
        source: StorageError,
    },
}

/// An import that is about to be done.
#[derive(Debug)]
pub struct Import<'run> {
    /// What the file holds.
    pub kind: ImportKind,
    /// What is done with good lines.
    pub mode: ImportMode,
    /// The lists to check against.
    pub lists: &'run Lists,
    /// Who imports, as the audit log names it.
    pub actor: String,
    /// The time of the import.
    pub at: Timestamp,
}

impl Import<'_> {
    /// Reads `path`. `progress` is told how many bytes were read after each transaction.
    ///
    /// # Errors
    /// [`ImportError`] when the file or the database fails; bad lines are no error, they are in the report.
    pub fn run(
        &self,
        storage: &Storage,
        path: &Path,
        mut progress: impl FnMut(u64),
    ) -> Result<ImportReport, ImportError> {
        if self.mode == ImportMode::AllOrNothing {
            let rehearsal = self.pass(storage, path, false, &mut progress)?;
            if rehearsal.bad > 0 {
                return Ok(rehearsal);
            }
        }
        self.pass(storage, path, self.mode != ImportMode::DryRun, &mut progress)
    }

    fn pass(
        &self,
        storage: &Storage,
        path: &Path,
        store: bool,
        progress: &mut impl FnMut(u64),
    ) -> Result<ImportReport, ImportError> {
        let mut lines = Lines::open(path)?;
        let mut report = ImportReport { stored: store, ..ImportReport::default() };
        let mut seen = BTreeSet::new();
        loop {
            let batch = lines.next_batch()?;
            let (Some((from, _)), Some((to, _))) = (batch.first(), batch.last()) else { return Ok(report) };
            let (from, to) = (*from, *to);
            let outcome = storage.write_blocking(|transaction| {
                let outcome = self.batch(transaction, &batch, &mut seen).map_err(Stop::Failed)?;
                if store { Ok(outcome) } else { Err(Stop::Rehearsed(outcome)) }
            });
            let outcome = match outcome {
                Ok(outcome) | Err(Stop::Rehearsed(outcome)) => outcome,
                Err(Stop::Failed(source)) => return Err(ImportError::Store { from, to, source }),
            };
            report.take(outcome);
            progress(lines.bytes_read);
        }
    }

    fn batch(
        &self,
        transaction: &Transaction<'_>,
        batch: &[(usize, String)],
        seen: &mut BTreeSet<String>,
    ) -> Result<Outcome, StorageError> {
        let mut outcome = Outcome { lines: batch.len(), ..Outcome::default() };
        for (number, line) in batch {
            match self.line(transaction, line, seen)? {
                Ok(Stored::Added) => outcome.added += 1,
                Ok(Stored::KnownAlready) => outcome.known_already += 1,
                Err(problems) => outcome.problems.push(LineProblem { line: *number, problems }),
            }
        }
        let entry = AuditEntry {
            at: self.at,
            actor: self.actor.clone(),
            purpose: "import".to_owned(),
            action: format!("import.{}", self.kind.name()),
            subject: self.kind.name().to_owned(),
            detail: format!("{} added", outcome.added),
        };
        audit_log::append(transaction, &entry)?;
        Ok(outcome)
    }

    fn line(
        &self,
        transaction: &Transaction<'_>,
        line: &str,
        seen: &mut BTreeSet<String>,
    ) -> Result<Result<Stored, Vec<FieldProblem>>, StorageError> {
        let twice = || vec![FieldProblem::of("id", "stands on an earlier line of this file already")];
        match self.kind {
            ImportKind::Candidates => match records::candidate(line, self.lists, self.at) {
                Err(problems) => Ok(Err(problems)),
                Ok((candidate, _)) if !seen.insert(candidate.id.to_string()) => Ok(Err(twice())),
                Ok((candidate, _)) if candidates::exists(transaction, candidate.id)? => {
                    Ok(Ok(Stored::KnownAlready))
                }
                Ok((candidate, results)) => {
                    candidates::insert(transaction, &candidate, self.at)?;
                    store_results(transaction, &results)
                }
            },
            ImportKind::Employers => match records::employer(line, self.lists) {
                Err(problems) => Ok(Err(problems)),
                Ok(employer) if !seen.insert(employer.id.to_string()) => Ok(Err(twice())),
                // In a rehearsal the employers of an earlier transaction are not in the database.
                Ok(employer)
                    if employer.kvk.as_ref().is_some_and(|kvk| !seen.insert(format!("kvk {kvk}"))) =>
                {
                    let problem = "stands on an earlier line of this file already: correct one of the two";
                    Ok(Err(vec![FieldProblem::of("kvk", problem)]))
                }
                Ok(employer) => store_employer(transaction, &employer),
            },
            ImportKind::Vacancies => match records::vacancy(line, self.lists) {
                Err(problems) => Ok(Err(problems)),
                Ok(vacancy) if !seen.insert(vacancy.id.to_string()) => Ok(Err(twice())),
                Ok(vacancy) => store_vacancy(transaction, &vacancy),
            },
        }
    }
}

fn store_results(
    transaction: &Transaction<'_>,
    results: &[TestResult],
) -> Result<Result<Stored, Vec<FieldProblem>>, StorageError> {
    for result in results {
        test_results::insert(transaction, result)?;
    }
    Ok(Ok(Stored::Added))
}

fn store_employer(
    transaction: &Transaction<'_>,
    employer: &crate::domain::employer::Employer,
) -> Result<Result<Stored, Vec<FieldProblem>>, StorageError> {
    if employers::get(transaction, employer.id)?.is_some() {
        return Ok(Ok(Stored::KnownAlready));
    }
    if let Some(kvk) = &employer.kvk
        && let Some(other) = employers::by_kvk(transaction, kvk)?
    {
        let problem =
            format!("{kvk} is the KvK number of employer {} already: correct one of the two", other.id);
        return Ok(Err(vec![FieldProblem::of("kvk", problem)]));
    }
    employers::save(transaction, employer)?;
    Ok(Ok(Stored::Added))
}

/// Public vacancies are stored as not yet published; the background job signs and sends them.
fn store_vacancy(
    transaction: &Transaction<'_>,
    vacancy: &Vacancy,
) -> Result<Result<Stored, Vec<FieldProblem>>, StorageError> {
    if vacancies::exists(transaction, vacancy.id)? {
        return Ok(Ok(Stored::KnownAlready));
    }
    if employers::get(transaction, vacancy.employer)?.is_none() {
        let problem = format!("employer {} is not known: import the employers first", vacancy.employer);
        return Ok(Err(vec![FieldProblem::of("employer_id", problem)]));
    }
    vacancies::insert(transaction, vacancy)?;
    Ok(Ok(Stored::Added))
}

enum Stored {
    Added,
    KnownAlready,
}

/// What came of one transaction.
#[derive(Debug, Default)]
struct Outcome {
    lines: usize,
    added: usize,
    known_already: usize,
    problems: Vec<LineProblem>,
}

/// Why a transaction is not committed: because it failed, or because it was only a rehearsal.
enum Stop {
    Failed(StorageError),
    Rehearsed(Outcome),
}

impl From<StorageError> for Stop {
    fn from(error: StorageError) -> Self {
        Self::Failed(error)
    }
}

impl ImportReport {
    fn take(&mut self, outcome: Outcome) {
        self.lines += outcome.lines;
        self.added += outcome.added;
        self.known_already += outcome.known_already;
        self.bad += outcome.problems.len();
        let room = MOST_REPORTED.saturating_sub(self.problems.len());
        self.problems.extend(outcome.problems.into_iter().take(room));
    }
}

/// The lines of a file with their numbers, read in parts so that a large file does not fill the memory.
struct Lines<'path> {
    path: &'path Path,
    reader: BufReader<File>,
    number: usize,
    bytes_read: u64,
}

impl<'path> Lines<'path> {
    fn open(path: &'path Path) -> Result<Self, ImportError> {
        let file = File::open(path).map_err(|source| ImportError::Read {
            path: path.to_owned(),
            line: 1,
            source,
        })?;
        Ok(Self { path, reader: BufReader::new(file), number: 0, bytes_read: 0 })
    }

    fn next_batch(&mut self) -> Result<Vec<(usize, String)>, ImportError> {
        let mut batch = Vec::new();
        while batch.len() < LINES_PER_TRANSACTION {
            let mut line = String::new();
            let read = self.read_line(&mut line);
            let read = read.map_err(|source| ImportError::Read {
                path: self.path.to_owned(),
                line: self.number + 1,
                source,
            })?;
            if read == 0 {
                break;
            }
            self.number += 1;
            self.bytes_read += read;
            if !line.trim().is_empty() {
                batch.push((self.number, line));
            }
        }
        Ok(batch)
    }

    fn read_line(&mut self, line: &mut String) -> io::Result<u64> {
        let mut bytes = Vec::new();
        let mut limited = io::Read::take(&mut self.reader, LONGEST_LINE_BYTES);
        let read = limited.read_until(b'\n', &mut bytes)?;
        let read = u64::try_from(read).unwrap_or(LONGEST_LINE_BYTES);
        if read == LONGEST_LINE_BYTES {
            return Err(io::Error::other("the line is longer than 4 MB: write one object per line"));
        }
        let text = String::from_utf8(bytes).map_err(|_| io::Error::other("the line is not UTF-8 text"))?;
        *line = text;
        Ok(read)
    }
}

#[cfg(test)]
mod tests;
