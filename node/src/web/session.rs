//! Who is asking: a session by cookie (pages) or by bearer token (programs), and the guards against forged forms.
//!
//! A session token is 32 random bytes; the database holds only its hash. A form carries a second token that is
//! derived from the first, so that no other site can make it; every change that a browser sends must moreover
//! come from the node's own pages.

use super::{WebState, error::WebError};
use crate::{
    domain::account::Role,
    workflow::{Actor, sign_in::session_of},
};
use axum::{
    Form,
    extract::{ConnectInfo, FromRequest, FromRequestParts, Request, State},
    http::{HeaderMap, Method, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use sha2::{Digest, Sha256};
use std::{collections::BTreeMap, net::SocketAddr};
use vocabulary::AccountId;

/// The name of the session cookie.
pub const SESSION_COOKIE: &str = "schakel_session";
/// The name of the hidden field of every form.
pub const CSRF_FIELD: &str = "csrf";
/// The header that carries the same token where a script of a page sends a change.
pub const CSRF_HEADER: &str = "x-csrf-token";

/// Somebody who is signed in.
#[derive(Debug, Clone)]
pub struct Session {
    /// The account.
    pub account: AccountId,
    /// Its name.
    pub name: String,
    /// What the person is here to do.
    pub role: Role,
    /// The token of the session's forms.
    pub csrf: String,
    /// The session's own token, to end it.
    pub token: String,
}

impl Session {
    /// On whose behalf a workflow is called.
    #[must_use]
    pub const fn actor(&self) -> Actor {
        Actor::account(self.account, self.role)
    }

    #[cfg(test)]
    pub(super) fn sample() -> Self {
        Self {
            account: AccountId::from_bytes([7; 16]),
            name: "adviser".to_owned(),
            role: Role::Adviser,
            csrf: csrf_token("token"),
            token: "token".to_owned(),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Session {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, WebError> {
        parts.extensions.get::<Self>().cloned().ok_or_else(WebError::signed_out)
    }
}

/// Where a session token came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Presented {
    /// As `Authorization: Bearer`, by a program.
    Bearer(String),
    /// As a cookie, by a browser.
    Cookie(String),
}

impl Presented {
    /// The token of a request, if it has one. A bearer token goes before a cookie.
    #[must_use]
    pub fn of(headers: &HeaderMap) -> Option<Self> {
        let bearer = headers
            .get(header::AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.split_once(' '))
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
            .map(|(_, token)| Self::Bearer(token.trim().to_owned()));
        let cookie =
            || CookieJar::from_headers(headers).get(SESSION_COOKIE).map(|cookie| cookie.value().to_owned());
        bearer.or_else(|| cookie().map(Self::Cookie))
    }

    /// The token itself.
    #[must_use]
    pub fn token(&self) -> &str {
        match self {
            Self::Bearer(token) | Self::Cookie(token) => token,
        }
    }
}

/// Middleware on every request: finds the session and refuses changes that another site's page could have sent.
pub async fn recognise(State(state): State<WebState>, mut request: Request, next: Next) -> Response {
    let presented = Presented::of(request.headers());
    let by_browser = !matches!(presented, Some(Presented::Bearer(_)));
    let changes = !matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if by_browser && changes && !comes_from_own_page(request.headers()) {
        return WebError::not_from_own_page().into_response();
    }
    if let Some(presented) = presented {
        match signed_in(&state, presented.token()).await {
            Ok(Some(session)) => {
                let is_api = request.uri().path().starts_with("/v1/");
                if by_browser && changes && is_api && !header_holds(request.headers(), &session.csrf) {
                    return WebError::not_from_own_page().into_response();
                }
                request.extensions_mut().insert(session.clone());
                let mut response = next.run(request).await;
                // The page for an error has the reader's menu.
                response.extensions_mut().insert(session);
                return response;
            }
            Ok(None) => {}
            Err(error) => return error.into_response(),
        }
    }
    next.run(request).await
}

/// Who is signed in with this token; nobody when the session has ended.
async fn signed_in(state: &WebState, token: &str) -> Result<Option<Session>, WebError> {
    let account = session_of(&state.context, token).await?;
    Ok(account.map(|account| Session {
        account: account.id,
        name: account.name.to_string(),
        role: account.role,
        csrf: csrf_token(token),
        token: token.to_owned(),
    }))
}

/// Whether a browser says that one of the node's own pages sends the request. Programs say nothing and carry no
/// cookie that somebody could misuse.
fn comes_from_own_page(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    match (text("origin"), text("host")) {
        (None, _) => true,
        (Some(origin), Some(host)) => origin.split_once("://").is_some_and(|(_, from)| from == host),
        (Some(_), None) => false,
    }
}

fn header_holds(headers: &HeaderMap, csrf: &str) -> bool {
    headers.get(CSRF_HEADER).is_some_and(|value| same(value.as_bytes(), csrf.as_bytes()))
}

/// The token of a session's forms.
#[must_use]
pub fn csrf_token(session_token: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(b"schakelnet form token\0");
    hash.update(session_token.as_bytes());
    hex::encode(&hash.finalize()[..16])
}

/// Compares without telling by the time how much was right.
fn same(left: &[u8], right: &[u8]) -> bool {
    left.len() == right.len() && left.iter().zip(right).fold(0, |differs, (a, b)| differs | (a ^ b)) == 0
}

/// What was typed into a form: each name with its values in order.
pub type Typed = BTreeMap<String, Vec<String>>;

/// A form that carries the token of the session that sends it.
#[derive(Debug)]
pub struct CheckedForm {
    /// Who sends it.
    pub session: Session,
    /// What was typed, without the token.
    pub typed: Typed,
}

impl<S: Send + Sync> FromRequest<S> for CheckedForm {
    type Rejection = WebError;

    async fn from_request(request: Request, state: &S) -> Result<Self, WebError> {
        let session = request.extensions().get::<Session>().cloned().ok_or_else(WebError::signed_out)?;
        let mut typed = read_form(request, state).await?;
        let token = typed.remove(CSRF_FIELD).and_then(|values| values.into_iter().next()).unwrap_or_default();
        if same(token.as_bytes(), session.csrf.as_bytes()) {
            Ok(Self { session, typed })
        } else {
            Err(WebError::not_from_own_page())
        }
    }
}

/// Reads a form without a session, such as the one to sign in.
///
/// # Errors
/// When the body is not a form or too large.
pub async fn read_form<S: Send + Sync>(request: Request, state: &S) -> Result<Typed, WebError> {
    let Form(pairs) =
        Form::<Vec<(String, String)>>::from_request(request, state).await.map_err(|refused| {
            if refused.status() == StatusCode::PAYLOAD_TOO_LARGE {
                WebError::too_large()
            } else {
                WebError::not_from_own_page()
            }
        })?;
    let mut typed = Typed::new();
    for (name, value) in pairs {
        typed.entry(name).or_default().push(value);
    }
    Ok(typed)
}

/// The cookie that carries a session. `Secure` where browsers reach the node over TLS.
#[must_use]
pub fn session_cookie(state: &WebState, token: String) -> Cookie<'static> {
    Cookie::build((SESSION_COOKIE, token))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(state.http.behind_tls)
        .build()
}

/// Random bytes of the operating system.
#[must_use]
pub(super) fn random_bytes<const LENGTH: usize>() -> [u8; LENGTH] {
    let mut bytes = [0; LENGTH];
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes
}

/// From where a request comes, for counting wrong passwords. Behind the proxy that ends TLS it is the last address
/// that the proxy wrote.
#[derive(Debug, Clone)]
pub struct ClientAddress(pub String);

impl FromRequestParts<WebState> for ClientAddress {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &WebState) -> Result<Self, Self::Rejection> {
        let forwarded = || {
            let line = parts.headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
            line.rsplit(',').next().map(|address| address.trim().to_owned())
        };
        let direct = || {
            let connected = parts.extensions.get::<ConnectInfo<SocketAddr>>()?;
            Some(connected.0.ip().to_string())
        };
        let address = if state.http.behind_tls { forwarded().or_else(direct) } else { direct() };
        Ok(Self(address.unwrap_or_else(|| "unknown".to_owned())))
    }
}
