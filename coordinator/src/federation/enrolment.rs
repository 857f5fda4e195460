//! How a region asks to join: a token, keys that sign for themselves, and a status to ask for until somebody has
//! compared the six words.

use super::{Answer, refuse, refused};
use crate::{
    handle::CoordinatorHandle,
    state::{
        command::{Command, Reply},
        record::{EnrolmentDecision, EnrolmentKeys},
        store::Stored,
    },
    storage::{self, reader::Reader, regions},
};
use protocol::latest::{EnrolReply, EnrolRequest, EnrolStatusRequest, ErrorCode};
use vocabulary::EnrolmentId;

pub(super) async fn request(handle: &CoordinatorHandle, request: EnrolRequest) -> Answer<EnrolReply> {
    let token_sha256 = identity::sha256(&request.token_secret);
    // Looked up before anything is proposed: a stranger without a token must not make the log grow.
    let invited = look(handle, move |connection| storage::find_invitation(connection, &token_sha256)).await?;
    if invited.is_none_or(|invitation| invitation.region != request.region) {
        return refuse(
            ErrorCode::BadToken,
            format!("there is no such invitation of region {}", request.region),
        );
    }
    let words = identity::enrolment::verify_request(&request, &handle.authority().fingerprint())
        .or_else(|error| refuse(ErrorCode::BadSignature, error.to_string()))?;
    if protocol::ProtocolVersion::best_common(request.oldest, request.newest).is_none() {
        return refuse(
            ErrorCode::UnknownVersion,
            "the node and the coordinator have no protocol version in common",
        );
    }
    let keys = EnrolmentKeys {
        signing_key: request.signing_key,
        sealing_key: request.sealing_key,
        signing_request: request.signing_request,
        words: words.join(" "),
        oldest: request.oldest,
        newest: request.newest,
    };
    let enrolment = EnrolmentId::random();
    let command = Command::RequestEnrolment { enrolment, region: request.region, token_sha256, keys };
    match handle.submit(command).await.map_err(refused)? {
        Reply::Enrolment(enrolment) => standing(handle, enrolment, token_sha256).await,
        _ => refuse(ErrorCode::Unavailable, "the coordinator did not understand its own decision"),
    }
}

pub(super) async fn status(handle: &CoordinatorHandle, asked: EnrolStatusRequest) -> Answer<EnrolReply> {
    standing(handle, asked.enrolment, identity::sha256(&asked.token_secret)).await
}

/// Looks here, and if it is not here, whether this replica only lags behind. Whoever asks needs no certificate, so
/// the other replicas are bothered for one of them at a time.
async fn look<T: Send + 'static>(
    handle: &CoordinatorHandle,
    find: impl Fn(&Reader) -> Stored<Option<T>> + Clone + Send + 'static,
) -> Answer<Option<T>> {
    let look_here = || {
        let find = find.clone();
        handle.readers().read(move |connection| find(connection))
    };
    if let Some(found) = look_here().await.map_err(|error| refused(error.into()))? {
        return Ok(Some(found));
    }
    handle.catch_up_for_a_newcomer().await.map_err(refused)?;
    look_here().await.map_err(|error| refused(error.into()))
}

async fn standing(handle: &CoordinatorHandle, id: EnrolmentId, token_sha256: [u8; 32]) -> Answer<EnrolReply> {
    let found = look(handle, move |connection| {
        let Some(enrolment) = storage::find_enrolment(connection, id)? else {
            return Ok(None);
        };
        let region = regions::find(connection, &enrolment.region)?;
        let certificate = regions::newest_certificate(connection, &enrolment.region)?;
        Ok(Some((enrolment, region, certificate)))
    })
    .await?;
    let Some((enrolment, region, certificate)) =
        found.filter(|(found, ..)| found.token_sha256 == token_sha256)
    else {
        return refuse(ErrorCode::BadToken, "there is no such request with this token");
    };
    match enrolment.decision {
        EnrolmentDecision::Pending => Ok(EnrolReply::Pending { enrolment: id }),
        EnrolmentDecision::Rejected { .. } => Ok(EnrolReply::Rejected),
        EnrolmentDecision::Approved { .. } => {
            let keys = region.and_then(|region| region.keys);
            let still = keys.is_some_and(|keys| keys.signing_key == enrolment.keys.signing_key);
            let Some(certificate) = certificate.filter(|_| still) else {
                return Ok(EnrolReply::Rejected);
            };
            let (_, directory) = handle.directory().await.map_err(refused)?;
            Ok(EnrolReply::Approved {
                chain: vec![certificate.certificate, handle.authority().certificate().to_vec()],
                directory,
                network_key: handle.authority().network_key(),
            })
        }
    }
}
