//! The official CSV download: one set of tables per language, such as `occupations_nl.csv` and `skills_en.csv`,
//! and relations that are the same in every language.

use super::{ImportCounts, ImportOptions, Progress, Reader, Release, RowNames, need, skill_kind};
use crate::{
    EscoUri, IscoCode, Language, TableError,
    draft::{ConceptsDraft, Draft, OccupationFacts, put, unit_group},
    table::{Column, Table},
};

pub(super) fn read(
    release: &mut Release,
    options: &ImportOptions,
    counts: &mut ImportCounts,
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<Draft, TableError> {
    let plan = Plan::make(release, options)?;
    let mut reader = Reader::new(release, progress, plan.len());
    let mut concepts = ConceptsDraft::default();
    for (name, language) in &plan.occupations {
        read_occupations(&mut reader, name, *language, &mut concepts)?;
    }
    for (name, language) in &plan.skills {
        read_skills(&mut reader, name, *language, &mut concepts)?;
    }
    for (name, language) in &plan.skill_groups {
        read_groups(&mut reader, name, *language, &mut concepts)?;
    }
    for (name, language) in &plan.isco_groups {
        read_isco_groups(&mut reader, name, *language, &mut concepts)?;
    }
    let mut draft = Draft::new(concepts);
    let columns = |table: &Table<'_>| {
        Ok((table.column("occupationUri")?, table.column("relationType")?, table.column("skillUri")?))
    };
    counts.relations = reader.rows(&plan.relations, columns, |table, (occupation, relation, skill)| {
        let need = need(table.text(*relation)?)?;
        Ok(draft.asks_for(table.wanted(*occupation)?, table.wanted(*skill)?, need)?)
    })?;
    if let Some(name) = &plan.hierarchy {
        let columns = |table: &Table<'_>| Ok((table.column("conceptUri")?, table.column("broaderUri")?));
        counts.hierarchy = reader.rows(name, columns, |table, (child, parent)| {
            Ok(draft.lies_in(table.wanted(*child)?, table.wanted(*parent)?)?)
        })?;
    }
    if let Some(name) = &plan.skill_relations {
        let columns = |table: &Table<'_>| {
            Ok((
                table.column("originalSkillUri")?,
                table.column("relationType")?,
                table.column("relatedSkillUri")?,
            ))
        };
        counts.skill_relations = reader.rows(name, columns, |table, (skill, relation, other)| {
            let need = need(table.text(*relation)?)?;
            Ok(draft.relates(table.wanted(*skill)?, table.wanted(*other)?, need)?)
        })?;
    }
    Ok(draft)
}

/// Which tables are read, found before the first one is opened, so that a missing one is said at once.
struct Plan {
    occupations: Vec<(String, Language)>,
    skills: Vec<(String, Language)>,
    skill_groups: Vec<(String, Language)>,
    isco_groups: Vec<(String, Language)>,
    relations: String,
    hierarchy: Option<String>,
    skill_relations: Option<String>,
}

impl Plan {
    fn make(release: &Release, options: &ImportOptions) -> Result<Self, TableError> {
        let of = |table: &str| -> Vec<(String, Language)> {
            let named = |language: &Language| (format!("{table}_{language}.csv"), *language);
            options.languages.iter().map(named).filter(|(name, _)| release.has(name)).collect()
        };
        let missing = |name: &str, why: &str| {
            TableError::of_file(format!("{}/{name}", release.shown()), format!("is missing{why}"))
        };
        // Relations are the same in every language, so the file of any language will do.
        let any = |table: &str| {
            let prefix = format!("{table}_");
            release.names().find(|name| name.starts_with(&prefix)).map(str::to_owned)
        };
        let (occupations, skills) = (of("occupations"), of("skills"));
        if occupations.is_empty() {
            let languages: Vec<_> = options.languages.iter().map(Language::as_str).collect();
            return Err(missing(
                "occupations_….csv",
                &format!(" in each of the languages to keep: {}", languages.join(", ")),
            ));
        }
        for (name, language) in &occupations {
            if !skills.iter().any(|it| it.1 == *language) {
                return Err(missing(&format!("skills_{language}.csv"), &format!(" while {name} is there")));
            }
        }
        let relations = any("occupationSkillRelations").ok_or_else(|| {
            missing("occupationSkillRelations_….csv", "; without it no occupation has skills")
        })?;
        let skill_groups = of("skillGroups");
        // Without the groups themselves the hierarchy points nowhere.
        let hierarchy = any("broaderRelationsSkillPillar").filter(|_| !skill_groups.is_empty());
        let skill_relations = any("skillSkillRelations");
        Ok(Self {
            occupations,
            skills,
            skill_groups,
            isco_groups: of("ISCOGroups"),
            relations,
            hierarchy,
            skill_relations,
        })
    }

    fn len(&self) -> usize {
        let concepts = [&self.occupations, &self.skills, &self.skill_groups, &self.isco_groups];
        concepts.iter().map(|it| it.len()).sum::<usize>()
            + 1
            + usize::from(self.hierarchy.is_some())
            + usize::from(self.skill_relations.is_some())
    }
}

/// The columns that every table of concepts has.
#[derive(Clone, Copy)]
struct ConceptColumns {
    uri: Column,
    preferred: Column,
    others: Column,
    hidden: Column,
    status: Column,
}

impl ConceptColumns {
    fn of(table: &Table<'_>) -> Result<Self, TableError> {
        Ok(Self {
            uri: table.column("conceptUri")?,
            preferred: table.column("preferredLabel")?,
            others: table.optional_column("altLabels"),
            hidden: table.optional_column("hiddenLabels"),
            status: table.optional_column("status"),
        })
    }

    fn names(self, table: &Table<'_>, language: Language) -> Result<RowNames, TableError> {
        let others = table.text(self.others)?.lines().chain(table.text(self.hidden)?.lines());
        let others = others.map(|it| it.trim().to_owned()).collect();
        Ok((language, table.text(self.preferred)?.to_owned(), others))
    }

    fn is_deprecated(self, table: &Table<'_>) -> Result<bool, TableError> {
        let status = table.text(self.status)?;
        Ok(!status.is_empty() && !status.eq_ignore_ascii_case("released"))
    }
}

fn read_occupations(
    reader: &mut Reader<'_>,
    name: &str,
    language: Language,
    concepts: &mut ConceptsDraft,
) -> Result<(), TableError> {
    let columns = |table: &Table<'_>| {
        Ok((ConceptColumns::of(table)?, table.column("iscoGroup")?, table.optional_column("code")))
    };
    reader.rows(name, columns, |table, (columns, isco, code)| {
        let uri: EscoUri = table.parsed(columns.uri)?;
        let isco = unit_group(table.parsed::<IscoCode>(*isco)?)?;
        let facts = OccupationFacts { isco, code: table.text(*code)?.to_owned() };
        let deprecated = columns.is_deprecated(table)?;
        Ok(put(&mut concepts.occupations, uri, facts, [columns.names(table, language)?], deprecated)?)
    })?;
    Ok(())
}

fn read_skills(
    reader: &mut Reader<'_>,
    name: &str,
    language: Language,
    concepts: &mut ConceptsDraft,
) -> Result<(), TableError> {
    let columns = |table: &Table<'_>| Ok((ConceptColumns::of(table)?, table.column("skillType")?));
    reader.rows(name, columns, |table, (columns, kind)| {
        let uri: EscoUri = table.parsed(columns.uri)?;
        let kind = skill_kind(table.text(*kind)?)?;
        let deprecated = columns.is_deprecated(table)?;
        Ok(put(&mut concepts.skills, uri, kind, [columns.names(table, language)?], deprecated)?)
    })?;
    Ok(())
}

fn read_groups(
    reader: &mut Reader<'_>,
    name: &str,
    language: Language,
    concepts: &mut ConceptsDraft,
) -> Result<(), TableError> {
    let columns = |table: &Table<'_>| Ok((ConceptColumns::of(table)?, table.optional_column("code")));
    reader.rows(name, columns, |table, (columns, code)| {
        let uri: EscoUri = table.parsed(columns.uri)?;
        let code = table.text(*code)?.to_owned();
        Ok(put(&mut concepts.skill_groups, uri, code, [columns.names(table, language)?], false)?)
    })?;
    Ok(())
}

fn read_isco_groups(
    reader: &mut Reader<'_>,
    name: &str,
    language: Language,
    concepts: &mut ConceptsDraft,
) -> Result<(), TableError> {
    reader.rows(name, ConceptColumns::of, |table, columns| {
        let uri: EscoUri = table.parsed(columns.uri)?;
        Ok(put(&mut concepts.isco_groups, uri, (), [columns.names(table, language)?], false)?)
    })?;
    Ok(())
}
