//! POST /v1/blocklist_identifiers

use nightdesk_auth::model::IdentifierList;
use nightdesk_wire::bapi;

use crate::{
    ApiError,
    bapi::{
        body::Body,
        cx::BackendCx,
        listed::{add, entry, present_entry},
    },
    present::Json,
};

/// Puts an identifier, or a whole domain, on the list of those kept out. It counts while `blocklist` is on.
///
/// # Errors
/// `form_param_missing`, `form_param_format_invalid`, `form_identifier_exists`.
pub(crate) async fn create(cx: BackendCx, mut body: Body) -> Result<Json<bapi::ListedIdentifier>, ApiError> {
    let identifier = body.required_text("identifier")?;
    body.finish()?;
    let entry = entry(&cx, IdentifierList::Block, &identifier, None)?;
    cx.write(async |tx| add(&tx, &entry).await).await?;
    Ok(Json(present_entry(entry)))
}
