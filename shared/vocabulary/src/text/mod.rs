//! Text to terms: what people write, in Dutch or English, to occupations and skills of the list.
//!
//! In reading order: [`tokens`] cuts a text in words; [`noise`], [`places`] and [`abbreviations`] weigh the words
//! of a title; [`stem`] and [`compounds`] say what a word stands for; [`labels`], [`characters`] and [`units`] are
//! the index of all names, with [`own_names`] beside those of the release; [`query`] and [`lexical`] compare;
//! [`searcher`] puts the evidence together. Everything here is pure: texts in, numbers out.

mod abbreviations;
mod characters;
mod compounds;
mod labels;
mod lexical;
mod meaning;
mod model;
mod noise;
mod own_names;
mod places;
mod query;
mod searcher;
mod stem;
mod tokens;
mod units;

pub use model::{DIMENSIONS, Model, NoModel, Vector, features};
pub use own_names::OwnNames;
pub use searcher::{FEATURES, FusionWeights, Searcher};
