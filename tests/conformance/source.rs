//! Reading the tree: where it is, which files it has, and what of a Rust file is program text.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// The root of the clone.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ lies in the root").to_path_buf()
}

/// All Rust files below `folder`, or the file itself; empty when there is no such folder.
pub(crate) fn rust_files(folder: &Path) -> Vec<PathBuf> {
    files(folder).into_iter().filter(|path| path.extension().is_some_and(|it| it == "rs")).collect()
}

/// All files below `folder` in a fixed order, without build outputs and version control.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    if folder.is_file() {
        return vec![folder.to_path_buf()];
    }
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut found = Vec::new();
    for entry in entries {
        let path = entry.expect("a directory entry is readable").path();
        let name = path.file_name().and_then(|it| it.to_str()).unwrap_or_default();
        if !["target", ".git", "node_modules", ".venv"].contains(&name) {
            found.extend(files(&path));
        }
    }
    found.sort();
    found
}

/// One line of program text, with its number in the file.
pub(crate) struct CodeLine<'a> {
    pub(crate) number: usize,
    pub(crate) text: &'a str,
}

/// The lines of a Rust file without comments and without items under `#[cfg(test)]`.
pub(crate) fn program(text: &str) -> Vec<CodeLine<'_>> {
    let mut lines = Vec::new();
    let mut tests_at: Option<usize> = None;
    for (index, line) in text.lines().enumerate() {
        let depth = line.len() - line.trim_start().len();
        match tests_at {
            None if line.trim() == "#[cfg(test)]" => tests_at = Some(depth),
            None => lines.push(CodeLine { number: index + 1, text: without_comment(line) }),
            // The item ends with the first line of its own depth that closes it.
            Some(at)
                if depth == at && (line.trim().starts_with('}') || line.trim().ends_with([';', '}'])) =>
            {
                tests_at = None;
            }
            Some(_) => {}
        }
    }
    lines
}

/// The part of a line before `//`, unless that stands inside a string, as in a web address.
fn without_comment(line: &str) -> &str {
    let mut inside = false;
    let mut previous = ' ';
    for (at, letter) in line.char_indices() {
        match letter {
            '"' if previous != '\\' && previous != '\'' => inside = !inside,
            '/' if previous == '/' && !inside => return &line[..at - 1],
            _ => {}
        }
        previous = letter;
    }
    line
}

#[test]
fn comments_and_test_modules_are_not_program_text() {
    let text =
        "use a::b; // tokio::spawn\nlet url = \"http://x\"; /* */\n#[cfg(test)]\nmod tests {\n  use z;\n}\n";
    let lines: Vec<_> = program(text).iter().map(|line| (line.number, line.text)).collect();
    assert_eq!(lines, [(1, "use a::b; "), (2, "let url = \"http://x\"; /* */")]);
    let declared = "#[cfg(test)]\nmod tests;\nuse q::r;";
    assert_eq!(program(declared).last().expect("one line").text, "use q::r;");
}
