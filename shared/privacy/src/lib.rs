//! Noise, budget arithmetic and the shapes of the tables. The random source is an argument.
