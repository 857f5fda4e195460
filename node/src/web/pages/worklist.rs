//! The worklist: what to do today.

use super::{
    daily_round::news_of_worklist,
    frame::framed,
    labels::Labels,
    templates::WorklistPage,
    views::{StepCount, WorkColumn, WorkItem},
    words,
};
use crate::{
    storage::case_lists::{CaseLine, WorklistOf, WorklistPart},
    web::{WebState, error::WebError, session::Session},
    workflow::view_worklist::view_worklist,
};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use service::web::{
    page::{Page, PageRequest},
    respond,
};
use vocabulary::Purpose;

/// The worklist; who works with no people begins elsewhere.
pub(super) async fn show(
    State(state): State<WebState>,
    request: PageRequest,
    session: Session,
) -> Result<Response, WebError> {
    if !session.role.sees_people() {
        let start = if session.role.keeps_vacancies() { "/vacatures" } else { "/beheer/federatie" };
        return Ok(Redirect::to(start).into_response());
    }
    let page = framed(&state, &request, &session, "nav-worklist");
    let worklist =
        view_worklist(&state.context, &session.actor(), WorklistOf::Account(session.account)).await?;
    let labels = Labels::new(&state.context, request.locale);
    let mut columns = Vec::new();
    let mut upcoming = Vec::new();
    for (part, total, lines) in worklist.parts {
        let items = lines.iter().map(|line| item(&page, &labels, line));
        match heading(part) {
            Some((id, title, empty)) => columns.push(WorkColumn {
                id,
                title: page.say(title),
                empty: page.say(empty),
                total: usize::try_from(total).unwrap_or(usize::MAX),
                items: items.collect(),
                all_href: format!("/kandidaten?van=mij&deel={id}"),
            }),
            None => upcoming.extend(items),
        }
    }
    let steps = (1..=7).zip(worklist.per_step);
    let steps = steps
        .map(|(step, count)| StepCount { step, count: usize::try_from(count).unwrap_or(usize::MAX) })
        .collect();
    let news = news_of_worklist(&state, &page, &labels, &session).await?;
    Ok(respond::page(&WorklistPage { page, steps, columns, upcoming, news }))
}

/// The part with the name that an address gives it, and the key of its words.
pub(super) fn part_of(name: &str) -> Option<(WorklistPart, &'static str)> {
    let named = |part| heading(part).filter(|(id, _, _)| *id == name).map(|(_, title, _)| (part, title));
    WorklistPart::ALL.into_iter().find_map(named)
}

const fn heading(part: WorklistPart) -> Option<(&'static str, &'static str, &'static str)> {
    match part {
        WorklistPart::Overdue => Some(("late", "worklist-late", "worklist-late-empty")),
        WorklistPart::Today => Some(("today", "worklist-today", "worklist-today-empty")),
        WorklistPart::WaitingForOthers => Some(("waiting", "worklist-waiting", "worklist-waiting-empty")),
        WorklistPart::New => Some(("new", "worklist-new", "worklist-new-empty")),
        WorklistPart::Ahead => None,
    }
}

fn item(page: &Page, labels: &Labels<'_>, line: &CaseLine) -> WorkItem {
    let step = line.step.get();
    WorkItem {
        href: format!("/kandidaten/{}", line.candidate),
        name: line.name.reveal(Purpose::CaseWork).to_string(),
        from_work: labels.occupation_if_any(line.occupation.as_ref()),
        to_work: labels.occupation_if_any(line.wish.as_ref()),
        step,
        expectation: page.say(words::expectation(step)),
        due: line.due_on,
        // It is the reader's own worklist.
        owner: String::new(),
        waiting_on: line.offered_to.as_ref().map_or_else(String::new, |region| labels.region(region)),
    }
}
