//! Names of our own beside those of the release: Dutch job titles in everyday use, Dutch names of skills for which the
//! release has none, and everyday words in both languages for skills whose names nobody says (*poetsen*, *do the
//! dishes*). They are trusted less than the release's own names, and hold only for concepts that the vocabulary in use
//! has.

use crate::{
    Language,
    table::{Table, TableError},
};
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
    pub(crate) language: Language,
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

    /// The Dutch names of skills and the everyday Dutch words for them, each with the URI of the skill, in the order of
    /// the tables: what the training learns from. The English side has names enough in the release.
    pub fn skill_names(&self) -> impl Iterator<Item = (&str, &str)> {
        let all = self.skill_names.iter().chain(&self.skill_words);
        all.filter(|it| it.language == Language::NL).map(|it| (&*it.name, &*it.uri))
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
        let (dutch, english) = (Language::NL, Language::EN);
        let mut skill_words =
            read("skill_words_nl.csv", include_bytes!("../../data/skill_words_nl.csv"), "name", dutch)?;
        skill_words.extend(read(
            "skill_words_en.csv",
            include_bytes!("../../data/skill_words_en.csv"),
            "name",
            english,
        )?);
        Ok(Self {
            job_titles: read(
                "job_titles_nl.csv",
                include_bytes!("../../data/job_titles_nl.csv"),
                "title",
                dutch,
            )?,
            skill_names: read(
                "skill_names_nl.csv",
                include_bytes!("../../data/skill_names_nl.csv"),
                "name",
                dutch,
            )?,
            skill_words,
        })
    }
}

/// The names in the column `name` with the URI in the column beside it.
fn read(file: &str, bytes: &[u8], name: &str, language: Language) -> Result<Vec<OwnName>, TableError> {
    let mut table = Table::open(file, bytes)?;
    let uri = if name == "title" { "occupation_uri" } else { "skill_uri" };
    let (name, uri) = (table.column(name)?, table.column(uri)?);
    let mut names = Vec::new();
    while table.next_row()? {
        names.push(OwnName { language, name: table.wanted(name)?.into(), uri: table.wanted(uri)?.into() });
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
