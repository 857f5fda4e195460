//! Two or three people for a vacancy, or vacancies for a person, side by side: the same rows for each, and of each row
//! in words whether they differ.
//!
//! Who is chosen comes in a form, so that nobody's id stands in an address or a history.

use super::{
    compare_rows::{Cell, Column, Part, Row, parts},
    frame::framed,
    labels::Labels,
    match_groups::after_words,
    matches::vacancy_meta,
    receipt::ReceiptView,
    vacancy_file::find_vacancy,
};
use crate::{
    matching::pool::{Match, Query, Show},
    web::{
        WebState,
        api::body::id,
        error::WebError,
        session::{CheckedForm, Session},
    },
    workflow::{
        compare_matches::{Compared, FEWEST, MOST, compare_people, compare_vacancies},
        give_receipt::{receipt_for_candidate, receipt_for_vacancy},
        plan_learning::weeks_until_fit,
        view_candidate::view_names,
    },
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use service::web::{
    components::Tag,
    form::Typed,
    page::{Page, PageRequest},
    respond,
};
use std::collections::{BTreeMap, BTreeSet};
use vocabulary::{CandidateId, Purpose, VacancyId};

/// The ticks of the list.
const CHOSEN: &str = "kies";

/// The rules that every list of matches holds to.
const RULES: Query = Query { limit: MOST + 1, show: Show::Fitting };

/// Two or three side by side.
#[derive(Debug, Template)]
#[template(path = "compare.html")]
pub struct ComparePage {
    /// The frame.
    pub page: Page,
    /// The list that they were chosen from.
    pub back_href: String,
    /// Who or what; empty when too few or too many were ticked.
    pub columns: Vec<Column>,
    /// The rows.
    pub parts: Vec<Part>,
    /// What was applied.
    pub receipt: ReceiptView,
}

impl ComparePage {
    /// The cells of a row, each with its column.
    pub fn cells<'a>(&'a self, row: &'a Row) -> impl Iterator<Item = (&'a Column, &'a Cell)> {
        self.columns.iter().zip(&row.cells)
    }
}

/// Back to the list, for whoever comes to the address without a choice.
pub(super) async fn of_vacancy_list(Path(vacancy): Path<String>) -> Result<Response, WebError> {
    let vacancy: VacancyId = id(&vacancy)?;
    Ok(Redirect::to(&format!("/vacatures/{vacancy}/matches")).into_response())
}

/// Back to the list, for whoever comes to the address without a choice.
pub(super) async fn of_candidate_list(Path(candidate): Path<String>) -> Result<Response, WebError> {
    let candidate: CandidateId = id(&candidate)?;
    Ok(Redirect::to(&format!("/kandidaten/{candidate}/matches")).into_response())
}

/// People for a vacancy.
pub(super) async fn people(
    State(state): State<WebState>,
    request: PageRequest,
    Path(vacancy): Path<String>,
    form: CheckedForm,
) -> Result<Response, WebError> {
    let vacancy: VacancyId = id(&vacancy)?;
    let found = find_vacancy(&state, vacancy).await?;
    let (context, actor) = (&state.context, form.session.actor());
    let back_href = format!("/vacatures/{vacancy}/matches");
    let page = framed(&state, &request, &form.session, "nav-vacancies");
    let (crumb, title) = (page.title.clone(), page.name("compare-people", found.title()));
    let page = page
        .titled(title)
        .under("/vacatures", crumb)
        .under(format!("/vacatures/{vacancy}"), found.title())
        .under(back_href.clone(), page_name(&state, &request, &form.session));
    let Some(chosen) = chosen::<CandidateId>(&form.typed) else {
        return Ok(too_few_or_many(page, back_href));
    };
    let compared = compare_people(context, &actor, vacancy, chosen).await?;
    let ids = compared.iter().map(|it| it.of).collect();
    let lines = view_names(context, &actor, ids, Purpose::Matching).await?;
    let lines: BTreeMap<_, _> = lines.into_iter().map(|line| (line.id, line)).collect();
    let labels = Labels::new(context, request.locale);
    let column = |it: &Compared<CandidateId>| {
        let line = lines.get(&it.of)?;
        let mut meta = vec![labels.municipality(&line.municipality)];
        meta.extend(line.occupation.as_ref().map(|occupation| labels.occupation(occupation)));
        Some(Column {
            title: line.name.reveal(Purpose::Matching).to_string(),
            href: format!("/kandidaten/{}", it.of),
            meta,
        })
    };
    let (columns, compared): (Vec<Column>, Vec<Match>) =
        compared.iter().filter_map(|it| Some((column(it)?, matched(it.of, vacancy, it)))).unzip();
    let receipt = receipt_for_vacancy(context, &actor, vacancy, RULES, columns.len()).await?;
    let receipt = ReceiptView::new(&receipt, request.locale);
    shown(&state, page, back_href, columns, &compared, receipt).await
}

/// Vacancies for a person.
pub(super) async fn vacancies(
    State(state): State<WebState>,
    request: PageRequest,
    Path(candidate): Path<String>,
    form: CheckedForm,
) -> Result<Response, WebError> {
    let candidate: CandidateId = id(&candidate)?;
    let (context, actor) = (&state.context, form.session.actor());
    let names = view_names(context, &actor, vec![candidate], Purpose::Matching).await?;
    let name = names.first().ok_or_else(WebError::not_found)?.name.reveal(Purpose::Matching).to_string();
    let back_href = format!("/kandidaten/{candidate}/matches");
    let page = framed(&state, &request, &form.session, "nav-candidates");
    let (crumb, title) = (page.title.clone(), page.name("compare-vacancies", name.as_str()));
    let page = page
        .titled(title)
        .under("/kandidaten", crumb)
        .under(format!("/kandidaten/{candidate}"), name)
        .under(back_href.clone(), page_name(&state, &request, &form.session));
    let Some(chosen) = chosen::<VacancyId>(&form.typed) else {
        return Ok(too_few_or_many(page, back_href));
    };
    let compared = compare_vacancies(context, &actor, candidate, chosen).await?;
    let labels = Labels::new(context, request.locale);
    let (mut columns, mut matches) = (Vec::new(), Vec::new());
    for it in &compared {
        let vacancy = match find_vacancy(&state, it.of).await {
            Ok(vacancy) if vacancy.is_open() => vacancy,
            Ok(_) => continue,
            Err(error) if error.status == StatusCode::NOT_FOUND => continue,
            Err(error) => return Err(error),
        };
        let mut meta = vacancy_meta(&page, &labels, &vacancy);
        let other_region = vacancy.other_region(&labels);
        meta.extend((!other_region.is_empty()).then(|| page.name("in-region", other_region)));
        let (title, href) = (vacancy.title().to_owned(), format!("/vacatures/{}", it.of));
        columns.push(Column { title, href, meta });
        matches.push(matched(candidate, it.of, it));
    }
    let receipt = receipt_for_candidate(context, &actor, candidate, RULES, columns.len()).await?;
    let receipt = ReceiptView::new(&receipt, request.locale);
    shown(&state, page, back_href, columns, &matches, receipt).await
}

fn page_name(state: &WebState, request: &PageRequest, session: &Session) -> String {
    framed(state, request, session, "matches").title
}

/// Two or three different ones, or nothing.
fn chosen<T: std::str::FromStr + Ord>(typed: &Typed) -> Option<BTreeSet<T>> {
    let ticked = typed.get(CHOSEN)?;
    let chosen: BTreeSet<T> = ticked.iter().filter_map(|it| it.parse().ok()).collect();
    (FEWEST..=MOST).contains(&chosen.len()).then_some(chosen)
}

fn matched<T>(candidate: CandidateId, vacancy: VacancyId, it: &Compared<T>) -> Match {
    Match { candidate, vacancy, outside: false, explanation: it.explanation.clone() }
}

fn too_few_or_many(page: Page, back_href: String) -> Response {
    let (columns, parts, receipt) = (Vec::new(), Vec::new(), ReceiptView::default());
    respond::html(StatusCode::BAD_REQUEST, &ComparePage { page, back_href, columns, parts, receipt })
}

async fn shown(
    state: &WebState,
    page: Page,
    back_href: String,
    columns: Vec<Column>,
    compared: &[Match],
    receipt: ReceiptView,
) -> Result<Response, WebError> {
    let weeks = weeks_until_fit(&state.context, compared).await?;
    let after = |one: &Match| after_words(&page, weeks.get(&(one.candidate, one.vacancy)));
    let labels = Labels::new(&state.context, page.locale());
    let parts = parts(&page, &labels, compared, after);
    Ok(respond::page(&ComparePage { page, back_href, columns, parts, receipt }))
}
