//! Who `/v1/me` is.

use nightdesk_auth::{identification, model::Session, reverification, session};
use nightdesk_store::{Tx, identifications, sessions};
use nightdesk_wire::ids::{IdentificationId, SessionId};

use super::sensitive::is_sensitive;
use crate::{
    extract::Cx,
    present::{ApiError, UserWithAddresses, load_user},
};

/// The signed-in user and the session that vouches for it.
pub(super) struct Me {
    pub(super) session: Session,
    pub(super) of: UserWithAddresses,
}

impl Me {
    /// Whether the proofs of the session are recent enough for a sensitive change.
    ///
    /// # Errors
    /// `session_reverification_required`.
    pub(super) fn require_recent_proof(&self, cx: &Cx) -> Result<(), ApiError> {
        let of = &self.of;
        let settings = &cx.tenant.instance.settings.sessions;
        Ok(reverification::require(&self.session, &of.user, of.contacts(), settings, cx.now)?)
    }
}

/// The user of the session that the caller names, else of the client's active one.
///
/// # Errors
/// 401 if that session is not a live one of the caller's client, `session_reverification_required` for a sensitive
/// request whose session proved nothing recently.
pub(super) async fn me(cx: &Cx, tx: &Tx) -> Result<Me, ApiError> {
    let client = cx.require_client()?;
    let (instance, id) = (&client.instance_id, &client.id);
    let session = match &cx.session_hint {
        Some(wanted) => {
            let wanted = SessionId::parse(wanted).map_err(|_| ApiError::unauthenticated())?;
            let found = sessions::find_on_client(tx, instance, id, &wanted).await?;
            found.filter(|session| session.is_live(cx.now))
        }
        None => {
            let held = sessions::list_live_on_client(tx, instance, id).await?;
            session::active(&held, client.last_active_session_id.as_ref(), cx.now).cloned()
        }
    };
    let session = session.ok_or_else(ApiError::unauthenticated)?;
    let of = load_user(tx, &session.instance_id, &session.user_id).await?;
    let me = Me { of: of.ok_or_else(ApiError::unauthenticated)?, session };
    if is_sensitive(&cx.method, cx.route.as_ref().map_or("", |route| route.as_str())) {
        me.require_recent_proof(cx)?;
    }
    Ok(me)
}

/// Takes something off the user that it is known by.
///
/// # Errors
/// `last_identification_deletion_failed` if nothing would be left to sign in with.
pub(super) async fn remove(tx: &Tx, of: &UserWithAddresses, id: &IdentificationId) -> Result<(), ApiError> {
    identification::may_remove(&of.user, &of.addresses, &of.identifications, id)?;
    identifications::delete(tx, &of.user.instance_id, id).await?;
    Ok(())
}
