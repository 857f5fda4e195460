//! The shortage map: tiles per region beside the same figures as a table, and as CSV.

use super::{
    error::{Fault, answer},
    figures::{self, Cell, Shown},
    frame,
    groups::{self, GroupChoices},
    session::{SignedIn, Visit},
};
use crate::aggregation::{Figure, Freshness, Group, ShortageRow, TensionClass, Verdict};
use askama::Template;
use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use service::web::{
    components::Mark,
    page::{Page, Tone},
    respond,
};
use std::{collections::BTreeMap, sync::Arc};
use vocabulary::{IsoWeek, RegionId};

#[derive(Template)]
#[template(path = "map.html")]
struct MapPage {
    page: Page,
    groups: GroupChoices,
    weeks: Vec<WeekChoice>,
    csv: String,
    caption: String,
    looked_back: bool,
    tiles: Vec<RegionFigure>,
    rows: Vec<RegionFigure>,
    others: usize,
    legend: Vec<(Mark, String)>,
    order: Order,
    sort_base: String,
    unknown_occupation: u64,
    widest: u64,
}

/// One region on the map and in the table.
#[derive(Debug, Clone)]
struct RegionFigure {
    code: RegionId,
    name: String,
    tile: String,
    place: String,
    cell: Cell,
    starting: bool,
    takes_part: bool,
    vacancies: u32,
}

struct WeekChoice {
    value: String,
    label: String,
    chosen: bool,
}

/// By what the table is ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    Tension,
    Region,
    Vacancies,
}

impl Order {
    fn of(text: Option<&str>) -> Self {
        match text {
            Some("regio") => Self::Region,
            Some("vacatures") => Self::Vacancies,
            _ => Self::Tension,
        }
    }

    /// The `aria-sort` of a column.
    fn sorted(self, column: Self) -> &'static str {
        match (self == column, column) {
            (false, _) => "none",
            (true, Self::Region) => "ascending",
            (true, Self::Tension | Self::Vacancies) => "descending",
        }
    }
}

/// The group and week that somebody asks for.
struct Asked {
    group: Group,
    shown: Arc<Shown>,
}

pub(super) async fn show(visit: Visit) -> Response {
    let result = content(&visit).await;
    answer(&visit, result)
}

pub(super) async fn csv(visit: Visit) -> Response {
    let result = csv_content(&visit).await;
    answer(&visit, result)
}

async fn content(visit: &Visit) -> Result<Response, Fault> {
    let who = visit.reader_of_figures()?;
    let asked = asked(visit).await?;
    let order = Order::of(visit.query("volgorde").as_deref());
    Ok(respond::page(&map_page(visit, who, &asked, order)))
}

async fn asked(visit: &Visit) -> Result<Asked, Fault> {
    let wanted = match visit.query("week") {
        Some(text) => Some(text.parse::<IsoWeek>().map_err(|problem| Fault::Malformed(problem.to_string()))?),
        None => None,
    };
    let shown = figures::shown(&visit.dashboards, wanted).await?;
    // The four shortage sectors of the start are what the network is for; care is the first of them.
    let asked = visit.query("groep").unwrap_or_else(|| "sector-care".to_owned());
    let group = groups::parse(&asked, &shown.sectors).ok_or(Fault::NotFound)?;
    Ok(Asked { group, shown })
}

fn map_page(visit: &Visit, who: Option<&SignedIn>, asked: &Asked, order: Order) -> MapPage {
    let mut page = frame::page(visit, who, "menu-map");
    let Asked { group, shown } = asked;
    let everybody = page.say("group-all");
    let label = groups::label(group, &shown.sectors, page.locale(), &everybody);
    let looked_back = shown.looked_back_at.is_some();
    page.title = page.name(if looked_back { "map-title-supply" } else { "map-title" }, label.as_str());
    page.print_note.clone_from(&label);
    let tiles = region_figures(visit, &page, group, shown);
    page = with_notices(page, shown, &tiles);
    let rows = ordered(&tiles, order);
    let group_value = groups::value(group);
    let week_value = shown.looked_back_at.map_or_else(String::new, |week| format!("&week={week}"));
    MapPage {
        groups: groups::choices(group, &shown.sectors, page.locale(), &everybody),
        weeks: week_choices(&page, shown),
        csv: format!("/spanning.csv?groep={group_value}{week_value}"),
        caption: caption(&page, shown),
        looked_back,
        others: tiles.iter().filter(|tile| !tile.takes_part).count(),
        widest: tiles.iter().filter_map(|tile| tile.cell.bounds).map(|(_, _, high)| high).max().unwrap_or(1),
        rows,
        tiles,
        legend: legend(&page, looked_back),
        order,
        sort_base: format!("/?groep={group_value}{week_value}"),
        unknown_occupation: shown.unknown_occupation,
        page,
    }
}

fn region_figures(visit: &Visit, page: &Page, group: &Group, shown: &Shown) -> Vec<RegionFigure> {
    let rows: BTreeMap<_, _> = shown.table.of_group(group).map(|row| (&row.region, row)).collect();
    let geography = &visit.dashboards.inner.geography;
    let mut found = Vec::new();
    for region in geography.regions() {
        let row: Option<&ShortageRow> = rows.get(&region.code).copied();
        let summary = shown.table.regions.get(&region.code);
        let takes_part = shown.members.contains(&region.code)
            || summary.is_some_and(|summary| summary.freshness != Freshness::Missing);
        found.push(RegionFigure {
            code: region.code.clone(),
            name: region.name.to_string(),
            tile: region.tile.code.to_string(),
            place: format!("c{} r{}", region.tile.column + 1, region.tile.row + 1),
            cell: row.filter(|_| takes_part).map_or_else(
                || figures::no_cell(page),
                |row| figures::cell(page, row, shown.looked_back_at.is_some()),
            ),
            starting: summary.is_some_and(|summary| summary.warming_up && summary.weeks > 0),
            takes_part,
            vacancies: row.map_or(0, |row| row.demand),
        });
    }
    found
}

/// The regions that take part, in the order asked for; those without a figure last.
fn ordered(tiles: &[RegionFigure], order: Order) -> Vec<RegionFigure> {
    let mut rows: Vec<_> = tiles.iter().filter(|tile| tile.takes_part).cloned().collect();
    rows.sort_by(|a, b| a.name.cmp(&b.name));
    match order {
        Order::Region => {}
        Order::Tension => rows.sort_by(|a, b| {
            let number = |row: &RegionFigure| row.cell.order.unwrap_or(f64::NEG_INFINITY);
            number(b).total_cmp(&number(a))
        }),
        Order::Vacancies => rows.sort_by_key(|row| std::cmp::Reverse(row.vacancies)),
    }
    rows
}

fn with_notices(page: Page, shown: &Shown, tiles: &[RegionFigure]) -> Page {
    let mut page = page;
    if let Some(week) = shown.looked_back_at {
        let text = page.name("map-looking-back", week.to_string());
        page = page.with_notice(Tone::Info, text);
    }
    let stale: Vec<_> =
        tiles.iter().filter(|tile| !tile.cell.stale.is_empty()).map(|tile| tile.name.as_str()).collect();
    if !stale.is_empty() {
        let text = page.name("map-stale", stale.join(", "));
        page = page.with_notice(Tone::Warning, text);
    }
    page
}

fn caption(page: &Page, shown: &Shown) -> String {
    match shown.looked_back_at.or_else(|| shown.weeks.first().copied()) {
        Some(week) => page.name("map-caption", week_label(page, week)),
        None => page.say("map-caption-empty"),
    }
}

fn week_label(page: &Page, week: IsoWeek) -> String {
    let iso = week.to_string();
    let (year, number) = iso.split_once("-W").unwrap_or((&iso, ""));
    let values = [
        ("week", number.trim_start_matches('0').to_owned().into()),
        ("year", year.to_owned().into()),
        ("day", page.date(week.monday()).into()),
    ];
    page.say_with("week-label", &values)
}

fn week_choices(page: &Page, shown: &Shown) -> Vec<WeekChoice> {
    shown
        .weeks
        .iter()
        .enumerate()
        .map(|(index, week)| WeekChoice {
            value: if index == 0 { String::new() } else { week.to_string() },
            label: week_label(page, *week),
            chosen: shown.looked_back_at.map_or(index == 0, |it| it == *week),
        })
        .collect()
}

fn legend(page: &Page, looked_back: bool) -> Vec<(Mark, String)> {
    if looked_back {
        return vec![
            (Mark::Even, page.say("legend-supply")),
            (Mark::Uncertain, page.say("legend-supply-uncertain")),
            (Mark::Missing, page.say("legend-missing")),
        ];
    }
    let two = |number: f64| page.decimal(number, if number < 1.0 { 2 } else { 1 });
    let [very_tight, tight] = [TensionClass::VERY_TIGHT_FROM, TensionClass::TIGHT_FROM].map(two);
    let [ample, very_ample] = [TensionClass::AMPLE_UP_TO, TensionClass::VERY_AMPLE_UP_TO].map(two);
    Mark::ALL
        .into_iter()
        .map(|mark| {
            let word = page.say(mark.word_key());
            let text = match mark {
                Mark::VeryShort => format!("{word} (≥ {very_tight})"),
                Mark::Short => format!("{word} ({tight}–{very_tight})"),
                Mark::Even => format!("{word} ({ample}–{tight})"),
                Mark::Ample => format!("{word} ({very_ample}–{ample})"),
                Mark::VeryAmple => format!("{word} (≤ {very_ample})"),
                Mark::Uncertain => page.say("legend-uncertain"),
                Mark::Missing => page.say("legend-missing"),
            };
            (mark, text)
        })
        .collect()
}

async fn csv_content(visit: &Visit) -> Result<Response, Fault> {
    visit.reader_of_figures()?;
    let Asked { group, shown } = asked(visit).await?;
    let looked_back = shown.looked_back_at.is_some();
    let mut text = String::from(
        "region,region_name,group,week,supply,supply_low,supply_high,vacancies,tension,class,freshness\r\n",
    );
    for row in shown.table.of_group(&group) {
        let region = visit.dashboards.inner.geography.region(&row.region);
        let fields = [
            row.region.to_string(),
            region.map_or_else(String::new, |region| region.name.to_string()),
            groups::value(&group),
            row.freshness.week().map_or_else(String::new, |week| week.to_string()),
            figure_field(row.supply, |value, _, _| value),
            figure_field(row.supply, |_, low, _| low),
            figure_field(row.supply, |_, _, high| high),
            if looked_back { String::new() } else { row.demand.to_string() },
            row.tension.filter(|_| !looked_back).map_or_else(String::new, |tension| format!("{tension:.2}")),
            if looked_back { String::new() } else { class_field(row) },
            freshness_name(row.freshness).to_owned(),
        ];
        let line: Vec<_> = fields.iter().map(|field| csv_field(field)).collect();
        text.push_str(&line.join(","));
        text.push_str("\r\n");
    }
    let name = format!("attachment; filename=\"spanning-{}.csv\"", groups::value(&group));
    let headers =
        [(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, text).into_response())
}

fn figure_field(figure: Figure, pick: impl Fn(u64, u64, u64) -> u64) -> String {
    match figure {
        Figure::Shown { value, low, high } => pick(value, low, high).to_string(),
        Figure::Uncertain => "uncertain".to_owned(),
        Figure::Missing => String::new(),
    }
}

/// The class as the API and exports write it.
pub(super) const fn class_name(class: TensionClass) -> &'static str {
    match class {
        TensionClass::VeryTight => "very-tight",
        TensionClass::Tight => "tight",
        TensionClass::Average => "balanced",
        TensionClass::Ample => "ample",
        TensionClass::VeryAmple => "very-ample",
    }
}

/// The freshness as the API and exports write it.
pub(super) const fn freshness_name(freshness: Freshness) -> &'static str {
    match freshness {
        Freshness::Current { .. } => "current",
        Freshness::Stale { .. } => "stale",
        Freshness::Missing => "missing",
    }
}

fn class_field(row: &ShortageRow) -> String {
    match row.verdict {
        Verdict::Certain(class) => class_name(class).to_owned(),
        Verdict::Uncertain { tightest, amplest } => {
            format!("uncertain: {} to {}", class_name(tightest), class_name(amplest))
        }
        Verdict::NoFigures => String::new(),
    }
}

/// A field that no spreadsheet takes for a formula.
fn csv_field(text: &str) -> String {
    let guarded =
        if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() };
    if guarded.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", guarded.replace('"', "\"\""))
    } else {
        guarded
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_field_of_an_export_is_a_formula_and_commas_stay_inside() {
        for (text, expected) in [
            ("Zeeland", "Zeeland"),
            ("=1+1", "'=1+1"),
            ("-5", "'-5"),
            ("a,b", "\"a,b\""),
            ("say \"x\"", "\"say \"\"x\"\"\""),
        ] {
            assert_eq!(csv_field(text), expected);
        }
    }
}
