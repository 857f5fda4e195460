//! Rules about the tree itself: who may know whom, which words may not stand in it, and that everything the
//! README and the example configurations promise is true.

mod architecture;
mod configs;
mod directions;
mod disclosure;
mod golden;
mod privacy_features;
mod readme;
mod source;
mod wire;
mod words;
