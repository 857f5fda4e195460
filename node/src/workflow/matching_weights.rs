//! What counts in a match and for how much: which weights are in force, which were, and putting others in force.
//!
//! Every set that was ever in force is kept with its number, its date, who brought it and why (row S3-07). A change is
//! written, with its line in the audit log, before a match is scored by it.

use super::{Actor, Context, WorkflowError, refresh_matching::refresh_matching};
use crate::{
    domain::{
        account::Role,
        text::{Line, TextRefused},
    },
    matching::weighting::{Weighting, file::WeightsError},
    storage::{
        Storage, StorageError, audit_log,
        matching_weights::{self, NewWeights, WeightsSource, WeightsVersion},
    },
};
use jiff::Timestamp;
use rusqlite::{Connection, Transaction};
use vocabulary::Purpose;

/// A set of weights with its place in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weights {
    /// Counts up from 1; none for weights that no start has recorded yet.
    pub number: Option<i64>,
    /// The weights.
    pub weighting: Weighting,
}

/// Why weights were not put in force. Nothing changed.
#[derive(Debug, thiserror::Error)]
pub enum ApplyWeightsError {
    /// They cannot be used.
    #[error("these weights cannot be used")]
    Unusable(#[source] WeightsError),
    /// It was not said why.
    #[error("say in one line why the weights change: it is kept beside them")]
    NoReason(#[source] TextRefused),
    /// The rest.
    #[error(transparent)]
    Workflow(#[from] WorkflowError),
}

impl ApplyWeightsError {
    /// Whether the file or the reason has to be changed, rather than something else be put right.
    #[must_use]
    pub fn is_about_what_was_given(&self) -> bool {
        match self {
            Self::Unusable(_) | Self::NoReason(_) => true,
            Self::Workflow(error) => error.is_about_what_was_asked(),
        }
    }
}

impl From<StorageError> for ApplyWeightsError {
    fn from(error: StorageError) -> Self {
        Self::Workflow(WorkflowError::from(error))
    }
}

/// The weights by which people are matched at present, and their number.
///
/// # Errors
/// [`WorkflowError`] when the list cannot be read.
pub async fn weights_in_force(context: &Context) -> Result<Weights, WorkflowError> {
    let weighting = Weighting::clone(context.matching.yardstick().weighting());
    let newest = context.storage.read(matching_weights::newest).await?;
    let number = newest.filter(|it| it.weights.digest == weighting.digest()).map(|it| it.number);
    Ok(Weights { number, weighting })
}

/// Every set of weights that was ever in force, the newest first.
///
/// # Errors
/// [`WorkflowError`] when the list cannot be read.
pub async fn weights_history(context: &Context) -> Result<Vec<WeightsVersion>, WorkflowError> {
    Ok(context.storage.read(matching_weights::all).await?)
}

/// Puts the weights of a text in force and ranks everybody anew. Gives their number; the same weights again are no
/// change.
///
/// # Errors
/// [`ApplyWeightsError`]; the weights in force stay as they were.
pub async fn apply_weights(
    context: &Context,
    actor: &Actor,
    text: &str,
    why: &str,
) -> Result<i64, ApplyWeightsError> {
    let (weighting, now, actor) = (checked(text)?, context.clock.now(), *actor);
    let why = reason(why)?;
    let number = context.storage.write(move |tx| put_in_force(tx, &actor, &weighting, &why, now)).await?;
    loop {
        refresh_matching(context).await?;
        // somebody else may have applied others meanwhile; the last ones written hold
        let newest = context.storage.read(matching_weights::newest).await?;
        let digest = context.matching.yardstick().weighting().digest();
        if newest.is_none_or(|newest| newest.weights.digest == digest) {
            return Ok(number);
        }
    }
}

/// As [`apply_weights`], on this thread, for a node at rest.
///
/// # Errors
/// As [`apply_weights`].
pub fn apply_at_rest(
    storage: &Storage,
    actor: &Actor,
    text: &str,
    why: &str,
    now: Timestamp,
) -> Result<i64, ApplyWeightsError> {
    let (weighting, why) = (checked(text)?, reason(why)?);
    storage.write_blocking(|tx| put_in_force(tx, actor, &weighting, &why, now))
}

fn checked(text: &str) -> Result<Weighting, ApplyWeightsError> {
    Weighting::parse(text).map_err(ApplyWeightsError::Unusable)
}

fn reason(why: &str) -> Result<String, ApplyWeightsError> {
    let line = Line::new(why).map_err(ApplyWeightsError::NoReason)?;
    Ok(line.to_string())
}

fn put_in_force(
    transaction: &Transaction<'_>,
    actor: &Actor,
    weighting: &Weighting,
    why: &str,
    now: Timestamp,
) -> Result<i64, ApplyWeightsError> {
    actor.must(Role::runs_the_node, "change the weights of the match")?;
    let newest = matching_weights::newest(transaction)?;
    match newest.filter(|it| it.weights.digest == weighting.digest()) {
        Some(same) => Ok(same.number),
        None => Ok(record(transaction, actor, weighting, WeightsSource::Command, why, now)?),
    }
}

/// Records at start what the configuration or the program says, where that is new.
///
/// What the operator applied to the running node stays in force over a restart; only a configuration, or a program,
/// that says something else than at the last start comes instead of it.
///
/// # Errors
/// [`WorkflowError`] when the list cannot be read or written.
pub async fn record_weights_at_start(
    context: &Context,
    configured: Option<Weighting>,
) -> Result<(), WorkflowError> {
    let now = context.clock.now();
    let (source, weighting) = match configured {
        Some(weighting) => (WeightsSource::Configuration, weighting),
        None => (WeightsSource::Program, Weighting::default()),
    };
    context
        .storage
        .write(move |tx| {
            if is_new_at_start(tx, source, &weighting)? {
                let why = match source {
                    WeightsSource::Program => "the weights that the program carries",
                    WeightsSource::Configuration | WeightsSource::Command => {
                        "the weights that the configuration names"
                    }
                };
                record(tx, &Actor::System, &weighting, source, why, now)?;
            }
            Ok::<_, StorageError>(())
        })
        .await?;
    Ok(())
}

fn is_new_at_start(
    connection: &Connection,
    source: WeightsSource,
    weighting: &Weighting,
) -> Result<bool, StorageError> {
    let known = matching_weights::all(connection)?;
    let at_start = known.iter().find(|it| it.weights.source != WeightsSource::Command);
    let Some(at_start) = at_start else { return Ok(known.is_empty() || source != WeightsSource::Program) };
    let says_the_same = at_start.weights.source == source && at_start.weights.digest == weighting.digest();
    // a new program does not undo what this region chose by hand
    let chosen_by_hand = source == WeightsSource::Program
        && at_start.weights.source == WeightsSource::Program
        && known.first().is_some_and(|it| it.weights.source == WeightsSource::Command);
    Ok(!says_the_same && !chosen_by_hand)
}

fn record(
    transaction: &Transaction<'_>,
    actor: &Actor,
    weighting: &Weighting,
    source: WeightsSource,
    why: &str,
    now: Timestamp,
) -> Result<i64, StorageError> {
    let weights = NewWeights {
        digest: weighting.digest(),
        content: weighting.to_text(),
        source,
        since: now,
        actor: actor.to_string(),
        why: why.to_owned(),
    };
    let number = matching_weights::append(transaction, &weights)?;
    let detail = format!("{}, sha256 {}", source.name(), hex::encode(weights.digest));
    let subject = format!("matching-weights/{number}");
    let entry = actor.entry(now, Purpose::Matching, "matching.weights", subject, detail);
    audit_log::append(transaction, &entry)?;
    Ok(number)
}

/// The weights of the list that hold; those that the program carries where none were recorded.
///
/// # Errors
/// [`StorageError`] when the list cannot be read, or holds something that this program cannot use.
pub(super) fn recorded(connection: &Connection) -> Result<Weighting, StorageError> {
    let Some(newest) = matching_weights::newest(connection)? else { return Ok(Weighting::default()) };
    Weighting::parse(&newest.weights.content).map_err(|error| StorageError::Corrupt {
        what: format!("weights of the match (number {}) that cannot be used: {error}", newest.number),
    })
}
