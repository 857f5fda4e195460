//! Version 2: a vacancy tells which of its essential skills can be learnt on the job, and whether the employer
//! offers a job guarantee. Everything else is as in version 1.

pub mod vacancy;
