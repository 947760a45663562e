//! GET /v1/sign_ups/{id}

use nightdesk_wire::{ids::SignUpId, sign_up::SignUp};

use super::{find, present_sign_up};
use crate::{ApiError, bapi::cx::BackendCx, extract::Path, present::Json};

/// A sign-up.
///
/// # Errors
/// `resource_not_found`.
pub(crate) async fn get(cx: BackendCx, Path(id): Path<SignUpId>) -> Result<Json<SignUp>, ApiError> {
    let instance = cx.instance_id();
    let found = cx.read(async |tx| find(&tx, instance, &id).await).await?;
    Ok(Json(present_sign_up(&cx.tenant.instance.settings, &found, cx.now)))
}
