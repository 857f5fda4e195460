//! Synthetic initiatives of one region with modules, as NDJSON that the import takes: a desk for care and a programme
//! for each of the other sectors that are drawn short.
//!
//! Made of the vocabulary alone, without chance. Weeks and costs are plausible, not anybody's: a beginners' module of
//! 8 weeks and a following one of 12, paid by training fund, employer and subsidy.

use crate::population::{SHORT, World, WorldOccupation};
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::path::Path;
use vocabulary::RegionId;

/// So many occupations of a sector have modules of their own.
const OCCUPATIONS: usize = 6;
/// So many skills one module teaches at the most.
const SKILLS: usize = 10;

/// Writes the initiatives of `region` to `path`. `municipalities` are those of the region, by code.
///
/// # Errors
/// When the file cannot be written, or there is no municipality.
pub fn write_initiatives(
    world: &World,
    region: &RegionId,
    municipalities: &[String],
    path: &Path,
) -> Result<()> {
    let place = municipalities.first().with_context(|| format!("{region} has no municipality"))?;
    let lines: Vec<String> =
        SHORT.iter().map(|sector| initiative(world, region, place, sector).to_string()).collect();
    std::fs::write(path, lines.join("\n") + "\n").with_context(|| format!("writing {}", path.display()))
}

fn initiative(world: &World, region: &RegionId, place: &str, sector: &str) -> Value {
    let occupations = world.occupations.iter().filter(|occupation| occupation.sector == sector);
    let modules: Vec<Value> =
        (0..).zip(occupations.take(OCCUPATIONS)).flat_map(|it| modules(it, place)).collect();
    let mut line = json!({
        "name": format!("Overstap naar {} {region}", in_dutch(sector)), "sector": sector,
        "steps": ["coaching", "training"], "regions": [region.as_str()], "modules": modules,
    });
    if sector == "care" {
        line["name"] = json!(format!("Transferpunt zorg en welzijn {region}"));
        line["steps"] = json!(["intake", "coaching", "training"]);
        line["intake_name"] = json!("Loket van het transferpunt");
        line["intake_email"] = json!(format!("transferpunt-{}@example.nl", region.as_str().to_lowercase()));
    }
    line
}

fn in_dutch(sector: &str) -> &'static str {
    match sector {
        "education" => "het onderwijs",
        "ict" => "ICT",
        "engineering" => "techniek",
        _ => "ander werk",
    }
}

/// The first half of what an occupation cannot do without, and the rest; the place decides where and when.
fn modules((number, occupation): (usize, &WorldOccupation), place: &str) -> Vec<Value> {
    let half = occupation.essential.len().div_ceil(2).min(SKILLS);
    let (first, rest) = occupation.essential.split_at(half);
    let taught = |skills: &[String], level: u8| -> Vec<Value> {
        skills.iter().take(SKILLS).map(|uri| json!({ "uri": uri, "level": level })).collect()
    };
    let mut basis = json!({
        "name": format!("{}: basis", occupation.title), "teaches": taught(first, 2),
        "weeks": 8, "hours_per_week": 16, "continuous": true, "online": true,
        "costs": [{ "payer": "training-fund", "cents": 90_000 }, { "payer": "employer", "cents": 45_000 }],
        "seats": 16, "certificate": "Deelcertificaat basis",
    });
    if number % 2 == 1 {
        basis["continuous"] = json!(false);
        basis["starts_on"] = json!(["2026-09-07", "2027-01-11", "2027-04-05", "2027-09-06"]);
        basis["online"] = json!(false);
        basis["gm"] = json!(place);
    }
    let next = json!({
        "name": format!("{}: vervolg", occupation.title), "teaches": taught(rest, 3),
        "weeks": 12, "hours_per_week": 20, "starts_on": ["2027-02-01", "2027-05-03", "2027-10-04"], "gm": place,
        "costs": [{ "payer": "employer", "cents": 120_000 }, { "payer": "subsidy", "cents": 180_000 }],
        "seats": 12, "certificate": "Vakcertificaat",
    });
    if rest.is_empty() { vec![basis] } else { vec![basis, next] }
}

#[cfg(test)]
mod tests {
    use super::*;
    use node::{
        storage::{Storage, modules},
        workflow::import::{Lists, initiative_records::import_initiative_records},
    };
    use std::sync::Arc;
    use vocabulary::{Geography, Sectors, Timestamp, Vocabulary};

    #[test]
    fn a_node_takes_every_initiative_and_each_short_sector_has_modules() {
        let folder = tempfile::tempdir().unwrap();
        let (vocabulary, sectors) = (Arc::new(Vocabulary::starter()), Sectors::embedded());
        let world = World::of(&vocabulary, &sectors);
        let (region, path) = (RegionId::new("AM24").unwrap(), folder.path().join("initiatives.ndjson"));
        write_initiatives(&world, &region, &["GM0664".to_owned()], &path).unwrap();
        let storage = Storage::open(&folder.path().join("node.db")).unwrap();
        let lists = Lists::new(vocabulary, Arc::new(Geography::embedded()));
        let text = std::fs::read_to_string(&path).unwrap();
        let now = Timestamp::UNIX_EPOCH;
        let report = import_initiative_records(&storage, &text, &lists, &sectors, "test", now).unwrap();
        assert_eq!((report.added, report.bad), (SHORT.len(), 0), "{:?}", report.problems);
        assert!(storage.read_blocking(modules::all).unwrap().len() >= 2 * SHORT.len());
    }
}
