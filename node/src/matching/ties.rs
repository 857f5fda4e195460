//! Which of two comes first when they score the same.

/// What decides between equal scores.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ties {
    /// The lowest id first: the same answer every time, for comparisons and tests.
    ById,
    /// An order drawn from this key. With another key every day nobody is always the first of equals.
    Shuffled(u128),
}

impl Ties {
    /// What to compare for a row with this id: different ids have different keys.
    #[must_use]
    pub(super) const fn key(self, id: [u8; 16]) -> u128 {
        let id = u128::from_be_bytes(id);
        match self {
            Self::ById => id,
            Self::Shuffled(key) => shuffled(id, key),
        }
    }
}

/// Each step can be undone, so that no two ids meet: adding the key, folding the upper half into the lower, and
/// multiplying by an odd number (the one of PCG's 128-bit generator: O'Neill, HMC-CS-2014-0905).
const fn shuffled(id: u128, key: u128) -> u128 {
    const ODD: u128 = 0x2360_ED05_1FC6_5DA4_4385_DF64_9FCC_F645;
    let mut mixed = id ^ key;
    let mut round = 0;
    while round < 3 {
        mixed ^= mixed >> 64;
        mixed = mixed.wrapping_mul(ODD).wrapping_add(key);
        round += 1;
    }
    mixed ^ (mixed >> 64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn order(ties: Ties) -> Vec<u8> {
        let mut ids: Vec<u8> = (0..200).collect();
        ids.sort_by_key(|id| ties.key([*id; 16]));
        ids
    }

    #[test]
    fn another_key_gives_another_order_and_the_same_key_the_same() {
        let (today, tomorrow) = (order(Ties::Shuffled(1)), order(Ties::Shuffled(2)));
        assert_eq!(today, order(Ties::Shuffled(1)));
        assert_ne!(today, tomorrow);
        assert_ne!(today[0], tomorrow[0]);
        assert_eq!(order(Ties::ById), (0..200).collect::<Vec<_>>());
    }

    #[test]
    fn no_two_ids_have_the_same_key() {
        let keys: BTreeSet<u128> =
            (0..20_000_u128).map(|id| Ties::Shuffled(77).key(id.to_be_bytes())).collect();
        assert_eq!(keys.len(), 20_000);
    }
}
