//! How long one question takes, and the round over a whole region: `cargo bench -p node --bench matching`.
//!
//! Needs a region in files: `SCHAKELNET_POPULATION` names the folder that `population.py` of the benchmarks has
//! written, `SCHAKELNET_DATA` the data sets. `tests/bench-peers matching` makes regions of all sizes, and compares with
//! other engines.

use anyhow::Result;
use criterion::Criterion;
use node::matching::engine::{batch, search::Search, simd::Width};
use std::{hint::black_box, num::NonZeroUsize, time::Duration};

mod population;

use population::{Population, Room, folder, rich::RichRegion};

fn main() -> Result<()> {
    let region = folder("SCHAKELNET_POPULATION", "the files that population.py writes")?;
    let data = folder("SCHAKELNET_DATA", "the data sets")?;
    let population = Population::read(&region, &data)?;
    let people = population.load();
    let mut criterion = Criterion::default().configure_from_args();
    let mut group = criterion.benchmark_group(format!("{} people", population.people()));
    group.measurement_time(Duration::from_secs(5));
    let sample = population.sample(300);
    for width in Width::available() {
        let mut room = Room::new(Search::with_width(width));
        let mut next = sample.iter().cycle();
        group.bench_function(format!("one vacancy, {}", width.name()), |bencher| {
            bencher.iter(|| {
                let vacancy = next.next().expect("a cycle has no end");
                black_box(population.ask(&people, &mut room, &population.vacancies[*vacancy]).len())
            });
        });
    }
    let rich = RichRegion::read(&region, &data)?;
    let mut next = sample.iter().cycle();
    let name =
        format!("one vacancy, the score that people are shown, in {} MB", rich.size_bytes() / 1_000_000);
    group.bench_function(name, |bencher| {
        bencher.iter(|| {
            let vacancy = next.next().expect("a cycle has no end");
            black_box(rich.ask(*vacancy))
        });
    });
    let cores = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    let mut vacancies = population.vacancies.clone();
    vacancies.sort_by_key(|vacancy| vacancy.occupation);
    group.sample_size(10);
    group.bench_function(format!("all vacancies, {cores} cores"), |bencher| {
        bencher.iter(|| {
            let answer = |room: &mut Room, part: &[_]| {
                part.iter().map(|vacancy| population.ask(&people, room, vacancy).len()).collect()
            };
            black_box(batch::answer_all(cores, &vacancies, || Room::new(Search::new()), answer, |_| ()))
        });
    });
    group.bench_function("loading", |bencher| bencher.iter(|| black_box(population.load())));
    group.finish();
    criterion.final_summary();
    Ok(())
}
