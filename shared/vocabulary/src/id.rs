//! The registry of ids: every kind of thing has an id type of its own, so that one cannot be taken for another.
//!
//! Ids of people and of what belongs to one person are random (version 4). Ids of messages and audit entries
//! are version 7, which sorts by time of making; a person's id must not tell when the person came.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// Wraps a UUID that was drawn or read elsewhere.
            #[must_use]
            pub const fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }

            /// The sixteen bytes of the id as random bytes of the caller, marked as version 4.
            #[must_use]
            pub fn from_random(bytes: [u8; 16]) -> Self {
                Self(uuid::Builder::from_random_bytes(bytes).into_uuid())
            }

            /// A fresh random id (version 4) from the operating system's generator.
            #[must_use]
            pub fn random() -> Self {
                Self(Uuid::new_v4())
            }

            /// An id that sorts by `unix_ms`, its tail taken from `random` (version 7).
            #[must_use]
            pub fn sorted_by_time(unix_ms: u64, random: [u8; 10]) -> Self {
                Self(uuid::Builder::from_unix_timestamp_millis(unix_ms, &random).into_uuid())
            }

            /// The id as a UUID.
            #[must_use]
            pub const fn uuid(self) -> Uuid {
                self.0
            }

            /// The sixteen bytes of the id.
            #[must_use]
            pub const fn to_bytes(self) -> [u8; 16] {
                self.0.into_bytes()
            }

            /// The id with these sixteen bytes.
            #[must_use]
            pub const fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(Uuid::from_bytes(bytes))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0.hyphenated())
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    )+};
}

ids! {
    /// A person on the way from one line of work to another (*zij-instromer*). Random; local to one node.
    CandidateId,
    /// An employer known to one node.
    EmployerId,
    /// A vacancy; public ones keep the id over the whole network.
    VacancyId,
    /// One person's way through the seven steps (*traject*). Random; local to one node.
    CaseId,
    /// A programme that covers one or more steps (*zij-instroominitiatief*).
    InitiativeId,
    /// A part of an initiative that is followed as a whole: a course, a module.
    ModuleId,
    /// Employers that look for other work for their people together.
    EmployerGroupId,
    /// One statement of consent. Random.
    ConsentId,
    /// One hand-over of a case between two regions. Random, fresh for every hand-over.
    HandoverId,
    /// What an objective test found about one person. Random; local to one node.
    TestResultId,
    /// One person proposed for one vacancy. Random; local to one node.
    ProposalId,
    /// An account of somebody who works with a node or with the coordinator. Random.
    AccountId,
    /// A message between node and coordinator; the receiver drops ids that it knows.
    MessageId,
    /// A request of a region to join the network.
    EnrolmentId,
}
