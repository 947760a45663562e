//! The strategies of identity providers.

use nightdesk_auth::{
    Refusal,
    model::{OauthIdentity, OauthTarget, SignUpStatus, VerificationStatus},
    sign_in,
};
use nightdesk_store::{clients, oauth_attempts, sign_ins, sign_ups};
use nightdesk_wire::{ids::SignInId, sign_in::SignIn};

use super::load::{Loaded, load};
use crate::{
    extract::Cx,
    fapi::oauth::{Way, admit, owner},
    present::{self, ApiError, Reply},
};

/// Has a sign-in wait for somebody at the provider's page, which stands in the answer.
///
/// # Errors
/// `verification_already_verified`, `resource_not_found`.
pub(super) async fn prepare(cx: &Cx, id: &SignInId, way: &Way) -> Result<Reply<SignIn>, ApiError> {
    let loaded = cx
        .store()
        .write(|tx| async move {
            let Loaded { mut sign_in, found } = load(cx, &tx, id).await?;
            let target = OauthTarget::SignIn(sign_in.id.clone());
            let (attempt, url) = way.begin(cx, &sign_in.client_id, target)?;
            sign_in::prepare_oauth(&mut sign_in, &way.provider, url, cx.now)?;
            oauth_attempts::insert(&tx, &attempt).await?;
            let sign_in = sign_ins::update(&tx, &sign_in).await?.unwrap_or(sign_in);
            Ok::<_, ApiError>(Loaded { sign_in, found })
        })
        .await?;
    cx.reply(present::sign_in(&cx.tenant.instance, &loaded.sign_in, loaded.found.as_ref(), cx.now)).await
}

/// Takes over what the client's sign-up proved at a provider, where somebody has the account already, and signs that
/// user in.
///
/// # Errors
/// `verification_missing` if nothing is there to take over, `session_exists`, `identifier_already_signed_in`,
/// `user_banned`, `user_locked`.
pub(super) async fn transfer(mut cx: Cx) -> Result<Reply<SignIn>, ApiError> {
    let (cx_ref, fresh) = (&cx, SignInId::generate(cx.now, cx.random()));
    let fresh = &fresh;
    let (client, loaded) = cx
        .store()
        .write(|tx| async move {
            let mut client = cx_ref.client_or_new(&tx).await?;
            let identity = proved(cx_ref, &tx, &client).await?;
            let of = owner(cx_ref, &tx, &identity).await?;
            let mut of = of.ok_or(Refusal::NothingPrepared)?;
            let (instance, id) = (client.instance_id.clone(), client.id.clone());
            let begun = sign_in::create(fresh.clone(), instance, id, None, None, cx_ref.now)?;
            sign_ins::insert(&tx, &begun).await?;
            client.sign_in_id = Some(begun.id.clone());
            client.sign_up_id = None;
            clients::update(&tx, &client).await?;
            let sign_in = admit(cx_ref, &tx, &mut client, begun, &mut of, identity).await??;
            Ok::<_, ApiError>((client, Loaded { sign_in, found: Some(of) }))
        })
        .await?;
    cx.adopt(client)?;
    cx.reply(present::sign_in(&cx.tenant.instance, &loaded.sign_in, loaded.found.as_ref(), cx.now)).await
}

/// What the client's sign-up has for a sign-in.
async fn proved(
    cx: &Cx,
    tx: &nightdesk_store::Tx,
    client: &nightdesk_auth::model::Client,
) -> Result<OauthIdentity, ApiError> {
    let nothing = || ApiError::from(Refusal::NothingPrepared);
    let id = client.sign_up_id.as_ref().ok_or_else(nothing)?;
    let sign_up = sign_ups::find(tx, &client.instance_id, id).await?;
    let sign_up = sign_up
        .filter(|sign_up| sign_up.status == SignUpStatus::MissingRequirements && cx.now < sign_up.abandon_at);
    let proof = sign_up.and_then(|sign_up| sign_up.external_account);
    let proof = proof.filter(|proof| proof.status == VerificationStatus::Transferable);
    proof.and_then(|proof| proof.oauth?.identity).ok_or_else(nothing)
}
