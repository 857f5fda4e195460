//! The node's configuration: one TOML file, checked at start. Secrets are never in it.

use jiff::SignedDuration;
use serde::Deserialize;
use service::{
    ConfigError, LoggingConfig,
    settings::{
        BackgroundConfig, ClockConfig, HttpConfig, ListsConfig, PagesConfig, SessionConfig, SettingsCheck,
    },
};
use std::{
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
    /// What counts in a match.
    #[serde(default)]
    pub matching: MatchingConfig,
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

/// `[handover]`
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct HandoverConfig {
    /// Days that the other region has to answer an offer. Default 14.
    pub answer_within_days: u32,
}

/// `[matching]`
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct MatchingConfig {
    /// The file with the weights of a match. Default: those that the program carries. What it says comes in force at
    /// the next start, once, when it has changed.
    pub weights: Option<PathBuf>,
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

    /// How long the directory is relied on while the coordinator is away.
    #[must_use]
    pub fn directory_grace(&self) -> SignedDuration {
        // A number of hours beyond counting means for ever.
        i64::try_from(self.directory_grace_h)
            .ok()
            .and_then(SignedDuration::try_from_hours)
            .unwrap_or(SignedDuration::MAX)
    }
}

impl Default for HandoverConfig {
    fn default() -> Self {
        Self { answer_within_days: 14 }
    }
}

impl Config {
    /// Reads and checks a configuration file.
    ///
    /// # Errors
    /// [`ConfigError`] with file, line, key and what to do.
    pub fn load(path: &Path) -> Result<Self, ConfigError> {
        let mut config: Self = service::config::load(path)?;
        let check = SettingsCheck::of(path);
        check.resolve(&mut config.data_dir);
        check.common(&config.sessions, &mut config.pages, &mut config.lists, &config.background)?;
        check.file("matching.weights", &mut config.matching.weights)?;
        check.range("coordinator.request_timeout_s", config.coordinator.request_timeout_s, 1, 120)?;
        let days = u64::from(config.handover.answer_within_days);
        check.range("handover.answer_within_days", days, 1, 60)?;
        Ok(config)
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
