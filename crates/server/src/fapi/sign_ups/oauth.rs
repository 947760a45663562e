//! Sign-up by an account at an identity provider.

use nightdesk_auth::{
    Refusal,
    model::{Client, OauthIdentity, OauthTarget, SignInStatus, VerificationStatus},
    oauth, sign_up,
};
use nightdesk_store::{Tx, oauth_attempts, sign_ins, sign_ups};
use nightdesk_wire::{ids::SignUpId, sign_up::SignUp};

use super::load::load;
use crate::{
    extract::Cx,
    fapi::oauth::Way,
    present::{self, ApiError, Reply},
};

/// Has a sign-up wait for somebody at the provider's page, which stands in the answer.
///
/// # Errors
/// `verification_already_verified`, `resource_not_found`.
pub(super) async fn prepare(cx: &Cx, id: &SignUpId, way: &Way) -> Result<Reply<SignUp>, ApiError> {
    let sign_up = cx
        .store()
        .write(|tx| async move {
            let mut sign_up = load(cx, &tx, id).await?;
            let target = OauthTarget::SignUp(sign_up.id.clone());
            let (attempt, url) = way.begin(cx, &sign_up.client_id, target)?;
            sign_up::prepare_oauth(&mut sign_up, oauth::waiting(&way.provider, url, cx.now), cx.now)?;
            oauth_attempts::insert(&tx, &attempt).await?;
            Ok::<_, ApiError>(sign_ups::update(&tx, &sign_up).await?.unwrap_or(sign_up))
        })
        .await?;
    cx.reply(present::sign_up(&cx.tenant.instance.settings, &sign_up, cx.now)).await
}

/// What the client's sign-in proved at a provider and has no account for.
///
/// # Errors
/// `verification_missing` if there is nothing of the kind.
pub(super) async fn proved(cx: &Cx, tx: &Tx, client: &Client) -> Result<OauthIdentity, ApiError> {
    let nothing = || ApiError::from(Refusal::NothingPrepared);
    let id = client.sign_in_id.as_ref().ok_or_else(nothing)?;
    let sign_in = sign_ins::find(tx, &client.instance_id, id).await?;
    let sign_in = sign_in.filter(|sign_in| {
        matches!(sign_in.status, SignInStatus::NeedsIdentifier | SignInStatus::NeedsFirstFactor)
            && cx.now < sign_in.abandon_at
    });
    let proof = sign_in.and_then(|sign_in| sign_in.first_factor);
    let proof = proof.filter(|proof| proof.status == VerificationStatus::Transferable);
    proof.and_then(|proof| proof.oauth?.identity).ok_or_else(nothing)
}
