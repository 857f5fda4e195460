//! Groups of occupations as a reader chooses and reads them: sectors, and ISCO-08 groups from coarse to fine.

use crate::aggregation::Group;
use service::web::locale::Locale;
use vocabulary::{
    IscoCode, Language, SectorCode,
    isco::{self, IscoGroup},
    sectors::{SectorKind, Sectors},
};

/// One choice of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct GroupChoice {
    /// What is sent.
    pub(super) value: String,
    /// What is shown.
    pub(super) label: String,
    /// Whether it is the one on show.
    pub(super) chosen: bool,
}

/// The choices of the list, with the finer groups of the one on show.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct GroupChoices {
    pub(super) everybody: GroupChoice,
    pub(super) sectors: Vec<GroupChoice>,
    pub(super) occupations: Vec<GroupChoice>,
    /// A finer group that is on show and not in the list; at most one.
    pub(super) finer_chosen: Vec<GroupChoice>,
    /// What lies inside the group on show.
    pub(super) inside: Vec<GroupChoice>,
    /// What the group on show lies in, if it is a fine one.
    pub(super) above: Option<GroupChoice>,
}

impl Default for GroupChoice {
    fn default() -> Self {
        Self { value: "alle".to_owned(), label: String::new(), chosen: false }
    }
}

/// The group that an address names, such as `sector-care` or `isco-22`; none when there is no such group.
pub(super) fn parse(text: &str, sectors: &Sectors) -> Option<Group> {
    if text == "alle" {
        return Some(Group::All);
    }
    if let Some(code) = text.strip_prefix("sector-") {
        let code = SectorCode::new(code).ok()?;
        return sectors.get(&code).map(|_| Group::Sector(code));
    }
    let code = IscoCode::new(text.strip_prefix("isco-")?).ok()?;
    (code.level() >= 2 && isco::group(&code).is_some()).then_some(Group::Isco(code))
}

/// How an address names a group.
pub(super) fn value(group: &Group) -> String {
    match group {
        Group::All => "alle".to_owned(),
        Group::Sector(code) => format!("sector-{code}"),
        Group::Isco(code) => format!("isco-{code}"),
    }
}

/// The name of a group; `everybody` is the word for all occupations together.
pub(super) fn label(group: &Group, sectors: &Sectors, locale: Locale, everybody: &str) -> String {
    match group {
        Group::All => everybody.to_owned(),
        Group::Sector(code) => sectors
            .get(code)
            .map_or_else(|| code.to_string(), |sector| sector.name(language(locale)).to_owned()),
        Group::Isco(code) => isco::group(code)
            .map_or_else(|| code.to_string(), |group| group.name(language(locale)).to_owned()),
    }
}

/// The choices with `chosen` on show.
pub(super) fn choices(chosen: &Group, sectors: &Sectors, locale: Locale, everybody: &str) -> GroupChoices {
    let choice = |group: Group| GroupChoice {
        value: value(&group),
        label: label(&group, sectors, locale, everybody),
        chosen: group == *chosen,
    };
    let isco_choice = |group: &IscoGroup| choice(Group::Isco(group.code.clone()));
    let of_level = |level: usize| isco::groups().iter().filter(move |group| group.code.level() == level);
    let inside = match chosen {
        Group::Isco(code) => of_level(code.level() + 1)
            .filter(|group| group.code.at_level(code.level()) == *code)
            .map(isco_choice)
            .collect(),
        Group::All | Group::Sector(_) => Vec::new(),
    };
    let (finer_chosen, above) = match chosen {
        Group::Isco(code) if code.level() > 2 => {
            (vec![choice(chosen.clone())], Some(choice(Group::Isco(code.at_level(code.level() - 1)))))
        }
        _ => (Vec::new(), None),
    };
    GroupChoices {
        everybody: choice(Group::All),
        sectors: sectors
            .all()
            .iter()
            .filter(|sector| sector.kind == SectorKind::Sector)
            .map(|sector| choice(Group::Sector(sector.code.clone())))
            .collect(),
        occupations: of_level(2).map(isco_choice).collect(),
        finer_chosen,
        inside,
        above,
    }
}

/// The language of names in the vocabulary.
pub(super) const fn language(locale: Locale) -> Language {
    match locale {
        Locale::Nl => Language::NL,
        Locale::En => Language::EN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_choice_can_be_read_back_and_an_unknown_group_is_none() {
        let sectors = Sectors::embedded();
        let nurses = parse("isco-222", &sectors).unwrap();
        let list = choices(&nurses, &sectors, Locale::Nl, "Alle beroepen");
        let all = [&list.sectors, &list.occupations, &list.inside, &list.finer_chosen];
        for choice in all.into_iter().flatten().chain([&list.everybody]) {
            assert_eq!(value(&parse(&choice.value, &sectors).unwrap()), choice.value);
        }
        assert!(list.inside.iter().any(|choice| choice.value == "isco-2221"));
        assert_eq!(list.above.unwrap().value, "isco-22");
        for wrong in ["", "isco-2", "isco-9x", "isco-0999", "sector-none", "care", "sector-<b>"] {
            assert_eq!(parse(wrong, &sectors), None, "{wrong}");
        }
    }
}
