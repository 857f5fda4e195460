//! Who fits a vacancy that is in a file and nowhere else: read with limits, matched, not stored.

use super::{
    Actor, Context, WorkflowError,
    give_receipt::receipt_for_file,
    import::{FieldProblem, Lists, read_vacancy},
    nearest_term::nearest_term,
    refresh_matching::vacancy_profile,
    view_candidate::log_each,
};
use crate::{
    domain::{account::Role, case::deadline::today, passport::TermKind, vacancy::Vacancy},
    matching::{
        pool::{Match, Query},
        receipt::Receipt,
    },
    storage::{access_log, audit_log},
};
use serde_json::{Map, Value};
use std::sync::Arc;
use vocabulary::{EmployerId, EscoUri, Purpose, VacancyId, Vocabulary};

/// The largest file, in bytes: about that of a body of the interface.
pub const MOST_BYTES: usize = 1_000_000;
/// The most skills that a vacancy may ask: no occupation of ESCO asks half of it.
pub const MOST_SKILLS: usize = 500;
/// For so many unknown terms the nearest is looked for: it takes some milliseconds each.
const MOST_LOOKED_FOR: usize = 20;

/// Why a file is not matched.
#[derive(Debug, thiserror::Error)]
pub enum MatchFileError {
    /// Larger than is read.
    #[error("the file has {bytes} bytes; {MOST_BYTES} is the most that is read")]
    TooLarge {
        /// Its size.
        bytes: usize,
    },
    /// Not text.
    #[error("the file is not text (UTF-8)")]
    NotText,
    /// Not one JSON object.
    #[error("the file is not one JSON object: see line {line}, column {column}")]
    NotJson {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
    },
    /// More skills than are matched.
    #[error("the vacancy asks {count} skills; {MOST_SKILLS} is the most")]
    TooManySkills {
        /// How many.
        count: usize,
    },
    /// Nobody can be found by it.
    #[error("the vacancy asks no skill at all, so nobody can be found by it: give `essential_skills`")]
    NoSkills,
    /// Terms that the list does not have.
    #[error("{}", .0.join("; "))]
    Unknown(Vec<String>),
    /// Fields that cannot be used.
    #[error("{}", problems(.0))]
    Fields(Vec<FieldProblem>),
    /// The role, the database or the log.
    #[error(transparent)]
    Workflow(#[from] WorkflowError),
}

impl MatchFileError {
    /// Whether the file has to be changed, rather than something else be put right.
    #[must_use]
    pub fn is_about_the_file(&self) -> bool {
        match self {
            Self::Workflow(error) => error.is_about_what_was_asked(),
            _ => true,
        }
    }
}

fn problems(all: &[FieldProblem]) -> String {
    let each = all.iter().map(|it| format!("{}: {}", it.field, it.problem));
    each.collect::<Vec<_>>().join("; ")
}

/// The best people for the vacancy of a file, as the interface or an import writes one, with what they were judged by.
/// For each person it is logged.
///
/// # Errors
/// [`MatchFileError`].
pub async fn people_for_file(
    context: &Context,
    actor: &Actor,
    bytes: &[u8],
    query: Query,
) -> Result<(Vec<Match>, Receipt), MatchFileError> {
    actor.must(Role::sees_people, "see who fits a vacancy")?;
    let vacancy = read(context, bytes)?;
    // a vacancy in a file has no employer that the node knows: nobody's present one, and none outside
    let profile = vacancy_profile(&vacancy, None, &context.region, &context.vocabulary);
    let (matching, ties) = (context.matching.clone(), context.ties_today());
    let asked = tokio::task::spawn_blocking(move || {
        let found = matching.people_for_profile(&profile, query, ties);
        let held_back = matching.held_back_from_profile(&profile);
        let receipt = receipt_for_file(&vacancy, held_back, query, found.len());
        (found, receipt)
    });
    let (found, receipt) = match asked.await {
        Ok(found) => found,
        Err(error) => std::panic::resume_unwind(error.into_panic()),
    };
    let now = context.clock.now();
    let detail = format!("{} shown", found.len());
    let entry = actor.entry(now, Purpose::Matching, "match.people", "vacancy in a file".into(), detail);
    let (actor, people) = (*actor, found.iter().map(|one| one.candidate).collect::<Vec<_>>());
    context
        .storage
        .write(move |tx| {
            audit_log::append(tx, &entry)?;
            log_each(tx, &actor, now, Purpose::Matching, people, access_log::MATCH)
        })
        .await?;
    Ok((found, receipt))
}

fn read(context: &Context, bytes: &[u8]) -> Result<Vacancy, MatchFileError> {
    if bytes.len() > MOST_BYTES {
        return Err(MatchFileError::TooLarge { bytes: bytes.len() });
    }
    let text = std::str::from_utf8(bytes).map_err(|_| MatchFileError::NotText)?;
    let fields: Map<String, Value> = serde_json::from_str(text)
        .map_err(|error| MatchFileError::NotJson { line: error.line(), column: error.column() })?;
    let mut fields: Map<String, Value> =
        fields.into_iter().map(|(name, value)| (import_name(&name), value)).collect();
    check_skills(&fields, &context.vocabulary)?;
    let today = today(context.clock.now());
    for (name, usual) in [
        ("id", VacancyId::random().to_string()),
        ("employer_id", EmployerId::random().to_string()),
        ("title", "vacancy in a file".to_owned()),
        ("opened_on", today.to_string()),
    ] {
        fields.entry(name).or_insert_with(|| usual.into());
    }
    take_hours(&mut fields)?;
    let lists = Lists::new(Arc::clone(&context.vocabulary), Arc::clone(&context.geography));
    read_vacancy(&Value::Object(fields).to_string(), &lists).map_err(MatchFileError::Fields)
}

/// `hours` is a number of hours a week, in the place of the fewest and the most of an import.
fn take_hours(fields: &mut Map<String, Value>) -> Result<(), MatchFileError> {
    let Some(hours) = fields.remove("hours") else { return Ok(()) };
    let wrong = |problem: &str| {
        let problem = FieldProblem { field: "hours".to_owned(), problem: problem.to_owned() };
        Err(MatchFileError::Fields(vec![problem]))
    };
    if fields.contains_key("hours_min") || fields.contains_key("hours_max") {
        return wrong("give either `hours`, or `hours_min` and `hours_max`");
    }
    if hours.as_u64().is_none() {
        return wrong("must be a whole number of hours a week, such as 32");
    }
    fields.insert("hours_min".to_owned(), hours.clone());
    fields.insert("hours_max".to_owned(), hours);
    Ok(())
}

/// The name that a file for the import gives a field of the interface.
fn import_name(name: &str) -> String {
    match name {
        "municipality" => return "gm".to_owned(),
        "employer" => return "employer_id".to_owned(),
        _ => {}
    }
    let mut import = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() {
            import.push('_');
        }
        import.push(letter.to_ascii_lowercase());
    }
    import
}

fn check_skills(fields: &Map<String, Value>, vocabulary: &Vocabulary) -> Result<(), MatchFileError> {
    let list = |name: &str| fields.get(name).and_then(Value::as_array).into_iter().flatten();
    let skills: Vec<&str> =
        list("essential_skills").chain(list("optional_skills")).filter_map(Value::as_str).collect();
    if skills.is_empty() {
        return Err(MatchFileError::NoSkills);
    }
    if skills.len() > MOST_SKILLS {
        return Err(MatchFileError::TooManySkills { count: skills.len() });
    }
    let is_known = |text: &&str| EscoUri::new(text).is_ok_and(|uri| vocabulary.skill(&uri).is_some());
    let unknown = skills.iter().filter(|text| !is_known(text)).take(MOST_LOOKED_FOR);
    let told: Vec<String> = unknown.map(|text| unknown_skill(text, vocabulary)).collect();
    if told.is_empty() { Ok(()) } else { Err(MatchFileError::Unknown(told)) }
}

/// What is unknown, cut short, and the skill that looks most like it.
fn unknown_skill(text: &str, vocabulary: &Vocabulary) -> String {
    let text: String = text.chars().take(120).collect();
    let nearest = nearest_term(vocabulary, TermKind::Skill, &text);
    let nearest = nearest.map(|it| format!("; the nearest is {it}")).unwrap_or_default();
    format!("`{}` is no skill of the list in use{nearest}", text.escape_debug())
}
