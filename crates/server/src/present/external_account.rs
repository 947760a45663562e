//! Accounts at identity providers.

use nightdesk_auth::{
    model::{Identification, OauthFailure, OauthProof},
    oauth,
};
use nightdesk_wire::{codes::ErrorCode, error::Error, external_account::ExternalAccount, time::UnixMs};
use serde_json::Map;

use super::verification::verification;

/// An account; `None` for what is none. One that was begun and not proved is shown too: its verification says where to
/// go on.
pub(crate) fn external_account(stored: &Identification, now: UnixMs) -> Option<ExternalAccount> {
    let identity = stored.external_account()?;
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    Some(ExternalAccount {
        id: stored.id.clone(),
        provider: oauth::strategy(&identity.provider),
        identification_id: stored.id.clone(),
        provider_user_id: identity.subject.clone(),
        approved_scopes: identity.tokens.as_ref().map(|tokens| tokens.scopes.clone()).unwrap_or_default(),
        email_address: text(&identity.email_address),
        email_address_verified: identity.email_address_verified,
        first_name: text(&identity.first_name),
        last_name: text(&identity.last_name),
        image_url: identity.image_url.clone(),
        username: identity.username.clone(),
        phone_number: None,
        public_metadata: Map::new(),
        label: None,
        created_at: stored.created_at,
        updated_at: stored.updated_at,
        verification: stored.verification.as_ref().map(|proof| verification(proof, now)),
    })
}

/// Why a sign-in at a provider led to nothing, as clients read it from its verification.
pub(super) fn failure(proof: &OauthProof) -> Option<Error> {
    let failure = proof.failure?;
    let (code, text) = match failure {
        OauthFailure::AccessDenied => {
            (ErrorCode::OauthAccessDenied, "You did not let the provider tell who you are.")
        }
        OauthFailure::CallbackFailed => {
            (ErrorCode::OauthCallbackFailed, "The provider could not be asked who you are. Try again.")
        }
        OauthFailure::AccountNotFound => {
            (ErrorCode::ExternalAccountNotFound, "Nobody is registered here with this account.")
        }
        OauthFailure::AccountExists => {
            (ErrorCode::ExternalAccountExists, "Somebody is registered here with this account already.")
        }
        OauthFailure::UserBanned => (ErrorCode::UserBanned, "This account is banned."),
        OauthFailure::UserLocked => (ErrorCode::UserLocked, "Too many wrong attempts. Try again later."),
        OauthFailure::SessionExists => (
            ErrorCode::SessionExists,
            "Somebody is signed in here already, and this application takes one account at a time.",
        ),
        OauthFailure::AlreadySignedIn => {
            (ErrorCode::IdentifierAlreadySignedIn, "This account is signed in here already.")
        }
    };
    let mut error = Error::new(code, code.as_str().replace('_', " "), text);
    error.meta.session_id.clone_from(&proof.session_id);
    Some(error)
}
