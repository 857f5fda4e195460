//! The employers of the region, and adding one.

use super::{
    frame::{
        Done, done, for_another_form, framed, from_row, id_of_form, query_value, refused, searched,
        to_be_sent_once,
    },
    labels::Labels,
    reading::Reading,
    templates::{EmployerRow, EmployersPage, FormPage, Pager},
};
use crate::{
    domain::employer::{Employer, EmployerSize},
    storage,
    web::{
        WebState,
        error::WebError,
        session::{CheckedForm, Session},
    },
    workflow::{WorkflowError, add_employer::add_new_employer, error::Conflict},
};
use axum::{extract::State, http::StatusCode, response::Response};
use service::web::{
    form::{Choice, Field, FieldKind, Form, Typed, encoded, first},
    page::{Page, PageRequest},
    respond,
};
use vocabulary::EmployerId;

/// Rows on a page.
const SHOWN: usize = 50;

/// The list.
pub(super) async fn show(
    State(state): State<WebState>,
    request: PageRequest,
    session: Session,
) -> Result<Response, WebError> {
    let query = searched(&request, "q")?;
    let after: Option<EmployerId> = query_value(&request, "na").parse().ok();
    let from = if after.is_some() { from_row(&request) } else { 0 };
    let part = query.clone();
    let one_more = u32::try_from(SHOWN + 1).unwrap_or(u32::MAX);
    let read = move |connection: &_| {
        let found = storage::employers::page(connection, &part, after, one_more)?;
        Ok::<_, storage::StorageError>((found, storage::employers::count(connection)?))
    };
    let (mut found, count) = state.context.storage.read(read).await?;
    let more = found.len() > SHOWN;
    found.truncate(SHOWN);
    let labels = Labels::new(&state.context, request.locale);
    let last_id = found.last().map(|employer| employer.id);
    let rows: Vec<EmployerRow> = found.iter().map(|employer| row(&labels, employer)).collect();
    let last = from + rows.len();
    let total = if query.is_empty() { usize::try_from(count).unwrap_or(usize::MAX) } else { last };
    let next = match (more, last_id) {
        (true, Some(id)) => format!("/werkgevers?q={}&vanaf={last}&na={id}", encoded(&query)),
        _ => String::new(),
    };
    let pager = Pager { total, first: from + 1, last, previous: String::new(), next };
    let page = framed(&state, &request, &session, "nav-employers");
    Ok(respond::page(&EmployersPage { page, query, rows, pager }))
}

fn row(labels: &Labels<'_>, employer: &Employer) -> EmployerRow {
    EmployerRow {
        name: employer.name.to_string(),
        municipality: labels.municipality(&employer.municipality),
        kvk: employer.kvk.as_ref().map_or_else(String::new, ToString::to_string),
        size: employer.size.name().to_owned(),
        new_vacancy_href: format!("/vacatures/nieuw?werkgever={}", employer.id),
        outside: !employer.in_network,
    }
}

/// The empty form.
pub(super) async fn show_form(
    State(state): State<WebState>,
    request: PageRequest,
    session: Session,
) -> Response {
    let page = form_page(&state, &request, &session);
    let form = employer_form(&state, &page, &Typed::new());
    respond::page(&FormPage { page, form })
}

/// Saves an employer.
pub(super) async fn take(
    State(state): State<WebState>,
    request: PageRequest,
    checked: CheckedForm,
) -> Result<Response, WebError> {
    let page = form_page(&state, &request, &checked.session);
    let form = employer_form(&state, &page, &checked.typed);
    let mut reading = Reading::new(&page, &checked.typed);
    let employer = read(&mut reading);
    let (form, wrong) = reading.into_errors(form);
    let (Some(mut employer), false) = (employer, wrong) else {
        return Ok(respond::html(StatusCode::BAD_REQUEST, &FormPage { page, form }));
    };
    employer.id = id_of_form(&checked.typed).unwrap_or(employer.id);
    match add_new_employer(&state.context, &checked.session.actor(), employer).await {
        Ok(_) => Ok(done("/werkgevers", Done::EmployerAdded)),
        Err(error) => {
            let form = if matches!(error, WorkflowError::Conflict { reason: Conflict::KvkTaken { .. } }) {
                form.with_error("kvk", page.say("error-kvk-twice"))
            } else {
                employer_form(&state, &page, &for_another_form(&error, checked.typed))
            };
            let error = WebError::from(error);
            let (page, form) = refused(page, form, error)?;
            Ok(respond::html(StatusCode::CONFLICT, &FormPage { page, form }))
        }
    }
}

fn read(reading: &mut Reading<'_>) -> Option<Employer> {
    let name = reading.text("name", "error-name");
    let kvk = reading.value_if_any("kvk", "error-kvk");
    let municipality = reading.value("municipality", "error-municipality");
    let sbi = reading.value_if_any("sbi", "error-sbi");
    let size: Option<EmployerSize> = reading.value("size", "error-size");
    Some(Employer {
        id: EmployerId::random(),
        name: name?,
        kvk,
        municipality: municipality?,
        sbi,
        size: size?,
        in_network: first(reading.typed(), "network") != "outside",
    })
}

fn form_page(state: &WebState, request: &PageRequest, session: &Session) -> Page {
    let page = framed(state, request, session, "add-employer");
    let crumb = page.say("nav-employers");
    page.under("/werkgevers", crumb)
}

fn employer_form(state: &WebState, page: &Page, typed: &Typed) -> Form {
    let labels = Labels::new(&state.context, page.locale());
    let sizes = EmployerSize::ALL.iter().map(|size| Choice::new(size.name(), size.name())).collect();
    let network = vec![
        Choice::new("network", page.say("label-in-network-yes")),
        Choice::new("outside", page.say("label-in-network-no")),
    ];
    let line = |name: &str, key: &str| Field::new(name, page.say(key), FieldKind::Line("text"));
    let form = Form::new("/werkgevers/nieuw", page.csrf(), page.say("add"))
        .with_cancel("/werkgevers")
        .with_section(
            page.say("form-about-employer"),
            vec![
                line("name", "label-name"),
                line("kvk", "kvk").with_hint(page.say("label-kvk-hint")).optional(),
                Field::new(
                    "municipality",
                    page.say("label-municipality"),
                    FieldKind::Select(labels.municipality_choices()),
                ),
                line("sbi", "label-sbi").with_hint(page.say("label-sbi-hint")).optional(),
                Field::new("size", page.say("label-size"), FieldKind::Select(sizes)),
                Field::new("network", page.say("label-in-network"), FieldKind::Radios(network))
                    .with_hint(page.say("label-in-network-hint"))
                    .with_value("network"),
            ],
        )
        .filled(typed);
    to_be_sent_once(form, typed)
}
