//! The import of people takes the files of the benchmark's own population generator, with the whole of ESCO.

use crate::{data_folder, vocabulary::ESCO};
use node::{
    storage::Storage,
    workflow::import::{Import, ImportKind, ImportMode, Lists},
};
use std::{path::PathBuf, process::Command, sync::Arc};
use vocabulary::{Geography, Timestamp};

/// Writes a small region with `population.py` of the folder in `SCHAKELNET_PEERS`.
fn population() -> tempfile::TempDir {
    let peers = std::env::var_os("SCHAKELNET_PEERS")
        .expect("set SCHAKELNET_PEERS to the folder with population.py; this test cannot be done without it");
    let python = std::env::var_os("SCHAKELNET_PYTHON").unwrap_or_else(|| "python3".into());
    let folder = tempfile::tempdir().unwrap();
    let output = Command::new(python)
        .arg(PathBuf::from(peers).join("population.py"))
        .args(["--region", "AM24", "--candidates", "3000", "--vacancies", "300", "--employers", "200"])
        .args(["--seed", "1", "--out"])
        .arg(folder.path())
        .output()
        .expect("Python can be started (tests/full prepares one with numpy)");
    assert!(output.status.success(), "population.py: {}", String::from_utf8_lossy(&output.stderr));
    folder
}

#[test]
fn files_of_the_population_generator_are_imported_without_a_bad_line() {
    data_folder("esco");
    let files = population();
    let folder = tempfile::tempdir().unwrap();
    let storage = Storage::open(&folder.path().join("node.db")).unwrap();
    let lists =
        Lists::new(Arc::new(ESCO.vocabulary.clone()), Arc::new(Geography::embedded()));
    for (kind, file, expected) in [
        (ImportKind::Employers, "employers.ndjson", 200),
        (ImportKind::Vacancies, "vacancies.ndjson", 300),
        (ImportKind::Candidates, "candidates.ndjson", 3_000),
    ] {
        let import = Import {
            kind,
            mode: ImportMode::Store,
            lists: &lists,
            actor: "operator/command-line".to_owned(),
            at: Timestamp::UNIX_EPOCH,
        };
        let report = import.run(&storage, &files.path().join(file), |_| {}).unwrap();
        assert_eq!((report.added, report.bad), (expected, 0), "{file}: {:?}", report.problems.first());
    }
}
