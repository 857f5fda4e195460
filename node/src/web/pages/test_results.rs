//! Taking the result of a test in, as the document that a test hands out, and choosing where it says less.

use super::{
    frame::{Done, done, refused},
    heads::{form_about, under_person},
    templates::FormPage,
};
use crate::{
    domain::test_result::Settled,
    web::{
        WebState,
        api::{
            body::{Check, id},
            profile::TestDocument,
        },
        error::WebError,
        session::{CheckedForm, Session},
    },
    workflow::record_test_result::{record_test_result, settle_difference},
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use service::web::{
    form::{Field, FieldKind, Form, first},
    page::{Page, PageRequest},
    respond,
};
use vocabulary::{CandidateId, EscoUri, Purpose, TestResultId};

/// The field with the document.
const DOCUMENT: &str = "document";

/// The form.
pub(super) async fn show(
    State(state): State<WebState>,
    request: PageRequest,
    session: Session,
    Path(candidate): Path<String>,
) -> Result<Response, WebError> {
    let candidate: CandidateId = id(&candidate)?;
    let page = test_page(&state, &request, &session, candidate).await?;
    let form = form(&page, candidate);
    Ok(respond::page(&FormPage { page, form }))
}

/// Takes the document in, or says all that is wrong with it.
pub(super) async fn take(
    State(state): State<WebState>,
    request: PageRequest,
    Path(candidate): Path<String>,
    checked: CheckedForm,
) -> Result<Response, WebError> {
    let candidate: CandidateId = id(&candidate)?;
    let page = test_page(&state, &request, &checked.session, candidate).await?;
    let form = form(&page, candidate).filled(&checked.typed);
    let document: Result<TestDocument, _> = serde_json::from_str(first(&checked.typed, DOCUMENT));
    let Ok(document) = document else {
        let form = form.with_error(DOCUMENT, page.say("error-test-document"));
        return Ok(respond::html(StatusCode::BAD_REQUEST, &FormPage { page, form }));
    };
    let mut check = Check::default();
    let now = state.context.clock.now();
    let result = document.read(&mut check, &state.context.vocabulary, candidate, now);
    let taken = match check.finish(result) {
        Ok(result) => {
            let taken = record_test_result(&state.context, &checked.session.actor(), result).await;
            taken.map_err(WebError::from)
        }
        Err(error) => Err(error),
    };
    match taken {
        Ok(_) => Ok(done(&format!("/kandidaten/{candidate}"), Done::TestTaken)),
        Err(error) => {
            // Every wrong part stands in the one field: say which, and what is wrong with it.
            let wrong: Vec<String> = error
                .fields
                .iter()
                .map(|field| format!("{}: {}", field.field, field.sentence.speak(page.locale())))
                .collect();
            let (page, form) = if wrong.is_empty() {
                refused(page, form, error)?
            } else {
                (page, form.with_error(DOCUMENT, wrong.join(" ")))
            };
            Ok(respond::html(StatusCode::BAD_REQUEST, &FormPage { page, form }))
        }
    }
}

/// Takes over what a test says, or keeps what was known.
pub(super) async fn choose(
    State(state): State<WebState>,
    Path((candidate, result)): Path<(String, String)>,
    checked: CheckedForm,
) -> Result<Response, WebError> {
    let (candidate, result): (CandidateId, TestResultId) = (id(&candidate)?, id(&result)?);
    let skill: EscoUri = first(&checked.typed, "skill").parse().map_err(|_| WebError::not_found())?;
    let settled: Settled = first(&checked.typed, "keuze").parse().map_err(|_| WebError::not_found())?;
    let actor = checked.session.actor();
    settle_difference(&state.context, &actor, candidate, (result, skill), settled).await?;
    Ok(done(&format!("/kandidaten/{candidate}"), Done::TestChosen))
}

async fn test_page(
    state: &WebState,
    request: &PageRequest,
    session: &Session,
    candidate: CandidateId,
) -> Result<Page, WebError> {
    let title = |page: &Page, name: &str| page.name("title-test-result", name);
    under_person(state, request, session, candidate, Purpose::CaseWork, title).await
}

fn form(page: &Page, candidate: CandidateId) -> Form {
    let document = Field::new(DOCUMENT, page.say("label-test-document"), FieldKind::Lines)
        .with_hint(page.say("label-test-document-hint"));
    let (submit, intro) = (page.say("take-test-result"), page.say("test-result-intro"));
    form_about(page, candidate, "testuitslag", submit, intro, vec![document])
}
