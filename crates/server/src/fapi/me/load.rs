//! Who `/v1/me` is.

use nightdesk_auth::{model::Session, session};
use nightdesk_store::{Tx, sessions};

use crate::{
    extract::Cx,
    present::{ApiError, UserWithAddresses, load_user},
};

/// The signed-in user and the session that vouches for it.
pub(super) struct Me {
    pub(super) session: Session,
    pub(super) of: UserWithAddresses,
}

/// The user of the session that the caller names, else of the client's active one.
///
/// # Errors
/// 401 if that session is not a live one of the caller's client.
pub(super) async fn me(cx: &Cx, tx: &Tx) -> Result<Me, ApiError> {
    let client = cx.require_client()?;
    let (instance, id) = (&client.instance_id, &client.id);
    let session = match &cx.session_hint {
        Some(wanted) => {
            let found = sessions::find_on_client(tx, instance, id, wanted).await?;
            found.filter(|session| session.is_live(cx.now))
        }
        None => {
            let held = sessions::list_live_on_client(tx, instance, id).await?;
            session::active(&held, client.last_active_session_id.as_ref(), cx.now).cloned()
        }
    };
    let session = session.ok_or_else(ApiError::unauthenticated)?;
    let of = load_user(tx, &session.instance_id, &session.user_id).await?;
    Ok(Me { of: of.ok_or_else(ApiError::unauthenticated)?, session })
}
