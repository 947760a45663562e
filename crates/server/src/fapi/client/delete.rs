//! DELETE /v1/client

use nightdesk_auth::model::SessionStatus;
use nightdesk_store::{clients, dev_browsers, sessions};
use nightdesk_wire::client::Client;

use crate::{
    extract::Cx,
    present::{ApiError, Reply},
};

/// Ends every session of the client and the client itself. The next sign-in starts a new one.
///
/// # Errors
/// `resource_not_found` if the caller has no client.
pub(super) async fn delete(cx: Cx) -> Result<Reply<Option<Client>>, ApiError> {
    let Some(client) = &cx.client else { return Err(ApiError::not_found("The client")) };
    let (instance, id, now) = (&client.instance_id, &client.id, cx.now);
    cx.store()
        .write(|tx| async move {
            sessions::end_on_client(&tx, instance, id, SessionStatus::Removed, now).await?;
            dev_browsers::detach_client(&tx, instance, id).await?;
            clients::delete(&tx, instance, id).await?;
            Ok::<_, ApiError>(())
        })
        .await?;
    Ok(Reply { response: None, client: None })
}
