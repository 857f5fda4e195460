//! `schakel-coordinator`.
fn main() {}
