//! From which sector this region's people come and to which they want to move (row RAB-08). A table of counts in which
//! small cells are missing; nobody can be read from it.

use super::{Actor, Context, WorkflowError};
use crate::{
    domain::{
        account::Role,
        preference::{Preference, Wish, preferences},
    },
    storage::{StorageError, candidate_counts, terms},
};
use std::collections::BTreeMap;
use vocabulary::{EscoUri, SectorCode, Sectors, Vocabulary};

/// The preferences of each present sector with enough people.
///
/// # Errors
/// [`WorkflowError`] when the role may not, or the tables cannot be read.
pub async fn sector_preferences(
    context: &Context,
    actor: &Actor,
) -> Result<BTreeMap<SectorCode, Preference>, WorkflowError> {
    actor.must(Role::sees_people, "read where people want to move")?;
    let read = |connection: &_| {
        Ok::<_, StorageError>((candidate_counts::wishes(connection)?, terms::all(connection)?))
    };
    let (wishes, terms) = context.storage.read(read).await?;
    let sectors: BTreeMap<u32, SectorCode> = terms
        .iter()
        .filter_map(|(number, uri)| Some((*number, sector(uri, &context.vocabulary, &context.sectors)?)))
        .collect();
    let wish = |(from, to): (u32, Vec<u32>)| {
        let to = to.iter().filter_map(|occupation| sectors.get(occupation).cloned()).collect();
        Some(Wish { from: sectors.get(&from)?.clone(), to })
    };
    Ok(preferences(wishes.into_iter().filter_map(wish)))
}

fn sector(uri: &EscoUri, vocabulary: &Vocabulary, sectors: &Sectors) -> Option<SectorCode> {
    let occupation = vocabulary.occupation(uri)?;
    sectors.of_isco(&vocabulary.isco(occupation)).map(|sector| sector.code.clone())
}
