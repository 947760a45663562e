//! GET /v1/sessions/{session_id}

use nightdesk_wire::{bapi, ids::SessionId};

use super::{BackendCx, find, present_session};
use crate::{ApiError, extract::Path, present::Json};

/// A session, also one that is over.
///
/// # Errors
/// `resource_not_found`.
pub(crate) async fn get(cx: BackendCx, Path(id): Path<SessionId>) -> Result<Json<bapi::Session>, ApiError> {
    let instance = cx.instance_id();
    let found = cx.read(async |tx| find(&tx, instance, &id).await).await?;
    Ok(Json(present_session(&found, cx.now)))
}
