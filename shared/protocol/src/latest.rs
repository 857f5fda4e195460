//! The newest version of every message. The rest of the code says `latest`; only the conversion at the edge
//! knows older versions.

pub use crate::v1::directory::*;
pub use crate::v1::enrolment::*;
pub use crate::v1::handover::*;
pub use crate::v1::release::*;
pub use crate::v1::session::*;
pub use crate::v2::figures::*;
pub use crate::v2::vacancy::*;
