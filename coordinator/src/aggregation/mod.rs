//! From noisy tables to shortage and surplus with intervals. Pure.
