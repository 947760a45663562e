//! POST /v1/sessions/{session_id}/revoke

use nightdesk_auth::{model::SessionStatus, session::client_updated_at};
use nightdesk_store::{clients, sessions};
use nightdesk_wire::{bapi, ids::SessionId};

use super::{BackendCx, find, present_session};
use crate::{ApiError, extract::Path, present::Json};

/// Ends a session: it gives no more tokens, and its client sees it gone. One that is over stays as it is.
///
/// # Errors
/// `resource_not_found`.
pub(crate) async fn revoke(
    cx: BackendCx,
    Path(id): Path<SessionId>,
) -> Result<Json<bapi::Session>, ApiError> {
    let (instance, now) = (cx.instance_id(), cx.now);
    let revoked = cx.write(async |tx| {
        let found = find(&tx, instance, &id).await?;
        if !found.is_live(now) {
            return Ok(found);
        }
        let Some(ended) = sessions::end(&tx, instance, &id, SessionStatus::Revoked, now).await? else {
            return Ok(found);
        };
        if let Some(mut client) = clients::find(&tx, instance, &ended.client_id).await? {
            client.updated_at = client_updated_at(now);
            clients::update(&tx, &client).await?;
        }
        Ok(ended)
    });
    let revoked = revoked.await?;
    tracing::info!(session.id = %id, "session revoked by the backend");
    Ok(Json(present_session(&revoked, now)))
}
