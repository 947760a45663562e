//! The password strategy.

use nightdesk_auth::{lockout, model::Strategy, sign_in};
use nightdesk_store::users;
use nightdesk_wire::{ids::SignInId, sign_in::SignIn};

use super::{
    finish::{EndOthers, finish},
    load::load,
};
use crate::{
    extract::Cx,
    present::{ApiError, Reply},
};

/// Tries a password. The attempt is counted before the password is checked, so that attempts side by side cannot pass
/// the limit together.
///
/// # Errors
/// `form_password_incorrect`, `strategy_for_user_invalid`, `user_locked`, `user_banned`, `resource_not_found`.
pub(super) async fn attempt(cx: Cx, id: &SignInId, password: &str) -> Result<Reply<SignIn>, ApiError> {
    let cx_ref = &cx;
    let digest = cx
        .store()
        .write(|tx| async move {
            let loaded = load(cx_ref, &tx, id).await?;
            let mut user = loaded.user()?.user.clone();
            lockout::count_attempt(&mut user, cx_ref.now)?;
            users::update(&tx, &user).await?;
            Ok::<_, ApiError>(user.password_digest)
        })
        .await?;
    let check = cx.app.hasher().check(password, digest.as_ref()).await?;
    let prove = |sign_in: &mut nightdesk_auth::model::SignIn, user: &mut nightdesk_auth::model::User| {
        sign_in::attempt_password(sign_in, user, check, cx_ref.now)
    };
    let finished = finish(cx_ref, id, Strategy::Password, EndOthers::No, prove).await?;
    finished.reply(cx).await
}
