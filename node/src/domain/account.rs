//! Accounts of the people who work with a node, and what each role may do.

use super::text::Line;
use std::{fmt, str::FromStr};
use vocabulary::AccountId;

/// What somebody is here to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Regional adviser: takes cases in, hands them to and from other regions.
    Adviser,
    /// Career coach: guides people through the steps; the employer does not know.
    Coach,
    /// Business adviser: employers and vacancies; sees no personal file.
    BusinessAdviser,
    /// Runs the node: health, accounts, imports; sees no personal file on a page.
    Operator,
}

/// A text that names no role.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no role; the roles are adviser, coach, business-adviser and operator")]
pub struct UnknownRole(String);

impl Role {
    /// Every role.
    pub const ALL: [Self; 4] = [Self::Adviser, Self::Coach, Self::BusinessAdviser, Self::Operator];

    /// The role as commands, API and database write it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Adviser => "adviser",
            Self::Coach => "coach",
            Self::BusinessAdviser => "business-adviser",
            Self::Operator => "operator",
        }
    }

    /// Whether this role works with personal files.
    #[must_use]
    pub const fn sees_people(self) -> bool {
        matches!(self, Self::Adviser | Self::Coach)
    }

    /// Whether this role hands cases to and from other regions.
    #[must_use]
    pub const fn hands_over(self) -> bool {
        matches!(self, Self::Adviser)
    }

    /// Whether this role keeps employers and vacancies.
    #[must_use]
    pub const fn keeps_vacancies(self) -> bool {
        matches!(self, Self::Adviser | Self::BusinessAdviser)
    }

    /// Whether this role makes accounts and imports files.
    #[must_use]
    pub const fn runs_the_node(self) -> bool {
        matches!(self, Self::Operator)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Role {
    type Err = UnknownRole;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|role| role.name() == text)
            .ok_or_else(|| UnknownRole(text.chars().take(30).collect()))
    }
}

/// Somebody who can sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// The account.
    pub id: AccountId,
    /// The name by which the person signs in and colleagues know the person.
    pub name: Line,
    /// What the person is here to do.
    pub role: Role,
}
