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
mod routes;
mod session;
mod sign_in;
pub mod source;
#[cfg(test)]
mod tests;
mod texts;
mod throttle;

use crate::{
    config::Config,
    storage::sessions::{SessionError, SessionStore},
};
use axum::{Router, middleware};
use figures::Figures;
use routes::Routes;
use serde::Deserialize;
use service::{
    clock::SharedClock,
    settings::{HttpConfig, SessionConfig},
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
use vocabulary::{TableError, geography::Geography};

/// The words of the coordinator's pages.
pub const WORDS: Part = Part {
    name: "coordinator",
    nl: include_str!("../../locales/nl.ftl"),
    en: include_str!("../../locales/en.ftl"),
};

/// Who may see the figures: the table `[figures]`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FiguresConfig {
    /// Whether everybody may see the shortage map and its regions without signing in. The figures carry their noise
    /// either way. Default false.
    pub public: bool,
    /// The folder or zip of an official ESCO release, by which vacancies are grouped. Default: the list in the
    /// program; vacancies with another occupation are counted as unknown then.
    pub esco: Option<PathBuf>,
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
    /// The regions or sectors of the operator cannot be used.
    #[error("the list of regions or sectors cannot be used")]
    Lists(#[source] TableError),
    /// The sign-ins cannot be kept.
    #[error("sign-ins cannot be kept in {path}")]
    Sessions {
        /// The database.
        path: PathBuf,
        /// Why.
        source: SessionError,
    },
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
    figures_config: FiguresConfig,
    http: HttpConfig,
    session_length: SessionConfig,
}

impl std::fmt::Debug for Dashboards {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Dashboards").field("http", &self.inner.http).finish_non_exhaustive()
    }
}

impl Dashboards {
    /// Pages over `source` as `config` wants them; sign-ins are kept in its data folder.
    ///
    /// # Errors
    /// When the theme, a list or the database of sign-ins cannot be used.
    pub fn open(source: Arc<dyn Source>, clock: SharedClock, config: &Config) -> Result<Self, PagesError> {
        let theme = config.pages.theme.as_deref().map(Theme::load).transpose().map_err(PagesError::Theme)?;
        let catalogue = Catalogue::new(&[WORDS]).map_err(PagesError::Words)?;
        let path = config.data_dir.join("sessions.db");
        let sessions = SessionStore::open(&path).map_err(|source| PagesError::Sessions { path, source })?;
        let site = Site {
            network: "Zij-instroom".to_owned(),
            // The coordinator's place is the country, in either language.
            place: "Landelijk".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            assets: Arc::new(Assets::new(theme)),
            catalogue: Arc::new(catalogue),
            simulated_clock: config.clock.simulated,
        };
        Ok(Self {
            inner: Arc::new(Inner {
                source,
                sessions,
                throttle: Mutex::new(Throttle::default()),
                clock,
                site: Arc::new(site),
                geography: config.geography().map_err(PagesError::Lists)?,
                figures: Figures::new(config.sectors().map_err(PagesError::Lists)?),
                figures_config: config.figures.clone(),
                http: config.http.clone(),
                session_length: config.sessions.clone(),
            }),
        })
    }

    fn now(&self) -> vocabulary::Timestamp {
        self.inner.clock.now()
    }
}

/// All pages and the API.
pub fn router(dashboards: Dashboards) -> Router {
    pages()
        .router
        .merge(api::router())
        .fallback(error::not_found)
        .layer(middleware::from_fn(session::same_origin))
        .layer(middleware::from_fn(locale::remember))
        .layer(middleware::from_fn(headers::secure))
        .with_state(dashboards)
}

/// All pages. Who may see each stands in its handler; `tests/access.rs` asks every one of them.
fn pages() -> Routes {
    Routes::default()
        .get("/", map::show)
        .get("/spanning.csv", map::csv)
        .get("/regios/{code}", region::show)
        .get("/netwerk", network::show)
        .get("/netwerk/regios/{code}/{action}", network::ask)
        .post("/netwerk/regios/{code}/{action}", network::decide)
        .get("/netwerk/leveringen", deliveries::show)
        .get("/definities", texts::definitions)
        .get("/over", texts::about)
        .get("/toegankelijkheid", texts::accessibility)
        .get("/privacy", texts::privacy)
        .get("/hulp", texts::help)
        .get("/aanmelden", sign_in::show)
        .post("/aanmelden", sign_in::sign_in)
        .post("/afmelden", sign_in::sign_out)
        .get(ASSETS_PATH, texts::asset)
}
