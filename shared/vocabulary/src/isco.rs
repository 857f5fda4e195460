//! The 619 groups of ISCO-08 in a fixed order: the public key lists of the running summaries.

use crate::{IscoCode, Language, table::Table};
use std::sync::LazyLock;

/// One group of ISCO-08 at any of its four levels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IscoGroup {
    /// The code; its number of digits is the level.
    pub code: IscoCode,
    /// The name in Dutch.
    pub name_nl: Box<str>,
    /// The name in English.
    pub name_en: Box<str>,
}

impl IscoGroup {
    /// The name in a language; English where there is none.
    #[must_use]
    pub fn name(&self, language: Language) -> &str {
        if language == Language::NL { &self.name_nl } else { &self.name_en }
    }
}

static GROUPS: LazyLock<Vec<IscoGroup>> = LazyLock::new(|| read().expect("a test loads the built-in table"));
static UNIT_GROUPS: LazyLock<Vec<IscoCode>> = LazyLock::new(|| of_level(4));
static SUB_MAJOR_GROUPS: LazyLock<Vec<IscoCode>> = LazyLock::new(|| of_level(2));

/// All 619 groups, in order of code as text (`0`, `01`, `011`, `0110`, `02`, …).
#[must_use]
pub fn groups() -> &'static [IscoGroup] {
    &GROUPS
}

/// The 436 unit groups (four digits) in order of code: the keys of table S1, present or not.
#[must_use]
pub fn unit_groups() -> &'static [IscoCode] {
    &UNIT_GROUPS
}

/// The 43 sub-major groups (two digits) in order of code: the keys of table S1b, present or not.
#[must_use]
pub fn sub_major_groups() -> &'static [IscoCode] {
    &SUB_MAJOR_GROUPS
}

/// The group of this code, if ISCO-08 has it.
#[must_use]
pub fn group(code: &IscoCode) -> Option<&'static IscoGroup> {
    let at = GROUPS.binary_search_by(|it| it.code.cmp(code)).ok()?;
    GROUPS.get(at)
}

fn of_level(level: usize) -> Vec<IscoCode> {
    GROUPS.iter().map(|it| it.code.clone()).filter(|code| code.level() == level).collect()
}

fn read() -> Result<Vec<IscoGroup>, crate::TableError> {
    let mut table = Table::open("isco_groups.csv", include_bytes!("../data/isco_groups.csv").as_slice())?;
    let (code, name_nl, name_en) =
        (table.column("code")?, table.column("name_nl")?, table.column("name_en")?);
    let mut groups = Vec::new();
    while table.next_row()? {
        groups.push(IscoGroup {
            code: table.parsed(code)?,
            name_nl: table.wanted(name_nl)?.into(),
            name_en: table.wanted(name_en)?.into(),
        });
    }
    groups.sort_by(|a: &IscoGroup, b| a.code.cmp(&b.code));
    Ok(groups)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_lists_have_436_and_43_groups_in_order_and_every_group_has_its_parents() {
        assert_eq!((groups().len(), unit_groups().len(), sub_major_groups().len()), (619, 436, 43));
        assert!(unit_groups().is_sorted() && sub_major_groups().is_sorted());
        for it in groups() {
            for level in 1..=it.code.level() {
                assert!(group(&it.code.at_level(level)).is_some(), "{}", it.code);
            }
        }
    }

    #[test]
    fn a_group_has_a_dutch_and_an_english_name() {
        let nurses = group(&IscoCode::new("2221").unwrap()).unwrap();
        assert_eq!(nurses.name(Language::EN), "Nursing professionals");
        assert!(nurses.name(Language::NL).contains("erple"), "{}", nurses.name_nl);
        assert!(group(&IscoCode::new("9999").unwrap()).is_none());
    }
}
