//! The strategy `passkey`.

use nightdesk_auth::{
    Refusal,
    model::{Client, IdentificationKind, Settings, Strategy},
    passkey::{self, MAX_ANSWER_BYTES, RelyingParty},
    refusal::Field,
    sign_in,
};
use nightdesk_store::{Tx, clients, identifications, sign_ins, users};
use nightdesk_wire::{
    ids::{SessionId, SignInId},
    sign_in::SignIn,
};

use super::load::{Loaded, load};
use crate::{
    extract::{Cx, Form},
    fapi::signed_in::{Proofs, may_sign_in, start_session},
    present::{self, ApiError, Reply, UserWithAddresses, load_user},
};

const STRATEGY: Strategy = Strategy::Passkey;

/// Whether the instance takes passkeys.
///
/// # Errors
/// `form_param_value_invalid` if it does not.
pub(super) fn enabled(settings: &Settings) -> Result<(), Refusal> {
    if settings.passkeys_enabled { Ok(()) } else { Err(Refusal::Unfit(Field::Strategy)) }
}

/// Has a sign-in wait for a passkey: one of the user who was found, or any that the authenticator has for us.
///
/// # Errors
/// `form_param_value_invalid` while the instance takes none, `strategy_for_user_invalid` for a user without one,
/// `verification_already_verified`, `resource_not_found`.
pub(super) async fn prepare(cx: &Cx, id: &SignInId) -> Result<Reply<SignIn>, ApiError> {
    let instance = &cx.tenant.instance;
    enabled(&instance.settings)?;
    let party = &RelyingParty::of(instance, cx.origin.as_deref());
    let loaded = cx
        .store()
        .write(|tx| async move {
            let Loaded { mut sign_in, found } = load(cx, &tx, id).await?;
            let held = found.as_ref().map(|found| found.identifications.as_slice());
            passkey::prepare_sign_in(party, &mut sign_in, held, cx.now)?;
            let sign_in = sign_ins::update(&tx, &sign_in).await?.unwrap_or(sign_in);
            Ok::<_, ApiError>(Loaded { sign_in, found })
        })
        .await?;
    cx.reply(present::sign_in(instance, &loaded.sign_in, loaded.found.as_ref(), cx.now)).await
}

/// Signs in whoever the passkey of the authenticator's answer belongs to.
///
/// # Errors
/// `form_param_value_invalid` for an answer that does not fit, `verification_missing`, `verification_expired`,
/// `session_exists`, `identifier_already_signed_in`, `user_banned`, `user_locked`, `resource_not_found`.
pub(super) async fn attempt(mut cx: Cx, id: &SignInId, form: &Form) -> Result<Reply<SignIn>, ApiError> {
    enabled(&cx.tenant.instance.settings)?;
    let answer = &form.long_text("public_key_credential", MAX_ANSWER_BYTES)?.unwrap_or_default();
    let cx_ref = &cx;
    let attempted = cx.store().write(|tx| async move { judge(cx_ref, &tx, id, answer).await }).await?;
    match attempted {
        Ok((client, loaded)) => {
            cx.adopt(client)?;
            let instance = &cx.tenant.instance;
            cx.reply(present::sign_in(instance, &loaded.sign_in, loaded.found.as_ref(), cx.now)).await
        }
        Err(refusal) => Err(ApiError::from(refusal).with_client(present::client(&cx).await?)),
    }
}

/// The inner error is committed: the challenge is used up.
async fn judge(
    cx: &Cx,
    tx: &Tx,
    id: &SignInId,
    answer: &str,
) -> Result<Result<(Client, Loaded), Refusal>, ApiError> {
    let Loaded { mut sign_in, found } = load(cx, tx, id).await?;
    let instance = &cx.tenant.instance;
    let subject = passkey::subject_of_answer(answer)?;
    let known = identifications::find_by_subject(tx, &instance.id, IdentificationKind::Passkey, &subject);
    let known = known.await?;
    let owner = match &known {
        Some(known) => load_user(tx, &instance.id, &known.user_id).await?,
        None => None,
    };
    let expected = |of: &UserWithAddresses| found.as_ref().is_none_or(|found| found.user.id == of.user.id);
    let (Some(mut known), Some(mut of)) = (known, owner.filter(expected)) else {
        passkey::spend(&mut sign_in);
        sign_ins::update(tx, &sign_in).await?;
        return Ok(Err(Refusal::Unfit(Field::PublicKeyCredential)));
    };
    let party = RelyingParty::of(instance, cx.origin.as_deref());
    let judged = passkey::attempt_sign_in(&party, &mut sign_in, &of.user, &mut known, answer, cx.now);
    if let Err(refusal) = judged {
        sign_ins::update(tx, &sign_in).await?;
        return Ok(Err(refusal));
    }
    let client = cx.require_client()?;
    let client = clients::find(tx, &client.instance_id, &client.id).await?;
    let mut client = client.ok_or_else(ApiError::unauthenticated)?;
    may_sign_in(cx, tx, &client, Some(&of.user.id)).await?;
    let session = SessionId::generate(cx.now, cx.random());
    sign_in::complete(&mut sign_in, &mut of.user, session.clone(), cx.now);
    let proofs = Proofs { first_factor: STRATEGY, second_factor: of.user.second_factors.enabled() };
    start_session(cx, tx, &mut client, session, &of.user.id, proofs).await?;
    identifications::update(tx, &known).await?;
    users::update(tx, &of.user).await?;
    let sign_in = sign_ins::update(tx, &sign_in).await?.unwrap_or(sign_in);
    let found = load_user(tx, &instance.id, &of.user.id).await?;
    Ok(Ok((client, Loaded { sign_in, found })))
}
