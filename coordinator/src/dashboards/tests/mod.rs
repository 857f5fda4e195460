//! The pages over a made-up network: who sees what, what the forms do, what the figures say.

mod sample;

use crate as coordinator;
