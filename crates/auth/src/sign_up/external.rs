//! A sign-up by an account at an identity provider.

use nightdesk_wire::time::UnixMs;

use super::runs;
use crate::{
    Refusal, identification,
    model::{OauthIdentity, SignUp, Verification},
    oauth,
};

/// Leads the user to the provider's page: the sign-up now waits for the way back.
///
/// # Errors
/// [`Refusal::AttemptOver`] or [`Refusal::AlreadyVerified`].
pub fn prepare_oauth(sign_up: &mut SignUp, waiting: Verification, now: UnixMs) -> Result<(), Refusal> {
    runs(sign_up, now)?;
    sign_up.external_account = Some(waiting);
    sign_up.updated_at = now;
    Ok(())
}

/// Takes over what the provider said: the account, and what the form has left empty. An address that the provider has
/// not verified is to be proved here.
///
/// # Errors
/// [`Refusal::AttemptOver`] or [`Refusal::AlreadyVerified`].
pub fn identified(sign_up: &mut SignUp, identity: OauthIdentity, now: UnixMs) -> Result<(), Refusal> {
    runs(sign_up, now)?;
    let wanted = sign_up.email_address.as_deref().map(crate::identifier::normalize);
    if let Some(address) = &identity.email_address
        && wanted.is_none_or(|wanted| wanted == crate::identifier::normalize(address))
    {
        sign_up.email_address = Some(address.clone());
        let vouched =
            identity.verified_address().map(|_| identification::vouched_for(&identity.provider, now));
        sign_up.email_verification = vouched.or_else(|| sign_up.email_verification.take());
    }
    if sign_up.first_name.is_none() {
        sign_up.first_name.clone_from(&identity.first_name);
    }
    if sign_up.last_name.is_none() {
        sign_up.last_name.clone_from(&identity.last_name);
    }
    let provider = identity.provider.clone();
    sign_up.external_account = Some(oauth::prove(&provider, Some(identity), now));
    sign_up.updated_at = now;
    Ok(())
}

/// Takes the identity out of a sign-up that becomes a user: the account has it from then on.
pub fn take_identity(sign_up: &mut SignUp) -> Option<OauthIdentity> {
    sign_up.external_account.as_mut().filter(|proof| proof.is_verified())?.oauth.as_mut()?.identity.take()
}
