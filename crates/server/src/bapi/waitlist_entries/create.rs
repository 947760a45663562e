//! POST /v1/waitlist_entries

use nightdesk_wire::{bapi, ids::WaitlistEntryId};

use super::{Wanted, present_entry};
use crate::{
    ApiError,
    bapi::{body::Body, cx::BackendCx},
    present::Json,
    waitlist,
};

/// Puts an address on the waitlist. If it is there already its entry is the answer.
///
/// # Errors
/// `form_param_missing`, `form_param_format_invalid`.
pub(crate) async fn create(cx: BackendCx, body: Body) -> Result<Json<bapi::WaitlistEntry>, ApiError> {
    let wanted = Wanted::read(body)?;
    let id = WaitlistEntryId::generate(cx.now, cx.random());
    let (instance, now, cx_ref) = (cx.instance_id(), cx.now, &cx);
    let joined = cx.write(async |tx| {
        let (entry, known) = waitlist::join(&tx, instance, id.clone(), &wanted.address, now).await?;
        Ok((present_entry(cx_ref, &tx, &entry).await?, known))
    });
    let (entry, known) = joined.await?;
    if wanted.notify && !known {
        waitlist::confirm(&cx.app, &cx.tenant, &wanted.address).await;
    }
    Ok(Json(entry))
}
