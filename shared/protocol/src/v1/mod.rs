//! Version 1, released: never edited. A change goes into the next version.

pub mod directory;
pub mod enrolment;
pub mod handover;
pub mod release;
pub mod session;
pub mod vacancy;
