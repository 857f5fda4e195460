//! Which type is which kind of message, how large it may be, and what answers it.

use crate::{ProtocolVersion, v1, v2};
use serde::{Serialize, de::DeserializeOwned};

/// Numbers of the message kinds. A number is never used again for something else.
#[expect(missing_docs, reason = "each number is documented at the type that carries it")]
pub mod kind {
    pub const ERROR: u16 = 1;
    pub const HELLO: u16 = 2;
    pub const HELLO_REPLY: u16 = 3;
    pub const DIRECTORY_REQUEST: u16 = 4;
    pub const DIRECTORY_REPLY: u16 = 5;
    pub const RENEW_REQUEST: u16 = 6;
    pub const RENEW_REPLY: u16 = 7;
    pub const DELIVERED: u16 = 8;
    pub const ENROL_REQUEST: u16 = 10;
    pub const ENROL_STATUS_REQUEST: u16 = 11;
    pub const ENROL_REPLY: u16 = 12;
    pub const VACANCY_CHANGES: u16 = 20;
    pub const FEED_REQUEST: u16 = 21;
    pub const FEED_REPLY: u16 = 22;
    pub const RELEASE_DELIVERY: u16 = 30;
    pub const RELEASE_RECEIPT: u16 = 31;
    pub const RELEASE_MARKS_REQUEST: u16 = 32;
    pub const RELEASE_MARKS_REPLY: u16 = 33;
    pub const FIGURES_REQUEST: u16 = 34;
    pub const FIGURES_REPLY: u16 = 35;
    pub const HANDOVER_OFFER: u16 = 40;
    pub const HANDOVER_DECISION: u16 = 41;
    pub const HANDOVER_OUTCOME: u16 = 42;
    pub const MAILBOX_REQUEST: u16 = 43;
    pub const MAILBOX_REPLY: u16 = 44;
    pub const HANDOVER_STATUS_REQUEST: u16 = 45;
    pub const HANDOVER_STATUS_REPLY: u16 = 46;
    pub const HANDOVER_CLOSE: u16 = 47;
    pub const RAFT_APPEND: u16 = 100;
    pub const RAFT_VOTE: u16 = 101;
    pub const RAFT_SNAPSHOT: u16 = 102;
    pub const RAFT_FORWARD: u16 = 103;
    pub const RAFT_REPLY: u16 = 104;
}

/// A type that can be the payload of a frame.
pub trait Message: Serialize + DeserializeOwned {
    /// Its number on the wire.
    const KIND: u16;
    /// The most bytes that a payload of this type may have.
    const LIMIT_BYTES: usize;
    /// The oldest version in which the type is as it stands here; an older peer needs an older type, or does without.
    const SINCE: ProtocolVersion = ProtocolVersion::OLDEST;
}

/// A message that is answered with a message of one type, or with [`v1::session::ErrorReply`].
pub trait Request: Message {
    /// What answers it.
    type Reply: Message;
}

/// One kibibyte.
const KIB: usize = 1024;

macro_rules! messages {
    ($($kind:ident $type:ty, $limit:expr $(, since $since:literal)?;)+) => {$(
        impl Message for $type {
            const KIND: u16 = kind::$kind;
            const LIMIT_BYTES: usize = $limit;
            $(const SINCE: ProtocolVersion = ProtocolVersion($since);)?
        }
    )+};
}

messages! {
    ERROR v1::session::ErrorReply, 4 * KIB;
    HELLO v1::session::Hello, KIB;
    HELLO_REPLY v1::session::HelloReply, KIB;
    DELIVERED v1::session::Delivered, KIB;
    RENEW_REQUEST v1::session::RenewRequest, 8 * KIB;
    RENEW_REPLY v1::session::RenewReply, 32 * KIB;
    DIRECTORY_REQUEST v1::directory::DirectoryRequest, KIB;
    DIRECTORY_REPLY v1::directory::DirectoryReply, 1024 * KIB;
    ENROL_REQUEST v1::enrolment::EnrolRequest, 16 * KIB;
    ENROL_STATUS_REQUEST v1::enrolment::EnrolStatusRequest, KIB;
    ENROL_REPLY v1::enrolment::EnrolReply, 1024 * KIB;
    FEED_REQUEST v1::vacancy::FeedRequest, KIB;
    FEED_REPLY v1::vacancy::FeedReply, 2048 * KIB;
    VACANCY_CHANGES v1::vacancy::VacancyChanges, 2048 * KIB;
    RELEASE_DELIVERY v1::release::ReleaseDelivery, 64 * KIB;
    RELEASE_RECEIPT v1::release::ReleaseReceipt, KIB;
    RELEASE_MARKS_REQUEST v1::release::ReleaseMarksRequest, KIB;
    RELEASE_MARKS_REPLY v1::release::ReleaseMarksReply, 1024 * KIB;
    FIGURES_REQUEST v2::figures::FiguresRequest, KIB, since 2;
    FIGURES_REPLY v2::figures::FiguresReply, 1024 * KIB, since 2;
    HANDOVER_OFFER v1::handover::HandoverOffer, 2048 * KIB;
    HANDOVER_DECISION v1::handover::HandoverDecision, 16 * KIB;
    HANDOVER_OUTCOME v1::handover::HandoverOutcome, 16 * KIB;
    MAILBOX_REQUEST v1::handover::MailboxRequest, KIB;
    MAILBOX_REPLY v1::handover::MailboxReply, 4096 * KIB;
    HANDOVER_STATUS_REQUEST v1::handover::HandoverStatusRequest, 64 * KIB;
    HANDOVER_STATUS_REPLY v1::handover::HandoverStatusReply, 4096 * KIB;
    HANDOVER_CLOSE v1::handover::HandoverClose, KIB;
}

impl Request for v1::session::Hello {
    type Reply = v1::session::HelloReply;
}
impl Request for v1::session::RenewRequest {
    type Reply = v1::session::RenewReply;
}
impl Request for v1::directory::DirectoryRequest {
    type Reply = v1::directory::DirectoryReply;
}
impl Request for v1::enrolment::EnrolRequest {
    type Reply = v1::enrolment::EnrolReply;
}
impl Request for v1::enrolment::EnrolStatusRequest {
    type Reply = v1::enrolment::EnrolReply;
}
impl Request for v1::vacancy::VacancyChanges {
    type Reply = v1::session::Delivered;
}
impl Request for v1::vacancy::FeedRequest {
    type Reply = v1::vacancy::FeedReply;
}
impl Request for v1::release::ReleaseDelivery {
    type Reply = v1::release::ReleaseReceipt;
}
impl Request for v1::release::ReleaseMarksRequest {
    type Reply = v1::release::ReleaseMarksReply;
}
impl Request for v2::figures::FiguresRequest {
    type Reply = v2::figures::FiguresReply;
}
impl Request for v1::handover::HandoverOffer {
    type Reply = v1::handover::HandoverOutcome;
}
impl Request for v1::handover::HandoverDecision {
    type Reply = v1::handover::HandoverOutcome;
}
impl Request for v1::handover::HandoverClose {
    type Reply = v1::handover::HandoverOutcome;
}
impl Request for v1::handover::MailboxRequest {
    type Reply = v1::handover::MailboxReply;
}
impl Request for v1::handover::HandoverStatusRequest {
    type Reply = v1::handover::HandoverStatusReply;
}
