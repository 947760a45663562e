//! The ticket strategy: the backend vouches for the user.

use nightdesk_auth::{
    Refusal, lockout,
    model::{ActorToken, Client, Strategy, TicketStatus, Verification},
    refusal::Field,
    sign_in,
    ticket::{self, Ticket},
};
use nightdesk_store::{Tx, actor_tokens, sign_in_tokens, sign_ins, users};
use nightdesk_wire::{
    ids::{SessionId, SignInId, UserId},
    sign_in::SignIn,
};

use super::load::Loaded;
use crate::{
    extract::Cx,
    fapi::signed_in::{Proofs, may_sign_in, start_impersonation, start_session},
    present::{ApiError, Reply, load_user},
};

/// Tickets are signed texts, longer than anything a person types.
pub(super) const MAX_BYTES: usize = 8 * 1024;

/// Signs in whoever the ticket names, and uses the ticket up.
///
/// # Errors
/// `ticket_invalid`, `ticket_expired`, `sign_in_token_already_used`, `sign_in_token_revoked`, `session_exists`,
/// `identifier_already_signed_in`, `user_banned`, `user_locked`, `form_param_nil`; `invitation_account_not_exists` for an invitation,
/// which is for a sign-up.
pub(super) async fn redeem(mut cx: Cx, text: &str) -> Result<Reply<SignIn>, ApiError> {
    if text.is_empty() {
        return Err(Refusal::Missing(Field::Ticket).into());
    }
    let (client, loaded) = sign_in_by(&cx, text).await?;
    cx.adopt(client)?;
    cx.reply(loaded.present(&cx)).await
}

async fn sign_in_by(cx: &Cx, text: &str) -> Result<(Client, Loaded), ApiError> {
    let instance = &cx.tenant.instance.id;
    let ticket = &ticket::read(text, instance, cx.tenant.hmac_key())?;
    cx.store()
        .write(|tx| async move {
            let used = use_up(cx, &tx, ticket).await?;
            let mut of = load_user(&tx, instance, used.user_id()).await?.ok_or(Refusal::TicketInvalid)?;
            let user = &mut of.user;
            match &used {
                Used::ByUser(_) => lockout::may_try(user, cx.now)?,
                Used::ByActor(_) if user.banned => return Err(Refusal::UserBanned.into()),
                Used::ByActor(_) => {}
            }
            let mut client = cx.client_or_new(&tx).await?;
            may_sign_in(cx, &tx, &client, Some(&user.id)).await?;

            let attempt = SignInId::generate(cx.now, cx.random());
            let mut sign_in =
                sign_in::create(attempt, instance.clone(), client.id.clone(), None, Some(user), cx.now)?;
            sign_in.first_factor = Some(Verification::verified(Strategy::Ticket));
            let session = SessionId::generate(cx.now, cx.random());
            match &used {
                Used::ByUser(_) => {
                    sign_in::complete(&mut sign_in, user, session.clone(), cx.now);
                    users::update(&tx, user).await?;
                    let proofs = Proofs::first(Strategy::Ticket);
                    start_session(cx, &tx, &mut client, session, &user.id, proofs).await?;
                }
                Used::ByActor(token) => {
                    // It is not the user who signs in, and nothing of the account changes.
                    sign_in::complete(&mut sign_in, &mut user.clone(), session.clone(), cx.now);
                    start_impersonation(cx, &tx, &mut client, session, token).await?;
                }
            }
            sign_ins::insert(&tx, &sign_in).await?;
            Ok::<_, ApiError>((client, Loaded { sign_in, found: Some(of) }))
        })
        .await
}

/// A ticket that was just used up.
enum Used {
    ByUser(UserId),
    ByActor(ActorToken),
}

impl Used {
    const fn user_id(&self) -> &UserId {
        match self {
            Self::ByUser(user) => user,
            Self::ByActor(token) => &token.user_id,
        }
    }
}

/// Uses a ticket up: of two callers one wins.
async fn use_up(cx: &Cx, tx: &Tx, ticket: &Ticket) -> Result<Used, ApiError> {
    let (instance, now) = (&cx.tenant.instance.id, cx.now);
    match ticket {
        Ticket::SignInToken(id) => {
            let token = sign_in_tokens::find(tx, instance, id).await?.ok_or(Refusal::TicketInvalid)?;
            ticket::judge(token.status, token.expires_at, now)?;
            let token = sign_in_tokens::accept(tx, instance, id, now).await?;
            Ok(Used::ByUser(token.ok_or(Refusal::TicketUsed)?.user_id))
        }
        Ticket::Invitation(_) => Err(Refusal::InvitationWithoutAccount.into()),
        Ticket::ActorToken(id) => {
            let token = actor_tokens::find(tx, instance, id).await?.ok_or(Refusal::TicketInvalid)?;
            ticket::judge(token.status, token.expires_at, now)?;
            let token = actor_tokens::settle(tx, instance, id, TicketStatus::Accepted, now).await?;
            Ok(Used::ByActor(token.ok_or(Refusal::TicketUsed)?))
        }
    }
}
