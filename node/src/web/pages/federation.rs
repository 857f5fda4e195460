//! What left this node, what waits, and how it stands with the coordinator.

use super::{
    daily_round::standing_words,
    frame::{framed, query_value},
    labels::Labels,
    network_templates::{FederationPage, ReleasePage},
    views::{ConnectionView, Fact, LeftCount, MessageView, ReleaseView},
    words,
};
use crate::{
    storage::{
        self, StorageError,
        membership::{Membership, Standing},
        outbox::{OutboxEntry, OutboxState},
        privacy_ledger::ListedRelease,
    },
    web::{WebState, api::body::id, error::WebError, session::Session},
    workflow::view_round::round_standing,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use jiff::{SignedDuration, Timestamp};
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
use std::collections::BTreeMap;
use vocabulary::isco;

/// Messages of a list on one page.
const SHOWN: u32 = 50;
/// Releases looked at for the budget: three tables a week over more than its window.
const RELEASES: u32 = 400;
/// Releases of the list on one page.
const RELEASES_SHOWN: u32 = 30;
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
    let kind = Left::named(&query_value(&request, "soort"));
    let before: i64 = query_value(&request, "voor").parse().unwrap_or(0);
    let before_release: u64 = query_value(&request, "publicatie").parse().unwrap_or(0);
    let read = move |connection: &_| {
        Ok::<_, StorageError>(Read {
            waiting: storage::outbox::waiting_first(connection, SHOWN)?,
            waiting_count: storage::outbox::waiting(connection)?,
            refused: storage::outbox::refused(connection, SHOWN)?,
            counts: storage::outbox::count_delivered(connection)?,
            left: storage::outbox::delivered(connection, kind.map(Left::kind), before, SHOWN + 1)?,
            charged: storage::privacy_ledger::page(connection, 0, RELEASES)?,
            releases: storage::privacy_ledger::page(connection, before_release, RELEASES_SHOWN + 1)?,
            contact: storage::outbox::contact(connection)?,
        })
    };
    let mut read = state.context.storage.read(read).await?;
    let connection = connection(&state, &page, read.contact).await?;
    let counts: Vec<LeftCount> =
        Left::ALL.into_iter().map(|left| left.counted(&page, &read.counts)).collect();
    let soort = kind.map_or("", Left::name);
    let older = cut(&mut read.left, SHOWN).map_or_else(String::new, |last| {
        format!("/beheer/federatie?soort={soort}&voor={}#left", last.sequence)
    });
    let older_releases = cut(&mut read.releases, RELEASES_SHOWN).map_or_else(String::new, |last| {
        format!("/beheer/federatie?publicatie={}#releases", last.entry.sequence)
    });
    let views = |entries: &[OutboxEntry]| entries.iter().map(|entry| message(&page, entry)).collect();
    let round = standing_words(&page, &round_standing(&state.context).await?);
    Ok(respond::page(&FederationPage {
        connection,
        round,
        oldest: read.waiting.first().map(|entry| entry.created_at),
        queue: views(&read.waiting),
        queue_count: read.waiting_count,
        refused: views(&read.refused.0),
        refused_count: read.refused.1,
        release_count: read.charged.first().map_or(0, |newest| newest.entry.sequence),
        budget: Some(budget(&page, &read.charged)),
        publication_stopped: state.context.publication.is_stopped(),
        releases: read.releases.iter().map(|listed| release(&page, listed)).collect(),
        older_releases,
        left: views(&read.left),
        counts,
        kind: soort,
        older,
        page,
    }))
}

/// What the page reads.
struct Read {
    waiting: Vec<OutboxEntry>,
    waiting_count: u64,
    refused: (Vec<OutboxEntry>, u64),
    counts: BTreeMap<u16, u64>,
    left: Vec<OutboxEntry>,
    charged: Vec<ListedRelease>,
    releases: Vec<ListedRelease>,
    contact: (Option<Timestamp>, bool),
}

/// Cuts a list that was read with one more than is shown; gives the last one shown when more follow.
fn cut<T>(entries: &mut Vec<T>, shown: u32) -> Option<&T> {
    let shown = usize::try_from(shown).unwrap_or(usize::MAX);
    let more = entries.len() > shown;
    entries.truncate(shown);
    entries.last().filter(|_| more)
}

/// The kinds of messages that leave a node with something of the region in them: what the outbox holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Left {
    Vacancies,
    Releases,
    Offers,
    Decisions,
    Closes,
}

impl Left {
    pub(super) const ALL: [Self; 5] =
        [Self::Vacancies, Self::Releases, Self::Offers, Self::Decisions, Self::Closes];

    const fn kind(self) -> u16 {
        match self {
            Self::Vacancies => kind::VACANCY_CHANGES,
            Self::Releases => kind::RELEASE_DELIVERY,
            Self::Offers => kind::HANDOVER_OFFER,
            Self::Decisions => kind::HANDOVER_DECISION,
            Self::Closes => kind::HANDOVER_CLOSE,
        }
    }

    /// The kind as the address has it.
    const fn name(self) -> &'static str {
        match self {
            Self::Vacancies => "vacatures",
            Self::Releases => "cijfers",
            Self::Offers => "aanbod",
            Self::Decisions => "besluit",
            Self::Closes => "ontvangst",
        }
    }

    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|left| left.name() == name)
    }

    /// The key of its name.
    const fn key(self) -> &'static str {
        match self {
            Self::Vacancies => "kind-vacancies",
            Self::Releases => "kind-release",
            Self::Offers => "kind-offer",
            Self::Decisions => "kind-decision",
            Self::Closes => "kind-close",
        }
    }

    fn counted(self, page: &Page, counts: &BTreeMap<u16, u64>) -> LeftCount {
        let count = counts.get(&self.kind()).copied().unwrap_or(0);
        LeftCount { name: self.name(), label: page.say(self.key()), count }
    }
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
        Fact::new(page.say("column-cost"), page.decimal(view.rho, 6)),
        Fact::new(page.say("column-fingerprint"), hex::encode(listed.entry.record_sha256)),
    ];
    let cells = cells(&state, &page, &listed);
    Ok(respond::page(&ReleasePage { page, facts, cells }))
}

async fn connection(
    state: &WebState,
    page: &Page,
    (delivered_at, failing): (Option<Timestamp>, bool),
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
    let told = directory.as_ref().map(|known| known.received_at);
    let last_contact = delivered_at.max(told);
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
    let left = Left::ALL.into_iter().find(|left| left.kind() == entry.message.kind);
    let key = left.map_or("kind-other", Left::key);
    let said = |reason: &str| page.say(words::delivery_problem(reason));
    let (delivered_at, error) = match &entry.state {
        OutboxState::Waiting { last_failure } => {
            (None, last_failure.as_deref().map_or_else(String::new, said))
        }
        OutboxState::Delivered(at) => (Some(*at), String::new()),
        OutboxState::Refused(_, reason) | OutboxState::Cancelled(_, reason) => (None, said(reason)),
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
