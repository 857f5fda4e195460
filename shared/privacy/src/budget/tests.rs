#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "numbers of the tests are small"
)]

use super::*;
use crate::table::Table;
use proptest::prelude::*;

fn day(number: i64) -> Date {
    Date::constant(2026, 1, 5).saturating_add(number.days())
}

/// The worst window of all, found the slow way: every window that begins on any day.
fn worst_of_all(charges: &[(Date, u32)]) -> u64 {
    let sum_from = |first: Date| -> u64 {
        let last = first.saturating_add(i64::from(WINDOW_DAYS - 1).days());
        charges.iter().filter(|(on, _)| (first..=last).contains(on)).map(|(_, spent)| u64::from(*spent)).sum()
    };
    charges.iter().map(|(on, _)| sum_from(*on)).max().unwrap_or_default()
}

#[test]
fn all_tables_fit_every_week_for_five_years() {
    let mut ledger = Ledger::default();
    for week in 0..5 * 53 {
        for table in Table::ALL {
            let on = day(7 * week);
            ledger
                .admit(RUNNING_BUDGET, on, table.rho_micro())
                .unwrap_or_else(|error| panic!("week {week}: {error}"));
            ledger.record(on, table.rho_micro());
        }
    }
}

#[test]
fn a_release_above_the_cap_is_refused_until_the_window_has_moved_on() {
    let mut ledger = Ledger::default();
    ledger.record(day(0), 20_000);
    assert_eq!(ledger.admit(RUNNING_BUDGET, day(100), 187), Ok(20_187));
    let refused = ledger.admit(RUNNING_BUDGET, day(365), 188);
    assert!(matches!(refused, Err(BudgetError::AboveCap { would_be_micro: 20_188, .. })), "{refused:?}");
    assert_eq!(ledger.admit(RUNNING_BUDGET, day(366), 188), Ok(188));
}

#[test]
fn a_release_dated_before_others_counts_in_the_windows_after_it() {
    let mut ledger = Ledger::default();
    ledger.record(day(300), 20_000);
    assert!(ledger.admit(RUNNING_BUDGET, day(0), 188).is_err());
    assert!(ledger.admit(RUNNING_BUDGET, day(-66), 188).is_ok());
}

#[test]
fn a_release_for_nothing_is_refused() {
    assert!(matches!(Ledger::default().admit(RUNNING_BUDGET, day(0), 0), Err(BudgetError::NoCharge { .. })));
}

proptest! {
    /// Whatever the schedule, names and versions do not exist for the ledger: only days and charges do.
    #[test]
    fn a10_no_schedule_brings_any_window_above_the_cap(
        requests in proptest::collection::vec((0_i64..1500, 0_u32..3000), 1..120)
    ) {
        let mut ledger = Ledger::default();
        let mut admitted = Vec::new();
        for (number, charge) in requests {
            let on = day(number);
            if let Ok(window) = ledger.admit(RUNNING_BUDGET, on, charge) {
                ledger.record(on, charge);
                admitted.push((on, charge));
                prop_assert!(window <= RUNNING_BUDGET.cap_micro());
            } else {
                let mut with = admitted.clone();
                with.push((on, charge));
                prop_assert!(charge == 0 || worst_of_all(&with) > RUNNING_BUDGET.cap_micro());
            }
        }
        prop_assert!(worst_of_all(&admitted) <= RUNNING_BUDGET.cap_micro());
    }
}

/// One long schedule as a node could meet it: ten thousand requests of made-up tables and versions.
#[test]
fn a10_ten_thousand_requests_with_new_names_and_versions_stay_under_the_cap() {
    let mut noise = crate::testing::SeededNoise::new(10);
    let mut ledger = Ledger::default();
    let mut admitted = Vec::new();
    for _ in 0..10_000 {
        let on = day((noise.uniform() * 2000.0) as i64);
        let charge = 1 + (noise.uniform() * 300.0) as u32;
        if ledger.admit(RUNNING_BUDGET, on, charge).is_ok() {
            ledger.record(on, charge);
            admitted.push((on, charge));
        }
    }
    assert!(admitted.len() > 100 && admitted.len() < 10_000, "{}", admitted.len());
    assert!(worst_of_all(&admitted) <= RUNNING_BUDGET.cap_micro());
}
