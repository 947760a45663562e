//! A sign-in begins.

use nightdesk_wire::{
    ids::{ClientId, InstanceId, SignInId},
    time::UnixMs,
};

use crate::{
    Refusal,
    model::{SignIn, SignInStatus, User},
    sign_in::LIFETIME_SECS,
};

/// Begins a sign-in for whoever the identifier found. Without an identifier it waits for one.
///
/// # Errors
/// [`Refusal::IdentifierNotFound`] if there was an identifier and it found nobody.
pub fn create(
    id: SignInId,
    instance_id: InstanceId,
    client_id: ClientId,
    identifier: Option<&str>,
    found: Option<&User>,
    now: UnixMs,
) -> Result<SignIn, Refusal> {
    let status = match (identifier, found) {
        (Some(_), None) => return Err(Refusal::IdentifierNotFound),
        (_, Some(_)) => SignInStatus::NeedsFirstFactor,
        (None, None) => SignInStatus::NeedsIdentifier,
    };
    Ok(SignIn {
        id,
        instance_id,
        client_id,
        status,
        identifier: identifier.map(|text| text.trim().to_owned()),
        user_id: found.map(|user| user.id.clone()),
        client_known: None,
        first_factor: None,
        second_factor: None,
        created_session_id: None,
        abandon_at: now.plus_secs(LIFETIME_SECS),
        version: 0,
        created_at: now,
        updated_at: now,
    })
}
