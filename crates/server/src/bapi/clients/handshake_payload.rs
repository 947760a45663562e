//! GET /v1/clients/handshake_payload

use nightdesk_auth::model::Digest;
use nightdesk_store::handshakes;
use serde::Serialize;

use super::BackendCx;
use crate::{ApiError, bapi::query::Query, present::Json};

/// What an application is to set as cookies.
#[derive(Serialize)]
pub(crate) struct HandshakePayload {
    directives: Vec<String>,
}

/// Fetches a handshake, once, by the nonce that the browser came back with.
///
/// # Errors
/// `resource_not_found` for a nonce that is unknown, late or was used.
pub(crate) async fn handshake_payload(
    cx: BackendCx,
    query: Query,
) -> Result<Json<HandshakePayload>, ApiError> {
    let nonce = Digest::of(query.text("nonce").unwrap_or_default());
    let (instance, now) = (cx.instance_id(), cx.now);
    let taken = cx.write(async |tx| Ok(handshakes::take(&tx, instance, &nonce, now).await?)).await?;
    let directives = taken.ok_or_else(|| ApiError::not_found("The handshake"))?;
    Ok(Json(HandshakePayload { directives }))
}
