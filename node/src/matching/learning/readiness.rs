//! Who fits now and who fits after training, in one order, and how many of each (row NET-11).

use super::path::{LearningPath, Outcome};
use vocabulary::Date;

/// Within so many months a path counts for *fits after training*.
pub const WITHIN_MONTHS: i32 = 6;

/// Counts below this are not shown to whoever sees no people: a few could be recognised.
pub const FEWEST_SHOWN: usize = 10;

/// Something with its path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ready<T> {
    /// Who or what.
    pub of: T,
    /// How it comes to fit.
    pub path: LearningPath,
}

/// Those that fit now or within [`WITHIN_MONTHS`], soonest first; those that are ready on one day stay in the order
/// in which they came, which is best first.
#[must_use]
pub fn in_order_of_readiness<T>(all: Vec<Ready<T>>, today: Date) -> Vec<Ready<T>> {
    let mut ready: Vec<Ready<T>> = all.into_iter().filter(|it| is_in_time(&it.path, today)).collect();
    ready.sort_by_key(|it| it.path.ready_on);
    ready
}

fn is_in_time(path: &LearningPath, today: Date) -> bool {
    let last = today.saturating_add(jiff::Span::new().months(WITHIN_MONTHS));
    match path.outcome {
        Outcome::FitsNow => true,
        Outcome::FitsAfter => path.ready_on <= last,
        Outcome::NotEnough => false,
    }
}

/// How many fit, of how many that were looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ReadinessCount {
    /// Fit now.
    pub now: usize,
    /// Fit within [`WITHIN_MONTHS`] of training, not now.
    pub after: usize,
    /// Looked at: the best by score.
    pub looked_at: usize,
}

impl ReadinessCount {
    /// Counts paths.
    #[must_use]
    pub fn of<'p>(paths: impl IntoIterator<Item = &'p LearningPath>, today: Date) -> Self {
        let mut count = Self::default();
        for path in paths {
            count.looked_at += 1;
            match path.outcome {
                Outcome::FitsNow => count.now += 1,
                Outcome::FitsAfter if is_in_time(path, today) => count.after += 1,
                Outcome::FitsAfter | Outcome::NotEnough => {}
            }
        }
        count
    }

    /// The counts as somebody reads them who sees no people.
    #[must_use]
    pub const fn without_small_ones(self) -> (Shown, Shown) {
        (Shown::of(self.now), Shown::of(self.after))
    }

    /// The counts as somebody reads them who sees people.
    #[must_use]
    pub const fn in_full(self) -> (Shown, Shown) {
        (Shown::Exactly(self.now), Shown::Exactly(self.after))
    }
}

/// A count as it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// As it is.
    Exactly(usize),
    /// Fewer than [`FEWEST_SHOWN`], perhaps none.
    Few,
}

impl Shown {
    const fn of(count: usize) -> Self {
        if count < FEWEST_SHOWN { Self::Few } else { Self::Exactly(count) }
    }

    /// The number, when it is shown.
    #[must_use]
    pub const fn number(self) -> Option<usize> {
        match self {
            Self::Exactly(count) => Some(count),
            Self::Few => None,
        }
    }
}
