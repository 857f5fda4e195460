//! Every width adds as plain adding does.

use super::*;
use crate::matching::engine::blocks::{BLOCK, Rows};
use proptest::prelude::*;

/// What the operations of a width gave.
struct Tried {
    sums: Lanes,
    bound: Lanes,
    reached: u64,
}

/// Tries the operations of a width on the first block and the first group.
fn tried(width: Width, blocks: &Blocks, planes: Planes, least: u16) -> Tried {
    struct Trying<'a> {
        blocks: &'a Blocks,
        planes: Planes,
        least: u16,
        tried: &'a mut Tried,
    }

    impl Job for Trying<'_> {
        #[inline(always)]
        fn run<Instructions: Wide>(mut self, wide: Instructions) {
            self.tried.sums = wide.sums(self.blocks, &mut self.planes, 0);
            self.tried.reached = wide.at_least(&self.tried.sums, self.least);
            self.tried.bound = wide.bounds(self.blocks, &mut self.planes, 0);
        }
    }

    let mut tried = Tried { sums: Lanes::ZERO, bound: Lanes::ZERO, reached: 0 };
    width.run(Trying { blocks, planes, least, tried: &mut tried });
    tried
}

proptest! {
    #[test]
    fn every_width_adds_under_a_mask_as_plain_adding_does(
        words in prop::collection::vec(any::<u64>(), 0..40),
        high in any::<bool>(),
        seed in any::<u16>(),
        least in any::<u16>(),
    ) {
        // high weights run into the ceiling, low ones do not
        let weights: Vec<u16> =
            (0..40).map(|k| seed.wrapping_mul(2 * k + 1) >> if high { 0 } else { 6 }).collect();
        let plain = |lane: usize| {
            let held = words.iter().zip(&weights).filter(|(word, _)| *word >> lane & 1 == 1);
            u16::try_from(held.map(|(_, weight)| u32::from(*weight)).sum::<u32>()).unwrap_or(u16::MAX)
        };
        let wanted: Vec<u16> = (0..BLOCK).map(plain).collect();
        let of_row = |row| {
            let has = |k: &u32| words.get(*k as usize).is_some_and(|word| word >> row & 1 == 1);
            (0..40_u32).filter(has).collect()
        };
        let rows: Vec<Vec<u32>> = (0..BLOCK).map(of_row).collect();
        let blocks = Blocks::new(&rows);
        for width in Width::available() {
            let mut planes = Planes::default();
            for (feature, weight) in (0..40_u32).zip(&weights) {
                planes.add_exactly(&blocks, feature, *weight);
            }
            let Tried { sums, bound, reached } = tried(width, &blocks, planes, least);
            prop_assert_eq!(&sums.0[..], &wanted[..], "{}", width.name());
            for (lane, sum) in wanted.iter().enumerate() {
                prop_assert_eq!(reached >> lane & 1 == 1, *sum >= least, "{}", width.name());
            }
            prop_assert!(wanted.iter().all(|sum| bound.0[0] >= *sum), "{}", width.name());
        }
    }

    #[test]
    fn every_width_adds_what_grades_are_worth_as_plain_adding_does(
        rows in prop::collection::vec(prop::collection::vec(0..5_u32, 40), BLOCK),
        high in any::<bool>(),
        seed in any::<u16>(),
    ) {
        // high worths run into the ceiling, low ones do not
        let worth = |scale: usize, grade: usize| {
            let step = u16::try_from(scale).unwrap().wrapping_mul(seed) >> if high { 2 } else { 10 };
            step.saturating_mul(u16::try_from(grade).unwrap())
        };
        let plain = |row: &Vec<u32>| {
            let worths = row.iter().enumerate().map(|(scale, grade)| worth(scale, *grade as usize));
            u16::try_from(worths.map(u32::from).sum::<u32>()).unwrap_or(u16::MAX)
        };
        let wanted: Vec<u16> = rows.iter().map(plain).collect();
        let blocks = Blocks::new(&Grown(rows));
        for width in Width::available() {
            let mut planes = Planes::default();
            for scale in 0..40 {
                planes.add_scale_exactly(&blocks, scale, |grade| worth(scale as usize, grade));
            }
            let Tried { sums, bound, .. } = tried(width, &blocks, planes, 0);
            prop_assert_eq!(&sums.0[..], &wanted[..], "{}", width.name());
            prop_assert!(wanted.iter().all(|sum| bound.0[0] >= *sum), "{}", width.name());
        }
    }
}

/// The grade of each row on each scale.
struct Grown(Vec<Vec<u32>>);

impl Rows for Grown {
    const GRADES: u32 = 4;

    fn count(&self) -> usize {
        self.0.len()
    }

    fn keys(&self, row: usize, mut add: impl FnMut(u32)) {
        for (scale, grade) in (0..).zip(&self.0[row]) {
            (0..*grade).for_each(|below| add(4 * scale + below));
        }
    }

    fn features(&self, key: u32, mut add: impl FnMut(u32)) {
        add(key);
    }

    fn own_features(&self, _: usize, _: impl FnMut(u32)) {}
}
