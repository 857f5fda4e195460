//! Hand-overs and the mailboxes in which their sealed files lie.

use super::row::{failed, optional, parsed, signed, unknown, unsigned};
use crate::state::{
    record::{Accept, Blob, Handover, HandoverFile, HandoverStage},
    store::Stored,
};
use protocol::latest::{MailboxItem, RefusalReason};
use rusqlite::{Connection, Row, params};
use vocabulary::{HandoverId, RegionId};

const COLUMNS: &str = "id, from_region, to_region, statement, sender_signature, sender_key, offered_at_ms,
                       expires_at_ms, stage, share, decided_at_ms, log_index, receiver_signature, receiver_key,
                       closed_at_ms, reason, note";

/// The hand-over with this id.
///
/// # Errors
/// [`crate::state::store::StoreError`] when the database fails.
pub fn find(connection: &Connection, id: HandoverId) -> Stored<Option<Handover>> {
    let doing = "reading a hand-over";
    let sql = format!("SELECT {COLUMNS} FROM handovers WHERE id = ?1");
    let mut statement = connection.prepare_cached(&sql).map_err(failed(doing))?;
    optional(doing, statement.query_row([id.to_bytes()], handover))
}

/// What follows in a region's mailbox after a place, up to `most_bytes` but at least one item.
///
/// # Errors
/// [`crate::state::store::StoreError`] when the database fails.
pub fn mailbox_after(
    connection: &Connection,
    region: &RegionId,
    after: u64,
    most_bytes: usize,
) -> Stored<Vec<MailboxItem>> {
    let doing = "reading a mailbox";
    let sql =
        "SELECT file.sequence, handover.statement, handover.sender_signature, file.preview, file.envelope
               FROM handover_files AS file JOIN handovers AS handover ON handover.id = file.handover
               WHERE file.region = ?1 AND file.sequence > ?2 ORDER BY file.sequence";
    let mut statement = connection.prepare_cached(sql).map_err(failed(doing))?;
    let read = |row: &Row<'_>| {
        Ok(MailboxItem {
            sequence: unsigned(row, 0)?,
            statement: row.get(1)?,
            sender_signature: row.get(2)?,
            preview: row.get(3)?,
            envelope: row.get(4)?,
        })
    };
    let after = i64::try_from(after).unwrap_or(i64::MAX);
    let rows = statement.query_map(params![region.as_str(), after], read).map_err(failed(doing))?;
    let mut items = Vec::new();
    let mut size_bytes = 0;
    for row in rows {
        let item = row.map_err(failed(doing))?;
        size_bytes += item.statement.len() + item.preview.len() + item.envelope.len() + 128;
        if size_bytes > most_bytes && !items.is_empty() {
            break;
        }
        items.push(item);
    }
    Ok(items)
}

pub(super) fn put(connection: &Connection, handover: &Handover) -> Stored<()> {
    let sql = format!(
        "INSERT OR REPLACE INTO handovers ({COLUMNS})
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)"
    );
    let stage = StageColumns::of(&handover.stage);
    let values = params![
        handover.id.to_bytes(),
        handover.from.as_str(),
        handover.to.as_str(),
        handover.statement,
        handover.sender_signature,
        handover.sender_key,
        handover.offered_at_ms,
        handover.expires_at_ms,
        stage.name,
        stage.share,
        stage.decided_at_ms,
        stage.accept.map(|accept| signed(accept.log_index)),
        stage.accept.map(|accept| &accept.receiver_signature),
        stage.accept.map(|accept| accept.receiver_key),
        stage.closed_at_ms,
        stage.refusal.map(|(reason, _)| reason_number(reason)),
        stage.refusal.map(|(_, note)| note),
    ];
    connection.execute(&sql, values).map_err(failed("writing a hand-over"))?;
    Ok(())
}

pub(super) fn expiring_until(connection: &Connection, time_ms: i64) -> Stored<Vec<Handover>> {
    let doing = "reading the offers that end";
    let sql = format!(
        "SELECT {COLUMNS} FROM handovers WHERE stage = 'offered' AND expires_at_ms <= ?1 ORDER BY id"
    );
    let mut statement = connection.prepare_cached(&sql).map_err(failed(doing))?;
    let rows = statement.query_map([time_ms], handover).map_err(failed(doing))?;
    rows.collect::<rusqlite::Result<_>>().map_err(failed(doing))
}

pub(super) fn open_offers_of(connection: &Connection, region: &RegionId) -> Stored<Vec<Handover>> {
    let doing = "reading the open offers of a region";
    let sql = format!(
        "SELECT {COLUMNS} FROM handovers
         WHERE stage = 'offered' AND (from_region = ?1 OR to_region = ?1) ORDER BY id"
    );
    let mut statement = connection.prepare(&sql).map_err(failed(doing))?;
    let rows = statement.query_map([region.as_str()], handover).map_err(failed(doing))?;
    rows.collect::<rusqlite::Result<_>>().map_err(failed(doing))
}

pub(super) fn put_file(connection: &Connection, id: HandoverId, file: &HandoverFile) -> Stored<()> {
    let sql = "INSERT OR REPLACE INTO handover_files (handover, region, sequence, preview, envelope)
               SELECT id, to_region, ?2, ?3, ?4 FROM handovers WHERE id = ?1";
    let (Blob(preview), Blob(envelope)) = (&file.preview, &file.envelope);
    let values = params![id.to_bytes(), signed(file.sequence), preview, envelope];
    connection.execute(sql, values).map_err(failed("writing a sealed file"))?;
    Ok(())
}

pub(super) fn remove_file(connection: &Connection, id: HandoverId) -> Stored<()> {
    let sql = "DELETE FROM handover_files WHERE handover = ?1";
    connection.execute(sql, [id.to_bytes()]).map_err(failed("removing a sealed file"))?;
    Ok(())
}

/// The stage of a hand-over as columns.
struct StageColumns<'a> {
    name: &'static str,
    share: Option<[u8; 32]>,
    decided_at_ms: Option<i64>,
    accept: Option<&'a Accept>,
    closed_at_ms: Option<i64>,
    refusal: Option<(RefusalReason, &'a [u8])>,
}

impl<'a> StageColumns<'a> {
    fn of(stage: &'a HandoverStage) -> Self {
        let none = Self {
            name: "",
            share: None,
            decided_at_ms: None,
            accept: None,
            closed_at_ms: None,
            refusal: None,
        };
        match stage {
            HandoverStage::Offered { share } => Self { name: "offered", share: Some(*share), ..none },
            HandoverStage::Accepted { share, accept } => Self {
                name: "accepted",
                share: Some(*share),
                decided_at_ms: Some(accept.at_ms),
                accept: Some(accept),
                ..none
            },
            HandoverStage::Closed { accept, closed_at_ms } => Self {
                name: "closed",
                decided_at_ms: Some(accept.at_ms),
                accept: Some(accept),
                closed_at_ms: Some(*closed_at_ms),
                ..none
            },
            HandoverStage::Refused { at_ms, reason, note } => {
                Self { name: "refused", decided_at_ms: Some(*at_ms), refusal: Some((*reason, note)), ..none }
            }
            HandoverStage::Withdrawn { at_ms } => {
                Self { name: "withdrawn", decided_at_ms: Some(*at_ms), ..none }
            }
            HandoverStage::Expired { at_ms } => Self { name: "expired", decided_at_ms: Some(*at_ms), ..none },
        }
    }
}

fn handover(row: &Row<'_>) -> rusqlite::Result<Handover> {
    let name: String = row.get(8)?;
    let stage = match name.as_str() {
        "offered" => HandoverStage::Offered { share: row.get(9)? },
        "accepted" => HandoverStage::Accepted { share: row.get(9)?, accept: accept(row)? },
        "closed" => HandoverStage::Closed { accept: accept(row)?, closed_at_ms: row.get(14)? },
        "refused" => {
            HandoverStage::Refused { at_ms: row.get(10)?, reason: reason(row, 15)?, note: row.get(16)? }
        }
        "withdrawn" => HandoverStage::Withdrawn { at_ms: row.get(10)? },
        "expired" => HandoverStage::Expired { at_ms: row.get(10)? },
        _ => return Err(unknown(8, "stage of a hand-over")),
    };
    Ok(Handover {
        id: HandoverId::from_bytes(row.get(0)?),
        from: parsed(row, 1)?,
        to: parsed(row, 2)?,
        statement: row.get(3)?,
        sender_signature: row.get(4)?,
        sender_key: row.get(5)?,
        offered_at_ms: row.get(6)?,
        expires_at_ms: row.get(7)?,
        stage,
    })
}

fn accept(row: &Row<'_>) -> rusqlite::Result<Accept> {
    Ok(Accept {
        at_ms: row.get(10)?,
        log_index: unsigned(row, 11)?,
        receiver_signature: row.get(12)?,
        receiver_key: row.get(13)?,
    })
}

/// The number by which a reason is kept; never used again for another reason.
const fn reason_number(reason: RefusalReason) -> i64 {
    match reason {
        RefusalReason::NoCapacity => 0,
        RefusalReason::NothingFits => 1,
        RefusalReason::WrongRegion => 2,
        RefusalReason::Incomplete => 3,
        RefusalReason::Other => 4,
    }
}

fn reason(row: &Row<'_>, column: usize) -> rusqlite::Result<RefusalReason> {
    let number: i64 = row.get(column)?;
    let all = [
        RefusalReason::NoCapacity,
        RefusalReason::NothingFits,
        RefusalReason::WrongRegion,
        RefusalReason::Incomplete,
        RefusalReason::Other,
    ];
    all.into_iter().find(|known| reason_number(*known) == number).ok_or_else(|| unknown(column, "reason"))
}
