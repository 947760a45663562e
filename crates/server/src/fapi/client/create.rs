//! POST and PUT /v1/client

use nightdesk_wire::client::Client;

use crate::{
    extract::Cx,
    present::{self, ApiError, Reply},
};

/// The caller's client, made now if there is none.
pub(super) async fn create(mut cx: Cx) -> Result<Reply<Option<Client>>, ApiError> {
    let client = {
        let cx = &cx;
        cx.store()
            .write(|tx| async move {
                let client = cx.client_or_new(&tx).await?;
                Ok::<_, nightdesk_store::Error>(client)
            })
            .await?
    };
    cx.adopt(client)?;
    let client = present::client(&cx).await?;
    Ok(Reply { response: client.clone(), client })
}
