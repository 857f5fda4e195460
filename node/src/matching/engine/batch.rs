//! Many questions on all cores, with progress.
//!
//! Questions are taken in order, a handful at a time: whoever sorts them by line of work finds the blocks of one
//! question still in the cache for the next.

use std::{
    num::NonZeroUsize,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

/// Questions that one core takes at a time: enough to keep the cache warm, few enough that all cores end together.
pub const CHUNK: usize = 32;

/// Answers all questions. `room` makes what a core needs for itself; `answer` takes some questions and gives an
/// answer for each, in order; `progress` hears, from any core, how many questions have been answered.
pub fn answer_all<Question: Sync, Answer: Send, Room>(
    cores: NonZeroUsize,
    questions: &[Question],
    room: impl Fn() -> Room + Sync,
    answer: impl Fn(&mut Room, &[Question]) -> Vec<Answer> + Sync,
    progress: impl Fn(usize) + Sync,
) -> Vec<Answer> {
    let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let parts: Mutex<Vec<(usize, Vec<Answer>)>> = Mutex::default();
    let work = || {
        let mut room = room();
        loop {
            let chunk = next.fetch_add(1, Ordering::Relaxed);
            let Some(part) = questions.chunks(CHUNK).nth(chunk) else { return };
            let answers = answer(&mut room, part);
            parts.lock().unwrap_or_else(PoisonError::into_inner).push((chunk, answers));
            progress(done.fetch_add(part.len(), Ordering::Relaxed) + part.len());
        }
    };
    std::thread::scope(|scope| {
        // this thread is one of the cores
        for _ in 1..cores.get().min(questions.len().div_ceil(CHUNK).max(1)) {
            scope.spawn(work);
        }
        work();
    });
    let mut parts = parts.into_inner().unwrap_or_else(PoisonError::into_inner);
    parts.sort_unstable_by_key(|(chunk, _)| *chunk);
    parts.into_iter().flat_map(|(_, answers)| answers).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_question_is_answered_in_its_place_on_any_number_of_cores() {
        for (cores, count) in [(1, 0), (1, 31), (2, 32), (3, 1000), (64, 100)] {
            let questions: Vec<usize> = (0..count).collect();
            let heard = AtomicUsize::new(0);
            let answers = answer_all(
                NonZeroUsize::new(cores).unwrap(),
                &questions,
                || (),
                |(), part| part.iter().map(|question| question * 2).collect(),
                |done| {
                    heard.fetch_max(done, Ordering::Relaxed);
                },
            );
            assert_eq!(answers, (0..count).map(|question| question * 2).collect::<Vec<_>>());
            assert_eq!(heard.into_inner(), count, "the last that is heard is that all are done");
        }
    }
}
