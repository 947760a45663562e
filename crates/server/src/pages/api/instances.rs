//! POST /dashboard/api/instances

use axum::{extract::State, http::StatusCode, response::IntoResponse};
use nightdesk_auth::{
    frontend_api,
    model::{Application, EventKind, Instance},
    origin::host_of,
    provision, satellite,
};
use nightdesk_jws::KeyError;
use nightdesk_store::{Error, applications, instances, secret_keys};
use nightdesk_wire::{codes::ErrorCode, ids::InstanceId};
use serde::{Deserialize, Serialize};

use super::super::guard::Change;
use crate::{
    ApiError, App,
    events::{event, log},
    present::Json,
};

#[derive(Deserialize)]
pub(in crate::pages) struct Create {
    #[serde(default)]
    frontend_api: String,
}

#[derive(Serialize)]
struct Created {
    id: InstanceId,
    environment: &'static str,
    frontend_api: String,
    publishable_key: String,
    /// In production shown in this answer only.
    secret_key: String,
}

/// Makes the application's instance of the environment that is not shown. It begins with the rules of the one that is,
/// and with a secret key. Both logs tell of it.
///
/// # Errors
/// `dashboard_admin_required`, `form_param_missing`, `form_param_format_invalid`, `form_param_value_invalid`,
/// `duplicate_record`.
pub(in crate::pages) async fn create(
    State(app): State<App>,
    change: Change<Create>,
) -> Result<impl IntoResponse, ApiError> {
    change.visitor.require_admin()?;
    let (shown, now) = (&change.tenant.instance, app.clock().now());
    let host = read_host(&change.input.frontend_api, shown)?;
    let application = &shown.application_id;
    let read = app.store().read(|tx| async move { applications::find(&tx, application).await });
    let application: Option<Application> = read.await?;
    let application = application.ok_or_else(|| ApiError::not_found("The application"))?;
    let made = &make(&app, application, host, shown).await?;
    let (key, secret) = &provision::secret_key(made, "Default", app.rng(), now);
    let told = Some(made.id.to_string());
    let event = &event(&app, &made.id, EventKind::Change, "POST /instances", &change.visitor.actor(), told);
    let store = app.store().write(|tx| async move {
        instances::insert(&tx, made).await.map_err(|error| match error {
            Error::Conflict => duplicate(shown),
            other => other.into(),
        })?;
        secret_keys::insert(&tx, key).await?;
        log(&tx, &made.settings, event).await?;
        Ok::<_, ApiError>(())
    });
    store.await?;
    app.instances().refresh();
    tracing::info!(instance.id = %made.id, "instance created in the dashboard");
    let created = Created {
        id: made.id.clone(),
        environment: made.environment.as_str(),
        frontend_api: made.frontend_api.clone(),
        publishable_key: made.publishable_key(),
        secret_key: secret.expose().to_owned(),
    };
    Ok((StatusCode::CREATED, Json(created)))
}

/// The host of the new instance's frontend API. Browsers keep one set of cookies for all ports of a host, so it is
/// another host than the one of `shown`.
fn read_host(typed: &str, shown: &Instance) -> Result<String, ApiError> {
    const PARAM: &str = "frontend_api";
    let typed = typed.trim();
    if typed.is_empty() {
        let text = "Say on which host its frontend API answers, such as auth.example.com.";
        return Err(ApiError::param(ErrorCode::FormParamMissing, PARAM, text));
    }
    let host = frontend_api::parse(typed).map_err(|problem| {
        let text = format!("This cannot be the frontend API: {problem}. Write a host like auth.example.com.");
        ApiError::param(ErrorCode::FormParamFormatInvalid, PARAM, text)
    })?;
    let taken = host_of(&host).eq_ignore_ascii_case(shown.host())
        || satellite::named(&shown.settings.satellite_domains, &host).is_some();
    if taken {
        let text =
            format!("The {} instance answers on this host. Choose another.", shown.environment.as_str());
        return Err(ApiError::param(ErrorCode::FormParamValueInvalid, PARAM, text));
    }
    Ok(host)
}

/// An instance that is not stored yet. Its signing key takes long to make, so it is not made between other requests.
async fn make(
    app: &App,
    application: Application,
    host: String,
    shown: &Instance,
) -> Result<Instance, ApiError> {
    let (app, environment, settings) = (app.clone(), shown.environment.other(), shown.settings.rules());
    let work = move || {
        let now = app.clock().now();
        let made = provision::instance(&application, environment, &host, app.rng(), now)?;
        Ok::<_, KeyError>(Instance { settings, ..made })
    };
    let made = tokio::task::spawn_blocking(work).await;
    let made =
        made.map_err(|error| ApiError::unavailable(&error, "The instance was not made. Try again."))?;
    made.map_err(|error| ApiError::internal(&error))
}

fn duplicate(shown: &Instance) -> ApiError {
    let text = format!("The application has a {} instance already.", shown.environment.other().as_str());
    ApiError::new(StatusCode::CONFLICT, ErrorCode::DuplicateRecord, "duplicate record", text)
}
