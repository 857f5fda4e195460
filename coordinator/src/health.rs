//! What a supervisor or a load balancer asks: does the program live, and can it answer.

use crate::handle::CoordinatorHandle;
use axum::{Router, extract::State, http::StatusCode, routing::get};

/// `/healthz`: the process answers. `/readyz`: this replica knows a leader and can read its state.
pub fn router(handle: CoordinatorHandle) -> Router {
    Router::new().route("/healthz", get(|| async { "ok\n" })).route("/readyz", get(ready)).with_state(handle)
}

async fn ready(State(handle): State<CoordinatorHandle>) -> (StatusCode, String) {
    let status = handle.replica().status();
    match status.leader {
        None => (StatusCode::SERVICE_UNAVAILABLE, "no leader is known\n".to_owned()),
        Some(leader) => match handle.readers().read(|connection| crate::storage::time_ms(connection)).await {
            Ok(_) => (StatusCode::OK, format!("replica {} follows replica {leader}\n", status.id)),
            Err(error) => {
                tracing::error!("the state cannot be read: {error}");
                (StatusCode::SERVICE_UNAVAILABLE, "the state cannot be read\n".to_owned())
            }
        },
    }
}
