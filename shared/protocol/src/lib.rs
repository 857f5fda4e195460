//! What nodes and coordinator say to each other: frames, message types and their versions.
//!
//! [`frame`] is the envelope of every message and is checked before anything is decoded; [`codec`] is the only
//! place that touches bincode; [`v1`] and [`v2`] hold released messages and are never edited; [`latest`] names
//! the version that the rest of the code uses; [`version`] says which versions are spoken.
//!
//! **Invariant:** nothing here knows a socket, a clock or a domain type, and nothing here carries a person:
//! what is personal crosses as sealed bytes only.

pub mod codec;
pub mod frame;
pub mod latest;
pub mod message;
pub mod v1;
pub mod v2;
pub mod version;

pub use codec::{DecodeError, EncodeError, decode, encode};
pub use frame::{Frame, FrameError, FrameHeader};
pub use message::{Message, Request, kind};
pub use version::ProtocolVersion;
