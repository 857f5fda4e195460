//! The same as the pages, for programs: JSON under `/v1`, errors as `application/problem+json`.
//!
//! English plural nouns, camelCase, moments in UTC. The description is made from the code and served as
//! `/v1/openapi.json`.

mod answers;

use super::{
    Dashboards,
    deliveries::{WEEKLY, table_name},
    error::{Fault, problem},
    figures, groups,
    map::{class_name, freshness_name},
    network::at,
    session::Visit,
    sign_in::{self, SignIn},
};
use crate::aggregation::{Figure, Group, ShortageRow, Verdict};
use answers::{
    Class, Deliveries, Delivery, NewSession, NewSessionRequest, Problem, RegionItem, Regions, Shortage,
    Shortages, Status, Supply, VacancyCount, VacancySummary,
};
use axum::{
    Json, Router,
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::{Next, from_fn},
    response::{IntoResponse, Response},
    routing::get,
};
use serde::Serialize;
use utoipa::{
    Modify, OpenApi,
    openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
};
use utoipa_axum::{router::OpenApiRouter, routes};
use vocabulary::{IsoWeek, SectorCode};

/// The version of the interface, as `API-Version` tells it.
pub const API_VERSION: &str = "1.0.0";
/// Names and passwords longer than this are no names and passwords.
const LONGEST_SIGN_IN: usize = 4096;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Schakelnet coordinator",
        version = "1.0.0",
        description = "Shortages and surpluses per labour-market region, the regions and what they delivered. \
                       Sign in with `POST /v1/sessions` and send the token as `Authorization: Bearer`.",
        contact(name = "The network operator", url = "https://example.nl/schakelnet"),
        license(name = "EUPL-1.2", identifier = "EUPL-1.2")
    ),
    servers((url = "https://coordinator.example.nl", description = "The national coordinator")),
    security(("session" = [])),
    modifiers(&SessionToken),
    components(schemas(Problem))
)]
struct Description;

struct SessionToken;

impl Modify for SessionToken {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let scheme = SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build());
        openapi.components.get_or_insert_default().add_security_scheme("session", scheme);
    }
}

/// All routes of the interface.
pub(super) fn router() -> Router<Dashboards> {
    let (router, _) = described().split_for_parts();
    router.route("/v1/openapi.json", get(openapi)).layer(from_fn(tell_version))
}

/// The OpenAPI description as text.
#[must_use]
pub fn description() -> String {
    let (_, description) = described().split_for_parts();
    description.to_pretty_json().expect("a description of plain values is JSON")
}

/// Method and path of every route of the interface.
#[cfg(test)]
pub(super) fn listed() -> Vec<(axum::http::Method, String)> {
    use axum::http::Method;
    let (_, description) = described().split_for_parts();
    let mut listed = vec![(Method::GET, "/v1/openapi.json".to_owned())];
    for (path, item) in description.paths.paths {
        let methods = [
            (Method::GET, item.get.is_some()),
            (Method::POST, item.post.is_some()),
            (Method::PUT, item.put.is_some()),
            (Method::PATCH, item.patch.is_some()),
            (Method::DELETE, item.delete.is_some()),
        ];
        listed.extend(methods.into_iter().filter(|(_, is)| *is).map(|(method, _)| (method, path.clone())));
    }
    listed
}

fn described() -> OpenApiRouter<Dashboards> {
    OpenApiRouter::with_openapi(Description::openapi())
        .routes(routes!(begin_session))
        .routes(routes!(regions))
        .routes(routes!(shortages))
        .routes(routes!(deliveries))
        .routes(routes!(vacancy_summary))
        .routes(routes!(status))
}

async fn tell_version(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    response.headers_mut().insert("api-version", HeaderValue::from_static(API_VERSION));
    response
}

async fn openapi() -> Response {
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*")];
    (headers, description()).into_response()
}

/// Signs in and gives a token for the other calls.
#[utoipa::path(post, path = "/v1/sessions", tag = "coordinator", security(()), request_body = NewSessionRequest,
    responses((status = 201, description = "Signed in", body = NewSession),
        (status = 401, description = "Name and password do not belong together", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many failures: wait a quarter of an hour", body = Problem, content_type = "application/problem+json")))]
async fn begin_session(State(dashboards): State<Dashboards>, body: String) -> Response {
    let asked: NewSessionRequest = match serde_json::from_str(&body) {
        Ok(asked) if body.len() <= LONGEST_SIGN_IN => asked,
        Ok(_) => return problem(&Fault::Malformed("name and password are too long".to_owned())),
        Err(wrong) => return problem(&Fault::Malformed(format!("the body is not a sign-in: {wrong}"))),
    };
    match sign_in::check(&dashboards, &asked.name, &asked.password).await {
        Ok(SignIn::Done { account, secret }) => {
            let roles = account.roles.iter().map(|role| role.name()).collect();
            (StatusCode::CREATED, Json(NewSession { token: secret, name: account.name, roles }))
                .into_response()
        }
        Ok(SignIn::Wrong) => problem(&Fault::WrongPassword),
        Ok(SignIn::Wait) => problem(&Fault::TooManyFailures),
        Err(fault) => problem(&fault),
    }
}

/// The regions and their state.
#[utoipa::path(get, path = "/v1/regions", tag = "coordinator",
    responses((status = 200, description = "All regions of the directory", body = Regions),
        (status = 401, description = "No valid token", body = Problem, content_type = "application/problem+json")))]
async fn regions(visit: Visit) -> Response {
    json(async {
        visit.signed_in()?;
        let view = visit.dashboards.inner.source.view().await?;
        let items = view.regions.iter().map(|region| RegionItem {
            region: region.region.to_string(),
            name: region.name.clone(),
            state: region.state.name(),
            since: at(region.since_ms).to_string(),
            last_contact: region.contact.as_ref().map(|contact| at(contact.at_ms).to_string()),
            last_delivery: region.last_delivery_ms.map(|ms| at(ms).to_string()),
            open_vacancies: region.open_vacancies,
            certificate_until: region.certificate_until_ms.map(|ms| at(ms).to_string()),
        });
        Ok(Regions { directory_version: view.directory_version, items: items.collect() })
    })
    .await
}

/// Shortage and surplus, with intervals.
#[utoipa::path(get, path = "/v1/shortages", tag = "coordinator",
    params(("week" = Option<String>, Query, description = "An earlier ISO week such as 2026-W40: supply only"),
        ("sector" = Option<String>, Query, description = "A sector's code such as care"),
        ("isco" = Option<String>, Query, description = "An ISCO-08 code of two to four digits")),
    responses((status = 200, description = "One item per region and group; without sector and isco: all sectors", body = Shortages),
        (status = 400, description = "A parameter cannot be read", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "No valid token", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such sector, group or week", body = Problem, content_type = "application/problem+json")))]
async fn shortages(visit: Visit) -> Response {
    json(async {
        visit.reader_of_figures()?;
        let malformed = |problem: &dyn std::error::Error| Fault::Malformed(problem.to_string());
        let week = visit
            .query("week")
            .map(|text| text.parse::<IsoWeek>())
            .transpose()
            .map_err(|it| malformed(&it))?;
        let shown = figures::shown(&visit.dashboards, week).await?;
        let wanted = match (visit.query("sector"), visit.query("isco")) {
            (Some(code), _) => {
                let code = SectorCode::new(&code).map_err(|it| malformed(&it))?;
                Some(groups::parse(&format!("sector-{code}"), &shown.sectors).ok_or(Fault::NotFound)?)
            }
            (None, Some(code)) => {
                Some(groups::parse(&format!("isco-{code}"), &shown.sectors).ok_or(Fault::NotFound)?)
            }
            (None, None) => None,
        };
        let looked_back = shown.looked_back_at.is_some();
        let belongs = |group: &Group| match &wanted {
            Some(wanted) => group == wanted,
            None => matches!(group, Group::Sector(_)),
        };
        let rows = shown.table.rows.iter().filter(|row| belongs(&row.group));
        Ok(Shortages {
            as_of: shown.table.as_of.to_string(),
            week: shown.looked_back_at.or_else(|| shown.weeks.first().copied()).map(|week| week.to_string()),
            items: rows.map(|row| shortage(row, looked_back)).collect(),
        })
    })
    .await
}

/// What came in per region and week.
#[utoipa::path(get, path = "/v1/deliveries", tag = "coordinator",
    responses((status = 200, description = "Newest week first", body = Deliveries),
        (status = 401, description = "No valid token", body = Problem, content_type = "application/problem+json")))]
async fn deliveries(visit: Visit) -> Response {
    json(async {
        visit.signed_in()?;
        let view = visit.dashboards.inner.source.view().await?;
        let items = view.deliveries.iter().map(|delivery| Delivery {
            region: delivery.region.to_string(),
            week: delivery.period.to_string(),
            tables: delivery.tables.keys().map(|table| table_name(*table)).collect(),
            complete: WEEKLY.iter().all(|table| delivery.tables.contains_key(table)),
            last_received: delivery.tables.values().max().map(|ms| at(*ms).to_string()),
        });
        Ok(Deliveries { items: items.collect() })
    })
    .await
}

/// Open public vacancies per region and occupation group, exact.
#[utoipa::path(get, path = "/v1/vacancies/summary", tag = "coordinator",
    responses((status = 200, description = "Counts by ISCO-08 unit group", body = VacancySummary),
        (status = 401, description = "No valid token", body = Problem, content_type = "application/problem+json")))]
async fn vacancy_summary(visit: Visit) -> Response {
    json(async {
        visit.reader_of_figures()?;
        let demand = visit.dashboards.inner.source.demand().await?;
        let items = demand.by_unit_group.iter().map(|((region, group), open)| VacancyCount {
            region: region.to_string(),
            isco: group.to_string(),
            open: *open,
        });
        Ok(VacancySummary { unknown_occupation: demand.unknown_occupation, items: items.collect() })
    })
    .await
}

/// How the coordinator stands.
#[utoipa::path(get, path = "/v1/status", tag = "coordinator", security(()),
    responses((status = 200, description = "It answers", body = Status),
        (status = 503, description = "It cannot answer now", body = Problem, content_type = "application/problem+json")))]
async fn status(visit: Visit) -> Response {
    json(async {
        let view = visit.dashboards.inner.source.view().await?;
        Ok(Status {
            version: env!("CARGO_PKG_VERSION"),
            now: visit.dashboards.now().to_string(),
            applied_index: view.applied_index,
            directory_version: view.directory_version,
            feed_sequence: view.feed_sequence,
        })
    })
    .await
}

async fn json<T: Serialize>(answer: impl Future<Output = Result<T, Fault>>) -> Response {
    match answer.await {
        Ok(value) => Json(value).into_response(),
        Err(fault) => problem(&fault),
    }
}

fn shortage(row: &ShortageRow, looked_back: bool) -> Shortage {
    let (sector, isco) = match &row.group {
        Group::All => (None, None),
        Group::Sector(code) => (Some(code.to_string()), None),
        Group::Isco(code) => (None, Some(code.to_string())),
    };
    let class = match row.verdict {
        _ if looked_back => None,
        Verdict::Certain(class) => {
            Some(Class { tightest: class_name(class), amplest: class_name(class), certain: true })
        }
        Verdict::Uncertain { tightest, amplest } => {
            Some(Class { tightest: class_name(tightest), amplest: class_name(amplest), certain: false })
        }
        Verdict::NoFigures => None,
    };
    Shortage {
        region: row.region.to_string(),
        sector,
        isco,
        week: row.freshness.week().map(|week| week.to_string()),
        freshness: freshness_name(row.freshness),
        supply: match row.supply {
            Figure::Shown { value, low, high } => Some(Supply { value, low, high }),
            Figure::Uncertain | Figure::Missing => None,
        },
        supply_uncertain: row.supply == Figure::Uncertain,
        open_vacancies: (!looked_back).then_some(row.demand),
        tension: row.tension.filter(|_| !looked_back),
        class,
    }
}
