//! GET /v1/clients/{client_id}

use nightdesk_store::clients;
use nightdesk_wire::{bapi, ids::ClientId};

use super::present_client;
use crate::{ApiError, bapi::cx::BackendCx, extract::Path, present::Json};

/// A client with its live sessions.
///
/// # Errors
/// `resource_not_found`.
pub(crate) async fn get(cx: BackendCx, Path(id): Path<ClientId>) -> Result<Json<bapi::Client>, ApiError> {
    let not_found = || ApiError::not_found("The client");
    let (instance, now) = (cx.instance_id(), cx.now);
    let read = cx.read(async |tx| {
        let client = clients::find(&tx, instance, &id).await?.ok_or_else(not_found)?;
        present_client(&tx, client, now).await
    });
    Ok(Json(read.await?))
}
