//! The ticket strategy: an invitation vouches for the address, and opens an application that takes no strangers.

use nightdesk_auth::{
    Refusal, invitation,
    model::{self, Client},
    refusal::Field,
    sign_up,
    ticket::{self, Ticket},
};
use nightdesk_store::{clients, invitations, sign_ups};
use nightdesk_wire::{ids::SignUpId, sign_up::SignUp};

use super::{
    fields,
    finish::{finish, reply},
    load::check_free,
};
use crate::{
    extract::{Cx, Form},
    fapi::signed_in::may_sign_in,
    present::{ApiError, Reply},
};

/// Tickets are signed texts, longer than anything a person types.
const MAX_BYTES: usize = 8 * 1024;

/// Begins a sign-up by an invitation. It is complete at once if the form has all that is missing, and the invitation is
/// used up when it is.
///
/// # Errors
/// `ticket_invalid`, `ticket_expired`, `invitation_already_accepted`, `invitation_already_revoked`, `session_exists`,
/// `form_identifier_exists`, `form_param_nil`, and what is wrong with a field.
pub(super) async fn create(mut cx: Cx, form: &Form) -> Result<Reply<SignUp>, ApiError> {
    let ticket = form.long_text("ticket", MAX_BYTES)?.filter(|ticket| !ticket.is_empty());
    let ticket = ticket.ok_or(Refusal::Missing(Field::Ticket))?;
    let (client, begun) = begin(&cx, form, &ticket).await?;
    cx.adopt(client)?;
    let cx_ref = &cx;
    let finished = cx.store().write(|tx| {
        let begun = begun.clone();
        async move { finish(cx_ref, &tx, begun).await }
    });
    let finished = finished.await?;
    reply(cx, finished).await
}

async fn begin(cx: &Cx, form: &Form, ticket: &str) -> Result<(Client, model::SignUp), ApiError> {
    let instance = &cx.tenant.instance.id;
    let Ticket::Invitation(id) = &ticket::read(ticket, instance, cx.tenant.hmac_key())? else {
        return Err(Refusal::TicketInvalid.into());
    };
    // Before anything costly: a ticket that is of no use makes nothing be hashed.
    let found = cx.store().read(|tx| async move {
        let invitation = invitations::find(&tx, instance, id).await?.ok_or(Refusal::TicketInvalid)?;
        invitation::may_accept(&invitation, cx.now)?;
        Ok::<_, ApiError>(invitation)
    });
    let invitation = &found.await?;
    let mut fields = fields::read(cx, form).await?;
    fields.email_address = None;
    let fields = &fields;
    cx.store()
        .write(|tx| async move {
            let mut client = cx.client_or_new(&tx).await?;
            may_sign_in(cx, &tx, &client, None).await?;
            let id = SignUpId::generate(cx.now, cx.random());
            let mut begun = sign_up::create_invited(id, client.id.clone(), invitation, cx.now);
            sign_up::apply(&mut begun, &cx.tenant.instance.settings, fields.clone(), cx.now)?;
            check_free(cx, &tx, &begun).await?;
            sign_ups::insert(&tx, &begun).await?;
            client.sign_up_id = Some(begun.id.clone());
            clients::update(&tx, &client).await?;
            Ok::<_, ApiError>((client, begun))
        })
        .await
}
