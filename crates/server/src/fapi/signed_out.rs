//! What happens to a client when a session on it is over.

use nightdesk_auth::{model::Client, session};
use nightdesk_store::{Result, Tx, clients, sessions};
use nightdesk_wire::time::UnixMs;

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
