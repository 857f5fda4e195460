//! Compares catalogue and sources: which words are missing, unused or not in both languages. For the tests.

use super::translator::{Part, keys_of};
use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};

/// What is wrong between `part` and the sources in `folders`, one sentence each; empty when all is well.
///
/// A key counts as used when it stands in quotes anywhere in a `.rs` or `.html` file. A key counts as missing when
/// `say("…")`, `count("…"`, `name("…"` or `say_with("…"` names it and neither `part` nor `other_parts` has it.
///
/// # Errors
/// When a folder cannot be read.
pub fn problems(part: Part, other_parts: &[Part], folders: &[PathBuf]) -> io::Result<Vec<String>> {
    let mut sources = String::new();
    for folder in folders {
        read_sources(folder, &mut sources)?;
    }
    let dutch = keys_of(part.nl);
    let english = keys_of(part.en);
    let mut known: BTreeSet<String> = dutch.clone();
    for other in other_parts {
        known.extend(keys_of(other.nl));
    }
    let mut found = Vec::new();
    found.extend(dutch.difference(&english).map(|key| format!("`{key}` is missing in English")));
    found.extend(english.difference(&dutch).map(|key| format!("`{key}` is missing in Dutch")));
    found.extend(
        dutch
            .intersection(&english)
            .filter(|key| variables(part.nl, key) != variables(part.en, key))
            .map(|key| format!("`{key}` takes other values in English than in Dutch")),
    );
    found.extend(
        dutch
            .iter()
            .filter(|key| !sources.contains(&format!("\"{key}\"")))
            .map(|key| format!("`{key}` is not used")),
    );
    found.extend(
        asked(&sources).difference(&known).map(|key| format!("`{key}` is asked for and in no catalogue")),
    );
    Ok(found)
}

/// The keys that the sources ask for by name.
fn asked(sources: &str) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for call in [".say(\"", ".say_with(\"", ".count(\"", ".name(\""] {
        for after in sources.split(call).skip(1) {
            let key = after.split('"').next().unwrap_or_default();
            if !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
                keys.insert(key.to_owned());
            }
        }
    }
    keys
}

/// The values that the text of `key` takes.
fn variables(text: &str, key: &str) -> BTreeSet<String> {
    let mut inside = false;
    let mut names = BTreeSet::new();
    for line in text.lines() {
        if line.starts_with(|first: char| first.is_ascii_alphabetic() || first == '#') {
            inside = line.split_once('=').is_some_and(|(name, _)| name.trim() == key);
        }
        if inside {
            for after in line.split('$').skip(1) {
                names.insert(after.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect());
            }
        }
    }
    names
}

fn read_sources(folder: &Path, sources: &mut String) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            read_sources(&path, sources)?;
        } else if path.extension().is_some_and(|extension| extension == "rs" || extension == "html") {
            // Neither comments nor tests make a word used: tests may name keys that do not exist.
            let text = fs::read_to_string(&path)?;
            let shown = text.split("\n#[cfg(test)]").next().unwrap_or_default();
            for line in shown.lines().filter(|line| !line.trim_start().starts_with("//")) {
                sources.push_str(line);
                sources.push('\n');
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::translator::SHARED;

    fn folder(name: &str) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
    }

    #[test]
    fn the_shared_words_are_complete_used_and_the_same_in_both_languages() {
        let found = problems(SHARED, &[], &[folder("src/web"), folder("templates")]).unwrap();
        assert!(found.is_empty(), "{found:#?}");
    }

    #[test]
    fn the_audit_finds_missing_unused_and_differing_words() {
        let sources = tempfile::tempdir().unwrap();
        fs::write(sources.path().join("a.html"), r#"{{ page.say("used") }}{{ page.say("absent") }}"#)
            .unwrap();
        let part = Part {
            name: "test",
            nl: "used = { $n } x\nunused = y\nonly-dutch = z\n",
            en: "used = { $m } x\nunused = y\n",
        };
        let found = problems(part, &[], &[sources.path().to_owned()]).unwrap();
        for expected in [
            "`only-dutch` is missing in English",
            "`used` takes other values in English than in Dutch",
            "`unused` is not used",
            "`absent` is asked for and in no catalogue",
        ] {
            assert!(found.iter().any(|problem| problem == expected), "{expected} not in {found:#?}");
        }
    }
}
