//! The tables of the running summaries as data: cells, cadence, share of the budget, sensitivity; the noise
//! follows from these. The tables stand in `docs/privacy.md`.

use crate::{budget::RUNNING_BUDGET, noise::Sigma};
use vocabulary::IscoCode;

/// How many weekly releases fit in any window of 366 days: 52 whole weeks and two days.
const WEEKLY_RELEASES_IN_WINDOW: u32 = 53;

/// A table of the running summaries. Each counts persons at one moment (a stock), each person at most once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Table {
    /// S0: all candidates of the region, one cell.
    Total,
    /// S1: candidates by ISCO-08 unit group (four digits).
    UnitGroups,
    /// S1b: candidates by ISCO-08 sub-major group (two digits), measured on its own.
    SubMajorGroups,
}

/// What one table may cost and what one person can change in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Spec {
    name: &'static str,
    share_permille: u32,
    releases_in_window: u32,
    sensitivity_squared: u32,
    schema_version: u16,
}

impl Table {
    /// All tables, in the order in which they are released.
    pub const ALL: [Self; 3] = [Self::Total, Self::UnitGroups, Self::SubMajorGroups];

    const fn spec(self) -> Spec {
        let (name, share_permille) = match self {
            Self::Total => ("S0", 50),
            Self::UnitGroups => ("S1", 315),
            Self::SubMajorGroups => ("S1b", 135),
        };
        Spec {
            name,
            share_permille,
            releases_in_window: WEEKLY_RELEASES_IN_WINDOW,
            // One person stands in one cell of each table: adding or removing somebody moves one cell by one.
            sensitivity_squared: 1,
            schema_version: 1,
        }
    }

    /// The table's name in the documentation and the ledger: `S0`, `S1` or `S1b`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.spec().name
    }

    /// The version of the table's key list; it grows when keys change, the budget does not.
    #[must_use]
    pub const fn schema_version(self) -> u16 {
        self.spec().schema_version
    }

    /// How many releases of the table any window of 366 days can hold.
    #[must_use]
    pub const fn releases_in_window(self) -> u32 {
        self.spec().releases_in_window
    }

    /// The table's part of the running budget, in thousandths.
    #[must_use]
    pub const fn share_permille(self) -> u32 {
        self.spec().share_permille
    }

    /// The charge of one release, in millionths of rho, rounded up.
    #[must_use]
    pub const fn rho_micro(self) -> u32 {
        let spec = self.spec();
        let share = RUNNING_BUDGET.cap_micro() * spec.share_permille as u64;
        let charge = share.div_ceil(1000 * spec.releases_in_window as u64);
        assert!(charge <= u32::MAX as u64, "a charge is below the budget, which is below one rho");
        #[expect(clippy::cast_possible_truncation, reason = "checked in the line above")]
        let charge = charge as u32;
        charge
    }

    /// The noise of one release: L2 * sqrt(releases / (2 * rho * share)), rounded up to a hundredth.
    #[must_use]
    pub fn sigma(self) -> Sigma {
        let spec = self.spec();
        let rho = RUNNING_BUDGET.rho() * f64::from(spec.share_permille) / 1000.0;
        let sensitivity = f64::from(spec.sensitivity_squared).sqrt();
        let sigma = sensitivity * (f64::from(spec.releases_in_window) / (2.0 * rho)).sqrt();
        Sigma::rounded_up(sigma, sensitivity, self.rho_micro())
    }

    /// How many digits of the ISCO-08 code make a cell of the table; none for the total.
    #[must_use]
    pub const fn isco_level(self) -> Option<usize> {
        match self {
            Self::Total => None,
            Self::UnitGroups => Some(4),
            Self::SubMajorGroups => Some(2),
        }
    }
}

/// The fixed, public key list of a table: which cell stands where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableKeys {
    table: Table,
    codes: Vec<IscoCode>,
}

/// A list of groups that cannot be the key list of a table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// A group has the wrong number of digits.
    #[error("{code} is not a group of {level} digits")]
    WrongLevel {
        /// The group.
        code: IscoCode,
        /// The digits that the table has.
        level: usize,
    },
    /// The list is empty, not in ascending order, or names a group twice.
    #[error("the groups of table {table} are not a list in ascending order without repetitions")]
    NotAscending {
        /// The table.
        table: &'static str,
    },
}

impl TableKeys {
    /// The key list of `table` from all unit groups of the classification, in ascending order.
    ///
    /// # Errors
    /// [`KeyError`] when the list holds another level, is empty, or is not in ascending order.
    pub fn new(table: Table, unit_groups: &[IscoCode]) -> Result<Self, KeyError> {
        if let Some(code) = unit_groups.iter().find(|code| code.level() != 4) {
            return Err(KeyError::WrongLevel { code: code.clone(), level: 4 });
        }
        if unit_groups.is_empty() || !unit_groups.is_sorted_by(|one, next| one < next) {
            return Err(KeyError::NotAscending { table: table.name() });
        }
        let Some(level) = table.isco_level() else {
            return Ok(Self { table, codes: Vec::new() });
        };
        let mut codes: Vec<_> = unit_groups.iter().map(|code| code.at_level(level)).collect();
        codes.dedup();
        Ok(Self { table, codes })
    }

    /// The table.
    #[must_use]
    pub const fn table(&self) -> Table {
        self.table
    }

    /// The groups in the order of the cells; none for the total.
    #[must_use]
    pub fn codes(&self) -> &[IscoCode] {
        &self.codes
    }

    /// How many cells the table has, always.
    #[must_use]
    pub fn cell_count(&self) -> usize {
        self.codes.len().max(1)
    }

    /// In which cell a person of this unit group is counted; the total counts also persons without a group.
    #[must_use]
    pub fn cell_of(&self, unit_group: Option<&IscoCode>) -> Option<usize> {
        let Some(level) = self.table.isco_level() else {
            return Some(0);
        };
        let group = unit_group?.at_level(level);
        self.codes.binary_search(&group).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups(codes: &[&str]) -> Vec<IscoCode> {
        codes.iter().map(|code| IscoCode::new(code).unwrap()).collect()
    }

    #[test]
    fn the_noise_of_each_table_is_the_published_one() {
        for (table, published) in
            [(Table::Total, 162.0), (Table::UnitGroups, 64.6), (Table::SubMajorGroups, 98.6)]
        {
            let sigma = table.sigma().value();
            assert!((sigma / published - 1.0).abs() < 0.01, "{}: {sigma}", table.name());
        }
    }

    #[test]
    fn the_documented_deviations_are_those_in_use() {
        let centi = Table::ALL.map(|table| table.sigma().centi());
        assert_eq!(centi, [16204, 6456, 9861], "docs/privacy.md names them");
    }

    #[test]
    fn the_charges_round_up_and_a_year_of_all_tables_fits_in_the_budget() {
        let charges: Vec<_> = Table::ALL.iter().map(|table| table.rho_micro()).collect();
        assert_eq!(charges, [20, 120, 52]);
        let year: u64 = Table::ALL
            .iter()
            .map(|table| u64::from(table.rho_micro()) * u64::from(table.releases_in_window()))
            .sum();
        assert!(year <= RUNNING_BUDGET.cap_micro(), "{year}");
    }

    #[test]
    fn a_charge_covers_the_noise_that_it_pays() {
        for table in Table::ALL {
            let sigma = table.sigma().value();
            assert!(1e6 / (2.0 * sigma * sigma) <= f64::from(table.rho_micro()), "{}", table.name());
        }
    }

    #[test]
    fn a_person_is_in_one_cell_and_a_person_without_an_occupation_in_the_total_only() {
        let all = groups(&["2211", "2221", "2222", "5321"]);
        let [total, unit, sub] = Table::ALL.map(|table| TableKeys::new(table, &all).unwrap());
        assert_eq!([total.cell_count(), unit.cell_count(), sub.cell_count()], [1, 4, 2]);
        let nurse = IscoCode::new("2221").unwrap();
        assert_eq!(unit.cell_of(Some(&nurse)), Some(1));
        assert_eq!(sub.cell_of(Some(&nurse)), Some(0));
        assert_eq!((total.cell_of(None), unit.cell_of(None)), (Some(0), None));
        assert_eq!(unit.cell_of(Some(&IscoCode::new("9999").unwrap())), None);
    }

    #[test]
    fn a_key_list_out_of_order_or_of_another_level_is_refused() {
        for wrong in [&["2221", "2211"][..], &["2211", "2211"], &[], &["22"]] {
            assert!(TableKeys::new(Table::UnitGroups, &groups(wrong)).is_err(), "{wrong:?}");
        }
    }
}
