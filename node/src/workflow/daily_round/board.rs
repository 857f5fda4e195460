//! How the round stands, and what the last one since the start found of vacancies: in memory, made again at the start.

use super::due::Seen;
use crate::matching::round::Progress;
use jiff::Timestamp;
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use vocabulary::VacancyId;

/// A round that is under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Running {
    /// When it began.
    pub began_at: Timestamp,
    /// How far it is.
    pub progress: Progress,
}

/// A round that is done.
#[derive(Debug, Clone)]
pub struct Finished {
    /// What it saw when it began.
    pub seen: Seen,
    /// When it was done.
    pub finished_at: Timestamp,
    /// How many people fit each vacancy now, at most `matching::round::COUNTED`.
    pub fits_now: Arc<BTreeMap<VacancyId, usize>>,
}

/// The board that everybody reads and the round writes on.
#[derive(Debug, Default)]
pub struct RoundBoard {
    standing: Mutex<Standing>,
}

#[derive(Debug, Default)]
struct Standing {
    running: Option<Running>,
    finished: Option<Finished>,
}

impl RoundBoard {
    /// The round that is under way.
    #[must_use]
    pub fn running(&self) -> Option<Running> {
        self.locked().running
    }

    /// The last round that was done since the program began.
    #[must_use]
    pub fn finished(&self) -> Option<Finished> {
        self.locked().finished.clone()
    }

    /// Notes that a round began; it is under way until what this gives is dropped.
    pub(super) fn begin(self: &Arc<Self>, at: Timestamp) -> Ongoing {
        self.locked().running = Some(Running { began_at: at, progress: Progress::default() });
        Ongoing { board: Arc::clone(self) }
    }

    fn locked(&self) -> MutexGuard<'_, Standing> {
        self.standing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The round that is under way, as the round itself holds it.
#[derive(Debug)]
pub(super) struct Ongoing {
    board: Arc<RoundBoard>,
}

impl Ongoing {
    /// Notes how far it is. Told from several threads, so an older number may come after a newer one.
    pub(super) fn is_at(&self, progress: Progress) {
        if let Some(running) = &mut self.board.locked().running {
            let known = running.progress;
            running.progress = Progress {
                vacancies_done: progress.vacancies_done.max(known.vacancies_done),
                people_done: progress.people_done.max(known.people_done),
                ..progress
            };
        }
    }

    /// Notes what it found.
    pub(super) fn finished(&self, finished: Finished) {
        let mut standing = self.board.locked();
        (standing.running, standing.finished) = (None, Some(finished));
    }
}

impl Drop for Ongoing {
    fn drop(&mut self) {
        self.board.locked().running = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(vacancies_done: usize, people_done: usize) -> Progress {
        Progress { vacancies_done, vacancies: 64, people_done, people: 3 }
    }

    #[test]
    fn progress_only_grows_and_a_round_that_is_given_up_is_under_way_no_more() {
        let board = Arc::new(RoundBoard::default());
        assert_eq!(board.running(), None);
        let ongoing = board.begin(Timestamp::UNIX_EPOCH);
        for (told, shown) in [(at(0, 0), at(0, 0)), (at(64, 0), at(64, 0)), (at(32, 0), at(64, 0))] {
            ongoing.is_at(told);
            assert_eq!(board.running().unwrap().progress, shown);
        }
        drop(ongoing);
        assert!(board.running().is_none() && board.finished().is_none());
        let ongoing = board.begin(Timestamp::UNIX_EPOCH);
        let seen = Seen { at: Timestamp::UNIX_EPOCH, vacancies_put: 64 };
        let fits_now = Arc::default();
        ongoing.finished(Finished { seen, finished_at: Timestamp::UNIX_EPOCH, fits_now });
        assert!(board.running().is_none() && board.finished().is_some());
    }
}
