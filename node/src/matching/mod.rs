//! Ranking and its explanation. Pure: a vacancy or a person in, an explained order out.
//!
//! In reading order: [`input`] says what matching knows of a person and of a vacancy; [`weighting`] what counts for
//! how much; [`score`] what a match earns; [`interests`] compares them with kinds of work; [`yardstick`] turns a
//! person's skills into what they are worth to any wanted skill; [`constraint`] holds the rules that stand apart from
//! the score; [`explain`] says why in words; [`travel`] is the table of travel times; [`engine`] finds the best rows by
//! their features, whatever those mean; [`pool`] keeps people and vacancies in it, asks it in both directions and
//! explains; [`receipt`] says what an answer was judged by; [`register`] writes the entry of the register of
//! algorithms; [`ties`] decides between equals; [`index`] is the one holder that the running node shares,
//! [`generations`] tells when it changed, [`round`] asks it about everything at once;
//! [`transition`] judges changes from one occupation to another; [`learning`] closes a gap with modules; [`group`]
//! splits a group's people over shortages.
//!
//! Not here: storage (the index is filled by workflows and rebuilt at start), labels of skills (the vocabulary
//! has them), and any decision: ranking proposes, people decide.
//!
//! The rule that holds: an empty field never silently excludes. A rule that cannot be judged says *not known*
//! and lets the person through; who has nothing to be found by is counted in [`pool::never_found`].

pub mod constraint;
pub mod engine;
pub mod explain;
pub mod generations;
pub mod group;
pub mod index;
pub mod input;
pub mod interests;
pub mod learning;
mod packed;
pub mod pool;
#[cfg(test)]
mod reading;
pub mod receipt;
pub mod register;
pub mod round;
pub mod score;
pub mod ties;
pub mod transition;
pub mod travel;
pub mod weighting;
mod weights;
pub mod yardstick;
