//! Every file in `configs/` is a configuration that its program takes, and the examples tell every key with its
//! real default.

use crate::source::{files, root};
use coordinator::config::Config as CoordinatorConfig;
use node::{config::Config as NodeConfig, matching::weighting::Weighting};
use serde::de::DeserializeOwned;
use std::{fmt::Debug, fs, path::Path};

/// Keys without a default: what stands behind them in an example is only an example.
const NO_DEFAULT: &[&str] = &["weights", "theme", "sectors", "geography", "esco", "addresses"];

#[test]
fn every_example_configuration_loads() {
    let found = files(&root().join("configs"));
    let mut loaded = (0, 0);
    for path in found.iter().filter(|path| path.extension().is_some_and(|it| it == "toml")) {
        let name = path.file_name().expect("a file has a name").to_string_lossy();
        if name.starts_with("node.") {
            loaded.0 += 1;
            node_loads(path);
        } else if name.starts_with("coordinator.") {
            loaded.1 += 1;
            coordinator_loads(path);
        } else if name == "matching-weights.toml" {
            let text = fs::read_to_string(path).expect("the weights are readable");
            Weighting::parse(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        } else {
            assert!(path.to_string_lossy().contains("/funding/"), "{name}: which program is this for?");
        }
    }
    assert!(loaded.0 >= 2 && loaded.1 >= 2, "configs/ lost its examples: {found:?}");
}

#[test]
fn an_example_with_a_wrong_key_would_be_caught() {
    let folder = tempfile::tempdir().expect("a scratch folder can be made");
    for (example, loads) in [
        ("node.example.toml", (|path| NodeConfig::load(path).map(drop)) as fn(&Path) -> Result<(), _>),
        ("coordinator.example.toml", |path| CoordinatorConfig::load(path).map(drop)),
    ] {
        let text = fs::read_to_string(root().join("configs").join(example)).expect("the example is readable");
        let path = folder.path().join(example);
        fs::write(&path, text.replace("[http]\n", "[http]\nlisen = 1\n"))
            .expect("a scratch file can be written");
        let error = loads(&path).expect_err("a key that does not exist is refused").to_string();
        assert!(error.contains("lisen") && error.contains("listen"), "{error}");
    }
}

fn node_loads(path: &Path) {
    NodeConfig::load(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}

fn coordinator_loads(path: &Path) {
    CoordinatorConfig::load(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}

#[test]
fn a_commented_key_of_an_example_has_the_real_default() {
    defaults_are_real::<NodeConfig>("node.example.toml");
    defaults_are_real::<CoordinatorConfig>("coordinator.example.toml");
    let uncommented = with_defaults("[a]\n# Why.\n# x = 1\n# theme = 'y'\nz = 2\n");
    assert_eq!(uncommented, "[a]\n# Why.\nx = 1\n# theme = 'y'\nz = 2\n");
}

/// The contrast: a default that is not the program's own is told.
#[test]
fn a_commented_key_with_another_default_would_be_noticed() {
    let text = example("node.example.toml").replace("# idle_minutes = 60", "# idle_minutes = 61");
    let (plain, whole): (NodeConfig, NodeConfig) = (parsed(&text), parsed(&with_defaults(&text)));
    assert_ne!(plain, whole);
}

#[test]
fn an_example_lists_every_key_that_can_be_set() {
    for (file, keys) in [
        ("node.example.toml", keys_of::<NodeConfig>()),
        ("coordinator.example.toml", keys_of::<CoordinatorConfig>()),
    ] {
        assert!(keys.len() > 15, "{keys:?}");
        let missing = missing_keys(&example(file), &keys);
        assert!(missing.is_empty(), "{file} does not have {missing:?}");
        let without = example(file).replace("# tick_ms", "# tack_ms");
        assert_eq!(missing_keys(&without, &keys), ["background.tick_ms"]);
    }
}

fn example(file: &str) -> String {
    fs::read_to_string(root().join("configs").join(file)).expect("the example is readable")
}

fn parsed<T: DeserializeOwned>(text: &str) -> T {
    toml::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn defaults_are_real<T: DeserializeOwned + PartialEq + Debug>(file: &str) {
    let text = example(file);
    let (plain, whole): (T, T) = (parsed(&text), parsed(&with_defaults(&text)));
    assert_eq!(plain, whole, "{file}: a commented key differs from the program's default");
}

/// The text with its commented keys in force; a sentence is no key.
fn with_defaults(text: &str) -> String {
    let in_force = |line: &str| {
        let key =
            line.strip_prefix("# ").filter(|rest| key(rest).is_some_and(|key| !NO_DEFAULT.contains(&key)));
        format!("{}\n", key.unwrap_or(line))
    };
    text.lines().map(in_force).collect()
}

/// The key of a line `key = value`.
fn key(line: &str) -> Option<&str> {
    let (key, _) = line.split_once(" = ")?;
    key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_').then_some(key)
}

/// Every key that the program knows, as `table.key`: it names them when it meets one that it does not know.
fn keys_of<T: DeserializeOwned + Debug>() -> Vec<String> {
    let known = |text: &str| -> Vec<String> {
        let error = toml::from_str::<T>(text).expect_err("`zzz` is no key").to_string();
        let names = error.split_once("unknown field `zzz`, expected").map_or("", |(_, names)| names);
        names.lines().next().unwrap_or("").split('`').skip(1).step_by(2).map(str::to_owned).collect()
    };
    let mut keys = Vec::new();
    for table in known("zzz = 1\n") {
        let inside = known(&format!("[{table}]\nzzz = 1\n"));
        match inside.is_empty() {
            true => keys.push(table),
            false => keys.extend(inside.into_iter().map(|key| format!("{table}.{key}"))),
        }
    }
    keys
}

/// The keys that a text has neither in force nor as a comment.
fn missing_keys(text: &str, keys: &[String]) -> Vec<String> {
    let mut table = String::new();
    let mut there = Vec::new();
    for line in text.lines() {
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            table = format!("{name}.");
        } else if let Some(key) = key(line.strip_prefix("# ").unwrap_or(line)) {
            there.push(format!("{table}{key}"));
        }
    }
    keys.iter().filter(|key| !there.contains(key)).cloned().collect()
}
