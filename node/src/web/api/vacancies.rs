//! `/v1/vacancies`: vacancies of this region, and `/v1/network-vacancies`: the public ones of all regions.

use super::{
    body::{Body, Check, id},
    candidates::Made,
    list::{self, ListPart, Part, one_more},
};
use crate::{
    domain::{
        candidate::WeekHours,
        case::deadline::today,
        employer::Employer,
        vacancy::{
            Vacancy, VacancyState, Visibility,
            demand::{Demand, demands},
        },
    },
    storage::{self, StorageError, vacancies::Which, vacancy_list::Found},
    web::{
        WebState,
        error::{Refused, Sentence, WebError},
        session::Session,
    },
    workflow::{close_vacancy::close_vacancy, post_vacancy::post_vacancy},
};
use axum::{
    Json,
    extract::{Path, Query, State},
    http::StatusCode,
};
use protocol::latest;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use vocabulary::{Date, EscoUri, RegionId, VacancyId};

/// A vacancy, by competence, as it is sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct VacancyFields {
    /// The employer, by id.
    pub employer: String,
    /// Where the work is, such as `GM0703`.
    pub municipality: String,
    /// The ESCO occupation.
    pub occupation: String,
    /// The title of the advertisement.
    pub title: String,
    /// The text of the advertisement.
    #[serde(default)]
    pub text: Option<String>,
    /// Skills that the work cannot do without, ESCO URIs.
    pub essential_skills: Vec<String>,
    /// Those of the essential skills that can be learnt on the job.
    #[serde(default)]
    pub trainable_skills: Vec<String>,
    /// Skills that help.
    #[serde(default)]
    pub optional_skills: Vec<String>,
    /// Fewest hours a week.
    pub hours_min: u8,
    /// Most hours a week.
    pub hours_max: u8,
    /// The entry level that the law asks, for teaching: `hbo` or `wo`.
    #[serde(default)]
    pub education_min: Option<String>,
    /// Whether the employer offers a conditional contract before training (*baangarantie*).
    #[serde(default)]
    pub job_guarantee: bool,
    /// Where a public vacancy is published, such as an address on the employer's site. Left out: it stays in this
    /// region. Given: it goes to every region.
    #[serde(default)]
    pub public_source: Option<String>,
    /// The day on which the employer wishes somebody to begin.
    #[serde(default)]
    pub starts_on: Option<String>,
    /// Why nobody was found yet, as the employer and the adviser see it: any of `unattractive` (job, image or terms),
    /// `demography` and `narrow-criteria`; empty as long as nobody asked.
    #[serde(default)]
    pub shortage_causes: Vec<String>,
}

impl VacancyFields {
    pub(super) fn read(self, id: VacancyId, today: Date) -> Result<Vacancy, WebError> {
        let mut check = Check::default();
        let fields = &self;
        let employer = check.read("employer", &fields.employer);
        let municipality = check.read("municipality", &fields.municipality);
        let occupation = check.read("occupation", &fields.occupation);
        let title = check.read("title", &fields.title);
        let text = check.read_if_there("text", fields.text.as_deref());
        let essential_skills: Vec<EscoUri> = check.read_each("essentialSkills", &fields.essential_skills);
        let trainable_skills: Vec<EscoUri> = check.read_each("trainableSkills", &fields.trainable_skills);
        let optional_skills = check.read_each("optionalSkills", &fields.optional_skills);
        for (place, skill) in trainable_skills.iter().enumerate() {
            let known = if essential_skills.contains(skill) {
                Ok(())
            } else {
                let nl = "Wat op de werkplek te leren is, hoort ook bij de vereiste skills.";
                Err(Sentence::new(nl, "What can be learnt on the job is one of the essential skills too."))
            };
            check.take(format!("trainableSkills[{place}]"), known);
        }
        let hours = WeekHours::new(fields.hours_min, fields.hours_max);
        let hours = check.take("hoursMin", hours);
        let education_min = check.read_if_there("educationMin", fields.education_min.as_deref());
        let source = check.read_if_there("publicSource", fields.public_source.as_deref());
        let visibility =
            source.map_or(Visibility::Internal, |source| Visibility::Public { since: today, source });
        let starts_on = check.read_if_there("startsOn", fields.starts_on.as_deref());
        let shortage_causes = check.read_each("shortageCauses", &fields.shortage_causes);
        let vacancy = || {
            Some(Vacancy {
                id,
                revision: 1,
                employer: employer?,
                municipality: municipality?,
                occupation: occupation?,
                title: title?,
                text,
                essential_skills,
                trainable_skills,
                optional_skills,
                hours: hours?,
                education_min,
                job_guarantee: fields.job_guarantee,
                visibility,
                state: VacancyState::Open,
                opened_on: today,
                starts_on,
                shortage_causes: shortage_causes.into_iter().collect(),
            })
        };
        let vacancy = vacancy();
        check.finish(vacancy)
    }
}

/// A vacancy of this region.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct VacancyRecord {
    /// The vacancy; the same id over the whole network.
    pub id: String,
    /// Grows with each change that other regions may see.
    pub revision: u64,
    /// What to send back with a change: it differs when anything of the vacancy differs.
    pub version: String,
    /// `open` or `closed`.
    pub state: &'static str,
    /// The day it was opened.
    pub opened_on: String,
    /// What it demands where it should name skills: any of `no-skills`, `diploma` and `years`. To be rephrased with the
    /// employer.
    pub demands: Vec<&'static str>,
    /// Whether its employer takes no part in the network: it is known from a public source and never leaves the region.
    pub outside: bool,
    /// What it asks and offers.
    #[serde(flatten)]
    pub fields: VacancyFields,
}

impl VacancyRecord {
    pub(super) fn of(vacancy: &Vacancy, employer: &Employer) -> Self {
        let text = |uris: &[EscoUri]| uris.iter().map(ToString::to_string).collect();
        let public_source = match &vacancy.visibility {
            Visibility::Public { source, .. } => Some(source.to_string()),
            Visibility::Internal => None,
        };
        let fields = VacancyFields {
            employer: vacancy.employer.to_string(),
            municipality: vacancy.municipality.to_string(),
            occupation: vacancy.occupation.to_string(),
            title: vacancy.title.to_string(),
            text: vacancy.text.as_ref().map(ToString::to_string),
            essential_skills: text(&vacancy.essential_skills),
            trainable_skills: text(&vacancy.trainable_skills),
            optional_skills: text(&vacancy.optional_skills),
            hours_min: vacancy.hours.fewest(),
            hours_max: vacancy.hours.most(),
            education_min: vacancy.education_min.map(|level| level.name().to_owned()),
            job_guarantee: vacancy.job_guarantee,
            public_source,
            starts_on: vacancy.starts_on.map(|day| day.to_string()),
            shortage_causes: vacancy.shortage_causes.iter().map(|cause| cause.name().to_owned()).collect(),
        };
        Self {
            id: vacancy.id.to_string(),
            revision: vacancy.revision,
            version: vacancy.version(),
            state: if vacancy.is_open() { "open" } else { "closed" },
            opened_on: vacancy.opened_on.to_string(),
            demands: demands(vacancy).into_iter().map(Demand::name).collect(),
            outside: !employer.in_network,
            fields,
        }
    }
}

/// A public vacancy of any region, as it came over the network.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NetworkVacancy {
    /// The vacancy; the same id over the whole network.
    pub id: String,
    /// The region that posted it.
    pub region: String,
    /// The employer's name as it stands in the public advertisement.
    pub employer_name: String,
    /// Where the work is.
    pub municipality: String,
    /// The ESCO occupation.
    pub occupation: String,
    /// The title of the advertisement.
    pub title: String,
    /// Fewest hours a week.
    pub hours_min: u8,
    /// Most hours a week.
    pub hours_max: u8,
}

impl NetworkVacancy {
    fn of(record: &latest::VacancyRecord) -> Self {
        Self {
            id: record.vacancy.to_string(),
            region: record.region.to_string(),
            employer_name: record.employer_name.clone(),
            municipality: record.municipality.to_string(),
            occupation: record.occupation.to_string(),
            title: record.title.clone(),
            hours_min: record.hours_min,
            hours_max: record.hours_max,
        }
    }
}

/// Which vacancies of the network.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct NetworkQuery {
    /// Only of this region.
    pub region: Option<String>,
    /// How many at most, 1 to 200; 50 when left out.
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<usize>,
    /// The `next` of the part before.
    pub after: Option<String>,
}

/// The open vacancies of this region, by id.
///
/// # Errors
/// Signed out, another role, or a limit out of range.
#[utoipa::path(get, operation_id = "listVacancies", path = "/v1/vacancies", tag = "vacancies", params(Part),
    responses((status = 200, description = "A part of the list", body = ListPart<VacancyRecord>), Refused))]
pub async fn list(
    State(state): State<WebState>,
    Query(part): Query<Part>,
) -> Result<Json<ListPart<VacancyRecord>>, WebError> {
    let (limit, after) = (part.limit()?, part.after()?);
    let storage = &state.context.storage;
    let read = move |connection: &_| {
        let mut listed = Vec::new();
        for vacancy in storage::vacancies::page(connection, Which::Open, after, one_more(limit))? {
            let employer = storage::employers::get(connection, vacancy.employer)?;
            listed.extend(employer.map(|employer| (vacancy, employer)));
        }
        Ok::<_, StorageError>(listed)
    };
    let vacancies = storage.read(read).await?;
    let records = vacancies.iter().map(|(vacancy, employer)| VacancyRecord::of(vacancy, employer)).collect();
    Ok(Json(ListPart::cut(records, limit, |record| record.id.clone())))
}

/// Posts a vacancy. A public one goes to every region.
///
/// # Errors
/// Wrong fields, all of them named.
#[utoipa::path(post, operation_id = "postVacancy", path = "/v1/vacancies",
    tag = "vacancies", request_body = VacancyFields,
    responses((status = 201, description = "Posted", body = Made), Refused))]
pub async fn post(
    State(state): State<WebState>,
    session: Session,
    Body(fields): Body<VacancyFields>,
) -> Result<(StatusCode, Json<Made>), WebError> {
    let today = today(state.context.clock.now());
    let vacancy = fields.read(VacancyId::random(), today)?;
    let id = post_vacancy(&state.context, &session.actor(), vacancy).await?;
    Ok((StatusCode::CREATED, Json(Made { id: id.to_string() })))
}

/// A vacancy of this region.
///
/// # Errors
/// Not there.
#[utoipa::path(get, operation_id = "viewVacancy", path = "/v1/vacancies/{id}", tag = "vacancies",
    params(("id" = String, Path, description = "The vacancy")),
    responses((status = 200, description = "The vacancy", body = VacancyRecord), Refused))]
pub async fn view(
    State(state): State<WebState>,
    Path(vacancy): Path<String>,
) -> Result<Json<VacancyRecord>, WebError> {
    let vacancy: VacancyId = id(&vacancy)?;
    let read = move |connection: &_| storage::vacancy_list::find(connection, vacancy);
    match state.context.storage.read(read).await? {
        Some(Found::Own(vacancy, employer)) => Ok(Json(VacancyRecord::of(&vacancy, &employer))),
        Some(Found::Elsewhere(_)) | None => Err(WebError::not_found()),
    }
}

/// Closes a vacancy of this region: it is filled or withdrawn. Every region learns it when it was public; closing it
/// twice changes nothing.
///
/// # Errors
/// Not there.
#[utoipa::path(post, path = "/v1/vacancies/{id}/close", tag = "vacancies",
    params(("id" = String, Path, description = "The vacancy")),
    responses((status = 200, description = "Closed", body = VacancyRecord), Refused))]
pub async fn close(
    State(state): State<WebState>,
    session: Session,
    Path(vacancy): Path<String>,
) -> Result<Json<VacancyRecord>, WebError> {
    let vacancy: VacancyId = id(&vacancy)?;
    close_vacancy(&state.context, &session.actor(), vacancy).await?;
    view(State(state), Path(vacancy.to_string())).await
}

/// The open public vacancies of the other regions, as they came over the network.
///
/// # Errors
/// Signed out, another role, or a limit out of range.
#[utoipa::path(get, operation_id = "listNetworkVacancies", path = "/v1/network-vacancies",
    tag = "vacancies", params(NetworkQuery),
    responses((status = 200, description = "A part of the list", body = ListPart<NetworkVacancy>), Refused))]
pub async fn of_the_network(
    State(state): State<WebState>,
    Query(query): Query<NetworkQuery>,
) -> Result<Json<ListPart<NetworkVacancy>>, WebError> {
    let (limit, after) = (list::limit(query.limit, 50)?, list::after(query.after.as_deref())?);
    let mut check = Check::default();
    let region: Option<RegionId> = check.read_if_there("region", query.region.as_deref());
    check.finish(Some(()))?;
    let storage = &state.context.storage;
    let vacancies = storage
        .read(move |connection| {
            storage::feed::open_network_vacancies(connection, region.as_ref(), after, one_more(limit))
        })
        .await?;
    let records = vacancies.iter().map(|vacancy| NetworkVacancy::of(&vacancy.record)).collect();
    Ok(Json(ListPart::cut(records, limit, |record| record.id.clone())))
}

/// An open public vacancy of another region.
///
/// # Errors
/// Not there, or not open any more.
#[utoipa::path(get, operation_id = "viewNetworkVacancy", path = "/v1/network-vacancies/{id}",
    tag = "vacancies",
    params(("id" = String, Path, description = "The vacancy")),
    responses((status = 200, description = "The vacancy", body = NetworkVacancy), Refused))]
pub async fn view_of_the_network(
    State(state): State<WebState>,
    Path(vacancy): Path<String>,
) -> Result<Json<NetworkVacancy>, WebError> {
    let vacancy: VacancyId = id(&vacancy)?;
    let storage = &state.context.storage;
    let found = storage.read(move |connection| storage::feed::network_vacancy(connection, vacancy)).await?;
    let open = found.filter(|found| found.record.status == latest::VacancyStatus::Open);
    open.map(|found| Json(NetworkVacancy::of(&found.record))).ok_or_else(WebError::not_found)
}
