//! GET /v1/social_connections and /v1/social_connections/{provider}

use nightdesk_auth::oauth::Provider;
use nightdesk_wire::bapi::SocialConnection;

use super::{BackendCx, present};
use crate::{
    extract::Path,
    present::{ApiError, Json},
};

/// The connections of the instance, in the order of their names.
pub(crate) async fn list(cx: BackendCx) -> Json<Vec<SocialConnection>> {
    let instance = &cx.tenant.instance;
    let names = instance.settings.social_connections.keys();
    let providers = names.filter_map(|provider| Provider::find(&instance.settings, provider));
    Json(providers.map(|provider| present(instance, &provider)).collect())
}

/// One connection.
///
/// # Errors
/// `resource_not_found`.
pub(crate) async fn get(
    cx: BackendCx,
    Path(provider): Path<String>,
) -> Result<Json<SocialConnection>, ApiError> {
    let instance = &cx.tenant.instance;
    let provider = Provider::find(&instance.settings, &provider);
    let provider = provider.ok_or_else(|| ApiError::not_found("The social connection"))?;
    Ok(Json(present(instance, &provider)))
}
