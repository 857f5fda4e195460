//! Pages and API of the coordinator: the shortage map, the regions and their state, what they delivered.
//!
//! In reading order: [`source`] is what pages may ask of the running coordinator; [`figures`] and [`groups`] turn the
//! aggregation's table into what one page shows; [`map`], [`region`], [`network`], [`deliveries`] and [`texts`] are
//! the pages; [`sign_in`] and [`session`] say who is asking; [`api`] is the same for programs. Nothing here decides
//! about regions or figures: it shows, and hands an operator's decision on.
//!
//! **Invariant:** an uncertain figure is shown as uncertain, with its interval; it is never left out or smoothed.

pub mod api;
mod deliveries;
mod error;
mod figures;
mod frame;
mod groups;
mod map;
mod network;
pub mod password;
mod region;
mod session;
mod sign_in;
pub mod source;
#[cfg(test)]
mod tests;
mod texts;
mod throttle;

use axum::{
    Router, middleware,
    routing::{get, post},
};
use figures::Figures;
use serde::Deserialize;
use service::{
    clock::SharedClock,
    web::{
        assets::{ASSETS_PATH, Assets, Theme, ThemeError},
        headers, locale,
        page::Site,
        translator::{Catalogue, CatalogueError, Part},
    },
};
use source::Source;
use std::{
    path::PathBuf,
    sync::{Arc, Mutex},
};
use throttle::Throttle;
use vocabulary::geography::Geography;

use crate::storage::sessions::SessionStore;

/// The words of the coordinator's pages.
pub const WORDS: Part = Part {
    name: "coordinator",
    nl: include_str!("../../locales/nl.ftl"),
    en: include_str!("../../locales/en.ftl"),
};

/// How the pages look and who may see them: the table `[pages]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PagesConfig {
    /// The network's name in the header of every page. Default: `Zij-instroom`.
    pub network: String,
    /// A municipality's NL Design System theme file, which restyles every page. Default: none.
    pub theme: Option<PathBuf>,
    /// Whether everybody may see the shortage map without signing in. The figures carry their noise either way.
    /// Default: `false`.
    pub public_figures: bool,
    /// Whether browsers may send the session only over HTTPS. Set it as soon as a proxy with a certificate stands in
    /// front; without it a session can be read on the way. Default: `false`, for loopback.
    pub https: bool,
    /// After how many minutes without use a session ends. Default: 60.
    pub session_minutes: u32,
}

impl Default for PagesConfig {
    fn default() -> Self {
        Self {
            network: "Zij-instroom".to_owned(),
            theme: None,
            public_figures: false,
            https: false,
            session_minutes: 60,
        }
    }
}

/// Why the pages cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum PagesError {
    /// The theme file cannot be used.
    #[error("the look of the pages cannot be set")]
    Theme(#[source] ThemeError),
    /// The words cannot be used.
    #[error("the words of the pages cannot be read")]
    Words(#[source] CatalogueError),
}

/// What the pages are made with; cheap to clone.
#[derive(Clone)]
pub struct Dashboards {
    inner: Arc<Inner>,
}

struct Inner {
    source: Arc<dyn Source>,
    sessions: SessionStore,
    throttle: Mutex<Throttle>,
    clock: SharedClock,
    site: Arc<Site>,
    geography: Geography,
    figures: Figures,
    config: PagesConfig,
}

impl std::fmt::Debug for Dashboards {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Dashboards").field("config", &self.inner.config).finish_non_exhaustive()
    }
}

impl Dashboards {
    /// Pages over `source`, with sign-ins kept in `sessions`. `simulated_clock` makes every page say so.
    ///
    /// # Errors
    /// When the theme file cannot be used.
    pub fn new(
        source: Arc<dyn Source>,
        sessions: SessionStore,
        clock: SharedClock,
        config: PagesConfig,
        simulated_clock: bool,
    ) -> Result<Self, PagesError> {
        let theme = config.theme.as_deref().map(Theme::load).transpose().map_err(PagesError::Theme)?;
        let catalogue = Catalogue::new(&[WORDS]).map_err(PagesError::Words)?;
        let site = Site {
            network: config.network.clone(),
            // The coordinator's place is the country: *Landelijk*, in either language.
            place: "Landelijk".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            assets: Arc::new(Assets::new(theme)),
            catalogue: Arc::new(catalogue),
            simulated_clock,
        };
        Ok(Self {
            inner: Arc::new(Inner {
                source,
                sessions,
                throttle: Mutex::new(Throttle::default()),
                clock,
                site: Arc::new(site),
                geography: Geography::embedded(),
                figures: Figures::default(),
                config,
            }),
        })
    }

    fn now(&self) -> vocabulary::Timestamp {
        self.inner.clock.now()
    }
}

/// All pages and the API.
pub fn router(dashboards: Dashboards) -> Router {
    Router::new()
        .route("/", get(map::show))
        .route("/spanning.csv", get(map::csv))
        .route("/regios/{code}", get(region::show))
        .route("/netwerk", get(network::show))
        .route("/netwerk/regios/{code}/{action}", get(network::ask).post(network::decide))
        .route("/netwerk/leveringen", get(deliveries::show))
        .route("/definities", get(texts::definitions))
        .route("/over", get(texts::about))
        .route("/toegankelijkheid", get(texts::accessibility))
        .route("/privacy", get(texts::privacy))
        .route("/hulp", get(texts::help))
        .route("/aanmelden", get(sign_in::show).post(sign_in::sign_in))
        .route("/afmelden", post(sign_in::sign_out))
        .route(ASSETS_PATH, get(texts::asset))
        .merge(api::router())
        .fallback(error::not_found)
        .layer(middleware::from_fn(session::same_origin))
        .layer(middleware::from_fn(locale::remember))
        .layer(middleware::from_fn(headers::secure))
        .with_state(dashboards)
}
