//! GET, POST /dashboard/api/secret_keys and DELETE /dashboard/api/secret_keys/{id}

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::IntoResponse,
};
use nightdesk_auth::{
    model::{Environment, Secret, SecretKey},
    provision,
};
use nightdesk_store::secret_keys::{self, Revocation};
use nightdesk_wire::{codes::ErrorCode, ids::SecretKeyId, time::UnixMs};
use serde::{Deserialize, Serialize};

use super::{
    super::guard::{Change, Opened},
    page::{Page, more, place_of, read_place},
};
use crate::{ApiError, App, bapi::query::Query, present::Json};

const PAGE: usize = 25;
/// One more than are shown, to see whether there are more.
const LIMIT: i64 = 26;
const MAX_NAME_CHARS: usize = 64;

#[derive(Serialize)]
pub(in crate::pages) struct SecretKeyView {
    id: SecretKeyId,
    name: String,
    prefix: String,
    /// In development always, in production in the answer that created it only.
    secret: Option<String>,
    created_at: UnixMs,
    last_used_at: Option<UnixMs>,
    revoked_at: Option<UnixMs>,
}

impl SecretKeyView {
    fn new(key: SecretKey, environment: Environment, just_made: Option<&Secret>) -> Self {
        let kept = key.plain.as_ref().filter(|_| environment.is_development());
        Self {
            secret: just_made.or(kept).map(|secret| secret.expose().to_owned()),
            id: key.id,
            name: key.name,
            prefix: key.prefix,
            created_at: key.created_at,
            last_used_at: key.last_used_at,
            revoked_at: key.revoked_at,
        }
    }
}

/// The keys of the instance that are not revoked, newest first.
///
/// # Errors
/// `form_param_value_invalid`.
pub(in crate::pages) async fn list(
    State(app): State<App>,
    Opened(tenant, _): Opened,
    query: Query,
) -> Result<Json<Page<SecretKeyView>>, ApiError> {
    let after = query.text("after").map(|text| read_place(text, SecretKeyId::parse)).transpose()?;
    let (instance, after) = (&tenant.instance.id, after.as_ref());
    let read =
        app.store().read(|tx| async move { secret_keys::list_live(&tx, instance, after, LIMIT).await });
    let mut found = read.await?;
    let next = more(&mut found, PAGE).map(|last| place_of(last.created_at, last.id.as_str()));
    let view = |key| SecretKeyView::new(key, tenant.instance.environment, None);
    Ok(Json(Page { data: found.into_iter().map(view).collect(), next }))
}

#[derive(Deserialize)]
pub(in crate::pages) struct Create {
    #[serde(default)]
    name: String,
}

/// Makes a key.
///
/// # Errors
/// `form_param_missing`, `form_param_max_length_exceeded`.
pub(in crate::pages) async fn create(
    State(app): State<App>,
    change: Change<Create>,
) -> Result<impl IntoResponse, ApiError> {
    let name = change.input.name.trim();
    if name.is_empty() {
        return Err(ApiError::param(ErrorCode::FormParamMissing, "name", "Give the key a name."));
    }
    if name.chars().count() > MAX_NAME_CHARS {
        let text = format!("A name has at most {MAX_NAME_CHARS} characters.");
        return Err(ApiError::param(ErrorCode::FormParamMaxLengthExceeded, "name", text));
    }
    let (key, secret) = provision::secret_key(&change.tenant.instance, name, app.rng(), app.clock().now());
    let new = &key;
    app.store().write(|tx| async move { secret_keys::insert(&tx, new).await }).await?;
    tracing::info!(secret_key.id = %key.id, "secret key created in the dashboard");
    Ok((
        StatusCode::CREATED,
        Json(SecretKeyView::new(key, change.tenant.instance.environment, Some(&secret))),
    ))
}

#[derive(Deserialize)]
pub(in crate::pages) struct Revoke {}

/// Revokes a key.
///
/// # Errors
/// `resource_not_found`, `last_secret_key`.
pub(in crate::pages) async fn revoke(
    State(app): State<App>,
    Path(id): Path<String>,
    change: Change<Revoke>,
) -> Result<impl IntoResponse, ApiError> {
    let id = &SecretKeyId::parse(id).map_err(|_| ApiError::not_found("The secret key"))?;
    let instance = &change.tenant.instance.id;
    let now = app.clock().now();
    match app.store().write(|tx| async move { secret_keys::revoke(&tx, instance, id, now).await }).await? {
        Revocation::Revoked(key) => {
            tracing::info!(secret_key.id = %key.id, "secret key revoked in the dashboard");
            Ok(Json(SecretKeyView::new(key, change.tenant.instance.environment, None)))
        }
        Revocation::NotFound => Err(ApiError::not_found("The secret key")),
        Revocation::Last => Err(ApiError::new(
            StatusCode::CONFLICT,
            ErrorCode::LastSecretKey,
            "last secret key",
            "This is the last key. Create another one first: without a key nobody can use the backend API.",
        )),
    }
}
