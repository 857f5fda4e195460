//! What left this node, what waits, and how it stands with the coordinator.

use super::{
    frame::framed,
    labels::Labels,
    templates::{FederationPage, ReleasePage},
    views::{ConnectionView, Fact, MessageView, ReleaseView},
};
use crate::{
    storage::{
        self, StorageError,
        membership::{Membership, Standing},
        outbox::{OutboxEntry, OutboxState},
        privacy_ledger::ListedRelease,
    },
    web::{WebState, api::body::id, error::WebError, session::Session},
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use jiff::SignedDuration;
use privacy::{
    Table, TableKeys,
    budget::{RUNNING_BUDGET, WINDOW_DAYS},
};
use protocol::{
    kind,
    latest::{RegionState, ReleaseRecord},
};
use service::web::{
    format::dutch_day,
    page::{Page, PageRequest},
    respond,
};
use vocabulary::isco;

/// Messages looked at, newest first.
const MESSAGES: u32 = 2_000;
/// Messages of one kind that are shown.
const SHOWN: usize = 100;
/// Releases looked at: three tables a week over more than the budget's window.
const RELEASES: u32 = 400;
/// Releases shown.
const RELEASES_SHOWN: usize = 60;
/// After how long without news from the coordinator the page says that there is no connection.
const SILENCE: SignedDuration = SignedDuration::from_mins(30);
/// The largest record of a release.
const RECORD_LIMIT_BYTES: usize = 64 * 1024;

/// The page.
pub(super) async fn show(
    State(state): State<WebState>,
    request: PageRequest,
    session: Session,
) -> Result<Response, WebError> {
    let page = framed(&state, &request, &session, "title-federation");
    let read = |connection: &_| {
        Ok::<_, StorageError>((
            storage::outbox::page(connection, 0, MESSAGES)?,
            storage::privacy_ledger::page(connection, 0, RELEASES)?,
        ))
    };
    let (messages, releases) = state.context.storage.read(read).await?;
    let of_kind = |wanted: u16| -> Vec<MessageView> {
        let found = messages.iter().filter(|entry| entry.message.kind == wanted);
        let left = found.filter(|entry| matches!(entry.state, OutboxState::Delivered(_)));
        left.take(SHOWN).map(|entry| message(&page, entry)).collect()
    };
    let waits = |entry: &&OutboxEntry| matches!(entry.state, OutboxState::Waiting { .. });
    let failed = |entry: &&OutboxEntry| matches!(entry.state, OutboxState::Refused(..));
    let connection = connection(&state, &page, &messages).await?;
    let listed = releases.iter().take(RELEASES_SHOWN).map(|listed| release(&page, listed)).collect();
    Ok(respond::page(&FederationPage {
        connection,
        queue: messages.iter().rev().filter(waits).take(SHOWN).map(|entry| message(&page, entry)).collect(),
        refused: messages.iter().filter(failed).take(SHOWN).map(|entry| message(&page, entry)).collect(),
        release_count: releases.first().map_or(0, |newest| newest.entry.sequence),
        budget: Some(budget(&page, &releases)),
        publication_stopped: state.context.publication.is_stopped(),
        releases: listed,
        vacancies: of_kind(kind::VACANCY_CHANGES),
        envelopes: of_kind(kind::HANDOVER_OFFER),
        page,
    }))
}

/// One table, exactly as it was sent.
pub(super) async fn show_release(
    State(state): State<WebState>,
    request: PageRequest,
    session: Session,
    Path(sequence): Path<String>,
) -> Result<Response, WebError> {
    let sequence: u64 = id(&sequence)?;
    let above = sequence.checked_add(1).ok_or_else(WebError::not_found)?;
    let read = move |connection: &_| storage::privacy_ledger::page(connection, above, 1);
    let found = state.context.storage.read(read).await?.into_iter().next();
    let listed = found.filter(|found| found.entry.sequence == sequence).ok_or_else(WebError::not_found)?;
    let page = framed(&state, &request, &session, "title-federation");
    let view = release(&page, &listed);
    let crumb = page.title.clone();
    let page = page.titled(format!("{}, {}", view.table, view.period)).under("/beheer/federatie", crumb);
    let received = view.delivered_at.map_or_else(|| page.say("waits"), |at| page.date_time(at));
    let facts = vec![
        Fact::new(page.say("column-period"), view.period.clone()),
        Fact::new(page.say("column-made"), page.date_time(listed.entry.created_at)),
        Fact::new(page.say("delivered"), received),
        Fact::new(page.say("column-noise"), format!("± {}", page.decimal(view.sigma, 1))),
        Fact::new(page.say("column-cost"), page.decimal(view.rho, 4)),
        Fact::new(page.say("column-fingerprint"), hex::encode(listed.entry.record_sha256)),
    ];
    let cells = cells(&state, &page, &listed);
    Ok(respond::page(&ReleasePage { page, facts, cells }))
}

async fn connection(
    state: &WebState,
    page: &Page,
    messages: &[OutboxEntry],
) -> Result<ConnectionView, WebError> {
    let region = state.context.region.clone();
    let read = move |connection: &_| {
        Ok::<_, StorageError>((
            storage::membership::get(connection)?,
            storage::directory::current(connection)?,
            storage::certificates::newest(connection)?,
        ))
    };
    let (membership, directory, certificate) = state.context.storage.read(read).await?;
    let listed = directory.as_ref().and_then(|known| {
        known.document.regions.iter().find(|listed| listed.region == region).map(|listed| listed.state)
    });
    let state_key = match (membership.as_ref().map(|membership| &membership.standing), listed) {
        (None, _) => "network-none",
        (Some(Standing::Joining { .. }), _) => "network-joining",
        (Some(_), Some(RegionState::Suspended)) => "network-suspended",
        (Some(_), Some(RegionState::Revoked)) => "network-revoked",
        (Some(_), _) => "network-approved",
    };
    let delivered = messages.iter().filter_map(|entry| match entry.state {
        OutboxState::Delivered(at) => Some(at),
        _ => None,
    });
    let told = directory.as_ref().map(|known| known.received_at);
    let last_contact = delivered.chain(told).max();
    let failing =
        messages.iter().any(|entry| matches!(&entry.state, OutboxState::Waiting { last_failure: Some(_) }));
    let silent = last_contact.is_none_or(|at| page.now.duration_since(at) > SILENCE);
    Ok(ConnectionView {
        joined: matches!(&membership, Some(Membership { standing: Standing::Joined { .. }, .. })),
        connected: !silent && !failing,
        last_contact,
        address: membership.map(|membership| membership.addresses.join(", ")).unwrap_or_default(),
        state: page.say(state_key),
        certificate_until: certificate.map(|certificate| dutch_day(certificate.not_after)),
        directory_version: directory.map_or(0, |known| known.document.version),
    })
}

fn message(page: &Page, entry: &OutboxEntry) -> MessageView {
    let key = match entry.message.kind {
        kind::VACANCY_CHANGES => "kind-vacancies",
        kind::RELEASE_DELIVERY => "kind-release",
        kind::HANDOVER_OFFER => "kind-offer",
        kind::HANDOVER_DECISION => "kind-decision",
        kind::HANDOVER_CLOSE => "kind-close",
        _ => "kind-other",
    };
    let (delivered_at, error) = match &entry.state {
        OutboxState::Waiting { last_failure } => (None, last_failure.clone().unwrap_or_default()),
        OutboxState::Delivered(at) => (Some(*at), String::new()),
        OutboxState::Refused(_, reason) | OutboxState::Cancelled(_, reason) => (None, reason.clone()),
    };
    MessageView {
        kind: page.say(key),
        subject: entry.message.subject.clone(),
        to: page.say("coordinator"),
        size_bytes: entry.size_bytes,
        made_at: entry.created_at,
        delivered_at,
        attempts: entry.attempts,
        error,
    }
}

fn table_of(listed: &ListedRelease) -> Option<Table> {
    Table::ALL.into_iter().find(|table| table.name() == listed.entry.table)
}

fn record_of(listed: &ListedRelease) -> Option<ReleaseRecord> {
    protocol::decode(&listed.entry.record, RECORD_LIMIT_BYTES).ok()
}

fn release(page: &Page, listed: &ListedRelease) -> ReleaseView {
    let key = match table_of(listed) {
        Some(Table::Total) => "table-total",
        Some(Table::SubMajorGroups) => "table-sub-major",
        Some(Table::UnitGroups) | None => "table-unit",
    };
    let record = record_of(listed);
    ReleaseView {
        table: page.say(key),
        period: listed.entry.period.to_string(),
        sequence: listed.entry.sequence,
        rho: f64::from(listed.entry.rho_micro) / 1e6,
        sigma: record.as_ref().map_or(0.0, |record| f64::from(record.sigma_centi) / 100.0),
        delivered_at: listed.received_at,
        href: format!("/beheer/federatie/publicaties/{}", listed.entry.sequence),
        cell_count: record.and_then(|record| record.counts()).map_or(0, |counts| counts.len()),
    }
}

/// What the releases of the last 366 days cost, and the budget.
fn budget(page: &Page, releases: &[ListedRelease]) -> (f64, f64) {
    let today = page.today();
    let spent: u64 = releases
        .iter()
        .filter(|listed| (today - listed.entry.period.monday()).get_days() < WINDOW_DAYS)
        .map(|listed| u64::from(listed.entry.rho_micro))
        .sum();
    let spent = u32::try_from(spent).unwrap_or(u32::MAX);
    (f64::from(spent) / 1e6, RUNNING_BUDGET.rho())
}

fn cells(state: &WebState, page: &Page, listed: &ListedRelease) -> Vec<(String, String, i64)> {
    let counts = record_of(listed).and_then(|record| record.counts()).unwrap_or_default();
    let keys = table_of(listed).and_then(|table| TableKeys::new(table, isco::unit_groups()).ok());
    let Some(keys) = keys else { return Vec::new() };
    let language = Labels::new(&state.context, page.locale()).language();
    if keys.codes().is_empty() {
        return counts.into_iter().map(|count| (String::new(), page.say("table-total"), count)).collect();
    }
    let name = |code| isco::group(code).map_or_else(String::new, |group| group.name(language).to_owned());
    keys.codes().iter().zip(counts).map(|(code, count)| (code.to_string(), name(code), count)).collect()
}
