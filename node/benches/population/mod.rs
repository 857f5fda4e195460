//! A region as `population.py` writes it, in arrays, and the simple score of `matching_peers.py` over it.
//!
//! The simple score: the sum of the weights of the vacancy's skills that a person lists, where a skill weighs 1
//! (essential) or 0.4 (optional) times ln(1 + N / (1 + df)), rounded to a thousandth. Filters: weekly hours overlap,
//! and the centres of the municipalities lie at most 20 km apart. Ties: the lowest id.

use anyhow::{Context, Result, ensure};
use node::matching::engine::{
    arranged::Arranged,
    loading::Loading,
    query::Query,
    search::{ExactScorer, Search},
    tier::Tier,
    tiers::Tiers,
};
use serde::Deserialize;
pub(crate) mod rich;

use std::{
    borrow::Cow,
    collections::BTreeMap,
    fs::File,
    io::{BufRead, BufReader, Read},
    path::{Path, PathBuf},
    sync::Arc,
};

/// How many people are asked for.
pub(crate) const TOP: usize = 50;
const REACH_KM: f64 = 20.0;
/// A person's skill: the number, then two bits of level (0 to 3) and two of evidence (0 to 3).
const DETAIL_BITS: u32 = 4;
const EVIDENCE: [&str; 4] = ["self", "employer", "certificate", "assessment"];

/// A person, as far as the simple score and the filters go.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Person {
    municipality: u16,
    hours: (u8, u8),
    occupation: u16,
    former: u16,
}

impl Arranged for Person {
    type Shared = ();

    type Beside = ();

    fn arrangement(&self) -> u64 {
        u64::from(self.occupation) << 16 | u64::from(self.former)
    }

    fn counted(detail: u32) -> u32 {
        detail >> DETAIL_BITS
    }
}

/// A vacancy with the weights of its skills.
#[derive(Debug, Clone)]
pub(crate) struct Vacancy {
    municipality: u16,
    hours: (u8, u8),
    /// For putting like vacancies beside each other.
    pub(crate) occupation: u16,
    skills: Vec<(u32, u32)>,
}

/// Which municipalities lie within reach of each.
type Near = Vec<Vec<bool>>;

/// A region in memory; people in order of id.
#[derive(Debug, Default)]
pub(crate) struct Population {
    people: Vec<Person>,
    skills: Vec<u32>,
    /// Where the skills of each person end.
    ends: Vec<usize>,
    pub(crate) vacancies: Vec<Vacancy>,
    near: Near,
}

/// The people in the engine, each under the place in the order of ids.
pub(crate) type People = Tiers<u32, Person>;

#[derive(Deserialize)]
struct PersonLine<'a> {
    id: Cow<'a, str>,
    gm: Cow<'a, str>,
    #[serde(borrow)]
    occupation: Cow<'a, str>,
    #[serde(borrow)]
    former_occupations: Vec<Cow<'a, str>>,
    hours_min: u8,
    hours_max: u8,
    #[serde(borrow)]
    skills: Vec<SkillLine<'a>>,
}

#[derive(Deserialize)]
struct SkillLine<'a> {
    #[serde(borrow)]
    uri: Cow<'a, str>,
    level: u32,
    #[serde(borrow)]
    evidence: Cow<'a, str>,
}

#[derive(Deserialize)]
struct VacancyLine<'a> {
    gm: Cow<'a, str>,
    occupation: Cow<'a, str>,
    #[serde(borrow)]
    essential_skills: Vec<Cow<'a, str>>,
    #[serde(borrow)]
    optional_skills: Vec<Cow<'a, str>>,
    hours_min: u8,
    hours_max: u8,
}

/// The folder in the environment variable, or a sentence that says what to set.
pub(crate) fn folder(variable: &str, holds: &str) -> Result<PathBuf> {
    let folder =
        std::env::var_os(variable).with_context(|| format!("set {variable} to the folder with {holds}"))?;
    Ok(folder.into())
}

impl Population {
    /// Reads a region from `folder`, and codes, names and borders from the data sets in `data`.
    pub(crate) fn read(folder: &Path, data: &Path) -> Result<Self> {
        let occupations = numbered(&data.join("esco/occupations.csv.gz"), "code", "uri")?;
        let skills = numbered(&data.join("esco/skills.csv.gz"), "uri", "uri")?;
        let (municipalities, near) = reach(&data.join("regions/gemeenten.geojson"))?;
        let number = |numbers: &BTreeMap<String, u16>, name: &str| {
            numbers.get(name).copied().with_context(|| format!("{name} is not in the data sets"))
        };
        let mut read = Vec::new();
        for line in BufReader::new(File::open(folder.join("candidates.ndjson"))?).lines() {
            let line = line?;
            let person: PersonLine<'_> = serde_json::from_str(&line)?;
            let former = person.former_occupations.first();
            let mut own = Vec::with_capacity(person.skills.len());
            for skill in &person.skills {
                let evidence = (0..).zip(EVIDENCE).find(|(_, name)| *name == skill.evidence);
                let (evidence, _) =
                    evidence.with_context(|| format!("no evidence is called {}", skill.evidence))?;
                ensure!((1..=4).contains(&skill.level), "levels go from 1 to 4");
                let number = u32::from(number(&skills, &skill.uri)?);
                own.push(number << DETAIL_BITS | (skill.level - 1) << 2 | evidence);
            }
            own.sort_unstable();
            let terms = Person {
                municipality: number(&municipalities, &person.gm)?,
                hours: (person.hours_min, person.hours_max),
                occupation: number(&occupations, &person.occupation)?,
                former: former.map_or(Ok(0), |former| number(&occupations, former))?,
            };
            read.push((person.id.into_owned(), terms, own.into_boxed_slice()));
        }
        read.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        let mut population = Self { near, ..Self::default() };
        for (_, person, own) in read {
            population.people.push(person);
            population.skills.extend(own.iter());
            population.ends.push(population.skills.len());
        }
        let weights = population.weights(skills.len());
        for line in BufReader::new(File::open(folder.join("vacancies.ndjson"))?).lines() {
            let line = line?;
            let vacancy: VacancyLine<'_> = serde_json::from_str(&line)?;
            let mut wanted = Vec::new();
            for (list, share) in [(&vacancy.essential_skills, 1000.0), (&vacancy.optional_skills, 400.0)] {
                for uri in list {
                    let skill = number(&skills, uri)?;
                    wanted.push((u32::from(skill), rounded(share * weights[usize::from(skill)])));
                }
            }
            population.vacancies.push(Vacancy {
                municipality: number(&municipalities, &vacancy.gm)?,
                hours: (vacancy.hours_min, vacancy.hours_max),
                occupation: number(&occupations, &vacancy.occupation)?,
                skills: wanted,
            });
        }
        Ok(population)
    }

    /// ln(1 + N / (1 + df)) of each skill.
    fn weights(&self, skills: usize) -> Vec<f64> {
        // numbers begin at 1
        let mut holders = vec![0_u32; skills + 1];
        self.skills.iter().for_each(|skill| holders[(skill >> DETAIL_BITS) as usize] += 1);
        let people = f64::from(u32::try_from(self.people.len()).unwrap_or(u32::MAX));
        holders.into_iter().map(|holders| (people / (1.0 + f64::from(holders))).ln_1p()).collect()
    }

    /// How many people.
    pub(crate) fn people(&self) -> usize {
        self.people.len()
    }

    /// From arrays to an index that is ready for questions.
    pub(crate) fn load(&self) -> People {
        let mut loading = Loading::new();
        let mut start = 0;
        for ((id, person), end) in (0..).zip(&self.people).zip(&self.ends) {
            loading.add(id, *person, &self.skills[start..*end]);
            start = *end;
        }
        loading.finish(Arc::default())
    }

    /// The vacancies that `matching_peers.py` asks for when it asks for `count`.
    pub(crate) fn sample(&self, count: usize) -> Vec<usize> {
        (0..count.min(self.vacancies.len())).map(|k| k * self.vacancies.len() / count).collect()
    }

    /// The best people for a vacancy: place in the order of ids, and score.
    pub(crate) fn ask<'a>(
        &self,
        people: &People,
        room: &'a mut Room,
        vacancy: &Vacancy,
    ) -> impl ExactSizeIterator<Item = (u32, u32)> + use<'a> {
        room.query.clear();
        for (skill, weight) in &vacancy.skills {
            room.query.add_plane(*weight, [*skill]);
        }
        room.search.start(TOP);
        for (number, tier) in people.tiers().iter().enumerate() {
            let near = &self.near[usize::from(vacancy.municipality)];
            let scorer = Simple { tier, near, hours: vacancy.hours };
            room.search.visit(number, tier.blocks(), tier.live(), &room.query, &scorer);
        }
        room.search.finish().iter().map(|found| {
            let id = u32::try_from(found.tie).unwrap_or(u32::MAX);
            (id, found.score)
        })
    }
}

/// What asking needs, used again and again.
#[derive(Debug)]
pub(crate) struct Room {
    query: Query,
    search: Search,
}

impl Room {
    pub(crate) fn new(search: Search) -> Self {
        Self { query: Query::default(), search }
    }
}

impl Person {
    fn admitted(&self, near: &[bool], hours: (u8, u8)) -> bool {
        let overlap = (self.hours.0 <= hours.1) & (self.hours.1 >= hours.0);
        overlap & near[usize::from(self.municipality)]
    }
}

struct Simple<'a> {
    tier: &'a Tier<u32, Person>,
    near: &'a [bool],
    hours: (u8, u8),
}

impl ExactScorer for Simple<'_> {
    fn least(&self, _: usize, kth: u32) -> u32 {
        kth
    }

    fn least_anywhere(&self, kth: u32) -> u32 {
        kth
    }

    fn admits(&self, row: usize) -> bool {
        self.tier.terms(row).admitted(self.near, self.hours)
    }

    fn score(&self, _: usize, sum: u32) -> Option<u32> {
        Some(sum)
    }

    fn tie(&self, row: usize) -> u128 {
        u128::from(self.tier.id(row))
    }
}

fn rounded(weight: f64) -> u32 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 23,000")]
    let rounded = weight.round_ties_even() as u32;
    rounded
}

/// The rows of a packed table by the column `key`, numbered in the order of the column `order`.
fn numbered(path: &Path, order: &str, key: &str) -> Result<BTreeMap<String, u16>> {
    let mut text = String::new();
    let file = File::open(path).with_context(|| path.display().to_string())?;
    flate2::read::GzDecoder::new(file).read_to_string(&mut text)?;
    let mut table = csv::Reader::from_reader(text.as_bytes());
    let headers = table.headers()?.clone();
    let column =
        |name: &str| headers.iter().position(|header| header == name).context("the column is missing");
    let (order, key) = (column(order)?, column(key)?);
    let mut rows = Vec::new();
    for row in table.records() {
        let row = row?;
        rows.push((row[order].to_owned(), row[key].to_owned()));
    }
    rows.sort();
    ensure!(rows.len() < usize::from(u16::MAX), "{} has too many rows", path.display());
    // 0 stands for none
    Ok(rows.into_iter().zip(1..).map(|((_, key), number)| (key, number)).collect())
}

/// The municipalities by code, and which lie within reach of which: the centre of the largest polygon of each, on a
/// flat map of the middle of the country, as the peers reckon.
fn reach(path: &Path) -> Result<(BTreeMap<String, u16>, Near)> {
    let mut centres = BTreeMap::new();
    for (code, east, north) in reach_places(path)? {
        centres.insert(code, (east * 111.32 * 52.1_f64.to_radians().cos(), north * 111.32));
    }
    let within =
        |a: &(f64, f64), b: &(f64, f64)| (a.0 - b.0).powi(2) + (a.1 - b.1).powi(2) <= REACH_KM * REACH_KM;
    let near = centres.values().map(|a| centres.values().map(|b| within(a, b)).collect()).collect();
    Ok((centres.into_keys().zip(0..).collect(), near))
}

/// The municipalities by code with their centres: degrees east and north.
fn reach_places(path: &Path) -> Result<Vec<(String, f64, f64)>> {
    let map: serde_json::Value = serde_json::from_reader(BufReader::new(File::open(path)?))?;
    let mut centres = Vec::new();
    for feature in map["features"].as_array().context("a list of municipalities")? {
        let coordinates = &feature["geometry"]["coordinates"];
        let polygons: Vec<&serde_json::Value> = if feature["geometry"]["type"] == "Polygon" {
            vec![coordinates]
        } else {
            coordinates.as_array().context("a list of polygons")?.iter().collect()
        };
        let largest = polygons
            .into_iter()
            .filter_map(|polygon| centre(&polygon[0]))
            .reduce(|best, other| if other.0.abs() > best.0.abs() { other } else { best });
        let (_, east, north) = largest.context("a polygon with an area")?;
        let code = feature["properties"]["code"].as_str().context("a code")?;
        centres.push((code.to_owned(), east, north));
    }
    Ok(centres)
}

/// Twice the area of a ring, and its centre.
fn centre(ring: &serde_json::Value) -> Option<(f64, f64, f64)> {
    let points = ring.as_array()?.iter().map(|point| Some((point[0].as_f64()?, point[1].as_f64()?)));
    let points: Vec<(f64, f64)> = points.collect::<Option<_>>()?;
    let (mut area, mut east, mut north) = (0.0, 0.0, 0.0);
    for pair in points.windows(2) {
        let ((x0, y0), (x1, y1)) = (pair[0], pair[1]);
        let cross = x0 * y1 - x1 * y0;
        area += cross;
        east += (x0 + x1) * cross;
        north += (y0 + y1) * cross;
    }
    (area != 0.0).then(|| (area, east / (3.0 * area), north / (3.0 * area)))
}
