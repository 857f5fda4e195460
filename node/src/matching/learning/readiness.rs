//! Who fits now and who fits after training, in one order, and how many of each (row NET-11).

use vocabulary::Date;

/// Within so many months a path counts for *fits after training*.
pub const WITHIN_MONTHS: i32 = 6;

/// Counts below this are not shown to whoever sees no people: a few could be recognised.
pub const FEWEST_SHOWN: usize = 10;

/// When somebody fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Readiness {
    /// Now.
    Now,
    /// After training, from this day on.
    From(Date),
    /// Not, whatever the modules teach.
    NotEnough,
}

impl Readiness {
    /// Since when one fits, if that is now or within [`WITHIN_MONTHS`].
    fn in_time(self, today: Date) -> Option<Date> {
        let last = today.saturating_add(jiff::Span::new().months(WITHIN_MONTHS));
        match self {
            Self::Now => Some(today),
            Self::From(day) => (day <= last).then_some(day),
            Self::NotEnough => None,
        }
    }
}

/// Those that fit now or within [`WITHIN_MONTHS`], soonest first; those that are ready on one day stay in the order
/// in which they came, which is best first.
#[must_use]
pub fn in_order_of_readiness<T>(all: Vec<(T, Readiness)>, today: Date) -> Vec<T> {
    let in_time = all.into_iter().filter_map(|(of, ready)| Some((ready.in_time(today)?, of)));
    let mut ready: Vec<(Date, T)> = in_time.collect();
    ready.sort_by_key(|(day, _)| *day);
    ready.into_iter().map(|(_, of)| of).collect()
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
    /// Counts.
    #[must_use]
    pub fn of(all: impl IntoIterator<Item = Readiness>, today: Date) -> Self {
        let mut count = Self::default();
        for ready in all {
            count.looked_at += 1;
            match ready {
                Readiness::Now => count.now += 1,
                Readiness::From(_) if ready.in_time(today).is_some() => count.after += 1,
                Readiness::From(_) | Readiness::NotEnough => {}
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
