//! `cargo pilot`: the whole network on this machine, and the story that shows that it works.

#![expect(clippy::print_stdout, reason = "the pilot tells its story on standard output")]

use anyhow::{Context, Result, bail, ensure};
use clap::Parser;
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};
use tests::{
    narrator::Narrator,
    population::PopulationSize,
    stage::{Stage, processes::Processes},
    story::{Plot, RIJNMOND, Story, WEST_BRABANT, ZEELAND},
};
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
}

/// Marks a folder as the pilot's own, so that nothing else is ever removed.
const MARK: &str = "made-by-cargo-pilot";

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&anyhow::Error::new(error).context("starting")),
    };
    match runtime.block_on(pilot(arguments)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&error),
    }
}

#[expect(clippy::print_stderr, reason = "the reason of a failure goes to standard error")]
fn failed(error: &anyhow::Error) -> ExitCode {
    eprintln!("\npilot: this is not true: {error}");
    for cause in error.chain().skip(1) {
        eprintln!("  because: {cause}");
    }
    ExitCode::FAILURE
}

async fn pilot(arguments: Arguments) -> Result<()> {
    ensure!(
        matches!(arguments.replicas, 1 | 3 | 5),
        "a coordinator has 1, 3 or 5 replicas: an even number tolerates no more losses than one fewer"
    );
    build_programs()?;
    let folder = own_folder()?;
    let narrator = Narrator::on_standard_output();
    let mut stage = Processes::new(&folder, usize::from(arguments.replicas), arguments.esco.clone())?;
    let people = usize::try_from(arguments.people).context("a number of people")?;
    let plot = Plot {
        size: PopulationSize::of_people(people),
        weeks: usize::from(arguments.weeks),
        seed: 1,
        folder: folder.join("files"),
    };
    let mut story = Story::new(&mut stage, &narrator, plot)?;
    tokio::select! {
        played = story.play() => played?,
        _ = tokio::signal::ctrl_c() => bail!("stopped by Ctrl-C before the story ended"),
    }
    println!("\nMeasured on this machine, everything on it at once:");
    narrator.closing_table();
    if !arguments.once {
        say_goodbye(&stage)?;
        tokio::signal::ctrl_c().await.context("waiting for Ctrl-C")?;
        println!("\nStopping.");
    }
    stage.close().await
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
    let status = command.current_dir(workspace()).status().context("running cargo build")?;
    ensure!(status.success(), "the programs could not be built");
    Ok(())
}

/// The folder of the clone.
fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."))
}

/// An empty folder for this run; what an earlier pilot left there is removed.
fn own_folder() -> Result<PathBuf> {
    let own = std::env::current_exe().context("finding the running program")?;
    let target = own.ancestors().nth(2).context("the program lies in a target folder")?;
    let folder = target.join("pilot");
    if folder.exists() {
        ensure!(
            folder.join(MARK).exists(),
            "{} exists and was not made by the pilot: remove or rename it",
            folder.display()
        );
        fs::remove_dir_all(&folder).with_context(|| format!("emptying {}", folder.display()))?;
    }
    fs::create_dir_all(folder.join("files")).with_context(|| format!("making {}", folder.display()))?;
    fs::write(folder.join(MARK), "").with_context(|| format!("marking {}", folder.display()))?;
    Ok(folder)
}
