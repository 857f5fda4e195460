//! Interests of people beside kinds of work, after Holland, *Making Vocational Choices* (3rd edition, 1997): six
//! types, and for each kind of work the three that it asks most.
//!
//! A kind of work is a sub-major group of ISCO-08. Which three types it asks is a table of the project's own making
//! (`node/data/interests_by_work.csv`), coarse on purpose: interests are a small factor, and say nothing of what
//! somebody can do.

use super::score::{MIDDLE_STEP, STEPS};
use std::sync::LazyLock;
use vocabulary::IscoCode;

/// The most that a person scores on a type.
pub const MOST: u8 = 4;
/// What the first, the second and the third type of a kind of work count for.
const BY_PLACE: [u8; 3] = [3, 2, 1];

/// One of the six types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Riasec {
    /// Doing and making.
    Realistic,
    /// Finding out.
    Investigative,
    /// Creating.
    Artistic,
    /// Helping.
    Social,
    /// Enterprise and persuading.
    Enterprising,
    /// Ordering and keeping.
    Conventional,
}

impl Riasec {
    /// All six, in the order of the hexagon.
    pub const ALL: [Self; 6] = [
        Self::Realistic,
        Self::Investigative,
        Self::Artistic,
        Self::Social,
        Self::Enterprising,
        Self::Conventional,
    ];

    fn of_letter(letter: char) -> Option<Self> {
        let place = "RIASEC".find(letter)?;
        Self::ALL.get(place).copied()
    }
}

/// How much a person likes each type, 0 to [`MOST`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interests([u8; 6]);

impl Interests {
    /// Six scores in the order of [`Riasec::ALL`]; none when one is above [`MOST`].
    #[must_use]
    pub fn new(scores: [u8; 6]) -> Option<Self> {
        scores.iter().all(|score| *score <= MOST).then_some(Self(scores))
    }

    /// The score of a type.
    #[must_use]
    pub const fn of(self, kind: Riasec) -> u8 {
        self.0[kind as usize]
    }
}

/// Kinds of work that ask the same three types in the same order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct KindOfWork(u8);

/// The table, read once.
struct Table {
    groups: Vec<(&'static str, KindOfWork)>,
    kinds: Vec<[Riasec; 3]>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table { groups: Vec::new(), kinds: Vec::new() };
    let lines = include_str!("../../data/interests_by_work.csv").lines().skip(1);
    for (group, letters) in lines.filter_map(|line| line.split_once(',')) {
        let types: Vec<Riasec> = letters.chars().filter_map(Riasec::of_letter).collect();
        let Ok(types) = <[Riasec; 3]>::try_from(types) else { continue };
        let at = table.kinds.iter().position(|known| *known == types).unwrap_or(table.kinds.len());
        if at == table.kinds.len() {
            table.kinds.push(types);
        }
        table.groups.push((group, KindOfWork(u8::try_from(at).unwrap_or(u8::MAX))));
    }
    table
});

impl KindOfWork {
    /// The kind of an occupation; none where its group is not in the table.
    #[must_use]
    pub fn of(isco: &IscoCode) -> Option<Self> {
        let group = isco.as_str().get(..2)?;
        TABLE.groups.iter().find(|(known, _)| *known == group).map(|(_, kind)| *kind)
    }

    /// The three types that it asks, the first most.
    #[must_use]
    pub fn types(self) -> [Riasec; 3] {
        TABLE.kinds[usize::from(self.0)]
    }

    /// All kinds.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        (0..u8::try_from(TABLE.kinds.len()).unwrap_or(u8::MAX)).map(Self)
    }

    pub(super) const fn at(self) -> usize {
        self.0 as usize
    }
}

/// How well interests fit a kind of work, in steps of [`STEPS`]: the middle when either is not known.
#[must_use]
pub fn steps(interests: Option<Interests>, kind: Option<KindOfWork>) -> u8 {
    let (Some(interests), Some(kind)) = (interests, kind) else { return MIDDLE_STEP };
    let liked: u8 =
        kind.types().into_iter().zip(BY_PLACE).map(|(it, counts)| counts * interests.of(it)).sum();
    let most = MOST * BY_PLACE.iter().sum::<u8>();
    // rounded to the nearest step
    (2 * liked * STEPS + most) / (2 * most)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(isco: &str) -> Option<KindOfWork> {
        KindOfWork::of(&IscoCode::new(isco).unwrap())
    }

    #[test]
    fn every_sub_major_group_of_isco_has_its_three_types() {
        assert_eq!(TABLE.groups.len(), 43);
        assert!(KindOfWork::all().count() < 43, "some groups ask the same");
        assert_eq!(
            kind("2221").map(KindOfWork::types),
            Some([Riasec::Investigative, Riasec::Social, Riasec::Realistic])
        );
        let different = |kind: KindOfWork| {
            let [a, b, c] = kind.types();
            a != b && b != c && a != c
        };
        assert!(KindOfWork::all().all(different));
    }

    #[test]
    fn interests_fit_in_steps_and_what_is_not_known_is_the_middle() {
        let care = kind("5321");
        let likes = |scores| Interests::new(scores);
        assert_eq!(steps(likes([4; 6]), care), 4);
        assert_eq!(steps(likes([0; 6]), care), 0);
        assert_eq!(steps(None, care), 2);
        assert_eq!(steps(likes([4; 6]), None), 2);
        // social 4 of 3 x 4, realistic 0, conventional 0: 12 of 24
        assert_eq!(steps(likes([0, 0, 0, 4, 0, 0]), care), 2);
        assert_eq!(likes([0, 0, 0, 5, 0, 0]), None);
    }
}
