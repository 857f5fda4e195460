//! Reads the view of the pages in one read transaction, so that its parts agree.

use super::{
    counters, regions, releases,
    row::{failed, parsed, unsigned},
};
use crate::state::{
    apply::{MESSAGE_MEMORY_MS, TOMBSTONE_MS},
    record::Counter,
    store::Stored,
    view::{CoordinatorView, DeliveryWeek, OpenInvitation, PendingEnrolment, RegionView},
};
use protocol::latest::TableId;
use rusqlite::{Connection, Row};
use std::collections::BTreeMap;
use vocabulary::{EnrolmentId, IsoWeek, RegionId};

/// How many changes of regions a page shows.
const MOST_CHANGES: u32 = 200;

/// Everything that the pages of regions and deliveries show; contacts are the caller's.
///
/// # Errors
/// [`crate::state::store::StoreError`] when the database fails.
pub fn view(connection: &mut Connection) -> Stored<CoordinatorView> {
    let transaction = connection.transaction().map_err(failed("beginning to read"))?;
    let as_of_ms = counters::time_ms(&transaction)?;
    Ok(CoordinatorView {
        applied_index: super::progress(&transaction)?.applied_index,
        as_of_ms,
        directory_version: counters::counter(&transaction, Counter::Directory)?,
        feed_sequence: counters::counter(&transaction, Counter::Feed)?,
        regions: region_views(&transaction)?,
        pending_enrolments: pending_enrolments(&transaction)?,
        open_invitations: open_invitations(&transaction, as_of_ms)?,
        deliveries: deliveries(&transaction)?,
        changes: regions::changes(&transaction, MOST_CHANGES)?,
    })
}

fn region_views(connection: &Connection) -> Stored<Vec<RegionView>> {
    let open = numbers(connection, "SELECT region, COUNT(*) FROM vacancies WHERE open = 1 GROUP BY region")?;
    let until = numbers(
        connection,
        "SELECT region, MAX(not_after_ms) FROM certificates WHERE revoked = 0 GROUP BY region",
    )?;
    let last = numbers(
        connection,
        "SELECT region, MAX(at_ms) FROM (SELECT region, received_at_ms AS at_ms FROM releases
         UNION ALL SELECT region, received_at_ms FROM vacancies) GROUP BY region",
    )?;
    let view = |region: crate::state::record::Region| RegionView {
        contact: None,
        last_delivery_ms: last.get(&region.region).copied(),
        open_vacancies: open.get(&region.region).map_or(0, |count| count.cast_unsigned()),
        certificate_until_ms: until.get(&region.region).copied(),
        versions: region.keys.map(|keys| (keys.oldest, keys.newest)),
        region: region.region,
        name: region.name,
        state: region.state,
        since_ms: region.since_ms,
    };
    Ok(regions::all(connection)?.into_iter().map(view).collect())
}

fn numbers(connection: &Connection, sql: &str) -> Stored<BTreeMap<RegionId, i64>> {
    let doing = "counting by region";
    let mut statement = connection.prepare_cached(sql).map_err(failed(doing))?;
    let read = |row: &Row<'_>| Ok((parsed(row, 0)?, row.get(1)?));
    let rows = statement.query_map([], read).map_err(failed(doing))?;
    rows.collect::<rusqlite::Result<_>>().map_err(failed(doing))
}

fn pending_enrolments(connection: &Connection) -> Stored<Vec<PendingEnrolment>> {
    let doing = "reading the requests that wait";
    let sql = "SELECT enrolments.id, enrolments.region, regions.name, words, requested_at_ms
               FROM enrolments JOIN regions ON regions.region = enrolments.region
               WHERE decision = 'pending' ORDER BY enrolments.region";
    let mut statement = connection.prepare(sql).map_err(failed(doing))?;
    let read = |row: &Row<'_>| {
        Ok(PendingEnrolment {
            id: EnrolmentId::from_bytes(row.get(0)?),
            region: parsed(row, 1)?,
            name: row.get(2)?,
            words: row.get(3)?,
            requested_at_ms: row.get(4)?,
        })
    };
    let rows = statement.query_map([], read).map_err(failed(doing))?;
    rows.collect::<rusqlite::Result<_>>().map_err(failed(doing))
}

fn open_invitations(connection: &Connection, now_ms: i64) -> Stored<Vec<OpenInvitation>> {
    let doing = "reading the open invitations";
    let sql = "SELECT region, name, expires_at_ms FROM invitations
               WHERE used_by IS NULL AND expires_at_ms > ?1 ORDER BY region";
    let mut statement = connection.prepare(sql).map_err(failed(doing))?;
    let read = |row: &Row<'_>| {
        Ok(OpenInvitation { region: parsed(row, 0)?, name: row.get(1)?, expires_at_ms: row.get(2)? })
    };
    let rows = statement.query_map([now_ms], read).map_err(failed(doing))?;
    rows.collect::<rusqlite::Result<_>>().map_err(failed(doing))
}

fn deliveries(connection: &Connection) -> Stored<Vec<DeliveryWeek>> {
    let doing = "reading the deliveries";
    let sql = "SELECT region, period, table_id, received_at_ms FROM releases
               ORDER BY period DESC, region, table_id";
    let mut statement = connection.prepare(sql).map_err(failed(doing))?;
    let read = |row: &Row<'_>| -> rusqlite::Result<(RegionId, IsoWeek, TableId, i64)> {
        Ok((parsed(row, 0)?, parsed(row, 1)?, releases::table(row, 2)?, unsigned(row, 3)?.cast_signed()))
    };
    let mut weeks: Vec<DeliveryWeek> = Vec::new();
    for row in statement.query_map([], read).map_err(failed(doing))? {
        let (region, period, table, received_at_ms) = row.map_err(failed(doing))?;
        match weeks.last_mut().filter(|week| week.region == region && week.period == period) {
            Some(week) => _ = week.tables.insert(table, received_at_ms),
            None => {
                weeks.push(DeliveryWeek {
                    region,
                    period,
                    tables: BTreeMap::from([(table, received_at_ms)]),
                });
            }
        }
    }
    Ok(weeks)
}

/// Whether time has to pass in the state: an offer that ends, a tombstone, message id or certificate to forget.
///
/// # Errors
/// [`crate::state::store::StoreError`] when the database fails.
pub fn is_something_due(connection: &Connection, now_ms: i64) -> Stored<bool> {
    let doing = "looking for what is due";
    let sql = "SELECT EXISTS (SELECT 1 FROM handovers WHERE stage = 'offered' AND expires_at_ms <= ?1)
                   OR EXISTS (SELECT 1 FROM vacancies WHERE open = 0 AND received_at_ms < ?2)
                   OR EXISTS (SELECT 1 FROM messages WHERE at_ms < ?3)
                   OR EXISTS (SELECT 1 FROM certificates WHERE not_after_ms < ?1)";
    let mut statement = connection.prepare_cached(sql).map_err(failed(doing))?;
    let limits = (now_ms, now_ms - TOMBSTONE_MS, now_ms - MESSAGE_MEMORY_MS);
    statement.query_row(limits, |row| row.get(0)).map_err(failed(doing))
}
