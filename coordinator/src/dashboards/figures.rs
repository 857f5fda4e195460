//! The figures on show: the aggregation's table for one week, kept until the state changes, and one row of it in
//! the words and signs of a page.

use super::{Dashboards, error::Fault, source::Demand};
use crate::aggregation::{
    AggregationInput, Figure, Freshness, Group, OccupationGroups, ShortageRow, ShortageTable, TensionClass,
    Verdict, shortage_table,
};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use protocol::latest::{RegionState, ReleaseRecord};
use service::web::{components::Mark, page::Page};
use std::{
    borrow::Borrow,
    collections::BTreeSet,
    sync::{Arc, Mutex, PoisonError},
};
use vocabulary::{IsoWeek, RegionId, sectors::Sectors};

/// How many tables are kept: the newest week and a few that somebody looks back at.
const KEPT_TABLES: usize = 8;

/// The tables that were made, by what they were made of.
pub(super) struct Figures {
    sectors: Arc<Sectors>,
    kept: Mutex<Vec<(Made, Arc<Shown>)>>,
}

/// What a table was made of: the state, the week looked back at, and the week of now, since freshness changes by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Made {
    applied_index: u64,
    looked_back_at: Option<IsoWeek>,
    week_of_now: IsoWeek,
}

/// A table and what belongs with it.
#[derive(Debug)]
pub(super) struct Shown {
    pub(super) table: ShortageTable,
    /// The weeks of which there is any release, newest first.
    pub(super) weeks: Vec<IsoWeek>,
    /// The earlier week on show; then there is no demand, since vacancies are known as they are now.
    pub(super) looked_back_at: Option<IsoWeek>,
    /// The regions that take part, with or without a release.
    pub(super) members: BTreeSet<RegionId>,
    /// Vacancies that no figure counts.
    pub(super) unknown_occupation: u64,
    pub(super) sectors: Arc<Sectors>,
}

impl Figures {
    /// No tables yet, for this list of sectors.
    pub(super) fn new(sectors: Sectors) -> Self {
        Self { sectors: Arc::new(sectors), kept: Mutex::default() }
    }
}

/// The table of the newest week, or of an earlier one.
pub(super) async fn shown(dashboards: &Dashboards, wanted: Option<IsoWeek>) -> Result<Arc<Shown>, Fault> {
    let source = &dashboards.inner.source;
    let now = dashboards.now();
    let view = source.view().await?;
    let applied_index = view.applied_index;
    let made = Made { applied_index, looked_back_at: wanted, week_of_now: IsoWeek::of_timestamp(now) };
    let figures = &dashboards.inner.figures;
    let kept = || figures.kept.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, shown)) = kept().iter().find(|(it, _)| *it == made) {
        return Ok(Arc::clone(shown));
    }
    let takes_part = |state| matches!(state, RegionState::Approved | RegionState::Suspended);
    let members = view.regions.into_iter().filter(|it| takes_part(it.state)).map(|it| it.region).collect();
    let (releases, demand) = (source.releases().await?, source.demand().await?);
    let regions: Vec<_> =
        dashboards.inner.geography.regions().iter().map(|region| region.code.clone()).collect();
    let sectors = Arc::clone(&figures.sectors);
    let table = tokio::task::spawn_blocking(move || make(releases, &demand, &regions, sectors, wanted, now))
        .await
        .map_err(|problem| Fault::broken(&problem))??;
    let shown = Arc::new(Shown { members, ..table });
    let mut kept = kept();
    kept.retain(|(it, _)| it.applied_index == applied_index && *it != made);
    if kept.len() >= KEPT_TABLES {
        kept.remove(0);
    }
    kept.push((made, Arc::clone(&shown)));
    Ok(shown)
}

fn make(
    releases: Vec<ReleaseRecord>,
    demand: &Demand,
    regions: &[RegionId],
    sectors: Arc<Sectors>,
    wanted: Option<IsoWeek>,
    now: Timestamp,
) -> Result<Shown, Fault> {
    let weeks: BTreeSet<_> = releases.iter().map(|release| release.period).collect();
    let looked_back_at = wanted.filter(|week| weeks.last().is_some_and(|newest| week < newest));
    if wanted.is_some_and(|week| !weeks.contains(&week)) {
        return Err(Fault::NotFound);
    }
    let releases: Vec<_> = releases
        .into_iter()
        .filter(|release| looked_back_at.is_none_or(|week| release.period <= week))
        .collect();
    let groups = OccupationGroups::of_isco(&sectors);
    let input = AggregationInput {
        regions,
        releases: &releases,
        demand: &demand.by_unit_group,
        groups: &groups,
        now: looked_back_at.map_or(now, |week| end_of(week, now)),
    };
    let table = shortage_table(&input).map_err(|problem| Fault::broken(&problem))?;
    Ok(Shown {
        table,
        weeks: weeks.into_iter().rev().collect(),
        looked_back_at,
        members: BTreeSet::new(),
        unknown_occupation: demand.unknown_occupation,
        sectors,
    })
}

/// The last moment of a week.
fn end_of(week: IsoWeek, otherwise: Timestamp) -> Timestamp {
    let monday = week.next().monday().to_zoned_datetime(TimeZone::UTC).map(|at| at.timestamp());
    monday.ok().and_then(|at| at.checked_sub(SignedDuration::from_secs(1)).ok()).unwrap_or(otherwise)
}

/// One row of the table as a page shows it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cell {
    /// The class, as sign and colour.
    pub(super) mark: Mark,
    /// What stands in the tile.
    pub(super) value: String,
    /// The class in words, with the classes that are possible when it is uncertain.
    pub(super) words: String,
    /// The number to sort by: high is tight. None sorts last.
    pub(super) order: Option<f64>,
    /// The persons, rounded, or that they are uncertain.
    pub(super) supply: String,
    /// The interval of the persons; empty when it is not shown.
    pub(super) interval: String,
    /// The interval as a drawing, in parts of the widest one of the page.
    pub(super) bounds: Option<(u64, u64, u64)>,
    /// The open vacancies, or a dash in an earlier week.
    pub(super) vacancies: String,
    /// Where an uncertain figure is shown instead, as a group's address and its code.
    pub(super) instead: Option<(String, String)>,
    /// *Verouderd*, with its week; empty when the figure is of its period.
    pub(super) stale: String,
}

/// The row of a region and group, in words.
pub(super) fn cell(page: &Page, row: &ShortageRow, looked_back: bool) -> Cell {
    let (mark, words) = if looked_back { back_words(page, row) } else { verdict_words(page, row) };
    let tension = row.tension.filter(|_| !looked_back);
    let value = if looked_back { supply_value(page, row.supply) } else { tension_value(page, row, tension) };
    let (supply, interval, bounds) = match row.supply {
        Figure::Shown { value, low, high } => (
            page.number(value),
            format!("{}–{}", page.number(low), page.number(high)),
            Some((value, low, high)),
        ),
        Figure::Uncertain => (page.say("figure-uncertain"), String::new(), None),
        Figure::Missing => ("–".to_owned(), String::new(), None),
    };
    let stale = match row.freshness {
        Freshness::Stale { week } if !looked_back => page.name("figure-stale", week.to_string()),
        _ => String::new(),
    };
    let instead = row
        .shown_in
        .as_ref()
        .filter(|_| row.supply == Figure::Uncertain)
        .map(|code| (super::groups::value(&Group::Isco(code.clone())), code.to_string()));
    Cell {
        mark,
        value,
        words,
        order: if looked_back {
            supply_order(row.supply)
        } else {
            tension.or_else(|| class_order(row.verdict))
        },
        supply,
        interval,
        bounds,
        vacancies: if looked_back { "–".to_owned() } else { page.number(row.demand) },
        instead,
        stale,
    }
}

/// A region without any row, for instance one that takes no part.
pub(super) fn no_cell(page: &Page) -> Cell {
    Cell {
        mark: Mark::Missing,
        value: "–".to_owned(),
        words: page.say(Mark::Missing.word_key()),
        order: None,
        supply: "–".to_owned(),
        interval: String::new(),
        bounds: None,
        vacancies: "–".to_owned(),
        instead: None,
        stale: String::new(),
    }
}

/// Where a count lies on a drawing that is 200 wide, `widest` at its right end.
pub(super) fn part_of(count: impl Borrow<u64>, widest: impl Borrow<u64>) -> u64 {
    4 + count.borrow().saturating_mul(192) / (*widest.borrow()).max(1)
}

/// The sign of a class.
pub(super) const fn mark_of(class: TensionClass) -> Mark {
    match class {
        TensionClass::VeryTight => Mark::VeryShort,
        TensionClass::Tight => Mark::Short,
        TensionClass::Average => Mark::Even,
        TensionClass::Ample => Mark::Ample,
        TensionClass::VeryAmple => Mark::VeryAmple,
    }
}

fn verdict_words(page: &Page, row: &ShortageRow) -> (Mark, String) {
    if !row.freshness.is_current() {
        return (Mark::Missing, page.say(Mark::Missing.word_key()));
    }
    match row.verdict {
        Verdict::Certain(class) => (mark_of(class), page.say(mark_of(class).word_key())),
        Verdict::Uncertain { tightest, amplest } => {
            let word = |class| page.say(mark_of(class).word_key());
            let range = [("from", word(tightest).into()), ("to", word(amplest).into())];
            (Mark::Uncertain, page.say_with("figure-between", &range))
        }
        Verdict::NoFigures => (Mark::Missing, page.say(Mark::Missing.word_key())),
    }
}

fn back_words(page: &Page, row: &ShortageRow) -> (Mark, String) {
    match row.supply {
        Figure::Shown { .. } => (Mark::Even, page.say("figure-supply-only")),
        Figure::Uncertain => (Mark::Uncertain, page.say(Mark::Uncertain.word_key())),
        Figure::Missing => (Mark::Missing, page.say(Mark::Missing.word_key())),
    }
}

/// The tension, or what the class says of it where the supply is too small to divide by.
fn tension_value(page: &Page, row: &ShortageRow, tension: Option<f64>) -> String {
    let two = |number: f64| page.decimal(number, if number < 1.0 { 2 } else { 1 });
    if !row.freshness.is_current() {
        return "–".to_owned();
    }
    match (tension, row.verdict) {
        (Some(tension), Verdict::Certain(_) | Verdict::Uncertain { .. }) => two(tension),
        (None, Verdict::Certain(TensionClass::VeryTight)) => {
            format!("> {}", two(TensionClass::VERY_TIGHT_FROM))
        }
        (None, Verdict::Certain(TensionClass::VeryAmple)) => {
            format!("< {}", two(TensionClass::VERY_AMPLE_UP_TO))
        }
        (None, Verdict::Certain(_) | Verdict::Uncertain { .. }) => "?".to_owned(),
        (_, Verdict::NoFigures) => "–".to_owned(),
    }
}

fn supply_value(page: &Page, supply: Figure) -> String {
    match supply {
        Figure::Shown { value, .. } => page.number(value),
        Figure::Uncertain => "?".to_owned(),
        Figure::Missing => "–".to_owned(),
    }
}

fn class_order(verdict: Verdict) -> Option<f64> {
    let middle = |class| match class {
        TensionClass::VeryTight => TensionClass::VERY_TIGHT_FROM,
        TensionClass::Tight => TensionClass::TIGHT_FROM,
        TensionClass::Average => 1.0,
        TensionClass::Ample => TensionClass::AMPLE_UP_TO,
        TensionClass::VeryAmple => TensionClass::VERY_AMPLE_UP_TO,
    };
    match verdict {
        Verdict::Certain(class) => Some(middle(class)),
        Verdict::Uncertain { tightest, amplest } => Some(f64::midpoint(middle(tightest), middle(amplest))),
        Verdict::NoFigures => None,
    }
}

fn supply_order(supply: Figure) -> Option<f64> {
    #[expect(clippy::cast_precision_loss, reason = "counts of persons stay far below 2^53")]
    supply.value().map(|value| value as f64)
}
