//! POST /v1/me/change_password

use nightdesk_auth::{lockout, model::Client, refusal::Field};
use nightdesk_store::{clients, users};
use nightdesk_wire::user::User;

use super::{current_password::prove, load::me};
use crate::{
    extract::{Cx, Form},
    fapi::signed_out::{after_sessions_ended, end_other_sessions},
    passwords,
    present::{self, ApiError, Reply},
    session_tasks,
};

/// Sets a new password, and on wish ends the user's other sessions.
///
/// # Errors
/// 401 if nobody is signed in; `form_password_incorrect` for a wrong current password, which counts towards a lockout;
/// `form_new_password_matches_current`, `form_password_length_too_short`, `form_password_length_too_long`.
pub(super) async fn change_password(mut cx: Cx, form: Form) -> Result<Reply<User>, ApiError> {
    let new = form.text("new_password")?.unwrap_or_default();
    let current = form.text("current_password")?.unwrap_or_default();
    let end_others = form.switch("sign_out_of_other_sessions")?;
    prove(&cx, &current, Some(&new)).await?;
    let digest = &passwords::digest(&cx.app, &cx.tenant, &new, Field::NewPassword, &[]).await?;

    let (of, client) = {
        let cx = &cx;
        cx.store()
            .write(|tx| async move {
                let me = me(cx, &tx).await?;
                let mut of = me.of;
                let user = &mut of.user;
                user.password_digest = Some(digest.clone());
                user.password_updated_at = Some(cx.now);
                user.updated_at = cx.now;
                lockout::clear(user);
                users::update(&tx, user).await?;
                session_tasks::password_replaced(&tx, &user.instance_id, &user.id, cx.now).await?;
                let mut client = None;
                if end_others
                    && end_other_sessions(cx, &tx, &me.session.client_id, &user.id, Some(&me.session.id))
                        .await?
                {
                    client = clients::find(&tx, &me.session.instance_id, &me.session.client_id).await?;
                    if let Some(client) = &mut client {
                        after_sessions_ended(cx, &tx, client).await?;
                    }
                }
                Ok::<_, ApiError>((of, client))
            })
            .await?
    };
    if let Some(client) = client {
        let client: Client = client;
        cx.adopt(client)?;
    }
    cx.reply(present::user(&cx.tenant.instance, &of, cx.now)).await
}
