//! Budget arithmetic in whole millionths of rho (zCDP): does one more release fit?
//!
//! The promise is over **every** window of 366 days and over **all** tables together. Charges know only a day
//! and an amount: neither a new name nor a new schema version makes room.

use jiff::ToSpan;
use std::collections::BTreeMap;
use vocabulary::Date;

/// How long a window of the promise is, in days. 366, so that no year is longer.
pub const WINDOW_DAYS: i32 = 366;

/// rho of epsilon 2 at delta 1e-7 (0.074181), in millionths, rounded down: no budget can be made above it.
pub const CEILING_MICRO: u64 = 74_180;

/// The budget of the running summaries: epsilon 1 at delta 1e-7.
pub const RUNNING_BUDGET: Budget = match Budget::new(20_187) {
    Some(budget) => budget,
    None => panic!("the running budget lies below the ceiling"),
};

/// The most that one person may be charged in any 366 days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    cap_micro: u64,
}

impl Budget {
    /// A budget in millionths of rho, if it lies under the ceiling of epsilon 2.
    #[must_use]
    pub const fn new(cap_micro: u64) -> Option<Self> {
        if cap_micro > CEILING_MICRO { None } else { Some(Self { cap_micro }) }
    }

    /// The cap in millionths of rho.
    #[must_use]
    pub const fn cap_micro(self) -> u64 {
        self.cap_micro
    }

    /// The cap as rho.
    #[must_use]
    pub fn rho(self) -> f64 {
        let micro = self.cap_micro as f64;
        micro / 1e6
    }
}

/// A release that does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BudgetError {
    /// Some window of 366 days would hold more than the budget.
    #[error(
        "a release of {charge_micro} millionths of rho on {on} would bring 366 days to {would_be_micro}, \
         {cap_micro} is the most"
    )]
    AboveCap {
        /// The day of the release.
        on: Date,
        /// Its charge.
        charge_micro: u32,
        /// The worst window with it.
        would_be_micro: u64,
        /// The budget.
        cap_micro: u64,
    },
    /// A release without a charge protects nobody.
    #[error("a release on {on} without a charge is no private release")]
    NoCharge {
        /// The day of the release.
        on: Date,
    },
}

/// What was spent on which day, over all tables of one node.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ledger {
    spent_micro: BTreeMap<Date, u64>,
}

impl Ledger {
    /// Notes a charge that was made: what is spent stays spent, above the cap or not.
    pub fn record(&mut self, on: Date, charge_micro: u32) {
        let day = self.spent_micro.entry(on).or_default();
        *day = day.saturating_add(u64::from(charge_micro));
    }

    /// Whether a release on this day fits in every window of 366 days that holds it; the total of the worst
    /// one with it.
    ///
    /// # Errors
    /// [`BudgetError`] when it does not fit; the ledger is unchanged either way.
    pub fn admit(&self, budget: Budget, on: Date, charge_micro: u32) -> Result<u64, BudgetError> {
        if charge_micro == 0 {
            return Err(BudgetError::NoCharge { on });
        }
        let would_be_micro = self.worst_window(on).saturating_add(u64::from(charge_micro));
        if would_be_micro > budget.cap_micro {
            let cap_micro = budget.cap_micro;
            return Err(BudgetError::AboveCap { on, charge_micro, would_be_micro, cap_micro });
        }
        Ok(would_be_micro)
    }

    /// The largest sum of any window of 366 days that holds `on`. Moving a window's begin up to its first
    /// charge, or to `on`, only brings charges in at its end; so windows that begin there are enough.
    fn worst_window(&self, on: Date) -> u64 {
        let reach = i64::from(WINDOW_DAYS - 1).days();
        let earliest = on.saturating_sub(reach);
        let mut entering = self.spent_micro.range(earliest..=on.saturating_add(reach)).peekable();
        let (mut window, mut worst) = (0_u64, 0_u64);
        for (start, leaving) in self.spent_micro.range(earliest..on).chain([(&on, &0)]) {
            let last = start.saturating_add(reach);
            while let Some((_, spent)) = entering.next_if(|(day, _)| **day <= last) {
                window = window.saturating_add(*spent);
            }
            worst = worst.max(window);
            window = window.saturating_sub(*leaving);
        }
        worst
    }
}

#[cfg(test)]
mod tests;
