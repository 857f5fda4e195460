//! One file per thing a person does: load, decide in the domain, save change, audit entry and message as one.

pub mod publish_statistics;
