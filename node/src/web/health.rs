//! `/healthz` and `/readyz`, for whoever watches the node: no sign-in, no figures.

use crate::storage::{Storage, settings};
use axum::{Router, extract::State, http::StatusCode, routing::get};
use tracing::warn;

/// The two routes: whether the program runs, and whether it can work, which takes its database.
pub fn routes(storage: Storage) -> Router {
    Router::new().route("/healthz", get(async || "ok")).route("/readyz", get(ready)).with_state(storage)
}

async fn ready(State(storage): State<Storage>) -> (StatusCode, &'static str) {
    match storage.read(|connection| settings::number(connection, "ready")).await {
        Ok(_) => (StatusCode::OK, "ready"),
        Err(error) => {
            warn!("the node is not ready: {error}");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer")
        }
    }
}
