//! Finding a person by name, typing errors forgiven.

use super::{Actor, Context, WorkflowError, view_candidate::log_each};
use crate::{
    domain::{account::Role, text::fold},
    storage::{
        access_log, audit_log,
        candidate_list::{self, CandidateLine, ListFilter},
        case_lists::{self, Standing},
    },
};
use rusqlite::Connection;
use vocabulary::{CandidateId, Purpose};

/// The most lines that a search gives.
pub const MOST_FOUND: usize = 50;

/// Whom a list is to show.
#[derive(Debug, Clone, Default)]
pub struct PeopleQuery {
    /// Part of a name, typing errors forgiven; empty for everybody.
    pub name: String,
    /// Which of them.
    pub filter: ListFilter,
    /// After whom; without a name only.
    pub after: Option<CandidateId>,
}

/// People in a list.
#[derive(Debug, Clone)]
pub struct People {
    /// Those shown: the nearest names first, or without a name by id.
    pub shown: Vec<(CandidateLine, Option<Standing>)>,
    /// How many there are in all.
    pub total: u64,
}

/// The persons whose name is most like the wanted one, or without a name everybody, in parts. The filters hold
/// before the list is cut. For each person shown it is logged; that somebody searched too, not for what.
///
/// # Errors
/// [`WorkflowError`] when the role may not, or the log cannot be written.
pub async fn find_people(
    context: &Context,
    actor: &Actor,
    query: PeopleQuery,
    limit: usize,
) -> Result<People, WorkflowError> {
    actor.must(Role::sees_people, "search for people")?;
    let now = context.clock.now();
    let actor = *actor;
    let limit = limit.clamp(1, MOST_FOUND);
    // The whole list is searched outside of the write transaction, which waits for nobody.
    let people = context.storage.read(move |connection| search(connection, &query, limit)).await?;
    let detail = format!("{} names shown", people.shown.len());
    let entry = actor.entry(now, Purpose::CaseWork, "candidate.search", "candidates".into(), detail);
    let ids: Vec<CandidateId> = people.shown.iter().map(|(line, _)| line.id).collect();
    context
        .storage
        .write(move |tx| {
            audit_log::append(tx, &entry)?;
            log_each(tx, &actor, now, Purpose::CaseWork, ids, access_log::LINE)
        })
        .await?;
    Ok(people)
}

/// As [`find_people`], without where their cases stand.
///
/// # Errors
/// As [`find_people`].
pub async fn find_candidates(
    context: &Context,
    actor: &Actor,
    (query, filter): (&str, ListFilter),
    after: Option<CandidateId>,
    limit: usize,
) -> Result<Vec<CandidateLine>, WorkflowError> {
    let query = PeopleQuery { name: query.to_owned(), filter, after };
    let people = find_people(context, actor, query, limit).await?;
    Ok(people.shown.into_iter().map(|(line, _)| line).collect())
}

fn search(connection: &Connection, query: &PeopleQuery, limit: usize) -> Result<People, WorkflowError> {
    let wanted = fold(&query.name);
    let (lines, total) = if wanted.is_empty() && !query.name.trim().is_empty() {
        // No letter and no digit is in any name: nobody, rather than everybody.
        (Vec::new(), 0)
    } else if wanted.is_empty() {
        let most = u32::try_from(limit).unwrap_or(u32::MAX);
        (
            candidate_list::page(connection, &query.filter, query.after, most)?,
            candidate_list::count(connection, &query.filter)?,
        )
    } else {
        nearest(connection, &wanted, query, limit)?
    };
    let mut shown = Vec::new();
    for line in lines {
        let standing = case_lists::standing(connection, line.id)?;
        shown.push((line, standing));
    }
    Ok(People { shown, total })
}

/// The nearest names among those whom the filters leave, and how many names are like the wanted one.
fn nearest(
    connection: &Connection,
    wanted: &str,
    query: &PeopleQuery,
    limit: usize,
) -> Result<(Vec<CandidateLine>, u64), WorkflowError> {
    let left = (!query.filter.is_empty())
        .then(|| candidate_list::rows_left(connection, &query.filter))
        .transpose()?;
    let words: Vec<&str> = wanted.split(' ').collect();
    let mut ranked = Vec::new();
    candidate_list::each_name(connection, |row, name| {
        if left.as_ref().is_none_or(|left| left.contains(&row))
            && let Some(distance) = distance(&words, name)
        {
            ranked.push((distance, name.to_owned(), row));
        }
    })?;
    let total = u64::try_from(ranked.len()).unwrap_or(u64::MAX);
    ranked.sort_unstable();
    ranked.truncate(limit);
    let at: Vec<i64> = ranked.iter().map(|(_, _, row)| *row).collect();
    Ok((candidate_list::lines_at(connection, &at)?, total))
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
