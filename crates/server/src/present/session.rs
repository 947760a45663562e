//! Sessions and their tokens.

use nightdesk_auth::{
    model::{self, Activity, Instance, SessionStatus},
    session_token,
};
use nightdesk_jws::SignError;
use nightdesk_wire::{
    ids::{OrganizationId, SessionActivityId},
    session::{self, Session, SessionActivity, SessionBase, SessionTask},
    time::UnixMs,
    token::Token,
};

use super::user::{UserWithAddresses, public_user_data, user};
use crate::instances::Tenant;

/// A session and whose it is.
#[derive(Debug, Clone)]
pub(crate) struct SessionSubject {
    pub(crate) session: model::Session,
    /// `None` once the user is gone.
    pub(crate) user: Option<UserWithAddresses>,
}

/// Signs a token of a session. The signature is nearly all it costs.
pub(crate) fn mint(
    tenant: &Tenant,
    session: &model::Session,
    origin: Option<&str>,
    now: UnixMs,
) -> Result<Token, SignError> {
    let claims = session_token::claims(&tenant.instance, &tenant.issuer, session, origin, now);
    let jwt = tenant.signing_key().sign(&session_token::header(&tenant.instance, now), &claims)?;
    Ok(Token { jwt })
}

/// A session as its own client sees it, with a fresh token if it is live.
pub(crate) fn session(
    tenant: &Tenant,
    subject: &SessionSubject,
    origin: Option<&str>,
    now: UnixMs,
) -> Result<Session, SignError> {
    let stored = &subject.session;
    let mut session = session_without_token(&tenant.instance, subject, now);
    if stored.is_live(now) {
        session.base.last_active_token = Some(mint(tenant, stored, origin, now)?);
    }
    Ok(session)
}

/// A session as the same user sees it on another device.
pub(crate) fn session_without_token(instance: &Instance, subject: &SessionSubject, now: UnixMs) -> Session {
    let stored = &subject.session;
    Session {
        base: session_base_without_token(stored, now),
        last_active_organization_id: stored
            .last_active_organization_id
            .as_deref()
            .and_then(|id| OrganizationId::parse(id).ok()),
        user: subject.user.as_ref().map(|of| user(instance, of, now)),
        public_user_data: subject.user.as_ref().map(|of| public_user_data(instance, of)),
        factor_verification_age: session_token::factor_ages(stored, now),
        created_at: stored.created_at,
        updated_at: stored.updated_at,
    }
}

/// What every form of a session has, without a token.
pub(crate) fn session_base_without_token(stored: &model::Session, now: UnixMs) -> SessionBase {
    SessionBase {
        id: stored.id.clone(),
        status: status(stored.status_at(now)),
        expire_at: stored.expire_at,
        abandon_at: stored.abandon_at,
        last_active_at: stored.last_active_at,
        last_active_token: None,
        actor: stored.actor.clone(),
        tasks: tasks(stored),
    }
}

/// What keeps a session pending.
pub(crate) fn tasks(stored: &model::Session) -> Option<Vec<SessionTask>> {
    let tasks = stored.tasks.iter().map(|task| SessionTask { key: task.as_str() });
    (stored.status == SessionStatus::Pending).then(|| tasks.collect())
}

/// Where a session was last used.
pub(crate) fn activity(stored: &model::Session) -> Option<SessionActivity> {
    let Activity { id, device_type, is_mobile, browser_name, browser_version, ip_address, origin: _ } =
        stored.latest_activity.clone()?;
    Some(SessionActivity {
        id: SessionActivityId::parse(id).ok()?,
        device_type,
        is_mobile,
        browser_name,
        browser_version,
        ip_address,
        city: None,
        country: None,
    })
}

const fn status(stored: SessionStatus) -> session::SessionStatus {
    match stored {
        SessionStatus::Active => session::SessionStatus::Active,
        SessionStatus::Pending => session::SessionStatus::Pending,
        SessionStatus::Ended => session::SessionStatus::Ended,
        SessionStatus::Removed | SessionStatus::Replaced => session::SessionStatus::Removed,
        SessionStatus::Revoked => session::SessionStatus::Revoked,
        SessionStatus::Expired => session::SessionStatus::Expired,
        SessionStatus::Abandoned => session::SessionStatus::Abandoned,
    }
}
