//! Every file in `configs/` is a configuration that its program takes.

use crate::source::{files, root};
use coordinator::config::Config as CoordinatorConfig;
use node::config::Config as NodeConfig;
use std::path::Path;

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
        let text =
            std::fs::read_to_string(root().join("configs").join(example)).expect("the example is readable");
        let path = folder.path().join(example);
        std::fs::write(&path, text.replace("[http]\n", "[http]\nlisen = 1\n"))
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
