//! The figures of all regions, the same for everybody: a filtered download would tell what somebody looks for.

use super::{Answer, refused, session::Session};
use crate::handle::CoordinatorHandle;
use protocol::latest::{FiguresReply, FiguresRequest};

pub(super) async fn figures(
    handle: &CoordinatorHandle,
    _session: Session,
    request: FiguresRequest,
) -> Answer<FiguresReply> {
    // A node that was told a newer edition by another replica keeps it.
    Ok(FiguresReply { newer: handle.figures_after(request.known_edition).await.map_err(refused)? })
}
