//! Two or three people beside each other for a vacancy, or vacancies for a person, with the reasons. Asked by POST, so
//! that nobody's id stands in an address.

use super::{
    body::{Body, Check, id},
    matches::{MatchRecord, language},
    receipt::CriteriaReceipt,
};
use crate::{
    matching::pool::{Match, Query, Show},
    storage::{self, StorageError, vacancy_list::Found},
    web::{
        WebState,
        error::{Refused, Sentence, WebError},
        session::Session,
    },
    workflow::{
        compare_matches::{Compared, FEWEST, MOST, compare_people, compare_vacancies},
        give_receipt::{receipt_for_candidate, receipt_for_vacancy},
        plan_learning::weeks_until_fit,
        view_candidate::view_names,
    },
};
use axum::{
    Json,
    extract::{Path, State},
};
use protocol::latest::VacancyStatus;
use serde::{Deserialize, Serialize};
use service::web::locale::Locale;
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Display,
    str::FromStr,
};
use utoipa::ToSchema;
use vocabulary::{CandidateId, Purpose, VacancyId};

/// The rules that every list of matches holds to.
const RULES: Query = Query { limit: MOST + 1, show: Show::Fitting };

/// Which people are compared.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PeopleToCompare {
    /// Two or three people, by id.
    pub candidates: Vec<String>,
}

/// Which vacancies are compared.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct VacanciesToCompare {
    /// Two or three vacancies of any region, by id.
    pub vacancies: Vec<String>,
}

/// One of those that are compared.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ComparedRecord {
    /// The match, with its reasons.
    #[serde(flatten)]
    pub of: MatchRecord,
    /// In how many weeks they fit, where they do not now and what can be learnt in the region makes them fit within six
    /// months; left out otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fits_after_weeks: Option<u32>,
}

/// Two or three beside each other.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Comparison {
    /// Those that are compared, the best first.
    pub items: Vec<ComparedRecord>,
    /// Those of what was asked that are not shown: not there, not open any more, not to be shown for it, or sharing no
    /// skill.
    pub left_out: Vec<String>,
    /// What was applied, what was ignored and why, and how many were held back.
    pub receipt: CriteriaReceipt,
}

/// Puts two or three people beside each other for a vacancy of any region. It is logged for each of them.
///
/// # Errors
/// Not there, or fewer than two or more than three different ones.
#[utoipa::path(post, operation_id = "comparePeople", path = "/v1/vacancies/{id}/comparisons", tag = "matches",
    params(("id" = String, Path, description = "The vacancy, of this region or another")),
    request_body = PeopleToCompare,
    responses((status = 200, description = "The best first", body = Comparison), Refused))]
pub async fn people(
    State(state): State<WebState>,
    session: Session,
    locale: Locale,
    Path(vacancy): Path<String>,
    Body(wanted): Body<PeopleToCompare>,
) -> Result<Json<Comparison>, WebError> {
    let vacancy: VacancyId = id(&vacancy)?;
    let chosen: BTreeSet<CandidateId> = chosen("candidates", &wanted.candidates)?;
    let (context, actor) = (&state.context, session.actor());
    let open = open_of(&state, [vacancy].into()).await?;
    let outside = *open.get(&vacancy).ok_or_else(WebError::not_found)?;
    let compared = compare_people(context, &actor, vacancy, chosen.clone()).await?;
    let receipt = receipt_for_vacancy(context, &actor, vacancy, RULES, compared.len()).await?;
    let receipt = CriteriaReceipt::new(&receipt, Vec::new(), locale);
    let matched = |it: &Compared<CandidateId>| Match {
        candidate: it.of,
        vacancy,
        outside,
        explanation: it.explanation.clone(),
    };
    let found: Vec<Match> = compared.iter().map(matched).collect();
    let shown = compared.iter().map(|it| it.of).collect();
    Ok(Json(comparison(&state, locale, &found, left_out(&chosen, &shown), receipt).await?))
}

/// Puts two or three vacancies of any region beside each other for a person. It is logged for the person.
///
/// # Errors
/// Not there, or fewer than two or more than three different ones.
#[utoipa::path(post, operation_id = "compareVacancies", path = "/v1/candidates/{id}/comparisons", tag = "matches",
    params(("id" = String, Path, description = "The person")), request_body = VacanciesToCompare,
    responses((status = 200, description = "The best first", body = Comparison), Refused))]
pub async fn vacancies(
    State(state): State<WebState>,
    session: Session,
    locale: Locale,
    Path(candidate): Path<String>,
    Body(wanted): Body<VacanciesToCompare>,
) -> Result<Json<Comparison>, WebError> {
    let candidate: CandidateId = id(&candidate)?;
    let chosen: BTreeSet<VacancyId> = chosen("vacancies", &wanted.vacancies)?;
    let (context, actor) = (&state.context, session.actor());
    let is_there = !view_names(context, &actor, vec![candidate], Purpose::Matching).await?.is_empty();
    if !is_there {
        return Err(WebError::not_found());
    }
    let open = open_of(&state, chosen.clone()).await?;
    let compared = compare_vacancies(context, &actor, candidate, open.keys().copied().collect()).await?;
    let receipt = receipt_for_candidate(context, &actor, candidate, RULES, compared.len()).await?;
    let receipt = CriteriaReceipt::new(&receipt, Vec::new(), locale);
    let matched = |it: &Compared<VacancyId>| Match {
        candidate,
        vacancy: it.of,
        outside: open.get(&it.of).copied().unwrap_or(false),
        explanation: it.explanation.clone(),
    };
    let found: Vec<Match> = compared.iter().map(matched).collect();
    let shown = compared.iter().map(|it| it.of).collect();
    Ok(Json(comparison(&state, locale, &found, left_out(&chosen, &shown), receipt).await?))
}

/// Two or three different ones.
fn chosen<T: FromStr + Ord>(field: &str, texts: &[String]) -> Result<BTreeSet<T>, WebError> {
    let wrong = || {
        Sentence::new(
            format!("Dit zijn {FEWEST} of {MOST} verschillende."),
            format!("These are {FEWEST} or {MOST} different ones."),
        )
    };
    let mut check = Check::default();
    let read: Option<BTreeSet<T>> = texts.iter().take(MOST + 1).map(|text| text.parse().ok()).collect();
    let read = read.filter(|read| (FEWEST..=MOST).contains(&read.len()) && texts.len() <= MOST);
    let read = check.take(field, read.ok_or_else(wrong));
    check.finish(read)
}

fn left_out<T: Ord + Display>(chosen: &BTreeSet<T>, shown: &BTreeSet<T>) -> Vec<String> {
    chosen.difference(shown).map(ToString::to_string).collect()
}

/// Those of the vacancies that are open, and whether each one's employer stands outside of the network.
async fn open_of(
    state: &WebState,
    vacancies: BTreeSet<VacancyId>,
) -> Result<BTreeMap<VacancyId, bool>, WebError> {
    let read = move |connection: &_| {
        let mut open = BTreeMap::new();
        for id in vacancies {
            match storage::vacancy_list::find(connection, id)? {
                Some(Found::Own(vacancy, employer)) if vacancy.is_open() => {
                    open.insert(id, !employer.in_network);
                }
                Some(Found::Elsewhere(record)) if record.status == VacancyStatus::Open => {
                    open.insert(id, false);
                }
                Some(Found::Own(..) | Found::Elsewhere(_)) | None => {}
            }
        }
        Ok::<_, StorageError>(open)
    };
    Ok(state.context.storage.read(read).await?)
}

async fn comparison(
    state: &WebState,
    locale: Locale,
    found: &[Match],
    left_out: Vec<String>,
    receipt: CriteriaReceipt,
) -> Result<Comparison, WebError> {
    let weeks = weeks_until_fit(&state.context, found).await?;
    let record = |it: &Match| ComparedRecord {
        of: MatchRecord::explained(it, language(locale), &state.context.vocabulary),
        fits_after_weeks: weeks.get(&(it.candidate, it.vacancy)).copied(),
    };
    Ok(Comparison { items: found.iter().map(record).collect(), left_out, receipt })
}
