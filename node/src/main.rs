//! `schakel-node`.
fn main() {}
