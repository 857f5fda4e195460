//! The engine under matching: rows with features in blocks, and the exact best k of a weighted question.
//!
//! In reading order: [`blocks`] lays rows out, 64 to a block, with one bit for each feature and block, [`graded`] those
//! whose features are grades; [`query`] is a question in planes of weight and scales; [`search`] bounds every block, then
//! looks at blocks in descending order of bound until none can reach the k-th best, `narrow` at the many of a question of
//! scales in passes; [`top`] keeps the best; `lanes` and [`simd`] add under a mask; [`arranged`] is what a kind of row
//! brings along; [`tier`] keeps rows, [`loading`] takes many in at once, [`tiers`] takes changes in; [`batch`] asks many
//! questions on all cores.
//!
//! Not here: what a feature or a score means (the [`search::ExactScorer`] that the caller brings), rules, words.
//!
//! The rule that holds: the answer equals that of comparing everybody, exactly, with ties decided by the key that
//! the caller gives. The planes of a question dominate the score; that is the caller's part of the promise.

pub mod arranged;
pub mod batch;
pub mod blocks;
pub mod graded;
mod lanes;
pub mod loading;
mod narrow;
pub mod query;
pub mod search;
pub mod simd;
pub mod tier;
pub mod tiers;
pub mod top;

#[cfg(test)]
mod tests;
