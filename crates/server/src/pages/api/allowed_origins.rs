//! PUT /dashboard/api/allowed_origins

use axum::{extract::State, response::IntoResponse};
use nightdesk_store::instances;
use nightdesk_wire::codes::ErrorCode;
use serde::{Deserialize, Serialize};

use super::super::guard::Change;
use crate::{ApiError, App, present::Json};

/// Every request to the frontend API goes through the list.
const MAX_ORIGINS: usize = 200;

#[derive(Deserialize, Serialize)]
pub(in crate::pages) struct AllowedOrigins {
    allowed_origins: Vec<String>,
}

/// Replaces the origins that may call the frontend API.
///
/// # Errors
/// `form_param_format_invalid` names what is not an origin; `form_param_max_length_exceeded`.
pub(in crate::pages) async fn replace(
    State(app): State<App>,
    change: Change<AllowedOrigins>,
) -> Result<impl IntoResponse, ApiError> {
    let mut allowed_origins: Vec<String> = Vec::new();
    for origin in change.input.allowed_origins {
        if !allowed_origins.contains(&origin) {
            allowed_origins.push(origin);
        }
    }
    if allowed_origins.len() > MAX_ORIGINS {
        let text = format!("At most {MAX_ORIGINS} origins can be listed.");
        return Err(ApiError::param(ErrorCode::FormParamMaxLengthExceeded, "allowed_origins", text));
    }
    let instance = &change.tenant.instance;
    let now = app.clock().now();
    let origins = &allowed_origins;
    app.store()
        .write(|tx| async move {
            // Read again inside the transaction: another setting may have changed since.
            let current = instances::find(&tx, &instance.id).await?;
            let mut settings = current.ok_or_else(|| ApiError::not_found("The instance"))?.settings;
            settings.allowed_origins.clone_from(origins);
            settings.validate(instance.environment).map_err(|error| {
                let text = format!("{error}.");
                ApiError::param(ErrorCode::FormParamFormatInvalid, "allowed_origins", text)
            })?;
            instances::update_settings(&tx, &instance.id, &settings, now).await?;
            Ok::<_, ApiError>(())
        })
        .await?;
    app.instances().refresh();
    tracing::info!(count = allowed_origins.len(), "allowed origins changed in the dashboard");
    Ok(Json(AllowedOrigins { allowed_origins }))
}
