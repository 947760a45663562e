//! What a sign-up asks for, and what it was given.

use nightdesk_wire::{
    ids::{ClientId, InstanceId, SignUpId},
    time::UnixMs,
};
use serde_json::Value;

use crate::{
    Refusal, identifier,
    model::{Granted, Secret, Settings, SignUp, SignUpMode, SignUpStatus, Verification},
    profile,
    refusal::Field,
    sign_up::LIFETIME_SECS,
    web3,
};

/// Fields of one form. `None` leaves a field as it is, an empty text clears it.
#[derive(Debug, Clone, Default)]
pub struct Fields {
    pub email_address: Option<String>,
    pub phone_number: Option<String>,
    /// Whichever of the two it is.
    pub email_address_or_phone_number: Option<String>,
    /// The digest of an acceptable password.
    pub password_digest: Option<Secret>,
    pub username: Option<String>,
    pub web3_wallet: Option<String>,
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
        phone_number: None,
        phone_number_id: None,
        phone_verification: None,
        username: None,
        first_name: None,
        last_name: None,
        password_digest: None,
        external_account: None,
        web3_wallet: None,
        web3_verification: None,
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

/// Takes the fields of a form. Another address or number has to be verified anew.
///
/// # Errors
/// [`Refusal::AttemptOver`], [`Refusal::Disabled`] for what users do not have here, or what is wrong with a field.
pub fn apply(sign_up: &mut SignUp, settings: &Settings, fields: Fields, now: UnixMs) -> Result<(), Refusal> {
    if sign_up.abandon_at <= now || sign_up.status != SignUpStatus::MissingRequirements {
        return Err(Refusal::AttemptOver);
    }
    let fields = fields.sorted(settings)?;
    if let Some(text) = &fields.email_address {
        let address = if text.is_empty() { None } else { Some(identifier::email_address(text)?.to_owned()) };
        if sign_up.granted.invitation_id.is_some() {
            let normal = |address: &Option<String>| address.as_deref().map(identifier::normalize);
            if normal(&sign_up.email_address) != normal(&address) {
                return Err(Refusal::Unfit(Field::EmailAddress));
            }
        } else if sign_up.email_address != address {
            sign_up.email_address = address;
            sign_up.email_verification = sign_up.email_verification.take().map(begin_anew);
        }
    }
    if let Some(text) = &fields.phone_number {
        let number = if text.is_empty() { None } else { Some(identifier::phone_number(text)?) };
        if sign_up.phone_number != number {
            sign_up.phone_number = number;
            sign_up.phone_verification = sign_up.phone_verification.take().map(begin_anew);
        }
    }
    if let Some(text) = &fields.web3_wallet {
        let address = if text.trim().is_empty() { None } else { Some(web3::address(text)?) };
        if sign_up.web3_wallet != address {
            sign_up.web3_wallet = address;
            sign_up.web3_verification = None;
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

/// What was sent so far still counts: changing the address must not reset the limit.
fn begin_anew(before: Verification) -> Verification {
    Verification { codes_sent: before.codes_sent, ..Verification::new(before.strategy) }
}

impl Fields {
    /// With the field that is one of two in its place, and nothing in it that users do not have here.
    fn sorted(mut self, settings: &Settings) -> Result<Self, Refusal> {
        if let Some(text) = self.email_address_or_phone_number.take().filter(|text| !text.trim().is_empty()) {
            if text.trim_start().starts_with('+') {
                self.phone_number = Some(text);
            } else {
                self.email_address = Some(text);
            }
        }
        let given = |text: &Option<String>| text.as_ref().is_some_and(|text| !text.is_empty());
        for (presence, is_given, field) in [
            (settings.email_address, given(&self.email_address), Field::EmailAddress),
            (settings.phone_number, given(&self.phone_number), Field::PhoneNumber),
            (settings.username, given(&self.username), Field::Username),
            (settings.password_presence, self.password_digest.is_some(), Field::Password),
            (settings.first_name, given(&self.first_name), Field::FirstName),
            (settings.last_name, given(&self.last_name), Field::LastName),
        ] {
            if is_given && !presence.is_on() {
                return Err(Refusal::Disabled(field));
            }
        }
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::{Presence, Strategy},
        sign_up::unverified_fields,
    };

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
    fn another_address_or_number_has_to_be_verified_anew() {
        let settings = Settings { phone_number: Presence::On, ..Settings::default() };
        let mut sign_up = begun();
        let fields = |address: &str, number: &str| Fields {
            email_address: Some(address.into()),
            email_address_or_phone_number: Some(number.into()),
            ..Fields::default()
        };
        let apply = |sign_up: &mut SignUp, fields| apply(sign_up, &settings, fields, UnixMs(1));
        apply(&mut sign_up, fields("ada@example.com", "+12125552368")).unwrap();
        let proof = |strategy| Some(Verification { codes_sent: 3, ..Verification::verified(strategy) });
        sign_up.email_verification = proof(Strategy::EmailCode);
        sign_up.phone_verification = proof(Strategy::PhoneCode);
        apply(&mut sign_up, fields("ada@example.com", "+1 212 555 2368")).unwrap();
        assert!(unverified_fields(&sign_up).is_empty());
        apply(&mut sign_up, fields("eve@example.com", "+12125552369")).unwrap();
        assert_eq!(unverified_fields(&sign_up), ["email_address", "phone_number"]);
        assert_eq!(sign_up.phone_verification.map(|proof| proof.codes_sent), Some(3));
    }

    #[test]
    fn what_users_do_not_have_is_refused() {
        let number = || Fields { phone_number: Some("+12125552368".into()), ..Fields::default() };
        let refused = apply(&mut begun(), &Settings::default(), number(), UnixMs(1));
        assert_eq!(refused, Err(Refusal::Disabled(Field::PhoneNumber)));
        let on = Settings { phone_number: Presence::On, ..Settings::default() };
        assert_eq!(apply(&mut begun(), &on, number(), UnixMs(1)), Ok(()));
    }
}
