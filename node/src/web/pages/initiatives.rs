//! The initiatives that a node knows: what there is, for which sector and which steps.

use super::{
    frame::{framed, query_value},
    labels::Labels,
    templates::{InitiativeRow, InitiativesPage},
};
use crate::{
    domain::{case::step::StepNumber, initiative::Initiative, text::Line},
    storage,
    web::{WebState, error::WebError, session::Session},
};
use axum::{extract::State, response::Response};
use service::web::{
    form::Choice,
    page::{Page, PageRequest},
    respond,
};
use std::collections::BTreeSet;

/// The list.
pub(super) async fn show(
    State(state): State<WebState>,
    request: PageRequest,
    session: Session,
) -> Result<Response, WebError> {
    let sector = query_value(&request, "sector");
    let all = state.context.storage.read(storage::initiatives::all).await?;
    let labels = Labels::new(&state.context, request.locale);
    let known: BTreeSet<&str> = all.iter().map(|initiative| initiative.sector.as_str()).collect();
    let sectors = known.into_iter().map(|code| Choice::new(code, labels.sector(code))).collect();
    let shown = all.iter().filter(|initiative| sector.is_empty() || initiative.sector.as_str() == sector);
    let mut page = framed(&state, &request, &session, "nav-initiatives");
    let rows = shown.map(|initiative| row(&page, &labels, initiative)).collect();
    if !sector.is_empty() {
        page.print_note = page.name("print-filter", labels.sector(&sector));
    }
    Ok(respond::page(&InitiativesPage { page, rows, sector, sectors }))
}

fn row(page: &Page, labels: &Labels<'_>, initiative: &Initiative) -> InitiativeRow {
    InitiativeRow {
        name: initiative.name.to_string(),
        sector: labels.sector(initiative.sector.as_str()),
        steps: initiative.steps.iter().copied().map(StepNumber::get).collect(),
        source: match initiative.source.as_ref().map(Line::as_str) {
            Some("list") => page.say("source-national-list"),
            Some("case study") => page.say("source-case-study"),
            Some(source) => source.to_owned(),
            None => String::new(),
        },
    }
}
