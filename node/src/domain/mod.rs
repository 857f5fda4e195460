//! The chain itself: candidates, employers, vacancies, initiatives, consent, the seven-step case and its
//! hand-over to another region. Pure: no I/O, no clock, no random source; time is an argument.
//!
//! A value of a type here is well formed: its constructor is the check. Texts that people type pass through
//! [`text`], which refuses citizen service numbers ([`bsn`]).

pub mod account;
pub mod bsn;
pub mod candidate;
pub mod case;
pub mod consent;
pub mod contest;
pub mod employer;
pub mod employer_group;
pub mod handover;
pub mod initiative;
pub mod module;
pub mod passport;
pub mod preference;
pub mod profile;
pub mod proposal;
pub mod skill_question;
pub mod statistics;
pub mod test_result;
pub mod text;
pub mod vacancy;
