//! GET /v1/health

use axum::{
    Router,
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use serde_json::json;

use crate::{app::App, present, routing::get};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/v1/health", get(health))
}

/// Whether the database answers.
async fn health(State(app): State<App>) -> Response {
    let answers = app.store().read(|tx| async move { nightdesk_store::instances::list(&tx).await }).await;
    match answers {
        Ok(_) => present::Json(json!({"status": "healthy"})).into_response(),
        Err(error) => {
            tracing::warn!(%error, "the database does not answer");
            let body = json!({"status": "unhealthy", "message": "The database does not answer."});
            (StatusCode::SERVICE_UNAVAILABLE, present::Json(body)).into_response()
        }
    }
}
