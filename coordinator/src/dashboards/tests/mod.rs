//! The pages over a made-up network: who sees what, what the forms do, what the figures say.

mod access;
mod browser;
mod pages;
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the made-up counts are small and positive"
)]
mod sample;

use crate as coordinator;
