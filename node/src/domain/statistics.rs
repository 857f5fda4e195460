//! What the summaries count: each person once, by the unit group of the occupation that the person is available
//! for. Exact counts stay in memory and are wiped; only noisy ones leave, see `workflow::publish_statistics`.

use privacy::TableKeys;
use std::{collections::BTreeSet, fmt};
use vocabulary::{CandidateId, IscoCode};
use zeroize::Zeroizing;

/// One person as the summaries see the person.
#[derive(Clone, PartialEq, Eq)]
pub struct CountedPerson {
    /// The person; only to see that nobody is counted twice.
    pub candidate: CandidateId,
    /// The unit group of the primary occupation, where it is known.
    pub unit_group: Option<IscoCode>,
}

/// The people of the region at one moment, each once.
#[derive(Clone)]
pub struct Stock {
    persons: Vec<CountedPerson>,
}

/// A person stands in the stock twice: a release would protect the person half as well as it promises.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a person would be counted twice in the summaries; nothing is published until the data are repaired")]
pub struct CountedTwice;

impl Stock {
    /// The stock of these persons. Who asked for restriction of processing must not be among them.
    ///
    /// # Errors
    /// [`CountedTwice`] when a person occurs twice.
    pub fn new(persons: Vec<CountedPerson>) -> Result<Self, CountedTwice> {
        let distinct: BTreeSet<_> = persons.iter().map(|person| person.candidate).collect();
        if distinct.len() == persons.len() { Ok(Self { persons }) } else { Err(CountedTwice) }
    }

    /// The exact count of each cell of a table, in memory that is wiped.
    #[must_use]
    pub fn count(&self, keys: &TableKeys) -> Zeroizing<Vec<i64>> {
        let mut counts = Zeroizing::new(vec![0; keys.cell_count()]);
        for person in &self.persons {
            if let Some(cell) = keys.cell_of(person.unit_group.as_ref()) {
                counts[cell] += 1;
            }
        }
        counts
    }
}

impl fmt::Debug for CountedPerson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[personal]")
    }
}

impl fmt::Debug for Stock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Stock([personal])")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use privacy::Table;
    use vocabulary::isco;

    fn person(unit_group: &str) -> CountedPerson {
        let unit_group = (!unit_group.is_empty()).then(|| IscoCode::new(unit_group).unwrap());
        CountedPerson { candidate: CandidateId::random(), unit_group }
    }

    #[test]
    fn each_person_is_in_one_cell_of_each_table() {
        let stock = Stock::new(vec![person("2221"), person("2221"), person("5131"), person("")]).unwrap();
        for (table, expected) in [(Table::Total, 4), (Table::UnitGroups, 3), (Table::SubMajorGroups, 3)] {
            let counts = stock.count(&TableKeys::new(table, isco::unit_groups()).unwrap());
            assert_eq!(counts.iter().sum::<i64>(), expected, "{table:?}");
        }
    }

    #[test]
    fn a_person_who_would_be_counted_twice_stops_the_release() {
        let once = person("2221");
        assert_eq!(Stock::new(vec![once.clone(), person("2221"), once]).err(), Some(CountedTwice));
    }
}
