//! The harness of the tests and of the pilot: synthetic people, stages to play on, and the story itself.
//!
//! [`population`] draws people, employers and vacancies; [`stage`] starts, stops and kills programs; [`client`]
//! uses them as a person would; [`narrator`] tells and measures.

pub mod client;
pub mod json;
pub mod narrator;
pub mod population;
pub mod traces;
