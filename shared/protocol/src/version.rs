//! Protocol versions: both sides speak the newest and the one before.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A version of the wire protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ProtocolVersion(pub u16);

impl ProtocolVersion {
    /// The oldest version that is still spoken (N-1).
    pub const OLDEST: Self = Self(1);
    /// The newest version (N).
    pub const NEWEST: Self = Self(2);

    /// Whether this side speaks the version.
    #[must_use]
    pub fn is_spoken(self) -> bool {
        (Self::OLDEST..=Self::NEWEST).contains(&self)
    }

    /// The newest version that both this side and a peer that speaks `oldest..=newest` know.
    #[must_use]
    pub fn best_common(oldest: Self, newest: Self) -> Option<Self> {
        let best = newest.min(Self::NEWEST);
        (best >= oldest && best >= Self::OLDEST).then_some(best)
    }
}

impl fmt::Display for ProtocolVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_sides_meet_at_the_newest_version_that_both_speak() {
        let check = |oldest, newest, expected: Option<u16>| {
            assert_eq!(
                ProtocolVersion::best_common(ProtocolVersion(oldest), ProtocolVersion(newest)),
                expected.map(ProtocolVersion)
            );
        };
        check(1, 1, Some(1));
        check(1, 2, Some(2));
        check(2, 3, Some(2));
        check(3, 4, None);
        check(0, 0, None);
    }
}
