//! Measures changes of occupation on the full list: the time and the bytes of the table, and how well the score
//! agrees with what can be known of occupations without asking people. Each figure stands beside plain coverage by
//! idf, measured in the same run.
//!
//! `SCHAKELNET_DATA=… cargo bench -p node --bench transition` prints the figures; with `-- --write` they replace
//! those between the markers in `docs/measurements.md`. No ratings by people are used, here or anywhere.

#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a program that measures real time and tells of it"
)]
#![expect(clippy::cast_precision_loss, reason = "counts of pairs are far below 2^52")]

mod descriptions;
mod half;
mod report;
mod statistics;

use node::matching::{
    input::Want,
    transition::{Transitions, table::TransitionTable, weights::HELD_OPTIONAL},
};
use report::{Proxy, Report, Stopwatch};
use statistics::{Sequence, area_under_curve, rank_correlation};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    thread,
};
use vocabulary::{
    Language, OccupationIndex, Vocabulary,
    import::{ImportOptions, Release, import},
};

type Pair = (OccupationIndex, OccupationIndex);

fn main() {
    let Some(root) = std::env::var_os("SCHAKELNET_DATA") else {
        println!("Set SCHAKELNET_DATA to the folder with the data sets: without them nothing was measured.");
        std::process::exit(2);
    };
    let folder = PathBuf::from(root).join("esco");
    let vocabulary = read(&folder);
    let cores = thread::available_parallelism().expect("the machine says how many cores it has");
    let started = Stopwatch::start();
    let transitions = Transitions::new(&vocabulary);
    let reading = started.passed();
    let started = Stopwatch::start();
    let table = TransitionTable::new(&transitions, cores);
    let scoring = started.passed();
    let mut report = Report {
        machine: report::machine(cores.get()),
        occupations: transitions.occupation_count(),
        reading,
        scoring,
        model_bytes: transitions.size_bytes(),
        table_bytes: table.size_bytes(),
        stand_ins: transitions.stand_ins().pair_count(),
        spread: spread(&transitions, &table),
        proxies: Vec::new(),
    };
    let judges = Judges { vocabulary: &vocabulary, transitions: &transitions };
    let near_and_far = judges.near_and_far();
    let descriptions = descriptions::Descriptions::read(&folder, &vocabulary);
    let expected: Vec<f64> = near_and_far.iter().map(|pair| descriptions.likeness(*pair)).collect();
    report.proxies.push(judges.correlation("likeness of descriptions", &near_and_far, &expected, ""));
    report.proxies.push(half::hidden_half(&folder, &near_and_far));
    let (unit, minor, random) = (judges.neighbours(4), judges.neighbours(3), judges.random(8_000));
    report.proxies.push(judges.separation("same unit group or random", &unit, &random, "field"));
    report.proxies.push(judges.separation(
        "same unit group or only same minor group",
        &unit,
        &minor,
        "field",
    ));
    let same_name = judges.sharing_a_name();
    report.proxies.push(judges.separation(
        "one other name in common or random",
        &same_name,
        &random,
        "names",
    ));
    report.proxies.push(judges.separation(
        "one other name in common or same minor group",
        &same_name,
        &minor,
        "names and field",
    ));
    print!("{report}");
    if std::env::args().any(|it| it == "--write") {
        report.write(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/measurements.md")));
    }
}

fn read(folder: &Path) -> Vocabulary {
    let mut release = Release::open(folder).expect("the tidy form of ESCO");
    let options = ImportOptions { version: Some("1.2.0".to_owned()), ..ImportOptions::default() };
    import(&mut release, &options, &mut |_| ()).expect("the tidy form of ESCO is whole").vocabulary
}

/// The scores below which 1, 10, 50, 90, 99 and 99.9% of all ordered pairs lie.
fn spread(transitions: &Transitions, table: &TransitionTable) -> Vec<f64> {
    let mut all: Vec<u8> = transitions.occupations().flat_map(|it| table.from(it).iter().copied()).collect();
    all.sort_unstable();
    [0.01, 0.1, 0.5, 0.9, 0.99, 0.999].map(|part| at(&all, part)).to_vec()
}

fn at(sorted: &[u8], part: f64) -> f64 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in a slice")]
    let place = (part * (sorted.len() - 1) as f64) as usize;
    f64::from(sorted[place]) / 255.0
}

/// What the score and its parts say of pairs, beside plain coverage.
pub(crate) struct Judges<'a> {
    pub(crate) vocabulary: &'a Vocabulary,
    pub(crate) transitions: &'a Transitions,
}

impl Judges<'_> {
    /// The values of the score without the parts named, of plain coverage, and of each part, for each pair.
    pub(crate) fn values(&self, pairs: &[Pair], without: &str) -> BTreeMap<&'static str, Vec<f64>> {
        let mut values: BTreeMap<&'static str, Vec<f64>> = BTreeMap::new();
        let mut origins = BTreeMap::new();
        for (from, to) in pairs {
            let origin = origins.entry(*from).or_insert_with(|| self.transitions.from_occupation(*from));
            let mut parts = self.transitions.parts(origin, *to);
            for (name, _, value) in parts.shares() {
                values.entry(name).or_default().push(f64::from(value));
            }
            if without.contains("field") {
                parts.field = None;
            }
            if without.contains("names") {
                parts.names = None;
            }
            values.entry("score").or_default().push(f64::from(parts.feasibility().value()));
            values.entry("plain").or_default().push(plain_coverage(self.transitions, *from, *to));
        }
        values
    }

    pub(crate) fn correlation(
        &self,
        name: &'static str,
        pairs: &[Pair],
        expected: &[f64],
        without: &str,
    ) -> Proxy {
        let judged = self.values(pairs, without);
        let of = |(name, values): (&&'static str, &Vec<f64>)| (*name, rank_correlation(values, expected));
        Proxy {
            name,
            measure: "Spearman",
            without: without.to_owned(),
            pairs: pairs.len(),
            by: judged.iter().map(of).collect(),
        }
    }

    fn separation(&self, name: &'static str, yes: &[Pair], no: &[Pair], without: &str) -> Proxy {
        let (of_yes, of_no) = (self.values(yes, without), self.values(no, without));
        let of = |(name, yes): (&&'static str, &Vec<f64>)| (*name, area_under_curve(yes, &of_no[name]));
        Proxy {
            name,
            measure: "AUC",
            without: without.to_owned(),
            pairs: yes.len() + no.len(),
            by: of_yes.iter().map(of).collect(),
        }
    }

    /// Pairs from all over: for 700 occupations four each of the 20, 100, 600 and 3,000 nearest by plain coverage.
    fn near_and_far(&self) -> Vec<Pair> {
        let (mut sequence, mut pairs) = (Sequence::new(5), Vec::new());
        for from in sequence.sample(self.transitions.occupation_count(), 700) {
            let from = OccupationIndex(from);
            let mut others: Vec<_> = self.transitions.occupations().filter(|it| *it != from).collect();
            others.sort_by(|a, b| {
                let coverage = |to| plain_coverage(self.transitions, from, to);
                coverage(*b).total_cmp(&coverage(*a)).then(a.cmp(b))
            });
            for (start, end) in [(0, 20), (20, 100), (100, 600), (600, 3_000)] {
                let near = &others[start..end];
                pairs.extend(sequence.sample(near.len(), 4).into_iter().map(|it| (from, near[it as usize])));
            }
        }
        pairs
    }

    /// Up to 4,000 pairs that share so many digits of ISCO-08 and no more.
    fn neighbours(&self, digits: usize) -> Vec<Pair> {
        let code = |it: OccupationIndex| self.vocabulary.isco(it);
        let mut groups: BTreeMap<String, Vec<OccupationIndex>> = BTreeMap::new();
        for it in self.transitions.occupations() {
            groups.entry(code(it).at_level(digits).to_string()).or_default().push(it);
        }
        let mut pairs = Vec::new();
        for members in groups.values() {
            for from in members {
                let others =
                    members.iter().filter(|to| *to != from && (digits == 4 || code(**to) != code(*from)));
                pairs.extend(others.map(|to| (*from, *to)));
            }
        }
        let chosen = Sequence::new(7).sample(pairs.len(), 4_000);
        chosen.into_iter().map(|it| pairs[it as usize]).collect()
    }

    fn random(&self, count: usize) -> Vec<Pair> {
        let mut sequence = Sequence::new(11);
        let occupations = self.transitions.occupation_count();
        let mut any = || OccupationIndex(sequence.below(occupations));
        (0..count).map(|_| (any(), any())).filter(|(from, to)| from != to).collect()
    }

    /// Pairs that have a name in English in common, as preferred or other name.
    fn sharing_a_name(&self) -> Vec<Pair> {
        let mut by_name: BTreeMap<String, BTreeSet<OccupationIndex>> = BTreeMap::new();
        for it in self.transitions.occupations() {
            let preferred = self.vocabulary.occupation_label(it, Language::EN);
            for name in self.vocabulary.occupation_other_labels(it, Language::EN).chain([preferred]) {
                by_name.entry(name.to_lowercase()).or_default().insert(it);
            }
        }
        let pairs = by_name.values().flat_map(|all| {
            all.iter()
                .flat_map(move |from| all.iter().filter(move |to| *to != from).map(move |to| (*from, *to)))
        });
        pairs.collect::<BTreeSet<_>>().into_iter().collect()
    }
}

/// The baseline: the share of the wanted weight that is held, without stand-ins and without anything else.
pub(crate) fn plain_coverage(transitions: &Transitions, from: OccupationIndex, to: OccupationIndex) -> f64 {
    let mut own: Vec<_> = transitions.wanted(from).iter().map(|it| (it.skill, it.want)).collect();
    own.sort_unstable();
    let (mut held, mut total) = (0.0, 0.0);
    for it in transitions.wanted(to) {
        total += f64::from(it.weight);
        if let Ok(at) = own.binary_search_by_key(&it.skill, |own| own.0) {
            let certainty = if own[at].1 == Want::Optional { f64::from(HELD_OPTIONAL) } else { 1.0 };
            held += f64::from(it.weight) * certainty;
        }
    }
    if total > 0.0 { held / total } else { 0.0 }
}
