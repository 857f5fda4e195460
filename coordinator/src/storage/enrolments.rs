//! Invitations and requests to join.

use super::row::{failed, optional, parsed, unknown};
use crate::state::{
    record::{Enrolment, EnrolmentDecision, EnrolmentKeys, Invitation},
    store::Stored,
};
use protocol::ProtocolVersion;
use rusqlite::{Connection, Row, params};
use vocabulary::{EnrolmentId, RegionId};

/// The invitation whose secret has this hash.
///
/// # Errors
/// [`crate::state::store::StoreError`] when the database fails.
pub fn find_invitation(connection: &Connection, token_sha256: &[u8; 32]) -> Stored<Option<Invitation>> {
    let sql = "SELECT region, name, expires_at_ms, used_by FROM invitations WHERE token_sha256 = ?1";
    let read = |row: &Row<'_>| {
        Ok(Invitation {
            token_sha256: *token_sha256,
            region: parsed(row, 0)?,
            name: row.get(1)?,
            expires_at_ms: row.get(2)?,
            used_by: row.get::<_, Option<[u8; 16]>>(3)?.map(EnrolmentId::from_bytes),
        })
    };
    optional("reading an invitation", connection.query_row(sql, [token_sha256], read))
}

pub(super) fn put_invitation(connection: &Connection, invitation: &Invitation) -> Stored<()> {
    let sql = "INSERT INTO invitations (token_sha256, region, name, expires_at_ms, used_by)
               VALUES (?1, ?2, ?3, ?4, ?5)
               ON CONFLICT (token_sha256) DO UPDATE SET used_by = excluded.used_by";
    let used_by = invitation.used_by.map(EnrolmentId::to_bytes);
    let values = params![
        invitation.token_sha256,
        invitation.region.as_str(),
        invitation.name,
        invitation.expires_at_ms,
        used_by
    ];
    connection.execute(sql, values).map_err(failed("writing an invitation"))?;
    Ok(())
}

pub(super) fn remove_unused_invitations(connection: &Connection, region: &RegionId) -> Stored<()> {
    let sql = "DELETE FROM invitations WHERE region = ?1 AND used_by IS NULL";
    connection.execute(sql, [region.as_str()]).map_err(failed("removing invitations"))?;
    Ok(())
}

const COLUMNS: &str =
    "id, region, token_sha256, signing_key, sealing_key, signing_request, words, oldest, newest,
                       requested_at_ms, decision, decided_at_ms";

/// The request with this id.
///
/// # Errors
/// [`crate::state::store::StoreError`] when the database fails.
pub fn find_enrolment(connection: &Connection, id: EnrolmentId) -> Stored<Option<Enrolment>> {
    let sql = format!("SELECT {COLUMNS} FROM enrolments WHERE id = ?1");
    optional("reading a request to join", connection.query_row(&sql, [id.to_bytes()], enrolment))
}

/// The request of the region that waits for a decision.
///
/// # Errors
/// [`crate::state::store::StoreError`] when the database fails.
pub fn pending_enrolment(connection: &Connection, region: &RegionId) -> Stored<Option<Enrolment>> {
    let sql = format!("SELECT {COLUMNS} FROM enrolments WHERE region = ?1 AND decision = 'pending'");
    optional("reading a request to join", connection.query_row(&sql, [region.as_str()], enrolment))
}

pub(super) fn put_enrolment(connection: &Connection, enrolment: &Enrolment) -> Stored<()> {
    let (decision, decided_at_ms) = match enrolment.decision {
        EnrolmentDecision::Pending => ("pending", None),
        EnrolmentDecision::Approved { at_ms } => ("approved", Some(at_ms)),
        EnrolmentDecision::Rejected { at_ms } => ("rejected", Some(at_ms)),
    };
    let sql = format!(
        "INSERT INTO enrolments ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
         ON CONFLICT (id) DO UPDATE SET decision = excluded.decision, decided_at_ms = excluded.decided_at_ms"
    );
    let keys = &enrolment.keys;
    let values = params![
        enrolment.id.to_bytes(),
        enrolment.region.as_str(),
        enrolment.token_sha256,
        keys.signing_key,
        keys.sealing_key,
        keys.signing_request,
        keys.words,
        keys.oldest.0,
        keys.newest.0,
        enrolment.requested_at_ms,
        decision,
        decided_at_ms
    ];
    connection.execute(&sql, values).map_err(failed("writing a request to join"))?;
    Ok(())
}

fn enrolment(row: &Row<'_>) -> rusqlite::Result<Enrolment> {
    let decided_at_ms: Option<i64> = row.get(11)?;
    let decision = match (row.get::<_, String>(10)?.as_str(), decided_at_ms) {
        ("pending", None) => EnrolmentDecision::Pending,
        ("approved", Some(at_ms)) => EnrolmentDecision::Approved { at_ms },
        ("rejected", Some(at_ms)) => EnrolmentDecision::Rejected { at_ms },
        _ => return Err(unknown(10, "decision")),
    };
    Ok(Enrolment {
        id: EnrolmentId::from_bytes(row.get(0)?),
        region: parsed(row, 1)?,
        token_sha256: row.get(2)?,
        keys: EnrolmentKeys {
            signing_key: row.get(3)?,
            sealing_key: row.get(4)?,
            signing_request: row.get(5)?,
            words: row.get(6)?,
            oldest: ProtocolVersion(row.get(7)?),
            newest: ProtocolVersion(row.get(8)?),
        },
        requested_at_ms: row.get(9)?,
        decision,
    })
}
