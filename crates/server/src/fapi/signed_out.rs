//! What happens to a client when a session on it is over.

use nightdesk_auth::{
    model::{Client, SessionStatus},
    session,
};
use nightdesk_store::{
    Result, Tx, clients,
    sessions::{self, SessionSearch},
};
use nightdesk_wire::{
    ids::{ClientId, SessionId, UserId},
    time::UnixMs,
};

use crate::extract::Cx;

/// Brings the client in line with the sessions that are left: another becomes the active one, and the client's token
/// moves on.
pub(super) async fn after_sessions_ended(cx: &Cx, tx: &Tx, client: &mut Client) -> Result<()> {
    settle(tx, client, cx.now).await?;
    cx.rotate(tx, client).await
}

/// Like [`after_sessions_ended`], for a client that is not the caller's: its token stays.
pub(super) async fn settle(tx: &Tx, client: &mut Client, now: UnixMs) -> Result<()> {
    let held = sessions::list_live_on_client(tx, &client.instance_id, &client.id).await?;
    let active = session::active(&held, client.last_active_session_id.as_ref(), now);
    client.last_active_session_id = active.map(|session| session.id.clone());
    client.updated_at = session::client_updated_at(now);
    clients::update(tx, client).await?;
    Ok(())
}

/// Ends all of a user's sessions but the one to keep, and brings other devices' clients in line. Says whether any of them was on the
/// caller's client, which the caller brings in line.
pub(super) async fn end_other_sessions(
    cx: &Cx,
    tx: &Tx,
    own_client: &ClientId,
    user: &UserId,
    keep: Option<&SessionId>,
) -> Result<bool> {
    const PAGE: i64 = 500;
    let instance = &cx.tenant.instance.id;
    let search = SessionSearch { user_id: Some(user.clone()), ..SessionSearch::default() };
    let mut on_this_client = false;
    let mut offset = 0;
    loop {
        let page = sessions::search(tx, instance, &search, PAGE, offset).await?;
        for session in page.iter().filter(|session| Some(&session.id) != keep && session.is_live(cx.now)) {
            sessions::end(tx, instance, &session.id, SessionStatus::Revoked, cx.now).await?;
            if session.client_id == *own_client {
                on_this_client = true;
            } else if let Some(mut client) = clients::find(tx, instance, &session.client_id).await? {
                settle(tx, &mut client, cx.now).await?;
            }
        }
        if page.len() < PAGE as usize {
            return Ok(on_this_client);
        }
        offset += PAGE;
    }
}
