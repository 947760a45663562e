//! DELETE /v1/social_connections/{provider}

use nightdesk_store::instances;
use nightdesk_wire::deleted_object::DeletedObject;

use super::BackendCx;
use crate::{
    extract::Path,
    present::{ApiError, Json},
};

/// Forgets a connection. Accounts at the provider stay, and work again once it is set up again.
///
/// # Errors
/// `resource_not_found`.
pub(crate) async fn delete(
    cx: BackendCx,
    Path(provider): Path<String>,
) -> Result<Json<DeletedObject>, ApiError> {
    let (id, now) = (cx.instance_id(), cx.now);
    let not_found = || ApiError::not_found("The social connection");
    let update = cx.write(async |tx| {
        let mut settings = instances::find(&tx, id).await?.ok_or_else(not_found)?.settings;
        settings.social_connections.remove(&provider).ok_or_else(not_found)?;
        Ok(instances::update_settings(&tx, id, &settings, now).await?)
    });
    update.await?;
    cx.app.instances().refresh();
    tracing::info!(instance.id = %id, oauth.provider = %provider, "social connection removed by the backend");
    Ok(Json(DeletedObject::new("social_connection", provider)))
}
