//! What can stand in the way of a page, and the page (or problem document) that says so.

use super::{frame, session::Visit, source::SourceError};
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use service::web::{fault::FaultPage, form::encoded, respond};
use tracing::{error, warn};

/// Why a page is not shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
    /// Only for those who have signed in.
    SignInFirst,
    /// Not for this role.
    Forbidden,
    /// There is no such page, region or week.
    NotFound,
    /// The form is from before the last sign-in, or not ours.
    OldForm,
    /// What was sent cannot be read; the sentence says what would be right.
    Malformed(String),
    /// The coordinator cannot answer now.
    Unavailable,
    /// A decision was refused, with the reason.
    Refused(String),
    /// Name and password do not belong together (API only; the page says it at its form).
    WrongPassword,
    /// Too many wrong passwords (API only); after how many seconds one is taken again.
    TooManyFailures(u32),
    /// Something is wrong here; the reference stands in the log.
    Broken(String),
}

impl Fault {
    /// Logs a problem of ours once and keeps a reference to it.
    pub(super) fn broken(problem: &(dyn std::error::Error + 'static)) -> Self {
        let mut bytes = [0; 4];
        // A reference of zeros is better than no page.
        let reference =
            getrandom::fill(&mut bytes).map_or_else(|_| "00000000".to_owned(), |()| hex::encode(bytes));
        let mut chain = problem.to_string();
        let mut source = problem.source();
        while let Some(cause) = source {
            chain = format!("{chain}: {cause}");
            source = cause.source();
        }
        error!(reference, "a page could not be made ({reference}): {chain}");
        Self::Broken(reference)
    }

    pub(super) const fn status(&self) -> StatusCode {
        match self {
            Self::SignInFirst | Self::WrongPassword => StatusCode::UNAUTHORIZED,
            Self::TooManyFailures(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::OldForm | Self::Malformed(_) => StatusCode::BAD_REQUEST,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Self::Refused(_) => StatusCode::CONFLICT,
            Self::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The keys of title and explanation.
    const fn words(&self) -> (&'static str, &'static str) {
        match self {
            Self::SignInFirst | Self::WrongPassword | Self::TooManyFailures(_) => {
                ("fault-sign-in", "fault-sign-in-text")
            }
            Self::Forbidden => ("fault-forbidden", "fault-forbidden-text"),
            Self::NotFound => ("fault-not-found", "fault-not-found-text"),
            Self::OldForm => ("fault-old-form", "fault-old-form-text"),
            Self::Malformed(_) => ("fault-malformed", "fault-malformed-text"),
            Self::Unavailable => ("fault-unavailable", "fault-unavailable-text"),
            Self::Refused(_) => ("fault-refused", "fault-refused-text"),
            Self::Broken(_) => ("fault-broken", "fault-broken-text"),
        }
    }

    /// One English sentence for a program.
    fn sentence(&self) -> String {
        match self {
            Self::SignInFirst => "a bearer token of POST /v1/sessions is needed".to_owned(),
            Self::WrongPassword => "name and password do not belong together".to_owned(),
            Self::TooManyFailures(seconds) => {
                format!("too many wrong passwords: try again in {seconds} seconds")
            }
            Self::Forbidden => "this account may not do this".to_owned(),
            Self::NotFound => "there is nothing at this address".to_owned(),
            Self::OldForm => "the form does not belong to this session".to_owned(),
            Self::Malformed(sentence) | Self::Refused(sentence) => sentence.clone(),
            Self::Unavailable => "the coordinator cannot answer now; try again".to_owned(),
            Self::Broken(reference) => format!("something is wrong here; the log has it as {reference}"),
        }
    }
}

impl From<SourceError> for Fault {
    fn from(problem: SourceError) -> Self {
        match problem {
            SourceError::Unavailable(reason) => {
                warn!("a page had to be put off: {reason}");
                Self::Unavailable
            }
            SourceError::WrongWords => Self::Refused("the six words do not fit the request".to_owned()),
            SourceError::Refused(sentence) => Self::Refused(sentence),
        }
    }
}

/// The page, or the page that says why not.
pub(super) fn answer(visit: &Visit, result: Result<Response, Fault>) -> Response {
    match result {
        Ok(response) => response,
        Err(Fault::SignInFirst) => {
            let here = visit.request.uri.path_and_query().map_or("/", |it| it.as_str());
            see_other(&format!("/aanmelden?naar={}", encoded(here)))
        }
        Err(fault) => fault_page(visit, &fault),
    }
}

/// Goes on to another page after a form was carried out.
pub(super) fn see_other(address: &str) -> Response {
    (StatusCode::SEE_OTHER, [(header::LOCATION, address.to_owned())]).into_response()
}

/// The answer to an address that does not exist.
pub(super) async fn not_found(visit: Visit) -> Response {
    if visit.request.uri.path().starts_with("/v1/") {
        return problem(&Fault::NotFound);
    }
    fault_page(&visit, &Fault::NotFound)
}

fn fault_page(visit: &Visit, fault: &Fault) -> Response {
    let (title, explanation) = fault.words();
    let page = frame::page(visit, visit.maybe(), title);
    let detail = match fault {
        Fault::Refused(sentence) | Fault::Malformed(sentence) => sentence.clone(),
        _ => String::new(),
    };
    let reference = match fault {
        Fault::Broken(reference) => reference.clone(),
        _ => String::new(),
    };
    let next_steps = match fault {
        Fault::Unavailable => {
            let here = visit.request.uri.path_and_query().map_or("/", |it| it.as_str());
            vec![(here.to_owned(), page.say("fault-again"))]
        }
        Fault::Refused(_) | Fault::OldForm => vec![("/netwerk".to_owned(), page.say("fault-to-network"))],
        _ => vec![("/".to_owned(), page.say("fault-to-map")), ("/hulp".to_owned(), page.say("help"))],
    };
    let explanation = page.name(explanation, detail);
    respond::html(fault.status(), &FaultPage { page, explanation, next_steps, reference })
}

/// RFC 9457: what went wrong, for a program.
#[derive(Debug, Serialize)]
struct Problem {
    #[serde(rename = "type")]
    kind: &'static str,
    title: &'static str,
    status: u16,
    detail: String,
}

/// The problem document of a fault.
pub(super) fn problem(fault: &Fault) -> Response {
    let status = fault.status();
    let document = Problem {
        kind: "about:blank",
        title: status.canonical_reason().unwrap_or("Error"),
        status: status.as_u16(),
        detail: fault.sentence(),
    };
    let body = serde_json::to_string(&document).expect("a problem document is plain text and a number");
    let mut response = (status, [(header::CONTENT_TYPE, "application/problem+json")], body).into_response();
    if let Fault::TooManyFailures(seconds) = fault {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(*seconds));
    }
    response
}
