//! Words that may not stand in the tree: paths of one machine, addresses of registries, unfinished work.

use crate::source::{files, root};
use std::fs;

/// A text that may not occur, with what to write instead. The texts are cut in two so that this file passes.
const FORBIDDEN: &[(&str, &str, &str)] = &[
    ("/wo", "rk/", "a path on one machine: use a path in the clone or an environment variable"),
    ("/ro", "ot/", "a path on one machine: use a path in the clone or an environment variable"),
    ("/ho", "me/", "a path on one machine: use a path in the clone or an environment variable"),
    ("crates", ".io", "the address of a registry: name the package"),
    ("py", "pi.org", "the address of a registry: name the package"),
    ("npm", "js.", "the address of a registry: name the package"),
    ("deb.deb", "ian.org", "the address of a registry: name the package"),
    ("FIX", "ME", "finish it, or file it"),
    ("lorem ", "ipsum", "write the real text"),
    ("todo", "!(", "finish it"),
    ("unimple", "mented!(", "finish it"),
];

/// Files that name a registry because a tool wants it there.
const EXCEPTIONS: &[&str] = &["Cargo.lock"];

#[test]
fn no_file_holds_a_forbidden_word() {
    let root = root();
    let mut broken = Vec::new();
    for path in files(&root) {
        let name = path.strip_prefix(&root).expect("below the root").to_string_lossy().into_owned();
        // Pictures and compressed files are no text.
        if let Ok(text) = fs::read_to_string(&path)
            && !EXCEPTIONS.contains(&name.as_str())
        {
            broken.extend(forbidden_in(&text).into_iter().map(|it| format!("{name}:{it}")));
        }
    }
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

#[test]
fn the_word_rule_bites_on_a_made_up_text() {
    for (first, second, _) in FORBIDDEN {
        let found = forbidden_in(&format!("a line\nsee {first}{second}x"));
        assert_eq!(found.len(), 1, "{first}{second}");
        assert!(found[0].starts_with("2:"), "{found:?}");
    }
    assert!(forbidden_in("target/pilot, the roots of a home, work/life").is_empty());
}

fn forbidden_in(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (number, line) in text.lines().enumerate() {
        for (first, second, instead) in FORBIDDEN {
            if line.contains(&format!("{first}{second}")) {
                found.push(format!("{}: `{first}{second}` is {instead}", number + 1));
            }
        }
    }
    found
}
