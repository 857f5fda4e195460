//! Tests on the full data sets, which the project does not carry. They are found through the environment variable
//! `SCHAKELNET_DATA`; without it these tests fail, since a check that was not done is not a check that passed.

mod population;
mod story;
mod text;
mod transition;
mod vocabulary;

use std::path::PathBuf;

/// A folder of the data sets, such as `esco`.
fn data_folder(name: &str) -> PathBuf {
    let root = std::env::var_os("SCHAKELNET_DATA").expect(
        "set SCHAKELNET_DATA to the folder with the data sets; this test cannot be done without them",
    );
    let folder = PathBuf::from(root).join(name);
    assert!(folder.is_dir(), "SCHAKELNET_DATA points to a folder without `{name}`: {}", folder.display());
    folder
}
