//! The password strategy.

use nightdesk_auth::{
    Refusal, lockout,
    model::{SignIn, Strategy, User},
    password::PasswordCheck,
    refusal::Field,
    sign_in,
};
use nightdesk_store::users;
use nightdesk_wire::{ids::SignInId, sign_in as wire};

use super::{
    finish::{EndOthers, finish},
    load::load,
};
use crate::{
    extract::Cx,
    passwords,
    present::{self, ApiError, Reply},
};

/// Tries a password. The attempt is counted before the password is checked, so that attempts side by side cannot pass
/// the limit together. Where none is waited for, nothing is checked or counted.
///
/// # Errors
/// `form_password_incorrect`, `form_password_pwned`, `strategy_for_user_invalid`, `verification_already_verified`,
/// `user_locked`, `user_banned`, `resource_not_found`.
pub(super) async fn attempt(cx: Cx, id: &SignInId, password: &str) -> Result<Reply<wire::SignIn>, ApiError> {
    if !cx.tenant.instance.settings.allows(Strategy::Password) {
        return Err(Refusal::Unfit(Field::Strategy).into());
    }
    let cx_ref = &cx;
    let counted = cx
        .store()
        .write(|tx| async move {
            let loaded = load(cx_ref, &tx, id).await?;
            let mut user = loaded.user()?.user.clone();
            if let Err(refusal) = sign_in::waits_for_first_factor(&loaded.sign_in, cx_ref.now) {
                return Ok(Err(refusal));
            }
            lockout::count_attempt(&mut user, cx_ref.now)?;
            users::update(&tx, &user).await?;
            Ok::<_, ApiError>(Ok(user.password_digest))
        })
        .await?;
    let digest = match counted {
        Ok(digest) => digest,
        Err(refusal) => return Err(ApiError::from(refusal).with_client(present::client(&cx).await?)),
    };
    let check = cx.app.hasher().check(password, digest.as_ref()).await?;
    let good = match check {
        PasswordCheck::Right => passwords::check_at_sign_in(&cx.app, &cx.tenant, password).await,
        PasswordCheck::Wrong => Ok(()),
    };
    // The password is at hand only now: a digest from elsewhere gives way to one of our own.
    let renewed = match &digest {
        Some(digest) if check == PasswordCheck::Right && !cx.app.hasher().is_own(digest) => {
            Some(cx.app.hasher().hash(password, cx.app.rng()).await?)
        }
        _ => None,
    };
    let prove = |sign_in: &mut SignIn, user: &mut User| {
        if let Err(refusal) = &good {
            lockout::take_back(user);
            return Err(refusal.clone());
        }
        let step = sign_in::attempt_password(sign_in, user, check, cx_ref.now)?;
        if let Some(renewed) = renewed.clone().filter(|_| user.password_digest == digest) {
            user.password_digest = Some(renewed);
        }
        Ok(step)
    };
    let finished = finish(cx_ref, id, Strategy::Password, EndOthers::No, prove).await?;
    finished.reply(cx).await
}
