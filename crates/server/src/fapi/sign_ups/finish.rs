//! The last step of a sign-up: once nothing is missing there is a user, and a session.

use nightdesk_auth::{
    Refusal, identification,
    model::{self, Client, EventKind, InvitationStatus, Strategy, WaitlistStatus},
    oauth,
    sign_up::{self, NewUser},
    web3,
};
use nightdesk_store::{
    Tx, clients, email_addresses, identifications, invitations, phone_numbers, sign_ups, users,
    waitlist_entries,
};
use nightdesk_wire::{
    ids::{EmailAddressId, IdentificationId, PhoneNumberId, SessionId, UserId},
    sign_up::SignUp,
};

use super::load::check_free;
use crate::{
    events::{Actor, event, log},
    extract::Cx,
    fapi::signed_in::{NamedProofs, start_named_session},
    make_room,
    present::{self, ApiError, Reply},
    restrictions,
};

/// Stores a changed sign-up. If it is ready, makes its user and signs that user in; then the client is returned too.
///
/// # Errors
/// `form_identifier_exists` or `invitation_already_accepted` if somebody else was faster.
pub(in crate::fapi) async fn finish(
    cx: &Cx,
    tx: &Tx,
    mut sign_up: model::SignUp,
) -> Result<(model::SignUp, Option<Client>), ApiError> {
    if !sign_up::is_ready(&cx.tenant.instance.settings, &sign_up) {
        let sign_up = sign_ups::update(tx, &sign_up).await?.unwrap_or(sign_up);
        return Ok((sign_up, None));
    }
    check_free(cx, tx, &sign_up).await?;
    let invited = use_invitation_up(cx, tx, &sign_up).await?;
    // Its own client, which a link may have been followed without.
    let client = clients::find(tx, &sign_up.instance_id, &sign_up.client_id).await?;
    let mut client = client.ok_or_else(ApiError::unauthenticated)?;
    let session = SessionId::generate(cx.now, cx.random());
    let strategy = invited.unwrap_or_else(|| sign_up::proved_by(&sign_up));
    let NewUser { user, email_address, phone_number } = sign_up::complete(
        &mut sign_up,
        UserId::generate(cx.now, cx.random()),
        EmailAddressId::generate(cx.now, cx.random()),
        PhoneNumberId::generate(cx.now, cx.random()),
        session.clone(),
        cx.now,
    );
    users::insert(tx, &user).await?;
    let actor = Actor::User(user.id.as_str());
    let subject = Some(user.id.as_str().to_owned());
    let line = event(&cx.app, &user.instance_id, EventKind::SignUp, strategy.as_str(), &actor, subject);
    log(tx, &cx.tenant.instance.settings, &line).await?;
    let mut first_factor = strategy.as_str().to_owned();
    if let Some(identity) = sign_up::take_identity(&mut sign_up) {
        first_factor = oauth::strategy(&identity.provider);
        let id = IdentificationId::generate(cx.now, cx.random());
        let account = identification::external_account(id, &user, identity, cx.now);
        identifications::insert(tx, &account).await?;
    }
    if let (Some(address), Some(proof)) = (&sign_up.web3_wallet, &sign_up.web3_verification) {
        let id = IdentificationId::generate(cx.now, cx.random());
        let wallet = web3::proved(id, &user, address.clone(), proof.clone(), cx.now);
        identifications::insert(tx, &wallet).await?;
    }
    if let Some(address) = &email_address {
        make_room::for_address(tx, address).await?;
        email_addresses::insert(tx, address).await?;
    }
    if let Some(number) = &phone_number {
        make_room::for_number(tx, number).await?;
        phone_numbers::insert(tx, number).await?;
    }
    let sign_up = sign_ups::update(tx, &sign_up).await?.unwrap_or(sign_up);
    let proofs = NamedProofs { first_factor, second_factor: false };
    start_named_session(cx, tx, &mut client, session, &user.id, proofs).await?;
    Ok((sign_up, Some(client)))
}

/// Uses up the invitation that the sign-up began with, and notes on the waitlist that there is an account now. Returns
/// what an invitation proves.
async fn use_invitation_up(cx: &Cx, tx: &Tx, sign_up: &model::SignUp) -> Result<Option<Strategy>, ApiError> {
    let instance = &cx.tenant.instance;
    if let Some(address) = &sign_up.email_address
        && let Some(mut entry) = waitlist_entries::find_by_address(tx, &instance.id, address).await?
    {
        entry.status = WaitlistStatus::Completed;
        entry.updated_at = cx.now;
        waitlist_entries::update(tx, &entry).await?;
    }
    let Some(invitation) = &sign_up.granted.invitation_id else { return Ok(None) };
    let used = invitations::end(tx, &instance.id, invitation, InvitationStatus::Accepted, cx.now).await?;
    let used = used.ok_or(Refusal::InvitationAccepted)?;
    if instance.settings.restrictions.allowlist {
        restrictions::allow(cx, tx, &used).await?;
    }
    Ok(Some(Strategy::Ticket))
}

/// Answers with a sign-up that [`finish`] stored.
///
/// # Errors
/// If the client cannot be presented.
pub(super) async fn reply(
    mut cx: Cx,
    (sign_up, client): (model::SignUp, Option<Client>),
) -> Result<Reply<SignUp>, ApiError> {
    if let Some(client) = client {
        tracing::info!(user.id = sign_up.created_user_id.as_ref().map(UserId::as_str), "signed up");
        cx.adopt(client)?;
    }
    cx.reply(present::sign_up(&cx.tenant.instance.settings, &sign_up, cx.now)).await
}
