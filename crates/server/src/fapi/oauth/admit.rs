//! Signing in whoever a provider vouches for.

use nightdesk_auth::{
    Refusal, email_address, identification, identifier,
    model::{Client, IdentificationKind, OauthIdentity, SignIn},
    oauth, session,
    sign_in::{self, Step},
};
use nightdesk_store::{Tx, email_addresses, identifications, sessions, sign_ins, users};
use nightdesk_wire::ids::{IdentificationId, SessionId};

use super::apply::remember;
use crate::{
    extract::Cx,
    fapi::signed_in::{NamedProofs, start_named_session},
    present::{UserWithAddresses, load_user},
    restrictions,
};

/// Who has the account, or else the address that the provider has verified. An address counts only if both sides have
/// verified it: or whoever typed it in first, here or there, would get into the other's account.
pub(in crate::fapi) async fn owner(
    cx: &Cx,
    tx: &Tx,
    identity: &OauthIdentity,
) -> nightdesk_store::Result<Option<UserWithAddresses>> {
    let instance = &cx.tenant.instance.id;
    let subject = identification::subject_of(identity);
    let kind = IdentificationKind::ExternalAccount;
    let account = identifications::find_by_subject(tx, instance, kind, &subject).await?;
    if let Some(account) = account {
        return load_user(tx, instance, &account.user_id).await;
    }
    let Some(address) = identity.verified_address() else { return Ok(None) };
    let holder = email_addresses::find_by_address(tx, instance, &identifier::normalize(address)).await?;
    match holder.filter(|holder| email_address::is_taken(Some(holder))) {
        Some(holder) => load_user(tx, instance, &holder.user_id).await,
        None => Ok(None),
    }
}

/// Signs `of` in by the provider's word, as far as nothing else is missing, and stores the sign-in. A user who was found
/// by address has the account from then on.
///
/// The outer error is one of the database; the inner one says why this user does not come in, and leaves everything as
/// it was.
pub(in crate::fapi) async fn admit(
    cx: &Cx,
    tx: &Tx,
    client: &mut Client,
    mut sign_in: SignIn,
    of: &mut UserWithAddresses,
    identity: OauthIdentity,
) -> nightdesk_store::Result<Result<SignIn, Refusal>> {
    let instance = &client.instance_id;
    let held = sessions::list_live_on_client(tx, instance, &client.id).await?;
    let settings = &cx.tenant.instance.settings;
    if let Err(refusal) = session::may_add(&held, Some(&of.user.id), settings, cx.now) {
        return Ok(Err(refusal));
    }
    if let Err(refusal) = restrictions::may_sign_in(tx, &cx.tenant.instance, &of.user.id).await? {
        return Ok(Err(refusal));
    }
    let strategy = oauth::strategy(&identity.provider);
    let step = match sign_in::admit(&mut sign_in, &of.user, &identity.provider, cx.now) {
        Ok(step) => step,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let id = IdentificationId::generate(cx.now, cx.random());
    remember(tx, of, id, identity, cx.now).await?;
    if step == Step::Complete {
        let session = SessionId::generate(cx.now, cx.random());
        sign_in::complete(&mut sign_in, &mut of.user, session.clone(), cx.now);
        let proofs = NamedProofs { first_factor: strategy, second_factor: false };
        start_named_session(cx, tx, client, session, &of.user.id, proofs).await?;
    }
    users::update(tx, &of.user).await?;
    let sign_in = sign_ins::update(tx, &sign_in).await?.unwrap_or(sign_in);
    Ok(Ok(sign_in))
}
