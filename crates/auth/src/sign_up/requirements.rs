//! What an account needs here, and what of it a sign-up has.

use crate::model::{Presence, Settings, SignUp, Verification};

const LEGAL: &str = "legal_accepted";
const EITHER: &str = "email_address_or_phone_number";

/// The attributes that a form can have, in the order of a form.
fn attributes(settings: &Settings) -> [(&'static str, Presence); 6] {
    [
        ("email_address", settings.email_address),
        ("phone_number", settings.phone_number),
        ("username", settings.username),
        ("first_name", settings.first_name),
        ("last_name", settings.last_name),
        ("password", settings.password_presence),
    ]
}

/// What every account needs.
#[must_use]
pub fn required_fields(settings: &Settings) -> Vec<&'static str> {
    let required = attributes(settings).into_iter().filter(|(_, presence)| presence.is_required());
    let legal = settings.legal_consent.then_some(LEGAL);
    identifier(settings).into_iter().chain(required.map(|(field, _)| field)).chain(legal).collect()
}

/// What an account may have.
#[must_use]
pub fn optional_fields(settings: &Settings) -> Vec<&'static str> {
    let optional = attributes(settings).into_iter().filter(|(_, presence)| *presence == Presence::On);
    let required = identifier(settings);
    optional.map(|(field, _)| field).filter(|field| Some(*field) != required).collect()
}

/// Where no identifier is required by itself, an account still needs one.
fn identifier(settings: &Settings) -> Option<&'static str> {
    let (email, phone, username) = (settings.email_address, settings.phone_number, settings.username);
    if [email, phone, username].iter().any(|presence| presence.is_required()) {
        return None;
    }
    Some(match (email.is_on(), phone.is_on()) {
        (true, true) => EITHER,
        (true, false) => "email_address",
        (false, true) => "phone_number",
        (false, false) => "username",
    })
}

/// Required fields that are still empty.
#[must_use]
pub fn missing_fields(settings: &Settings, sign_up: &SignUp) -> Vec<&'static str> {
    let given = |field: &&str| match *field {
        "email_address" => sign_up.email_address.is_some(),
        "phone_number" => sign_up.phone_number.is_some(),
        EITHER => sign_up.email_address.is_some() || sign_up.phone_number.is_some(),
        "username" => sign_up.username.is_some(),
        "first_name" => sign_up.first_name.is_some(),
        "last_name" => sign_up.last_name.is_some(),
        "password" => !needs_password(sign_up) || sign_up.password_digest.is_some(),
        LEGAL => sign_up.legal_accepted_at.is_some(),
        _ => true,
    };
    required_fields(settings).into_iter().filter(|field| !given(field)).collect()
}

/// Whether a password is of use: who signs in at a provider or by a wallet needs none.
#[must_use]
pub fn needs_password(sign_up: &SignUp) -> bool {
    let by_wallet = sign_up.web3_verification.as_ref().is_some_and(Verification::is_verified);
    !has_external_account(sign_up) && !by_wallet
}

/// Whether the user will have an account at an identity provider.
#[must_use]
pub fn has_external_account(sign_up: &SignUp) -> bool {
    sign_up.external_account.as_ref().is_some_and(Verification::is_verified)
}

/// Fields that are given and wait for a proof.
#[must_use]
pub fn unverified_fields(sign_up: &SignUp) -> Vec<&'static str> {
    let waits = |given: bool, proof: &Option<Verification>| {
        given && !proof.as_ref().is_some_and(Verification::is_verified)
    };
    let email = waits(sign_up.email_address.is_some(), &sign_up.email_verification);
    let phone = waits(sign_up.phone_number.is_some(), &sign_up.phone_verification);
    let wallet = waits(sign_up.web3_wallet.is_some(), &sign_up.web3_verification);
    let fields = [(email, "email_address"), (phone, "phone_number"), (wallet, "web3_wallet")];
    fields.into_iter().filter(|(waits, _)| *waits).map(|(_, field)| field).collect()
}

#[cfg(test)]
mod tests {
    use nightdesk_wire::{
        ids::{ClientId, InstanceId, SignUpId},
        time::UnixMs,
    };

    use super::*;
    use crate::{model::Secret, sign_up};

    fn begun(settings: &Settings) -> SignUp {
        sign_up::create(
            SignUpId::parse("sua_a").unwrap(),
            InstanceId::parse("ins_a").unwrap(),
            ClientId::parse("client_a").unwrap(),
            settings,
            UnixMs(0),
        )
        .unwrap()
    }

    #[test]
    fn fields_go_from_missing_to_unverified() {
        let settings = Settings::default();
        let mut sign_up = begun(&settings);
        assert_eq!(missing_fields(&settings, &sign_up), ["email_address", "password"]);
        sign_up.email_address = Some("ada@example.com".into());
        assert_eq!(missing_fields(&settings, &sign_up), ["password"]);
        assert_eq!(unverified_fields(&sign_up), ["email_address"]);
    }

    #[test]
    fn every_attribute_follows_its_setting() {
        let (off, on, required) = (Presence::Off, Presence::On, Presence::Required);
        let by_name = Settings { email_address: off, username: required, ..Settings::default() };
        assert_eq!(required_fields(&by_name), ["username", "password"]);
        assert_eq!(optional_fields(&by_name), ["first_name", "last_name"]);
        let all = Settings {
            phone_number: required,
            username: required,
            first_name: required,
            last_name: required,
            password_presence: off,
            legal_consent: true,
            ..Settings::default()
        };
        let wanted =
            ["email_address", "phone_number", "username", "first_name", "last_name", "legal_accepted"];
        assert_eq!(required_fields(&all), wanted);
        assert!(optional_fields(&all).is_empty());
        assert_eq!(missing_fields(&all, &begun(&all)), wanted);
        let either = Settings { email_address: on, phone_number: on, ..Settings::default() };
        assert_eq!(required_fields(&either), [EITHER, "password"]);
    }

    #[test]
    fn where_nothing_is_required_one_identifier_is() {
        let (off, on) = (Presence::Off, Presence::On);
        let phone =
            Settings { email_address: off, phone_number: on, password_presence: on, ..Settings::default() };
        assert_eq!(required_fields(&phone), ["phone_number"]);
        let name = Settings { email_address: off, ..Settings::default() };
        assert_eq!(required_fields(&name), ["username", "password"]);
        let mut sign_up = begun(&name);
        sign_up.username = Some("ada_l".into());
        sign_up.password_digest = Some(Secret::new("phc"));
        assert!(missing_fields(&name, &sign_up).is_empty());
    }
}
