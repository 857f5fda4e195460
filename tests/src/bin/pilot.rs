//! `cargo pilot`: the whole network on this machine, and the story that shows that it works.

#![expect(clippy::print_stdout, reason = "the pilot tells its story on standard output")]

use anyhow::{Context, Result, bail, ensure};
use clap::Parser;
use std::{
    fs::{self, File, TryLockError},
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};
use tests::{
    narrator::Narrator,
    population::PopulationSize,
    stage::{Stage, processes::Processes},
    story::{Plot, RIJNMOND, Story, WEST_BRABANT, ZEELAND},
};
use tokio::signal::unix::{Signal, SignalKind, signal};
use vocabulary::RegionId;

/// Three regions and a national coordinator, as real programs on this machine.
#[derive(Debug, Parser)]
#[command(name = "cargo pilot")]
struct Arguments {
    /// Ends after the story: with code 0 when all of it is true, otherwise with the first thing that is not.
    #[arg(long)]
    once: bool,
    /// Candidates in each region; employers and vacancies grow with them.
    #[arg(long, default_value_t = 20_000, value_parser = clap::value_parser!(u32).range(100..=250_000))]
    people: u32,
    /// Replicas of the coordinator.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=5))]
    replicas: u8,
    /// Weeks of tables on the simulated clock.
    #[arg(long, default_value_t = 26, value_parser = clap::value_parser!(u8).range(1..=52))]
    weeks: u8,
    /// A full ESCO release (folder or zip) to use instead of the starter vocabulary.
    #[arg(long)]
    esco: Option<PathBuf>,
    /// Where everything of this run is kept; `target/pilot` when left out. What an earlier pilot left there goes.
    #[arg(long)]
    folder: Option<PathBuf>,
    /// Writes the measured figures into this file, as rows of a table.
    #[arg(long)]
    figures: Option<PathBuf>,
    /// Takes the programs as they were built beside this one.
    #[arg(long, hide = true)]
    no_build: bool,
}

/// Marks a folder as the pilot's own, so that nothing else is ever removed; locked while a pilot uses the folder.
const MARK: &str = "made-by-cargo-pilot";

/// How a pilot ended without a fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// The story was told.
    Told,
    /// Somebody stopped it before that, by this signal.
    Interrupted(SignalKind),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&anyhow::Error::new(error).context("starting")),
    };
    match runtime.block_on(pilot(arguments)) {
        Ok(Ending::Told) => ExitCode::SUCCESS,
        Ok(Ending::Interrupted(kind)) => {
            println!("\nStopped before the story ended.");
            // As a shell has it: 128 and the number of the signal.
            u8::try_from(128 + kind.as_raw_value()).map_or(ExitCode::FAILURE, ExitCode::from)
        }
        Err(error) => failed(&error),
    }
}

#[expect(clippy::print_stderr, reason = "the reason of a failure goes to standard error")]
fn failed(error: &anyhow::Error) -> ExitCode {
    eprintln!("\npilot: {error}");
    for cause in error.chain().skip(1) {
        eprintln!("  because: {cause}");
    }
    ExitCode::FAILURE
}

async fn pilot(mut arguments: Arguments) -> Result<Ending> {
    ensure!(
        matches!(arguments.replicas, 1 | 3 | 5),
        "a coordinator has 1, 3 or 5 replicas: an even number tolerates no more losses than one fewer"
    );
    if let Some(esco) = &mut arguments.esco {
        *esco = esco.canonicalize().with_context(|| format!("no ESCO release at {}", esco.display()))?;
    }
    let mut signals = Signals::listen()?;
    let folder = OwnFolder::take(arguments.folder.as_deref())?;
    if !arguments.no_build {
        build_programs()?;
    }
    let replicas = usize::from(arguments.replicas);
    let mut stage = Processes::new(&folder.path, replicas, arguments.esco.clone())?;
    let ended = tokio::select! {
        ended = tell(&arguments, &folder, &mut stage) => ended.map(|()| Ending::Told),
        kind = signals.next() => Ok(Ending::Interrupted(kind)),
    };
    let ended = match ended {
        Ok(Ending::Told) if !arguments.once => {
            say_goodbye(&stage)?;
            signals.next().await;
            Ok(Ending::Told)
        }
        ended => ended,
    };
    if !arguments.once || !matches!(ended, Ok(Ending::Told)) {
        println!("\nStopping.");
    }
    let closed = tokio::select! {
        closed = stage.close() => closed,
        // Whoever cannot wait asks twice; dropping the stage kills what still runs.
        _ = signals.next() => Err(anyhow::anyhow!("asked to stop twice: what still ran was killed")),
    };
    let ending = ended?;
    closed.context("stopping the programs")?;
    Ok(ending)
}

/// Plays the story and tells what was measured.
async fn tell(arguments: &Arguments, folder: &OwnFolder, stage: &mut Processes) -> Result<()> {
    let narrator = Narrator::on_standard_output();
    let people = usize::try_from(arguments.people).context("a number of people")?;
    let plot = Plot {
        size: PopulationSize::of_people(people),
        weeks: usize::from(arguments.weeks),
        seed: 1,
        folder: folder.path.join("files"),
    };
    Story::new(stage, &narrator, plot)?.play().await.context("this is not true")?;
    println!("\nMeasured on this machine, everything on it at once:");
    narrator.closing_table();
    if let Some(file) = &arguments.figures {
        fs::write(file, narrator.figures_as_rows())
            .with_context(|| format!("writing the figures to {}", file.display()))?;
    }
    Ok(())
}

fn say_goodbye(stage: &Processes) -> Result<()> {
    println!("\nExplore it yourself:");
    println!("  national coordinator  http://{}/", stage.coordinator_address()?);
    for who in [stage.analyst(), stage.network_operator()] {
        println!("                        sign in as {} with {}", who.name, who.password);
    }
    for (code, name) in [(ZEELAND, "Zeeland"), (WEST_BRABANT, "West-Brabant"), (RIJNMOND, "Rijnmond")] {
        let region = RegionId::new(code).context("a region code")?;
        println!("  {name:<20}  http://{}/", stage.region_address(&region)?);
    }
    for who in [stage.adviser(), stage.operator()] {
        println!("                        sign in as {} with {}", who.name, who.password);
    }
    println!("\nCtrl-C stops everything.");
    Ok(())
}

/// The signals by which somebody stops the pilot: Ctrl-C, `kill`, and the end of the terminal.
struct Signals {
    interrupt: Signal,
    terminate: Signal,
    hangup: Signal,
}

impl Signals {
    fn listen() -> Result<Self> {
        let listen = |kind| signal(kind).context("listening for signals");
        Ok(Self {
            interrupt: listen(SignalKind::interrupt())?,
            terminate: listen(SignalKind::terminate())?,
            hangup: listen(SignalKind::hangup())?,
        })
    }

    async fn next(&mut self) -> SignalKind {
        tokio::select! {
            _ = self.interrupt.recv() => SignalKind::interrupt(),
            _ = self.terminate.recv() => SignalKind::terminate(),
            _ = self.hangup.recv() => SignalKind::hangup(),
        }
    }
}

/// Builds the two programs in the profile that the pilot itself was built in.
fn build_programs() -> Result<()> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    // The same choice of packages as the pilot's own build, so that no dependency is built a second time.
    command.args(["build", "--locked", "--bins"]);
    command.args(["--package", "tests", "--package", "node", "--package", "coordinator"]);
    if !cfg!(debug_assertions) {
        command.arg("--release");
    }
    // `cargo run` tells the pilot which package it is. Some build scripts look at that, and would build ring and all
    // that stands on it a second time.
    let own = std::env::vars_os().map(|(name, _)| name);
    for name in own.filter(|name| name.to_string_lossy().starts_with("CARGO_PKG_")) {
        command.env_remove(name);
    }
    for name in ["CARGO_MANIFEST_DIR", "CARGO_MANIFEST_PATH", "CARGO_MANIFEST_LINKS"] {
        command.env_remove(name);
    }
    let status = command.current_dir(workspace()).status().context("running cargo build")?;
    ensure!(status.success(), "the programs could not be built");
    Ok(())
}

/// The folder of the clone.
fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."))
}

/// The folder of this run, which no other pilot uses meanwhile.
struct OwnFolder {
    path: PathBuf,
    _lock: File,
}

impl OwnFolder {
    /// An empty folder; what an earlier pilot left there is removed.
    fn take(wished: Option<&Path>) -> Result<Self> {
        let path = match wished {
            Some(path) => std::path::absolute(path).with_context(|| format!("finding {}", path.display()))?,
            None => {
                let own = std::env::current_exe().context("finding the running program")?;
                own.ancestors().nth(2).context("the program lies in a target folder")?.join("pilot")
            }
        };
        let shown = path.display();
        fs::create_dir_all(&path).with_context(|| format!("making {shown}"))?;
        let held = fs::read_dir(&path).with_context(|| format!("reading {shown}"))?;
        let held: Vec<_> = held.collect::<Result<_, _>>().with_context(|| format!("reading {shown}"))?;
        let mark = path.join(MARK);
        ensure!(
            held.is_empty() || mark.exists(),
            "{shown} holds something that the pilot did not make: empty, remove or rename it"
        );
        let lock = File::create(&mark).with_context(|| format!("marking {shown}"))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                bail!("another pilot runs in {shown}: stop it first, or name another folder with --folder")
            }
            Err(TryLockError::Error(error)) => return Err(error).context(format!("locking {shown}")),
        }
        for entry in held.iter().map(fs::DirEntry::path).filter(|entry| *entry != mark) {
            let removed = if entry.is_dir() { fs::remove_dir_all(&entry) } else { fs::remove_file(&entry) };
            removed.with_context(|| format!("removing {}", entry.display()))?;
        }
        let files = path.join("files");
        fs::create_dir_all(&files).with_context(|| format!("making {}", files.display()))?;
        Ok(Self { path, _lock: lock })
    }
}
