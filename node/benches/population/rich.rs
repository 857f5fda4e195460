//! The same region in the pool of a node: the score that people are shown, with everything that counts in it.
//!
//! The files know nothing of potential and interests; half of the people get some, drawn from their place in the file.
//! The rules are those of a node too: hours, and travel by each person's own limit.

use super::{EVIDENCE, TOP, reach_places};
use anyhow::{Context, Result};
use node::matching::{
    input::{
        CandidateProfile, Evidence, HeldSkill, HoursRange, LineOfWork, Potential, SkillNumber, Standing,
        VacancyProfile,
    },
    interests::{Interests, KindOfWork},
    pool::{Pool, PoolLoading, Query, Show},
    ties::Ties,
    transition::stand_in::StandIns,
    travel::TravelTable,
    weighting::Weighting,
    yardstick::Yardstick,
};
use serde::Deserialize;
use std::{
    fs::File,
    io::{BufRead, BufReader},
    path::Path,
    sync::Arc,
};
use vocabulary::{
    CandidateId, EscoUri, MunicipalityCode, RegionId, VacancyId, Vocabulary,
    import::{ImportOptions, Release, import},
};

/// A pool with everybody in it.
pub(crate) struct RichRegion {
    pool: Pool,
    /// In the order of the file.
    vacancies: Vec<VacancyId>,
}

#[derive(Deserialize)]
struct PersonLine {
    id: CandidateId,
    gm: String,
    occupation: String,
    former_occupations: Vec<String>,
    hours_min: u8,
    hours_max: u8,
    max_travel_minutes: u16,
    skills: Vec<SkillLine>,
}

#[derive(Deserialize)]
struct SkillLine {
    uri: String,
    level: u8,
    evidence: String,
}

#[derive(Deserialize)]
struct VacancyLine {
    id: VacancyId,
    gm: String,
    occupation: String,
    essential_skills: Vec<String>,
    optional_skills: Vec<String>,
    hours_min: u8,
    hours_max: u8,
}

/// Names to numbers.
struct Names(Vocabulary);

impl Names {
    fn skill(&self, uri: &str) -> Result<SkillNumber> {
        let found = self.0.skill(&EscoUri::new(uri)?).with_context(|| format!("{uri} is not in the data"))?;
        Ok(SkillNumber(found.0))
    }

    /// By ISCO group, then by number.
    fn line_of_work(&self, uri: Option<&str>) -> Result<u32> {
        let Some(uri) = uri else { return Ok(0) };
        let found = self.0.occupation(&EscoUri::new(uri)?).context("an occupation of the data")?;
        let group: u32 = self.0.isco(found).as_str().parse().unwrap_or(0);
        Ok(group << 16 | found.0)
    }

    fn kind_of_work(&self, uri: &str) -> Result<Option<KindOfWork>> {
        let found = self.0.occupation(&EscoUri::new(uri)?).context("an occupation of the data")?;
        Ok(KindOfWork::of(&self.0.isco(found)))
    }

    fn person(&self, row: u64, line: PersonLine) -> Result<CandidateProfile> {
        let held = |skill: &SkillLine| {
            let evidence = match EVIDENCE.iter().position(|name| *name == skill.evidence) {
                Some(0) => Evidence::Myself,
                Some(1) => Evidence::Employer,
                Some(2) => Evidence::Certificate,
                _ => Evidence::Assessment,
            };
            Ok(HeldSkill { skill: self.skill(&skill.uri)?, level: skill.level, evidence })
        };
        let mut draws = drawn(row);
        let known = draws().is_multiple_of(2);
        let level = |draw: u8| known.then_some(1 + draw % 5);
        let potential = Potential::new(level(draws()), level(draws()));
        let interests = Interests::new([(); 6].map(|()| draws() % 5)).filter(|_| known);
        Ok(CandidateProfile {
            id: line.id,
            standing: Standing::Findable,
            municipality: MunicipalityCode::new(&line.gm).ok(),
            max_travel_minutes: Some(line.max_travel_minutes),
            hours: HoursRange::new(line.hours_min, line.hours_max),
            education: None,
            present_employer: None,
            skills: line.skills.iter().map(held).collect::<Result<_>>()?,
            potential,
            interests,
            available_from: None,
            line_of_work: LineOfWork {
                occupation: self.line_of_work(Some(&line.occupation))?,
                former: self.line_of_work(line.former_occupations.first().map(String::as_str))?,
            },
        })
    }

    fn vacancy(&self, line: &VacancyLine) -> Result<VacancyProfile> {
        let skills = |uris: &[String]| uris.iter().map(|uri| self.skill(uri)).collect::<Result<Vec<_>>>();
        Ok(VacancyProfile {
            id: line.id,
            region: RegionId::new("AM28")?,
            employer: None,
            municipality: MunicipalityCode::new(&line.gm).ok(),
            hours: HoursRange::new(line.hours_min, line.hours_max),
            entry_level: None,
            essential: skills(&line.essential_skills)?,
            trainable: Vec::new(),
            optional: skills(&line.optional_skills)?,
            kind_of_work: self.kind_of_work(&line.occupation)?,
            starts_on: None,
            outside: false,
            line_of_work: LineOfWork { occupation: self.line_of_work(Some(&line.occupation))?, former: 0 },
        })
    }
}

/// Numbers that look drawn, from the row alone (SplitMix64: Steele, Lea and Flood, OOPSLA 2014).
fn drawn(row: u64) -> impl FnMut() -> u8 {
    let mut state = row;
    move || {
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)).to_le_bytes()[0]
    }
}

impl RichRegion {
    /// Reads the region's files and lays everybody out.
    pub(crate) fn read(folder: &Path, data: &Path) -> Result<Self> {
        let mut release = Release::open(&data.join("esco"))?;
        let names = Names(import(&mut release, &ImportOptions::default(), &mut |_| ())?.vocabulary);
        let stand_ins = Arc::new(StandIns::new(&names.0));
        let yardstick = Arc::new(Yardstick::new(Arc::new(Weighting::default()), stand_ins));
        let centres = reach_places(&data.join("regions/gemeenten.geojson"))?;
        let centres = centres
            .into_iter()
            .filter_map(|(code, east, north)| Some((MunicipalityCode::new(&code).ok()?, north, east)));
        let mut loading = PoolLoading::new(Arc::new(TravelTable::from_centres(centres)));
        for (row, line) in (0..).zip(lines(folder, "candidates.ndjson")?) {
            loading.add_candidate(&names.person(row, serde_json::from_str(&line?)?)?);
        }
        let mut vacancies = Vec::new();
        for line in lines(folder, "vacancies.ndjson")? {
            let vacancy = names.vacancy(&serde_json::from_str(&line?)?)?;
            vacancies.push(vacancy.id);
            loading.add_vacancy(&vacancy);
        }
        Ok(Self { pool: loading.finish(yardstick), vacancies })
    }

    /// How many people a vacancy is answered with, by its place in the file.
    pub(crate) fn ask(&self, vacancy: usize) -> usize {
        let query = Query { limit: TOP, show: Show::Fitting };
        let answers = self.pool.best_fits(&self.vacancies[vacancy..=vacancy], query, Ties::ById);
        answers.first().map_or(0, Vec::len)
    }

    /// The bytes that the pool takes in memory, about.
    pub(crate) fn size_bytes(&self) -> usize {
        self.pool.size_bytes()
    }
}

fn lines(folder: &Path, name: &str) -> Result<impl Iterator<Item = std::io::Result<String>>> {
    let path = folder.join(name);
    Ok(BufReader::new(File::open(&path).with_context(|| path.display().to_string())?).lines())
}
