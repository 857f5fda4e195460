//! Who is asking: the session behind a cookie (pages) or a bearer token (API), its roles, and its forms' token.
//!
//! Roles are read anew on each request, so an account that loses one loses it at once.

use super::{Dashboards, error::Fault};
use crate::{
    state::record::{Account, Role},
    storage::sessions::StoredSession,
};
use axum::{
    extract::{FromRequestParts, Request},
    http::{HeaderMap, Method, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use jiff::SignedDuration;
use service::web::{form::Typed, page::PageRequest};
use std::{collections::BTreeSet, convert::Infallible};

/// The cookie of a session.
pub(super) const COOKIE: &str = "schakel-zitting";

/// Somebody who has signed in.
#[derive(Debug, Clone)]
pub(super) struct SignedIn {
    pub(super) name: String,
    pub(super) roles: BTreeSet<Role>,
    pub(super) csrf: String,
    secret: String,
}

/// One request for a page or an answer of the API, with who makes it.
#[derive(Debug)]
pub(super) struct Visit {
    pub(super) dashboards: Dashboards,
    pub(super) request: PageRequest,
    pub(super) who: Result<Option<SignedIn>, Fault>,
}

impl FromRequestParts<Dashboards> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, dashboards: &Dashboards) -> Result<Self, Infallible> {
        let request = match PageRequest::from_request_parts(parts, dashboards).await {
            Ok(request) => request,
            Err(never) => match never {},
        };
        let who = find(dashboards, &parts.headers).await;
        Ok(Self { dashboards: dashboards.clone(), request, who })
    }
}

impl Visit {
    /// Who has signed in; otherwise the way to sign in.
    pub(super) fn signed_in(&self) -> Result<&SignedIn, Fault> {
        self.who.as_ref().map_err(Clone::clone)?.as_ref().ok_or(Fault::SignInFirst)
    }

    /// Who has signed in, if anybody; figures may be open to all.
    pub(super) fn reader_of_figures(&self) -> Result<Option<&SignedIn>, Fault> {
        if self.dashboards.inner.figures_config.public {
            return Ok(self.maybe());
        }
        self.signed_in().map(Some)
    }

    /// Who has signed in, if anybody.
    pub(super) fn maybe(&self) -> Option<&SignedIn> {
        self.who.as_ref().ok().and_then(Option::as_ref)
    }

    /// The network operator, whose forms change regions.
    pub(super) fn operator(&self) -> Result<&SignedIn, Fault> {
        let who = self.signed_in()?;
        if who.roles.contains(&Role::NetworkOperator) { Ok(who) } else { Err(Fault::Forbidden) }
    }

    /// The first value of `name` in the address.
    pub(super) fn query(&self, name: &str) -> Option<String> {
        let typed = service::web::form::typed(self.request.uri.query().unwrap_or_default());
        let value = service::web::form::first(&typed, name);
        (!value.is_empty()).then(|| value.to_owned())
    }
}

impl SignedIn {
    /// Whether a form that was sent is one of this session's.
    pub(super) fn check(&self, typed: &Typed) -> Result<(), Fault> {
        let sent = service::web::form::first(typed, "csrf");
        if same(sent.as_bytes(), self.csrf.as_bytes()) { Ok(()) } else { Err(Fault::OldForm) }
    }
}

/// Makes a session for an account and gives its secret.
pub(super) fn begin(dashboards: &Dashboards, account: &Account) -> Result<String, Fault> {
    let (secret, csrf) = (random(), random());
    let now = dashboards.now();
    let longest = SignedDuration::from_hours(i64::from(dashboards.inner.session_length.longest_hours));
    let ends_at = now.checked_add(longest).unwrap_or(now);
    let expires_at = idle_until(dashboards, now).min(ends_at);
    let session = StoredSession { account: account.name.clone(), csrf, expires_at, ends_at };
    dashboards.inner.sessions.put(&secret, &session, now).map_err(|problem| Fault::broken(&problem))?;
    Ok(secret)
}

/// Ends the session of whoever asks.
pub(super) fn end(dashboards: &Dashboards, who: &SignedIn) -> Result<(), Fault> {
    dashboards.inner.sessions.end(&who.secret).map_err(|problem| Fault::broken(&problem))
}

/// The header that gives a browser its session, or takes it away when `secret` is empty.
pub(super) fn cookie(dashboards: &Dashboards, secret: &str) -> String {
    let secure = if dashboards.inner.http.behind_tls { "; Secure" } else { "" };
    let age = if secret.is_empty() { "; Max-Age=0" } else { "" };
    format!("{COOKIE}={secret}; Path=/; HttpOnly; SameSite=Strict{secure}{age}")
}

/// Middleware: a form may only come from our own pages.
pub(super) async fn same_origin(request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if !reads && comes_from_elsewhere(request.headers()) {
        return (StatusCode::FORBIDDEN, "this form was sent from another site").into_response();
    }
    next.run(request).await
}

fn comes_from_elsewhere(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let (Some(origin), Some(host)) = (text(header::ORIGIN), text(header::HOST)) else { return false };
    origin.split_once("://").is_none_or(|(_, from)| from != host)
}

async fn find(dashboards: &Dashboards, headers: &HeaderMap) -> Result<Option<SignedIn>, Fault> {
    let Some(secret) = secret_in(headers) else { return Ok(None) };
    let now = dashboards.now();
    let sessions = &dashboards.inner.sessions;
    let Some(session) = sessions.find(&secret, now).map_err(|problem| Fault::broken(&problem))? else {
        return Ok(None);
    };
    let Some(account) = dashboards.inner.source.account(&session.account).await.map_err(Fault::from)? else {
        return Ok(None);
    };
    prolong(dashboards, &secret, &session, now)?;
    Ok(Some(SignedIn { name: account.name, roles: account.roles, csrf: session.csrf, secret }))
}

/// A session that is used lasts longer; written at most once a minute.
fn prolong(
    dashboards: &Dashboards,
    secret: &str,
    session: &StoredSession,
    now: jiff::Timestamp,
) -> Result<(), Fault> {
    let expires_at = idle_until(dashboards, now).min(session.ends_at);
    if expires_at.duration_since(session.expires_at) < SignedDuration::from_mins(1) {
        return Ok(());
    }
    let prolonged = StoredSession { expires_at, ..session.clone() };
    dashboards.inner.sessions.put(secret, &prolonged, now).map_err(|problem| Fault::broken(&problem))
}

fn idle_until(dashboards: &Dashboards, now: jiff::Timestamp) -> jiff::Timestamp {
    let length = SignedDuration::from_mins(i64::from(dashboards.inner.session_length.idle_minutes));
    now.checked_add(length).unwrap_or(now)
}

fn secret_in(headers: &HeaderMap) -> Option<String> {
    let bearer = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.strip_prefix("Bearer "));
    if let Some(token) = bearer {
        return Some(token.trim().to_owned());
    }
    headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok()).find_map(|line| {
        line.split(';').find_map(|pair| match pair.trim().split_once('=') {
            Some((COOKIE, secret)) if !secret.is_empty() => Some(secret.to_owned()),
            _ => None,
        })
    })
}

/// 256 random bits from the operating system.
fn random() -> String {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes, or nothing here is safe");
    hex::encode(bytes)
}

/// Compares without telling by its duration where the first difference is.
fn same(left: &[u8], right: &[u8]) -> bool {
    left.len() == right.len()
        && left.iter().zip(right).fold(0, |difference, (a, b)| difference | (a ^ b)) == 0
}
