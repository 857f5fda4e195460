//! The story of the pilot: three regions, one coordinator, a vacancy that finds somebody over a border.
//!
//! A chapter does something as a person would (through pages' own interface `/v1` and the command line), waits
//! until it can be seen where it should be seen, and ends with an error that names the first thing that is not
//! true. [`chapters`] holds those of the network, [`handover`] and [`summaries`] those of a case and of the tables;
//! the pilot and the tests play the same ones on different stages.

mod chapters;
mod handover;
mod shortages;
mod summaries;
mod wait;

use crate::{
    client::Client,
    narrator::{Narrator, Stopwatch},
    population::{self, PopulationSize, World},
    stage::Stage,
};
use anyhow::{Context, Result};
use std::{collections::BTreeMap, path::PathBuf};
use vocabulary::{IsoWeek, RegionId, Sectors, Vocabulary};

pub use wait::{eventually, holds_within};

/// Zeeland, where a care vacancy is posted.
pub const ZEELAND: &str = "AM24";
/// West-Brabant, where somebody is found for it.
pub const WEST_BRABANT: &str = "AM25";
/// Rijnmond, which takes part and looks on.
pub const RIJNMOND: &str = "AM22";

/// How the story is told.
#[derive(Debug, Clone)]
pub struct Plot {
    /// People, employers and vacancies of each region.
    pub size: PopulationSize,
    /// How many weeks of tables are published on the simulated clock.
    pub weeks: usize,
    /// From which everything synthetic is drawn.
    pub seed: u64,
    /// Where the files to import and the receipts are put.
    pub folder: PathBuf,
}

/// What a later chapter needs to know of an earlier one.
#[derive(Debug, Default)]
struct Memory {
    /// In which week each region joined.
    joined: BTreeMap<RegionId, IsoWeek>,
    vacancy: Option<String>,
    posted: Option<Stopwatch>,
    candidate: Option<String>,
    case: Option<String>,
    handover: Option<String>,
    /// The case by the id that it has in Zeeland.
    taken_case: Option<String>,
}

/// A story being played.
#[derive(Debug)]
pub struct Story<'play, S> {
    stage: &'play mut S,
    narrator: &'play Narrator,
    plot: Plot,
    world: World,
    regions: Vec<RegionId>,
    memory: Memory,
}

impl<'play, S: Stage> Story<'play, S> {
    /// Sets the scene; nothing runs yet.
    ///
    /// # Errors
    /// Never in practice: the three region codes are well formed.
    pub fn new(stage: &'play mut S, narrator: &'play Narrator, plot: Plot) -> Result<Self> {
        let regions = [ZEELAND, WEST_BRABANT, RIJNMOND]
            .iter()
            .map(|code| RegionId::new(code).context("a region code of the story"))
            .collect::<Result<_>>()?;
        let world = World::of(&Vocabulary::starter(), &Sectors::embedded());
        Ok(Self { stage, narrator, plot, world, regions, memory: Memory::default() })
    }

    /// Plays all chapters.
    ///
    /// # Errors
    /// With the first thing that is not true.
    pub async fn play(&mut self) -> Result<()> {
        self.regions_join().await.context("the regions join")?;
        self.vacancy_is_posted().await.context("a vacancy is posted in Zeeland")?;
        self.vacancy_reaches_everybody().await.context("the vacancy reaches the other nodes")?;
        self.somebody_is_found().await.context("West-Brabant finds people")?;
        self.candidate_consents().await.context("the candidate consents")?;
        self.case_is_handed_over().await.context("the case is handed over")?;
        self.receipts_verify().await.context("both receipts verify")?;
        self.weeks_are_published().await.context("the regions publish their tables")?;
        self.shortages_are_shown().await.context("the coordinator shows shortages")?;
        self.coordinator_is_away().await.context("the coordinator is away for a while")?;
        Ok(())
    }
}
