//! The figures as a person reads them, and their place in `docs/measurements.md`.

use std::{collections::BTreeMap, fmt, fs, path::Path, time::Instant};

const BEGIN: &str = "<!-- transition: begin -->";
const END: &str = "<!-- transition: end -->";

/// One way of asking how good the score is.
pub(crate) struct Proxy {
    pub(crate) name: &'static str,
    pub(crate) measure: &'static str,
    /// The parts that were left out of the score, since they know the answer.
    pub(crate) without: String,
    pub(crate) pairs: usize,
    /// The figure of `score`, of `plain` coverage, and of each part by itself.
    pub(crate) by: BTreeMap<&'static str, f64>,
}

/// All figures of one run.
pub(crate) struct Report {
    pub(crate) machine: String,
    pub(crate) occupations: usize,
    pub(crate) reading: Passed,
    pub(crate) scoring: Passed,
    pub(crate) model_bytes: usize,
    pub(crate) table_bytes: usize,
    pub(crate) stand_ins: usize,
    pub(crate) spread: Vec<f64>,
    pub(crate) proxies: Vec<Proxy>,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (occupations, stand_ins) = (self.occupations, self.stand_ins);
        let megabytes = |bytes: usize| bytes as f64 / 1e6;
        writeln!(f, "Measured on {}, with the full list ({occupations} occupations).\n", self.machine)?;
        writeln!(f, "| what | value |\n|---|---|")?;
        writeln!(f, "| reading the vocabulary into weights, stand-ins and likeness | {} |", self.reading)?;
        writeln!(
            f,
            "| scoring all {} ordered pairs on all cores | {} |",
            occupations * occupations,
            self.scoring
        )?;
        writeln!(f, "| the table in memory | {:.1} MB |", megabytes(self.table_bytes))?;
        writeln!(
            f,
            "| what it is made from, with {stand_ins} stand-ins | {:.1} MB |",
            megabytes(self.model_bytes)
        )?;
        let spread: Vec<String> = self.spread.iter().map(|it| format!("{it:.2}")).collect();
        writeln!(f, "| scores at 1, 10, 50, 90, 99 and 99.9% of all pairs | {} |\n", spread.join(", "))?;
        writeln!(
            f,
            "| proxy | measure | pairs | score | plain idf coverage | skills | kinds | likeness | names | field |"
        )?;
        writeln!(f, "|---|---|---|---|---|---|---|---|---|---|")?;
        for proxy in &self.proxies {
            write!(f, "| {}", proxy.name)?;
            if !proxy.without.is_empty() {
                write!(f, " (score without {})", proxy.without)?;
            }
            write!(f, " | {} | {}", proxy.measure, proxy.pairs)?;
            for column in ["score", "plain", "skills", "kinds", "likeness", "names", "field"] {
                write!(f, " | {:.3}", proxy.by.get(column).copied().unwrap_or_default())?;
            }
            writeln!(f, " |")?;
        }
        Ok(())
    }
}

impl Report {
    /// Puts the figures between the markers.
    pub(crate) fn write(&self, path: &Path) {
        let text = fs::read_to_string(path).expect("the file of measurements");
        let (before, rest) = text.split_once(BEGIN).expect("the marker that begins the figures");
        let (_, after) = rest.split_once(END).expect("the marker that ends the figures");
        fs::write(path, format!("{before}{BEGIN}\n{self}{END}{after}")).expect("the file is written");
    }
}

/// Measures how long something takes, by the clock and by what the processor did: on a machine that others use too
/// the first tells of them as much as of us.
pub(crate) struct Stopwatch {
    clock: Instant,
    processor_s: f64,
}

impl Stopwatch {
    pub(crate) fn start() -> Self {
        Self { clock: Instant::now(), processor_s: processor_s() }
    }

    pub(crate) fn passed(&self) -> Passed {
        Passed { clock_s: self.clock.elapsed().as_secs_f64(), processor_s: processor_s() - self.processor_s }
    }
}

/// How long something took.
pub(crate) struct Passed {
    clock_s: f64,
    processor_s: f64,
}

impl fmt::Display for Passed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.1} s by the clock, {:.1} s of one core", self.clock_s, self.processor_s)
    }
}

/// What all threads of this program have used of the processor (proc(5): fields 14 and 15, in hundredths).
fn processor_s() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    fields.skip(11).take(2).filter_map(|it| it.parse::<f64>().ok()).sum::<f64>() / 100.0
}

/// The class of machine: kind of processor, cores, memory.
pub(crate) fn machine(cores: usize) -> String {
    let memory = fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let kilobytes =
        memory.split_whitespace().nth(1).and_then(|it| it.parse::<u64>().ok()).unwrap_or_default();
    format!("{cores} cores ({}), {} GB of memory", std::env::consts::ARCH, kilobytes / 1_000_000)
}
