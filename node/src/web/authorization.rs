//! Who may ask what: one table with a rule for every route. A route without a rule is refused to everybody.

use super::{error::WebError, session::Session};
use crate::domain::account::Role;
use axum::{
    extract::{MatchedPath, Request},
    http::{Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

/// Who may use a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Everybody, signed in or not.
    Anyone,
    /// Everybody who is signed in.
    SignedIn,
    /// Those with one of these roles.
    Roles(&'static [Role]),
}

use Access::{Anyone, Roles, SignedIn};

/// Those who work with people.
const CASE_WORK: Access = Roles(&[Role::Adviser, Role::Coach]);
/// Those who work with employers.
const EMPLOYER_WORK: Access = Roles(&[Role::Adviser, Role::BusinessAdviser]);
/// Those who see vacancies; who fits one is for those who work with people.
const VACANCIES: Access = Roles(&[Role::Adviser, Role::Coach, Role::BusinessAdviser]);
/// Those who see how many are never found: who works with people, and the operator, who sees counts only.
const REACH: Access = Roles(&[Role::Adviser, Role::Coach, Role::Operator]);
/// Those who let a case leave the region or come in.
const HANDOVER: Access = Roles(&[Role::Adviser]);

const GET: Method = Method::GET;
const POST: Method = Method::POST;
const DELETE: Method = Method::DELETE;
const PUT: Method = Method::PUT;

/// The rule of every route, by method and path as the router writes it.
pub const RULES: &[(Method, &str, Access)] = &[
    (POST, "/v1/sessions", Anyone),
    (DELETE, "/v1/sessions", SignedIn),
    (GET, "/v1/openapi.json", Anyone),
    (GET, "/v1/algorithm-register", Anyone),
    (GET, "/v1/status", SignedIn),
    (GET, "/v1/releases", SignedIn),
    (GET, "/v1/candidates", CASE_WORK),
    (POST, "/v1/candidates", CASE_WORK),
    (POST, "/v1/candidate-searches", CASE_WORK),
    (GET, "/v1/candidates/{id}", CASE_WORK),
    (PUT, "/v1/candidates/{id}", CASE_WORK),
    (GET, "/v1/candidates/{id}/matches", CASE_WORK),
    (GET, "/v1/candidates/{id}/occupations", CASE_WORK),
    (GET, "/v1/candidates/{id}/way", CASE_WORK),
    (POST, "/v1/candidates/{id}/contests", CASE_WORK),
    (POST, "/v1/candidates/{id}/comparisons", CASE_WORK),
    (POST, "/v1/candidates/{id}/consents", CASE_WORK),
    (POST, "/v1/candidates/{id}/skill-findings", CASE_WORK),
    (POST, "/v1/candidates/{id}/skill-confirmations", CASE_WORK),
    (GET, "/v1/candidates/{id}/passport", CASE_WORK),
    (POST, "/v1/candidates/{id}/passport", CASE_WORK),
    (GET, "/v1/candidates/{id}/test-results", CASE_WORK),
    (POST, "/v1/candidates/{id}/test-results", CASE_WORK),
    (POST, "/v1/candidates/{id}/test-results/{result}/choices", CASE_WORK),
    (GET, "/v1/candidates/{id}/gaps", CASE_WORK),
    (GET, "/v1/candidates/{id}/proposals", CASE_WORK),
    (POST, "/v1/candidates/{id}/proposals", CASE_WORK),
    (POST, "/v1/candidates/{id}/proposals/{proposal}/outcome", CASE_WORK),
    (GET, "/v1/proposal-report", CASE_WORK),
    (GET, "/v1/employers", EMPLOYER_WORK),
    (POST, "/v1/employers", EMPLOYER_WORK),
    (GET, "/v1/vacancies", VACANCIES),
    (POST, "/v1/vacancies", EMPLOYER_WORK),
    (GET, "/v1/vacancies/{id}", VACANCIES),
    (PUT, "/v1/vacancies/{id}", EMPLOYER_WORK),
    (GET, "/v1/vacancies/{id}/matches", CASE_WORK),
    (POST, "/v1/vacancies/{id}/comparisons", CASE_WORK),
    (POST, "/v1/vacancies/{id}/close", EMPLOYER_WORK),
    (PUT, "/v1/vacancies/{id}/shortage", EMPLOYER_WORK),
    (GET, "/v1/vacancies/{id}/reach", EMPLOYER_WORK),
    (GET, "/v1/vacancies/{id}/tasks", EMPLOYER_WORK),
    (PUT, "/v1/vacancies/{id}/tasks", EMPLOYER_WORK),
    (GET, "/v1/vacancies/{id}/carving", EMPLOYER_WORK),
    (POST, "/v1/vacancies/{id}/carving", EMPLOYER_WORK),
    (GET, "/v1/network-vacancies", VACANCIES),
    (GET, "/v1/network-vacancies/{id}", VACANCIES),
    (GET, "/v1/cases", CASE_WORK),
    (POST, "/v1/cases", CASE_WORK),
    (GET, "/v1/cases/{id}", CASE_WORK),
    (POST, "/v1/cases/{id}/steps", CASE_WORK),
    (POST, "/v1/cases/{id}/owner", CASE_WORK),
    (POST, "/v1/cases/{id}/agreement", CASE_WORK),
    (POST, "/v1/cases/{id}/ending", CASE_WORK),
    (GET, "/v1/initiatives", VACANCIES),
    (GET, "/v1/initiatives/{id}", VACANCIES),
    (GET, "/v1/trainings", VACANCIES),
    (GET, "/v1/employer-groups", VACANCIES),
    (POST, "/v1/employer-groups", EMPLOYER_WORK),
    (GET, "/v1/employer-groups/{id}", VACANCIES),
    (PUT, "/v1/employer-groups/{id}", EMPLOYER_WORK),
    (POST, "/v1/employer-groups/{id}/ending", EMPLOYER_WORK),
    (GET, "/v1/vacancies/{id}/outlook", VACANCIES),
    (GET, "/v1/vacancies/{id}/learning-paths", CASE_WORK),
    (GET, "/v1/candidates/{id}/learning-paths", CASE_WORK),
    (GET, "/v1/reports/never-found", REACH),
    (GET, "/v1/reports/few-people", VACANCIES),
    (GET, "/v1/new-matches", CASE_WORK),
    (GET, "/v1/candidates/{id}/occupation-path", CASE_WORK),
    (GET, "/v1/handovers", HANDOVER),
    (POST, "/v1/handovers", HANDOVER),
    (GET, "/v1/handovers/{id}", HANDOVER),
    (POST, "/v1/handovers/{id}/accept", HANDOVER),
    (POST, "/v1/handovers/{id}/refuse", HANDOVER),
    (POST, "/v1/handovers/{id}/withdraw", HANDOVER),
    (GET, "/v1/handovers/{id}/receipt", HANDOVER),
];

/// The rule of every page.
pub const PAGE_RULES: &[(Method, &str, Access)] = &[
    (GET, "/inloggen", Anyone),
    (POST, "/inloggen", Anyone),
    (POST, "/uitloggen", SignedIn),
    (GET, "/over", Anyone),
    (GET, "/over/matching", Anyone),
    (GET, "/toegankelijkheid", Anyone),
    (GET, "/privacy", Anyone),
    (GET, "/hulp", Anyone),
    (GET, "/", SignedIn),
    (GET, "/kandidaten", CASE_WORK),
    (GET, "/kandidaten/zoeken", CASE_WORK),
    (POST, "/kandidaten/zoeken", CASE_WORK),
    (GET, "/kandidaten/nieuw", CASE_WORK),
    (POST, "/kandidaten/nieuw", CASE_WORK),
    (GET, "/kandidaten/{id}", CASE_WORK),
    (GET, "/kandidaten/{id}/wijzigen", CASE_WORK),
    (POST, "/kandidaten/{id}/wijzigen", CASE_WORK),
    (POST, "/kandidaten/{id}/traject", CASE_WORK),
    (GET, "/kandidaten/{id}/traject/verantwoordelijke", CASE_WORK),
    (POST, "/kandidaten/{id}/traject/verantwoordelijke", CASE_WORK),
    (GET, "/kandidaten/{id}/traject/afspraak", CASE_WORK),
    (POST, "/kandidaten/{id}/traject/afspraak", CASE_WORK),
    (GET, "/kandidaten/{id}/traject/einde", CASE_WORK),
    (POST, "/kandidaten/{id}/traject/einde", CASE_WORK),
    (POST, "/kandidaten/{id}/stap", CASE_WORK),
    (GET, "/kandidaten/{id}/matches", CASE_WORK),
    (GET, "/kandidaten/{id}/vergelijken", CASE_WORK),
    (POST, "/kandidaten/{id}/vergelijken", CASE_WORK),
    (GET, "/kandidaten/{id}/beroepen", CASE_WORK),
    (GET, "/kandidaten/{id}/klopt-niet/{vacancy}", CASE_WORK),
    (POST, "/kandidaten/{id}/klopt-niet/{vacancy}", CASE_WORK),
    (GET, "/kandidaten/{id}/beroepen/weg", CASE_WORK),
    (GET, "/kandidaten/{id}/toestemming", CASE_WORK),
    (POST, "/kandidaten/{id}/toestemming", CASE_WORK),
    (POST, "/kandidaten/{id}/toestemming/{consent}/intrekken", CASE_WORK),
    (GET, "/kandidaten/{id}/skills-vinden", CASE_WORK),
    (POST, "/kandidaten/{id}/skills-vinden", CASE_WORK),
    (GET, "/kandidaten/{id}/paspoort", CASE_WORK),
    (POST, "/kandidaten/{id}/paspoort", CASE_WORK),
    (GET, "/kandidaten/{id}/paspoort/bestand", CASE_WORK),
    (GET, "/kandidaten/{id}/interesses", CASE_WORK),
    (POST, "/kandidaten/{id}/interesses", CASE_WORK),
    (GET, "/kandidaten/{id}/testuitslag", CASE_WORK),
    (POST, "/kandidaten/{id}/testuitslag", CASE_WORK),
    (POST, "/kandidaten/{id}/testuitslag/{result}/keuze", CASE_WORK),
    (GET, "/kandidaten/{id}/voorstellen", CASE_WORK),
    (POST, "/kandidaten/{id}/voorstellen", CASE_WORK),
    (GET, "/kandidaten/{id}/niet-passend", CASE_WORK),
    (POST, "/kandidaten/{id}/niet-passend", CASE_WORK),
    (GET, "/kandidaten/{id}/voorstellen/{proposal}", CASE_WORK),
    (POST, "/kandidaten/{id}/voorstellen/{proposal}", CASE_WORK),
    (GET, "/vacatures/{id}/voorstellen", CASE_WORK),
    (POST, "/vacatures/{id}/voorstellen", CASE_WORK),
    (GET, "/rapporten/voorstellen", CASE_WORK),
    (GET, "/kandidaten/{id}/overdragen", HANDOVER),
    (POST, "/kandidaten/{id}/overdragen", HANDOVER),
    (GET, "/werkgevers", EMPLOYER_WORK),
    (GET, "/werkgevers/nieuw", EMPLOYER_WORK),
    (POST, "/werkgevers/nieuw", EMPLOYER_WORK),
    (GET, "/vacatures", VACANCIES),
    (GET, "/vacatures/nieuw", EMPLOYER_WORK),
    (POST, "/vacatures/nieuw", EMPLOYER_WORK),
    (GET, "/vacatures/{id}", VACANCIES),
    (GET, "/vacatures/{id}/wijzigen", EMPLOYER_WORK),
    (POST, "/vacatures/{id}/wijzigen", EMPLOYER_WORK),
    (GET, "/vacatures/{id}/matches", CASE_WORK),
    (GET, "/vacatures/{id}/vergelijken", CASE_WORK),
    (POST, "/vacatures/{id}/vergelijken", CASE_WORK),
    (POST, "/vacatures/{id}/sluiten", EMPLOYER_WORK),
    (POST, "/vacatures/{id}/oorzaak", EMPLOYER_WORK),
    (GET, "/vacatures/{id}/knippen", EMPLOYER_WORK),
    (POST, "/vacatures/{id}/knippen", EMPLOYER_WORK),
    (GET, "/vacatures/{id}/taken", EMPLOYER_WORK),
    (POST, "/vacatures/{id}/taken", EMPLOYER_WORK),
    (POST, "/vacatures/{id}/taken/verwijderen", EMPLOYER_WORK),
    (GET, "/initiatieven", VACANCIES),
    (GET, "/initiatieven/{id}", VACANCIES),
    (GET, "/scholing", VACANCIES),
    (GET, "/groepen", VACANCIES),
    (GET, "/groepen/nieuw", EMPLOYER_WORK),
    (POST, "/groepen/nieuw", EMPLOYER_WORK),
    (GET, "/groepen/{id}", VACANCIES),
    (GET, "/groepen/{id}/wijzigen", EMPLOYER_WORK),
    (POST, "/groepen/{id}/wijzigen", EMPLOYER_WORK),
    (POST, "/groepen/{id}/einde", EMPLOYER_WORK),
    (GET, "/vacatures/{id}/scholing", CASE_WORK),
    (GET, "/kandidaten/{id}/scholing", CASE_WORK),
    (GET, "/rapporten", SignedIn),
    (GET, "/rapporten/nooit-gevonden", REACH),
    (GET, "/rapporten/ronde", SignedIn),
    (GET, "/overdrachten", HANDOVER),
    (GET, "/overdrachten/{id}", HANDOVER),
    (POST, "/overdrachten/{id}/aannemen", HANDOVER),
    (POST, "/overdrachten/{id}/weigeren", HANDOVER),
    (POST, "/overdrachten/{id}/intrekken", HANDOVER),
    (GET, "/overdrachten/{id}/ontvangstbewijs", HANDOVER),
    (GET, "/beheer/federatie", SignedIn),
    (GET, "/beheer/federatie/publicaties/{sequence}", SignedIn),
];

/// The rule of a route, if it has one. `HEAD` is a `GET` whose body nobody reads.
#[must_use]
pub fn rule(method: &Method, path: &str) -> Option<Access> {
    let method = if method == Method::HEAD { &GET } else { method };
    RULES
        .iter()
        .chain(PAGE_RULES)
        .find(|(of, at, _)| of == method && *at == path)
        .map(|(_, _, access)| *access)
}

/// Whether `session` may use a route with this rule.
///
/// # Errors
/// Signed out, or signed in with another role.
pub fn check(access: Access, session: Option<&Session>) -> Result<(), WebError> {
    match (access, session) {
        (Anyone, _) | (SignedIn, Some(_)) => Ok(()),
        (_, None) => Err(WebError::signed_out()),
        (Roles(roles), Some(session)) if roles.contains(&session.role) => Ok(()),
        (Roles(_), Some(_)) => Err(WebError::forbidden()),
    }
}

/// Middleware on every route, inside of [`super::session::recognise`]. The answer carries the route, for the log.
pub async fn authorise(request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().cloned();
    let mut response = decided(route.as_ref().map_or("", MatchedPath::as_str), request, next).await;
    if let Some(route) = route {
        response.extensions_mut().insert(route);
    }
    response
}

async fn decided(path: &str, request: Request, next: Next) -> Response {
    let access = match rule(request.method(), path) {
        Some(access) => access,
        None if !methods(path).is_empty() => {
            let allowed = [(header::ALLOW, methods(path).join(", "))];
            return (StatusCode::METHOD_NOT_ALLOWED, allowed).into_response();
        }
        // Nothing tells a stranger which routes there are.
        None if request.extensions().get::<Session>().is_some() => {
            return WebError::forbidden().into_response();
        }
        None => return WebError::signed_out().into_response(),
    };
    match check(access, request.extensions().get::<Session>()) {
        Ok(()) => next.run(request).await,
        Err(error) => error.into_response(),
    }
}

/// The methods that a path has a rule for.
fn methods(path: &str) -> Vec<&'static str> {
    let rules = RULES.iter().chain(PAGE_RULES);
    rules.filter(|(_, at, _)| *at == path).map(|(method, _, _)| method.as_str()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_route_has_two_rules() {
        let all: Vec<_> = RULES.iter().chain(PAGE_RULES).collect();
        assert_eq!(first_twice(&all), None);
        // The contrast: one that stands in both tables.
        let twice: Vec<_> = all.into_iter().chain(&PAGE_RULES[3..4]).collect();
        assert_eq!(first_twice(&twice), Some("GET /over".to_owned()));
    }

    fn first_twice(rules: &[&(Method, &str, Access)]) -> Option<String> {
        rules.iter().enumerate().find_map(|(number, (method, path, _))| {
            let twice = rules[number + 1..].iter().any(|(other, at, _)| other == method && at == path);
            twice.then(|| format!("{method} {path}"))
        })
    }

    #[test]
    fn an_operator_reads_no_personal_file_and_a_business_adviser_no_case() {
        let session = |role| Session { role, ..Session::sample() };
        let may =
            |method: &Method, path, role| check(rule(method, path).unwrap(), Some(&session(role))).is_ok();
        assert!(may(&GET, "/v1/candidates/{id}", Role::Coach));
        assert!(!may(&GET, "/v1/candidates/{id}", Role::Operator));
        assert!(!may(&GET, "/v1/cases", Role::BusinessAdviser));
        assert!(may(&GET, "/v1/status", Role::Operator));
        assert!(!may(&POST, "/v1/handovers", Role::Coach));
        assert!(check(CASE_WORK, None).is_err() && check(Anyone, None).is_ok());
    }
}
