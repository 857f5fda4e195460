//! The operations of [`super::lanes`] in wider registers, chosen when the program runs.
//!
//! The one module of the tree that lifts the ban on `unsafe`, for two reasons only: to call a function that was
//! compiled for instructions which [`Width::detected`] has found, and to read and write whole registers. No
//! pointer outlives an expression, and every pointer comes from a reference to an array of the register's size.
//! On other processors than x86-64, and on old ones, the portable functions do the same.

#![expect(
    unsafe_code,
    reason = "audited: calls into detected instruction sets and whole-register reads and writes"
)]

use super::blocks::Blocks;
use super::graded::{Lanewise, OfBlocks, OfRows};
use super::lanes::{self, Lanes};
use super::query::Planes;

/// Which instructions are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Width(Set);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Set {
    Portable,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    #[cfg(target_arch = "x86_64")]
    Avx512,
}

impl Width {
    /// What every processor of the target has.
    pub const PORTABLE: Self = Self(Set::Portable);

    /// The widest that this processor has.
    #[must_use]
    pub fn detected() -> Self {
        Self::available().last().copied().unwrap_or(Self::PORTABLE)
    }

    /// All that this processor has, the narrowest first.
    #[must_use]
    pub fn available() -> Vec<Self> {
        #[cfg_attr(not(target_arch = "x86_64"), expect(unused_mut, reason = "nothing wider on this target"))]
        let mut found = vec![Self::PORTABLE];
        #[cfg(target_arch = "x86_64")]
        {
            let common = is_x86_feature_detected!("popcnt")
                && is_x86_feature_detected!("bmi1")
                && is_x86_feature_detected!("bmi2");
            if common && is_x86_feature_detected!("avx2") {
                found.push(Self(Set::Avx2));
                if is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512bw") {
                    found.push(Self(Set::Avx512));
                }
            }
        }
        found
    }

    /// A name for logs and measurements.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self.0 {
            Set::Portable => "portable",
            #[cfg(target_arch = "x86_64")]
            Set::Avx2 => "AVX2",
            #[cfg(target_arch = "x86_64")]
            Set::Avx512 => "AVX-512",
        }
    }

    /// For 64 blocks from 64 times `group` on: the sum of the weights of the planes that occur in each.
    #[inline]
    pub(super) fn bounds(self, blocks: &Blocks, planes: &mut Planes, group: usize) -> Lanes {
        match self.0 {
            Set::Portable => portable_bounds(blocks, planes, group),
            // SAFETY: only `available` makes the value, after it found the instructions.
            #[cfg(target_arch = "x86_64")]
            Set::Avx2 => unsafe { x86::avx2_bounds(blocks, planes, group) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Set::Avx512 => unsafe { x86::avx512_bounds(blocks, planes, group) },
        }
    }

    /// For the 64 rows of a block: the sum of the weights of the planes that each has. The words stay in `planes`.
    #[inline]
    pub(super) fn sums(self, blocks: &Blocks, planes: &mut Planes, block: usize) -> Lanes {
        match self.0 {
            Set::Portable => portable_sums(blocks, planes, block),
            // SAFETY: only `available` makes the value, after it found the instructions.
            #[cfg(target_arch = "x86_64")]
            Set::Avx2 => unsafe { x86::avx2_sums(blocks, planes, block) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Set::Avx512 => unsafe { x86::avx512_sums(blocks, planes, block) },
        }
    }

    /// For the rows of the block summed last: by how much each sum, multiplied again, is too much.
    #[inline]
    pub(super) fn excess(self, planes: &Planes) -> Option<Lanes> {
        let excess = planes.excess()?;
        Some(match self.0 {
            Set::Portable => lanes::sum(planes.words(), excess),
            // SAFETY: only `available` makes the value, after it found the instructions.
            #[cfg(target_arch = "x86_64")]
            Set::Avx2 => unsafe { x86::avx2_sum(planes.words(), excess) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Set::Avx512 => unsafe { x86::avx512_sum(planes.words(), excess) },
        })
    }

    /// Which lanes are at least `least`.
    #[inline]
    pub(super) fn at_least(self, sums: &Lanes, least: u16) -> u64 {
        match self.0 {
            Set::Portable => lanes::at_least(sums, least),
            // SAFETY: only `available` makes the value, after it found the instructions.
            #[cfg(target_arch = "x86_64")]
            Set::Avx2 => unsafe { x86::avx2_at_least(sums, least) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Set::Avx512 => unsafe { x86::avx512_at_least(sums, least) },
        }
    }
}

fn portable_bounds(blocks: &Blocks, planes: &mut Planes, group: usize) -> Lanes {
    planes.gather_bits(blocks, group);
    portable_sum::<OfBlocks>(blocks, planes, group)
}

fn portable_sums(blocks: &Blocks, planes: &mut Planes, block: usize) -> Lanes {
    planes.gather_words(blocks, block);
    portable_sum::<OfRows>(blocks, planes, block)
}

fn portable_sum<Of: Lanewise>(blocks: &Blocks, planes: &Planes, at: usize) -> Lanes {
    let [main, extra] = planes.scales();
    let mut sums = lanes::sum(planes.parts().0, planes.parts().1);
    if !main.is_empty() {
        lanes::add(&mut sums, &lanes::sum_graded::<Of>(blocks.graded(), main, at));
    }
    if !extra.is_empty() {
        lanes::topped_up(&mut sums, &lanes::sum_graded::<Of>(blocks.graded(), extra, at));
    }
    sums
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use super::{Blocks, Lanes, Lanewise, OfBlocks, OfRows, Planes, lanes};
    use crate::matching::engine::blocks::BLOCK;
    use crate::matching::engine::{
        graded::{Graded, Grades},
        query::Scales,
    };
    use std::arch::x86_64::*;

    #[target_feature(enable = "avx2,popcnt,bmi1,bmi2")]
    pub(super) fn avx2_bounds(blocks: &Blocks, planes: &mut Planes, group: usize) -> Lanes {
        planes.gather_bits(blocks, group);
        avx2_both::<OfBlocks>(blocks, planes, group)
    }

    #[target_feature(enable = "avx2,popcnt,bmi1,bmi2")]
    pub(super) fn avx2_sums(blocks: &Blocks, planes: &mut Planes, block: usize) -> Lanes {
        planes.gather_words(blocks, block);
        avx2_both::<OfRows>(blocks, planes, block)
    }

    #[inline]
    #[target_feature(enable = "avx2,popcnt,bmi1,bmi2")]
    fn avx2_both<Of: Lanewise>(blocks: &Blocks, planes: &Planes, at: usize) -> Lanes {
        let [main, extra] = planes.scales();
        let mut sums = avx2_sum(planes.parts().0, planes.parts().1);
        if !main.is_empty() {
            lanes::add(&mut sums, &avx2_sum_graded::<Of>(blocks.graded(), main, at));
        }
        if !extra.is_empty() {
            lanes::topped_up(&mut sums, &avx2_sum_graded::<Of>(blocks.graded(), extra, at));
        }
        sums
    }

    #[target_feature(enable = "avx512f,avx512bw,avx2,popcnt,bmi1,bmi2")]
    pub(super) fn avx512_bounds(blocks: &Blocks, planes: &mut Planes, group: usize) -> Lanes {
        planes.gather_bits(blocks, group);
        avx512_both::<OfBlocks>(blocks, planes, group)
    }

    #[target_feature(enable = "avx512f,avx512bw,avx2,popcnt,bmi1,bmi2")]
    pub(super) fn avx512_sums(blocks: &Blocks, planes: &mut Planes, block: usize) -> Lanes {
        planes.gather_words(blocks, block);
        avx512_both::<OfRows>(blocks, planes, block)
    }

    #[inline]
    #[target_feature(enable = "avx512f,avx512bw,avx2,popcnt,bmi1,bmi2")]
    fn avx512_both<Of: Lanewise>(blocks: &Blocks, planes: &Planes, at: usize) -> Lanes {
        let [main, extra] = planes.scales();
        let mut sums = avx512_sum(planes.parts().0, planes.parts().1);
        if !main.is_empty() {
            lanes::add(&mut sums, &avx512_sum_graded::<Of>(blocks.graded(), main, at));
        }
        if !extra.is_empty() {
            lanes::topped_up(&mut sums, &avx512_sum_graded::<Of>(blocks.graded(), extra, at));
        }
        sums
    }

    /// Thirty-two grades a register: two tables of bytes give the lower and the upper byte of what each is worth.
    #[inline]
    #[target_feature(enable = "avx2,popcnt,bmi1,bmi2")]
    fn avx2_sum_graded<Of: Lanewise>(graded: &Graded, scales: Scales<'_>, at: usize) -> Lanes {
        let nibble = _mm256_set1_epi8(15);
        let mut sums = [_mm256_setzero_si256(); 4];
        for (cells, worth) in scales {
            let Grades(bytes) = Of::grades(graded, *cells, at);
            // SAFETY: `bytes` is exactly one register of 32 bytes, and the tables are one of 16 bytes each; the
            // instructions ask no alignment.
            let (bytes, low, high) = unsafe {
                (
                    _mm256_loadu_si256(std::ptr::from_ref(bytes).cast()),
                    _mm_loadu_si128(std::ptr::from_ref(&worth.low).cast()),
                    _mm_loadu_si128(std::ptr::from_ref(&worth.high).cast()),
                )
            };
            let (low, high) = (_mm256_broadcastsi128_si256(low), _mm256_broadcastsi128_si256(high));
            let upper = _mm256_and_si256(_mm256_srli_epi16::<4>(bytes), nibble);
            for (half, grades) in [_mm256_and_si256(bytes, nibble), upper].into_iter().enumerate() {
                let (low, high) = (_mm256_shuffle_epi8(low, grades), _mm256_shuffle_epi8(high, grades));
                let (first, second) = (_mm256_unpacklo_epi8(low, high), _mm256_unpackhi_epi8(low, high));
                sums[2 * half] = _mm256_adds_epu16(sums[2 * half], first);
                sums[2 * half + 1] = _mm256_adds_epu16(sums[2 * half + 1], second);
            }
        }
        // unpacking works on halves of a register; the permutation puts the quarters in order again
        let halves = [(sums[0], sums[1]), (sums[2], sums[3])];
        let ordered = halves.map(|(first, second)| {
            [
                _mm256_permute2x128_si256::<0x20>(first, second),
                _mm256_permute2x128_si256::<0x31>(first, second),
            ]
        });
        let mut out = Lanes::ZERO;
        for (sixteen, sum) in out.0.as_chunks_mut::<16>().0.iter_mut().zip(ordered.into_iter().flatten()) {
            // SAFETY: `sixteen` is exactly one register of 32 bytes; the instruction asks no alignment.
            unsafe { _mm256_storeu_si256(std::ptr::from_mut(sixteen).cast(), sum) };
        }
        out
    }

    /// Thirty-two lanes a register; the table of what grades are worth is one register, looked up by five bits of a lane.
    #[inline]
    #[target_feature(enable = "avx512f,avx512bw,avx2,popcnt,bmi1,bmi2")]
    fn avx512_sum_graded<Of: Lanewise>(graded: &Graded, scales: Scales<'_>, at: usize) -> Lanes {
        let nibble = _mm512_set1_epi16(15);
        let (mut low, mut high) = (_mm512_setzero_si512(), _mm512_setzero_si512());
        for (cells, worth) in scales {
            let Grades(bytes) = Of::grades(graded, *cells, at);
            // SAFETY: `bytes` is exactly one register of 32 bytes and the table one of 64; the instructions ask no
            // alignment.
            let (bytes, worth) = unsafe {
                (
                    _mm256_loadu_si256(std::ptr::from_ref(bytes).cast()),
                    _mm512_loadu_si512(std::ptr::from_ref(&worth.whole).cast()),
                )
            };
            let grades = _mm512_cvtepu8_epi16(bytes);
            let (first, second) = (_mm512_and_si512(grades, nibble), _mm512_srli_epi16::<4>(grades));
            low = _mm512_adds_epu16(low, _mm512_permutexvar_epi16(first, worth));
            high = _mm512_adds_epu16(high, _mm512_permutexvar_epi16(second, worth));
        }
        avx512_lanes(low, high)
    }

    #[inline]
    #[target_feature(enable = "avx512f,avx512bw")]
    fn avx512_lanes(low: __m512i, high: __m512i) -> Lanes {
        let mut out = Lanes::ZERO;
        let (first, second) = out.0.split_at_mut(BLOCK / 2);
        // SAFETY: both halves are exactly one register of 64 bytes; the instruction asks no alignment.
        unsafe {
            _mm512_storeu_si512(first.as_mut_ptr().cast(), low);
            _mm512_storeu_si512(second.as_mut_ptr().cast(), high);
        }
        out
    }

    /// Sixteen lanes a register: a lane is all ones where its bit of the word is set.
    #[inline]
    #[target_feature(enable = "avx2")]
    pub(super) fn avx2_sum(words: &[u64], weights: &[u16]) -> Lanes {
        let bit = _mm256_set_epi16(
            i16::MIN,
            1 << 14,
            1 << 13,
            1 << 12,
            1 << 11,
            1 << 10,
            1 << 9,
            1 << 8,
            1 << 7,
            1 << 6,
            1 << 5,
            1 << 4,
            1 << 3,
            1 << 2,
            1 << 1,
            1,
        );
        let mut sums = [_mm256_setzero_si256(); 4];
        for (word, weight) in words.iter().zip(weights) {
            let weight = _mm256_set1_epi16(weight.cast_signed());
            for (part, sum) in sums.iter_mut().enumerate() {
                let [low, high, ..] = (word >> (16 * part)).to_le_bytes();
                let spread = _mm256_set1_epi16(i16::from_le_bytes([low, high]));
                let held = _mm256_cmpeq_epi16(_mm256_and_si256(spread, bit), bit);
                *sum = _mm256_adds_epu16(*sum, _mm256_and_si256(held, weight));
            }
        }
        let mut out = Lanes::ZERO;
        for (sixteen, sum) in out.0.as_chunks_mut::<16>().0.iter_mut().zip(sums) {
            // SAFETY: `sixteen` is exactly one register of 32 bytes; the instruction asks no alignment.
            unsafe { _mm256_storeu_si256(std::ptr::from_mut(sixteen).cast(), sum) };
        }
        out
    }

    #[target_feature(enable = "avx2,popcnt,bmi1,bmi2")]
    pub(super) fn avx2_at_least(sums: &Lanes, least: u16) -> u64 {
        let least = _mm256_set1_epi16(least.cast_signed());
        let mut reached = 0;
        for (part, thirty_two) in sums.0.as_chunks::<32>().0.iter().enumerate() {
            let (low, high) = thirty_two.split_at(16);
            // SAFETY: both halves are exactly one register of 32 bytes; the instruction asks no alignment.
            let (low, high) = unsafe {
                (_mm256_loadu_si256(low.as_ptr().cast()), _mm256_loadu_si256(high.as_ptr().cast()))
            };
            // a is at least b where the higher of the two is a
            let low = _mm256_cmpeq_epi16(_mm256_max_epu16(low, least), low);
            let high = _mm256_cmpeq_epi16(_mm256_max_epu16(high, least), high);
            // packing works on halves of a register; the permutation puts the quarters in order again
            let packed = _mm256_permute4x64_epi64::<0b11_01_10_00>(_mm256_packs_epi16(low, high));
            reached |= u64::from(_mm256_movemask_epi8(packed).cast_unsigned()) << (32 * part);
        }
        reached
    }

    /// Thirty-two lanes a register, and the word itself is the mask.
    #[inline]
    #[target_feature(enable = "avx512f,avx512bw")]
    pub(super) fn avx512_sum(words: &[u64], weights: &[u16]) -> Lanes {
        let (mut low, mut high) = (_mm512_setzero_si512(), _mm512_setzero_si512());
        for (word, weight) in words.iter().zip(weights) {
            let weight = _mm512_set1_epi16(weight.cast_signed());
            #[expect(clippy::cast_possible_truncation, reason = "each half of the word masks one register")]
            let (first, second) = (*word as u32, (*word >> 32) as u32);
            low = _mm512_mask_adds_epu16(low, first, low, weight);
            high = _mm512_mask_adds_epu16(high, second, high, weight);
        }
        avx512_lanes(low, high)
    }

    #[target_feature(enable = "avx512f,avx512bw,avx2,popcnt,bmi1,bmi2")]
    pub(super) fn avx512_at_least(sums: &Lanes, least: u16) -> u64 {
        let least = _mm512_set1_epi16(least.cast_signed());
        let (low, high) = sums.0.split_at(BLOCK / 2);
        // SAFETY: both halves are exactly one register of 64 bytes; the instruction asks no alignment.
        let (low, high) =
            unsafe { (_mm512_loadu_si512(low.as_ptr().cast()), _mm512_loadu_si512(high.as_ptr().cast())) };
        u64::from(_mm512_cmpge_epu16_mask(low, least)) | u64::from(_mm512_cmpge_epu16_mask(high, least)) << 32
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::engine::blocks::{BLOCK, Rows};
    use proptest::prelude::*;

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
                let sums = width.sums(&blocks, &mut planes, 0);
                prop_assert_eq!(&sums.0[..], &wanted[..], "{}", width.name());
                let reached = width.at_least(&sums, least);
                for (lane, sum) in wanted.iter().enumerate() {
                    prop_assert_eq!(reached >> lane & 1 == 1, *sum >= least, "{}", width.name());
                }
                let bound = width.bounds(&blocks, &mut planes, 0);
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
                let sums = width.sums(&blocks, &mut planes, 0);
                prop_assert_eq!(&sums.0[..], &wanted[..], "{}", width.name());
                let bound = width.bounds(&blocks, &mut planes, 0);
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
}
