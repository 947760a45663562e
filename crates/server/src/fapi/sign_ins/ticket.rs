//! The ticket strategy: the backend vouches for the user.

use nightdesk_auth::{
    Refusal, lockout,
    model::{Client, Strategy, Verification},
    refusal::Field,
    sign_in, ticket,
};
use nightdesk_store::{sign_in_tokens, sign_ins, users};
use nightdesk_wire::{
    ids::{SessionId, SignInId},
    sign_in::SignIn,
};

use super::load::Loaded;
use crate::{
    extract::Cx,
    fapi::signed_in::{Proofs, may_sign_in, start_session},
    present::{self, ApiError, Reply, load_user},
};

/// Tickets are signed texts, longer than anything a person types.
pub(super) const MAX_BYTES: usize = 8 * 1024;

/// Signs in whoever the ticket names, and uses the ticket up.
///
/// # Errors
/// `ticket_invalid`, `ticket_expired`, `sign_in_token_already_used`, `sign_in_token_revoked`, `session_exists`,
/// `identifier_already_signed_in`, `user_banned`, `form_param_nil`.
pub(super) async fn redeem(mut cx: Cx, text: &str) -> Result<Reply<SignIn>, ApiError> {
    if text.is_empty() {
        return Err(Refusal::Missing(Field::Ticket).into());
    }
    let (client, loaded) = sign_in_by(&cx, text).await?;
    cx.adopt(client)?;
    cx.reply(present::sign_in(&cx.tenant.instance.settings, &loaded.sign_in, loaded.found.as_ref(), cx.now))
        .await
}

async fn sign_in_by(cx: &Cx, text: &str) -> Result<(Client, Loaded), ApiError> {
    let instance = &cx.tenant.instance.id;
    let id = &ticket::read(text, instance, cx.tenant.hmac_key())?;
    cx.store()
        .write(|tx| async move {
            let token = sign_in_tokens::find(&tx, instance, id).await?;
            let mut token = token.ok_or(Refusal::TicketInvalid)?;
            ticket::redeem(&mut token, cx.now)?;
            let mut of = load_user(&tx, instance, &token.user_id).await?.ok_or(Refusal::TicketInvalid)?;
            let user = &mut of.user;
            if user.banned {
                return Err(Refusal::UserBanned.into());
            }
            // The backend vouches for the user, so wrong guesses of others do not matter here.
            lockout::clear(user);
            let mut client = cx.client_or_new(&tx).await?;
            may_sign_in(cx, &tx, &client, Some(&user.id)).await?;

            let attempt = SignInId::generate(cx.now, cx.random());
            let mut sign_in =
                sign_in::create(attempt, instance.clone(), client.id.clone(), None, Some(user), cx.now)?;
            sign_in.first_factor = Some(Verification::verified(Strategy::Ticket));
            let session = SessionId::generate(cx.now, cx.random());
            sign_in::complete(&mut sign_in, user, session.clone(), cx.now);
            sign_ins::insert(&tx, &sign_in).await?;
            users::update(&tx, user).await?;
            sign_in_tokens::accept(&tx, instance, id, cx.now).await?.ok_or(Refusal::TicketUsed)?;
            start_session(cx, &tx, &mut client, session, &user.id, Proofs::first(Strategy::Ticket)).await?;
            Ok::<_, ApiError>((client, Loaded { sign_in, found: Some(of) }))
        })
        .await
}
