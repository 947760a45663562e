//! POST /v1/users/{user_id}/password/set_compromised

use nightdesk_store::compromised_passwords;
use nightdesk_wire::{bapi, codes::ErrorCode, ids::UserId};

use crate::{
    ApiError,
    bapi::{
        body::Body,
        cx::BackendCx,
        users::{find, present_user, sign_out_everywhere},
    },
    extract::Path,
    present::Json,
};

/// Notes that others know a user's password: whoever signs in as the user has to set another before the session counts.
/// On wish it ends every session.
///
/// # Errors
/// `resource_not_found`, `form_param_value_invalid` for a user without a password.
pub(super) async fn set_compromised(
    cx: BackendCx,
    Path(id): Path<UserId>,
    mut body: Body,
) -> Result<Json<bapi::User>, ApiError> {
    let end_sessions = body.switch("revoke_all_sessions")?.unwrap_or(false);
    body.finish()?;
    let (instance, now) = (cx.instance_id(), cx.now);
    let marked = cx.write(async |tx| {
        let found = find(&tx, instance, &id).await?;
        if found.user.password_digest.is_none() {
            let text = "This user has no password.";
            return Err(ApiError::param(ErrorCode::FormParamValueInvalid, "user_id", text));
        }
        compromised_passwords::mark(&tx, instance, &id, now).await?;
        if end_sessions {
            sign_out_everywhere(&tx, instance, &id, now).await?;
        }
        Ok(found)
    });
    Ok(Json(present_user(&cx.tenant.instance, &marked.await?, cx.now)))
}
