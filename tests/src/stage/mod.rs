//! Where a story is played: programs that can be started, stopped, killed and shown another time.
//!
//! [`processes`] plays it with the real programs as separate processes; [`in_process`] plays it inside one test,
//! with a clock of the test's own and a record of every frame before encryption. The story knows only [`Stage`].

pub mod in_process;
pub mod processes;
pub mod program;

use anyhow::Result;
use jiff::{SignedDuration, Timestamp};
use std::{net::SocketAddr, path::Path};
use vocabulary::RegionId;

/// Somebody who can sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignIn {
    /// The name of the account.
    pub name: String,
    /// The password, made for this stage.
    pub password: String,
}

/// What the import takes, by the word that the command line uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Import {
    /// People.
    Candidates,
    /// Employers.
    Employers,
    /// Vacancies.
    Vacancies,
    /// Initiatives with their modules.
    Initiatives,
}

impl Import {
    /// The word on the command line.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Candidates => "candidates",
            Self::Employers => "employers",
            Self::Vacancies => "vacancies",
            Self::Initiatives => "initiatives",
        }
    }
}

/// The network as a theatre: one coordinator (of one or three replicas) and a node per region.
#[expect(async_fn_in_trait, reason = "a stage is only ever used by its concrete type, on one task")]
pub trait Stage {
    /// Makes and starts the coordinator with its accounts.
    async fn found_network(&mut self) -> Result<()>;

    /// Makes a region's folder, its accounts and its vocabulary; it does not run and has not joined yet.
    async fn found_region(&mut self, region: &RegionId) -> Result<()>;

    /// Lets a region join: invitation, request, the six words compared on both sides, approval. Gives the words.
    async fn join_region(&mut self, region: &RegionId) -> Result<String>;

    /// Reads a file into a region's node while it does not run; tells `progress` how many bytes it has read.
    async fn import(
        &mut self,
        region: &RegionId,
        what: Import,
        file: &Path,
        progress: &dyn Fn(u64),
    ) -> Result<()>;

    /// Starts a region's node and waits until it answers.
    async fn start_region(&mut self, region: &RegionId) -> Result<()>;

    /// Stops a region's node cleanly.
    async fn stop_region(&mut self, region: &RegionId) -> Result<()>;

    /// Kills a region's node as by a power cut.
    async fn kill_region(&mut self, region: &RegionId) -> Result<()>;

    /// Starts the coordinator that was founded, after a stop.
    async fn start_coordinator(&mut self) -> Result<()>;

    /// Stops the coordinator cleanly, all replicas.
    async fn stop_coordinator(&mut self) -> Result<()>;

    /// Kills the coordinator as by a power cut, all replicas.
    async fn kill_coordinator(&mut self) -> Result<()>;

    /// The time by the programs' clocks.
    fn now(&self) -> Timestamp;

    /// Moves the clock of every program on.
    async fn advance_clock(&mut self, by: SignedDuration) -> Result<()>;

    /// Where a region's pages are.
    ///
    /// # Errors
    /// When the region was not founded.
    fn region_address(&self, region: &RegionId) -> Result<SocketAddr>;

    /// Where the coordinator's pages are.
    ///
    /// # Errors
    /// When there is no coordinator.
    fn coordinator_address(&self) -> Result<SocketAddr>;

    /// Who can sign in at every node as an adviser.
    fn adviser(&self) -> SignIn;

    /// Who can sign in at every node as its operator.
    fn operator(&self) -> SignIn {
        SignIn { name: "beheer".to_owned(), password: self.adviser().password }
    }

    /// Who can sign in at the coordinator as an analyst.
    fn analyst(&self) -> SignIn;

    /// Who can sign in at the coordinator as a network operator.
    fn network_operator(&self) -> SignIn {
        SignIn { name: "netwerk".to_owned(), password: self.analyst().password }
    }

    /// Checks a receipt file offline, at the region's own folder.
    async fn verify_receipt(&mut self, region: &RegionId, file: &Path) -> Result<()>;

    /// The resident memory of a region's node, where the stage has separate processes.
    fn resident_bytes(&self, region: &RegionId) -> Option<u64>;

    /// Stops everything, also after something did not stop; fails with the first thing that did not stop cleanly.
    async fn close(self) -> Result<()>;
}
