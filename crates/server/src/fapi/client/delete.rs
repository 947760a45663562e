//! DELETE /v1/client

use nightdesk_store::{clients, dev_browsers};
use nightdesk_wire::client::Client;

use crate::{
    extract::{Cx, Outgoing, Transport},
    present::{ApiError, Reply},
};

/// Deletes the client with its sessions. The next sign-in starts a new one.
///
/// # Errors
/// `resource_not_found` if the caller has no client.
pub(super) async fn delete(cx: Cx) -> Result<Reply<Option<Client>>, ApiError> {
    let Some(client) = &cx.client else { return Err(ApiError::not_found("The client")) };
    let (instance, id) = (&client.instance_id, &client.id);
    cx.store()
        .write(|tx| async move {
            dev_browsers::detach_client(&tx, instance, id).await?;
            clients::delete(&tx, instance, id).await?;
            Ok::<_, ApiError>(())
        })
        .await?;
    // A development browser stays the same browser, without a client.
    if cx.credentials.transport != Transport::DevBrowser {
        cx.credentials.hand_out(Outgoing::NoClient);
    }
    Ok(Reply { response: None, client: None })
}
