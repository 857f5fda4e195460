//! All candidates of the region: search, filters, table.

use super::{
    frame::{framed, query_value},
    labels::Labels,
    templates::{CandidatesPage, Pager},
    views::CandidateRow,
    words,
};
use crate::{
    domain::case::step::StepNumber,
    storage::{
        self, StorageError,
        candidates::CandidateLine,
        cases::{CaseLine, Standing, WorklistOf},
    },
    web::{WebState, error::WebError, session::Session},
    workflow::{
        find_candidates::{MOST_FOUND, PeopleQuery, find_people},
        view_cases::view_cases,
    },
};
use axum::{extract::State, response::Response};
use service::web::{
    form::encoded,
    page::{Page, PageRequest},
    respond,
};
use std::collections::BTreeMap;
use vocabulary::{AccountId, CandidateId, Purpose};

/// The list.
pub(super) async fn show(
    State(state): State<WebState>,
    request: PageRequest,
    session: Session,
) -> Result<Response, WebError> {
    let query = query_value(&request, "q");
    let step = query_value(&request, "stap");
    let only_mine = query_value(&request, "van") == "mij";
    let number = step.parse().ok().and_then(StepNumber::from_number);
    let labels = Labels::new(&state.context, request.locale);
    let mut page = framed(&state, &request, &session, "nav-candidates");
    page.print_note = filter_note(&page, &query, number, only_mine);
    let by_case = number.is_some() || only_mine;
    let (rows, pager) = if query.trim().is_empty() && by_case {
        let of = if only_mine { WorklistOf::Account(session.account) } else { WorklistOf::Everybody };
        let from = query_value(&request, "vanaf").parse().unwrap_or(0);
        let (total, lines) =
            view_cases(&state.context, &session.actor(), of, number, from, MOST_FOUND).await?;
        let address =
            format!("/kandidaten?stap={}&van={}", encoded(&step), if only_mine { "mij" } else { "" });
        let pager = part(from, lines.len(), total, &address);
        (lines.iter().map(|line| row_of_case(&labels, line)).collect(), pager)
    } else {
        let after: Option<CandidateId> = query_value(&request, "na").parse().ok();
        let from = query_value(&request, "vanaf").parse().unwrap_or(0);
        let owner = only_mine.then_some(session.account);
        let people = PeopleQuery { name: query.clone(), step: number, owner, after };
        let people = find_people(&state.context, &session.actor(), people, MOST_FOUND).await?;
        let names = owner_names(&state).await?;
        let last = people.shown.last().map(|(line, _)| line.id);
        let shown: Vec<_> = people
            .shown
            .iter()
            .map(|(line, standing)| row(&labels, line, standing.as_ref(), &names))
            .collect();
        let pager = if query.trim().is_empty() {
            let mut pager = part(from, shown.len(), people.total, "/kandidaten?");
            pager.previous = if from > 0 { "/kandidaten".to_owned() } else { String::new() };
            if let (false, Some(last)) = (pager.next.is_empty(), last) {
                pager.next = format!("/kandidaten?vanaf={}&na={last}", from + shown.len());
            }
            pager
        } else {
            // The names most like the wanted one have no next part: a longer name finds the others.
            Pager { next: String::new(), ..part(0, shown.len(), people.total, "/kandidaten?") }
        };
        (shown, pager)
    };
    let has_more_names = !query.trim().is_empty() && pager.total > rows.len();
    Ok(respond::page(&CandidatesPage { page, query, step, only_mine, rows, pager, has_more_names }))
}

/// The filter in force, for a printed copy; nothing when all are shown.
fn filter_note(page: &Page, query: &str, step: Option<StepNumber>, only_mine: bool) -> String {
    let mut parts = Vec::new();
    if !query.trim().is_empty() {
        parts.push(query.trim().to_owned());
    }
    parts.extend(step.map(|step| format!("{}. {}", step.get(), page.say(words::step(step.get())))));
    if only_mine {
        parts.push(page.say("whose-mine"));
    }
    if parts.is_empty() { String::new() } else { page.name("print-filter", parts.join(", ")) }
}

fn part(from: usize, shown: usize, total: u64, address: &str) -> Pager {
    let total = usize::try_from(total).unwrap_or(usize::MAX);
    let last = from + shown;
    Pager {
        total,
        first: from + 1,
        last,
        previous: if from > 0 {
            format!("{address}&vanaf={}", from.saturating_sub(MOST_FOUND))
        } else {
            String::new()
        },
        next: if last < total { format!("{address}&vanaf={last}") } else { String::new() },
    }
}

fn row(
    labels: &Labels<'_>,
    line: &CandidateLine,
    standing: Option<&Standing>,
    names: &BTreeMap<AccountId, String>,
) -> CandidateRow {
    CandidateRow {
        href: format!("/kandidaten/{}", line.id),
        name: line.name.reveal(Purpose::CaseWork).to_string(),
        municipality: labels.municipality(&line.municipality),
        occupation: labels.occupation_if_any(line.occupation.as_ref()),
        wish: labels.occupation_if_any(line.wish.as_ref()),
        step: standing.map(|standing| standing.step.get()),
        due: standing.map(|standing| standing.due_on),
        owner: standing.and_then(|standing| names.get(&standing.owner)).cloned().unwrap_or_default(),
    }
}

fn row_of_case(labels: &Labels<'_>, line: &CaseLine) -> CandidateRow {
    CandidateRow {
        href: format!("/kandidaten/{}", line.candidate),
        name: line.name.reveal(Purpose::CaseWork).to_string(),
        municipality: labels.municipality(&line.municipality),
        occupation: labels.occupation_if_any(line.occupation.as_ref()),
        wish: labels.occupation_if_any(line.wish.as_ref()),
        step: Some(line.step.get()),
        due: Some(line.due_on),
        owner: line.owner_name.to_string(),
    }
}

/// The names of the accounts of this node.
pub(super) async fn owner_names(state: &WebState) -> Result<BTreeMap<AccountId, String>, StorageError> {
    let all = state.context.storage.read(storage::accounts::all).await?;
    Ok(all.into_iter().map(|account| (account.id, account.name.to_string())).collect())
}
