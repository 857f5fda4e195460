//! What the coordinator does by itself: expiry of hand-overs, renewal of its own certificates.
