//! POST /dashboard/api/social_connections/{provider}/check

use nightdesk_auth::oauth::Provider;
use serde::Serialize;

use crate::{
    ApiError,
    bapi::cx::BackendCx,
    extract::Path,
    oauth::{Finding, check},
    present::Json,
};

#[derive(Serialize)]
pub(in crate::pages) struct Findings {
    findings: Vec<Finding>,
}

/// Finds out whether a connection would work, and says what is wrong with it.
///
/// # Errors
/// `resource_not_found`.
pub(in crate::pages) async fn check_connection(
    cx: BackendCx,
    Path(name): Path<String>,
) -> Result<Json<Findings>, ApiError> {
    let instance = &cx.tenant.instance;
    let provider = Provider::find(&instance.settings, &name);
    let provider = provider.ok_or_else(|| ApiError::not_found("The social connection"))?;
    Ok(Json(Findings { findings: check(&cx.app, instance, &provider).await }))
}
