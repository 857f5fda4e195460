//! The daily round: all open vacancies of all regions against all people of this one, once a day and when much of the
//! feed is new, beside the requests (decision 16).
//!
//! [`due`] says when, [`board`] how it stands and what the last one found. What is kept of people is what somebody who
//! helps them would read: which vacancies fit now, and since when that is news.
//!
//! **Invariant:** a round may stop between any two people and be done again: what is kept of a person is replaced as a
//! whole, and what was news of a day stays news of that day.

pub mod board;
pub mod due;

use super::{Actor, Context, WorkflowError, find_matches::off_the_async_threads};
use crate::{
    domain::case::deadline::today,
    matching::round::Round,
    storage::{
        audit_log,
        round_matches::{self, RoundTimes},
    },
};
use board::{Finished, Ongoing};
use due::Seen;
use std::{
    num::NonZeroUsize,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};
use vocabulary::Purpose;

/// People whose matches are kept in one transaction: others who write wait for less than that.
const AT_A_TIME: usize = 50;

/// What became of a call for a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// None is due.
    NotDue,
    /// One was done.
    Done,
}

/// Does a round if one is due. Dropped before its end it stops within a moment.
///
/// # Errors
/// [`WorkflowError`] when the database cannot be read or written; the round is due again then.
pub async fn do_round_if_due(context: &Context) -> Result<Outcome, WorkflowError> {
    let now = context.clock.now();
    let seen = Seen { at: now, vacancies_put: context.matching.vacancies_put() };
    let last = context.round.finished().map(|finished| finished.seen);
    if !due::is_due(last, seen, context.matching.size().1) {
        return Ok(Outcome::NotDue);
    }
    let people = context.storage.read(round_matches::people).await?;
    let ongoing = Arc::new(context.round.begin(now));
    let round = computed(context, people, &ongoing).await;
    keep(context, &round, seen).await?;
    let finished_at = context.clock.now();
    finish(context, &round, RoundTimes { began_at: now, finished_at }).await?;
    ongoing.finished(Finished { seen, finished_at, fits_now: Arc::new(round.fits_now) });
    Ok(Outcome::Done)
}

/// Counts on threads of its own. When this is dropped, the threads end after the few questions that they are at.
async fn computed(context: &Context, people: Vec<vocabulary::CandidateId>, ongoing: &Arc<Ongoing>) -> Round {
    let stop = StopWhenDropped::default();
    let (stopped, matching, heard) = (Arc::clone(&stop.0), context.matching.clone(), Arc::clone(ongoing));
    let work = move || {
        let go_on = || !stopped.load(Ordering::Relaxed);
        matching.round(&people, width(), go_on, |progress| heard.is_at(progress))
    };
    let round = off_the_async_threads(work).await;
    round.expect("only whoever drops this future stops the work, and that never comes here")
}

/// All cores but one, which is left to the requests.
fn width() -> NonZeroUsize {
    let all = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    NonZeroUsize::new(all - 1).unwrap_or(NonZeroUsize::MIN)
}

#[derive(Default)]
struct StopWhenDropped(Arc<AtomicBool>);

impl Drop for StopWhenDropped {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

async fn keep(context: &Context, round: &Round, seen: Seen) -> Result<(), WorkflowError> {
    let day = today(seen.at);
    for part in round.of_people.chunks(AT_A_TIME) {
        let part = part.to_vec();
        context
            .storage
            .write(move |tx| {
                for (candidate, vacancies) in &part {
                    round_matches::keep(tx, *candidate, vacancies, day)?;
                }
                Ok::<_, WorkflowError>(())
            })
            .await?;
    }
    Ok(())
}

async fn finish(context: &Context, round: &Round, times: RoundTimes) -> Result<(), WorkflowError> {
    let detail = format!("{} vacancies, {} people in a case", round.fits_now.len(), round.of_people.len());
    let subject = "vacancies".to_owned();
    let entry = Actor::System.entry(times.finished_at, Purpose::Matching, "matching.round", subject, detail);
    context
        .storage
        .write(move |tx| {
            round_matches::finish(tx, times)?;
            Ok(audit_log::append(tx, &entry)?)
        })
        .await
}
