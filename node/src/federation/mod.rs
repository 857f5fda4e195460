//! The region's side of the network.
//!
//! [`enrolment`] joins the network; [`session`] keeps the connection with the coordinator and agrees on a
//! protocol version; [`outbox_sender`] sends what waits and stores the answer; [`inbox`] takes in what came;
//! [`directory`] knows the other regions, and [`figures`] how many people these have by occupation; [`disclosure`] is
//! the only code that builds an outgoing message from what this node knows, and [`case_file`] is the file inside an
//! envelope.
//!
//! **Invariant:** nothing about a person leaves but inside an envelope or a preview that is sealed to one other
//! region, or as a noisy table.

pub mod case_file;
pub mod directory;
pub mod disclosure;
pub mod enrolment;
pub mod figures;
pub mod inbox;
pub mod outbox_sender;
pub mod session;
