//! Reading a configuration file: one TOML file, every key known, and an error that says where and what to do.

use serde::de::DeserializeOwned;
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// Why a configuration cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error(
        "cannot read the configuration file {path}: make one with `init`, or name another with `--config`"
    )]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        #[source]
        source: io::Error,
    },
    /// A key that does not exist.
    #[error("{path}, line {line}: there is no setting `{key}` here{}", suggestion(.nearest.as_deref()))]
    UnknownKey {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// The key as written.
        key: String,
        /// The known key that looks most like it.
        nearest: Option<String>,
    },
    /// Not TOML, a value of the wrong kind, or a value missing.
    #[error("{path}, line {line}: {reason}")]
    Wrong {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong, from the reader of the file.
        reason: String,
    },
    /// A value that is well-formed and cannot be right.
    #[error("{path}: the setting `{key}` {reason}")]
    Unusable {
        /// The file.
        path: PathBuf,
        /// The key.
        key: String,
        /// What is wrong with its value and what would be right.
        reason: String,
    },
}

fn suggestion(nearest: Option<&str>) -> String {
    nearest.map_or_else(|| ": remove it".to_owned(), |key| format!("; did you mean `{key}`?"))
}

/// Reads a configuration. `T` denies unknown fields, so that a mistyped key is an error and not a default.
///
/// # Errors
/// [`ConfigError`] with file, line and key.
pub fn load<T: DeserializeOwned>(path: &Path) -> Result<T, ConfigError> {
    let text =
        fs::read_to_string(path).map_err(|source| ConfigError::Read { path: path.to_owned(), source })?;
    parse(&text, path)
}

/// Reads a configuration from a text; `path` is only named in errors.
///
/// # Errors
/// As [`load`].
pub fn parse<T: DeserializeOwned>(text: &str, path: &Path) -> Result<T, ConfigError> {
    toml::from_str(text).map_err(|error| {
        let line =
            error.span().map_or(1, |span| 1 + text[..span.start.min(text.len())].matches('\n').count());
        let path = path.to_owned();
        match unknown_field(error.message()) {
            Some((key, nearest)) => ConfigError::UnknownKey { path, line, key, nearest },
            None => ConfigError::Wrong { path, line, reason: error.message().replace('\n', " ") },
        }
    })
}

/// Reads key and candidates out of serde's sentence ``unknown field `a`, expected one of `b`, `c` ``.
fn unknown_field(message: &str) -> Option<(String, Option<String>)> {
    let rest = message.strip_prefix("unknown field ")?;
    let mut quoted = rest.split('`').skip(1).step_by(2);
    let key = quoted.next()?.to_owned();
    // Half of the longer name may differ: enough for a typing error, too little for an unrelated word.
    let nearest = quoted
        .map(|known| (strsim::damerau_levenshtein(&key, known), known))
        .filter(|(distance, known)| 2 * distance <= key.len().max(known.len()))
        .min()
        .map(|(_, known)| known.to_owned());
    Some((key, nearest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Example {
        listen_address: String,
        #[serde(default)]
        pages: Pages,
    }

    #[derive(Debug, Default, Deserialize)]
    #[serde(deny_unknown_fields, default)]
    struct Pages {
        theme: Option<String>,
    }

    fn refusal(text: &str) -> String {
        parse::<Example>(text, Path::new("node.toml")).unwrap_err().to_string()
    }

    #[test]
    fn an_unknown_key_is_named_with_its_line_and_the_nearest_known_key() {
        assert_eq!(
            refusal("listen_address = 'x'\n\n[pages]\ntheem = 'a.css'\n"),
            "node.toml, line 4: there is no setting `theem` here; did you mean `theme`?"
        );
        assert_eq!(
            refusal("listen_address = 'x'\nqqqqqqqq = 1\n"),
            "node.toml, line 2: there is no setting `qqqqqqqq` here: remove it"
        );
        let right: Example = parse("listen_address = 'x'\n[pages]\ntheme = 'a'\n", Path::new("")).unwrap();
        assert_eq!((right.listen_address.as_str(), right.pages.theme.as_deref()), ("x", Some("a")));
    }

    #[test]
    fn a_wrong_value_and_a_missing_one_are_named_with_file_and_line() {
        assert!(refusal("listen_address = 7\n").starts_with("node.toml, line 1: invalid type"));
        assert!(refusal("[pages]\n").contains("missing field `listen_address`"));
        assert!(refusal("listen_address = \n").starts_with("node.toml, line 1:"));
    }

    #[test]
    fn a_missing_file_says_what_to_do() {
        let error = load::<Example>(Path::new("/does/not/exist.toml")).unwrap_err();
        assert!(error.to_string().contains("make one with `init`"), "{error}");
    }
}
