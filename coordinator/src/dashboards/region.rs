//! One region: all its sectors and occupation groups, the tightest first.

use super::{
    error::{Fault, answer},
    figures::{self, Cell},
    frame, groups,
    session::Visit,
};
use crate::aggregation::Group;
use askama::Template;
use axum::{extract::Path, response::Response};
use service::web::{page::Page, respond};
use vocabulary::RegionId;

#[derive(Template)]
#[template(path = "region.html")]
struct RegionPage {
    page: Page,
    code: RegionId,
    summary: String,
    starting: bool,
    total: Option<Cell>,
    sectors: Vec<GroupFigure>,
    occupations: Vec<GroupFigure>,
    neighbours: Vec<(String, String)>,
    widest_sector: u64,
    widest_occupation: u64,
}

/// One group in a region.
struct GroupFigure {
    value: String,
    label: String,
    cell: Cell,
}

pub(super) async fn show(visit: Visit, Path(code): Path<String>) -> Response {
    let result = content(&visit, &code).await;
    answer(&visit, result)
}

async fn content(visit: &Visit, code: &str) -> Result<Response, Fault> {
    let who = visit.reader_of_figures()?;
    let code = RegionId::new(code).map_err(|_| Fault::NotFound)?;
    let geography = &visit.dashboards.inner.geography;
    let region = geography.region(&code).ok_or(Fault::NotFound)?;
    let shown = figures::shown(&visit.dashboards, None).await?;
    let mut page = frame::page(visit, who, "menu-map");
    page = page.titled(region.name.to_string());
    let back = page.say("menu-map");
    page = page.under("/", back);
    let everybody = page.say("group-all");
    let mut found = Vec::new();
    let mut total = None;
    for row in shown.table.of_region(&code) {
        let cell = figures::cell(&page, row, false);
        match &row.group {
            Group::All => total = Some(cell),
            Group::Isco(isco) if isco.level() > 2 => {}
            group => found.push((
                matches!(group, Group::Sector(_)),
                GroupFigure {
                    value: groups::value(group),
                    label: groups::label(group, &shown.sectors, page.locale(), &everybody),
                    cell,
                },
            )),
        }
    }
    found.sort_by(|(_, a), (_, b)| {
        let number = |figure: &GroupFigure| figure.cell.order.unwrap_or(f64::NEG_INFINITY);
        number(b).total_cmp(&number(a)).then_with(|| a.label.cmp(&b.label))
    });
    let (sectors, occupations): (Vec<_>, Vec<_>) = found.into_iter().partition(|(is_sector, _)| *is_sector);
    let [sectors, occupations] =
        [sectors, occupations].map(|list| list.into_iter().map(|(_, it)| it).collect::<Vec<_>>());
    let summary = shown.table.regions.get(&code);
    let neighbours = region
        .neighbours
        .iter()
        .filter_map(|it| geography.region(it))
        .map(|it| (format!("/regios/{}", it.code), it.name.to_string()))
        .collect();
    let widest =
        |list: &[GroupFigure]| list.iter().filter_map(|it| it.cell.bounds).map(|it| it.2).max().unwrap_or(1);
    let template = RegionPage {
        summary: match summary.and_then(|summary| summary.freshness.week()) {
            Some(week) => page.name("region-newest", week.to_string()),
            None => page.say("region-none"),
        },
        starting: summary.is_some_and(|summary| summary.warming_up && summary.weeks > 0),
        widest_sector: widest(&sectors),
        widest_occupation: widest(&occupations),
        page,
        code,
        total,
        sectors,
        occupations,
        neighbours,
    };
    Ok(respond::page(&template))
}
