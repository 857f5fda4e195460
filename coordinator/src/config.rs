//! The coordinator's configuration: one TOML file per replica, checked at start. Secrets are never in it.

use crate::dashboards::FiguresConfig;
use serde::Deserialize;
use service::{
    ConfigError, LoggingConfig,
    settings::{
        BackgroundConfig, ClockConfig, HttpConfig, ListsConfig, PagesConfig, SessionConfig, SettingsCheck,
    },
};
use std::{
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
};
use vocabulary::{TableError, geography::Geography, sectors::Sectors};

/// Everything that can be set.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Where log, state and keys lie. A path that does not start with `/` is taken from the configuration file's
    /// folder.
    pub data_dir: PathBuf,
    /// This replica.
    pub replica: ReplicaConfig,
    /// Pages and API.
    #[serde(default)]
    pub http: HttpConfig,
    /// How sessions end.
    #[serde(default)]
    pub sessions: SessionConfig,
    /// How the pages look.
    #[serde(default)]
    pub pages: PagesConfig,
    /// Who may see the figures.
    #[serde(default)]
    pub figures: FiguresConfig,
    /// Lists that replace the ones in the program.
    #[serde(default)]
    pub lists: ListsConfig,
    /// What the coordinator does by itself.
    #[serde(default)]
    pub background: BackgroundConfig,
    /// Which time it is.
    #[serde(default)]
    pub clock: ClockConfig,
    /// Log lines.
    #[serde(default)]
    pub logging: LoggingConfig,
}

/// `[replica]`
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReplicaConfig {
    /// The number of this replica, from 1. A number is never used again for another machine.
    pub id: u64,
    /// Where nodes and other replicas reach this one, `host:port`; goes into join tokens.
    pub address: String,
    /// Where QUIC listens (UDP). Default `0.0.0.0:8450`.
    #[serde(default = "default_listen")]
    pub listen: SocketAddr,
}

/// The port of the federation is 8450 on every address of the machine.
fn default_listen() -> SocketAddr {
    SocketAddr::from((Ipv4Addr::UNSPECIFIED, 8450))
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
        check.file("figures.esco", &mut config.figures.esco)?;
        check.range("replica.id", config.replica.id, 1, 1_000)?;
        let port = config.replica.address.rsplit_once(':').and_then(|(_, port)| port.parse::<u16>().ok());
        if port.is_none() {
            return Err(
                check.unusable("replica.address", "must be a host and a port such as `host.example.nl:8450`")
            );
        }
        Ok(config)
    }

    /// Regions and municipalities: those of the operator's list, or else the ones in the program.
    ///
    /// # Errors
    /// [`TableError`] with file, line and reason when the list is broken.
    pub fn geography(&self) -> Result<Geography, TableError> {
        self.lists.geography.as_deref().map_or_else(|| Ok(Geography::embedded()), Geography::load)
    }

    /// Sectors: those of the operator's list, or else the ones in the program.
    ///
    /// # Errors
    /// [`TableError`] with file, line and reason when the list is broken.
    pub fn sectors(&self) -> Result<Sectors, TableError> {
        self.lists.sectors.as_deref().map_or_else(|| Ok(Sectors::embedded()), Sectors::load)
    }

    /// Where keys lie.
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
        let path = folder.path().join("coordinator.toml");
        std::fs::write(&path, text).unwrap();
        Config::load(&path)
    }

    #[test]
    fn three_lines_are_enough() {
        let config = load("data_dir = 'data'\n[replica]\nid = 1\naddress = 'localhost:8450'\n").unwrap();
        assert_eq!(config.replica.listen.to_string(), "0.0.0.0:8450");
        assert!(config.data_dir.is_absolute());
    }

    #[test]
    fn values_that_cannot_be_right_are_named() {
        let check = |replica: &str, expected: &str| {
            let error = load(&format!("data_dir = 'data'\n[replica]\n{replica}\n")).unwrap_err();
            assert!(error.to_string().contains(expected), "{error}");
        };
        check("id = 0\naddress = 'localhost:8450'", "replica.id");
        check("id = 1\naddress = 'localhost'", "replica.address");
        check("id = 1\nadress = 'localhost:8450'", "did you mean `address`?");
    }
}
