//! Adding a candidate, and changing what is known of one.

use super::{
    candidate_fields::{self, Kept, typed_of},
    frame::{Done, done, for_another_form, framed, id_of_form, refused, to_be_sent_once},
    heads::under_named_person,
    picking::searches,
    reading::Reading,
    side_by_side::changed_meanwhile,
    templates::FormPage,
};
use crate::{
    web::{
        WebState,
        api::body::id,
        error::WebError,
        session::{CheckedForm, Session},
    },
    workflow::{
        WorkflowError, register_candidate::register_with_case, update_candidate::update_candidate,
        view_candidate::view_candidate,
    },
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use service::web::{
    form::{Form, Typed, first},
    page::{Page, PageRequest},
    respond,
};
use vocabulary::{CandidateId, Purpose};

/// The empty form.
pub(super) async fn show(
    State(state): State<WebState>,
    request: PageRequest,
    session: Session,
) -> Result<Response, WebError> {
    let page = new_page(&state, &request, &session);
    let form = new_form(&state, &page, &Typed::new()).await?;
    Ok(respond::page(&FormPage { page, form }))
}

/// Takes what was typed: searches in a list, or registers the candidate and starts the case.
pub(super) async fn take(
    State(state): State<WebState>,
    request: PageRequest,
    checked: CheckedForm,
) -> Result<Response, WebError> {
    let page = new_page(&state, &request, &checked.session);
    let form = new_form(&state, &page, &checked.typed).await?;
    if searches(&checked.typed) {
        return Ok(respond::page(&FormPage { page, form }));
    }
    let id = id_of_form(&checked.typed).unwrap_or_else(CandidateId::random);
    let kept = Kept { id, revision: 1, restricted: false };
    let mut reading = Reading::new(&page, &checked.typed);
    let candidate = candidate_fields::read(&mut reading, &checked.typed, &kept);
    let (form, wrong) = reading.into_errors(form);
    let (Some(candidate), false) = (candidate, wrong) else {
        return Ok(respond::html(StatusCode::BAD_REQUEST, &FormPage { page, form }));
    };
    match register_with_case(&state.context, &checked.session.actor(), candidate).await {
        Ok(candidate) => Ok(done(&format!("/kandidaten/{candidate}"), Done::CandidateAdded)),
        Err(error) => {
            let form = new_form(&state, &page, &for_another_form(&error, checked.typed)).await?;
            let error = WebError::from(error);
            let status = error.status;
            let (page, form) = refused(page, form, error)?;
            Ok(respond::html(status, &FormPage { page, form }))
        }
    }
}

fn new_page(state: &WebState, request: &PageRequest, session: &Session) -> Page {
    let page = framed(state, request, session, "add-candidate");
    let crumb = page.say("nav-candidates");
    page.under("/kandidaten", crumb)
}

async fn new_form(state: &WebState, page: &Page, typed: &Typed) -> Result<Form, WebError> {
    let way = (page.say("add"), "/kandidaten");
    Ok(to_be_sent_once(candidate_fields::form(state, page, typed, "/kandidaten/nieuw", way).await?, typed))
}

/// The form with what is known.
pub(super) async fn show_change(
    State(state): State<WebState>,
    request: PageRequest,
    session: Session,
    Path(candidate): Path<String>,
) -> Result<Response, WebError> {
    let file = view_candidate(&state.context, &session.actor(), id(&candidate)?).await?;
    let page = change_page(&state, &request, &session, &file.candidate);
    let form = change_form(&state, &page, &typed_of(&file.candidate), file.candidate.id).await?;
    Ok(respond::page(&FormPage { page, form }))
}

/// Takes what was typed: searches in a list, or saves the change. When somebody else changed the candidate since,
/// both values are shown and nothing is saved.
pub(super) async fn take_change(
    State(state): State<WebState>,
    request: PageRequest,
    Path(candidate): Path<String>,
    checked: CheckedForm,
) -> Result<Response, WebError> {
    let id: CandidateId = id(&candidate)?;
    let actor = checked.session.actor();
    let stored = view_candidate(&state.context, &actor, id).await?.candidate;
    let page = change_page(&state, &request, &checked.session, &stored);
    let form = change_form(&state, &page, &checked.typed, id).await?;
    if searches(&checked.typed) {
        return Ok(respond::page(&FormPage { page, form }));
    }
    let revision = first(&checked.typed, "revision").parse().unwrap_or(0);
    let kept = Kept { id, revision, restricted: stored.restricted };
    let mut reading = Reading::new(&page, &checked.typed);
    let changed = candidate_fields::read(&mut reading, &checked.typed, &kept);
    let (form, wrong) = reading.into_errors(form);
    let (Some(changed), false) = (changed, wrong) else {
        return Ok(respond::html(StatusCode::BAD_REQUEST, &FormPage { page, form }));
    };
    match update_candidate(&state.context, &actor, changed).await {
        Ok(()) => Ok(done(&format!("/kandidaten/{id}"), Done::CandidateChanged)),
        Err(WorkflowError::ChangedMeanwhile { .. }) => {
            let now = view_candidate(&state.context, &actor, id).await?.candidate;
            let mut typed = checked.typed;
            typed.insert("revision".to_owned(), vec![now.revision.to_string()]);
            let mine = change_form(&state, &page, &typed, id).await?;
            let theirs = change_form(&state, &page, &typed_of(&now), id).await?;
            Ok(changed_meanwhile(page, mine, &theirs))
        }
        Err(error) => {
            let (page, form) = refused(page, form, error.into())?;
            Ok(respond::html(StatusCode::CONFLICT, &FormPage { page, form }))
        }
    }
}

fn change_page(
    state: &WebState,
    request: &PageRequest,
    session: &Session,
    candidate: &crate::domain::candidate::Candidate,
) -> Page {
    let name = candidate.name.reveal(Purpose::CaseWork).to_string();
    let title = |page: &Page, name: &str| page.name("title-change-candidate", name);
    under_named_person(state, request, session, candidate.id, &name, title)
}

async fn change_form(
    state: &WebState,
    page: &Page,
    typed: &Typed,
    candidate: CandidateId,
) -> Result<Form, WebError> {
    let file = format!("/kandidaten/{candidate}");
    candidate_fields::form(state, page, typed, &format!("{file}/wijzigen"), (page.say("save"), &file)).await
}
