//! Users, as the Frontend API shows them to themselves.

use nightdesk_auth::{
    contacts::Contacts,
    lockout,
    model::{self, EmailAddress, Identification, Instance, PhoneNumber},
    oauth, web3,
};
use nightdesk_wire::{
    email_address, phone_number,
    time::UnixMs,
    user::{PublicUserData, User},
};
use serde_json::{Map, Value};

use super::{
    external_account::external_account, passkey::passkey, verification::verification,
    web3_wallet::web3_wallet,
};
use crate::images;

/// A user together with all it is known by.
#[derive(Debug, Clone)]
pub(crate) struct UserWithAddresses {
    pub(crate) user: model::User,
    pub(crate) addresses: Vec<EmailAddress>,
    pub(crate) numbers: Vec<PhoneNumber>,
    pub(crate) identifications: Vec<Identification>,
}

impl UserWithAddresses {
    /// What the user can be reached by.
    pub(crate) fn contacts(&self) -> Contacts<'_> {
        Contacts { addresses: &self.addresses, numbers: &self.numbers }
    }

    /// What the user is known by: the primary address, else any, else the username, else a number.
    pub(crate) fn identifier(&self) -> String {
        self.primary_address()
            .or_else(|| self.addresses.first())
            .map(|address| address.address.clone())
            .or_else(|| self.user.username.clone())
            .or_else(|| self.primary_number().map(|number| number.number.clone()))
            .unwrap_or_default()
    }

    /// The primary address.
    pub(crate) fn primary_address(&self) -> Option<&EmailAddress> {
        let primary = self.user.primary_email_address_id.as_ref();
        self.addresses.iter().find(|address| Some(&address.id) == primary)
    }

    /// The primary number, else any.
    fn primary_number(&self) -> Option<&PhoneNumber> {
        let primary = self.user.primary_phone_number_id.as_ref();
        self.numbers.iter().find(|number| Some(&number.id) == primary).or(self.numbers.first())
    }
}

/// A user, complete.
pub(crate) fn user(instance: &Instance, of: &UserWithAddresses, now: UnixMs) -> User {
    let user = &of.user;
    let locked = user.is_locked(now);
    let proved = || of.identifications.iter().filter(|one| one.is_verified());
    User {
        id: user.id.clone(),
        username: user.username.clone(),
        first_name: user.first_name.clone(),
        last_name: user.last_name.clone(),
        image_url: Some(images::url_of(instance, user)),
        has_image: user.image_url.is_some(),
        primary_email_address_id: user.primary_email_address_id.clone(),
        primary_phone_number_id: user.primary_phone_number_id.clone(),
        primary_web3_wallet_id: web3::primary(user, &of.identifications).map(|one| one.id.clone()),
        password_enabled: user.password_digest.is_some(),
        two_factor_enabled: user.second_factors.enabled(),
        totp_enabled: user.second_factors.totp_enabled(),
        backup_code_enabled: user.second_factors.backup_codes.is_some(),
        email_addresses: of.addresses.iter().map(|address| linked(address, of, now)).collect(),
        phone_numbers: of.numbers.iter().map(|number| phone_number(number, now)).collect(),
        web3_wallets: of.identifications.iter().filter_map(|one| web3_wallet(one, now)).collect(),
        passkeys: proved().filter_map(|one| passkey(one, now)).collect(),
        organization_memberships: [],
        external_accounts: of
            .identifications
            .iter()
            .filter_map(|identification| external_account(identification, now))
            .collect(),
        saml_accounts: [],
        enterprise_accounts: [],
        password_last_updated_at: user.password_updated_at,
        public_metadata: object(&user.public_metadata),
        unsafe_metadata: object(&user.unsafe_metadata),
        external_id: user.external_id.clone(),
        last_sign_in_at: user.last_sign_in_at,
        banned: user.banned,
        locked,
        lockout_expires_in_seconds: user
            .locked_until
            .filter(|_| locked)
            .map(|until| (until.millis_since(now) + 999) / 1000),
        verification_attempts_remaining: Some(lockout::attempts_left(user, now)),
        created_at: user.created_at,
        updated_at: user.updated_at,
        delete_self_enabled: user.delete_self_enabled,
        create_organization_enabled: user.create_organization_enabled,
        create_organizations_limit: user.create_organizations_limit,
        last_active_at: user.last_active_at,
        mfa_enabled_at: user.second_factors.enabled_at,
        mfa_disabled_at: user.second_factors.disabled_at,
        legal_accepted_at: user.legal_accepted_at,
    }
}

/// A user, in short.
pub(super) fn public_user_data(instance: &Instance, of: &UserWithAddresses) -> PublicUserData {
    PublicUserData {
        first_name: of.user.first_name.clone(),
        last_name: of.user.last_name.clone(),
        image_url: Some(images::url_of(instance, &of.user)),
        has_image: of.user.image_url.is_some(),
        identifier: of.identifier(),
        user_id: of.user.id.clone(),
    }
}

/// An e-mail address.
pub(crate) fn email_address(stored: &EmailAddress, now: UnixMs) -> email_address::EmailAddress {
    email_address::EmailAddress {
        id: stored.id.clone(),
        email_address: stored.address.clone(),
        reserved: stored.reserved && !stored.is_verified(),
        verification: stored.verification.as_ref().map(|stored| verification(stored, now)),
        linked_to: Vec::new(),
        matches_sso_connection: false,
        created_at: stored.created_at,
        updated_at: stored.updated_at,
    }
}

/// An address with the accounts at providers that have the same one.
fn linked(stored: &EmailAddress, of: &UserWithAddresses, now: UnixMs) -> email_address::EmailAddress {
    let linked_to = of.identifications.iter().filter(|one| one.is_verified()).filter_map(|one| {
        let identity = one.external_account()?;
        let theirs = nightdesk_auth::identifier::normalize(identity.email_address.as_deref()?);
        // The contract has no link to a provider of the owner's own.
        let known = !identity.provider.contains('_');
        (known && theirs == stored.address_lower).then(|| email_address::IdentificationLink {
            kind: oauth::strategy(&identity.provider),
            id: one.id.to_string(),
        })
    });
    email_address::EmailAddress { linked_to: linked_to.collect(), ..email_address(stored, now) }
}

/// A phone number.
pub(crate) fn phone_number(stored: &PhoneNumber, now: UnixMs) -> phone_number::PhoneNumber {
    phone_number::PhoneNumber {
        id: stored.id.clone(),
        phone_number: stored.number.clone(),
        reserved_for_second_factor: stored.reserved_for_second_factor,
        default_second_factor: stored.default_second_factor,
        reserved: stored.reserved && !stored.is_verified(),
        verification: stored.verification.as_ref().map(|stored| verification(stored, now)),
        linked_to: Vec::new(),
        created_at: stored.created_at,
        updated_at: stored.updated_at,
    }
}

/// Metadata is stored as an object; anything else would be a damaged row, and shows as empty.
pub(super) fn object(value: &Value) -> Map<String, Value> {
    value.as_object().cloned().unwrap_or_default()
}
