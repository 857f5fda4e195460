//! What somebody can still learn, what kind of work somebody likes, and who says so. Each may be unknown; none is
//! ever guessed from age, schooling or anything else.

use super::candidate::{OutOfRange, words};
use std::{fmt, str::FromStr};
use vocabulary::Date;

/// How well somebody can still learn (*ontwikkelpotentie*, row DEF-03): judged by a coach or measured by a test.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Potential {
    /// To learn what the work itself asks: tools, methods, knowledge.
    pub hard_skills: Capacity,
    /// To learn how one works with others: listening, planning, staying calm.
    pub soft_skills: Capacity,
    /// Who says so.
    pub source: PotentialSource,
    /// Since when it is known.
    pub assessed_on: Date,
}

/// How fast somebody learns something: 1 small steps with much help, 2 with help, 3 as most people do, 4 quickly,
/// 5 quickly and by oneself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Capacity(u8);

impl Capacity {
    /// Every value, lowest first.
    pub const ALL: [Self; 5] = [Self(1), Self(2), Self(3), Self(4), Self(5)];

    /// Takes 1 to 5.
    ///
    /// # Errors
    /// [`OutOfRange`].
    pub fn new(capacity: u8) -> Result<Self, OutOfRange> {
        if (1..=5).contains(&capacity) {
            Ok(Self(capacity))
        } else {
            Err(OutOfRange::new(capacity, "a capacity to learn between 1 and 5"))
        }
    }

    /// The capacity as a number.
    #[must_use]
    pub const fn get(self) -> u8 {
        self.0
    }
}

words! {
    /// Who says how well somebody can still learn.
    PotentialSource: "one of coach, test" {
        /// The coach, from working with the person.
        Coach = "coach",
        /// A test.
        Test = "test",
    }
    /// Who says what kind of work somebody likes.
    InterestSource: "one of self, test" {
        /// The person.
        Own = "self",
        /// A test.
        Test = "test",
    }
    /// The kinds of work that people like, in the order of the hexagon (J. L. Holland, Making Vocational Choices,
    /// 1997).
    InterestKind: "one of realistic, investigative, artistic, social, enterprising, conventional" {
        /// With hands, tools, animals, out of doors.
        Realistic = "realistic",
        /// Finding out how things are.
        Investigative = "investigative",
        /// Making something new.
        Artistic = "artistic",
        /// Helping and teaching people.
        Social = "social",
        /// Leading, selling, organising.
        Enterprising = "enterprising",
        /// Keeping things in order.
        Conventional = "conventional",
    }
}

/// How much somebody likes each kind of work: 0 not at all to 4 very much, in the order of [`InterestKind::ALL`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Likings([u8; 6]);

impl Likings {
    /// The most that a kind of work can be liked.
    pub const MOST: u8 = 4;

    /// Takes six numbers of 0 to 4.
    ///
    /// # Errors
    /// [`OutOfRange`].
    pub fn new(likings: [u8; 6]) -> Result<Self, OutOfRange> {
        match likings.into_iter().find(|liking| *liking > Self::MOST) {
            None => Ok(Self(likings)),
            Some(liking) => Err(OutOfRange::new(liking, "a liking between 0 and 4")),
        }
    }

    /// How much a kind of work is liked.
    #[must_use]
    pub const fn of(self, kind: InterestKind) -> u8 {
        // The discriminants are the places in `ALL`.
        self.0[kind as usize]
    }

    /// Every kind with how much it is liked, in the order of the hexagon.
    pub fn each(self) -> impl Iterator<Item = (InterestKind, u8)> {
        InterestKind::ALL.iter().copied().zip(self.0)
    }
}

impl fmt::Display for Likings {
    /// Six digits, as the database keeps them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|liking| write!(f, "{liking}"))
    }
}

impl FromStr for Likings {
    type Err = OutOfRange;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || OutOfRange::new(text, "six digits between 0 and 4");
        let digits = <[u8; 6]>::try_from(text.as_bytes()).map_err(|_| wrong())?;
        Self::new(digits.map(|digit| digit.wrapping_sub(b'0'))).map_err(|_| wrong())
    }
}

/// What kind of work somebody likes, from a test result or the person's own answers and from nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interests {
    /// How much each kind of work is liked.
    pub likings: Likings,
    /// Who says so.
    pub source: InterestSource,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capacity_and_likings_outside_of_what_is_possible_are_refused() {
        assert!(Capacity::new(0).is_err() && Capacity::new(6).is_err());
        assert_eq!(Capacity::ALL.map(Capacity::get), [1, 2, 3, 4, 5]);
        assert!(Likings::new([0, 1, 2, 3, 4, 5]).is_err());
        assert!("01234".parse::<Likings>().is_err() && "01234x".parse::<Likings>().is_err());
        let likings: Likings = "043210".parse().unwrap();
        assert_eq!(likings.to_string(), "043210");
        assert_eq!(likings.of(InterestKind::Investigative), 4);
        assert_eq!(likings.of(InterestKind::Conventional), 0);
        assert_eq!(likings.each().map(|(_, liking)| liking).collect::<Vec<_>>(), [0, 4, 3, 2, 1, 0]);
    }
}
