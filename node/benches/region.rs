//! Answers the questions that `matching_peers.py` asks of every peer, and times them the same way; prints figures as
//! JSON. Run by `tests/bench-peers matching`.
//!
//! Reads `SCHAKELNET_POPULATION` and `SCHAKELNET_DATA` like the benchmark `matching`; `SCHAKELNET_ANSWERS` names the file
//! for the answers, in the form in which the peers write theirs.

#![expect(clippy::print_stdout, reason = "the figures are the output")]
#![expect(clippy::disallowed_methods, reason = "a benchmark measures time")]

use anyhow::Result;
use node::matching::engine::{batch, search::Search, simd::Width};
use serde_json::json;
use std::{
    fs,
    hint::black_box,
    num::NonZeroUsize,
    time::{Duration, Instant},
};

mod population;

use population::{People, Population, Room, Vacancy, folder, rich::RichRegion};

/// As many questions as each peer answers.
const QUESTIONS: usize = 300;
/// The questions are asked again and again for this long, so that one interruption does not make the 99th percentile.
const ASKING: Duration = Duration::from_secs(2);
/// The round over all vacancies is made this often; its median counts.
const ROUNDS: usize = 5;

fn main() -> Result<()> {
    let region = folder("SCHAKELNET_POPULATION", "the files that population.py writes")?;
    let data = folder("SCHAKELNET_DATA", "the data sets")?;
    let population = Population::read(&region, &data)?;
    let before = resident_bytes()?;
    let began = Instant::now();
    let people = population.load();
    let load_s = began.elapsed().as_secs_f64();
    let resident = resident_bytes()?.saturating_sub(before);
    let sample = population.sample(QUESTIONS);
    if let Ok(path) = std::env::var("SCHAKELNET_ANSWERS") {
        let mut room = Room::new(Search::new());
        let answer = |vacancy: &usize| {
            let found = population.ask(&people, &mut room, &population.vacancies[*vacancy]);
            found.map(|(person, score)| json!([person, score])).collect::<Vec<_>>()
        };
        let answers: Vec<_> = sample.iter().map(answer).collect();
        fs::write(path, json!([sample, answers]).to_string())?;
    }
    // the pool uses the widest instructions by itself
    let rich = RichRegion::read(&region, &data)?;
    let richly = timed(&sample, |vacancy| rich.ask(vacancy));
    let mut widths = Vec::new();
    for width in Width::available() {
        let mut room = Room::new(Search::with_width(width));
        let simple = timed(&sample, |vacancy| {
            population.ask(&people, &mut room, &population.vacancies[vacancy]).len()
        });
        let region_s = whole_region(&population, &people, width);
        widths.push(json!({
            "width": width.name(),
            "p50_us": simple.p50,
            "p99_us": simple.p99,
            "p99_of_medians_us": simple.p99_of_medians,
            "region_s": region_s,
        }));
    }
    let figures = json!({
        "people": population.people(),
        "vacancies": population.vacancies.len(),
        "load_s": load_s,
        "index_bytes": people.size_bytes(),
        "resident_bytes": resident,
        "rich_p50_us": richly.p50,
        "rich_p99_of_medians_us": richly.p99_of_medians,
        "rich_bytes": rich.size_bytes(),
        "widths": widths,
    });
    println!("{figures}");
    Ok(())
}

/// How long questions take on one thread, in microseconds.
struct Times {
    p50: f64,
    p99: f64,
    /// The 99th percentile of the questions, where each counts with its median: what the slow questions take when
    /// nothing interrupts them.
    p99_of_medians: f64,
}

fn timed(sample: &[usize], mut ask: impl FnMut(usize) -> usize) -> Times {
    let mut of_each: Vec<Vec<f64>> = vec![Vec::new(); sample.len()];
    let began = Instant::now();
    while began.elapsed() < ASKING {
        for (vacancy, times) in sample.iter().zip(&mut of_each) {
            let asked = Instant::now();
            black_box(ask(*vacancy));
            times.push(asked.elapsed().as_secs_f64() * 1e6);
        }
    }
    let percentile = |mut times: Vec<f64>, percent: usize| {
        times.sort_by(f64::total_cmp);
        times[times.len() * percent / 100]
    };
    let medians = of_each.iter().map(|times| percentile(times.clone(), 50)).collect();
    let all: Vec<f64> = of_each.into_iter().flatten().collect();
    Times {
        p50: percentile(all.clone(), 50),
        p99: percentile(all, 99),
        p99_of_medians: percentile(medians, 99),
    }
}

/// The best people for every vacancy of the region on all cores, in seconds.
fn whole_region(population: &Population, people: &People, width: Width) -> f64 {
    let cores = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    let mut seconds: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let began = Instant::now();
            let mut vacancies: Vec<&Vacancy> = population.vacancies.iter().collect();
            vacancies.sort_by_key(|vacancy| vacancy.occupation);
            let answer = |room: &mut Room, part: &[&Vacancy]| {
                part.iter().map(|vacancy| population.ask(people, room, vacancy).collect::<Vec<_>>()).collect()
            };
            let room = || Room::new(Search::with_width(width));
            black_box(batch::answer_all(cores, &vacancies, room, answer, |_| ()));
            began.elapsed().as_secs_f64()
        })
        .collect();
    seconds.sort_by(f64::total_cmp);
    seconds[ROUNDS / 2]
}

/// What the process holds in memory.
fn resident_bytes() -> Result<usize> {
    let pages = fs::read_to_string("/proc/self/statm")?;
    let resident = pages.split_whitespace().nth(1).unwrap_or("0").parse::<usize>()?;
    Ok(resident * 4096)
}
