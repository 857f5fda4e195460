//! What pages may ask of the running coordinator. The composition root answers; pages know no consensus and no SQL.

use crate::state::{record::Account, view::CoordinatorView};
use protocol::latest::ReleaseRecord;
use std::{collections::BTreeMap, pin::Pin};
use vocabulary::{IscoCode, RegionId};

/// An answer that takes a while.
pub type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, SourceError>> + Send + 'a>>;

/// Open public vacancies per region and unit group, exact.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Demand {
    /// The vacancies whose occupation is known.
    pub by_unit_group: BTreeMap<(RegionId, IscoCode), u32>,
    /// How many vacancies have an occupation that the coordinator's list does not have; no figure counts them.
    pub unknown_occupation: u64,
}

/// What an operator decides about a region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RegionDecision {
    /// Lets it in: the six words as the region read them out.
    Approve {
        /// The words, separated by one space.
        words: String,
    },
    /// Does not let it in.
    Reject {
        /// Why.
        reason: String,
    },
    /// Keeps it out for a while.
    Suspend {
        /// Why.
        reason: String,
    },
    /// Lets it back in.
    Readmit {
        /// Why.
        reason: String,
    },
    /// Puts it out for good.
    Revoke {
        /// Why.
        reason: String,
    },
}

/// Why a question was not answered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SourceError {
    /// The coordinator cannot answer now: no leader, stopping, overloaded.
    #[error("the coordinator cannot answer now: {0}")]
    Unavailable(String),
    /// The six words are not those of the request.
    #[error("the six words do not fit the request")]
    WrongWords,
    /// The decision was not carried out.
    #[error("{0}")]
    Refused(String),
}

impl SourceError {
    /// Whether the same question may be answered later.
    #[must_use]
    pub const fn is_transient(&self) -> bool {
        match self {
            Self::Unavailable(_) => true,
            Self::WrongWords | Self::Refused(_) => false,
        }
    }
}

/// The running coordinator, as pages see it.
pub trait Source: Send + Sync + 'static {
    /// Regions, requests, deliveries.
    fn view(&self) -> Answer<'_, CoordinatorView>;
    /// All released tables, in any order.
    fn releases(&self) -> Answer<'_, Vec<ReleaseRecord>>;
    /// Open public vacancies.
    fn demand(&self) -> Answer<'_, Demand>;
    /// The account with this sign-in name.
    fn account<'a>(&'a self, name: &'a str) -> Answer<'a, Option<Account>>;
    /// Carries out a decision about a region, in the name of `actor`.
    fn decide<'a>(&'a self, region: &'a RegionId, decision: RegionDecision, actor: &'a str)
    -> Answer<'a, ()>;
}
