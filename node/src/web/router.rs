//! Puts pages and API together, with what holds for all of them: who asks, what may be asked, how large and how
//! long a request may be, and how an error is told.

use super::{
    WebState, api, authorization, error, pages, session,
    time_limits::{CHANGE_LIMIT, QUESTION_LIMIT, end_long_questions},
};
use axum::{
    Router,
    extract::DefaultBodyLimit,
    handler::Handler,
    http::{Method, StatusCode},
    middleware::{from_fn, from_fn_with_state},
    routing::{MethodFilter, MethodRouter, on},
};
use service::web::{headers, locale};
use tower_http::timeout::TimeoutLayer;

/// The largest body of a request: a file of one person with a thousand skills stays far below it.
const BODY_LIMIT_BYTES: usize = 1024 * 1024;

/// Routes with a list of themselves, so that a test can ask each for its rule.
#[derive(Debug, Default)]
pub struct Routes {
    router: Router<WebState>,
    listed: Vec<(Method, String)>,
}

impl Routes {
    /// No routes.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A page that is read.
    #[must_use]
    pub fn get<H, T>(self, path: &str, handler: H) -> Self
    where
        H: Handler<T, WebState>,
        T: 'static,
    {
        self.add(Method::GET, path, on(MethodFilter::GET, handler))
    }

    /// A form that is sent.
    #[must_use]
    pub fn post<H, T>(self, path: &str, handler: H) -> Self
    where
        H: Handler<T, WebState>,
        T: 'static,
    {
        self.add(Method::POST, path, on(MethodFilter::POST, handler))
    }

    fn add(mut self, method: Method, path: &str, handler: MethodRouter<WebState>) -> Self {
        self.listed.push((method, path.to_owned()));
        self.router = self.router.route(path, handler);
        self
    }
}

/// Everything that the node serves.
pub fn router(state: WebState) -> Router {
    let (api, _) = api::router().split_for_parts();
    api.merge(pages::routes().router)
        .route_layer(from_fn_with_state(QUESTION_LIMIT, end_long_questions))
        .route_layer(from_fn(authorization::authorise))
        .fallback(async || error::WebError::not_found())
        .layer(from_fn_with_state(state.clone(), session::recognise))
        .layer(DefaultBodyLimit::max(BODY_LIMIT_BYTES))
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, CHANGE_LIMIT))
        .layer(from_fn_with_state(state.clone(), error::render))
        .layer(from_fn(locale::remember))
        .layer(from_fn(headers::secure))
        .with_state(state)
}

/// Method and path of every route.
#[must_use]
pub fn listed() -> Vec<(Method, String)> {
    let mut listed = pages::routes().listed;
    let (_, description) = api::router().split_for_parts();
    for (path, item) in description.paths.paths {
        let methods = [
            (Method::GET, item.get.is_some()),
            (Method::POST, item.post.is_some()),
            (Method::PUT, item.put.is_some()),
            (Method::PATCH, item.patch.is_some()),
            (Method::DELETE, item.delete.is_some()),
        ];
        listed.extend(
            methods.into_iter().filter(|(_, there)| *there).map(|(method, _)| (method, path.clone())),
        );
    }
    listed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_route_has_a_rule_and_every_rule_a_route() {
        let listed = listed();
        for (method, path) in &listed {
            assert!(authorization::rule(method, path).is_some(), "{method} {path} has no rule in RULES");
        }
        for (method, path, _) in authorization::RULES.iter().chain(authorization::PAGE_RULES) {
            let there = listed.iter().any(|(of, at)| of == method && at == path);
            assert!(there, "the rule of {method} {path} has no route");
        }
    }
}
