//! DELETE /v1/waitlist_entries/{waitlist_entry_id}

use nightdesk_auth::model::WaitlistStatus;
use nightdesk_store::waitlist_entries;
use nightdesk_wire::{deleted_object::DeletedObject, ids::WaitlistEntryId};

use super::{find, settled};
use crate::{ApiError, bapi::cx::BackendCx, extract::Path, present::Json};

/// Takes an entry off the waitlist that nothing has come of yet.
///
/// # Errors
/// `resource_not_found`, `waitlist_entry_not_pending`.
pub(crate) async fn delete(
    cx: BackendCx,
    Path(id): Path<WaitlistEntryId>,
) -> Result<Json<DeletedObject>, ApiError> {
    let instance = cx.instance_id();
    let deleted = cx.write(async |tx| {
        if find(&tx, instance, &id).await?.status != WaitlistStatus::Pending {
            return Err(settled("This entry was invited or rejected, and cannot be deleted"));
        }
        Ok(waitlist_entries::delete(&tx, instance, &id).await?)
    });
    deleted.await?;
    Ok(Json(DeletedObject::new("waitlist_entry", id.as_str())))
}
