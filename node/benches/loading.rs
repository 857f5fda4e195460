//! How long a node takes from its database to an index that answers, how much memory that takes, and how long the daily
//! round takes then:
//! `cargo bench -p node --bench loading`. Prints figures as JSON.
//!
//! `SCHAKELNET_POPULATION` and `SCHAKELNET_DATA` as for the benchmark `matching`. `SCHAKELNET_NODE` names a folder for the
//! database; the region is imported into it once, which takes minutes, and read again by later runs.

#![expect(clippy::print_stdout, reason = "the figures are the output")]
#![expect(clippy::disallowed_methods, reason = "a benchmark measures time")]

use anyhow::{Context as _, Result};
use node::{
    matching::index::MatchingIndex,
    storage::Storage,
    workflow::{
        Context, Policy, Wake,
        import::{Import, ImportKind, ImportMode, Lists},
        refresh_matching::{refresh_matching, travel_table},
    },
};
use serde_json::json;
use std::{
    fs,
    num::NonZeroUsize,
    path::{Path, PathBuf},
    process::Command,
    sync::Arc,
    time::Instant,
};
use vocabulary::{
    Geography, RegionId, Timestamp, Vocabulary,
    import::{ImportOptions, Release, import},
};

fn main() -> Result<()> {
    let database = variable("SCHAKELNET_NODE")?.join("node.db");
    let vocabulary = Arc::new(esco(&variable("SCHAKELNET_DATA")?)?);
    if !database.exists() {
        fill(&database, &variable("SCHAKELNET_POPULATION")?, vocabulary)?;
        // in a process of its own, so that the memory of importing is not counted
        let status = Command::new(std::env::current_exe()?).status()?;
        std::process::exit(status.code().unwrap_or(1));
    }
    let geography = Arc::new(Geography::embedded());
    let context = Context {
        storage: Storage::open(&database)?,
        clock: Arc::new(service::SystemClock),
        region: RegionId::new("AM28")?,
        vocabulary,
        matching: Arc::new(MatchingIndex::new(travel_table(&geography))),
        geography,
        sectors: Arc::new(vocabulary::Sectors::embedded()),
        publication: Arc::default(),
        transitions: Arc::default(),
        round: Arc::default(),
        counted: Arc::default(),
        signer: None,
        network_key: None,
        wake: Wake::default(),
        policy: Policy::default(),
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    // what was used at most so far, to read the list of occupations and skills, is forgotten (proc(5))
    fs::write("/proc/self/clear_refs", "5")?;
    let before = kilobytes("VmRSS:")?;
    let began = Instant::now();
    runtime.block_on(refresh_matching(&context))?;
    let seconds = began.elapsed().as_secs_f64();
    let at_most = kilobytes("VmHWM:")?;
    let (people, vacancies) = context.matching.size();
    let figures = json!({
        "people": people,
        "vacancies": vacancies,
        "seconds": seconds,
        "index_mb": context.matching.size_bytes() / 1_000_000,
        "more_memory_at_most_mb": (at_most - before) / 1000,
        "more_memory_after_mb": (kilobytes("VmRSS:")? - before) / 1000,
        "round_seconds": round_seconds(&context),
    });
    println!("{figures}");
    Ok(())
}

/// How long the daily round takes over the loaded region, with the full score, on all cores.
fn round_seconds(context: &Context) -> f64 {
    let cores = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    let began = Instant::now();
    let round = context.matching.round(&[], cores, || true, |_| ());
    assert!(round.is_some(), "nobody stops it");
    began.elapsed().as_secs_f64()
}

fn variable(name: &str) -> Result<PathBuf> {
    Ok(std::env::var_os(name).with_context(|| format!("set {name}; see benches/loading.rs"))?.into())
}

fn esco(data: &Path) -> Result<Vocabulary> {
    let mut release = Release::open(&data.join("esco"))?;
    Ok(import(&mut release, &ImportOptions::default(), &mut |_| ())?.vocabulary)
}

fn fill(database: &Path, population: &Path, vocabulary: Arc<Vocabulary>) -> Result<()> {
    let part = database.with_extension("part");
    fs::create_dir_all(database.parent().context("a folder")?)?;
    let storage = Storage::open(&part)?;
    let lists = Lists::new(vocabulary, Arc::new(Geography::embedded()));
    for (kind, file) in [
        (ImportKind::Employers, "employers.ndjson"),
        (ImportKind::Vacancies, "vacancies.ndjson"),
        (ImportKind::Candidates, "candidates.ndjson"),
    ] {
        let actor = "operator/command-line".to_owned();
        let import =
            Import { kind, mode: ImportMode::Store, lists: &lists, actor, at: Timestamp::UNIX_EPOCH };
        import.run(&storage, &population.join(file), |_| ())?;
    }
    drop(storage);
    fs::rename(part, database)?;
    Ok(())
}

/// A line of what the system says about the process.
fn kilobytes(line: &str) -> Result<i64> {
    let status = fs::read_to_string("/proc/self/status")?;
    let found = status.lines().find_map(|other| other.strip_prefix(line)).context("a line about memory")?;
    Ok(found.trim().trim_end_matches(" kB").parse()?)
}
