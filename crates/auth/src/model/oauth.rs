//! What identity providers say.

use nightdesk_wire::{ids::SessionId, time::UnixMs};
use serde::{Deserialize, Serialize};

use super::{Secret, stored_enum::stored_enum};

/// A sign-in at an identity provider. Stored inside its verification.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OauthProof {
    /// The provider's name, as in `oauth_<name>`.
    pub provider: String,
    /// The provider's page, while it waits for the user there.
    pub authorize_url: Option<String>,
    pub failure: Option<OauthFailure>,
    /// The session that is in the way, for [`OauthFailure::AlreadySignedIn`].
    pub session_id: Option<SessionId>,
    /// What the provider said, until it has become an account.
    pub identity: Option<OauthIdentity>,
}

/// Why a sign-in at a provider led to nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OauthFailure {
    /// The user, or the provider, said no.
    AccessDenied,
    /// The provider's answer could not be had, or not be trusted.
    CallbackFailed,
    /// Nobody has this account: a sign-up can go on with it.
    AccountNotFound,
    /// Somebody has it already: a sign-in can go on with it.
    AccountExists,
    UserBanned,
    UserLocked,
    /// The client holds one session, and has it.
    SessionExists,
    AlreadySignedIn,
}

stored_enum!(OauthFailure {
    AccessDenied = "oauth_access_denied",
    CallbackFailed = "oauth_callback_failed",
    AccountNotFound = "external_account_not_found",
    AccountExists = "external_account_exists",
    UserBanned = "user_banned",
    UserLocked = "user_locked",
    SessionExists = "session_exists",
    AlreadySignedIn = "identifier_already_signed_in",
});

/// Who somebody is at a provider.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OauthIdentity {
    pub provider: String,
    /// The provider's own id of the user. Never an address: those change hands.
    pub subject: String,
    pub email_address: Option<String>,
    /// Whether the provider has verified the address; `None` if it does not say.
    pub email_address_verified: Option<bool>,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub username: Option<String>,
    pub image_url: Option<String>,
    pub tokens: Option<OauthTokens>,
}

impl OauthIdentity {
    /// The address, if the provider says that it belongs to the user.
    #[must_use]
    pub fn verified_address(&self) -> Option<&str> {
        self.email_address.as_deref().filter(|_| self.email_address_verified == Some(true))
    }
}

/// What opens the provider's own API on behalf of the user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OauthTokens {
    pub access: Secret,
    #[serde(default)]
    pub refresh: Option<Secret>,
    /// What the provider signed about the user.
    #[serde(default)]
    pub id_token: Option<Secret>,
    #[serde(default)]
    pub expires_at: Option<UnixMs>,
    /// What it is good for, separated by blanks.
    pub scopes: String,
}
