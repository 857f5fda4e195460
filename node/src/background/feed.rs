//! Takes in the vacancies of the other regions.

use super::{Network, driver::Done};
use crate::{
    federation::{directory::refresh, inbox},
    storage::{StorageError, directory::KnownDirectory, feed},
    workflow::refresh_matching::network_vacancy_profile,
};
use anyhow::Result;
use protocol::latest::{FeedEntry, FeedReply, FeedRequest, SignedVacancy, VacancyRecord, VacancyStatus};
use tracing::warn;

/// One round: the next part of the feed.
///
/// # Errors
/// When the coordinator cannot be reached or the database fails.
pub async fn run(network: Network) -> Result<Done> {
    let storage = &network.context.storage;
    let after_sequence = storage.read(feed::cursor).await?;
    let FeedReply { entries, last_sequence } = network.session.ask(&FeedRequest { after_sequence }).await?;
    let Some(cursor) = entries.iter().map(|entry| entry.sequence).max() else {
        return Ok(Done::ForNow);
    };
    let believed = believe(&network, entries).await?;
    let now = network.context.clock.now();
    let changed = storage
        .write(move |tx| {
            let mut changed = Vec::new();
            for (signed, record) in believed {
                if feed::upsert_network_vacancy(tx, &signed, &record, now)? {
                    changed.push(record);
                }
            }
            feed::set_cursor(tx, cursor)?;
            Ok::<_, StorageError>(changed)
        })
        .await?;
    for record in &changed {
        match record.status {
            VacancyStatus::Open => {
                let profile = network_vacancy_profile(record, &network.context.vocabulary);
                network.context.matching.vacancy_changed(&profile);
            }
            VacancyStatus::Closed => network.context.matching.vacancy_removed(record.vacancy),
        }
    }
    Ok(if cursor < last_sequence { Done::More } else { Done::ForNow })
}

/// The vacancies of other regions whose signatures fit; others are passed over with a line in the log. A region
/// that the directory does not know may have joined just now, so a newer directory is asked for once.
async fn believe(network: &Network, entries: Vec<FeedEntry>) -> Result<Vec<(SignedVacancy, VacancyRecord)>> {
    let mut directory = known(network).await?;
    let mut refreshed = false;
    let mut believed = Vec::new();
    for FeedEntry { sequence, vacancy } in entries {
        if vacancy.region == network.context.region {
            continue;
        }
        let mut read = inbox::vacancy(directory.as_ref(), &vacancy);
        if !refreshed && read.as_ref().is_err_and(inbox::NotTaken::wants_newer_directory) {
            refreshed = true;
            refresh(&network.session, &network.context.storage, network.network_key, &network.context.clock)
                .await?;
            directory = known(network).await?;
            read = inbox::vacancy(directory.as_ref(), &vacancy);
        }
        match read {
            Ok(record) => believed.push((vacancy, record)),
            Err(reason) => warn!("vacancy {sequence} of the feed is passed over: {reason}"),
        }
    }
    Ok(believed)
}

async fn known(network: &Network) -> Result<Option<KnownDirectory>, StorageError> {
    network.context.storage.read(crate::storage::directory::current).await
}
