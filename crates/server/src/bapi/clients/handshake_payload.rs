//! GET /v1/clients/handshake_payload

use nightdesk_auth::model::Digest;
use nightdesk_store::handshakes;
use serde::Serialize;

use super::BackendCx;
use crate::{ApiError, bapi::query::Query, present::Json, sealed};

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
    let nonce = query.text("nonce").unwrap_or_default();
    let digest = Digest::of(nonce);
    let (instance, now) = (cx.instance_id(), cx.now);
    let taken = cx.write(async |tx| Ok(handshakes::take(&tx, instance, &digest, now).await?)).await?;
    let directives = taken.and_then(|kept| serde_json::from_str(&sealed::open(nonce, &kept)?).ok());
    let directives = directives.ok_or_else(|| ApiError::not_found("The handshake"))?;
    Ok(Json(HandshakePayload { directives }))
}
