//! The harness: builders, the synthetic population, the story of the pilot, a network in one process.
