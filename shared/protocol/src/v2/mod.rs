//! Version 2: a vacancy tells which of its essential skills can be learnt on the job, and whether the employer
//! offers a job guarantee, and the coordinator's figures of all regions travel to every region. Everything else is as in
//! version 1.

pub mod figures;
pub mod vacancy;
