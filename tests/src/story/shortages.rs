//! What the coordinator's table of shortage and surplus must show of the people that were drawn. No I/O.

use crate::{
    json::{text, whole},
    population,
};
use anyhow::{Result, ensure};
use serde_json::Value;
use vocabulary::{Language, Sectors};

/// What must be shown at least, and what may be wrong at most.
#[derive(Debug, Clone, Copy)]
pub(super) struct Demanded {
    /// Cells of the short sectors that are called a shortage.
    short: usize,
    /// Cells of the ample sectors that are called a surplus.
    ample: usize,
    /// Cells that are called the other way.
    wrong: usize,
}

impl Demanded {
    /// From so many people in a region on the noise is small beside the figures of whole sectors.
    const FULL_SIZE: usize = 20_000;
    /// From so many on it is small beside those in surplus.
    const A_TENTH: usize = 2_000;
    /// After so many weeks a region is no longer warming up.
    const FULL_WEEKS: usize = 26;

    /// Of three regions with all of the pilot's people after half a year: every surplus of the three ample sectors,
    /// two in three of the twelve shortages, and nothing the other way. With the noise of 24 seeds the coordinator
    /// called ten to twelve shortages, eleven and a half on average: fewer than eight would be no chance.
    const OF_THE_FULL_SIZE: Self = Self { short: 8, ample: 9, wrong: 0 };

    /// Of three regions with a tenth of these people after half a year: two in three of the surpluses, which are far
    /// larger than the noise; shortages of a handful of people may be uncertain.
    const OF_A_TENTH: Self = Self { short: 0, ample: 6, wrong: 4 };

    /// What must be shown of so many people in each region after so many weeks.
    pub(super) const fn of(people: usize, weeks: usize) -> Self {
        match (people, weeks) {
            (Self::FULL_SIZE.., Self::FULL_WEEKS..) => Self::OF_THE_FULL_SIZE,
            (Self::A_TENTH.., Self::FULL_WEEKS..) => Self::OF_A_TENTH,
            _ => Self::OF_A_SMALL_ONE,
        }
    }

    /// Beside few people the noise is large: nothing need be certain. Of 21 intervals that hold the truth nine times
    /// in ten, more than four lie wholly to one side of it once in three hundred plays, and more than eight once in three
    /// million: the programs draw their noise as they always do, and no play may fail by chance.
    const OF_A_SMALL_ONE: Self = Self { short: 0, ample: 0, wrong: 8 };
}

/// How many cells were called, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Tally {
    pub(super) short: usize,
    pub(super) ample: usize,
    pub(super) wrong: usize,
}

/// One cell as it is shown: of a region, of a sector.
#[derive(Debug, Clone)]
pub(super) struct Shown {
    region: String,
    sector: &'static str,
    side: Side,
    words: String,
}

/// What a row says for certain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Shortage,
    Surplus,
    /// Balanced, too uncertain to call, or too few to show.
    Open,
}

impl Shown {
    /// Reads a row of the coordinator's table, which was asked for a sector.
    ///
    /// # Errors
    /// When the summary behind it is not current, or its interval is none.
    pub(super) fn read(sector: &'static str, row: &Value) -> Result<Self> {
        ensure!(text(row, "/sector")? == sector, "a row of another sector than {sector} is shown: {row}");
        ensure!(text(row, "/freshness")? == "current", "a figure is not current: {row}");
        ensure!(whole(row, "/openVacancies")? >= 0, "a figure has fewer vacancies than none: {row}");
        if row["supply"].is_null() {
            ensure!(
                row["supplyUncertain"] == Value::Bool(true),
                "a figure is not shown without a word: {row}"
            );
        } else {
            let [low, value, high] =
                ["low", "value", "high"].map(|end| whole(row, &format!("/supply/{end}")));
            let (low, value, high) = (low?, value?, high?);
            ensure!(low <= value && value <= high, "an estimate lies outside its interval: {row}");
        }
        let class = |end: &str| row.pointer(end).and_then(Value::as_str).unwrap_or_default();
        let side = match (class("/class/tightest"), class("/class/amplest")) {
            (_, "tight" | "very-tight") => Side::Shortage,
            ("ample" | "very-ample", _) => Side::Surplus,
            _ => Side::Open,
        };
        Ok(Self { region: text(row, "/region")?, sector, side, words: row.to_string() })
    }

    fn is_drawn_short(&self) -> bool {
        population::SHORT.contains(&self.sector)
    }
}

/// Compares what is shown with how the people were drawn.
///
/// # Errors
/// When a cell is missing or there twice, or fewer cells are called than is demanded, or more the other way.
pub(super) fn judge(shown: &[Shown], regions: &[&str], demanded: Demanded) -> Result<Tally> {
    for region in regions {
        for sector in population::SHORT.into_iter().chain(population::AMPLE) {
            let count = shown.iter().filter(|it| it.region == *region && it.sector == sector).count();
            ensure!(count == 1, "{region}, {sector} is shown {count} times, not once");
        }
    }
    let mut tally = Tally::default();
    let mut wrong = Vec::new();
    for cell in shown {
        match (cell.side, cell.is_drawn_short()) {
            (Side::Open, _) => {}
            (Side::Shortage, true) => tally.short += 1,
            (Side::Surplus, false) => tally.ample += 1,
            (Side::Shortage, false) | (Side::Surplus, true) => wrong.push(cell.words.as_str()),
        }
    }
    tally.wrong = wrong.len();
    ensure!(
        tally.wrong <= demanded.wrong,
        "{} figures are shown the other way than they were drawn: {}",
        tally.wrong,
        wrong.join("; ")
    );
    ensure!(
        tally.short >= demanded.short && tally.ample >= demanded.ample,
        "{} shortages and {} surpluses are certain enough to be called, not {} and {}",
        tally.short,
        tally.ample,
        demanded.short,
        demanded.ample
    );
    Ok(tally)
}

/// A shortage or surplus with its interval, as a sentence.
///
/// # Errors
/// When the row names no region.
pub(super) fn sentence(sectors: &Sectors, sector: &str, row: &Value) -> Result<String> {
    let name = sectors.all().iter().find(|known| known.code.as_str() == sector);
    let name = name.map_or(sector, |known| known.name(Language::EN));
    let number = |pointer: &str| {
        row.pointer(pointer)
            .and_then(Value::as_i64)
            .map_or_else(|| "?".to_owned(), |number| number.to_string())
    };
    let class = |end: &str| row.pointer(end).and_then(Value::as_str).unwrap_or("not shown");
    let (tightest, amplest) = (class("/class/tightest"), class("/class/amplest"));
    let class = if tightest == amplest { tightest.to_owned() } else { format!("{tightest} to {amplest}") };
    Ok(format!(
        "{}, {name}: {} vacancies to {} people ({} to {}): {class}",
        text(row, "/region")?,
        number("/openVacancies"),
        number("/supply/value"),
        number("/supply/low"),
        number("/supply/high"),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const REGIONS: [&str; 3] = ["AM22", "AM24", "AM25"];

    fn row(region: &str, sector: &str, class: &str) -> Value {
        json!({
            "region": region, "sector": sector, "freshness": "current", "openVacancies": 90,
            "supply": { "value": 100, "low": 80, "high": 120 }, "supplyUncertain": false,
            "class": { "tightest": class, "amplest": class },
        })
    }

    /// All cells as they were drawn, but for those that `class` gives another class.
    fn shown(class: impl Fn(&str, &str) -> Option<&'static str>) -> Vec<Shown> {
        let mut all = Vec::new();
        for region in REGIONS {
            for (sectors, usual) in [(&population::SHORT[..], "tight"), (&population::AMPLE[..], "ample")] {
                for sector in sectors {
                    let row = row(region, sector, class(region, sector).unwrap_or(usual));
                    all.push(Shown::read(sector, &row).unwrap());
                }
            }
        }
        all
    }

    fn full(shown: &[Shown]) -> Result<Tally, String> {
        judge(shown, &REGIONS, Demanded::of(20_000, 26)).map_err(|error| error.to_string())
    }

    #[test]
    fn a_table_as_it_was_drawn_passes_and_one_that_shows_nothing_does_not() {
        assert_eq!(full(&shown(|_, _| None)), Ok(Tally { short: 12, ample: 9, wrong: 0 }));
        let nothing = full(&shown(|_, _| Some("balanced"))).unwrap_err();
        assert!(nothing.starts_with("0 shortages and 0 surpluses"), "{nothing}");
        let empty = judge(&[], &REGIONS, Demanded::of(100, 1)).unwrap_err().to_string();
        assert!(empty.contains("is shown 0 times"), "{empty}");
    }

    #[test]
    fn a_tenth_of_the_people_must_show_most_surpluses_and_fewer_people_or_weeks_need_not() {
        let nothing = shown(|_, _| Some("balanced"));
        let judged = |people, weeks| judge(&nothing, &REGIONS, Demanded::of(people, weeks)).is_ok();
        assert!(!judged(2_000, 26) && !judged(19_999, 52) && !judged(20_000, 26));
        assert!(judged(1_999, 26) && judged(2_000, 25) && judged(20_000, 25));
    }

    #[test]
    fn four_shortages_may_be_uncertain_and_no_surplus_may() {
        let without = |uncertain: &'static [(&str, &str)]| {
            shown(|region, sector| uncertain.contains(&(region, sector)).then_some("balanced"))
        };
        const FIVE: &[(&str, &str)] =
            &[("AM22", "care"), ("AM22", "ict"), ("AM24", "ict"), ("AM25", "ict"), ("AM25", "care")];
        assert!(full(&without(&FIVE[1..])).is_ok());
        assert!(full(&without(FIVE)).is_err());
        assert!(full(&without(&[("AM22", "trade")])).is_err());
    }

    #[test]
    fn a_cell_the_other_way_fails_at_full_size_the_fifth_at_a_tenth_and_the_ninth_at_any() {
        let turned = shown(|region, sector| (region == "AM22" && sector == "care").then_some("ample"));
        assert!(full(&turned).unwrap_err().contains("the other way"));
        let wrong = |count: usize, people: usize, weeks: usize| {
            let of_region = |region| population::SHORT.into_iter().map(move |sector| (region, sector));
            let cells: Vec<(&str, &str)> = REGIONS.into_iter().flat_map(of_region).take(count).collect();
            let shown = shown(|region, sector| cells.contains(&(region, sector)).then_some("ample"));
            judge(&shown, &REGIONS, Demanded::of(people, weeks)).map(|tally| tally.wrong).ok()
        };
        assert_eq!((wrong(4, 2_000, 26), wrong(5, 2_000, 26)), (Some(4), None));
        assert_eq!((wrong(8, 19_999, 25), wrong(9, 19_999, 25)), (Some(8), None));
    }

    #[test]
    fn a_row_that_is_stale_silent_or_outside_its_interval_is_no_row() {
        let check = |change: &dyn Fn(&mut Value), expected: &str| {
            let mut row = row("AM24", "care", "tight");
            change(&mut row);
            let refused = Shown::read("care", &row).unwrap_err().to_string();
            assert!(refused.contains(expected), "{refused}");
        };
        check(&|row| row["freshness"] = json!("stale"), "not current");
        check(&|row| row["supply"] = Value::Null, "without a word");
        check(&|row| row["supply"]["low"] = json!(110), "outside its interval");
        check(&|row| row["supply"]["high"] = json!(90), "outside its interval");
        check(&|row| row["sector"] = json!("trade"), "another sector");
        let mut uncertain = row("AM24", "care", "tight");
        uncertain["supply"] = Value::Null;
        uncertain["supplyUncertain"] = json!(true);
        assert!(Shown::read("care", &uncertain).is_ok());
    }
}
