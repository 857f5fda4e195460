//! What a person reads when a request fails, and what the log reads: two different texts.
//!
//! A handler returns a [`WebError`]; [`render`] turns it into `application/problem+json` (RFC 9457) under `/v1`
//! and into a page with a next step elsewhere. This is the only place that knows a status code for an error of
//! a workflow.

use super::{WebState, session::Session};
use axum::{
    Json,
    extract::{MatchedPath, Request, State},
    http::{HeaderValue, Method, StatusCode, Uri, header},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use serde::Serialize;
use service::web::{form::encoded, locale::Locale, page::PageRequest};
use std::{collections::BTreeMap, error::Error, fmt, time::Duration};
use tracing::{error, warn};
use utoipa::openapi::{ContentBuilder, Ref, RefOr, Response as OpenApiResponse, ResponseBuilder};

/// The same sentence in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// In Dutch.
    pub nl: String,
    /// In English.
    pub en: String,
}

impl Sentence {
    /// A sentence in both languages.
    #[must_use]
    pub fn new(nl: impl Into<String>, en: impl Into<String>) -> Self {
        Self { nl: nl.into(), en: en.into() }
    }

    /// The sentence in one of them.
    #[must_use]
    pub fn speak(&self, locale: Locale) -> &str {
        match locale {
            Locale::Nl => &self.nl,
            Locale::En => &self.en,
        }
    }
}

/// What is wrong with one field of what was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// The field as the API and the forms name it, such as `hoursMin` or `skills[2].uri`.
    pub field: String,
    /// What is wrong and what would be right.
    pub sentence: Sentence,
}

impl FieldError {
    /// An error in a field.
    #[must_use]
    pub fn new(field: impl Into<String>, nl: impl Into<String>, en: impl Into<String>) -> Self {
        Self { field: field.into(), sentence: Sentence::new(nl, en) }
    }
}

/// A request that was not carried out; what is known of it is a [`Failure`].
#[derive(Debug, Clone)]
pub struct WebError(Box<Failure>);

impl std::ops::Deref for WebError {
    type Target = Failure;

    fn deref(&self) -> &Failure {
        &self.0
    }
}

/// Why a request was not carried out.
#[derive(Debug, Clone)]
pub struct Failure {
    /// The status of the answer.
    pub status: StatusCode,
    /// A stable short name of the kind of error, in kebab case.
    pub kind: &'static str,
    /// For the person.
    pub sentence: Sentence,
    /// All fields that are wrong, together.
    pub fields: Vec<FieldError>,
    /// Where to go from here: an address and the text of the link.
    pub next_step: Option<(String, Sentence)>,
    /// For the log: what went wrong inside, with its causes. Never shown.
    pub chain: Option<String>,
    /// After how many seconds trying again makes sense.
    pub retry_after_s: Option<u32>,
}

impl WebError {
    pub(super) fn new(status: StatusCode, kind: &'static str, sentence: Sentence) -> Self {
        let (fields, next_step, chain, retry_after_s) = (Vec::new(), None, None, None);
        Self(Box::new(Failure { status, kind, sentence, fields, next_step, chain, retry_after_s }))
    }

    /// Nothing is there, or nothing that the asker may know of.
    #[must_use]
    pub fn not_found() -> Self {
        let sentence =
            Sentence::new("Dit bestaat niet of niet meer.", "This does not exist, or not any more.");
        Self::new(StatusCode::NOT_FOUND, "not-found", sentence)
    }

    /// Nobody is signed in.
    #[must_use]
    pub fn signed_out() -> Self {
        let sentence = Sentence::new("Meld u eerst aan.", "Sign in first.");
        Self::new(StatusCode::UNAUTHORIZED, "signed-out", sentence)
    }

    /// Signed in, but not for this.
    #[must_use]
    pub fn forbidden() -> Self {
        let sentence = Sentence::new(
            "Uw rol geeft hier geen toegang toe. De beheerder van de regio kan rollen geven.",
            "Your role does not allow this. The region's operator can give roles.",
        );
        Self::new(StatusCode::FORBIDDEN, "forbidden", sentence)
    }

    /// A form or request that does not come from the person's own page.
    #[must_use]
    pub fn not_from_own_page() -> Self {
        let sentence = Sentence::new(
            "Dit formulier is verlopen of kwam niet van deze site. Er is niets gewijzigd. Open de pagina opnieuw.",
            "This form has expired or did not come from this site. Nothing was changed. Open the page again.",
        );
        Self::new(StatusCode::FORBIDDEN, "not-from-own-page", sentence)
    }

    /// What was sent cannot be carried out; each wrong field is named.
    #[must_use]
    pub fn invalid(fields: Vec<FieldError>) -> Self {
        let sentence = Sentence::new(
            "Controleer de genoemde velden; er is niets opgeslagen.",
            "Check the fields named here; nothing was stored.",
        );
        let mut error = Self::new(StatusCode::BAD_REQUEST, "invalid", sentence);
        error.0.fields = fields;
        error
    }

    /// What was sent contradicts what is there.
    #[must_use]
    pub fn conflict(sentence: Sentence) -> Self {
        Self::new(StatusCode::CONFLICT, "conflict", sentence)
    }

    /// Too often; try again later.
    #[must_use]
    pub fn too_often(retry_after_s: u32) -> Self {
        let sentence = Sentence::new(
            format!("Te vaak geprobeerd. Probeer het over {retry_after_s} seconden opnieuw."),
            format!("Tried too often. Try again in {retry_after_s} seconds."),
        );
        let mut error = Self::new(StatusCode::TOO_MANY_REQUESTS, "too-often", sentence);
        error.0.retry_after_s = Some(retry_after_s);
        error
    }

    /// A question took longer than it may and was ended.
    #[must_use]
    pub fn took_too_long(limit: Duration, retry_after_s: u32) -> Self {
        let limit_s = limit.as_secs();
        let sentence = Sentence::new(
            format!(
                "Dit duurde langer dan {limit_s} seconden en is gestopt; er is niets gewijzigd. Probeer het over \
                 {retry_after_s} seconden opnieuw."
            ),
            format!(
                "This took longer than {limit_s} seconds and was ended; nothing was changed. Try again in \
                 {retry_after_s} seconds."
            ),
        );
        let mut error = Self::new(StatusCode::SERVICE_UNAVAILABLE, "took-too-long", sentence);
        error.0.retry_after_s = Some(retry_after_s);
        error.0.chain = Some(format!("the question took longer than {limit_s} seconds and was ended"));
        error
    }

    /// Something inside went wrong. The causes go to the log.
    #[must_use]
    pub fn internal(cause: &(dyn Error + 'static)) -> Self {
        let sentence = Sentence::new(
            "Er ging iets mis in het programma. Wat al was opgeslagen, is er nog. Probeer het opnieuw.",
            "Something went wrong inside the program. What was stored is still there. Try again.",
        );
        let mut error = Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", sentence);
        error.0.chain = Some(chain_of(cause));
        error
    }

    /// What is sent is not JSON.
    #[must_use]
    pub fn not_json() -> Self {
        let sentence = Sentence::new("Stuur application/json.", "Send application/json.");
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "media-type", sentence)
    }

    /// What is sent is larger than may be.
    #[must_use]
    pub fn too_large() -> Self {
        let sentence = Sentence::new(
            "Wat u stuurt is te groot; er is niets opgeslagen. Ga terug en maak het korter.",
            "What you send is too large; nothing was stored. Go back and make it shorter.",
        );
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", sentence)
    }

    /// Keeps the causes for the log.
    #[must_use]
    pub(super) fn with_chain(mut self, cause: &(dyn Error + 'static)) -> Self {
        self.0.chain = Some(chain_of(cause));
        self
    }

    /// Gives a next step: an address and the text of its link.
    #[must_use]
    pub fn with_next_step(mut self, href: impl Into<String>, text: Sentence) -> Self {
        self.0.next_step = Some((href.into(), text));
        self
    }

    /// A bare status of the router or a layer, as an error with a sentence.
    #[must_use]
    pub fn of_status(status: StatusCode) -> Option<Self> {
        let (kind, nl, en) = match status {
            StatusCode::NOT_FOUND => return Some(Self::not_found()),
            StatusCode::METHOD_NOT_ALLOWED => (
                "method-not-allowed",
                "Dit adres kent deze handeling niet.",
                "This address does not know this method.",
            ),
            StatusCode::PAYLOAD_TOO_LARGE => return Some(Self::too_large()),
            StatusCode::UNSUPPORTED_MEDIA_TYPE => return Some(Self::not_json()),
            StatusCode::REQUEST_TIMEOUT => {
                ("timeout", "Het duurde te lang. Probeer het opnieuw.", "It took too long. Try again.")
            }
            StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY => {
                ("malformed", "Dit verzoek is niet te lezen.", "This request cannot be read.")
            }
            _ => return None,
        };
        let status =
            if status == StatusCode::UNPROCESSABLE_ENTITY { StatusCode::BAD_REQUEST } else { status };
        Some(Self::new(status, kind, Sentence::new(nl, en)))
    }
}

impl fmt::Display for WebError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence.en)
    }
}

impl Error for WebError {}

impl IntoResponse for WebError {
    /// Only the status: [`render`] writes the rest, in the language and form of the request.
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// All causes of an error, joined: the chain for the log.
#[must_use]
pub fn chain_of(cause: &(dyn Error + 'static)) -> String {
    let mut chain = cause.to_string();
    let mut next = cause.source();
    while let Some(source) = next {
        chain.push_str(": ");
        chain.push_str(&source.to_string());
        next = source.source();
    }
    chain
}

/// An error as RFC 9457 writes it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// The kind of error, a stable name: `urn:schakelnet:problem:not-found`.
    #[serde(rename = "type")]
    kind: String,
    /// The status of the answer.
    status: u16,
    /// A sentence for the person, in the language of the request.
    title: String,
    /// All fields that are wrong, together.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<ProblemField>,
    /// What to name when asking for help; the log has it too.
    #[serde(skip_serializing_if = "Option::is_none")]
    reference: Option<String>,
}

/// The description of every answer that is not the wanted one.
#[derive(Debug)]
pub struct Refused;

impl utoipa::IntoResponses for Refused {
    fn responses() -> BTreeMap<String, RefOr<OpenApiResponse>> {
        let schema = Ref::from_schema_name("Problem");
        let content = ContentBuilder::new().schema(Some(schema)).build();
        let response = ResponseBuilder::new()
            .description("Not carried out, with the reason")
            .content("application/problem+json", content)
            .build();
        BTreeMap::from([("default".to_owned(), RefOr::T(response))])
    }
}

/// What is wrong with one field.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ProblemField {
    /// The field, such as `hoursMin` or `skills[2].uri`.
    field: String,
    /// What is wrong and what would be right.
    detail: String,
}

/// Middleware: writes the answer for every [`WebError`], and for the bare statuses of the router.
pub async fn render(State(state): State<WebState>, request: Request, next: Next) -> Response {
    let (method, uri) = (request.method().clone(), request.uri().clone());
    let locale = Locale::of_request(&uri, request.headers());
    let mut response = next.run(request).await;
    let error = response.extensions_mut().remove::<WebError>().or_else(|| bare(&response));
    let Some(error) = error else { return response };
    let reference = error.status.is_server_error().then(reference);
    let route = response.extensions_mut().remove::<MatchedPath>();
    log(&error, reference.as_deref(), route.as_ref().map_or("no route", MatchedPath::as_str));
    let is_api = uri.path() == "/v1" || uri.path().starts_with("/v1/");
    let mut answer = if is_api {
        problem(&error, reference, locale)
    } else if error.status == StatusCode::UNAUTHORIZED {
        to_sign_in(&method, &uri)
    } else {
        let request = PageRequest { locale, uri };
        let session = response.extensions_mut().remove::<Session>();
        let reference = reference.as_deref().unwrap_or_default();
        (state.fault_page)(&state, &error, &request, session.as_ref(), reference)
    };
    if let Some(seconds) = error.retry_after_s {
        answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    for name in [header::ALLOW, header::WWW_AUTHENTICATE] {
        if let Some(value) = response.headers_mut().remove(&name) {
            answer.headers_mut().insert(name, value);
        }
    }
    answer
}

/// The router, an extractor or a layer refused without a [`WebError`].
fn bare(response: &Response) -> Option<WebError> {
    let is_page = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html") || kind.as_bytes().ends_with(b"json"));
    if is_page { None } else { WebError::of_status(response.status()) }
}

fn problem(error: &WebError, reference: Option<String>, locale: Locale) -> Response {
    let fields = error.fields.iter().map(|field| ProblemField {
        field: field.field.clone(),
        detail: field.sentence.speak(locale).to_owned(),
    });
    let problem = Problem {
        kind: format!("urn:schakelnet:problem:{}", error.kind),
        status: error.status.as_u16(),
        title: error.sentence.speak(locale).to_owned(),
        errors: fields.collect(),
        reference,
    };
    let mut response = (error.status, Json(problem)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(locale.tag()));
    if error.status == StatusCode::UNAUTHORIZED {
        headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response
}

/// To the sign-in page, and back to the asked page afterwards: its path only, because a query may hold what
/// somebody searched for.
fn to_sign_in(method: &Method, uri: &Uri) -> Response {
    let wanted = uri.path();
    if method != Method::GET {
        // What was typed is lost here: the page says where it still is.
        return Redirect::to(&format!("{}?verlopen=ja", super::SIGN_IN_PAGE)).into_response();
    }
    if wanted == "/" {
        return Redirect::to(super::SIGN_IN_PAGE).into_response();
    }
    // A path of the router comes percent-encoded; what a query must not hold is written so too.
    let back: String = wanted.split('/').map(encoded).collect::<Vec<_>>().join("/");
    Redirect::to(&format!("{}?terug={back}", super::SIGN_IN_PAGE)).into_response()
}

/// The plainest page for an error: a sentence, a next step, the reference.
pub fn plain_fault_page(
    _: &WebState,
    error: &WebError,
    request: &PageRequest,
    _: Option<&Session>,
    reference: &str,
) -> Response {
    let next_step = error
        .next_step
        .as_ref()
        .map_or_else(String::new, |(href, text)| format!("{}: {href}\n", text.speak(request.locale)));
    let text = format!("{}\n{next_step}{reference}\n", error.sentence.speak(request.locale));
    (error.status, text).into_response()
}

/// `route` is the path as the router writes it: the address itself may hold an id or what somebody searched for.
fn log(error: &WebError, reference: Option<&str>, route: &str) {
    if let Some(reference) = reference {
        let chain = error.chain.as_deref().unwrap_or_default();
        error!(error.reference = reference, http.route = route, "request failed ({reference}): {chain}");
    } else if let Some(chain) = &error.chain {
        warn!(http.route = route, "request refused: {chain}");
    }
}

/// Eight hexadecimal digits, enough to find one line in the log of a few days.
fn reference() -> String {
    hex::encode(super::session::random_bytes::<4>())
}
