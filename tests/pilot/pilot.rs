//! A pilot that runs in a folder of its own, as the leader of a group of processes, as a terminal starts it.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};
use tempfile::TempDir;
use tokio::{
    io::{AsyncBufReadExt as _, AsyncReadExt as _, BufReader, Lines},
    process::{Child, ChildStderr, ChildStdout, Command},
    time::timeout,
};

/// How long the pilot may take for a chapter or to end, on a machine that does other things as well.
const PATIENCE: Duration = Duration::from_secs(240);

/// How a pilot ended and what it said.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) code: Option<i32>,
    pub(crate) said: String,
    pub(crate) complained: String,
}

#[derive(Debug)]
pub(crate) struct Pilot {
    folder: PathBuf,
    _made: Option<TempDir>,
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
    errors: ChildStderr,
    said: String,
}

impl Pilot {
    pub(crate) fn start(arguments: &[&str]) -> Self {
        let made = tempfile::tempdir().unwrap();
        let mut pilot = Self::start_in(&made.path().join("pilot"), arguments);
        pilot._made = Some(made);
        pilot
    }

    pub(crate) fn start_in(folder: &Path, arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_pilot"))
            .arg("--no-build")
            .arg("--folder")
            .arg(folder)
            .arg("--figures")
            .arg(folder.with_extension("figures"))
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .process_group(0)
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let errors = child.stderr.take().unwrap();
        Self { folder: folder.to_owned(), _made: None, child, lines, errors, said: String::new() }
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(crate) fn figures(&self) -> PathBuf {
        self.folder.with_extension("figures")
    }

    /// Waits until it says something.
    pub(crate) async fn says(&mut self, sentence: &str) {
        let heard = async {
            while let Some(line) = self.lines.next_line().await.unwrap() {
                self.said.push_str(&line);
                self.said.push('\n');
                if line.contains(sentence) {
                    return true;
                }
            }
            false
        };
        match timeout(PATIENCE, heard).await {
            Ok(true) => {}
            Ok(false) => {
                let mut complained = String::new();
                self.errors.read_to_string(&mut complained).await.unwrap();
                panic!("it ended without saying `{sentence}`:\n{}{complained}", self.said)
            }
            Err(_) => panic!("it did not say `{sentence}` in time:\n{}", self.said),
        }
    }

    /// Waits until it has ended.
    pub(crate) async fn ends(&mut self) -> Ended {
        let (mut rest, mut complained) = (String::new(), String::new());
        let ended = async {
            let said = async {
                while let Some(line) = self.lines.next_line().await.unwrap() {
                    rest.push_str(&line);
                    rest.push('\n');
                }
            };
            let (_, errors) = tokio::join!(said, self.errors.read_to_string(&mut complained));
            errors.unwrap();
            self.child.wait().await.unwrap()
        };
        let status = timeout(PATIENCE, ended).await.expect("the pilot ends in time");
        self.said.push_str(&rest);
        Ended { code: status.code(), said: self.said.clone(), complained }
    }

    /// Sends a signal to the pilot's whole group, as a terminal does.
    pub(crate) async fn signal_group(&self, signal: &str) {
        let group = format!("-{}", self.child.id().unwrap());
        let sent = Command::new("kill").args([signal, "--", &group]).status().await.unwrap();
        assert!(sent.success());
    }

    /// Kills the program that works in this part of the pilot's folder, as a power cut would.
    pub(crate) async fn kill_program(&self, part: &str) {
        let part = self.folder.join(part);
        let programs = self.programs();
        let (id, _) = programs.iter().find(|(_, line)| line.contains(part.to_str().unwrap())).unwrap();
        assert!(Command::new("kill").args(["-KILL", &id.to_string()]).status().await.unwrap().success());
    }

    /// The programs that were started for this pilot, by process, with their command lines.
    pub(crate) fn programs(&self) -> Vec<(u32, String)> {
        let own = self.child.id();
        let processes = fs::read_dir("/proc").unwrap().filter_map(Result::ok);
        let ids = processes.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
        ids.filter(|id| Some(*id) != own)
            .filter_map(|id| {
                // It may have ended meanwhile. One that has ended and was not waited for has no command line.
                let line = fs::read(format!("/proc/{id}/cmdline")).ok()?;
                let line = String::from_utf8_lossy(&line).replace('\0', " ");
                let inside = format!("{}/", self.folder.display());
                line.contains(&inside).then_some((id, line))
            })
            .collect()
    }

    /// Those of them that go on until they are stopped; a command such as `init` may be under way beside them.
    pub(crate) fn running(&self) -> Vec<(u32, String)> {
        self.programs().into_iter().filter(|(_, line)| line.trim_end().ends_with(" run")).collect()
    }

    /// Fails when a program of this pilot still runs, or one of these logs tells of no clean stop.
    pub(crate) fn left_nothing_behind(&self, logs: &[&str]) {
        assert_eq!(self.programs(), [], "programs still run");
        for log in logs {
            let text = fs::read_to_string(self.folder.join(log)).unwrap();
            let clean = text.contains("the coordinator stops") || text.contains("has stopped");
            assert!(clean, "{log} tells of no clean stop:\n{text}");
        }
    }
}
