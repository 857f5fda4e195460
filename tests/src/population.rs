//! Synthetic people, employers and vacancies of one region, as NDJSON files that the import takes.
//!
//! Everything is drawn from a seed: the same arguments give the same bytes, and each region has its own. Care,
//! education, ICT and engineering are short, hospitality, retail and administration are in surplus. Nobody is
//! real: names are made of invented syllables, some with letters that ASCII does not have; mail addresses end in `example.nl`, telephone numbers lie in the
//! range 06-5550…, KvK numbers begin with 00.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use std::{
    fs::File,
    io::{BufWriter, Write},
    path::{Path, PathBuf},
};
use vocabulary::{Date, Language, RegionId, Sectors, SkillIndex, Vocabulary};

/// What a population is drawn from.
#[derive(Debug, Clone)]
pub struct World {
    /// The occupations with their skills.
    pub occupations: Vec<WorldOccupation>,
    /// Skills that fit any work, from which everybody has some.
    pub transversal_skills: Vec<String>,
}

/// One occupation, as far as drawing needs it.
#[derive(Debug, Clone)]
pub struct WorldOccupation {
    /// ESCO URI.
    pub uri: String,
    /// A title as an advertisement would have it.
    pub title: String,
    /// The network's sector.
    pub sector: String,
    /// URIs of the essential skills.
    pub essential: Vec<String>,
    /// URIs of the optional skills.
    pub optional: Vec<String>,
    /// Whether the law asks an entry level (teaching at the highest occupation level).
    pub entry_level: Option<&'static str>,
}

/// How many of each, and of which region.
#[derive(Debug, Clone)]
pub struct PopulationSize {
    /// People.
    pub candidates: usize,
    /// Employers.
    pub employers: usize,
    /// Vacancies.
    pub vacancies: usize,
}

impl PopulationSize {
    /// The pilot's size: 500 employers and 1,500 vacancies to 20,000 people, in the same proportion for others.
    #[must_use]
    pub fn of_people(candidates: usize) -> Self {
        let share = |per_20_000: usize| (candidates * per_20_000).div_ceil(20_000).max(10);
        Self { candidates, employers: share(500), vacancies: share(1_500) }
    }
}

/// The files of one region, and the personal strings in them.
#[derive(Debug, Clone)]
pub struct RegionPopulation {
    /// Candidates, one JSON object a line.
    pub candidates: PathBuf,
    /// Employers.
    pub employers: PathBuf,
    /// Vacancies.
    pub vacancies: PathBuf,
}

/// A sector's share of demand and supply: per thousand vacancies, per thousand people that are available for it,
/// and per thousand former occupations.
struct SectorMix {
    sector: &'static str,
    demand: u64,
    supply: u64,
    former: u64,
}

/// How the pilot's labour market is made. Choices, not statistics: with 1,500 vacancies to 20,000 people the four
/// shortage sectors have about 2.5 vacancies to a person, the surplus sectors far fewer than one.
const MIX: [SectorMix; 7] = [
    SectorMix { sector: "care", demand: 260, supply: 8, former: 90 },
    SectorMix { sector: "education", demand: 140, supply: 4, former: 40 },
    SectorMix { sector: "ict", demand: 160, supply: 5, former: 40 },
    SectorMix { sector: "engineering", demand: 240, supply: 6, former: 110 },
    SectorMix { sector: "hospitality", demand: 60, supply: 312, former: 240 },
    SectorMix { sector: "trade", demand: 70, supply: 368, former: 270 },
    SectorMix { sector: "business-support", demand: 70, supply: 297, former: 210 },
];

/// The sectors that are drawn short.
pub const SHORT: [&str; 4] = ["care", "education", "ict", "engineering"];

/// The sectors that are drawn in surplus.
pub const AMPLE: [&str; 3] = ["hospitality", "trade", "business-support"];

const HOURS: [u64; 9] = [8, 12, 16, 20, 24, 28, 32, 36, 40];
const TRAVEL_MINUTES: [u64; 7] = [15, 20, 30, 45, 60, 75, 90];
const EDUCATION: [&str; 7] = ["vmbo", "mbo2", "mbo3", "mbo4", "havo", "hbo", "wo"];
const EVIDENCE: [&str; 10] =
    ["self", "self", "self", "self", "self", "self", "employer", "employer", "certificate", "assessment"];
const FIRST_SYLLABLES: [&str; 16] = [
    "Wim", "Jir", "Tos", "Mel", "Fen", "Ruv", "Søl", "Kav", "Nel", "Dra", "Hes", "Yel", "Bro", "Pav", "Lom",
    "Žan",
];
const SECOND_SYLLABLES: [&str; 10] = ["aa", "ila", "os", "une", "ek", "ori", "eth", "ami", "uk", "ine"];
const THIRD_SYLLABLES: [&str; 16] = [
    "dorkem", "linmar", "nespel", "rastof", "vakzel", "bistfram", "gordholt", "weramp", "tovlin", "kelzor",
    "marspun", "holvrem", "zëlkant", "framdoor", "pelgust", "sentok",
];
/// Employers have syllables of their own: their names are public, and no part of a person's name may stand in one.
const FIRM_BEGINNINGS: [&str; 12] =
    ["Bel", "Gor", "Harn", "Quin", "Stav", "Terp", "Ulb", "Vost", "Cim", "Dup", "Ixa", "Pry"];
const FIRM_ENDINGS: [&str; 10] =
    ["adorn", "ibey", "oland", "umber", "evaco", "iquar", "yfter", "obrid", "agun", "ecto"];
const TRADES: [&str; 8] =
    ["Zorggroep", "Leerhuis", "Techniek", "Software", "Horeca", "Winkels", "Kantoor", "Service"];

/// Draws by hashing seed, stream and row, so that a draw never depends on the draws before it.
#[derive(Debug, Clone, Copy)]
struct Draws(u64);

impl Draws {
    fn bits(self, stream: u64, row: u64) -> u64 {
        let mut hash =
            self.0 ^ stream.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ row.wrapping_mul(0xD1B5_4A32_D192_ED03);
        for _ in 0..2 {
            hash = (hash ^ (hash >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            hash = (hash ^ (hash >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            hash ^= hash >> 31;
        }
        hash
    }

    /// A whole number below `below`.
    fn below(self, stream: u64, row: u64, below: usize) -> usize {
        let below = u64::try_from(below.max(1)).expect("a length fits 64 bits");
        usize::try_from(self.bits(stream, row) % below).expect("smaller than a length")
    }

    fn of<T>(self, stream: u64, row: u64, choices: &[T]) -> &T {
        &choices[self.below(stream, row, choices.len())]
    }

    fn chance(self, stream: u64, row: u64, per_thousand: u64) -> bool {
        self.bits(stream, row) % 1000 < per_thousand
    }

    fn uuid(self, stream: u64, row: u64) -> uuid::Uuid {
        let high = self.bits(stream, row).to_be_bytes();
        let low = self.bits(stream ^ 0xFFFF, row).to_be_bytes();
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&high);
        bytes[8..].copy_from_slice(&low);
        uuid::Builder::from_random_bytes(bytes).into_uuid()
    }

    fn weighted(self, stream: u64, row: u64, weight: impl Fn(&SectorMix) -> u64) -> &'static SectorMix {
        let total: u64 = MIX.iter().map(&weight).sum();
        let mut left = self.bits(stream, row) % total;
        for mix in &MIX {
            match left.checked_sub(weight(mix)) {
                Some(rest) => left = rest,
                None => return mix,
            }
        }
        &MIX[0]
    }
}

/// How many of the most common skills everybody may have some of.
const COMMON_SKILLS: usize = 40;

impl World {
    /// The world of a vocabulary; sectors as the network's own list has them.
    #[must_use]
    pub fn of(vocabulary: &Vocabulary, sectors: &Sectors) -> Self {
        let uris = |skills: &mut dyn Iterator<Item = SkillIndex>| {
            skills.map(|skill| vocabulary.skill_uri(skill).to_string()).collect()
        };
        let occupations = vocabulary
            .occupations()
            .filter_map(|occupation| {
                let isco = vocabulary.isco(occupation);
                Some(WorldOccupation {
                    uri: vocabulary.occupation_uri(occupation).to_string(),
                    title: vocabulary.occupation_label(occupation, Language::NL).to_owned(),
                    sector: sectors.of_isco(&isco)?.code.to_string(),
                    essential: uris(&mut vocabulary.essential_skills(occupation)),
                    optional: uris(&mut vocabulary.optional_skills(occupation)),
                    entry_level: entry_level(isco.as_str()),
                })
            })
            .filter(|occupation| !occupation.essential.is_empty())
            .collect();
        let mut common: Vec<_> = vocabulary.skills().collect();
        common.sort_by_key(|skill| (std::cmp::Reverse(vocabulary.document_frequency(*skill)), *skill));
        let transversal_skills = uris(&mut common.into_iter().take(COMMON_SKILLS));
        Self { occupations, transversal_skills }
    }

    fn of_sector(&self, sector: &str) -> Vec<&WorldOccupation> {
        self.occupations.iter().filter(|occupation| occupation.sector == sector).collect()
    }
}

/// The occupations by sector of the mix, once, so that a draw is cheap.
struct BySector<'world>(Vec<Vec<&'world WorldOccupation>>);

impl<'world> BySector<'world> {
    fn of(world: &'world World) -> Result<Self> {
        let sectors: Vec<_> = MIX.iter().map(|mix| world.of_sector(mix.sector)).collect();
        for (mix, occupations) in MIX.iter().zip(&sectors) {
            ensure!(!occupations.is_empty(), "the vocabulary has no occupation in the sector {}", mix.sector);
        }
        Ok(Self(sectors))
    }

    /// An occupation of the sector; the first ones of a sector are drawn more often, as in life.
    fn draw(&self, mix: &SectorMix, draws: Draws, stream: u64, row: u64) -> &'world WorldOccupation {
        let place = MIX.iter().position(|other| other.sector == mix.sector).unwrap_or(0);
        let occupations = &self.0[place];
        let widest = 1 + draws.below(stream, row, occupations.len());
        occupations[draws.below(stream + 1, row, widest)]
    }
}

/// Writes the three files of `region` into `folder`. `municipalities` are those of the region, by code.
///
/// # Errors
/// When the folder cannot be written, or the vocabulary lacks a sector.
pub fn write_region(
    world: &World,
    region: &RegionId,
    municipalities: &[String],
    size: &PopulationSize,
    seed: u64,
    folder: &Path,
) -> Result<RegionPopulation> {
    ensure!(!municipalities.is_empty(), "region {region} has no municipalities");
    std::fs::create_dir_all(folder).with_context(|| format!("making the folder {}", folder.display()))?;
    let number: u64 = region.as_str()[2..].parse().context("a region code ends in two digits")?;
    let draws = Draws(seed.wrapping_mul(1_000_003).wrapping_add(number));
    let drawing = Drawing { draws, by_sector: BySector::of(world)?, world, municipalities };
    let files = RegionPopulation {
        candidates: folder.join("candidates.ndjson"),
        employers: folder.join("employers.ndjson"),
        vacancies: folder.join("vacancies.ndjson"),
    };
    write_lines(&files.employers, size.employers, |row| drawing.employer(row))?;
    write_lines(&files.vacancies, size.vacancies, |row| drawing.vacancy(row, size.employers))?;
    write_lines(&files.candidates, size.candidates, |row| drawing.candidate(row))?;
    Ok(files)
}

fn write_lines(path: &Path, count: usize, line: impl Fn(u64) -> Value) -> Result<()> {
    let file = File::create(path).with_context(|| format!("making {}", path.display()))?;
    let mut writer = BufWriter::new(file);
    for row in 0..u64::try_from(count).context("a count fits 64 bits")? {
        serde_json::to_writer(&mut writer, &line(row))
            .with_context(|| format!("writing {}", path.display()))?;
        writer.write_all(b"\n").with_context(|| format!("writing {}", path.display()))?;
    }
    writer.flush().with_context(|| format!("writing {}", path.display()))
}

/// The level that the law asks of a teacher, by ISCO-08 group.
fn entry_level(isco: &str) -> Option<&'static str> {
    match isco {
        "2310" => Some("wo"),
        _ if isco.starts_with("23") => Some("hbo"),
        _ => None,
    }
}

struct Drawing<'world> {
    draws: Draws,
    by_sector: BySector<'world>,
    world: &'world World,
    municipalities: &'world [String],
}

impl Drawing<'_> {
    fn employer(&self, row: u64) -> Value {
        let draws = self.draws;
        let name = format!(
            "{} {}{}",
            draws.of(101, row, &TRADES),
            draws.of(102, row, &FIRM_BEGINNINGS),
            draws.of(103, row, &FIRM_ENDINGS)
        );
        json!({
            "id": draws.uuid(104, row).to_string(),
            "name": name,
            "kvk": format!("00{:06}", (draws.0 % 89 + 10) * 10_000 + row % 10_000),
            "gm": draws.of(105, row, self.municipalities),
            "sbi_code": draws.of(106, row, &["8610", "8520", "6201", "4321", "5610", "4711", "8211", "8810"]),
            "size": draws.of(107, row, &["1-9", "10-49", "50-249", "250-999", "1000+"]),
        })
    }

    fn vacancy(&self, row: u64, employers: usize) -> Value {
        let draws = self.draws;
        let mix = draws.weighted(200, row, |mix| mix.demand);
        let occupation = self.by_sector.draw(mix, draws, 201, row);
        let essential = self.some_skills(&occupation.essential, 210, row, 750, 3);
        let trainable: Vec<_> = (0_u64..)
            .zip(&essential)
            .filter(|(place, _)| draws.chance(220 + place, row, 300))
            .map(|(_, skill)| skill.clone())
            .collect();
        let most = *draws.of(203, row, &HOURS[3..]);
        let least = most - *draws.of(204, row, &[0, 4, 8]);
        let employer = u64::try_from(draws.below(205, row, employers)).expect("an index fits 64 bits");
        json!({
            "id": draws.uuid(206, row).to_string(),
            "employer_id": draws.uuid(104, employer).to_string(),
            "gm": draws.of(207, row, self.municipalities),
            "occupation": occupation.uri,
            "title": occupation.title,
            "essential_skills": essential,
            "trainable_skills": trainable,
            "optional_skills": self.some_skills(&occupation.optional, 240, row, 250, 0),
            "hours_min": least,
            "hours_max": most,
            "education_min": occupation.entry_level,
            "public": true,
            "opened_on": days_before_anchor(draws.below(208, row, 100)),
        })
    }

    fn candidate(&self, row: u64) -> Value {
        let draws = self.draws;
        let mix = draws.weighted(1, row, |mix| mix.supply);
        let present = self.by_sector.draw(mix, draws, 2, row);
        let former: Vec<_> = (0..*draws.of(4, row, &[0_u64, 0, 1, 1, 2]))
            .map(|place| {
                let mix = draws.weighted(5 + place, row, |mix| mix.former);
                self.by_sector.draw(mix, draws, 10 + 2 * place, row)
            })
            .collect();
        let first =
            format!("{}{}", draws.of(20, row, &FIRST_SYLLABLES), draws.of(21, row, &SECOND_SYLLABLES));
        let last = format!("{}{}", draws.of(22, row, &SECOND_SYLLABLES), draws.of(23, row, &THIRD_SYLLABLES));
        let last: String = last[..1].to_uppercase() + &last[1..];
        let most = *draws.of(24, row, &HOURS[2..]);
        json!({
            "id": draws.uuid(25, row).to_string(),
            "name": format!("{first} {last}"),
            "email": format!("{}.{}.{row}@example.nl", in_ascii(&first), in_ascii(&last)),
            "phone": format!("06-5550{:04}", draws.bits(26, row) % 10_000),
            "born_on": format!(
                "{}-{:02}-{:02}",
                1962 + draws.below(27, row, 44),
                1 + draws.below(28, row, 12),
                1 + draws.below(29, row, 28)
            ),
            "gm": draws.of(30, row, self.municipalities),
            "occupation": present.uri,
            "former_occupations": former.iter().map(|occupation| &occupation.uri).collect::<Vec<_>>(),
            "years_experience": draws.below(31, row, 30),
            "education": draws.of(32, row, &EDUCATION),
            "hours_min": most - *draws.of(33, row, &[0, 4, 8, 8]),
            "hours_max": most,
            "max_travel_minutes": draws.of(34, row, &TRAVEL_MINUTES),
            "languages": [{ "code": "nl", "level": draws.of(35, row, &["B1", "B2", "C1", "C2"]) }],
            "target_occupations": [],
            "skills": self.skills(present, &former, row),
        })
    }

    /// Most skills of the present occupation, fewer of former ones, and some that fit any work.
    fn skills(&self, present: &WorldOccupation, former: &[&WorldOccupation], row: u64) -> Vec<Value> {
        let draws = self.draws;
        let mut uris = self.some_skills(&present.essential, 300, row, 700, 2);
        uris.extend(self.some_skills(&present.optional, 400, row, 200, 0));
        for (place, occupation) in (0_u64..).zip(former) {
            uris.extend(self.some_skills(&occupation.essential, 500 + 100 * place, row, 550, 0));
        }
        uris.extend(self.some_skills(&self.world.transversal_skills, 800, row, 150, 0));
        uris.sort();
        uris.dedup();
        (0_u64..)
            .zip(uris)
            .map(|(place, uri)| {
                json!({
                    "uri": uri,
                    "level": 1 + draws.below(900 + place, row, 4),
                    "evidence": draws.of(1_000 + place, row, &EVIDENCE),
                })
            })
            .collect()
    }

    fn some_skills(
        &self,
        skills: &[String],
        stream: u64,
        row: u64,
        per_thousand: u64,
        at_least: usize,
    ) -> Vec<String> {
        let mut drawn: Vec<_> = (0_u64..)
            .zip(skills)
            .filter(|(place, _)| self.draws.chance(stream.wrapping_mul(1_000) + place, row, per_thousand))
            .map(|(_, skill)| skill.clone())
            .collect();
        if drawn.len() < at_least {
            drawn = skills.iter().take(at_least).cloned().collect();
        }
        drawn
    }
}

/// A name as a mail address has it.
fn in_ascii(name: &str) -> String {
    name.to_lowercase().replace('ø', "o").replace('ž', "z").replace('ë', "e")
}

/// Vacancies were opened in the hundred days before this day, whatever day the pilot is run.
fn days_before_anchor(days: usize) -> String {
    let anchor = Date::constant(2026, 11, 1);
    let days = i64::try_from(days).expect("fewer than a hundred days");
    anchor.saturating_sub(jiff::Span::new().days(days)).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn lines(path: &Path) -> Vec<Value> {
        let text = std::fs::read_to_string(path).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    fn draw(seed: u64, folder: &Path) -> RegionPopulation {
        let world = World::of(&Vocabulary::starter(), &Sectors::embedded());
        let region = RegionId::new("AM24").unwrap();
        let municipalities = ["GM0664".to_owned(), "GM0703".to_owned()];
        write_region(&world, &region, &municipalities, &PopulationSize::of_people(4_000), seed, folder)
            .unwrap()
    }

    #[test]
    fn the_same_seed_gives_the_same_bytes_and_another_seed_others() {
        let folder = tempfile::tempdir().unwrap();
        let [first, again, other] = [("a", 1), ("b", 1), ("c", 2)]
            .map(|(name, seed)| std::fs::read(draw(seed, &folder.path().join(name)).candidates).unwrap());
        assert_eq!(first, again);
        assert_ne!(first, other);
    }

    #[test]
    fn shortage_sectors_have_more_vacancies_than_people_and_surplus_sectors_fewer() {
        let folder = tempfile::tempdir().unwrap();
        let files = draw(1, folder.path());
        let world = World::of(&Vocabulary::starter(), &Sectors::embedded());
        let sector_of: BTreeMap<_, _> =
            world.occupations.iter().map(|it| (it.uri.as_str(), it.sector.as_str())).collect();
        let count = |path: &Path| {
            let mut counts = BTreeMap::<&str, i64>::new();
            for line in lines(path) {
                *counts.entry(sector_of[line["occupation"].as_str().unwrap()]).or_default() += 1;
            }
            counts
        };
        let (people, vacancies) = (count(&files.candidates), count(&files.vacancies));
        for sector in SHORT {
            assert!(3 * vacancies[sector] > 4 * people[sector], "{sector}: {people:?} {vacancies:?}");
        }
        for sector in AMPLE {
            assert!(vacancies[sector] * 10 < people[sector], "{sector}: {people:?} {vacancies:?}");
        }
    }

    #[test]
    fn ids_mail_addresses_and_kvk_numbers_do_not_repeat() {
        let folder = tempfile::tempdir().unwrap();
        let files = draw(1, folder.path());
        for (path, key) in
            [(&files.candidates, "id"), (&files.candidates, "email"), (&files.employers, "kvk")]
        {
            let mut values: Vec<_> = lines(path).iter().map(|line| line[key].to_string()).collect();
            let count = values.len();
            values.sort();
            values.dedup();
            assert_eq!(values.len(), count, "{key}");
        }
    }
}
