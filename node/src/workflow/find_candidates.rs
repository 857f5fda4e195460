//! Finding a person by name, typing errors forgiven.

use super::{Actor, Context, WorkflowError};
use crate::{
    domain::{account::Role, text::fold},
    storage::{
        audit_log,
        candidates::{self, CandidateLine},
    },
};
use vocabulary::{CandidateId, Purpose};

/// The most lines that a search gives.
pub const MOST_FOUND: usize = 50;

/// The persons whose name is most like `query`; without a query, persons in no particular order after `after`.
/// That somebody searched is logged, not for what.
///
/// # Errors
/// [`WorkflowError`] when the role may not, or the log cannot be written.
pub async fn find_candidates(
    context: &Context,
    actor: &Actor,
    query: &str,
    after: Option<CandidateId>,
    limit: usize,
) -> Result<Vec<CandidateLine>, WorkflowError> {
    actor.must(Role::sees_people, "search for people")?;
    let now = context.clock.now();
    let actor = *actor;
    let wanted = fold(query);
    let limit = limit.clamp(1, MOST_FOUND);
    let found = context
        .storage
        .read(move |connection| {
            if wanted.is_empty() {
                return Ok(candidates::page(connection, after, u32::try_from(limit).unwrap_or(u32::MAX))?);
            }
            let words: Vec<&str> = wanted.split(' ').collect();
            let mut ranked = Vec::new();
            candidates::each_name(connection, |row, name| {
                if let Some(distance) = distance(&words, name) {
                    ranked.push((distance, name.to_owned(), row));
                }
            })?;
            ranked.sort_unstable();
            ranked.truncate(limit);
            let at: Vec<i64> = ranked.iter().map(|(_, _, row)| *row).collect();
            Ok::<_, WorkflowError>(candidates::lines_at(connection, &at)?)
        })
        .await?;
    let detail = format!("{} names shown", found.len());
    let entry = actor.entry(now, Purpose::CaseWork, "candidate.search", "candidates".into(), detail);
    context
        .storage
        .write(move |tx| {
            audit_log::append(tx, &entry)?;
            Ok::<_, WorkflowError>(())
        })
        .await?;
    Ok(found)
}

/// How far a name lies from the wanted words: each word has to be like some word of the name. Lower is nearer;
/// none when a word is like nothing.
fn distance(words: &[&str], name: &str) -> Option<usize> {
    words.iter().map(|word| name.split(' ').filter_map(|part| likeness(word, part)).min()).sum()
}

/// 0 for the same word, 1 for its beginning, 2 for a part inside, and more for each typing error: one is forgiven
/// in a word of four letters, two in a word of seven.
fn likeness(wanted: &str, part: &str) -> Option<usize> {
    if part == wanted {
        return Some(0);
    }
    if part.starts_with(wanted) {
        return Some(1);
    }
    let length = wanted.chars().count();
    if length >= 3 && part.contains(wanted) {
        return Some(2);
    }
    let forgiven = match length {
        0..4 => 0,
        4..7 => 1,
        _ => 2,
    };
    if length.abs_diff(part.chars().count()) > forgiven {
        return None;
    }
    let errors = strsim::osa_distance(wanted, part);
    (errors <= forgiven).then_some(2 + errors)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_with_typing_errors_and_not_without_likeness() {
        let check = |query: &str, name: &str, expected: Option<usize>| {
            let wanted = fold(query);
            let words: Vec<&str> = wanted.split(' ').collect();
            assert_eq!(distance(&words, &fold(name)), expected, "{query} for {name}");
        };
        check("Dorkem", "Wimaa Dorkem", Some(0));
        check("dor", "Wimaa Dorkem", Some(1));
        check("Drokem", "Wimaa Dorkem", Some(3));
        check("Dorkm wim", "Wimaa Dorkem", Some(4));
        check("Zoë", "Zoe Hof", Some(0));
        check("Dorkem Bel", "Wimaa Dorkem", None);
        check("abc", "Wimaa Dorkem", None);
    }
}
