//! Learning paths: which modules close the gap between a person and work, when, and for how much of whose money.
//!
//! In reading order: [`goal`] says what is wanted and when it is enough; [`course`] is a module as planning sees one;
//! [`path`] is the answer; [`plan`] finds it: exactly where few modules matter, else by a rule of thumb that says so;
//! [`schedule`] puts chosen modules on the calendar; [`proposal`] names initiatives of the region and the sector, and
//! what an employer can do when there is none; [`readiness`] puts who fits now beside who fits later;
//! [`openings`] goes from occupations to training and back; [`sentences`] says it in words.
//!
//! Not here: what a module is (`domain::module`), where modules are kept (storage), and any promise that there is
//! room: seats are for the provider to give.
//!
//! The rule that holds: a path never names a skill that its modules do not teach or that the person has already.

pub mod course;
pub mod goal;
pub mod openings;
pub mod path;
pub mod plan;
pub mod proposal;
pub mod readiness;
pub mod schedule;
pub mod sentences;

#[cfg(test)]
mod tests;
