//! Users.

use nightdesk_wire::{
    ids::{EmailAddressId, IdentificationId, InstanceId, PhoneNumberId, UserId},
    time::UnixMs,
};
use serde_json::Value;

use super::{SecondFactors, Secret};

/// A user of an instance.
#[derive(Debug, Clone)]
pub struct User {
    pub id: UserId,
    pub instance_id: InstanceId,
    pub username: Option<String>,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    /// The owner's own id for this user; unique in the instance.
    pub external_id: Option<String>,
    /// Readable by everyone, written by the backend. Always a JSON object, like the other two.
    pub public_metadata: Value,
    /// Read and written by the backend only.
    pub private_metadata: Value,
    /// Read and written by the user.
    pub unsafe_metadata: Value,
    pub image_url: Option<String>,
    /// PHC string of the password, if there is one.
    pub password_digest: Option<Secret>,
    pub password_updated_at: Option<UnixMs>,
    pub primary_email_address_id: Option<EmailAddressId>,
    pub primary_phone_number_id: Option<PhoneNumberId>,
    /// The wallet that was chosen to be shown first, see `web3::primary`.
    pub primary_web3_wallet_id: Option<IdentificationId>,
    pub banned: bool,
    /// Wrong attempts since the last right one.
    pub failed_attempts: i64,
    pub locked_until: Option<UnixMs>,
    pub delete_self_enabled: bool,
    pub create_organization_enabled: bool,
    /// How many organizations the user may make; 0 for any number.
    pub create_organizations_limit: Option<i64>,
    /// The language that the backend knows the user to prefer, as BCP 47 has it.
    pub locale: Option<String>,
    /// Whether a password alone is enough on new devices too, whatever the instance says.
    pub bypass_client_trust: bool,
    pub legal_accepted_at: Option<UnixMs>,
    pub last_sign_in_at: Option<UnixMs>,
    pub last_active_at: Option<UnixMs>,
    pub created_at: UnixMs,
    pub updated_at: UnixMs,
    pub second_factors: SecondFactors,
}

impl User {
    /// A user with nothing but an id.
    #[must_use]
    pub fn new(id: UserId, instance_id: InstanceId, now: UnixMs) -> Self {
        let empty = || Value::Object(serde_json::Map::new());
        Self {
            id,
            instance_id,
            username: None,
            first_name: None,
            last_name: None,
            external_id: None,
            public_metadata: empty(),
            private_metadata: empty(),
            unsafe_metadata: empty(),
            image_url: None,
            password_digest: None,
            password_updated_at: None,
            primary_email_address_id: None,
            primary_phone_number_id: None,
            primary_web3_wallet_id: None,
            banned: false,
            failed_attempts: 0,
            locked_until: None,
            delete_self_enabled: true,
            create_organization_enabled: true,
            create_organizations_limit: None,
            locale: None,
            bypass_client_trust: false,
            legal_accepted_at: None,
            last_sign_in_at: None,
            last_active_at: None,
            created_at: now,
            updated_at: now,
            second_factors: SecondFactors::default(),
        }
    }

    /// Whether wrong attempts lock the user out at `now`.
    #[must_use]
    pub fn is_locked(&self, now: UnixMs) -> bool {
        self.locked_until.is_some_and(|until| now < until)
    }
}
