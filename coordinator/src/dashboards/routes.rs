//! Routes with a list of themselves, so that a test can ask each who may use it.

use super::Dashboards;
use axum::{
    Router,
    handler::Handler,
    http::Method,
    routing::{MethodFilter, MethodRouter, on},
};

/// Pages, and the list of them.
#[derive(Debug, Default)]
pub(super) struct Routes {
    pub(super) router: Router<Dashboards>,
    listed: Vec<(Method, String)>,
}

impl Routes {
    /// A page that is read.
    pub(super) fn get<H, T>(self, path: &str, handler: H) -> Self
    where
        H: Handler<T, Dashboards>,
        T: 'static,
    {
        self.add(Method::GET, path, on(MethodFilter::GET, handler))
    }

    /// A form that is sent.
    pub(super) fn post<H, T>(self, path: &str, handler: H) -> Self
    where
        H: Handler<T, Dashboards>,
        T: 'static,
    {
        self.add(Method::POST, path, on(MethodFilter::POST, handler))
    }

    /// Method and path of every page.
    #[cfg(test)]
    pub(super) fn listed(&self) -> &[(Method, String)] {
        &self.listed
    }

    fn add(mut self, method: Method, path: &str, handler: MethodRouter<Dashboards>) -> Self {
        self.listed.push((method, path.to_owned()));
        self.router = self.router.route(path, handler);
        self
    }
}
