//! POST /v1/users/{user_id}/remove_password

use nightdesk_store::users;
use nightdesk_wire::{bapi, ids::UserId};

use super::{BackendCx, find, present_user, sign_out_everywhere};
use crate::{ApiError, bapi::body::Body, extract::Path, present::Json, session_tasks};

/// Takes the password off a user, and on wish ends every session.
///
/// # Errors
/// `resource_not_found`.
pub(crate) async fn remove_password(
    cx: BackendCx,
    Path(id): Path<UserId>,
    mut body: Body,
) -> Result<Json<bapi::User>, ApiError> {
    let end_sessions = body.switch("sign_out_of_other_sessions")?.unwrap_or(false);
    body.finish()?;
    let (instance, now) = (cx.instance_id(), cx.now);
    let changed = cx.write(async |tx| {
        let mut found = find(&tx, instance, &id).await?;
        found.user.password_digest = None;
        found.user.password_updated_at = None;
        found.user.updated_at = now;
        users::update(&tx, &found.user).await?;
        session_tasks::password_replaced(&tx, instance, &id, now).await?;
        if end_sessions {
            sign_out_everywhere(&tx, instance, &id, now).await?;
        }
        Ok(found)
    });
    Ok(Json(present_user(&cx.tenant.instance, &changed.await?, cx.now)))
}
