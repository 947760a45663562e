//! What a sign-in at a provider does to the verification that waits for it.

use nightdesk_wire::{ids::SessionId, time::UnixMs};

use super::LIFETIME_SECS;
use crate::model::{OauthFailure, OauthIdentity, OauthProof, Strategy, Verification, VerificationStatus};

/// A verification that waits for somebody at the provider's page.
#[must_use]
pub fn waiting(provider: &str, authorize_url: String, now: UnixMs) -> Verification {
    let proof = OauthProof {
        provider: provider.to_owned(),
        authorize_url: Some(authorize_url),
        ..OauthProof::default()
    };
    Verification {
        expire_at: Some(now.plus_secs(LIFETIME_SECS)),
        oauth: Some(Box::new(proof)),
        ..Verification::new(Strategy::Oauth)
    }
}

/// Whether a verification is still the one that somebody went to this provider for.
#[must_use]
pub fn is_waiting_for(verification: Option<&Verification>, provider: &str) -> bool {
    verification.is_some_and(|verification| {
        verification.strategy == Strategy::Oauth
            && verification
                .oauth
                .as_ref()
                .is_some_and(|proof| proof.provider == provider && proof.authorize_url.is_some())
    })
}

/// It led to nothing.
pub fn fail(verification: &mut Verification, failure: OauthFailure, session: Option<SessionId>) {
    verification.status = VerificationStatus::Failed;
    if let Some(proof) = &mut verification.oauth {
        proof.authorize_url = None;
        proof.identity = None;
        proof.failure = Some(failure);
        proof.session_id = session;
    }
}

/// It led to somebody for whom the other kind of attempt is right; that can take over what was proved.
pub fn transfer(verification: &mut Verification, identity: OauthIdentity, failure: OauthFailure) {
    verification.status = VerificationStatus::Transferable;
    if let Some(proof) = &mut verification.oauth {
        proof.authorize_url = None;
        proof.failure = Some(failure);
        proof.identity = Some(identity);
    }
}

/// A verification that proved somebody for whom the other kind of attempt is right.
#[must_use]
pub fn transferable(identity: OauthIdentity, failure: OauthFailure, now: UnixMs) -> Verification {
    let mut verification = prove(&identity.provider, None, now);
    transfer(&mut verification, identity, failure);
    verification
}

/// It is proved, by `identity` if an account is yet to be made of that.
#[must_use]
pub fn prove(provider: &str, identity: Option<OauthIdentity>, now: UnixMs) -> Verification {
    let proof = OauthProof { provider: provider.to_owned(), identity, ..OauthProof::default() };
    Verification {
        expire_at: Some(now.plus_secs(LIFETIME_SECS)),
        oauth: Some(Box::new(proof)),
        ..Verification::verified(Strategy::Oauth)
    }
}
