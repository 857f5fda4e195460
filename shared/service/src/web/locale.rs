//! The two languages of the pages and which of them a request wants.

use axum::{
    extract::{FromRequestParts, Request},
    http::{HeaderMap, HeaderValue, Uri, header, request::Parts},
    middleware::Next,
    response::Response,
};
use std::convert::Infallible;

/// A language of the pages: Dutch first, English complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Locale {
    /// Dutch, the default.
    #[default]
    Nl,
    /// English.
    En,
}

/// The cookie and the query parameter that hold the chosen language.
pub const LANGUAGE_NAME: &str = "taal";

impl Locale {
    /// Both languages, the default first.
    pub const ALL: [Self; 2] = [Self::Nl, Self::En];

    /// The language tag, as in `<html lang>`.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Nl => "nl",
            Self::En => "en",
        }
    }

    /// The language's own name, as the switch shows it.
    #[must_use]
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::Nl => "Nederlands",
            Self::En => "English",
        }
    }

    /// The other language.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Nl => Self::En,
            Self::En => Self::Nl,
        }
    }

    /// The language with this tag; a region such as in `en-GB` is ignored.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|locale| locale.tag().eq_ignore_ascii_case(primary))
    }

    /// What a request wants: `?taal=`, else the cookie, else `Accept-Language`, else Dutch.
    #[must_use]
    pub fn of_request(uri: &Uri, headers: &HeaderMap) -> Self {
        asked_in_query(uri)
            .or_else(|| kept_in_cookie(headers))
            .or_else(|| accepted(headers))
            .unwrap_or_default()
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Locale {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        Ok(Self::of_request(&parts.uri, &parts.headers))
    }
}

/// Middleware: a language asked for with `?taal=` is kept in a cookie for a year.
pub async fn remember(request: Request, next: Next) -> Response {
    let asked = asked_in_query(request.uri());
    let mut response = next.run(request).await;
    if let Some(locale) = asked {
        let cookie =
            format!("{LANGUAGE_NAME}={}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly", locale.tag());
        if let Ok(value) = HeaderValue::try_from(cookie) {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
    }
    response
}

fn asked_in_query(uri: &Uri) -> Option<Locale> {
    uri.query()?.split('&').find_map(|pair| match pair.split_once('=') {
        Some((LANGUAGE_NAME, tag)) => Locale::from_tag(tag),
        _ => None,
    })
}

fn kept_in_cookie(headers: &HeaderMap) -> Option<Locale> {
    headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok()).find_map(|line| {
        line.split(';').find_map(|pair| match pair.trim().split_once('=') {
            Some((LANGUAGE_NAME, tag)) => Locale::from_tag(tag),
            _ => None,
        })
    })
}

fn accepted(headers: &HeaderMap) -> Option<Locale> {
    let line = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
    let mut best: Option<(f32, Locale)> = None;
    for part in line.split(',') {
        let mut pieces = part.trim().split(';');
        let Some(locale) = pieces.next().and_then(Locale::from_tag) else { continue };
        let weight = pieces
            .find_map(|piece| piece.trim().strip_prefix("q="))
            .and_then(|text| text.parse::<f32>().ok())
            .unwrap_or(1.0);
        if weight > 0.0 && best.is_none_or(|(highest, _)| weight > highest) {
            best = Some((weight, locale));
        }
    }
    best.map(|(_, locale)| locale)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(uri: &str, cookie: &str, accept: &str, expected: Locale) {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, cookie.parse().unwrap());
        headers.insert(header::ACCEPT_LANGUAGE, accept.parse().unwrap());
        assert_eq!(Locale::of_request(&uri.parse().unwrap(), &headers), expected, "{uri} {cookie} {accept}");
    }

    #[test]
    fn the_address_wins_over_the_cookie_and_the_cookie_over_the_browser() {
        check("/?taal=en", "taal=nl", "nl", Locale::En);
        check("/?q=taal&taal=nl", "taal=en", "en", Locale::Nl);
        check("/", "a=b; taal=en", "nl", Locale::En);
        check("/", "a=b", "en-GB,nl;q=0.5", Locale::En);
        check("/", "", "nl;q=0.4, en;q=0.9", Locale::En);
        check("/", "", "fr, de;q=0.9", Locale::Nl);
        check("/?taal=xx", "", "", Locale::Nl);
    }
}
