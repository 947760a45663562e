//! POST /v1/users/ban and /v1/users/unban

use nightdesk_wire::{bapi, codes::ErrorCode, ids::UserId};

use super::{BackendCx, ban::set_banned, present_user};
use crate::{ApiError, bapi::body::Body, present::Json};

/// Most users of one request, as the contract has it.
const MAX_USERS: usize = 50;

/// Bans users, all or none.
///
/// # Errors
/// `form_param_missing`, `form_param_value_invalid`, `resource_not_found`.
pub(crate) async fn ban(cx: BackendCx, body: Body) -> Result<Json<Vec<bapi::User>>, ApiError> {
    change(cx, body, true).await
}

/// Lets banned users in again, all or none.
///
/// # Errors
/// As [`ban`].
pub(crate) async fn unban(cx: BackendCx, body: Body) -> Result<Json<Vec<bapi::User>>, ApiError> {
    change(cx, body, false).await
}

async fn change(cx: BackendCx, body: Body, banned: bool) -> Result<Json<Vec<bapi::User>>, ApiError> {
    let ids = user_ids(body)?;
    let (instance, now) = (cx.instance_id(), cx.now);
    let changed = cx.write(async |tx| {
        let mut changed = Vec::with_capacity(ids.len());
        for id in &ids {
            let found = set_banned(&tx, instance, id, banned, now).await?;
            changed.push(present_user(&cx.tenant.instance, &found, cx.now));
        }
        Ok(changed)
    });
    Ok(Json(changed.await?))
}

fn user_ids(mut body: Body) -> Result<Vec<UserId>, ApiError> {
    let texts = body.texts("user_ids")?.unwrap_or_default();
    body.finish()?;
    if texts.is_empty() {
        return Err(ApiError::param(ErrorCode::FormParamMissing, "user_ids", "user_ids must be included."));
    }
    if texts.len() > MAX_USERS {
        let text = format!("user_ids takes at most {MAX_USERS} ids.");
        return Err(ApiError::param(ErrorCode::FormParamValueInvalid, "user_ids", text));
    }
    texts.into_iter().map(|id| UserId::parse(id).map_err(|_| ApiError::not_found("The user"))).collect()
}
