//! `/v1/initiatives`: the programmes and sector desks that a node knows, what they teach, and which occupations that
//! opens; `/v1/trainings`: which modules teach what an occupation asks.

use super::{
    body::id,
    list::{self, ListPart},
};
use crate::{
    domain::{
        initiative::{Initiative, Reach},
        module::{Module, Place, Starts},
        passport::TermKind,
    },
    matching::{
        input::SkillNumber,
        learning::{
            course::Course,
            openings::{goal_of_occupation, occupations_opened, trainings},
        },
    },
    storage,
    web::{
        WebState,
        error::{FieldError, Refused, WebError},
    },
    workflow::{
        nearest_term::{NearestTerm, nearest_term},
        plan_learning::offer,
    },
};
use axum::{
    Json,
    extract::{Path, Query, State},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use vocabulary::{EscoUri, InitiativeId, SkillIndex};

/// Occupations given with a module.
const OPENED: usize = 10;

/// A programme that helps people from one line of work to another, or a desk of a sector.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct InitiativeRecord {
    /// The initiative; the same name has the same id on every node.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The code of its sector.
    pub sector: String,
    /// The steps that it covers, such as `coaching`; empty while nobody has said so.
    pub steps: Vec<&'static str>,
    /// Where it is named.
    pub source: Option<String>,
    /// `programme` or `sector-desk`.
    pub kind: &'static str,
    /// Where one applies, of a sector desk.
    pub intake: Option<IntakeRecord>,
    /// Whether it works in the whole country.
    pub nationwide: bool,
    /// The regions where it works; empty when it is nationwide or nobody has said.
    pub regions: Vec<String>,
}

/// Where one applies at a sector desk.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct IntakeRecord {
    /// The name of the desk.
    pub name: String,
    /// Its e-mail address.
    pub email: Option<String>,
    /// Its telephone number.
    pub phone: Option<String>,
}

impl InitiativeRecord {
    fn of(initiative: &Initiative) -> Self {
        let intake = initiative.intake().map(|intake| IntakeRecord {
            name: intake.name.to_string(),
            email: intake.email.as_ref().map(ToString::to_string),
            phone: intake.phone.as_ref().map(ToString::to_string),
        });
        let regions = match &initiative.reach {
            Reach::Regions(regions) => regions.iter().map(ToString::to_string).collect(),
            Reach::NotKnown | Reach::Nationwide => Vec::new(),
        };
        Self {
            id: initiative.id.to_string(),
            name: initiative.name.to_string(),
            sector: initiative.sector.to_string(),
            steps: initiative.steps.iter().map(|step| step.name()).collect(),
            source: initiative.source.as_ref().map(ToString::to_string),
            kind: if intake.is_some() { "sector-desk" } else { "programme" },
            intake,
            nationwide: initiative.reach == Reach::Nationwide,
            regions,
        }
    }
}

/// A skill that a module teaches.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TaughtRecord {
    /// ESCO URI.
    pub uri: String,
    /// The level that one reaches, 1 to 4.
    pub level: u8,
}

/// What one payer pays.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CostShare {
    /// `employer`, `training-fund`, `subsidy` or `own`.
    pub payer: &'static str,
    /// Cents per person.
    pub cents: i64,
}

/// An occupation that a module leads to.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OpenedOccupation {
    /// ESCO URI.
    pub uri: String,
    /// How many of its essential skills the module teaches.
    pub essential_taught: usize,
    /// How many essential skills it has.
    pub essential: usize,
    /// The part of what it asks that the module teaches, by weight, 0 to 1.
    pub share: f64,
}

/// A module of an initiative.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ModuleRecord {
    /// The module; the same names have the same id on every node.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it teaches.
    pub teaches: Vec<TaughtRecord>,
    /// How many weeks it takes.
    pub weeks: u16,
    /// How many hours a week.
    pub hours_per_week: u8,
    /// Whether one can begin any day.
    pub continuous: bool,
    /// The days on which one can begin; empty when that is any day.
    pub starts_on: Vec<String>,
    /// What it costs per person, by who pays; empty when it is free.
    pub costs: Vec<CostShare>,
    /// How many people can follow it at a time, where known.
    pub seats: Option<u16>,
    /// The municipality where it is given; none for online.
    pub municipality: Option<String>,
    /// What one gets at the end.
    pub certificate: Option<String>,
    /// The occupations that it opens, furthest first.
    pub opens: Vec<OpenedOccupation>,
}

impl ModuleRecord {
    fn of(module: &Module, state: &WebState) -> Self {
        let vocabulary = &state.context.vocabulary;
        let course = Course::of(module, |uri| vocabulary.skill(uri).map(|index| SkillNumber(index.0)));
        let opens = occupations_opened(&course, vocabulary, OPENED);
        let days = match &module.starts {
            Starts::Continuous => Vec::new(),
            Starts::On(days) => days.iter().map(ToString::to_string).collect(),
        };
        Self {
            id: module.id.to_string(),
            name: module.name.to_string(),
            teaches: module
                .teaches
                .iter()
                .map(|it| TaughtRecord { uri: it.skill.to_string(), level: it.level.get() })
                .collect(),
            weeks: module.length.weeks(),
            hours_per_week: module.length.hours_per_week(),
            continuous: module.starts == Starts::Continuous,
            starts_on: days,
            costs: cost_shares(&module.costs),
            seats: module.seats,
            municipality: match &module.place {
                Place::Online => None,
                Place::In(municipality) => Some(municipality.to_string()),
            },
            certificate: module.certificate.as_ref().map(ToString::to_string),
            opens: opens
                .iter()
                .map(|it| OpenedOccupation {
                    uri: vocabulary.occupation_uri(it.occupation).to_string(),
                    essential_taught: it.essential,
                    essential: it.of,
                    share: f64::from(it.thousandths) / 1000.0,
                })
                .collect(),
        }
    }
}

/// Costs as the interface writes them.
pub(super) fn cost_shares(costs: &crate::domain::module::Costs) -> Vec<CostShare> {
    let shares = costs.by_payer().iter();
    shares.map(|(payer, amount)| CostShare { payer: payer.name(), cents: amount.cents() }).collect()
}

/// An initiative with what it teaches.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct InitiativeFile {
    /// The initiative.
    #[serde(flatten)]
    pub initiative: InitiativeRecord,
    /// Its modules.
    pub modules: Vec<ModuleRecord>,
}

/// All initiatives, by name. There are some hundred of them in the country: the list comes in one part.
///
/// # Errors
/// Signed out, or another role.
#[utoipa::path(get, operation_id = "listInitiatives", path = "/v1/initiatives", tag = "initiatives",
    responses((status = 200, description = "All of them", body = ListPart<InitiativeRecord>), Refused))]
pub async fn list(State(state): State<WebState>) -> Result<Json<ListPart<InitiativeRecord>>, WebError> {
    let all = state.context.storage.read(storage::initiatives::all).await?;
    Ok(Json(ListPart { items: all.iter().map(InitiativeRecord::of).collect(), next: None }))
}

/// One initiative with its modules, and the occupations that each module opens.
///
/// # Errors
/// Not there.
#[utoipa::path(get, operation_id = "viewInitiative", path = "/v1/initiatives/{id}", tag = "initiatives",
    params(("id" = String, Path, description = "The initiative")),
    responses((status = 200, description = "The initiative", body = InitiativeFile), Refused))]
pub async fn view(
    State(state): State<WebState>,
    Path(initiative): Path<String>,
) -> Result<Json<InitiativeFile>, WebError> {
    let initiative: InitiativeId = id(&initiative)?;
    let read = move |connection: &_| {
        let found = storage::initiatives::get(connection, initiative)?;
        Ok::<_, WebError>((found, storage::modules::of_initiative(connection, initiative)?))
    };
    let (found, modules) = state.context.storage.read(read).await?;
    let found = found.ok_or_else(WebError::not_found)?;
    let modules = modules.iter().map(|module| ModuleRecord::of(module, &state)).collect();
    Ok(Json(InitiativeFile { initiative: InitiativeRecord::of(&found), modules }))
}

/// For which occupation.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct TrainingsQuery {
    /// The ESCO URI of the occupation.
    pub occupation: String,
    /// How many at most, 1 to 200; 50 when left out.
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<usize>,
}

/// A module that teaches something of what an occupation asks.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TrainingRecord {
    /// The module.
    pub module: String,
    /// Its name.
    pub name: String,
    /// The initiative.
    pub initiative: String,
    /// The essential skills of the occupation that it teaches, as ESCO URIs.
    pub essential: Vec<String>,
    /// The optional skills of the occupation that it teaches, as ESCO URIs.
    pub optional: Vec<String>,
    /// The part of what the occupation asks that it teaches, by weight, 0 to 1.
    pub share: f64,
    /// How many weeks it takes.
    pub weeks: u16,
}

/// The modules of this region and online that teach what an occupation asks, those that teach most of it first.
///
/// # Errors
/// An occupation that is not in the vocabulary.
#[utoipa::path(get, operation_id = "listTrainings", path = "/v1/trainings", tag = "initiatives",
    params(TrainingsQuery),
    responses((status = 200, description = "The modules", body = ListPart<TrainingRecord>), Refused))]
pub async fn for_occupation(
    State(state): State<WebState>,
    Query(query): Query<TrainingsQuery>,
) -> Result<Json<ListPart<TrainingRecord>>, WebError> {
    let limit = list::limit(query.limit, 50)?;
    let vocabulary = &state.context.vocabulary;
    let uri: Option<EscoUri> = query.occupation.parse().ok();
    let Some(occupation) = uri.and_then(|uri| vocabulary.occupation(&uri)) else {
        let nearest = nearest_term(vocabulary, TermKind::Occupation, &query.occupation);
        let (nl, en) = nearest.map_or_else(Default::default, |it| {
            let NearestTerm { uri, nl, en } = it;
            (format!(" Het meest lijkt erop: {nl} ({uri})."), format!(" The nearest is {en} ({uri})."))
        });
        let nl = format!("Dit beroep staat niet in de lijst.{nl}");
        let en = format!("This occupation is not in the list.{en}");
        return Err(WebError::invalid(vec![FieldError::new("occupation", nl, en)]));
    };
    let offer = offer(&state.context).await?;
    let uris = |skills: &[SkillNumber]| {
        skills.iter().map(|it| vocabulary.skill_uri(SkillIndex(it.0)).to_string()).collect()
    };
    let found = trainings(&goal_of_occupation(vocabulary, occupation), &offer.courses);
    let record = |training: &crate::matching::learning::openings::Training| {
        let module = offer.modules.iter().find(|module| module.id == training.module)?;
        Some(TrainingRecord {
            module: module.id.to_string(),
            name: module.name.to_string(),
            initiative: module.initiative.to_string(),
            essential: uris(&training.essential),
            optional: uris(&training.optional),
            share: f64::from(training.thousandths) / 1000.0,
            weeks: module.length.weeks(),
        })
    };
    Ok(Json(ListPart { items: found.iter().take(limit).filter_map(record).collect(), next: None }))
}
