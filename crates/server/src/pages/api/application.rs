//! GET and PATCH /dashboard/api/application

use axum::extract::State;
use nightdesk_auth::model::Instance;
use nightdesk_store::{applications, instances};
use nightdesk_wire::{codes::ErrorCode, ids::InstanceId};
use serde::{Deserialize, Serialize};

use super::super::guard::{Change, Opened};
use crate::{ApiError, App, present::Json};

const MAX_NAME_CHARS: usize = 100;

#[derive(Serialize)]
pub(in crate::pages) struct ApplicationView {
    name: String,
    instances: Vec<InstanceName>,
}

#[derive(Serialize)]
struct InstanceName {
    id: InstanceId,
    environment: &'static str,
    frontend_api: String,
    publishable_key: String,
    /// Whether this is the one that is shown.
    open: bool,
    /// Whether this process answers for it.
    served: bool,
}

/// The application, and its instances: also those that another process serves.
pub(in crate::pages) async fn get(
    State(app): State<App>,
    Opened(tenant, _): Opened,
) -> Result<Json<ApplicationView>, ApiError> {
    view(&app, &tenant.instance).await
}

async fn view(app: &App, open: &Instance) -> Result<Json<ApplicationView>, ApiError> {
    let all: Vec<Instance> = app.store().read(|tx| async move { instances::list(&tx).await }).await?;
    let own: Vec<_> = all.into_iter().filter(|each| each.application_id == open.application_id).collect();
    Ok(Json(ApplicationView {
        name: own.first().map(|each| each.application_name.clone()).unwrap_or_default(),
        instances: own
            .into_iter()
            .map(|each| InstanceName {
                environment: each.environment.as_str(),
                publishable_key: each.publishable_key(),
                open: each.id == open.id,
                served: app.instances().serves(&each.id),
                id: each.id,
                frontend_api: each.frontend_api,
            })
            .collect(),
    }))
}

#[derive(Deserialize)]
pub(in crate::pages) struct Rename {
    #[serde(default)]
    name: String,
}

/// Gives the application a name, which both of its instances show to users.
///
/// # Errors
/// `form_param_missing`, `form_param_max_length_exceeded`.
pub(in crate::pages) async fn rename(
    State(app): State<App>,
    change: Change<Rename>,
) -> Result<Json<ApplicationView>, ApiError> {
    let name = change.input.name.trim();
    if name.is_empty() {
        return Err(ApiError::param(ErrorCode::FormParamMissing, "name", "Give the application a name."));
    }
    if name.chars().count() > MAX_NAME_CHARS {
        let text = format!("A name has at most {MAX_NAME_CHARS} characters.");
        return Err(ApiError::param(ErrorCode::FormParamMaxLengthExceeded, "name", text));
    }
    let (instance, now) = (&change.tenant.instance, app.clock().now());
    let rename = app
        .store()
        .write(|tx| async move { applications::update_name(&tx, &instance.application_id, name, now).await });
    rename.await.map_err(|error: nightdesk_store::Error| ApiError::from(error))?;
    app.instances().refresh();
    view(&app, instance).await
}
