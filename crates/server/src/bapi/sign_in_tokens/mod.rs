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
        status: match stored.status {
            model::SignInTokenStatus::Pending => bapi::SignInTokenStatus::Pending,
            model::SignInTokenStatus::Accepted => bapi::SignInTokenStatus::Accepted,
            model::SignInTokenStatus::Revoked => bapi::SignInTokenStatus::Revoked,
        },
        user_id: stored.user_id.clone(),
        token,
        url,
        created_at: stored.created_at,
        updated_at: stored.updated_at,
    }
}
