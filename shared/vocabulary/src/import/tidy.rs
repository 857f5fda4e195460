//! The tidy form: one table per kind with the languages side by side (`label_nl`, `label_en`), lists inside one
//! cell separated by a bar between spaces.

use super::{ImportCounts, ImportOptions, Progress, Reader, Release, RowNames, need, skill_kind};
use crate::{
    EscoUri, IscoCode, Language, TableError,
    draft::{ConceptsDraft, Draft, OccupationFacts, put, unit_group},
    table::{Column, Table},
};

const SKILL_GROUPS: &str = "skill_groups.csv";
const ISCO_GROUPS: &str = "isco_groups.csv";
const HIERARCHY: &str = "skill_hierarchy.csv";
const SKILL_RELATIONS: &str = "skill_skill.csv";

pub(super) fn read(
    release: &mut Release,
    options: &ImportOptions,
    counts: &mut ImportCounts,
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<Draft, TableError> {
    let has = [SKILL_GROUPS, ISCO_GROUPS, HIERARCHY, SKILL_RELATIONS].map(|name| release.has(name));
    let [has_groups, has_isco, has_hierarchy, has_skill_relations] = has;
    let mut reader = Reader::new(release, progress, 3 + has.iter().filter(|it| **it).count());
    let mut concepts = ConceptsDraft::default();
    let languages = &options.languages;
    read_occupations(&mut reader, languages, &mut concepts)?;
    read_skills(&mut reader, languages, &mut concepts)?;
    if has_groups {
        read_groups(&mut reader, languages, &mut concepts)?;
    }
    if has_isco {
        read_isco_groups(&mut reader, languages, &mut concepts)?;
    }
    let mut draft = Draft::new(concepts);
    let columns = |table: &Table<'_>| {
        Ok((table.column("occupation_uri")?, table.column("relation")?, table.column("skill_uri")?))
    };
    counts.relations =
        reader.rows("occupation_skill.csv", columns, |table, (occupation, relation, skill)| {
            let need = need(table.text(*relation)?)?;
            Ok(draft.asks_for(table.wanted(*occupation)?, table.wanted(*skill)?, need)?)
        })?;
    if has_hierarchy && has_groups {
        let columns = |table: &Table<'_>| Ok((table.column("child_uri")?, table.column("parent_uri")?));
        counts.hierarchy = reader.rows(HIERARCHY, columns, |table, (child, parent)| {
            Ok(draft.lies_in(table.wanted(*child)?, table.wanted(*parent)?)?)
        })?;
    }
    if has_skill_relations {
        let columns = |table: &Table<'_>| {
            Ok((table.column("skill_uri")?, table.column("relation")?, table.column("related_skill_uri")?))
        };
        counts.skill_relations =
            reader.rows(SKILL_RELATIONS, columns, |table, (skill, relation, other)| {
                let need = need(table.text(*relation)?)?;
                Ok(draft.relates(table.wanted(*skill)?, table.wanted(*other)?, need)?)
            })?;
    }
    Ok(draft)
}

/// For each language its column of names and its column of other names.
struct NameColumns(Vec<(Language, Column, Column)>);

impl NameColumns {
    fn of(table: &Table<'_>, languages: &[Language]) -> Result<Self, TableError> {
        let found = |language: &Language| {
            let (preferred, others) = (format!("label_{language}"), format!("alt_labels_{language}"));
            (*language, table.optional_column(&preferred), table.optional_column(&others))
        };
        let columns: Vec<_> = languages.iter().map(found).filter(|it| it.1.is_there()).collect();
        if let (true, Some(language)) = (columns.is_empty(), languages.first()) {
            table.column(&format!("label_{language}"))?;
        }
        Ok(Self(columns))
    }

    fn names(&self, table: &Table<'_>) -> Result<Vec<RowNames>, TableError> {
        let mut names = Vec::new();
        for (language, preferred, others) in &self.0 {
            let others = table.text(*others)?.split(" | ").map(|it| it.trim().to_owned()).collect();
            names.push((*language, table.text(*preferred)?.to_owned(), others));
        }
        Ok(names)
    }
}

fn read_occupations(
    reader: &mut Reader<'_>,
    languages: &[Language],
    concepts: &mut ConceptsDraft,
) -> Result<(), TableError> {
    let columns = |table: &Table<'_>| {
        let names = NameColumns::of(table, languages)?;
        Ok((table.column("uri")?, table.column("isco_group")?, table.optional_column("code"), names))
    };
    reader.rows("occupations.csv", columns, |table, (uri, isco, code, names)| {
        let uri: EscoUri = table.parsed(*uri)?;
        let isco = unit_group(table.parsed::<IscoCode>(*isco)?)?;
        let facts = OccupationFacts { isco, code: table.text(*code)?.to_owned() };
        Ok(put(&mut concepts.occupations, uri, facts, names.names(table)?, false)?)
    })?;
    Ok(())
}

fn read_skills(
    reader: &mut Reader<'_>,
    languages: &[Language],
    concepts: &mut ConceptsDraft,
) -> Result<(), TableError> {
    let columns = |table: &Table<'_>| {
        Ok((table.column("uri")?, table.column("skill_type")?, NameColumns::of(table, languages)?))
    };
    reader.rows("skills.csv", columns, |table, (uri, kind, names)| {
        let uri: EscoUri = table.parsed(*uri)?;
        let kind = skill_kind(table.text(*kind)?)?;
        Ok(put(&mut concepts.skills, uri, kind, names.names(table)?, false)?)
    })?;
    Ok(())
}

fn read_groups(
    reader: &mut Reader<'_>,
    languages: &[Language],
    concepts: &mut ConceptsDraft,
) -> Result<(), TableError> {
    let columns = |table: &Table<'_>| {
        Ok((table.column("uri")?, table.optional_column("code"), NameColumns::of(table, languages)?))
    };
    reader.rows(SKILL_GROUPS, columns, |table, (uri, code, names)| {
        let uri: EscoUri = table.parsed(*uri)?;
        let code = table.text(*code)?.to_owned();
        Ok(put(&mut concepts.skill_groups, uri, code, names.names(table)?, false)?)
    })?;
    Ok(())
}

fn read_isco_groups(
    reader: &mut Reader<'_>,
    languages: &[Language],
    concepts: &mut ConceptsDraft,
) -> Result<(), TableError> {
    let columns = |table: &Table<'_>| Ok((table.column("uri")?, NameColumns::of(table, languages)?));
    reader.rows(ISCO_GROUPS, columns, |table, (uri, names)| {
        let uri: EscoUri = table.parsed(*uri)?;
        Ok(put(&mut concepts.isco_groups, uri, (), names.names(table)?, false)?)
    })?;
    Ok(())
}
