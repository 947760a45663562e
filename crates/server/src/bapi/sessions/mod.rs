//! /v1/sessions

mod create;
mod get;
mod list;
mod refresh;
mod revoke;
mod template_token;
mod tokens;

pub(crate) use create::create;
pub(crate) use get::get;
pub(crate) use list::list;
pub(crate) use refresh::refresh;
pub(crate) use revoke::revoke;
pub(crate) use template_token::template_token;
pub(crate) use tokens::tokens;

use nightdesk_auth::model::{self, SessionStatus};
use nightdesk_store::{Tx, sessions};
use nightdesk_wire::{
    bapi,
    ids::{InstanceId, OrganizationId, SessionId},
    time::UnixMs,
};

use super::cx::BackendCx;
use crate::{ApiError, present};

/// A session as backends see it.
pub(crate) fn present_session(stored: &model::Session, now: UnixMs) -> bapi::Session {
    bapi::Session {
        id: stored.id.clone(),
        user_id: stored.user_id.clone(),
        client_id: stored.client_id.clone(),
        actor: stored.actor.clone(),
        status: match stored.status_at(now) {
            SessionStatus::Active => bapi::SessionStatus::Active,
            SessionStatus::Pending => bapi::SessionStatus::Pending,
            SessionStatus::Ended => bapi::SessionStatus::Ended,
            SessionStatus::Removed => bapi::SessionStatus::Removed,
            SessionStatus::Revoked => bapi::SessionStatus::Revoked,
            SessionStatus::Expired => bapi::SessionStatus::Expired,
            SessionStatus::Abandoned => bapi::SessionStatus::Abandoned,
            SessionStatus::Replaced => bapi::SessionStatus::Replaced,
        },
        last_active_organization_id: stored
            .last_active_organization_id
            .as_deref()
            .and_then(|id| OrganizationId::parse(id).ok()),
        last_active_at: stored.last_active_at,
        latest_activity: present::activity(stored),
        expire_at: stored.expire_at,
        abandon_at: stored.abandon_at,
        updated_at: stored.updated_at,
        created_at: stored.created_at,
        tasks: present::tasks(stored),
    }
}

fn not_found() -> ApiError {
    ApiError::not_found("The session")
}

async fn find(tx: &Tx, instance: &InstanceId, id: &SessionId) -> Result<model::Session, ApiError> {
    sessions::find(tx, instance, id).await?.ok_or_else(not_found)
}
