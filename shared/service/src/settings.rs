//! Parts of a configuration that node and coordinator have in common.

use crate::ConfigError;
use serde::Deserialize;
use std::{
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    time::Duration,
};

/// `[http]`
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct HttpConfig {
    /// Where pages and API listen. Default `127.0.0.1:8440`, behind a reverse proxy that adds TLS. Port 0 takes a
    /// free one.
    pub listen: SocketAddr,
    /// Whether browsers reach the pages by TLS, so that the session cookie may be marked `Secure`. Default
    /// false. Set it to true behind a proxy with TLS; true without TLS makes signing in impossible.
    pub behind_tls: bool,
}

/// `[sessions]`
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SessionConfig {
    /// Minutes without a request after which a session ends. Default 60.
    pub idle_minutes: u32,
    /// Hours after which a session ends in any case. Default 12.
    pub longest_hours: u32,
}

/// `[pages]`
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PagesConfig {
    /// A CSS file on the token names of NL Design System (`--basis-…`) that restyles every page. Default none. One
    /// that loads something from elsewhere, or in whose colours text cannot be read well, is refused.
    pub theme: Option<PathBuf>,
}

/// `[lists]`
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ListsConfig {
    /// A file with other sectors. Default: the list in the program.
    pub sectors: Option<PathBuf>,
    /// A folder with other regions and municipalities. Default: the lists in the program.
    pub geography: Option<PathBuf>,
}

/// `[background]`
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct BackgroundConfig {
    /// Milliseconds between two looks at what is due. Default 1000. Less costs processor time, more makes
    /// hand-overs and vacancies slower.
    pub tick_ms: u64,
}

/// `[clock]`
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ClockConfig {
    /// Whether the clock may be moved ahead by command, for a pilot or an exercise. Default false; every page says
    /// so when it is true. Never true with real people: deadlines and budgets would be wrong.
    pub simulated: bool,
}

impl Default for HttpConfig {
    fn default() -> Self {
        Self { listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 8440)), behind_tls: false }
    }
}

impl Default for SessionConfig {
    fn default() -> Self {
        Self { idle_minutes: 60, longest_hours: 12 }
    }
}

impl Default for BackgroundConfig {
    fn default() -> Self {
        Self { tick_ms: 1_000 }
    }
}

impl BackgroundConfig {
    /// The time between two looks at what is due.
    #[must_use]
    pub const fn tick(&self) -> Duration {
        Duration::from_millis(self.tick_ms)
    }
}

/// The checks of the parts above, and the paths in them taken from the configuration file's folder.
#[derive(Debug)]
pub struct SettingsCheck<'file> {
    path: &'file Path,
}

impl<'file> SettingsCheck<'file> {
    /// Checks what stands in the file `path`.
    #[must_use]
    pub const fn of(path: &'file Path) -> Self {
        Self { path }
    }

    /// Takes a path from the configuration file's folder, unless it begins at the root.
    pub fn resolve(&self, path: &mut PathBuf) {
        *path = self.path.parent().unwrap_or(Path::new("")).join(&*path);
    }

    /// An error about one key of the file.
    #[must_use]
    pub fn unusable(&self, key: &str, reason: &str) -> ConfigError {
        ConfigError::Unusable { path: self.path.to_owned(), key: key.to_owned(), reason: reason.to_owned() }
    }

    /// Whether the value lies in the range; the error names the key and the range.
    ///
    /// # Errors
    /// [`ConfigError::Unusable`].
    pub fn range(&self, key: &str, value: u64, from: u64, to: u64) -> Result<(), ConfigError> {
        if (from..=to).contains(&value) {
            return Ok(());
        }
        Err(self.unusable(key, &format!("is {value} and must lie between {from} and {to}")))
    }

    /// Takes an optional file from the configuration file's folder; it must exist.
    ///
    /// # Errors
    /// [`ConfigError::Unusable`].
    pub fn file(&self, key: &str, file: &mut Option<PathBuf>) -> Result<(), ConfigError> {
        let Some(file) = file else { return Ok(()) };
        self.resolve(file);
        if file.exists() {
            return Ok(());
        }
        Err(self.unusable(key, &format!("names {}, which does not exist", file.display())))
    }

    /// Checks the parts that both programs have.
    ///
    /// # Errors
    /// [`ConfigError::Unusable`] at the first value that cannot be right.
    pub fn common(
        &self,
        sessions: &SessionConfig,
        pages: &mut PagesConfig,
        lists: &mut ListsConfig,
        background: &BackgroundConfig,
    ) -> Result<(), ConfigError> {
        self.range("background.tick_ms", background.tick_ms, 10, 60_000)?;
        self.range("sessions.idle_minutes", u64::from(sessions.idle_minutes), 1, 24 * 60)?;
        self.range("sessions.longest_hours", u64::from(sessions.longest_hours), 1, 7 * 24)?;
        self.file("pages.theme", &mut pages.theme)?;
        self.file("lists.sectors", &mut lists.sectors)?;
        self.file("lists.geography", &mut lists.geography)
    }
}
