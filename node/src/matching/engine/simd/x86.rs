//! The operations for AVX2 and AVX-512. Part of the audited module: see [`super`].

use super::{Graded, Job, Lanes, Lanewise, Wide};
use crate::matching::engine::blocks::BLOCK;
use crate::matching::engine::{graded::Grades, query::Scales};
use std::arch::x86_64::*;

/// AVX2. Made only where the instructions are there.
#[derive(Clone, Copy)]
struct Avx2(());

/// Does a job with these instructions.
#[target_feature(enable = "avx2,popcnt,bmi1,bmi2")]
pub(super) fn avx2_run<Todo: Job>(job: Todo) {
    job.run(Avx2(()));
}

impl Wide for Avx2 {
    #[inline(always)]
    fn sum(self, words: &[u64], weights: &[u16]) -> Lanes {
        // SAFETY: who has the value has the instructions.
        unsafe { avx2_sum(words, weights) }
    }

    #[inline(always)]
    fn sum_graded<Of: Lanewise>(self, graded: &Graded, scales: Scales<'_>, of: Of) -> Lanes {
        // SAFETY: as above.
        unsafe { avx2_sum_graded(graded, scales, of) }
    }

    #[inline(always)]
    fn at_least(self, sums: &Lanes, least: u16) -> u64 {
        // SAFETY: as above.
        unsafe { avx2_at_least(sums, least) }
    }
}

/// AVX-512. Made only where the instructions are there.
#[derive(Clone, Copy)]
struct Avx512(());

/// Does a job with these instructions.
#[target_feature(enable = "avx512f,avx512bw,avx2,popcnt,bmi1,bmi2")]
pub(super) fn avx512_run<Todo: Job>(job: Todo) {
    job.run(Avx512(()));
}

impl Wide for Avx512 {
    #[inline(always)]
    fn sum(self, words: &[u64], weights: &[u16]) -> Lanes {
        // SAFETY: who has the value has the instructions.
        unsafe { avx512_sum(words, weights) }
    }

    #[inline(always)]
    fn sum_graded<Of: Lanewise>(self, graded: &Graded, scales: Scales<'_>, of: Of) -> Lanes {
        // SAFETY: as above.
        unsafe { avx512_sum_graded(graded, scales, of) }
    }

    #[inline(always)]
    fn at_least(self, sums: &Lanes, least: u16) -> u64 {
        // SAFETY: as above.
        unsafe { avx512_at_least(sums, least) }
    }
}

/// Thirty-two grades a register: two tables of bytes give the lower and the upper byte of what each is worth.
#[inline]
#[target_feature(enable = "avx2,popcnt,bmi1,bmi2")]
fn avx2_sum_graded<Of: Lanewise>(graded: &Graded, scales: Scales<'_>, of: Of) -> Lanes {
    let nibble = _mm256_set1_epi8(15);
    let mut sums = [_mm256_setzero_si256(); 4];
    for (Grades(bytes), worth) in of.each(graded, scales) {
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
        [_mm256_permute2x128_si256::<0x20>(first, second), _mm256_permute2x128_si256::<0x31>(first, second)]
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
fn avx512_sum_graded<Of: Lanewise>(graded: &Graded, scales: Scales<'_>, of: Of) -> Lanes {
    let nibble = _mm512_set1_epi16(15);
    // two names and not an array: an array would lie in memory from one scale to the next
    let (mut low, mut high) = (_mm512_setzero_si512(), _mm512_setzero_si512());
    for (Grades(bytes), worth) in of.each(graded, scales) {
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
fn avx2_sum(words: &[u64], weights: &[u16]) -> Lanes {
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

#[inline]
#[target_feature(enable = "avx2,popcnt,bmi1,bmi2")]
fn avx2_at_least(sums: &Lanes, least: u16) -> u64 {
    let least = _mm256_set1_epi16(least.cast_signed());
    let mut reached = 0;
    for (part, thirty_two) in sums.0.as_chunks::<32>().0.iter().enumerate() {
        let (low, high) = thirty_two.split_at(16);
        // SAFETY: both halves are exactly one register of 32 bytes; the instruction asks no alignment.
        let (low, high) =
            unsafe { (_mm256_loadu_si256(low.as_ptr().cast()), _mm256_loadu_si256(high.as_ptr().cast())) };
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
fn avx512_sum(words: &[u64], weights: &[u16]) -> Lanes {
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

#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx2,popcnt,bmi1,bmi2")]
fn avx512_at_least(sums: &Lanes, least: u16) -> u64 {
    let least = _mm512_set1_epi16(least.cast_signed());
    let (low, high) = sums.0.split_at(BLOCK / 2);
    // SAFETY: both halves are exactly one register of 64 bytes; the instruction asks no alignment.
    let (low, high) =
        unsafe { (_mm512_loadu_si512(low.as_ptr().cast()), _mm512_loadu_si512(high.as_ptr().cast())) };
    u64::from(_mm512_cmpge_epu16_mask(low, least)) | u64::from(_mm512_cmpge_epu16_mask(high, least)) << 32
}
