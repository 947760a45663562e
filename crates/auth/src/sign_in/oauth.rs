//! A sign-in by an account at an identity provider.

use nightdesk_wire::time::UnixMs;

use super::{Step, attempt::first_factor_proved};
use crate::{
    Refusal, lockout,
    model::{OauthFailure, OauthIdentity, SignIn, SignInStatus, User},
    oauth,
};

/// Whether the sign-in can still be proved. Nobody has to be found yet: a provider or a passkey says who it is.
pub(crate) fn waits_for_any(sign_in: &SignIn, now: UnixMs) -> Result<(), Refusal> {
    if sign_in.abandon_at <= now {
        return Err(Refusal::AttemptOver);
    }
    match sign_in.status {
        SignInStatus::NeedsIdentifier | SignInStatus::NeedsFirstFactor => Ok(()),
        SignInStatus::Abandoned => Err(Refusal::AttemptOver),
        SignInStatus::Complete
        | SignInStatus::NeedsSecondFactor
        | SignInStatus::NeedsClientTrust
        | SignInStatus::NeedsNewPassword => Err(Refusal::AlreadyVerified),
    }
}

/// Leads the user to the provider's page: the sign-in now waits for the way back.
///
/// # Errors
/// [`Refusal::AttemptOver`] or [`Refusal::AlreadyVerified`].
pub fn prepare_oauth(
    sign_in: &mut SignIn,
    provider: &str,
    authorize_url: String,
    now: UnixMs,
) -> Result<(), Refusal> {
    waits_for_any(sign_in, now)?;
    sign_in.first_factor = Some(oauth::waiting(provider, authorize_url, now));
    sign_in.updated_at = now;
    Ok(())
}

/// The provider knows somebody who has no account here: a sign-up can take over what was proved.
///
/// # Errors
/// As [`prepare_oauth`].
pub fn offer_sign_up(sign_in: &mut SignIn, identity: OauthIdentity, now: UnixMs) -> Result<(), Refusal> {
    waits_for_any(sign_in, now)?;
    sign_in.first_factor = Some(oauth::transferable(identity, OauthFailure::AccountNotFound, now));
    sign_in.updated_at = now;
    Ok(())
}

/// Takes the provider's word for it that `user` is who signs in, whoever was found before.
///
/// # Errors
/// As [`prepare_oauth`], and whatever keeps the user from signing in.
pub fn admit(sign_in: &mut SignIn, user: &User, provider: &str, now: UnixMs) -> Result<Step, Refusal> {
    waits_for_any(sign_in, now)?;
    lockout::may_try(user, now)?;
    sign_in.user_id = Some(user.id.clone());
    sign_in.status = SignInStatus::NeedsFirstFactor;
    sign_in.first_factor = Some(oauth::prove(provider, None, now));
    sign_in.updated_at = now;
    Ok(first_factor_proved(sign_in, user))
}
