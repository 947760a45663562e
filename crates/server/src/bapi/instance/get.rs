//! GET /v1/instance

use nightdesk_wire::bapi;

use crate::{bapi::cx::BackendCx, present::Json};

/// The instance of the secret key.
///
/// # Errors
/// `clerk_key_invalid`.
pub(crate) async fn get(cx: BackendCx) -> Json<bapi::Instance> {
    let instance = &cx.tenant.instance;
    let origins = &instance.settings.allowed_origins;
    Json(bapi::Instance {
        id: instance.id.clone(),
        environment_type: instance.environment.as_str(),
        allowed_origins: (!origins.is_empty()).then(|| origins.clone()),
        workspace_id: None,
    })
}
