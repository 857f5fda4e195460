//! All candidates of the region: search, filters, table.
//!
//! **Invariant:** a name that is searched for stands in no address: it comes with a form and goes onto the page.

use super::{
    frame::{framed, from_row, query_value},
    labels::Labels,
    templates::{CandidatesPage, Pager},
    views::CandidateRow,
    words,
    worklist::part_of,
};
use crate::{
    domain::{candidate::EducationGroup, case::step::StepNumber},
    storage::{
        self, StorageError,
        candidate_list::{CandidateLine, ListFilter},
        case_lists::{CaseLine, Standing, WorklistOf, WorklistPart},
    },
    web::{
        WebState,
        error::WebError,
        searching::readable,
        session::{CheckedForm, Session},
    },
    workflow::{
        find_candidates::{MOST_FOUND, PeopleQuery, find_people},
        view_cases::view_cases,
        view_worklist::view_worklist_part,
    },
};
use axum::{
    extract::State,
    http::Uri,
    response::{IntoResponse, Redirect, Response},
};
use service::web::{
    form::{encoded, first},
    page::{Page, PageRequest},
    respond,
};
use std::collections::BTreeMap;
use vocabulary::{AccountId, CandidateId, Purpose};

/// What narrows the list. The name is typed into a form and stands in no address.
struct Wanted {
    name: String,
    step: String,
    only_mine: bool,
    education: Option<EducationGroup>,
    /// A column of the worklist; goes without name and step.
    part: Option<WorklistPart>,
}

impl Wanted {
    fn number(&self) -> Option<StepNumber> {
        self.step.parse().ok().and_then(StepNumber::from_number)
    }

    fn filter(&self, session: &Session) -> ListFilter {
        let owner = self.only_mine.then_some(session.account);
        ListFilter { step: self.number(), owner, education: self.education }
    }

    /// The address of the list with its filters, without the name.
    fn address(&self) -> String {
        let van = if self.only_mine { "mij" } else { "" };
        let education = self.education.map_or_else(String::new, |it| format!("&opleiding={}", it.name()));
        format!("/kandidaten?stap={}&van={van}{education}", encoded(&self.step))
    }
}

/// The list, by step and owner.
pub(super) async fn show(
    State(state): State<WebState>,
    request: PageRequest,
    session: Session,
) -> Result<Response, WebError> {
    let wanted = Wanted {
        name: String::new(),
        step: query_value(&request, "stap"),
        only_mine: query_value(&request, "van") == "mij",
        education: query_value(&request, "opleiding").parse().ok(),
        part: part_of(&query_value(&request, "deel")).map(|(part, _)| part),
    };
    list(&state, &request, &session, wanted).await
}

/// The address of a search that is opened without its form, as after switching the language: the whole list.
pub(super) async fn show_search() -> Response {
    Redirect::to("/kandidaten").into_response()
}

/// The people whose name is like the one that was sent, by step and owner.
pub(super) async fn search(
    State(state): State<WebState>,
    request: PageRequest,
    form: CheckedForm,
) -> Result<Response, WebError> {
    let wanted = Wanted {
        name: readable("q", first(&form.typed, "q").trim().to_owned())?,
        step: first(&form.typed, "stap").to_owned(),
        only_mine: first(&form.typed, "van") == "mij",
        education: first(&form.typed, "opleiding").parse().ok(),
        part: None,
    };
    if wanted.name.is_empty() {
        return Ok(Redirect::to(&wanted.address()).into_response());
    }
    // The page's own links lead to the list with the same filters.
    let uri = wanted.address().parse().unwrap_or_else(|_| Uri::from_static("/kandidaten"));
    list(&state, &PageRequest { uri, ..request }, &form.session, wanted).await
}

async fn list(
    state: &WebState,
    request: &PageRequest,
    session: &Session,
    wanted: Wanted,
) -> Result<Response, WebError> {
    let number = wanted.number();
    let labels = Labels::new(&state.context, request.locale);
    let mut page = framed(state, request, session, "nav-candidates");
    let column = part_of(&query_value(request, "deel")).filter(|_| wanted.part.is_some());
    let column = column.map_or_else(String::new, |(_, title)| page.say(title));
    page.print_note = filter_note(&page, &wanted, &column);
    if let Some(search) = &mut page.search {
        search.query.clone_from(&wanted.name);
    }
    let (rows, pager) = if !wanted.name.is_empty() {
        by_name(state, &labels, session, &wanted).await?
    } else if let Some(part) = wanted.part {
        by_part(state, &labels, request, session, part).await?
    } else if wanted.education.is_some() {
        everybody(state, &labels, request, session, &wanted).await?
    } else if number.is_some() || wanted.only_mine {
        by_case(state, &labels, request, session, &wanted).await?
    } else {
        everybody(state, &labels, request, session, &wanted).await?
    };
    let Wanted { name: query, step, only_mine, education, part: _ } = wanted;
    let education = education.map_or("", EducationGroup::name);
    let has_more_names = !query.is_empty() && pager.total > rows.len();
    Ok(respond::page(&CandidatesPage {
        page,
        query,
        step,
        only_mine,
        education,
        column,
        rows,
        pager,
        has_more_names,
    }))
}

type Listed = (Vec<CandidateRow>, Pager);

async fn by_case(
    state: &WebState,
    labels: &Labels<'_>,
    request: &PageRequest,
    session: &Session,
    wanted: &Wanted,
) -> Result<Listed, WebError> {
    let of = if wanted.only_mine { WorklistOf::Account(session.account) } else { WorklistOf::Everybody };
    let mut from = from_row(request);
    let read = async |from| {
        view_cases(&state.context, &session.actor(), of, wanted.number(), from, MOST_FOUND).await
    };
    let (mut total, mut lines) = read(from).await?;
    if lines.is_empty() && from > 0 {
        from = 0;
        (total, lines) = read(from).await?;
    }
    let pager = part(from, lines.len(), total, &wanted.address());
    Ok((lines.iter().map(|line| row_of_case(labels, line)).collect(), pager))
}

/// All cases of one column of the reader's own worklist.
async fn by_part(
    state: &WebState,
    labels: &Labels<'_>,
    request: &PageRequest,
    session: &Session,
    part: WorklistPart,
) -> Result<Listed, WebError> {
    let of = WorklistOf::Account(session.account);
    let mut from = from_row(request);
    let read =
        async |from| view_worklist_part(&state.context, &session.actor(), of, part, from, MOST_FOUND).await;
    let (mut total, mut lines) = read(from).await?;
    if lines.is_empty() && from > 0 {
        from = 0;
        (total, lines) = read(from).await?;
    }
    let address = format!("/kandidaten?van=mij&deel={}", encoded(&query_value(request, "deel")));
    let pager = self::part(from, lines.len(), total, &address);
    Ok((lines.iter().map(|line| row_of_case(labels, line)).collect(), pager))
}

/// The names most like the wanted one, with the filters. They have no next part: a longer name finds the others.
async fn by_name(
    state: &WebState,
    labels: &Labels<'_>,
    session: &Session,
    wanted: &Wanted,
) -> Result<Listed, WebError> {
    let query = PeopleQuery { name: wanted.name.clone(), filter: wanted.filter(session), after: None };
    let (rows, total, _) = people(state, labels, session, query).await?;
    let pager = Pager { next: String::new(), ..part(0, rows.len(), total, "/kandidaten?") };
    Ok((rows, pager))
}

async fn everybody(
    state: &WebState,
    labels: &Labels<'_>,
    request: &PageRequest,
    session: &Session,
    wanted: &Wanted,
) -> Result<Listed, WebError> {
    let after: Option<CandidateId> = query_value(request, "na").parse().ok();
    let from = if after.is_some() { from_row(request) } else { 0 };
    let query = PeopleQuery { after, name: String::new(), filter: wanted.filter(session) };
    let is_narrowed = wanted.education.is_some();
    let address = if is_narrowed { wanted.address() } else { "/kandidaten".to_owned() };
    let next = if is_narrowed { '&' } else { '?' };
    let (rows, total, last) = people(state, labels, session, query).await?;
    // Only a number of the address: it cannot say that there are more rows than there are.
    let from = from.min(usize::try_from(total).unwrap_or(usize::MAX).saturating_sub(rows.len()));
    let mut pager = part(from, rows.len(), total, &address);
    pager.previous = if from > 0 { address.clone() } else { String::new() };
    if let (false, Some(last)) = (pager.next.is_empty(), last) {
        pager.next = format!("{address}{next}vanaf={}&na={last}", from + rows.len());
    }
    Ok((rows, pager))
}

/// The rows of a query, how many people it has in all, and the last of those shown.
async fn people(
    state: &WebState,
    labels: &Labels<'_>,
    session: &Session,
    query: PeopleQuery,
) -> Result<(Vec<CandidateRow>, u64, Option<CandidateId>), WebError> {
    let people = find_people(&state.context, &session.actor(), query, MOST_FOUND).await?;
    let names = owner_names(state).await?;
    let last = people.shown.last().map(|(line, _)| line.id);
    let rows =
        people.shown.iter().map(|(line, standing)| row(labels, line, standing.as_ref(), &names)).collect();
    Ok((rows, people.total, last))
}

/// The filter in force, for a printed copy; nothing when all are shown.
fn filter_note(page: &Page, wanted: &Wanted, column: &str) -> String {
    let step = wanted.number().map(StepNumber::get);
    let parts = [
        wanted.name.clone(),
        step.map_or_else(String::new, |step| format!("{step}. {}", page.say(words::step(step)))),
        if wanted.only_mine { page.say("whose-mine") } else { String::new() },
        wanted.education.map_or_else(String::new, |it| page.say(words::education_group(it.name()))),
        column.to_owned(),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
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
