//! The starter vocabulary: tables of the project's own making, facts only, built into the programs so that a new
//! node works before its operator imports the official list.

use crate::{
    EscoUri, Language, TableError, Vocabulary,
    draft::{ConceptsDraft, Draft, Need, OccupationFacts, put, unit_group},
    esco::SkillKind,
    table::{Column, Table},
};
use std::collections::BTreeMap;

const GROUPS: &[u8] = include_bytes!("../data/starter_skill_groups.csv");
const SKILLS: &[u8] = include_bytes!("../data/starter_skills.csv");
const OCCUPATIONS: &[u8] = include_bytes!("../data/starter_occupations.csv");

/// The version that the starter vocabulary shows.
pub const STARTER_VERSION: &str = "starter 2026.1 (ESCO 1.2.0)";

/// Numbers of one table, as the other tables use them.
type ByNumber = BTreeMap<String, EscoUri>;

/// A relation that waits until every concept is known: where it stands, from, to.
type Waiting = (TableError, String, String, Option<Need>);

pub(crate) fn read() -> Result<Vocabulary, TableError> {
    let mut concepts = ConceptsDraft::default();
    let mut waiting = Vec::new();
    let groups = read_groups(&mut concepts, &mut waiting)?;
    let skills = read_skills(&mut concepts, &groups, &mut waiting)?;
    let asked = read_occupations(&mut concepts, &skills)?;
    let mut draft = Draft::new(concepts);
    for (place, from, to, need) in waiting {
        let related = match need {
            Some(need) => skills
                .get(&to)
                .ok_or_else(|| unknown(&to))
                .and_then(|to| draft.relates(&from, to.as_str(), need)),
            None => {
                groups.get(&to).ok_or_else(|| unknown(&to)).and_then(|to| draft.lies_in(&from, to.as_str()))
            }
        };
        related.map_err(|reason| TableError { reason, ..place })?;
    }
    for (place, occupation, skill, need) in asked {
        let need = need.unwrap_or(Need::Essential);
        draft.asks_for(&occupation, &skill, need).map_err(|reason| TableError { reason, ..place })?;
    }
    Ok(draft.finish(STARTER_VERSION))
}

fn read_groups(concepts: &mut ConceptsDraft, waiting: &mut Vec<Waiting>) -> Result<ByNumber, TableError> {
    let mut table = Table::open("starter_skill_groups.csv", GROUPS)?;
    let (number, uri, code) = (table.column("number")?, table.column("uri")?, table.column("code")?);
    let (names, broader) = (name_columns(&table)?, table.column("broader")?);
    let mut by_number = ByNumber::new();
    while table.next_row()? {
        let id: EscoUri = table.parsed(uri)?;
        by_number.insert(table.wanted(number)?.to_owned(), id.clone());
        for parent in table.text(broader)?.split_whitespace() {
            waiting.push((table.error(""), id.to_string(), parent.to_owned(), None));
        }
        let code = table.text(code)?.to_owned();
        put(&mut concepts.skill_groups, id, code, read_names(&table, names)?, false)
            .map_err(|it| table.error(it))?;
    }
    Ok(by_number)
}

fn read_skills(
    concepts: &mut ConceptsDraft,
    groups: &ByNumber,
    waiting: &mut Vec<Waiting>,
) -> Result<ByNumber, TableError> {
    let mut table = Table::open("starter_skills.csv", SKILLS)?;
    let (number, uri, kind) = (table.column("number")?, table.column("uri")?, table.column("kind")?);
    let (names, lies_in, related) =
        (name_columns(&table)?, table.column("groups")?, table.column("related")?);
    let mut by_number = ByNumber::new();
    while table.next_row()? {
        let id: EscoUri = table.parsed(uri)?;
        by_number.insert(table.wanted(number)?.to_owned(), id.clone());
        for group in table.text(lies_in)?.split_whitespace() {
            if !groups.contains_key(group) {
                return Err(table.error(unknown(group)));
            }
            waiting.push((table.error(""), id.to_string(), group.to_owned(), None));
        }
        for text in table.text(related)?.split_whitespace() {
            let (need, other) = match (text.strip_prefix('e'), text.strip_prefix('o')) {
                (Some(other), _) => (Need::Essential, other),
                (_, Some(other)) => (Need::Optional, other),
                _ => return Err(table.error(format!("related: `{text}` begins with neither e nor o"))),
            };
            waiting.push((table.error(""), id.to_string(), other.to_owned(), Some(need)));
        }
        let kind = match table.text(kind)? {
            "knowledge" => SkillKind::Knowledge,
            "competence" => SkillKind::Competence,
            other => return Err(table.error(format!("kind: `{other}` is neither knowledge nor competence"))),
        };
        put(&mut concepts.skills, id, kind, read_names(&table, names)?, false)
            .map_err(|it| table.error(it))?;
    }
    Ok(by_number)
}

fn read_occupations(concepts: &mut ConceptsDraft, skills: &ByNumber) -> Result<Vec<Waiting>, TableError> {
    let mut table = Table::open("starter_occupations.csv", OCCUPATIONS)?;
    let (uri, code, isco) = (table.column("uri")?, table.column("code")?, table.column("isco_group")?);
    let names = name_columns(&table)?;
    let needs = [(table.column("essential")?, Need::Essential), (table.column("optional")?, Need::Optional)];
    let mut asked = Vec::new();
    while table.next_row()? {
        let id: EscoUri = table.parsed(uri)?;
        for (column, need) in needs {
            for number in table.text(column)?.split_whitespace() {
                let skill = skills.get(number).ok_or_else(|| table.error(unknown(number)))?;
                asked.push((table.error(""), id.to_string(), skill.to_string(), Some(need)));
            }
        }
        let isco = unit_group(table.parsed(isco)?).map_err(|it| table.error(it))?;
        let facts = OccupationFacts { isco, code: table.text(code)?.to_owned() };
        put(&mut concepts.occupations, id, facts, read_names(&table, names)?, false)
            .map_err(|it| table.error(it))?;
    }
    Ok(asked)
}

/// The columns of names, for each language the name and the other names.
fn name_columns(table: &Table<'_>) -> Result<[(Language, Column, Column); 2], TableError> {
    let others = |name: &str| table.optional_column(name);
    Ok([
        (Language::NL, table.column("name_nl")?, others("other_names_nl")),
        (Language::EN, table.column("name_en")?, others("other_names_en")),
    ])
}

fn read_names(
    table: &Table<'_>,
    columns: [(Language, Column, Column); 2],
) -> Result<Vec<(Language, String, Vec<String>)>, TableError> {
    let mut names = Vec::new();
    for (language, preferred, others) in columns {
        let others = table.text(others)?.split(" | ").map(str::to_owned).collect();
        names.push((language, table.text(preferred)?.to_owned(), others));
    }
    Ok(names)
}

fn unknown(number: &str) -> String {
    format!("number {number} stands in no row")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{IscoCode, Sectors};

    #[test]
    fn the_starter_vocabulary_is_whole() {
        let starter = read().unwrap();
        assert_eq!((starter.occupations().len(), starter.skills().len()), (170, 3232));
        assert!(starter.is_sound());
        assert_eq!(starter.languages().collect::<Vec<_>>(), [Language::EN, Language::NL]);
        for occupation in starter.occupations() {
            assert_eq!(starter.occupation(&starter.occupation_uri(occupation)), Some(occupation));
            assert!(
                starter.essential_skills(occupation).len() >= 5,
                "{}",
                starter.occupation_label(occupation, Language::NL)
            );
        }
        for skill in starter.skills() {
            assert_eq!(starter.skill(&starter.skill_uri(skill)), Some(skill));
            assert!(starter.document_frequency(skill) >= 1);
            assert!(starter.groups_of_skill(skill).len() >= 1);
        }
    }

    #[test]
    fn nine_of_ten_skills_of_the_starter_have_a_dutch_name_and_all_have_an_english_one() {
        let starter = read().unwrap();
        let share = |language| {
            let named = starter.skills().filter(|skill| starter.has_skill_label(*skill, language)).count();
            named * 100 / starter.skills().len()
        };
        assert!(share(Language::NL) >= 90, "{} %", share(Language::NL));
        assert_eq!(share(Language::EN), 100);
        assert!(starter.occupations().all(|it| starter.occupations.name_in(it.at(), Language::NL).is_some()));
    }

    #[test]
    fn the_starter_covers_the_shortage_sectors_and_the_usual_surplus_sectors() {
        let (starter, sectors) = (read().unwrap(), Sectors::embedded());
        let mut counts = BTreeMap::new();
        for occupation in starter.occupations() {
            let sector = sectors.of_isco(&starter.isco(occupation)).unwrap();
            *counts.entry(sector.code.as_str()).or_insert(0) += 1;
        }
        for (sector, least) in [("care", 30), ("education", 12), ("ict", 18), ("engineering", 30)] {
            assert!(counts[sector] >= least, "{sector}: {counts:?}");
        }
        for sector in ["hospitality", "trade", "business-support", "finance"] {
            assert!(counts[sector] >= 8, "{sector}: {counts:?}");
        }
    }

    #[test]
    fn a_nurse_of_the_starter_has_names_in_two_languages_and_a_place_in_isco() {
        let starter = read().unwrap();
        let isco = IscoCode::new("2221").unwrap();
        let nurse = starter.occupations().find(|it| starter.occupation_code(*it) == "2221.2").unwrap();
        assert_eq!(starter.isco(nurse), isco);
        assert_eq!(starter.occupation_label(nurse, Language::NL), "algemeen verpleegkundige");
        assert_eq!(starter.occupation_label(nurse, Language::EN), "nurse responsible for general care");
        assert_eq!(
            starter.occupation_label(nurse, "de".parse().unwrap()),
            "nurse responsible for general care"
        );
        assert!(starter.occupation_other_labels(nurse, Language::NL).any(|it| it == "basisverpleegkundige"));
        assert_eq!(starter.isco_label(&isco, Language::EN), Some("Nursing professionals"));
    }
}
