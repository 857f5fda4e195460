//! The network's own list of sectors, as data, with its maps from ISCO-08 and SBI 2008. The list of the start is
//! built in; an operator's file with the same columns takes its place without a new release.

use crate::{
    IscoCode, Language, SbiCode, SectorCode, isco,
    table::{Table, TableError},
};
use std::{collections::BTreeMap, fs::File, io::Read, path::Path};

/// What may bear this sector.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SectorKind {
    /// People, vacancies, employers and initiatives: a key of the summary per sector.
    Sector,
    /// Only initiatives: the class *sectoroverstijgend*, in which nobody works.
    InitiativesOnly,
}

/// One sector of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sector {
    /// The code.
    pub code: SectorCode,
    /// What may bear it.
    pub kind: SectorKind,
    /// The name in Dutch.
    pub name_nl: Box<str>,
    /// The name in English.
    pub name_en: Box<str>,
    /// Whether the network starts with it as a sector in which people are short.
    pub shortage_at_start: bool,
}

impl Sector {
    /// The name in a language; English where there is none.
    #[must_use]
    pub fn name(&self, language: Language) -> &str {
        if language == Language::NL { &self.name_nl } else { &self.name_en }
    }
}

/// The list of sectors and which occupation groups and lines of business belong to each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sectors {
    list: Vec<Sector>,
    by_isco: BTreeMap<IscoCode, usize>,
    by_section: BTreeMap<char, usize>,
}

impl Sectors {
    /// The list with which the network starts.
    #[must_use]
    pub fn embedded() -> Self {
        Self::parse("sectors.csv", include_bytes!("../data/sectors.csv").as_slice())
            .expect("a test loads the built-in table")
    }

    /// Loads a list with the columns of the built-in one: `code`, `kind` (`sector` or `initiatives-only`),
    /// `name_nl`, `name_en`, `shortage_at_start` (`yes` or `no`), `sbi_sections` and `isco_groups` (lists with
    /// spaces). An ISCO-08 group stands for every unit group in it that no finer group elsewhere claims.
    ///
    /// # Errors
    /// [`TableError`] when the file cannot be read, a code is malformed, a group or section is claimed twice,
    /// or a unit group or section belongs to no sector.
    pub fn load(path: &Path) -> Result<Self, TableError> {
        let file = path.display().to_string();
        let reader = File::open(path)
            .map_err(|error| TableError::of_file(&file, format!("cannot be opened: {error}")))?;
        Self::parse(&file, reader)
    }

    /// All sectors in the order of the file, the class of initiatives included.
    #[must_use]
    pub fn all(&self) -> &[Sector] {
        &self.list
    }

    /// The codes in which people and vacancies are counted, in the order of the file: the keys of table S2.
    pub fn keys(&self) -> impl Iterator<Item = &SectorCode> {
        self.list.iter().filter(|it| it.kind == SectorKind::Sector).map(|it| &it.code)
    }

    /// The sector of this code.
    #[must_use]
    pub fn get(&self, code: &SectorCode) -> Option<&Sector> {
        self.list.iter().find(|it| it.code == *code)
    }

    /// The sector of an occupation group; nothing for a code that ISCO-08 does not have.
    #[must_use]
    pub fn of_isco(&self, code: &IscoCode) -> Option<&Sector> {
        isco::group(code)?;
        (1..=code.level())
            .rev()
            .find_map(|level| self.by_isco.get(&code.at_level(level)))
            .and_then(|at| self.list.get(*at))
    }

    /// The sector of a line of business, by its SBI 2008 section; nothing for a division that SBI does not have.
    #[must_use]
    pub fn of_sbi(&self, code: &SbiCode) -> Option<&Sector> {
        let text = code.as_str();
        let section = match text.as_bytes() {
            [letter] => char::from(*letter),
            _ => section_of_division(text.get(..2)?.parse().ok()?)?,
        };
        self.by_section.get(&section).and_then(|at| self.list.get(*at))
    }

    fn parse(file: &str, reader: impl Read) -> Result<Self, TableError> {
        let mut table = Table::open(file, reader)?;
        let (code, kind, shortage) =
            (table.column("code")?, table.column("kind")?, table.column("shortage_at_start")?);
        let (name_nl, name_en) = (table.column("name_nl")?, table.column("name_en")?);
        let (sections, groups) = (table.column("sbi_sections")?, table.column("isco_groups")?);
        let mut sectors = Self { list: Vec::new(), by_isco: BTreeMap::new(), by_section: BTreeMap::new() };
        while table.next_row()? {
            let at = sectors.list.len();
            let sector = Sector {
                code: table.parsed(code)?,
                kind: match table.text(kind)? {
                    "sector" => SectorKind::Sector,
                    "initiatives-only" => SectorKind::InitiativesOnly,
                    other => {
                        return Err(table
                            .error(format!("kind: `{other}` is neither `sector` nor `initiatives-only`")));
                    }
                },
                name_nl: table.wanted(name_nl)?.into(),
                name_en: table.wanted(name_en)?.into(),
                shortage_at_start: match table.text(shortage)? {
                    "yes" => true,
                    "no" => false,
                    other => {
                        return Err(
                            table.error(format!("shortage_at_start: `{other}` is neither `yes` nor `no`"))
                        );
                    }
                },
            };
            if sectors.get(&sector.code).is_some() {
                return Err(table.error(format!("code: {} stands in the table twice", sector.code)));
            }
            for text in table.text(sections)?.split_whitespace() {
                sectors
                    .claim_section(text, at)
                    .map_err(|reason| table.error(format!("sbi_sections: {reason}")))?;
            }
            for text in table.text(groups)?.split_whitespace() {
                sectors
                    .claim_group(text, at)
                    .map_err(|reason| table.error(format!("isco_groups: {reason}")))?;
            }
            if sector.kind == SectorKind::InitiativesOnly
                && !(table.text(sections)?.is_empty() && table.text(groups)?.is_empty())
            {
                return Err(table
                    .error("kind: a class of initiatives only has no occupations and no lines of business"));
            }
            sectors.list.push(sector);
        }
        sectors.check_whole(file)?;
        Ok(sectors)
    }

    fn claim_section(&mut self, text: &str, at: usize) -> Result<(), String> {
        let section = text.parse().ok().filter(|it| ('A'..='U').contains(it));
        let section = section.ok_or_else(|| format!("`{text}` is not a section of SBI 2008 (A to U)"))?;
        if let Some(other) = self.by_section.insert(section, at) {
            return Err(format!("section {section} belongs to {} already", self.name_at(other, at)));
        }
        Ok(())
    }

    fn claim_group(&mut self, text: &str, at: usize) -> Result<(), String> {
        let code = IscoCode::new(text).map_err(|error| error.to_string())?;
        if isco::group(&code).is_none() {
            return Err(format!("ISCO-08 has no group {code}"));
        }
        if let Some(other) = self.by_isco.insert(code.clone(), at) {
            return Err(format!("group {code} belongs to {} already", self.name_at(other, at)));
        }
        Ok(())
    }

    fn name_at(&self, other: usize, at: usize) -> String {
        let here = || "this row".to_owned();
        if other == at { here() } else { self.list.get(other).map_or_else(here, |it| it.code.to_string()) }
    }

    fn check_whole(&self, file: &str) -> Result<(), TableError> {
        if let Some(code) = isco::unit_groups().iter().find(|code| self.of_isco(code).is_none()) {
            return Err(TableError::of_file(
                file,
                format!("isco_groups: unit group {code} belongs to no sector"),
            ));
        }
        if let Some(section) = ('A'..='U').find(|section| !self.by_section.contains_key(section)) {
            return Err(TableError::of_file(
                file,
                format!("sbi_sections: section {section} belongs to no sector"),
            ));
        }
        Ok(())
    }
}

/// The section in which a two-digit division of SBI 2008 lies (CBS, Standaard Bedrijfsindeling 2008, which
/// follows NACE Rev. 2 at this level).
#[must_use]
pub fn section_of_division(division: u8) -> Option<char> {
    Some(match division {
        1..=3 => 'A',
        6..=9 => 'B',
        10..=33 => 'C',
        35 => 'D',
        36..=39 => 'E',
        41..=43 => 'F',
        45..=47 => 'G',
        49..=53 => 'H',
        55 | 56 => 'I',
        58..=63 => 'J',
        64..=66 => 'K',
        68 => 'L',
        69..=75 => 'M',
        77..=82 => 'N',
        84 => 'O',
        85 => 'P',
        86..=88 => 'Q',
        90..=93 => 'R',
        94..=96 => 'S',
        97 | 98 => 'T',
        99 => 'U',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn code(text: &str) -> SectorCode {
        SectorCode::new(text).unwrap()
    }

    fn of_isco<'a>(sectors: &'a Sectors, text: &str) -> &'a str {
        sectors.of_isco(&IscoCode::new(text).unwrap()).unwrap().code.as_str()
    }

    #[test]
    fn def_08_the_four_shortage_sectors_exist_at_the_start() {
        let sectors = Sectors::embedded();
        let short: Vec<_> =
            sectors.all().iter().filter(|it| it.shortage_at_start).map(|it| it.code.as_str()).collect();
        assert_eq!(short, ["care", "education", "ict", "engineering"]);
        assert_eq!(sectors.keys().count(), 21);
    }

    #[test]
    fn def_08_transport_sits_under_engineering() {
        let sectors = Sectors::embedded();
        for lorry_driver_or_electrician in ["8332", "7411", "8331", "2144"] {
            assert_eq!(of_isco(&sectors, lorry_driver_or_electrician), "engineering");
        }
        for transport in ["H", "49", "4941"] {
            assert_eq!(
                sectors.of_sbi(&SbiCode::new(transport).unwrap()).unwrap().code.as_str(),
                "engineering"
            );
        }
        assert_eq!(of_isco(&sectors, "5322"), "care");
        assert_eq!(
            of_isco(&sectors, "2250"),
            "professional-services",
            "a veterinarian is not care for people"
        );
    }

    #[test]
    fn def_08_cross_sector_is_a_class_of_its_own_in_which_nobody_works() {
        let sectors = Sectors::embedded();
        let cross = sectors.get(&code("cross-sector")).unwrap();
        assert_eq!(
            (cross.kind, cross.name(Language::NL)),
            (SectorKind::InitiativesOnly, "Sectoroverstijgend")
        );
        assert!(sectors.keys().all(|key| *key != cross.code));
    }

    #[test]
    fn def_08_every_unit_group_and_every_section_maps_to_exactly_one_sector() {
        let sectors = Sectors::embedded();
        for unit_group in isco::unit_groups() {
            assert_eq!(sectors.of_isco(unit_group).unwrap().kind, SectorKind::Sector, "{unit_group}");
        }
        for section in 'A'..='U' {
            let section = SbiCode::new(&section.to_string()).unwrap();
            assert_eq!(sectors.of_sbi(&section).unwrap().kind, SectorKind::Sector, "{section}");
        }
        assert!(
            sectors.of_isco(&IscoCode::new("9999").unwrap()).is_none(),
            "a code that does not exist has no sector"
        );
        assert!(
            sectors.of_sbi(&SbiCode::new("34").unwrap()).is_none(),
            "a division that does not exist has no sector"
        );
    }

    #[test]
    fn def_08_a_sector_added_in_a_file_is_used_without_a_new_release() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sectors.csv");
        let built_in = include_str!("../data/sectors.csv");
        assert!(Sectors::embedded().get(&code("bouw")).is_none());
        assert_eq!(of_isco(&Sectors::embedded(), "7112"), "construction");
        fs::write(&path, format!("{built_in}bouw,sector,Woningbouw,House building,yes,,711 712\n")).unwrap();
        let sectors = Sectors::load(&path).unwrap();
        assert_eq!(of_isco(&sectors, "7112"), "bouw");
        assert_eq!(of_isco(&sectors, "7126"), "engineering", "the finer claim of plumbers stays");
        assert_eq!(sectors.keys().count(), 22);
        assert_eq!(sectors.get(&code("bouw")).unwrap().name(Language::NL), "Woningbouw");
    }

    #[test]
    fn a_list_with_a_gap_or_a_double_claim_is_refused_with_its_line() {
        let built_in = include_str!("../data/sectors.csv");
        let check = |text: String, part: &str| {
            let error = Sectors::parse("s.csv", text.as_bytes()).unwrap_err().to_string();
            assert!(error.contains(part), "{error}");
        };
        check(
            format!("{built_in}x,sector,X,X,no,,8332 22\n"),
            "s.csv, line 24: isco_groups: group 22 belongs to care already",
        );
        check(
            format!("{built_in}x,sector,X,X,no,Q,\n"),
            "line 24: sbi_sections: section Q belongs to care already",
        );
        check(format!("{built_in}care,sector,X,X,no,,\n"), "line 24: code: care stands in the table twice");
        check(
            format!("{built_in}x,sector,X,X,no,,9999\n"),
            "line 24: isco_groups: ISCO-08 has no group 9999",
        );
        check(
            built_in.replace("1345 23 5165", "1345 5165"),
            "s.csv: isco_groups: unit group 2310 belongs to no sector",
        );
        check(built_in.replace(",yes,P,", ",yes,,"), "s.csv: sbi_sections: section P belongs to no sector");
        check(
            built_in.replace("cross-sector,initiatives-only", "cross-sector,class"),
            "kind: `class` is neither",
        );
    }
}
