use super::*;
use crate::aggregation::{OccupationGroups, RegionSummary, ShortageRow, Verdict};
use std::collections::BTreeMap;
use vocabulary::{IsoWeek, Sectors, Timestamp, isco};

fn region(number: u8) -> RegionId {
    RegionId::new(&format!("AM{number:02}")).unwrap()
}

fn table(of_regions: &[(u8, f64, f64, Freshness)]) -> ShortageTable {
    let as_of: Timestamp = "2026-11-25T12:00:00Z".parse().unwrap();
    let mut table = ShortageTable { as_of, regions: BTreeMap::new(), rows: Vec::new() };
    for (number, mean, deviation, freshness) in of_regions {
        let summary = RegionSummary { freshness: *freshness, weeks: 30, warming_up: false };
        table.regions.insert(region(*number), summary);
        for (code, scale) in [("22", 10.0), ("2221", 1.0)] {
            let estimate = Estimate { mean: mean * scale, deviation: *deviation };
            let uncertain = estimate.figure() == Figure::Uncertain;
            table.rows.push(ShortageRow {
                region: region(*number),
                group: Group::Isco(IscoCode::new(code).unwrap()),
                supply: estimate.figure(),
                estimate: Some(estimate),
                demand: 0,
                tension: None,
                verdict: Verdict::NoFigures,
                shown_in: uncertain.then(|| IscoCode::new("22").unwrap()),
                freshness: *freshness,
            });
        }
    }
    table
}

fn current() -> Freshness {
    Freshness::Current { week: "2026-W48".parse().unwrap() }
}

#[test]
fn regions_with_most_people_come_first_and_the_asking_region_is_not_named() {
    let nurses = IscoCode::new("2221").unwrap();
    let table = table(&[(1, 20.0, 2.0, current()), (2, 90.0, 5.0, current()), (3, 300.0, 9.0, current())]);
    let likely = likely_regions(&table, &nurses, &region(3), 5);
    let names: Vec<_> = likely.iter().map(|it| it.region.as_str()).collect();
    assert_eq!(names, ["AM02", "AM01"]);
    assert!(matches!(likely[0].supply, Figure::Shown { value: 90, .. }), "{likely:?}");
    assert_eq!(likely_regions(&table, &nurses, &region(9), 1)[0].region, region(3));
}

#[test]
fn an_uncertain_region_is_shown_in_a_coarser_group_and_a_stale_one_not_at_all() {
    let stale = Freshness::Stale { week: "2026-W40".parse::<IsoWeek>().unwrap() };
    let table = table(&[(1, 20.0, 15.0, current()), (2, 900.0, 5.0, stale)]);
    let likely = likely_regions(&table, &IscoCode::new("2221").unwrap(), &region(9), 5);
    assert_eq!(likely.len(), 1);
    assert_eq!(likely[0].shown_in, Some(IscoCode::new("22").unwrap()));
    assert!(matches!(likely[0].supply, Figure::Shown { value: 200, .. }), "{likely:?}");
}

#[test]
fn the_classification_has_the_cells_of_the_tables() {
    let groups = OccupationGroups::of_isco(&Sectors::embedded());
    assert_eq!((groups.unit_groups().len(), isco::sub_major_groups().len()), (436, 43));
}
