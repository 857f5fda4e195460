//! The list of reports: what each tells, in a sentence. A reader sees those that the role may open.

use super::frame::framed;
use crate::web::{
    WebState,
    authorization::{check, rule},
    session::Session,
};
use askama::Template;
use axum::{extract::State, http::Method, response::Response};
use service::web::{
    page::{Page, PageRequest},
    respond,
};

/// Address, name and what it tells, by the keys of their words.
const REPORTS: [(&str, &str, &str); 7] = [
    ("/rapporten/ronde", "title-round", "report-round"),
    ("/rapporten/nooit-gevonden", "never-found", "report-never-found"),
    ("/rapporten/voorstellen", "title-proposal-report", "report-proposals"),
    ("/scholing", "title-training", "report-training"),
    ("/groepen", "nav-groups", "report-groups"),
    ("/over/matching", "title-about-matching", "report-matching"),
    ("/beheer/federatie", "report-federation-title", "report-federation"),
];

/// A report.
#[derive(Debug, Clone)]
pub struct ReportRow {
    /// Where it stands.
    pub href: &'static str,
    /// Its name.
    pub name: String,
    /// What it tells.
    pub tells: String,
}

/// The list of reports.
#[derive(Debug, Template)]
#[template(path = "reports.html")]
pub struct ReportsPage {
    /// The frame.
    pub page: Page,
    /// The reports.
    pub rows: Vec<ReportRow>,
}

/// The reports that the reader may open.
pub(super) async fn show(State(state): State<WebState>, request: PageRequest, session: Session) -> Response {
    let page = framed(&state, &request, &session, "nav-reports");
    let may_open =
        |href: &str| rule(&Method::GET, href).is_some_and(|access| check(access, Some(&session)).is_ok());
    respond::page(&filled(page, may_open))
}

/// The page with the reports for which `may_open` holds.
pub(super) fn filled(page: Page, may_open: impl Fn(&str) -> bool) -> ReportsPage {
    let open = REPORTS.into_iter().filter(|(href, ..)| may_open(href));
    let row = |(href, name, tells)| ReportRow { href, name: page.say(name), tells: page.say(tells) };
    ReportsPage { rows: open.map(row).collect(), page }
}
