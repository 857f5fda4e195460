//! Names of our own beside those of the release: Dutch job titles in everyday use, Dutch names of skills for which the
//! release has none, and everyday Dutch words for skills whose names nobody says (*poetsen*). They are trusted less than the release's own names, and hold only for concepts
//! that the vocabulary in use has.

use crate::table::{Table, TableError};
use std::sync::LazyLock;

static EMBEDDED: LazyLock<OwnNames> =
    LazyLock::new(|| OwnNames::read().expect("a test reads the built-in tables"));

/// Names with the URIs they belong to.
#[derive(Debug, Default, Clone)]
pub struct OwnNames {
    pub(crate) job_titles: Vec<OwnName>,
    pub(crate) skill_names: Vec<OwnName>,
    pub(crate) skill_words: Vec<OwnName>,
}

/// One name of our own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OwnName {
    pub(crate) name: Box<str>,
    pub(crate) uri: Box<str>,
}

impl OwnNames {
    /// The tables that are built in.
    #[must_use]
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// No names of our own, to measure what the others do alone.
    #[must_use]
    pub const fn none() -> Self {
        Self { job_titles: Vec::new(), skill_names: Vec::new(), skill_words: Vec::new() }
    }

    /// The job titles with the URI of the occupation, in the order of the table.
    pub fn job_titles(&self) -> impl Iterator<Item = (&str, &str)> {
        self.job_titles.iter().map(|it| (&*it.name, &*it.uri))
    }

    /// The names of skills and the everyday words for them, each with the URI of the skill, in the order of the tables.
    pub fn skill_names(&self) -> impl Iterator<Item = (&str, &str)> {
        self.skill_names.iter().chain(&self.skill_words).map(|it| (&*it.name, &*it.uri))
    }

    /// The same names without the job titles that `leave_out` picks by their number.
    #[must_use]
    pub fn without_job_titles(&self, leave_out: impl Fn(usize) -> bool) -> Self {
        let kept = self.job_titles.iter().enumerate().filter(|it| !leave_out(it.0));
        Self { job_titles: kept.map(|it| it.1.clone()).collect(), ..self.clone() }
    }

    /// The same names without the everyday words for skills, to measure what those bring.
    #[must_use]
    pub fn without_skill_words(&self) -> Self {
        Self { skill_words: Vec::new(), ..self.clone() }
    }

    fn read() -> Result<Self, TableError> {
        Ok(Self {
            job_titles: read(
                "job_titles_nl.csv",
                include_bytes!("../../data/job_titles_nl.csv"),
                ("title", "occupation_uri"),
            )?,
            skill_names: read(
                "skill_names_nl.csv",
                include_bytes!("../../data/skill_names_nl.csv"),
                ("name", "skill_uri"),
            )?,
            skill_words: read(
                "skill_words_nl.csv",
                include_bytes!("../../data/skill_words_nl.csv"),
                ("name", "skill_uri"),
            )?,
        })
    }
}

fn read(file: &str, bytes: &[u8], (name, uri): (&str, &str)) -> Result<Vec<OwnName>, TableError> {
    let mut table = Table::open(file, bytes)?;
    let (name, uri) = (table.column(name)?, table.column(uri)?);
    let mut names = Vec::new();
    while table.next_row()? {
        names.push(OwnName { name: table.wanted(name)?.into(), uri: table.wanted(uri)?.into() });
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::EscoUri;

    #[test]
    fn every_name_of_our_own_has_a_well_formed_uri() {
        let names = OwnNames::embedded();
        assert!(
            !names.job_titles.is_empty() && !names.skill_names.is_empty() && !names.skill_words.is_empty()
        );
        for it in names.job_titles.iter().chain(&names.skill_names).chain(&names.skill_words) {
            assert!(EscoUri::new(&it.uri).is_ok(), "{it:?}");
        }
    }
}
