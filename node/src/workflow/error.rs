//! Why something was not done, as the one who asked can act on it. `web/error.rs` turns it into a status and a
//! sentence in the reader's language.

use super::nearest_term::NearestTerm;
use crate::{
    domain::{
        account::Role,
        candidate::OutOfRange,
        case::transition::StepRefused,
        consent::FileField,
        employer::KvkNumber,
        handover::AskRefused,
        proposal::ProposalRefused,
        text::{Line, TextRefused},
        vacancy::{carving::CarvingRefused, task::MOST_TASKS},
    },
    federation::disclosure::DisclosureError,
    storage::StorageError,
};
use jiff::Timestamp;
use vocabulary::{EscoUri, RegionId};

/// Why something was not done. Nothing of it was saved.
#[derive(Debug, thiserror::Error)]
pub enum WorkflowError {
    /// The database refused.
    #[error("it could not be saved or read")]
    Storage(#[source] StorageError),
    /// The role does not do this.
    #[error("the role {role} may not {what}")]
    NotAllowed {
        /// What was asked, in words that follow "may not".
        what: &'static str,
        /// The role.
        role: Role,
    },
    /// Only a person who is signed in can do this.
    #[error("only somebody who is signed in can {what}")]
    NeedsAccount {
        /// What was asked, in words that follow "can".
        what: &'static str,
    },
    /// There is no such thing here.
    #[error("there is no such {kind} here")]
    NotFound {
        /// What kind of thing: `candidate`, `vacancy`, `case`, `hand-over`, …
        kind: &'static str,
    },
    /// The case went to another region.
    #[error("handed over to region {to} on {on}")]
    Departed {
        /// Where it went.
        to: RegionId,
        /// When.
        on: vocabulary::Date,
    },
    /// Somebody changed it since it was read.
    #[error("somebody changed this {kind} since it was read: read it again")]
    ChangedMeanwhile {
        /// What kind of thing.
        kind: &'static str,
    },
    /// It contradicts what is there.
    #[error(transparent)]
    Conflict {
        /// What contradicts what.
        reason: Conflict,
    },
    /// A rule of the seven steps forbids it.
    #[error(transparent)]
    Step(#[from] StepRefused),
    /// The vacancy cannot be split.
    #[error(transparent)]
    Carving(#[from] CarvingRefused),
    /// A rule of the hand-over forbids it.
    #[error(transparent)]
    Ask(#[from] AskRefused),
    /// A rule of proposals forbids it.
    #[error(transparent)]
    Proposal(#[from] ProposalRefused),
    /// A value is not what it should be.
    #[error("{field} cannot be taken")]
    Value {
        /// The field, as the API names it.
        field: &'static str,
        /// What is wrong with it.
        #[source]
        source: ValueError,
    },
    /// The person has not consented to a hand-over to this region.
    #[error(
        "there is no live consent to hand this case over to region {to}: ask the person and record it first"
    )]
    NoConsent {
        /// The region.
        to: RegionId,
    },
    /// The consent leaves out what the other region cannot do without.
    #[error("the consent leaves out {}, without which another region cannot guide the person", field.name())]
    ConsentTooNarrow {
        /// The field that is missing.
        field: FileField,
    },
    /// The person asked that nothing more is done with the file.
    #[error("the person asked that nothing more is done with this file")]
    Restricted,
    /// This node has not joined the network.
    #[error("this region has not joined the network yet")]
    NotJoined,
    /// The other region is not one that cases can be handed to.
    #[error("region {region} is not an approved member of the network")]
    RegionNotApproved {
        /// The region.
        region: RegionId,
    },
    /// The coordinator has been away for longer than the directory may be relied on.
    #[error(
        "the directory of regions was last confirmed on {confirmed_at} and is too old to hand a case over: \
         the coordinator has to answer first"
    )]
    DirectoryTooOld {
        /// When the coordinator last confirmed it.
        confirmed_at: Timestamp,
    },
    /// Something sealed or signed does not open or fit.
    #[error("{what}")]
    Untrusted {
        /// What does not fit, as a sentence without content.
        what: String,
    },
    /// What would leave the region may not or cannot.
    #[error("nothing was sent")]
    Disclosure(#[from] DisclosureError),
    /// Name or password is wrong; which one is not told.
    #[error("the name or the password is wrong")]
    WrongCredentials,
    /// Too many wrong attempts; nothing is tried until then.
    #[error("too many wrong attempts: try again after {until}")]
    TooManyAttempts {
        /// Until when.
        until: Timestamp,
        /// The same in seconds from now.
        wait_s: u32,
    },
    /// The system has no random bytes, or a hash cannot be made.
    #[error("a secret could not be made")]
    Secret,
}

/// What contradicts what is there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Conflict {
    /// Another employer has the number.
    #[error("KvK number {kvk} belongs to {other} already")]
    KvkTaken {
        /// The number.
        kvk: KvkNumber,
        /// The employer that has it.
        other: Line,
    },
    /// The form was stored before, and what is sent now differs.
    #[error(
        "this form was stored already, with something else in it: if this is not in the list yet, save it once more"
    )]
    SentAlready,
    /// Another group of employers has the name.
    #[error("another group of employers has this name")]
    GroupNameTaken,
    /// A group that has ended stays as it was.
    #[error("this group of employers has ended and stays as it was: make another")]
    GroupEnded,
    /// A vacancy of another region is that region's to change.
    #[error(
        "this vacancy is of the region {name} ({region}), and only that region can change it: tell its adviser for \
         employers what is wrong"
    )]
    VacancyElsewhere {
        /// The region.
        region: RegionId,
        /// Its name.
        name: String,
    },
    /// A closed vacancy stays as it was.
    #[error("this vacancy is closed and stays as it was: post another")]
    VacancyClosed,
    /// A vacancy stays its employer's.
    #[error("a vacancy stays with its employer: close this one and post another")]
    OtherEmployer,
    /// What every region knows cannot become unknown.
    #[error(
        "a public vacancy went to every region and cannot become internal: close this one and post another"
    )]
    StaysPublic,
    /// A person has one case under way at most.
    #[error("this person has a case under way already")]
    CaseUnderWay,
    /// Only who works with people can be responsible for a case.
    #[error("{name} is no adviser or coach and cannot be responsible for a case")]
    NoCaseOwner {
        /// The account's name.
        name: Line,
    },
    /// The file travelled with an offer.
    #[error("this person's case is offered to another region: withdraw the offer first")]
    OfferedMeanwhile,
    /// A refusal for another reason needs a note.
    #[error("a refusal for another reason needs a note")]
    RefusalWithoutNote,
    /// A case changes regions by a hand-over only.
    #[error("a case is offered to another region through a hand-over")]
    ThroughHandoverOnly,
    /// Open cases need somebody who works with people.
    #[error("{open} open cases are {name}'s: assign them to somebody else first")]
    OwnsCases {
        /// The account's name.
        name: Line,
        /// How many cases.
        open: u64,
    },
    /// Who may not sign in can be responsible for nothing.
    #[error("the account {name} may not sign in any more and cannot be responsible for a case")]
    OwnerDisabled {
        /// The account's name.
        name: Line,
    },
    /// A result is kept once.
    #[error("this result of this test is kept already")]
    TestResultKnown,
    /// A vacancy has at most so many tasks.
    #[error("a vacancy has {MOST_TASKS} tasks at the most: put some together")]
    TooManyTasks,
    /// Another account has the name.
    #[error("the name {name} is taken")]
    NameTaken {
        /// The name.
        name: Line,
    },
}

/// What is wrong with a value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ValueError {
    /// A text that is not taken.
    #[error(transparent)]
    Text(#[from] TextRefused),
    /// A number or word outside of what is possible.
    #[error(transparent)]
    Range(#[from] OutOfRange),
    /// A vacancy without any skill (row DEF-04).
    #[error(
        "a vacancy names at least one skill: say what somebody has to be able to do{}",
        suggestion(.suggested)
    )]
    NoSkills {
        /// Skills of the occupation, to choose from.
        suggested: Vec<EscoUri>,
    },
    /// A code that no list has.
    #[error("{code} is not in the list of {list}{}", nearest_words(.nearest.as_ref()))]
    Unknown {
        /// The code.
        code: String,
        /// Which list.
        list: &'static str,
        /// The term of the list that is nearest, where it is one of occupations or skills.
        nearest: Option<NearestTerm>,
    },
}

fn nearest_words(nearest: Option<&NearestTerm>) -> String {
    nearest.map(|nearest| format!("; the nearest is {nearest}")).unwrap_or_default()
}

fn suggestion(suggested: &[EscoUri]) -> String {
    let uris: Vec<String> = suggested.iter().map(ToString::to_string).collect();
    if uris.is_empty() { String::new() } else { format!(", for example {}", uris.join(", ")) }
}

/// What the one who asked can do about it; the web turns this into a status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// Ask somebody else to do it.
    Forbidden,
    /// Look elsewhere.
    NotFound,
    /// It is somewhere else now.
    Gone,
    /// Read again and decide again.
    Conflict,
    /// Change what was sent.
    Invalid,
    /// Sign in.
    Unauthenticated,
    /// Wait.
    TooOften,
    /// Try again later.
    Unavailable,
    /// Call the operator.
    Internal,
}

impl WorkflowError {
    /// What the one who asked can do about it.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::NotAllowed { .. } | Self::NeedsAccount { .. } | Self::NoConsent { .. } => {
                ErrorKind::Forbidden
            }
            Self::NotFound { .. } => ErrorKind::NotFound,
            Self::Departed { .. } => ErrorKind::Gone,
            Self::ChangedMeanwhile { .. }
            | Self::Conflict { .. }
            | Self::Step(_)
            | Self::Carving(_)
            | Self::Ask(_)
            | Self::Proposal(_)
            | Self::Restricted
            | Self::ConsentTooNarrow { .. }
            | Self::RegionNotApproved { .. } => ErrorKind::Conflict,
            Self::Value { .. } => ErrorKind::Invalid,
            Self::WrongCredentials => ErrorKind::Unauthenticated,
            Self::TooManyAttempts { .. } => ErrorKind::TooOften,
            Self::NotJoined | Self::DirectoryTooOld { .. } => ErrorKind::Unavailable,
            Self::Storage(error) if error.is_transient() => ErrorKind::Unavailable,
            Self::Storage(error) if error.is_conflict() => ErrorKind::Conflict,
            Self::Storage(_) | Self::Untrusted { .. } | Self::Disclosure(_) | Self::Secret => {
                ErrorKind::Internal
            }
        }
    }

    /// Whether what was asked has to be changed, rather than the program, the database or the network be put right.
    #[must_use]
    pub fn is_about_what_was_asked(&self) -> bool {
        matches!(
            self.kind(),
            ErrorKind::Invalid | ErrorKind::NotFound | ErrorKind::Gone | ErrorKind::Conflict
        )
    }

    pub(crate) fn unknown(field: &'static str, code: impl ToString, list: &'static str) -> Self {
        Self::Value { field, source: ValueError::Unknown { code: code.to_string(), list, nearest: None } }
    }

    pub(super) fn unknown_term(
        field: &'static str,
        uri: &EscoUri,
        list: &'static str,
        nearest: Option<NearestTerm>,
    ) -> Self {
        Self::Value { field, source: ValueError::Unknown { code: uri.to_string(), list, nearest } }
    }
}

impl From<StorageError> for WorkflowError {
    fn from(error: StorageError) -> Self {
        Self::Storage(error)
    }
}
