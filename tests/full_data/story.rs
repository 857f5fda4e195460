//! The pilot's story with the whole of ESCO, named as somebody types it.

use crate::data_folder;
use std::process::Command;

#[test]
fn the_story_is_true_with_the_whole_of_esco_named_by_a_relative_path() {
    let esco = data_folder("esco");
    let folder = tempfile::tempdir().expect("a folder for the pilot");
    let output = Command::new(env!("CARGO_BIN_EXE_pilot"))
        .current_dir(esco.parent().expect("the data sets lie in a folder"))
        .args(["--no-build", "--once", "--people", "500", "--weeks", "2", "--esco", "esco", "--folder"])
        .arg(folder.path().join("pilot"))
        .output()
        .expect("the pilot can be started");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    let config = std::fs::read_to_string(folder.path().join("pilot/coordinator-1/coordinator.toml"));
    let config = config.expect("the coordinator was configured");
    assert!(config.contains(&format!("esco = \"{}\"", esco.canonicalize().expect("it is there").display())));
}
