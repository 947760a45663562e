//! GET /v1/social_connections and /v1/social_connections/{provider}

use axum::response::Response;
use nightdesk_auth::oauth::Provider;
use nightdesk_wire::bapi::SocialConnection;

use super::{BackendCx, present};
use crate::{
    bapi::{list::present_part, query::Query},
    extract::Path,
    present::{ApiError, Json},
};

/// The connections of the instance, in the order of their names: an array, or with `paginated=true` one page and the
/// total.
///
/// # Errors
/// `form_param_value_invalid`.
pub(crate) async fn list(cx: BackendCx, query: Query) -> Result<Response, ApiError> {
    let (page, paginated) = (query.page()?, query.switch("paginated")?.unwrap_or(false));
    let instance = &cx.tenant.instance;
    let names = instance.settings.social_connections.keys();
    let providers = names.filter_map(|provider| Provider::find(&instance.settings, provider));
    Ok(present_part(providers.map(|provider| present(instance, &provider)).collect(), page, paginated))
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
