//! Employers: they grow, shrink or both.

use super::{
    candidate::{OutOfRange, words},
    text::Line,
};
use std::{fmt, str::FromStr};
use vocabulary::{EmployerId, MunicipalityCode, SbiCode};

/// An employer known to this node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Employer {
    /// The employer.
    pub id: EmployerId,
    /// Its name.
    pub name: Line,
    /// Its number in the trade register (*Kamer van Koophandel*), where known; no two employers share one.
    pub kvk: Option<KvkNumber>,
    /// Where it is.
    pub municipality: MunicipalityCode,
    /// What it does, SBI 2008, where known.
    pub sbi: Option<SbiCode>,
    /// How many people work there.
    pub size: EmployerSize,
    /// Whether it takes part in the network (row S2-08). One that does not is known from public sources only: its
    /// vacancies are marked, come second and never leave the region.
    pub in_network: bool,
}

/// A number of the Dutch trade register: eight digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct KvkNumber(Box<str>);

impl KvkNumber {
    /// The eight digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for KvkNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for KvkNumber {
    type Err = OutOfRange;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits: String = text.chars().filter(|character| !" .".contains(*character)).collect();
        if digits.len() == 8 && digits.bytes().all(|byte| byte.is_ascii_digit()) {
            Ok(Self(digits.into()))
        } else {
            Err(OutOfRange::new(text, "a KvK number of eight digits"))
        }
    }
}

words! {
    /// How many people work there.
    EmployerSize: "one of 1-9, 10-49, 50-249, 250-999, 1000+" {
        /// Up to nine.
        Micro = "1-9",
        /// Up to forty-nine.
        Small = "10-49",
        /// Up to 249.
        Medium = "50-249",
        /// Up to 999.
        Large = "250-999",
        /// A thousand or more.
        VeryLarge = "1000+",
    }
}
