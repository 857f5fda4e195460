//! What the node does by itself. A job takes no input, looks at the state and does what is missing; it may run
//! at any time and twice.
//!
//! [`driver`] runs each job at its tick, at once when a workflow rings, and later after a failure.
//! [`outbox_delivery`] sends what waits, [`feed`], [`figures`] and [`mailbox`] take in what came, [`handover_status`] asks how
//! open hand-overs stand, [`directory`] and [`certificate`] keep the membership alive, and
//! [`statistics_release`] publishes the week's noisy tables. [`match_round`] needs no network: it compares all
//! vacancies with all people once a day.
//!
//! **Invariant:** what a reply changes and the mark that its message was delivered are stored so that a crash
//! between any two lines repeats a question and never an effect.

pub mod certificate;
pub mod directory;
pub mod driver;
pub mod feed;
pub mod figures;
pub mod handover_status;
pub mod mailbox;
pub mod match_round;
pub mod outbox_delivery;
pub mod statistics_release;

use crate::{federation::session::Session, workflow::Context};
use driver::{Driver, JobStatus, Pace};
use identity::RegionKeys;
use service::TaskGroup;
use std::{collections::BTreeMap, sync::Arc, time::Duration};

/// What the jobs work with: the node, and its place in the network.
#[derive(Debug, Clone)]
pub struct Network {
    /// The node.
    pub context: Context,
    /// The region's keys.
    pub keys: Arc<RegionKeys>,
    /// Ed25519 public key of the network.
    pub network_key: [u8; 32],
    /// The authority's certificate, DER.
    pub authority: Arc<[u8]>,
    /// The way to the coordinator.
    pub session: Arc<Session>,
}

/// The jobs that run, for the status page.
#[derive(Debug, Clone)]
pub struct Background {
    driver: Driver,
}

impl Background {
    /// Starts every job, those of the network when the region has joined one; they end with the task group.
    #[must_use]
    pub fn start(context: &Context, network: Option<&Network>, tick: Duration, tasks: &TaskGroup) -> Self {
        let driver = Driver::new(context.wake.clone(), tasks.clone());
        let often = Pace::every(tick);
        // What rarely changes is asked about ten times less often.
        let seldom = Pace::every(tick * 10);
        driver.job("match-round", seldom, context, match_round::run);
        let Some(network) = network else { return Self { driver } };
        driver.job("directory", seldom, network, directory::run);
        driver.job("certificate", seldom, network, certificate::run);
        driver.job("figures", seldom, network, figures::run);
        driver.job("outbox-delivery", often, network, outbox_delivery::run);
        driver.job("feed", often, network, feed::run);
        driver.job("mailbox", often, network, mailbox::run);
        driver.job("handover-status", often, network, handover_status::run);
        driver.job("statistics-release", often, network, statistics_release::run);
        Self { driver }
    }

    /// How the jobs stand, by name.
    #[must_use]
    pub fn status(&self) -> BTreeMap<&'static str, JobStatus> {
        self.driver.status()
    }
}
