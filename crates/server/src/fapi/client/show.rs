//! GET /v1/client

use axum::http::Uri;
use nightdesk_wire::client::Client;

use crate::{
    extract::Cx,
    fapi::oauth::redeem,
    present::{self, ApiError, Reply},
};

/// The caller's client with its sessions and a fresh token for each; `null` for a caller who has none.
pub(super) async fn show(mut cx: Cx, uri: Uri) -> Result<Reply<Option<Client>>, ApiError> {
    redeem(&mut cx, &uri).await?;
    // Both halves of the envelope are the client: presented once, since every session in it costs a signature.
    let client = present::client(&cx).await?;
    Ok(Reply { response: client.clone(), client: None })
}
