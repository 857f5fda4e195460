//! What the regions delivered: per region and week which tables came in, and what is missing.

use super::{
    error::{Fault, answer},
    frame,
    network::at,
    session::Visit,
};
use crate::state::view::{CoordinatorView, DeliveryWeek, RegionView};
use askama::Template;
use axum::response::Response;
use jiff::Timestamp;
use protocol::latest::{RegionState, TableId};
use service::web::{components::Tag, page::Page, respond};
use std::collections::BTreeMap;
use vocabulary::{IsoWeek, RegionId};

/// How many weeks the page looks back.
const WEEKS_SHOWN: usize = 26;
/// How many receipts the page lists.
const RECEIPTS_SHOWN: usize = 24;
/// The tables that a region publishes every week.
pub(super) const WEEKLY: [TableId; 3] = [TableId::Total, TableId::UnitGroups, TableId::SubMajorGroups];

#[derive(Template)]
#[template(path = "deliveries.html")]
struct DeliveriesPage {
    page: Page,
    weeks: Vec<IsoWeek>,
    lines: Vec<RegionLine>,
    newest: Vec<Receipt>,
}

/// One region's row of weeks.
struct RegionLine {
    code: RegionId,
    name: String,
    received: usize,
    missing: usize,
    cells: Vec<Cell>,
}

/// One region and week.
struct Cell {
    sign: &'static str,
    class: &'static str,
    text: String,
}

/// One week as it came in, newest first.
struct Receipt {
    name: String,
    period: IsoWeek,
    tables: String,
    at: Timestamp,
    state: Tag,
}

pub(super) async fn show(visit: Visit) -> Response {
    let result = content(&visit).await;
    answer(&visit, result)
}

async fn content(visit: &Visit) -> Result<Response, Fault> {
    let who = visit.signed_in()?;
    let view = visit.dashboards.inner.source.view().await?;
    let page = frame::page(visit, Some(who), "deliveries-title");
    let above = page.say("network-title");
    let page = page.under("/netwerk", above);
    let weeks = weeks(page.now);
    let lines = view
        .regions
        .iter()
        .filter(|region| matches!(region.state, RegionState::Approved | RegionState::Suspended))
        .map(|region| line(&page, &view, region, &weeks))
        .collect();
    let newest = receipts(&page, &view);
    Ok(respond::page(&DeliveriesPage { page, weeks, lines, newest }))
}

/// The weeks that are over, oldest first.
fn weeks(now: Timestamp) -> Vec<IsoWeek> {
    let this_week = IsoWeek::of_timestamp(now);
    let mut week = IsoWeek::of_timestamp(
        now.checked_sub(jiff::SignedDuration::from_hours(
            24 * 7 * i64::try_from(WEEKS_SHOWN).unwrap_or(i64::MAX),
        ))
        .unwrap_or(now),
    );
    let mut weeks = Vec::new();
    while week < this_week {
        weeks.push(week);
        week = week.next();
    }
    weeks
}

fn line(page: &Page, view: &CoordinatorView, region: &RegionView, weeks: &[IsoWeek]) -> RegionLine {
    let delivered: BTreeMap<_, _> =
        view.deliveries.iter().filter(|it| it.region == region.region).map(|it| (it.period, it)).collect();
    let first = delivered.keys().next().copied();
    let mut line = RegionLine {
        code: region.region.clone(),
        name: region.name.clone(),
        received: 0,
        missing: 0,
        cells: Vec::new(),
    };
    for week in weeks {
        let cell = match delivered.get(week) {
            Some(delivery) if is_whole(delivery) => {
                line.received += 1;
                cell(page, week, "●", "good", "delivery-whole")
            }
            Some(_) => {
                line.missing += 1;
                cell(page, week, "◐", "waiting", "delivery-part")
            }
            // Before its first release a region owes nothing; after it, a week without one is missing for good.
            None if first.is_some_and(|first| first < *week) => {
                line.missing += 1;
                cell(page, week, "○", "late", "delivery-missing")
            }
            None => cell(page, week, "·", "plain", "delivery-before"),
        };
        line.cells.push(cell);
    }
    line
}

fn cell(page: &Page, week: &IsoWeek, sign: &'static str, class: &'static str, key: &str) -> Cell {
    Cell { sign, class, text: format!("{week}: {}", page.say(key)) }
}

fn is_whole(delivery: &DeliveryWeek) -> bool {
    WEEKLY.iter().all(|table| delivery.tables.contains_key(table))
}

fn receipts(page: &Page, view: &CoordinatorView) -> Vec<Receipt> {
    let mut found: Vec<_> = view
        .deliveries
        .iter()
        .filter_map(|delivery| {
            let last = delivery.tables.values().max()?;
            let named = view.regions.iter().find(|region| region.region == delivery.region);
            let tables: Vec<_> = delivery.tables.keys().map(|table| table_name(*table)).collect();
            let state = if is_whole(delivery) {
                Tag::good(page.say("delivery-whole"))
            } else {
                Tag::waiting(page.say("delivery-part"))
            };
            Some(Receipt {
                name: named.map_or_else(|| delivery.region.to_string(), |region| region.name.clone()),
                period: delivery.period,
                tables: tables.join(", "),
                at: at(*last),
                state,
            })
        })
        .collect();
    found.sort_by(|a, b| b.period.cmp(&a.period).then_with(|| a.name.cmp(&b.name)));
    found.truncate(RECEIPTS_SHOWN);
    found
}

/// The table as documents name it.
pub(super) const fn table_name(table: TableId) -> &'static str {
    match table {
        TableId::Total => "S0",
        TableId::UnitGroups => "S1",
        TableId::SubMajorGroups => "S1b",
    }
}
