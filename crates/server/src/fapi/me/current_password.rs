//! Proving the password that the signed-in user has.

use nightdesk_auth::{Refusal, lockout, model::SessionTask, password::PasswordCheck, refusal::Field};
use nightdesk_store::users;

use super::load::me;
use crate::{extract::Cx, present::ApiError};

/// What there was to prove.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Had {
    Password,
    /// The user has none, so there is nothing to prove.
    None,
}

/// Checks the current password, counting the attempt first. A session whose task is to replace it has proved enough by
/// its sign-in, and so has one that is asked for a recent proof anyway: the prebuilt profile sends a new password alone
/// then. A new password has to be another one.
///
/// # Errors
/// 401 if nobody is signed in, `form_param_nil` and `form_password_incorrect` for `current_password`, `user_locked`,
/// `form_new_password_matches_current`.
pub(super) async fn prove(cx: &Cx, current: &str, new: Option<&str>) -> Result<Had, ApiError> {
    let counted = cx.store().write(|tx| async move {
        let me = me(cx, &tx).await?;
        let must_replace = me.session.tasks.contains(&SessionTask::ResetPassword);
        let recently_proved =
            new.is_some() && current.is_empty() && cx.tenant.instance.settings.sessions.reverification;
        let proved = must_replace || recently_proved;
        let mut user = me.of.user;
        if user.password_digest.is_some() && !proved {
            if current.is_empty() {
                return Err(Refusal::Missing(Field::CurrentPassword).into());
            }
            lockout::count_attempt(&mut user, cx.now)?;
            users::update(&tx, &user).await?;
        }
        Ok::<_, ApiError>((user.password_digest, proved))
    });
    let (digest, proved) = counted.await?;
    let Some(digest) = digest else { return Ok(Had::None) };
    if proved {
        if let Some(new) = new
            && cx.app.hasher().check(new, Some(&digest)).await? == PasswordCheck::Right
        {
            return Err(Refusal::PasswordUnchanged.into());
        }
        return Ok(Had::Password);
    }
    if cx.app.hasher().check(current, Some(&digest)).await? == PasswordCheck::Wrong {
        return Err(ApiError::from(Refusal::PasswordIncorrect).about(Field::CurrentPassword));
    }
    // It was right, whatever is wrong with the new one.
    let taken_back = cx.store().write(|tx| async move {
        let mut user = me(cx, &tx).await?.of.user;
        lockout::take_back(&mut user);
        Ok::<_, ApiError>(users::update(&tx, &user).await?)
    });
    taken_back.await?;
    if new == Some(current) {
        return Err(Refusal::PasswordUnchanged.into());
    }
    Ok(Had::Password)
}
