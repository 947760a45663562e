//! The strategies of identity providers.

use nightdesk_auth::{
    Refusal,
    model::{self, Client, OauthIdentity, OauthTarget, SignUpStatus, VerificationStatus},
    refusal::Field,
    sign_in,
};
use nightdesk_store::{Tx, clients, oauth_attempts, sign_ins, sign_ups};
use nightdesk_wire::{ids::SignInId, sign_in::SignIn};

use super::load::{Loaded, load};
use crate::{
    extract::{Cx, Form},
    fapi::oauth::{Way, admit, given_token, owner},
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
            let begun = new(cx_ref, &client, fresh)?;
            client.sign_up_id = None;
            insert(&tx, &mut client, &begun).await?;
            let sign_in = admit(cx_ref, &tx, &mut client, begun, &mut of, identity).await??;
            Ok::<_, ApiError>((client, Loaded { sign_in, found: Some(of) }))
        })
        .await?;
    cx.adopt(client)?;
    cx.reply(present::sign_in(&cx.tenant.instance, &loaded.sign_in, loaded.found.as_ref(), cx.now)).await
}

/// Signs in whoever the form's token is about, which the application got from the provider itself. Where nobody has the
/// account, a sign-up can take over what was proved; after Google's button that is for the SDK to begin.
///
/// # Errors
/// What [`given_token::identify`] refuses, `external_account_not_found`, `session_exists`, `identifier_already_signed_in`,
/// `user_banned`, `user_locked`.
pub(super) async fn by_token(mut cx: Cx, form: &Form, strategy: &str) -> Result<Reply<SignIn>, ApiError> {
    let provider = given_token::provider_of(strategy).ok_or(Refusal::Unfit(Field::Strategy))?;
    let identity = &given_token::identify(&cx, form, provider).await?;
    let (cx_ref, fresh) = (&cx, &SignInId::generate(cx.now, cx.random()));
    let (client, loaded) = cx
        .store()
        .write(|tx| async move {
            let mut client = cx_ref.client_or_new(&tx).await?;
            let mut begun = new(cx_ref, &client, fresh)?;
            let Some(mut of) = owner(cx_ref, &tx, identity).await? else {
                if strategy == given_token::ONE_TAP {
                    return Err(Refusal::ExternalAccountNotFound.into());
                }
                sign_in::offer_sign_up(&mut begun, identity.clone(), cx_ref.now)?;
                insert(&tx, &mut client, &begun).await?;
                return Ok((client, Loaded { sign_in: begun, found: None }));
            };
            insert(&tx, &mut client, &begun).await?;
            let sign_in = admit(cx_ref, &tx, &mut client, begun, &mut of, identity.clone()).await??;
            Ok::<_, ApiError>((client, Loaded { sign_in, found: Some(of) }))
        })
        .await?;
    cx.adopt(client)?;
    cx.reply(loaded.present(&cx)).await
}

fn new(cx: &Cx, client: &Client, id: &SignInId) -> Result<model::SignIn, Refusal> {
    sign_in::create(id.clone(), client.instance_id.clone(), client.id.clone(), None, None, cx.now)
}

/// Puts a sign-in in place of any that runs on the client.
async fn insert(tx: &Tx, client: &mut Client, begun: &model::SignIn) -> nightdesk_store::Result<()> {
    sign_ins::insert(tx, begun).await?;
    client.sign_in_id = Some(begun.id.clone());
    clients::update(tx, client).await?;
    Ok(())
}

/// What the client's sign-up has for a sign-in.
async fn proved(cx: &Cx, tx: &Tx, client: &Client) -> Result<OauthIdentity, ApiError> {
    let nothing = || ApiError::from(Refusal::NothingPrepared);
    let id = client.sign_up_id.as_ref().ok_or_else(nothing)?;
    let sign_up = sign_ups::find(tx, &client.instance_id, id).await?;
    let sign_up = sign_up
        .filter(|sign_up| sign_up.status == SignUpStatus::MissingRequirements && cx.now < sign_up.abandon_at);
    let proof = sign_up.and_then(|sign_up| sign_up.external_account);
    let proof = proof.filter(|proof| proof.status == VerificationStatus::Transferable);
    proof.and_then(|proof| proof.oauth?.identity).ok_or_else(nothing)
}
