//! DELETE /v1/client/sessions

use nightdesk_auth::model::{Client, SessionStatus};
use nightdesk_store::{clients, sessions};

use crate::{
    extract::Cx,
    fapi::signed_out::after_sessions_ended,
    present::{self, ApiError, Reply},
};

/// Signs everybody on the client out. The client itself stays, and the answer shows it without sessions.
///
/// # Errors
/// 401 for a caller without a client.
pub(super) async fn end_all(mut cx: Cx) -> Result<Reply<Option<nightdesk_wire::client::Client>>, ApiError> {
    let client = write_end(&cx, cx.require_client()?).await?;
    cx.adopt(client)?;
    let client = present::client(&cx).await?;
    Ok(Reply { response: client.clone(), client })
}

async fn write_end(cx: &Cx, client: &Client) -> Result<Client, ApiError> {
    cx.store()
        .write(|tx| async move {
            let (instance, id) = (&client.instance_id, &client.id);
            let ended = sessions::end_on_client(&tx, instance, id, SessionStatus::Ended, cx.now).await?;
            let mut client = clients::find(&tx, instance, id).await?.unwrap_or_else(|| client.clone());
            client.sign_in_id = None;
            client.sign_up_id = None;
            if ended > 0 {
                tracing::info!(client.id = %client.id, ended, "signed out");
                after_sessions_ended(cx, &tx, &mut client).await?;
            } else {
                clients::update(&tx, &client).await?;
            }
            Ok::<_, ApiError>(client)
        })
        .await
}
