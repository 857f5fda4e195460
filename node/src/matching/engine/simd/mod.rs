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
use super::graded::{Graded, Lanewise, OfBlocks, OfRows};
use super::lanes::{self, Lanes};
use super::query::{Planes, Scales};

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

    /// Does a job with these instructions.
    #[inline]
    pub(super) fn run<Todo: Job>(self, job: Todo) {
        match self.0 {
            Set::Portable => job.run(Portable),
            // SAFETY: only `available` makes the value, after it found the instructions.
            #[cfg(target_arch = "x86_64")]
            Set::Avx2 => unsafe { x86::avx2_run(job) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Set::Avx512 => unsafe { x86::avx512_run(job) },
        }
    }
}

/// Something to do that is compiled once for each width, as a whole: nothing is called for each block.
pub(super) trait Job {
    /// Does it. To be inlined always, with all that it calls: only then it is compiled for the width.
    fn run<Instructions: Wide>(self, wide: Instructions);
}

/// The operations in one width. Who has a value of it may use the instructions.
pub(super) trait Wide: Copy {
    /// For each lane the sum of the weights whose word has the lane's bit.
    fn sum(self, words: &[u64], weights: &[u16]) -> Lanes;

    /// For each lane the sum of what its grades are worth.
    fn sum_graded<Of: Lanewise>(self, graded: &Graded, scales: Scales<'_>, of: Of) -> Lanes;

    /// Which lanes are at least `least`.
    fn at_least(self, sums: &Lanes, least: u16) -> u64;

    /// For 64 blocks from 64 times `group` on: the sum of the weights of the planes that occur in each.
    #[inline(always)]
    fn bounds(self, blocks: &Blocks, planes: &mut Planes, group: usize) -> Lanes {
        planes.gather_bits(blocks, group);
        self.both(blocks, planes, OfBlocks(group))
    }

    /// For the 64 rows of a block: the sum of the weights of the planes that each has. The words stay in `planes`.
    #[inline(always)]
    fn sums(self, blocks: &Blocks, planes: &mut Planes, block: usize) -> Lanes {
        planes.gather_words(blocks, block);
        self.both(blocks, planes, OfRows(block))
    }

    /// For the rows of the block summed last: by how much each sum, multiplied again, is too much.
    #[inline(always)]
    fn excess(self, planes: &Planes) -> Option<Lanes> {
        Some(self.sum(planes.words(), planes.excess()?))
    }

    /// What the words gathered last and the scales give each lane.
    #[inline(always)]
    fn both<Of: Lanewise>(self, blocks: &Blocks, planes: &Planes, of: Of) -> Lanes {
        let [main, extra] = planes.scales();
        let mut sums = self.sum(planes.parts().0, planes.parts().1);
        if !main.is_empty() {
            lanes::add(&mut sums, &self.sum_graded(blocks.graded(), main, of));
        }
        if !extra.is_empty() {
            lanes::topped_up(&mut sums, &self.sum_graded(blocks.graded(), extra, of));
        }
        sums
    }
}

/// What every processor has.
#[derive(Clone, Copy)]
struct Portable;

impl Wide for Portable {
    // not inlined: the compiler finds what may be done side by side in small functions only
    #[inline(never)]
    fn sum(self, words: &[u64], weights: &[u16]) -> Lanes {
        lanes::sum(words, weights)
    }

    #[inline(never)]
    fn sum_graded<Of: Lanewise>(self, graded: &Graded, scales: Scales<'_>, of: Of) -> Lanes {
        lanes::sum_graded(graded, scales, of)
    }

    #[inline(never)]
    fn at_least(self, sums: &Lanes, least: u16) -> u64 {
        lanes::at_least(sums, least)
    }
}

/// Says that a value will be wanted: memory answers all at once what it would be asked one after the other.
#[inline(always)]
pub fn announce<T>(value: &T) {
    #[cfg(target_arch = "x86_64")]
    // SAFETY: every processor of the target has the instruction; it changes nothing, and the address is that of a
    // reference.
    unsafe {
        std::arch::x86_64::_mm_prefetch::<{ std::arch::x86_64::_MM_HINT_T0 }>(
            std::ptr::from_ref(value).cast(),
        );
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = value;
}

#[cfg(test)]
mod tests;
#[cfg(target_arch = "x86_64")]
mod x86;
