//! The harness of the tests and of the pilot: synthetic people, stages to play on, and the story itself.
//!
//! [`population`] draws people, employers and vacancies, [`programmes`] makes initiatives; [`stage`] starts, stops and kills programs; [`client`]
//! uses them as a person would; [`narrator`] tells and measures; [`story`] is what the pilot plays; [`traces`]
//! looks for people in bytes.

pub mod client;
pub mod json;
pub mod narrator;
pub mod population;
pub mod programmes;
pub mod stage;
pub mod story;
pub mod traces;
