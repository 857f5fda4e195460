//! `/v1/employers`: employers that this node knows.

use super::{
    body::{Body, Check},
    candidates::Made,
    list::{ListPart, Part, one_more},
};
use crate::{
    domain::employer::Employer,
    storage,
    web::{
        WebState,
        error::{Problem, Refused, WebError},
        session::Session,
    },
    workflow::add_employer::add_employer,
};
use axum::{
    Json,
    extract::{Query, State},
    http::StatusCode,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vocabulary::EmployerId;

/// What is known of an employer, as it is sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EmployerFields {
    /// The name.
    pub name: String,
    /// The number in the trade register, eight digits; no two employers share one.
    #[serde(default)]
    pub kvk: Option<String>,
    /// The municipality, such as `GM0703`.
    pub municipality: String,
    /// What it does, SBI 2008.
    #[serde(default)]
    pub sbi: Option<String>,
    /// How many people work there: `1-9`, `10-49`, `50-249`, `250-999` or `1000+`.
    pub size: String,
    /// Whether it takes part in the network; it does when left out. Vacancies of one that does not are known from public
    /// sources: they are marked, come second and never leave the region.
    #[serde(default = "yes")]
    pub in_network: bool,
}

const fn yes() -> bool {
    true
}

impl EmployerFields {
    fn read(self, id: EmployerId) -> Result<Employer, WebError> {
        let mut check = Check::default();
        let name = check.read("name", &self.name);
        let kvk = check.read_if_there("kvk", self.kvk.as_deref());
        let municipality = check.read("municipality", &self.municipality);
        let sbi = check.read_if_there("sbi", self.sbi.as_deref());
        let size = check.read("size", &self.size);
        let in_network = self.in_network;
        let employer = || {
            Some(Employer { id, name: name?, kvk, municipality: municipality?, sbi, size: size?, in_network })
        };
        let employer = employer();
        check.finish(employer)
    }
}

/// An employer.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct EmployerRecord {
    /// Its id.
    pub id: String,
    /// What is known.
    #[serde(flatten)]
    pub fields: EmployerFields,
}

impl EmployerRecord {
    fn of(employer: &Employer) -> Self {
        let fields = EmployerFields {
            name: employer.name.to_string(),
            kvk: employer.kvk.as_ref().map(ToString::to_string),
            municipality: employer.municipality.to_string(),
            sbi: employer.sbi.as_ref().map(ToString::to_string),
            size: employer.size.name().to_owned(),
            in_network: employer.in_network,
        };
        Self { id: employer.id.to_string(), fields }
    }
}

/// The employers, by id.
///
/// # Errors
/// Signed out, another role, or a limit out of range.
#[utoipa::path(get, operation_id = "listEmployers", path = "/v1/employers", tag = "employers", params(Part),
    responses(
        (status = 200, description = "A part of the list", body = ListPart<EmployerRecord>),
        Refused,
    ))]
pub async fn list(
    State(state): State<WebState>,
    Query(part): Query<Part>,
) -> Result<Json<ListPart<EmployerRecord>>, WebError> {
    let (limit, after) = (part.limit()?, part.after()?);
    let storage = &state.context.storage;
    let employers = storage
        .read(move |connection| storage::employers::page(connection, "", after, one_more(limit)))
        .await?;
    let records = employers.iter().map(EmployerRecord::of).collect();
    Ok(Json(ListPart::cut(records, limit, |record| record.id.clone())))
}

/// Registers an employer.
///
/// # Errors
/// Wrong fields, all of them named, or a KvK number that another employer has.
#[utoipa::path(post, operation_id = "registerEmployer", path = "/v1/employers",
    tag = "employers", request_body = EmployerFields,
    responses(
        (status = 201, description = "Registered", body = Made),
        (status = 409, description = "Another employer has this KvK number", body = Problem,
            content_type = "application/problem+json"),
        Refused,
    ))]
pub async fn register(
    State(state): State<WebState>,
    session: Session,
    Body(fields): Body<EmployerFields>,
) -> Result<(StatusCode, Json<Made>), WebError> {
    let employer = fields.read(EmployerId::random())?;
    let id = add_employer(&state.context, &session.actor(), employer).await?;
    Ok((StatusCode::CREATED, Json(Made { id: id.to_string() })))
}
