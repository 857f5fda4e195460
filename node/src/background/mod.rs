//! What the node does by itself. A job takes no input, looks at the state and does what is missing.
