//! What happens to a client when a session on it is over.

use nightdesk_auth::{model::Client, session};
use nightdesk_store::{Result, Tx, clients, sessions};

use crate::extract::Cx;

/// Brings the client in line with the sessions that are left: another becomes the active one, and the client's token
/// moves on.
pub(super) async fn after_sessions_ended(cx: &Cx, tx: &Tx, client: &mut Client) -> Result<()> {
    let left: Vec<_> = sessions::list_live_on_client(tx, &client.instance_id, &client.id)
        .await?
        .into_iter()
        .filter(|session| session.is_live(cx.now))
        .map(|session| session.id)
        .collect();
    let active = client.last_active_session_id.take().filter(|active| left.contains(active));
    client.last_active_session_id = active.or_else(|| left.last().cloned());
    client.updated_at = session::client_updated_at(cx.now);
    clients::update(tx, client).await?;
    cx.rotate(tx, client).await
}
