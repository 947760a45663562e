//! DELETE /v1/me/totp

use nightdesk_auth::second_factor;
use nightdesk_store::users;
use nightdesk_wire::deleted_object::DeletedObject;

use crate::{
    extract::Cx,
    fapi::me::load::me,
    present::{ApiError, Reply},
};

/// Takes the authenticator application off the account, and the backup codes that stand in for it.
///
/// # Errors
/// 401 if nobody is signed in, `resource_not_found` without an application.
pub(super) async fn delete(cx: Cx) -> Result<Reply<DeletedObject>, ApiError> {
    let cx_ref = &cx;
    let totp = cx
        .store()
        .write(|tx| async move {
            let mut user = me(cx_ref, &tx).await?.of.user;
            let totp = second_factor::remove_totp(&mut user, cx_ref.now);
            let totp = totp.ok_or_else(|| ApiError::not_found("An authenticator application"))?;
            users::update(&tx, &user).await?;
            Ok::<_, ApiError>(totp)
        })
        .await?;
    cx.reply(DeletedObject::new("totp", totp.id.as_str())).await
}
