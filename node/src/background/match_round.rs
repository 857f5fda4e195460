//! The daily round of all vacancies against all people of this region.

use super::driver::Done;
use crate::workflow::{
    Context,
    daily_round::{Outcome, do_round_if_due},
};
use anyhow::{Context as _, Result};
use tracing::debug;

/// One round of the job: a round over all, when one is due.
///
/// # Errors
/// When the database fails; nothing is lost by it but the time.
pub async fn run(context: Context) -> Result<Done> {
    match do_round_if_due(&context).await.context("cannot do the daily round")? {
        Outcome::NotDue => {}
        Outcome::Done => debug!("the daily round is done"),
    }
    Ok(Done::ForNow)
}
