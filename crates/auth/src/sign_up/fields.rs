//! What a sign-up asks for, and what it was given.

use nightdesk_wire::{
    ids::{ClientId, InstanceId, SignUpId},
    time::UnixMs,
};
use serde_json::Value;

use crate::{
    Refusal, identifier,
    model::{Granted, Secret, Settings, SignUp, SignUpMode, SignUpStatus},
    profile,
    refusal::Field,
    sign_up::LIFETIME_SECS,
};

/// What every account needs.
pub const REQUIRED_FIELDS: &[&str] = &["email_address", "password"];
/// What an account may have.
pub const OPTIONAL_FIELDS: &[&str] = &["username", "first_name", "last_name"];

/// Fields of one form. `None` leaves a field as it is, an empty text clears it.
#[derive(Debug, Clone, Default)]
pub struct Fields {
    pub email_address: Option<String>,
    /// The digest of an acceptable password.
    pub password_digest: Option<Secret>,
    pub username: Option<String>,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub unsafe_metadata: Option<Value>,
    pub legal_accepted: bool,
}

/// Whether the instance takes new users.
///
/// # Errors
/// [`Refusal::SignUpClosed`] or [`Refusal::SignUpByWaitlist`] if it does not.
pub fn may_begin(settings: &Settings) -> Result<(), Refusal> {
    match settings.sign_up_mode() {
        SignUpMode::Public => Ok(()),
        SignUpMode::Restricted => Err(Refusal::SignUpClosed),
        SignUpMode::Waitlist => Err(Refusal::SignUpByWaitlist),
    }
}

/// Begins an empty sign-up.
///
/// # Errors
/// [`Refusal::SignUpClosed`] if the instance takes no new users.
pub fn create(
    id: SignUpId,
    instance_id: InstanceId,
    client_id: ClientId,
    settings: &Settings,
    now: UnixMs,
) -> Result<SignUp, Refusal> {
    may_begin(settings)?;
    Ok(empty(id, instance_id, client_id, now))
}

/// A sign-up with nothing in it.
pub(super) fn empty(id: SignUpId, instance_id: InstanceId, client_id: ClientId, now: UnixMs) -> SignUp {
    SignUp {
        id,
        instance_id,
        client_id,
        status: SignUpStatus::MissingRequirements,
        email_address: None,
        email_address_id: None,
        email_verification: None,
        username: None,
        first_name: None,
        last_name: None,
        password_digest: None,
        external_account: None,
        unsafe_metadata: Value::Object(serde_json::Map::new()),
        legal_accepted_at: None,
        granted: Granted::default(),
        created_session_id: None,
        created_user_id: None,
        abandon_at: now.plus_secs(LIFETIME_SECS),
        version: 0,
        created_at: now,
        updated_at: now,
    }
}

/// Takes the fields of a form. Another address has to be verified anew.
///
/// # Errors
/// [`Refusal::AttemptOver`], or what is wrong with a field.
pub fn apply(sign_up: &mut SignUp, fields: Fields, now: UnixMs) -> Result<(), Refusal> {
    if sign_up.abandon_at <= now || sign_up.status != SignUpStatus::MissingRequirements {
        return Err(Refusal::AttemptOver);
    }
    if let Some(text) = &fields.email_address {
        let address = identifier::email_address(text)?;
        let is_same = |known: &String| identifier::normalize(known) == identifier::normalize(address);
        if sign_up.granted.invitation_id.is_some() {
            if !sign_up.email_address.as_ref().is_some_and(is_same) {
                return Err(Refusal::Unfit(Field::EmailAddress));
            }
        } else if sign_up.email_address.as_deref() != Some(address) {
            sign_up.email_address = Some(address.to_owned());
            // What was sent so far still counts: changing the address must not reset the limit.
            sign_up.email_verification = sign_up.email_verification.take().map(|mut verification| {
                verification.code_digest = None;
                verification.status = crate::model::VerificationStatus::Unverified;
                verification
            });
        }
    }
    if let Some(text) = &fields.username {
        sign_up.username = if text.is_empty() { None } else { Some(identifier::username(text)?.to_owned()) };
    }
    if let Some(text) = &fields.first_name {
        sign_up.first_name = profile::name(text, Field::FirstName)?;
    }
    if let Some(text) = &fields.last_name {
        sign_up.last_name = profile::name(text, Field::LastName)?;
    }
    if let Some(digest) = fields.password_digest {
        sign_up.password_digest = Some(digest);
    }
    if let Some(metadata) = fields.unsafe_metadata {
        sign_up.unsafe_metadata = metadata;
    }
    if fields.legal_accepted {
        sign_up.legal_accepted_at = Some(now);
    }
    sign_up.updated_at = now;
    Ok(())
}

/// Required fields that are still empty.
#[must_use]
pub fn missing_fields(sign_up: &SignUp) -> Vec<&'static str> {
    let given = |field: &str| match field {
        "email_address" => sign_up.email_address.is_some(),
        // Who signs in at a provider needs no password here.
        "password" => sign_up.password_digest.is_some() || has_external_account(sign_up),
        _ => true,
    };
    REQUIRED_FIELDS.iter().copied().filter(|field| !given(field)).collect()
}

/// Whether the user will have an account at an identity provider.
#[must_use]
pub fn has_external_account(sign_up: &SignUp) -> bool {
    sign_up.external_account.as_ref().is_some_and(crate::model::Verification::is_verified)
}

/// Fields that are given and wait for a proof.
#[must_use]
pub fn unverified_fields(sign_up: &SignUp) -> Vec<&'static str> {
    let verified = sign_up.email_verification.as_ref().is_some_and(crate::model::Verification::is_verified);
    if sign_up.email_address.is_some() && !verified { vec!["email_address"] } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Strategy, Verification};

    fn begun() -> SignUp {
        create(
            SignUpId::parse("sua_a").unwrap(),
            InstanceId::parse("ins_a").unwrap(),
            ClientId::parse("client_a").unwrap(),
            &Settings::default(),
            UnixMs(0),
        )
        .unwrap()
    }

    #[test]
    fn a_closed_instance_takes_no_sign_up() {
        let closed = Settings { sign_up_enabled: false, ..Settings::default() };
        let begun = begun();
        let refused = create(begun.id, begun.instance_id, begun.client_id, &closed, UnixMs(0));
        assert_eq!(refused.unwrap_err(), Refusal::SignUpClosed);
    }

    #[test]
    fn fields_go_from_missing_to_unverified() {
        let mut sign_up = begun();
        assert_eq!(missing_fields(&sign_up), ["email_address", "password"]);
        let fields = Fields { email_address: Some("ada@example.com".into()), ..Fields::default() };
        apply(&mut sign_up, fields, UnixMs(1)).unwrap();
        assert_eq!(missing_fields(&sign_up), ["password"]);
        assert_eq!(unverified_fields(&sign_up), ["email_address"]);
    }

    #[test]
    fn another_address_has_to_be_verified_anew() {
        let mut sign_up = begun();
        let to = |address: &str| Fields { email_address: Some(address.into()), ..Fields::default() };
        apply(&mut sign_up, to("ada@example.com"), UnixMs(1)).unwrap();
        sign_up.email_verification = Some(Verification::verified(Strategy::EmailCode));
        apply(&mut sign_up, to("ada@example.com"), UnixMs(1)).unwrap();
        assert!(unverified_fields(&sign_up).is_empty());
        apply(&mut sign_up, to("eve@example.com"), UnixMs(1)).unwrap();
        assert_eq!(unverified_fields(&sign_up), ["email_address"]);
    }
}
