//! /v1/sign_in_tokens

mod create;
mod revoke;

pub(crate) use create::create;
pub(crate) use revoke::revoke;

use nightdesk_auth::model;
use nightdesk_wire::bapi;

/// A ticket as backends see it. Its text is told once, when it is made.
fn present_token(
    stored: &model::SignInToken,
    token: Option<String>,
    url: Option<String>,
) -> bapi::SignInToken {
    bapi::SignInToken {
        id: stored.id.clone(),
        status: status(stored.status),
        user_id: stored.user_id.clone(),
        token,
        url,
        created_at: stored.created_at,
        updated_at: stored.updated_at,
    }
}

pub(super) const fn status(stored: model::TicketStatus) -> bapi::TicketStatus {
    match stored {
        model::TicketStatus::Pending => bapi::TicketStatus::Pending,
        model::TicketStatus::Accepted => bapi::TicketStatus::Accepted,
        model::TicketStatus::Revoked => bapi::TicketStatus::Revoked,
    }
}
