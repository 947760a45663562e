//! DELETE /v1/users/{user_id}

use nightdesk_store::users;
use nightdesk_wire::{deleted_object::DeletedObject, ids::UserId};

use super::{BackendCx, not_found, sign_out_everywhere};
use crate::{ApiError, extract::Path, present::Json};

/// Deletes a user with everything that belongs to them.
///
/// # Errors
/// `resource_not_found`.
pub(crate) async fn delete(cx: BackendCx, Path(id): Path<UserId>) -> Result<Json<DeletedObject>, ApiError> {
    let (instance, now) = (cx.instance_id(), cx.now);
    let deleted = cx.write(async |tx| {
        sign_out_everywhere(&tx, instance, &id, now).await?;
        Ok(users::delete(&tx, instance, &id).await?)
    });
    if !deleted.await? {
        return Err(not_found());
    }
    tracing::info!(user.id = %id, "user deleted by the backend");
    Ok(Json(DeletedObject::new("user", id.as_str())))
}
