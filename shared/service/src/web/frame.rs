//! What goes around every route of a program: assets, security headers, the language cookie.

use super::{
    assets::{ASSETS_PATH, Assets},
    headers, locale,
};
use axum::{Router, extract::Path, http::HeaderMap, middleware, routing::get};
use std::sync::Arc;

/// The router with the assets' route added and the layers that every answer goes through.
pub fn around<S: Clone + Send + Sync + 'static>(router: Router<S>, assets: Arc<Assets>) -> Router<S> {
    let serve =
        move |Path(name): Path<String>, headers: HeaderMap| std::future::ready(assets.serve(&name, &headers));
    router
        .route(ASSETS_PATH, get(serve))
        .layer(middleware::from_fn(locale::remember))
        .layer(middleware::from_fn(headers::secure))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::{
        body::Body,
        http::{Request, StatusCode, header},
    };
    use tower::ServiceExt as _;

    async fn answer(path: &str) -> axum::response::Response {
        let assets = Arc::new(Assets::new(None));
        let router = around(Router::<()>::new().route("/", get(|| std::future::ready("ok"))), assets);
        router.oneshot(Request::get(path).body(Body::empty()).unwrap()).await.unwrap()
    }

    #[tokio::test]
    async fn every_answer_carries_the_security_headers_and_pages_are_not_kept() {
        for path in ["/", "/nowhere"] {
            let answer = answer(path).await;
            let policy = answer.headers()[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
            assert!(policy.contains("script-src 'self'") && !policy.contains("unsafe"), "{policy}");
            assert_eq!(answer.headers()[header::CACHE_CONTROL], "no-store");
            assert_eq!(answer.headers()[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
        }
    }

    #[tokio::test]
    async fn an_asset_is_served_under_its_content_name_and_kept() {
        let found = answer(Assets::new(None).style()).await;
        assert_eq!(found.status(), StatusCode::OK);
        assert!(found.headers()[header::CACHE_CONTROL].to_str().unwrap().contains("immutable"));
        assert_eq!(answer("/assets/app.css").await.status(), StatusCode::NOT_FOUND);
    }

    #[tokio::test]
    async fn a_language_asked_for_is_kept_in_a_cookie() {
        let asked = answer("/?taal=en").await;
        assert!(asked.headers()[header::SET_COOKIE].to_str().unwrap().starts_with("taal=en;"));
        assert!(answer("/").await.headers().get(header::SET_COOKIE).is_none());
    }
}
