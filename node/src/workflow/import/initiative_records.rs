//! Reads initiatives with their modules from a text of one JSON object per line. All or none are stored; one whose
//! name is there already is replaced, with its modules.

use super::{
    ImportError, ImportReport, LineProblem, Lists,
    initiatives::{entry_of, id_of, module_id_of, sector_in},
    line::{FieldProblem, Fields},
};
use crate::{
    domain::{
        candidate::SkillLevel,
        case::step::StepNumber,
        initiative::{Initiative, InitiativeKind, Intake, Reach},
        module::{Costs, Length, Module, Payer, Place, Starts, Taught},
        text::Line,
    },
    storage::{Storage, StorageError, audit_log, initiatives, modules},
};
use std::collections::{BTreeMap, BTreeSet};
use vocabulary::{Date, Money, RegionId, Sectors, Timestamp};

/// Stores the initiatives of a text with one JSON object per line: `name`, `sector`, `steps`, `source`, `regions` or
/// `nationwide`, `intake_name`, `intake_email` and `intake_phone` of a sector desk, and `modules`.
///
/// # Errors
/// [`ImportError`] when the database fails; bad lines are in the report, and then nothing is stored.
pub fn import_initiative_records(
    storage: &Storage,
    text: &str,
    lists: &Lists,
    sectors: &Sectors,
    actor: &str,
    at: Timestamp,
) -> Result<ImportReport, ImportError> {
    let mut report = ImportReport::default();
    let mut read: Vec<(Initiative, Vec<Module>)> = Vec::new();
    let mut names = BTreeSet::new();
    for (place, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        report.lines += 1;
        match record(line, lists, sectors) {
            Ok((initiative, _)) if !names.insert(initiative.id) => {
                let twice = "stands on an earlier line of this file already: correct one of the two";
                let problems = vec![FieldProblem::of("name", twice)];
                report.problems.push(LineProblem { line: place + 1, problems });
            }
            Ok(record) => read.push(record),
            Err(problems) => report.problems.push(LineProblem { line: place + 1, problems }),
        }
    }
    report.bad = report.problems.len();
    if report.bad > 0 {
        return Ok(report);
    }
    let entry = entry_of(read.len(), actor, at);
    let stored: Result<(), StorageError> = storage.write_blocking(|transaction| {
        for (initiative, taught) in &read {
            let id = initiatives::save(transaction, initiative)?;
            modules::replace(transaction, id, taught)?;
        }
        audit_log::append(transaction, &entry)
    });
    stored.map_err(|source| ImportError::Store { from: 1, to: report.lines, source })?;
    report.added = read.len();
    report.stored = true;
    Ok(report)
}

fn record(
    line: &str,
    lists: &Lists,
    sectors: &Sectors,
) -> Result<(Initiative, Vec<Module>), Vec<FieldProblem>> {
    let mut fields = Fields::of_line(line).map_err(|problem| vec![problem])?;
    let record = record_of(&mut fields, lists, sectors);
    fields.finish(record)
}

fn record_of(fields: &mut Fields, lists: &Lists, sectors: &Sectors) -> Option<(Initiative, Vec<Module>)> {
    let name: Option<Line> = fields.read("name");
    let sector = fields.text("sector").and_then(|code| match sector_in(&code, sectors) {
        Ok(sector) => Some(sector),
        Err(problem) => {
            fields.problem("sector", problem.problem);
            None
        }
    });
    let steps = fields.texts("steps");
    let steps = steps.iter().filter_map(|step| fields.checked("steps", step.parse::<StepNumber>()));
    let steps: BTreeSet<StepNumber> = steps.collect();
    let source = fields.read_if_there("source");
    let reach = reach(fields, lists);
    let kind = kind(fields);
    let name = name?;
    let id = id_of(&name);
    let mut modules = fields.objects("modules", |inner| module(inner, &name, lists));
    let mut names = BTreeSet::new();
    if modules.iter().any(|module| !names.insert(module.id)) {
        fields.problem("modules", "two of them have the same name: give each a name of its own");
    }
    modules.iter_mut().for_each(|module| module.initiative = id);
    let initiative = Initiative { id, name, sector: sector?, steps, source, kind: kind?, reach };
    Some((initiative, modules))
}

fn reach(fields: &mut Fields, lists: &Lists) -> Reach {
    let nationwide = fields.flag("nationwide");
    let mut regions = BTreeSet::new();
    for code in fields.texts("regions") {
        let Some(region) = fields.checked("regions", RegionId::new(&code)) else { continue };
        if lists.geography.region(&region).is_none() {
            fields.problem("regions", format!("there is no region {region}"));
        }
        regions.insert(region);
    }
    match (nationwide, regions.is_empty()) {
        (true, false) => {
            fields.problem("regions", "an initiative is nationwide or of these regions: leave one out");
            Reach::NotKnown
        }
        (true, true) => Reach::Nationwide,
        (false, true) => Reach::NotKnown,
        (false, false) => Reach::Regions(regions),
    }
}

/// A sector desk has an intake; a programme has none.
fn kind(fields: &mut Fields) -> Option<InitiativeKind> {
    let name: Option<Line> = fields.read_if_there("intake_name");
    let (email, phone) = (fields.read_if_there("intake_email"), fields.read_if_there("intake_phone"));
    match name {
        Some(name) => Some(InitiativeKind::SectorDesk(Intake { name, email, phone })),
        None if email.is_some() || phone.is_some() => {
            fields.problem("intake_name", "is missing: name the desk that the address is of");
            None
        }
        None => Some(InitiativeKind::Programme),
    }
}

fn module(fields: &mut Fields, initiative: &Line, lists: &Lists) -> Option<Module> {
    let name: Option<Line> = fields.read("name");
    let teaches = fields.objects("teaches", |inner| {
        let uri = inner.text("uri").and_then(|uri| lists.skill(inner, "uri", &uri));
        let level = inner.whole("level").map(SkillLevel::new);
        let level = level.and_then(|level| inner.checked("level", level));
        Some(Taught { skill: uri?, level: level? })
    });
    if teaches.is_empty() {
        fields.problem("teaches", "is empty: name at least one skill, or no gap is ever closed by it");
    }
    let (weeks, hours) = (fields.whole("weeks"), fields.whole("hours_per_week"));
    let length =
        weeks.zip(hours).and_then(|(weeks, hours)| fields.checked("weeks", Length::new(weeks, hours)));
    let starts = starts(fields);
    let costs = costs(fields);
    let seats = fields.whole_if_there::<u16>("seats");
    if seats == Some(0) {
        fields.problem("seats", "must be at least 1; leave it out when it is not known");
    }
    let place = place(fields, lists);
    let certificate = fields.read_if_there("certificate");
    let name = name?;
    Some(Module {
        id: module_id_of(initiative, &name),
        initiative: id_of(initiative),
        name,
        teaches,
        length: length?,
        starts: starts?,
        costs: costs?,
        seats,
        place: place?,
        certificate,
    })
}

fn starts(fields: &mut Fields) -> Option<Starts> {
    let continuous = fields.flag("continuous");
    let days = fields.texts("starts_on");
    let days: BTreeSet<Date> =
        days.iter().filter_map(|day| fields.checked("starts_on", day.parse::<Date>())).collect();
    match (continuous, days.is_empty()) {
        (true, true) => Some(Starts::Continuous),
        (false, false) => Some(Starts::On(days)),
        _ => {
            fields.problem(
                "starts_on",
                "name the days that one can begin, or `continuous`: true, one of the two",
            );
            None
        }
    }
}

fn costs(fields: &mut Fields) -> Option<Costs> {
    let shares = fields.objects("costs", |inner| {
        let (payer, cents) = (inner.read::<Payer>("payer"), inner.whole::<i64>("cents"));
        Some((payer?, Money::from_cents(cents?)))
    });
    let count = shares.len();
    let shares: BTreeMap<Payer, Money> = shares.into_iter().collect();
    if shares.len() < count {
        fields.problem("costs", "one payer stands in it twice: add the two amounts");
    }
    fields.checked("costs", Costs::new(shares))
}

fn place(fields: &mut Fields, lists: &Lists) -> Option<Place> {
    if fields.flag("online") {
        return Some(Place::Online);
    }
    lists.municipality(fields, "gm").map(Place::In)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};
    use std::sync::Arc;
    use vocabulary::{Geography, Vocabulary};

    fn lists() -> Lists {
        Lists::new(Arc::new(Vocabulary::starter()), Arc::new(Geography::embedded()))
    }

    fn desk(lists: &Lists) -> Value {
        let skill = lists.vocabulary.skill_uri(lists.vocabulary.skills().next().unwrap());
        json!({
            "name": "Transferpunt Deltazorg", "sector": "care", "steps": ["intake", "training"],
            "regions": ["AM24"], "intake_name": "Loket Deltazorg", "intake_email": "loket@voorbeeld.nl",
            "modules": [{
                "name": "Basis van de zorg", "teaches": [{ "uri": skill.as_str(), "level": 2 }],
                "weeks": 6, "hours_per_week": 16, "starts_on": ["2027-01-11", "2027-04-05"],
                "costs": [{ "payer": "training-fund", "cents": 90_000 }, { "payer": "employer", "cents": 45_050 }],
                "seats": 12, "gm": "GM0687", "certificate": "Deelcertificaat basis"
            }]
        })
    }

    fn import(text: &str) -> (ImportReport, Vec<Initiative>, Vec<Module>) {
        let folder = tempfile::tempdir().unwrap();
        let storage = Storage::open(&folder.path().join("node.db")).unwrap();
        let (lists, sectors, now) = (lists(), Sectors::embedded(), Timestamp::UNIX_EPOCH);
        let again = |storage: &Storage| {
            import_initiative_records(storage, text, &lists, &sectors, "system", now).unwrap()
        };
        again(&storage);
        let report = again(&storage);
        let read = |connection: &rusqlite::Connection| {
            Ok::<_, StorageError>((initiatives::all(connection)?, modules::all(connection)?))
        };
        let (initiatives, modules) = storage.read_blocking(read).unwrap();
        (report, initiatives, modules)
    }

    #[test]
    fn hos_04_a_sector_desk_comes_in_with_its_intake_and_its_modules_and_twice_is_once() {
        let (report, initiatives, modules) = import(&desk(&lists()).to_string());
        assert_eq!((report.added, report.bad, initiatives.len(), modules.len()), (1, 0, 1, 1));
        let intake = initiatives[0].intake().unwrap();
        assert_eq!(intake.name.as_str(), "Loket Deltazorg");
        assert_eq!(intake.email.as_ref().unwrap().as_str(), "loket@voorbeeld.nl");
        assert!(initiatives[0].reach.serves(&RegionId::new("AM24").unwrap()));
        let module = &modules[0];
        assert_eq!((module.length.weeks(), module.seats), (6, Some(12)));
        assert_eq!(module.costs.total(), Money::from_cents(135_050));
        assert_eq!(module.teaches.len(), 1);
        assert!(matches!(&module.starts, Starts::On(days) if days.len() == 2));
        assert_eq!(module.initiative, initiatives[0].id);
    }

    #[test]
    fn each_wrong_field_of_a_module_is_named_and_nothing_is_stored() {
        let check = |field: &str, value: Value, expected: &str| {
            let mut line = desk(&lists());
            line["modules"][0][field] = value;
            let (report, initiatives, _) = import(&line.to_string());
            let shown = format!("{:?}", report.problems);
            assert!(report.bad == 1 && initiatives.is_empty() && shown.contains(expected), "{shown}");
        };
        check("weeks", json!(0), "weeks between 1 and 260");
        check("starts_on", json!([]), "or `continuous`");
        check(
            "costs",
            json!([{ "payer": "uwv", "cents": 5 }]),
            "one of employer, training-fund, subsidy, own",
        );
        check("teaches", json!([]), "at least one skill");
        check("gm", json!("GM9999"), "not in the list of municipalities");
        check("seats", json!(0), "at least 1");
        let mut line = desk(&lists());
        line["intake_name"] = Value::Null;
        assert!(format!("{:?}", import(&line.to_string()).0.problems).contains("name the desk"));
        assert_eq!(import(&desk(&lists()).to_string()).0.bad, 0, "the contrast: the line as it was");
    }
}
