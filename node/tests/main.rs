//! Workflows of a node on a real database, with a network of a few lines between the nodes; and in `federation` the
//! node as a whole against a coordinator of the test's own.

#![expect(clippy::unwrap_used, reason = "a test that finds something else than it expects has failed")]

mod accounts;
mod addresses;
mod answers;
mod bad_input;
mod case_work;
mod cases;
mod closing;
mod daily_round;
mod desk;
mod elsewhere;
mod exit_codes;
mod federation;
mod groups;
mod handover;
mod handover_pages;
mod interface;
mod learning;
mod lists;
mod match_command;
mod match_file;
mod match_score;
mod matching_pages;
mod network;
mod occupations;
mod page_details;
mod pages;
mod passport;
mod people;
mod profile;
mod proposals;
mod reading;
mod refusals;
mod roles;
mod searching;
mod told_on_pages;
mod unknown_terms;
mod vacancies;
mod vacancy_changes;
mod vacancy_side;
mod what_left;
