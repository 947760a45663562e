//! POST /v1/me/remove_password

use nightdesk_auth::{lockout, profile};
use nightdesk_store::users;
use nightdesk_wire::user::User;

use super::{
    current_password::{Had, prove},
    load::me,
};
use crate::{
    extract::{Cx, Form},
    present::{self, ApiError, Reply},
    session_tasks,
};

/// Takes the password off the signed-in user, who must be able to sign in otherwise.
///
/// # Errors
/// 401 if nobody is signed in; `session_reverification_required`; `form_password_incorrect` for a wrong current
/// password, which counts towards a lockout; `last_identification_deletion_failed` for a user without a verified
/// address; `resource_not_found` without a password.
pub(super) async fn remove_password(cx: Cx, form: Form) -> Result<Reply<User>, ApiError> {
    let current = form.text("current_password")?.unwrap_or_default();
    if prove(&cx, &current, None).await? == Had::None {
        return Err(ApiError::not_found("A password"));
    }
    let cx_ref = &cx;
    let written = cx.store().write(|tx| async move {
        let mut of = me(cx_ref, &tx).await?.of;
        let mut user = of.user.clone();
        profile::remove_password(&cx_ref.tenant.instance.settings, &mut user, of.contacts(), cx_ref.now)?;
        of.user = user;
        lockout::clear(&mut of.user);
        users::update(&tx, &of.user).await?;
        session_tasks::password_replaced(&tx, &of.user.instance_id, &of.user.id, cx_ref.now).await?;
        Ok::<_, ApiError>(of)
    });
    let of = written.await?;
    cx.reply(present::user(&cx.tenant.instance, &of, cx.now)).await
}
