//! Golden files: what a program writes, kept in the tree, so that a change of it shows as a difference to read.

use crate::source::root;
use std::{fs, path::PathBuf};

/// Set to write every golden file anew; it is the same name in every package.
pub(crate) const UPDATE: &str = "UPDATE_GOLDENS";

/// A golden file below `tests/conformance`.
pub(crate) fn path(name: &str) -> PathBuf {
    root().join("tests/conformance").join(name)
}

/// What the golden file holds, after writing `found` into it where that was asked for.
pub(crate) fn expected(name: &str, found: &str) -> String {
    let path = path(name);
    if std::env::var_os(UPDATE).is_some() {
        fs::create_dir_all(path.parent().expect("a golden lies in a folder")).expect("a folder can be made");
        fs::write(&path, found).expect("a golden can be written");
    }
    fs::read_to_string(&path).unwrap_or_default()
}

/// What to do about goldens that differ.
pub(crate) fn hint(filter: &str) -> String {
    format!(
        "if that is meant, run `{UPDATE}=1 cargo nextest run -p tests --test conformance {filter}` and read the diff"
    )
}
