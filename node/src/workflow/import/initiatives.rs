//! Reads initiatives from a CSV file: name, sector, and where it is named. What they teach comes from files of one
//! JSON object per line, see [`super::initiative_records`].

use super::{FieldProblem, ImportError, ImportReport, LineProblem};
use crate::{
    domain::{initiative::Initiative, text::Line},
    storage::{
        Storage, StorageError,
        audit_log::{self, AuditEntry},
        initiatives,
    },
};
use sha2::{Digest as _, Sha256};
use vocabulary::{InitiativeId, ModuleId, SectorCode, Sectors, Timestamp};

/// The initiatives that the report of 2020 names: the 115 of its printed list, which the text rounds to 116, and
/// the two case studies that are not in the list. Names and sectors only.
pub const NATIONAL_LIST: &str = include_str!("../../../data/initiatives.csv");

/// Stores the initiatives of a CSV text with the columns `name`, `sector` and `source`. Of one whose name is there
/// already, sector and source are replaced; the rest stays.
///
/// # Errors
/// [`ImportError`] when the database fails; bad lines are in the report, and then nothing is stored.
pub fn import_initiatives(
    storage: &Storage,
    text: &str,
    sectors: &Sectors,
    actor: &str,
    at: Timestamp,
) -> Result<ImportReport, ImportError> {
    let mut report = ImportReport::default();
    let mut read = Vec::new();
    let mut lines = csv::Reader::from_reader(text.as_bytes());
    for (place, line) in lines.records().enumerate() {
        report.lines += 1;
        match line
            .map_err(|error| FieldProblem::of_line(error.to_string()))
            .and_then(|it| initiative(&it, sectors))
        {
            Ok(initiative) => read.push(initiative),
            // The heading is line 1.
            Err(problem) => report.problems.push(LineProblem { line: place + 2, problems: vec![problem] }),
        }
    }
    report.bad = report.problems.len();
    if report.bad > 0 {
        return Ok(report);
    }
    let entry = entry_of(read.len(), actor, at);
    let stored: Result<(), StorageError> = storage.write_blocking(|transaction| {
        for listed in &read {
            let known = initiatives::by_name(transaction, &listed.name)?;
            let initiative = match known {
                Some(known) => {
                    Initiative { sector: listed.sector.clone(), source: listed.source.clone(), ..known }
                }
                None => listed.clone(),
            };
            initiatives::save(transaction, &initiative)?;
        }
        audit_log::append(transaction, &entry)
    });
    stored.map_err(|source| ImportError::Store { from: 2, to: report.lines + 1, source })?;
    report.added = read.len();
    report.stored = true;
    Ok(report)
}

/// The line of the audit log about an import of so many.
pub(super) fn entry_of(added: usize, actor: &str, at: Timestamp) -> AuditEntry {
    AuditEntry {
        at,
        actor: actor.to_owned(),
        purpose: "import".to_owned(),
        action: "import.initiatives".to_owned(),
        subject: "initiatives".to_owned(),
        detail: format!("{added} added"),
    }
}

fn initiative(line: &csv::StringRecord, sectors: &Sectors) -> Result<Initiative, FieldProblem> {
    let column = |at| line.get(at).unwrap_or_default();
    let name = Line::new(column(0)).map_err(|error| FieldProblem::of("name", error.to_string()))?;
    let sector = sector_in(column(1), sectors)?;
    let source = match column(2) {
        "" => None,
        source => Some(Line::new(source).map_err(|error| FieldProblem::of("source", error.to_string()))?),
    };
    Ok(Initiative { source, ..Initiative::named(id_of(&name), name, sector) })
}

/// The sector with this code, if it is in the list.
pub(super) fn sector_in(code: &str, sectors: &Sectors) -> Result<SectorCode, FieldProblem> {
    let sector = SectorCode::new(code).map_err(|error| FieldProblem::of("sector", error.to_string()))?;
    if sectors.get(&sector).is_none() {
        let known: Vec<_> = sectors.all().iter().map(|known| known.code.as_str()).collect();
        let problem = format!("there is no sector {sector}; the list has {}", known.join(", "));
        return Err(FieldProblem::of("sector", problem));
    }
    Ok(sector)
}

/// The same name has the same id on every node, so that counts per initiative can be compared.
pub(super) fn id_of(name: &Line) -> InitiativeId {
    InitiativeId::from_random(named_bytes(&format!("initiative {}", name.as_str().to_lowercase())))
}

/// The same for a module by its own name and that of its initiative.
pub(super) fn module_id_of(initiative: &Line, name: &Line) -> ModuleId {
    let (initiative, name) = (initiative.as_str().to_lowercase(), name.as_str().to_lowercase());
    ModuleId::from_random(named_bytes(&format!("module {initiative}\n{name}")))
}

fn named_bytes(name: &str) -> [u8; 16] {
    let hash: [u8; 32] = Sha256::digest(name).into();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn import(text: &str) -> (ImportReport, usize) {
        let folder = tempfile::tempdir().unwrap();
        let storage = Storage::open(&folder.path().join("node.db")).unwrap();
        let now = Timestamp::UNIX_EPOCH;
        let report = import_initiatives(&storage, text, &Sectors::embedded(), "system", now).unwrap();
        let stored = storage.read_blocking(initiatives::all).unwrap();
        (report, stored.len())
    }

    #[test]
    fn the_national_list_has_the_115_printed_names_and_the_two_case_studies_that_are_not_among_them() {
        let (report, stored) = import(NATIONAL_LIST);
        assert_eq!((report.added, report.bad, stored), (115 + 2, 0, 117));
    }

    #[test]
    fn one_bad_line_keeps_all_of_them_out_and_is_named() {
        let (report, stored) = import("name,sector,source\nLeerwerkplek,care,\nZomerschool,zorg,\n");
        assert_eq!((report.bad, stored, report.stored), (1, 0, false));
        assert_eq!(report.problems[0].line, 3);
        assert!(report.problems[0].problems[0].problem.contains("there is no sector zorg"));
    }
}
