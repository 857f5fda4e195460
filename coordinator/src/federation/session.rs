//! A region at one request: admitted or not, and what belongs to the connection itself: greeting, directory,
//! renewal of the certificate.

use super::{Answer, refuse, refused};
use crate::{
    handle::CoordinatorHandle,
    state::{
        command::Command,
        record::{Counter, RegionIdentity},
    },
    storage::{self, regions},
};
use protocol::{
    ProtocolVersion,
    latest::{
        DirectoryReply, DirectoryRequest, ErrorCode, Hello, HelloReply, RegionState, RenewReply, RenewRequest,
    },
};
use service::quic::Peer;
use vocabulary::RegionId;

/// The longest name of a software that is kept.
const LONGEST_SOFTWARE: usize = 80;

/// A region that takes part at this moment.
#[derive(Debug, Clone)]
pub struct Session {
    /// The region.
    pub region: RegionId,
    /// Its keys, from the directory.
    pub identity: RegionIdentity,
}

/// Admits the peer to one request: approved, with a certificate that was issued to it and is not refused.
pub(super) async fn admit(handle: &CoordinatorHandle, peer: &Peer) -> Answer<Session> {
    let Peer::Region { region, serial } = peer.clone() else {
        return refuse(ErrorCode::NotAdmitted, "only regions are answered here");
    };
    let code = region.clone();
    let read = handle.readers().read(move |connection| {
        let found = regions::find(connection, &code)?;
        Ok((found, regions::certificate_holds(connection, &code, &serial)?))
    });
    let (found, certificate_holds) = read.await.map_err(|error| refused(error.into()))?;
    let Some(found) = found else {
        return refuse(ErrorCode::NotAdmitted, format!("region {region} is not known"));
    };
    if found.state != RegionState::Approved {
        return refuse(ErrorCode::NotAdmitted, format!("region {region} is {}", found.state.name()));
    }
    match found.keys {
        Some(identity) if certificate_holds => {
            handle.note_contact(&region);
            Ok(Session { region, identity })
        }
        _ => refuse(ErrorCode::NotAdmitted, format!("the certificate of region {region} is refused")),
    }
}

pub(super) async fn hello(handle: &CoordinatorHandle, session: Session, hello: Hello) -> Answer<HelloReply> {
    let Some(version) = ProtocolVersion::best_common(hello.oldest, hello.newest) else {
        let sentence = format!(
            "protocol versions {} to {} are spoken here, not {} to {}",
            ProtocolVersion::OLDEST,
            ProtocolVersion::NEWEST,
            hello.oldest,
            hello.newest
        );
        return refuse(ErrorCode::UnknownVersion, sentence);
    };
    let spoken = (session.identity.oldest, session.identity.newest);
    if spoken != (hello.oldest, hello.newest) {
        // The node was installed anew: the others write what it reads, so they have to know.
        let Hello { oldest, newest, .. } = hello;
        let command = Command::RecordVersions { region: session.region.clone(), oldest, newest };
        handle.submit(command).await.map_err(refused)?;
    }
    let software = hello.software.chars().filter(|letter| !letter.is_control()).take(LONGEST_SOFTWARE);
    handle.note_greeting(&session.region, software.collect(), hello.clock_ms);
    let region = session.region;
    let read = handle.readers().read(move |connection| {
        Ok(HelloReply {
            version,
            directory_version: storage::counter(connection, Counter::Directory)?,
            feed_sequence: storage::counter(connection, Counter::Feed)?,
            mailbox_sequence: storage::mailbox_sequence(connection, &region)?,
            clock_ms: 0,
        })
    });
    let reply = read.await.map_err(|error| refused(error.into()))?;
    Ok(HelloReply { clock_ms: handle.clock().now_ms(), ..reply })
}

pub(super) async fn directory(
    handle: &CoordinatorHandle,
    _session: Session,
    request: DirectoryRequest,
) -> Answer<DirectoryReply> {
    let (version, signed) = handle.directory().await.map_err(refused)?;
    // A node that was told a newer version by another replica keeps it.
    Ok(DirectoryReply { newer: (version > request.known_version).then_some(signed) })
}

pub(super) async fn renew(
    handle: &CoordinatorHandle,
    session: Session,
    request: RenewRequest,
) -> Answer<RenewReply> {
    let issued =
        handle.issue(&session.region, &request.signing_request).map_err(|error| refused(error.into()))?;
    let chain = vec![issued.certificate.clone(), handle.authority().certificate().to_vec()];
    let command = Command::RecordCertificate { region: session.region, certificate: issued };
    handle.submit(command).await.map_err(refused)?;
    Ok(RenewReply { chain })
}
