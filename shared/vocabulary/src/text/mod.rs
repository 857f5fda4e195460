//! Text to terms: what people write, in Dutch or English, to occupations and skills of the list.
//!
//! In reading order: [`tokens`] cuts a text in words; [`noise`], [`places`] and [`abbreviations`] weigh the words
//! of a title; [`stem`] and [`compounds`] say what a word stands for; [`labels`], [`characters`] and [`units`] are
//! the index of all names, with [`own_names`] beside those of the release; [`query`] and [`lexical`] compare;
//! [`model`] and [`meaning`] know what means the same; [`searcher`] puts
//! the evidence together by the [`weights`] of [`fusion`]; [`extraction`] finds skills in running text, after [`sense`]
//! and [`strings`] said what of it is text, [`clauses`] read the [`verbs`], and [`parts`] and [`windows`] cut it. Everything here is pure: texts in, numbers out.

mod abbreviations;
mod characters;
mod clauses;
mod compounds;
mod extraction;
mod fusion;
mod labels;
mod lexical;
mod meaning;
mod model;
mod noise;
mod own_names;
mod parts;
mod places;
mod query;
mod roles;
mod searcher;
mod sense;
mod stem;
mod strings;
mod tokens;
mod units;
mod verbs;
mod weights;
mod windows;

pub use extraction::{Extraction, Mention, extract};
pub use fusion::{Candidate, FEATURE_NAMES, FEATURES, Features, exponential, shares};
pub use model::{DIMENSIONS, Model, NoModel, Vector, features};
pub use own_names::OwnNames;
pub use searcher::Searcher;
pub use sense::{Sense, is_readable, is_text};
pub use weights::Weights;
