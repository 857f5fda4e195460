//! Log lines on standard error: readable text, or JSON for a log collector.

use serde::Deserialize;
use tracing_subscriber::EnvFilter;

/// `[logging]` of a configuration file.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LoggingConfig {
    /// Which lines: `error`, `warn`, `info`, `debug` or `trace`, also per module (`info,node::background=debug`).
    /// Default `info`. The environment variable `SCHAKEL_LOG` goes before it. A wrong word falls back to `info`.
    pub level: String,
    /// `text` or `json`. Default `text`.
    pub format: LogFormat,
}

/// How a log line is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// One JSON object per line.
    Json,
}

impl Default for LoggingConfig {
    fn default() -> Self {
        Self { level: "info".to_owned(), format: LogFormat::Text }
    }
}

/// Starts logging. Does nothing when the process logs already, as in tests.
pub fn start(config: &LoggingConfig) {
    let level = std::env::var("SCHAKEL_LOG").unwrap_or_else(|_| config.level.clone());
    let filter = filter(&level).unwrap_or_else(|_| EnvFilter::new("info"));
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let started = match config.format {
        LogFormat::Text => builder.with_ansi(false).try_init(),
        LogFormat::Json => builder.json().flatten_event(true).try_init(),
    };
    if started.is_err() {
        tracing::debug!("logging had been started before");
    }
}

/// What is asked for, with openraft's own story of every heartbeat left out unless it is named.
fn filter(level: &str) -> Result<EnvFilter, tracing_subscriber::filter::ParseError> {
    if level.contains("openraft") {
        EnvFilter::try_new(level)
    } else {
        EnvFilter::try_new(format!("{level},openraft=warn"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_is_taken_and_a_wrong_word_is_not() {
        assert_eq!(filter("info").unwrap().to_string(), "openraft=warn,info");
        assert_eq!(filter("debug,openraft=trace").unwrap().to_string(), "openraft=trace,debug");
        assert!(filter("node=loud").is_err());
    }
}
