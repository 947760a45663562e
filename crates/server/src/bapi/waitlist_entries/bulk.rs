//! POST /v1/waitlist_entries/bulk

use std::collections::HashSet;

use nightdesk_wire::{bapi, codes::ErrorCode, ids::WaitlistEntryId};

use super::{Wanted, present_entry};
use crate::{
    ApiError,
    bapi::{body::Bodies, cx::BackendCx},
    present::Json,
    waitlist,
};

/// Most entries of one request, as the contract has it.
const MAX_ENTRIES: usize = 50;

/// Puts several addresses on the waitlist, all or none. Those that are on it already keep their entries.
///
/// # Errors
/// As `POST /v1/waitlist_entries`, and `form_param_value_invalid` for too many, or for an address that comes twice.
pub(crate) async fn bulk(
    cx: BackendCx,
    Bodies(bodies): Bodies,
) -> Result<Json<Vec<bapi::WaitlistEntry>>, ApiError> {
    let invalid = |name, text: String| Err(ApiError::param(ErrorCode::FormParamValueInvalid, name, text));
    if !(1..=MAX_ENTRIES).contains(&bodies.len()) {
        return invalid("entries", format!("Between 1 and {MAX_ENTRIES} entries can be made at once."));
    }
    let wanted = bodies.into_iter().map(Wanted::read).collect::<Result<Vec<_>, _>>()?;
    let mut seen = HashSet::new();
    if !wanted.iter().all(|wanted| seen.insert(wanted.address.to_lowercase())) {
        return invalid("email_address", "An address comes more than once.".to_owned());
    }
    let ids: Vec<_> = wanted.iter().map(|_| WaitlistEntryId::generate(cx.now, cx.random())).collect();
    let (instance, now, cx_ref) = (cx.instance_id(), cx.now, &cx);
    let joined = cx.write(async |tx| {
        let mut joined = Vec::with_capacity(wanted.len());
        for (wanted, id) in wanted.iter().zip(&ids) {
            let (entry, known) = waitlist::join(&tx, instance, id.clone(), &wanted.address, now).await?;
            joined.push((present_entry(cx_ref, &tx, &entry).await?, known));
        }
        Ok(joined)
    });
    let joined = joined.await?;
    for (wanted, (_, known)) in wanted.iter().zip(&joined) {
        if wanted.notify && !known {
            waitlist::confirm(&cx.app, &cx.tenant, &wanted.address).await;
        }
    }
    Ok(Json(joined.into_iter().map(|(entry, _)| entry).collect()))
}
