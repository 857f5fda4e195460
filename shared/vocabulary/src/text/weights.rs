//! The numbers that were fitted on held-out names: what each kind of evidence counts, and how often an answer with
//! some share is right. One table for occupations and one for skills, made by `text-model train`.

use super::fusion::{FEATURE_NAMES, FEATURES, Features};
use crate::table::{Table, TableError};
use std::sync::LazyLock;

static EMBEDDED: LazyLock<[Weights; 2]> = LazyLock::new(|| {
    let bytes = include_bytes!("../../data/text_weights.csv");
    ["occupations", "skills"].map(|list| Weights::read(bytes, list).expect("a test reads the built-in table"))
});

/// What each kind of evidence counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    /// For each kind of evidence.
    pub features: Features,
    /// What *none of them* counts.
    pub none: f32,
    /// Shares with how often an answer with that share is right, both rising.
    pub right: Vec<(f32, f32)>,
}

impl Weights {
    /// The built-in weights for occupations.
    #[must_use]
    pub fn of_occupations() -> &'static Self {
        &EMBEDDED[0]
    }

    /// The built-in weights for skills.
    #[must_use]
    pub fn of_skills() -> &'static Self {
        &EMBEDDED[1]
    }

    /// The weighed sum of the evidence.
    #[must_use]
    pub fn sum(&self, features: &Features) -> f32 {
        features.iter().zip(&self.features).map(|(value, weight)| value * weight).sum()
    }

    /// How often an answer with this share is right: between two entries of the table along the line, above the last
    /// entry as that, because nothing says that a larger share is right more often.
    #[must_use]
    pub fn calibrated(&self, share: f32) -> f32 {
        let after = self.right.partition_point(|it| it.0 < share);
        let (low_at, low) =
            after.checked_sub(1).and_then(|it| self.right.get(it)).copied().unwrap_or((0.0, 0.0));
        let Some((high_at, high)) = self.right.get(after).copied() else { return low };
        let part = if high_at > low_at { (share - low_at) / (high_at - low_at) } else { 1.0 };
        (low + (high - low) * part).clamp(0.0, 1.0)
    }

    /// The lines of a table that [`Weights::of_occupations`] reads, without the header.
    #[must_use]
    pub fn lines(&self, list: &str) -> String {
        let named =
            FEATURE_NAMES.iter().zip(&self.features).map(|(name, it)| format!("{list},{name},,{it:.4}\n"));
        let right = self.right.iter().map(|(share, right)| format!("{list},right,{share:.4},{right:.4}\n"));
        named.chain([format!("{list},none,,{:.4}\n", self.none)]).chain(right).collect()
    }

    /// The header of the table.
    pub const HEADER: &str = "list,what,share,value\n";

    fn read(bytes: &[u8], wanted: &str) -> Result<Self, TableError> {
        let mut table = Table::open("text_weights.csv", bytes)?;
        let columns = ["list", "what", "share", "value"].map(|it| table.column(it));
        let [list, what, share, value] = columns;
        let (list, what, share, value) = (list?, what?, share?, value?);
        let mut read = Self { features: [0.0; FEATURES], none: 0.0, right: Vec::new() };
        while table.next_row()? {
            if table.wanted(list)? != wanted {
                continue;
            }
            let number: f32 = table.parsed(value)?;
            match table.wanted(what)? {
                "none" => read.none = number,
                "right" => read.right.push((table.parsed(share)?, number)),
                name => {
                    let at = FEATURE_NAMES.iter().position(|it| *it == name);
                    let known = at.and_then(|at| read.features.get_mut(at));
                    *known.ok_or_else(|| table.error("what: is no kind of evidence"))? = number;
                }
            }
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_weights_are_whole_and_rise() {
        for it in [Weights::of_occupations(), Weights::of_skills()] {
            assert!(it.features.iter().any(|it| *it > 0.0));
            assert!(it.right.len() > 3 && it.right.is_sorted_by(|a, b| a.0 < b.0 && a.1 <= b.1));
        }
    }

    #[test]
    fn a_share_between_two_entries_lies_on_the_line() {
        let weights = Weights { features: [0.0; FEATURES], none: 0.0, right: vec![(0.2, 0.4), (0.6, 0.8)] };
        let check =
            |share: f32, right: f32| assert!((weights.calibrated(share) - right).abs() < 1e-6, "{share}");
        check(0.1, 0.2);
        check(0.4, 0.6);
        check(0.6, 0.8);
        check(1.0, 0.8);
    }

    #[test]
    fn weights_come_back_as_they_were_written() {
        let features = std::array::from_fn(|at| u8::try_from(at).map_or(0.0, f32::from));
        let weights = Weights { features, none: -1.5, right: vec![(0.25, 0.5)] };
        let table = format!("{}{}", Weights::HEADER, weights.lines("skills"));
        assert_eq!(Weights::read(table.as_bytes(), "skills").unwrap(), weights);
    }
}
