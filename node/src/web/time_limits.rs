//! How long a request may take. A question is ended early, with the advice to ask again: nothing is lost by that. What
//! changes something gets longer, because whoever is sent away from it does not know whether it was done.

use super::error::WebError;
use axum::{
    extract::{MatchedPath, Request, State},
    http::Method,
    middleware::Next,
    response::{IntoResponse, Response},
};
use std::time::Duration;

/// How long a request may take that changes something. Far above the two seconds that filling the matching index
/// takes, for which a change has to wait.
pub const CHANGE_LIMIT: Duration = Duration::from_secs(30);
/// How long a question may take: the ten seconds of the search contract of VUM (row B08). A question over a full
/// region takes milliseconds; the first for occupations takes some seconds more, once.
pub const QUESTION_LIMIT: Duration = Duration::from_secs(10);
/// What a question was waiting for goes on and is most likely there by then.
const ASK_AGAIN_AFTER_S: u32 = 10;

/// Questions that come by POST, so that nothing of them stands in an address. They change nothing.
const POSTED_QUESTIONS: [&str; 8] = [
    "/v1/candidate-searches",
    "/v1/candidates/{id}/comparisons",
    "/v1/candidates/{id}/skill-findings",
    "/v1/vacancies/{id}/comparisons",
    "/kandidaten/zoeken",
    "/kandidaten/{id}/vergelijken",
    "/kandidaten/{id}/skills-vinden",
    "/vacatures/{id}/vergelijken",
];

/// Middleware inside of [`super::authorization::authorise`]: ends a question that takes longer than the limit. What it
/// counts goes on beside the requests until it is done, since a thread cannot be stopped from outside.
pub async fn end_long_questions(State(limit): State<Duration>, request: Request, next: Next) -> Response {
    let path = request.extensions().get::<MatchedPath>().map_or("", MatchedPath::as_str);
    if !is_question(request.method(), path) {
        return next.run(request).await;
    }
    let answer = tokio::time::timeout(limit, next.run(request)).await;
    answer.unwrap_or_else(|_| WebError::took_too_long(limit, ASK_AGAIN_AFTER_S).into_response())
}

fn is_question(method: &Method, path: &str) -> bool {
    match *method {
        Method::GET | Method::HEAD => true,
        Method::POST => POSTED_QUESTIONS.contains(&path),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::{authorization::rule, error::Failure, router::listed};
    use axum::{
        Router,
        body::Body,
        http::StatusCode,
        middleware::from_fn_with_state,
        routing::{get, post},
    };
    use std::future::pending;
    use tower::ServiceExt as _;

    /// What is answered when nothing may take any time. `never` has no end; `later` does not come at once.
    async fn asked(method: Method, path: &str) -> Response {
        let never = async || pending::<StatusCode>().await;
        let later = async || {
            tokio::time::sleep(Duration::from_nanos(1)).await;
            StatusCode::OK
        };
        let routes = Router::new()
            .route("/vacatures/{id}/matches", get(never))
            .route("/vacatures/{id}/vergelijken", post(never))
            .route("/vacatures/{id}/sluiten", post(later))
            .route("/over", get(async || StatusCode::OK))
            .route_layer(from_fn_with_state(Duration::ZERO, end_long_questions));
        let request = Request::builder().method(method).uri(path).body(Body::empty()).unwrap();
        routes.oneshot(request).await.unwrap()
    }

    #[tokio::test]
    async fn b08_a_question_that_never_ends_is_ended_with_a_sentence_and_when_to_ask_again() {
        for (method, path) in [
            (Method::GET, "/vacatures/1/matches"),
            (Method::HEAD, "/vacatures/1/matches"),
            (Method::POST, "/vacatures/1/vergelijken"),
        ] {
            let answer = asked(method, path).await;
            assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE, "{path}");
            let told: &Failure = answer.extensions().get::<WebError>().unwrap();
            assert_eq!((told.kind, told.retry_after_s), ("took-too-long", Some(10)));
            assert!(told.sentence.nl.contains("duurde langer dan 0 seconden"), "{:?}", told.sentence);
            assert!(told.sentence.en.contains("longer than 0 seconds"), "{:?}", told.sentence);
        }
        assert_eq!(QUESTION_LIMIT, Duration::from_secs(10));
    }

    #[tokio::test]
    async fn a_change_is_not_ended_by_the_limit_of_a_question_and_what_is_there_at_once_is_given() {
        assert_eq!(asked(Method::POST, "/vacatures/1/sluiten").await.status(), StatusCode::OK);
        assert_eq!(asked(Method::GET, "/over").await.status(), StatusCode::OK);
    }

    #[test]
    fn each_question_by_post_is_a_route() {
        let listed = listed();
        for path in POSTED_QUESTIONS {
            assert!(rule(&Method::POST, path).is_some(), "{path} has no rule");
            assert!(listed.iter().any(|(of, at)| of == Method::POST && at == path), "{path} is no route");
        }
    }
}
