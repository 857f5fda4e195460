//! From which sector people come and to which they want to move, counted over one region's own people (row RAB-08:
//! bank staff look to education rather than care). Pure.
//!
//! **Invariant:** a pair of fewer than [`FEWEST`] people is never shown, and neither is a sum that would give one
//! away.

use std::collections::{BTreeMap, BTreeSet};
use vocabulary::SectorCode;

/// The fewest people that a cell may stand for: who is one of fewer could be recognised by colleagues.
pub const FEWEST: u32 = 10;

/// One person's present sector and the sectors of the occupations that the person wants, each once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// The sector of the present or last occupation.
    pub from: SectorCode,
    /// The sectors wanted; the present one may be among them.
    pub to: BTreeSet<SectorCode>,
}

/// How many people of one sector look to each other sector.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preference {
    /// How many people of the sector named a wish at all.
    pub people: u32,
    /// How many of them look to each sector, where that are enough to be shown. A person may look to several.
    pub to: BTreeMap<SectorCode, u32>,
    /// Whether others were left out because they were too few.
    pub has_hidden: bool,
}

/// The preferences of each sector with enough people, smaller cells left out.
///
/// The number of people of a sector is no sum of its cells, because a person may look to several sectors; so a hidden
/// cell does not follow from the shown ones.
#[must_use]
pub fn preferences(wishes: impl IntoIterator<Item = Wish>) -> BTreeMap<SectorCode, Preference> {
    let mut counted: BTreeMap<SectorCode, (u32, BTreeMap<SectorCode, u32>)> = BTreeMap::new();
    for wish in wishes.into_iter().filter(|wish| !wish.to.is_empty()) {
        let (people, to) = counted.entry(wish.from).or_default();
        *people += 1;
        for sector in wish.to {
            *to.entry(sector).or_default() += 1;
        }
    }
    counted
        .into_iter()
        .filter(|(_, (people, _))| *people >= FEWEST)
        .map(|(from, (people, to))| {
            let all = to.len();
            let to: BTreeMap<_, _> = to.into_iter().filter(|(_, count)| *count >= FEWEST).collect();
            let has_hidden = to.len() < all;
            (from, Preference { people, to, has_hidden })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sector(code: &str) -> SectorCode {
        SectorCode::new(code).unwrap()
    }

    fn wishes(from: &str, to: &[&str], people: usize) -> impl Iterator<Item = Wish> {
        let wish = Wish { from: sector(from), to: to.iter().map(|code| sector(code)).collect() };
        std::iter::repeat_n(wish, people)
    }

    #[test]
    fn rab_08_bank_staff_look_to_education_and_small_cells_are_not_shown() {
        let all = wishes("finance", &["education"], 40)
            .chain(wishes("finance", &["care"], 9))
            .chain(wishes("finance", &["care", "education"], 3))
            .chain(wishes("finance", &["technology"], 9))
            .chain(wishes("finance", &[], 5))
            .chain(wishes("retail", &["care"], 9));
        let preferences = preferences(all);
        let bank = &preferences[&sector("finance")];
        assert_eq!(bank.people, 61);
        assert_eq!(bank.to[&sector("education")], 43);
        assert_eq!(bank.to[&sector("care")], 12);
        assert_eq!(bank.to.get(&sector("technology")), None, "nine people are not shown");
        assert!(bank.has_hidden);
        assert_eq!(preferences.get(&sector("retail")), None, "nor is a sector with nine");
    }
}
