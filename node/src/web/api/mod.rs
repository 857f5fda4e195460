//! The JSON interface under `/v1`, for programs of the region and for the pilot.
//!
//! English plural nouns, camelCase, moments in UTC, ids as text, lists in parts with a cursor, errors as
//! `application/problem+json` with all wrong fields together. The description is made from the code and served
//! as `/v1/openapi.json`; `node/openapi.json` is its golden copy.
//!
//! The resources: [`sessions`], [`candidates`], [`employers`], [`employer_groups`], [`group_changes`], [`vacancies`], [`vacancy_changes`], [`carving`],
//! [`mod@matches`], [`comparisons`], [`contests`], [`occupations`], [`mod@never_found`], [`algorithm_register`], [`cases`],
//! [`initiatives`], [`learning`], [`handovers`], [`test_results`], [`mod@passport`], [`skill_findings`], [`proposals`], [`node_status`]. [`profile`] holds
//! parts of a person. [`body`] reads what is sent, [`list`] cuts lists into parts, [`receipt`] says what an answer was
//! judged by.

#![expect(unused_qualifications, reason = "the macro that describes query parameters writes them")]

pub mod algorithm_register;
pub mod body;
pub mod candidate_fields;
pub mod candidates;
pub mod carving;
pub mod cases;
pub mod comparisons;
pub mod contests;
pub mod daily_round;
pub mod elsewhere;
pub mod employer_groups;
pub mod employers;
pub mod group_changes;
pub mod handovers;
pub mod initiatives;
pub mod learning;
pub mod list;
pub mod matches;
pub mod never_found;
pub mod node_status;
pub mod occupations;
pub mod passport;
pub mod profile;
pub mod proposals;
pub mod receipt;
pub mod sessions;
pub mod skill_findings;
pub mod test_results;
pub mod vacancies;
pub mod vacancy_changes;

use super::WebState;
use axum::{Json, http::HeaderValue, response::IntoResponse};
use axum::{
    extract::Request,
    http::header,
    middleware::{Next, from_fn},
    response::Response,
};
use utoipa::{
    Modify, OpenApi,
    openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
};
use utoipa_axum::{router::OpenApiRouter, routes};

/// The version of the interface, as `API-Version` tells it: whole numbers change where callers have to.
pub const API_VERSION: &str = "1.0.0";

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Schakelnet node",
        version = "1.0.0",
        description = "People, employers, vacancies, cases and hand-overs of one labour-market region. \
                       Sign in with `POST /v1/sessions` and send the token as `Authorization: Bearer`.",
        contact(name = "The operator of the region's node", url = "https://example.nl/schakelnet"),
        license(name = "EUPL-1.2", identifier = "EUPL-1.2")
    ),
    servers((url = "https://node.example.nl", description = "The node of the region")),
    security(("session" = [])),
    modifiers(&SessionToken),
    components(schemas(super::error::Problem))
)]
struct Description;

struct SessionToken;

impl Modify for SessionToken {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let scheme = SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build());
        openapi.components.get_or_insert_default().add_security_scheme("session", scheme);
    }
}

/// All routes of the interface, with their description.
#[must_use]
pub fn router() -> OpenApiRouter<WebState> {
    OpenApiRouter::with_openapi(Description::openapi())
        .routes(routes!(sessions::sign_in, sessions::sign_out))
        .routes(routes!(candidates::list, candidates::register))
        .routes(routes!(candidates::search))
        .routes(routes!(candidates::view, candidates::change))
        .routes(routes!(candidates::consent))
        .routes(routes!(skill_findings::find))
        .routes(routes!(skill_findings::confirm))
        .routes(routes!(passport::view, passport::take))
        .routes(routes!(test_results::list, test_results::record))
        .routes(routes!(test_results::choose))
        .routes(routes!(test_results::gaps))
        .routes(routes!(proposals::list, proposals::propose))
        .routes(routes!(proposals::outcome))
        .routes(routes!(proposals::report))
        .routes(routes!(matches::for_candidate))
        .routes(routes!(occupations::for_candidate))
        .routes(routes!(occupations::way))
        .routes(routes!(contests::contest))
        .routes(routes!(comparisons::people))
        .routes(routes!(comparisons::vacancies))
        .routes(routes!(never_found::view))
        .routes(routes!(daily_round::new_matches))
        .routes(routes!(daily_round::few_people))
        .routes(routes!(algorithm_register::view))
        .routes(routes!(employers::list, employers::register))
        .routes(routes!(vacancies::list, vacancies::post))
        .routes(routes!(vacancies::view, vacancy_changes::change))
        .routes(routes!(vacancies::close))
        .routes(routes!(carving::note))
        .routes(routes!(carving::reach))
        .routes(routes!(carving::tasks, carving::replace))
        .routes(routes!(carving::look, carving::carve))
        .routes(routes!(vacancies::of_the_network))
        .routes(routes!(vacancies::view_of_the_network))
        .routes(routes!(matches::for_vacancy))
        .routes(routes!(cases::list, cases::open))
        .routes(routes!(cases::view))
        .routes(routes!(cases::advance))
        .routes(routes!(cases::assign))
        .routes(routes!(cases::agree))
        .routes(routes!(cases::end))
        .routes(routes!(initiatives::list))
        .routes(routes!(initiatives::view))
        .routes(routes!(initiatives::for_occupation))
        .routes(routes!(learning::of_vacancy))
        .routes(routes!(employer_groups::list, employer_groups::make))
        .routes(routes!(employer_groups::view, group_changes::change))
        .routes(routes!(group_changes::end))
        .routes(routes!(learning::for_vacancy))
        .routes(routes!(learning::for_candidate))
        .routes(routes!(learning::to_occupation))
        .routes(routes!(handovers::list, handovers::offer))
        .routes(routes!(handovers::view))
        .routes(routes!(handovers::accept))
        .routes(routes!(handovers::refuse))
        .routes(routes!(handovers::withdraw))
        .routes(routes!(handovers::view_receipt))
        .routes(routes!(node_status::releases))
        .routes(routes!(node_status::status))
        .routes(routes!(openapi))
        .layer(from_fn(tell_version))
}

/// The description as text, as `node/openapi.json` holds it.
#[must_use]
pub fn description() -> String {
    let (_, description) = router().split_for_parts();
    description.to_pretty_json().expect("a description of plain values is JSON")
}

async fn tell_version(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    response.headers_mut().insert("api-version", HeaderValue::from_static(API_VERSION));
    response
}

/// The description of this interface.
#[utoipa::path(get, operation_id = "viewDescription", path = "/v1/openapi.json", tag = "node", security(()),
    responses((status = 200, description = "The OpenAPI description", content_type = "application/json")))]
async fn openapi() -> impl IntoResponse {
    let (_, description) = router().split_for_parts();
    ([(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*")], Json(description))
}

#[cfg(test)]
mod tests;
