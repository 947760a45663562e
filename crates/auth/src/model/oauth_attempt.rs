//! People who are at an identity provider just now.

use nightdesk_wire::{
    ids::{ClientId, IdentificationId, InstanceId, SignInId, SignUpId},
    time::UnixMs,
};
use serde::{Deserialize, Serialize};

use super::{Digest, OauthFailure, OauthIdentity, Secret};

/// A way to a provider and back. Its row is taken when it is used, so it is good once.
///
/// It is found by the `state` of the way back. That of a native client is then stored once more with its outcome, under
/// the nonce that the client is led back with.
#[derive(Debug, Clone)]
pub struct OauthAttempt {
    pub instance_id: InstanceId,
    /// Of the `state`, or of the nonce.
    pub digest: Digest,
    /// Who began it.
    pub client_id: ClientId,
    /// Stored as JSON, like all that is not searched for.
    pub target: OauthTarget,
    pub provider: String,
    /// The PKCE code verifier (RFC 7636).
    pub verifier: Secret,
    /// What the provider's `id_token` has to repeat.
    pub nonce: Secret,
    /// Where to lead the user in the end.
    pub redirect_url: String,
    /// Where else, if nothing is missing any more then; stored beside the target.
    pub complete_redirect_url: Option<String>,
    /// Whether the client has no cookies to be recognised by on the way back.
    pub native: bool,
    pub outcome: Option<OauthOutcome>,
    pub expires_at: UnixMs,
    pub created_at: UnixMs,
}

/// What the way is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OauthTarget {
    SignIn(SignInId),
    SignUp(SignUpId),
    /// An account that a signed-in user connects, or connects anew.
    ExternalAccount(IdentificationId),
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OauthOutcome {
    Identified(Box<OauthIdentity>),
    Failed(OauthFailure),
}
