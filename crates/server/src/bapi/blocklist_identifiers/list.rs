//! GET /v1/blocklist_identifiers

use axum::response::Response;
use nightdesk_auth::model::IdentifierList;
use nightdesk_store::listed_identifiers;

use crate::{
    ApiError,
    bapi::{cx::BackendCx, list::present_list, listed::present_entry, query::Query},
};

/// Those kept out, newest first, with their total.
///
/// # Errors
/// `form_param_value_invalid`.
pub(crate) async fn list(cx: BackendCx, query: Query) -> Result<Response, ApiError> {
    // The contract knows no pages here, so the whole list is the answer unless somebody asks for a part of it.
    let page = query.page()?;
    let limit = if query.text("limit").is_some() { page.limit } else { i64::MAX };
    let (instance, which) = (cx.instance_id(), IdentifierList::Block);
    let read = cx.read(async |tx| {
        let found = listed_identifiers::list(&tx, instance, which, limit, page.offset).await?;
        Ok((found, listed_identifiers::count(&tx, instance, which).await?))
    });
    let (found, total) = read.await?;
    Ok(present_list(found.into_iter().map(present_entry).collect(), Some(total)))
}
