//! Users as they see themselves, and as others see them.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::email_address::EmailAddress;
use crate::external_account::ExternalAccount;
use crate::ids::{EmailAddressId, IdentificationId, PhoneNumberId, UserId};
use crate::passkey::Passkey;
use crate::phone_number::PhoneNumber;
use crate::time::UnixMs;
use crate::web3_wallet::Web3Wallet;

/// Lists whose resources this server does not have yet.
pub type Empty = [(); 0];

/// A user. Private metadata is not in here: that is for backends only.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "object", rename = "user")]
pub struct User {
    /// The id, `sub` in tokens.
    pub id: UserId,
    /// Name to sign in with.
    pub username: Option<String>,
    /// First name.
    pub first_name: Option<String>,
    /// Last name.
    pub last_name: Option<String>,
    /// Picture of the user, possibly a generated one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_url: Option<String>,
    /// Whether the picture was chosen, not generated.
    pub has_image: bool,
    /// The address that mail goes to.
    pub primary_email_address_id: Option<EmailAddressId>,
    /// The number that SMS go to.
    pub primary_phone_number_id: Option<PhoneNumberId>,
    /// The wallet shown first.
    pub primary_web3_wallet_id: Option<IdentificationId>,
    /// Whether there is a password.
    pub password_enabled: bool,
    /// Whether any second factor is set up.
    pub two_factor_enabled: bool,
    /// Whether an authenticator application is set up.
    pub totp_enabled: bool,
    /// Whether backup codes are set up.
    pub backup_code_enabled: bool,
    /// All addresses.
    pub email_addresses: Vec<EmailAddress>,
    /// All phone numbers.
    pub phone_numbers: Vec<PhoneNumber>,
    /// All wallets.
    pub web3_wallets: Vec<Web3Wallet>,
    /// All passkeys.
    pub passkeys: Vec<Passkey>,
    /// Memberships in organizations.
    pub organization_memberships: Empty,
    /// Accounts at identity providers.
    pub external_accounts: Vec<ExternalAccount>,
    /// Enterprise accounts, under the name that the contracts require.
    pub saml_accounts: Empty,
    /// Enterprise accounts, under the name that the SDKs read.
    pub enterprise_accounts: Empty,
    /// When the password was last set.
    pub password_last_updated_at: Option<UnixMs>,
    /// Written by backends, read by everyone.
    pub public_metadata: Map<String, Value>,
    /// Written and read by everyone, the user included.
    pub unsafe_metadata: Map<String, Value>,
    /// What another system calls this user.
    pub external_id: Option<String>,
    /// When a sign-in last completed.
    pub last_sign_in_at: Option<UnixMs>,
    /// Whether signing in is forbidden.
    pub banned: bool,
    /// Whether signing in is suspended after wrong attempts.
    pub locked: bool,
    /// How long it stays locked.
    pub lockout_expires_in_seconds: Option<i64>,
    /// Wrong attempts left before it is locked.
    pub verification_attempts_remaining: Option<i64>,
    /// When the user was made.
    pub created_at: UnixMs,
    /// When anything of the user last changed.
    pub updated_at: UnixMs,
    /// Whether users may delete themselves.
    pub delete_self_enabled: bool,
    /// Whether the user may make organizations.
    pub create_organization_enabled: bool,
    /// How many organizations the user may make; 0 for any number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub create_organizations_limit: Option<i64>,
    /// When a session of the user was last used.
    pub last_active_at: Option<UnixMs>,
    /// When a second factor was first set up.
    pub mfa_enabled_at: Option<UnixMs>,
    /// When the last second factor was removed.
    pub mfa_disabled_at: Option<UnixMs>,
    /// When the user agreed to the terms.
    pub legal_accepted_at: Option<UnixMs>,
}

/// What may be shown of a user to others who share a session list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PublicUserData {
    /// First name.
    pub first_name: Option<String>,
    /// Last name.
    pub last_name: Option<String>,
    /// Picture of the user.
    pub image_url: Option<String>,
    /// Whether the picture was chosen, not generated.
    pub has_image: bool,
    /// What the user is known by: mostly the primary e-mail address.
    pub identifier: String,
    /// The user's id.
    pub user_id: UserId,
}
