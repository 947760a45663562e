//! GET /v1/allowlist_identifiers

use axum::response::Response;
use nightdesk_auth::model::IdentifierList;
use nightdesk_store::listed_identifiers;

use crate::{
    ApiError,
    bapi::{cx::BackendCx, list::present_list, listed::present_entry, query::Query},
};

/// Those let in, newest first.
///
/// # Errors
/// `form_param_value_invalid`.
pub(crate) async fn list(cx: BackendCx, query: Query) -> Result<Response, ApiError> {
    let page = query.page()?;
    let paginated = query.switch("paginated")?.unwrap_or(false);
    let (instance, which) = (cx.instance_id(), IdentifierList::Allow);
    let read = cx.read(async |tx| {
        let found = listed_identifiers::list(&tx, instance, which, page.limit, page.offset).await?;
        let total =
            if paginated { Some(listed_identifiers::count(&tx, instance, which).await?) } else { None };
        Ok((found, total))
    });
    let (found, total) = read.await?;
    Ok(present_list(found.into_iter().map(present_entry).collect(), total))
}
