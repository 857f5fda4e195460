//! A disk without room: the program stops at once, says why, and has lost nothing once there is room.

use crate::{
    network::eventually,
    program::{PROGRAM, Place, Running},
};
use rusqlite::Connection;
use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
};

/// The unit of `ulimit -f` in a POSIX shell.
const BLOCK_BYTES: u64 = 512;
/// How far a file may grow beyond the largest that there is at the start: room for some commands, not for all.
const ROOM_BYTES: u64 = 400 * 1024;
/// A name of a region that fills the room after a few of them.
const NAME_LETTERS: usize = 60_000;

/// Starts the program where no file can grow beyond the room: writing fails as on a full disk.
fn run_crowded(place: &Place) -> Running {
    let files = fs::read_dir(place.folder.path().join("data")).unwrap();
    let largest = files.map(|file| file.unwrap().metadata().unwrap().len()).max().unwrap();
    let blocks = (largest + ROOM_BYTES) / BLOCK_BYTES;
    // Ignored, so that a write gives an error, as a full disk does, instead of ending the program from outside.
    let script = format!("trap '' XFSZ; ulimit -c 0; ulimit -f {blocks}; exec \"$@\"");
    let child = Command::new("sh")
        .args(["-c", &script, "sh", PROGRAM, "--config"])
        .arg(place.config())
        .arg("run")
        .env("SCHAKEL_LOG", "warn")
        .stderr(Stdio::piped())
        .spawn();
    Running(child.unwrap())
}

/// Which regions were invited, by the log of changes in the state.
fn invited(data: &Path) -> Vec<String> {
    let state = Connection::open(data.join("sm.db")).unwrap();
    let mut statement =
        state.prepare("SELECT region FROM invitations WHERE length(name) > 1000 ORDER BY region").unwrap();
    let regions = statement.query_map([], |row| row.get(0)).unwrap();
    regions.map(Result::unwrap).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_stops_a_replica_with_a_clear_sentence_and_nothing_acknowledged_is_lost() {
    let place = Place::made();
    let data = place.folder.path().join("data");
    place.run().await.terminate();

    let mut crowded = run_crowded(&place);
    eventually("the program runs", async || place.output(&["status"], "").status.success()).await;
    let name = "x".repeat(NAME_LETTERS);
    let mut acknowledged = Vec::new();
    for number in 1..=35 {
        let code = format!("AM{number:02}");
        if !place.output(&["region", "invite", &code, "--name", &name], "").status.success() {
            break;
        }
        acknowledged.push(code);
    }
    assert!(!acknowledged.is_empty(), "there was room for none");
    assert!(acknowledged.len() < 35, "there was room for all: no disk was full");
    let ended = crowded.0.wait().unwrap();
    assert!(!ended.success(), "{ended}");
    let said = std::io::read_to_string(crowded.0.stderr.take().unwrap()).unwrap();
    assert!(said.contains("the disk of this replica failed, it stops"), "{said}");
    assert!(said.contains("Make room") && said.contains("what was acknowledged is kept"), "{said}");

    let running = place.run().await;
    let kept = invited(&data);
    assert!(kept.starts_with(&acknowledged), "acknowledged {acknowledged:?}, kept {kept:?}");
    // The contrast: with room the next one works too.
    assert!(place.output(&["region", "invite", "AM35", "--name", &name], "").status.success());
    running.terminate();
}
