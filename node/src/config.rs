//! The node's configuration: one TOML file, checked at start. Secrets are never in it.

use serde::Deserialize;
use service::{ConfigError, LoggingConfig};
use std::{
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    time::Duration,
};
use vocabulary::RegionId;

/// Everything that can be set.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The labour-market region of this node, such as `AM24`. A wrong code is found at joining: the token is for
    /// one region.
    pub region: RegionId,
    /// Where database, keys and files lie. A path that does not start with `/` is taken from the configuration
    /// file's folder. Losing this folder is losing the region's only copy: back it up.
    pub data_dir: PathBuf,
    /// Pages and API.
    #[serde(default)]
    pub http: HttpConfig,
    /// The way to the coordinator.
    #[serde(default)]
    pub coordinator: CoordinatorConfig,
    /// How sessions end.
    #[serde(default)]
    pub sessions: SessionConfig,
    /// Hand-over of cases.
    #[serde(default)]
    pub handover: HandoverConfig,
    /// How the pages look.
    #[serde(default)]
    pub pages: PagesConfig,
    /// Lists that replace the ones in the program.
    #[serde(default)]
    pub lists: ListsConfig,
    /// What the node does by itself.
    #[serde(default)]
    pub background: BackgroundConfig,
    /// Which time it is.
    #[serde(default)]
    pub clock: ClockConfig,
    /// Log lines.
    #[serde(default)]
    pub logging: LoggingConfig,
}

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

/// `[coordinator]`
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CoordinatorConfig {
    /// Addresses of the coordinator's replicas, `host:port`, tried in turn. Default: those of the join token.
    pub addresses: Vec<String>,
    /// Seconds that one request may take. Default 5.
    pub request_timeout_s: u64,
    /// Hours that the node goes on with its last directory when the coordinator is away. Default 72. Longer means
    /// that a revoked region is believed for longer.
    pub directory_grace_h: u64,
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

/// `[handover]`
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct HandoverConfig {
    /// Days that the other region has to answer an offer. Default 14.
    pub answer_within_days: u32,
}

/// `[pages]`
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PagesConfig {
    /// A CSS file on the token names of NL Design System (`--basis-…`) that restyles every page. Default none.
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

impl Default for CoordinatorConfig {
    fn default() -> Self {
        Self { addresses: Vec::new(), request_timeout_s: 5, directory_grace_h: 72 }
    }
}

impl CoordinatorConfig {
    /// How long one request may take.
    #[must_use]
    pub const fn request_timeout(&self) -> Duration {
        Duration::from_secs(self.request_timeout_s)
    }
}

impl Default for SessionConfig {
    fn default() -> Self {
        Self { idle_minutes: 60, longest_hours: 12 }
    }
}

impl Default for HandoverConfig {
    fn default() -> Self {
        Self { answer_within_days: 14 }
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

impl Config {
    /// Reads and checks a configuration file.
    ///
    /// # Errors
    /// [`ConfigError`] with file, line, key and what to do.
    pub fn load(path: &Path) -> Result<Self, ConfigError> {
        let mut config: Self = service::config::load(path)?;
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        config.take_paths_from(&folder);
        config.check(path)?;
        Ok(config)
    }

    fn take_paths_from(&mut self, folder: &Path) {
        self.data_dir = folder.join(&self.data_dir);
        for path in [&mut self.pages.theme, &mut self.lists.sectors, &mut self.lists.geography] {
            *path = path.take().map(|path| folder.join(path));
        }
    }

    fn check(&self, path: &Path) -> Result<(), ConfigError> {
        let unusable = |key: &str, reason: &str| {
            Err(ConfigError::Unusable {
                path: path.to_owned(),
                key: key.to_owned(),
                reason: reason.to_owned(),
            })
        };
        if !(10..=60_000).contains(&self.background.tick_ms) {
            return unusable("background.tick_ms", "must lie between 10 and 60000 milliseconds");
        }
        if !(1..=120).contains(&self.coordinator.request_timeout_s) {
            return unusable("coordinator.request_timeout_s", "must lie between 1 and 120 seconds");
        }
        if !(1..=60).contains(&self.handover.answer_within_days) {
            return unusable("handover.answer_within_days", "must lie between 1 and 60 days");
        }
        if self.sessions.idle_minutes == 0 || self.sessions.longest_hours == 0 {
            return unusable("sessions", "must let a session last at least one minute and one hour");
        }
        let listed = [
            ("pages.theme", &self.pages.theme),
            ("lists.sectors", &self.lists.sectors),
            ("lists.geography", &self.lists.geography),
        ];
        for (key, file) in listed {
            if file.as_ref().is_some_and(|file| !file.exists()) {
                return unusable(key, "names a file that does not exist");
            }
        }
        Ok(())
    }

    /// Where the database lies.
    #[must_use]
    pub fn database_path(&self) -> PathBuf {
        self.data_dir.join("node.db")
    }

    /// Where the keys lie.
    #[must_use]
    pub fn keys_path(&self) -> PathBuf {
        self.data_dir.join("keys")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(text: &str) -> Result<Config, ConfigError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("node.toml");
        std::fs::write(&path, text).unwrap();
        Config::load(&path)
    }

    #[test]
    fn two_lines_are_enough_and_paths_are_taken_from_the_files_folder() {
        let config = load("region = 'AM24'\ndata_dir = 'data'\n").unwrap();
        assert!(config.data_dir.is_absolute() && config.data_dir.ends_with("data"));
        assert_eq!(config.http.listen.to_string(), "127.0.0.1:8440");
        assert_eq!(config.coordinator.directory_grace_h, 72);
    }

    #[test]
    fn values_that_cannot_be_right_are_named() {
        let check = |line: &str, expected: &str| {
            let error = load(&format!("region = 'AM24'\ndata_dir = 'data'\n{line}\n")).unwrap_err();
            assert!(error.to_string().contains(expected), "{error}");
        };
        check("[background]\ntick_ms = 1", "background.tick_ms");
        check("[background]\ntik_ms = 1", "did you mean `tick_ms`?");
        check("[pages]\ntheme = 'missing.css'", "pages.theme");
        assert!(load("region = 'Zeeland'\ndata_dir = 'x'\n").unwrap_err().to_string().contains("AM38"));
    }
}
