//! GET /.well-known/webauthn

use std::sync::Arc;

use axum::Extension;
use nightdesk_auth::origin;
use nightdesk_wire::well_known::RelatedOrigins;

use crate::{
    instances::Tenant,
    present::{ApiError, Json},
};

/// Origins of other sites that may use the instance's passkeys: those that may call it.
///
/// # Errors
/// `resource_not_found` if there are none.
pub(super) async fn webauthn(
    Extension(tenant): Extension<Arc<Tenant>>,
) -> Result<Json<RelatedOrigins>, ApiError> {
    let allowed = tenant.instance.settings.allowed_origins.iter();
    let origins: Vec<_> = allowed.filter(|origin| origin::is_web(origin)).cloned().collect();
    if origins.is_empty() {
        Err(ApiError::not_found("A related origin"))
    } else {
        Ok(Json(RelatedOrigins { origins }))
    }
}
