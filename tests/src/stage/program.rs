//! One real program as a separate process: started, waited for, stopped cleanly, or killed as by a power cut.

use anyhow::{Context, Result, bail, ensure};
use std::{
    fs::{File, OpenOptions},
    os::unix::process::ExitStatusExt as _,
    path::{Path, PathBuf},
    process::{ExitStatus, Stdio},
    time::Duration,
};
use tokio::{
    process::{Child, Command},
    signal::unix::SignalKind,
};

/// How long a program may take to stop by itself before that counts as a failure.
const STOP_PATIENCE: Duration = Duration::from_secs(20);
/// How often it is looked how far a command is.
const LOOK_EVERY: Duration = Duration::from_millis(200);

/// A running program, its output in a log file of its own.
#[derive(Debug)]
pub struct Program {
    name: String,
    child: Child,
    log: PathBuf,
    has_answered: bool,
}

impl Program {
    /// Starts `binary` with `arguments`; what it prints is appended to `log`.
    ///
    /// # Errors
    /// When the program or its log file cannot be opened.
    pub fn start(name: &str, binary: &Path, arguments: &[&str], log: &Path) -> Result<Self> {
        let output = append_to(log)?;
        let errors = output.try_clone().with_context(|| format!("opening {} twice", log.display()))?;
        let child = Command::new(binary)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(output)
            .stderr(errors)
            // Ctrl-C in a terminal goes to the whole group: it is for the pilot, which then stops its programs.
            .process_group(0)
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("starting {}", binary.display()))?;
        Ok(Self { name: name.to_owned(), child, log: log.to_owned(), has_answered: false })
    }

    /// The process id, while it runs.
    #[must_use]
    pub fn id(&self) -> Option<u32> {
        self.child.id()
    }

    /// Notes that the program answers, so that it listens to signals from now on.
    pub const fn has_answered(&mut self) {
        self.has_answered = true;
    }

    /// Fails with the end of the log when the program has ended by itself.
    ///
    /// # Errors
    /// When it has ended.
    pub fn ensure_running(&mut self) -> Result<()> {
        if let Some(status) = self.child.try_wait().with_context(|| format!("looking at {}", self.name))? {
            bail!("{} ended by itself ({status}):\n{}", self.name, last_lines(&self.log, 15));
        }
        Ok(())
    }

    /// Waits until the program has done its work.
    ///
    /// # Errors
    /// When it takes too long or ends with an error.
    pub async fn finish(mut self) -> Result<()> {
        let status = self.ended().await?;
        ensure!(status.success(), "{} ended with {status}:\n{}", self.name, last_lines(&self.log, 15));
        Ok(())
    }

    /// Asks the program to stop and waits until it has; one that somebody else stopped cleanly has stopped. One that did
    /// not get as far as to listen may end by the signal itself.
    ///
    /// # Errors
    /// When it does not stop in time or ends with an error.
    pub async fn stop(mut self) -> Result<()> {
        let ended = self.child.try_wait().with_context(|| format!("looking at {}", self.name))?;
        let status = match ended {
            Some(status) => status,
            None => self.end("-TERM").await?,
        };
        let terminated = status.signal() == Some(SignalKind::terminate().as_raw_value());
        let as_asked = status.success() || (terminated && !self.has_answered);
        ensure!(as_asked, "{} ended with {status}:\n{}", self.name, last_lines(&self.log, 15));
        Ok(())
    }

    /// Kills the program at once (`kill -9`), as a power cut would.
    ///
    /// # Errors
    /// When the process cannot be killed.
    pub async fn kill(mut self) -> Result<()> {
        self.ensure_running()?;
        self.end("-KILL").await?;
        Ok(())
    }

    async fn end(&mut self, signal: &str) -> Result<ExitStatus> {
        let id = self.id().with_context(|| format!("{} has a process id", self.name))?;
        let sent =
            Command::new("kill").args([signal, &id.to_string()]).status().await.context("running kill")?;
        ensure!(sent.success(), "kill {signal} {} failed", self.name);
        self.ended().await
    }

    async fn ended(&mut self) -> Result<ExitStatus> {
        tokio::time::timeout(STOP_PATIENCE, self.child.wait())
            .await
            .with_context(|| format!("{} did not end:\n{}", self.name, last_lines(&self.log, 15)))?
            .with_context(|| format!("waiting for {}", self.name))
    }

    /// The resident memory of the process, in bytes, as Linux tells it.
    ///
    /// # Errors
    /// When the process has ended or the system has no `/proc`.
    pub fn resident_bytes(&self) -> Result<u64> {
        let id = self.id().with_context(|| format!("{} runs", self.name))?;
        let path = format!("/proc/{id}/status");
        let status = std::fs::read_to_string(&path).with_context(|| format!("reading {path}"))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("a line VmRSS")?;
        let kib: u64 = line.trim().trim_end_matches(" kB").trim().parse().context("a number of kB")?;
        Ok(kib * 1024)
    }
}

/// How far a process has read into a file, in bytes, as Linux tells it; none while it does not have it open.
fn place_in(process: u32, file: &Path) -> Option<u64> {
    let open = std::fs::read_dir(format!("/proc/{process}/fd")).ok()?;
    let number = open
        .filter_map(Result::ok)
        .find(|entry| std::fs::read_link(entry.path()).is_ok_and(|target| target == file))?;
    let number = number.file_name();
    let info =
        std::fs::read_to_string(format!("/proc/{process}/fdinfo/{}", number.to_string_lossy())).ok()?;
    info.lines().find_map(|line| line.strip_prefix("pos:"))?.trim().parse().ok()
}

/// Runs a command to its end and gives its standard output; tells `progress` how far it has read into `file`.
///
/// # Errors
/// As [`run`].
pub async fn run_through(
    binary: &Path,
    arguments: &[&str],
    file: &Path,
    progress: &dyn Fn(u64),
) -> Result<String> {
    let file = file.canonicalize().with_context(|| format!("looking for {}", file.display()))?;
    let looking = |process: Option<u32>| {
        if let Some(place) = process.and_then(|process| place_in(process, &file)) {
            progress(place);
        }
    };
    run_watched(binary, arguments, "", &looking).await
}

/// Runs a command to its end and gives its standard output.
///
/// # Errors
/// When it cannot be started or ends with an error; the error holds what it printed.
pub async fn run(binary: &Path, arguments: &[&str], input: &str) -> Result<String> {
    run_watched(binary, arguments, input, &|_| ()).await
}

async fn run_watched(
    binary: &Path,
    arguments: &[&str],
    input: &str,
    look: &dyn Fn(Option<u32>),
) -> Result<String> {
    use tokio::io::AsyncWriteExt;
    let shown = format!("{} {}", binary.display(), arguments.join(" "));
    let mut child = Command::new(binary)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .process_group(0)
        .kill_on_drop(true)
        .spawn()
        .with_context(|| format!("starting {shown}"))?;
    let mut stdin = child.stdin.take().context("standard input was piped")?;
    stdin.write_all(input.as_bytes()).await.with_context(|| format!("writing to {shown}"))?;
    drop(stdin);
    let process = child.id();
    let mut ended = std::pin::pin!(child.wait_with_output());
    let output = loop {
        match tokio::time::timeout(LOOK_EVERY, &mut ended).await {
            Ok(output) => break output.with_context(|| format!("waiting for {shown}"))?,
            Err(_) => look(process),
        }
    };
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    ensure!(
        output.status.success(),
        "{shown} ended with {}:\n{text}{}",
        output.status,
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(text)
}

/// The folder in which cargo puts the programs of the build that this program comes from.
///
/// # Errors
/// When a program was not built; the error names the command that builds it.
pub fn built_program(name: &str) -> Result<PathBuf> {
    let own = std::env::current_exe().context("finding the running program")?;
    let folder = own
        .ancestors()
        .skip(1)
        .find(|folder| folder.join(name).is_file())
        .with_context(|| format!("{name} was not built: run `cargo build --workspace --bins` first"))?;
    Ok(folder.join(name))
}

fn append_to(log: &Path) -> Result<File> {
    OpenOptions::new()
        .create(true)
        .append(true)
        .open(log)
        .with_context(|| format!("opening {}", log.display()))
}

/// The last lines of a log file, for an error message.
#[must_use]
pub fn last_lines(log: &Path, count: usize) -> String {
    let text = std::fs::read(log).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let lines: Vec<_> = text.lines().collect();
    lines[lines.len().saturating_sub(count)..].join("\n")
}
