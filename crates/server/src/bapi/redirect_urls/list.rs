//! GET /v1/redirect_urls

use axum::response::Response;
use nightdesk_store::redirect_urls;

use super::{BackendCx, present_redirect_url};
use crate::{
    ApiError,
    bapi::{list::present_list, query::Query},
};

/// Places that browsers may be sent to, newest first: an array, or with `paginated=true` one page and the total.
///
/// # Errors
/// `form_param_value_invalid`.
pub(super) async fn list(cx: BackendCx, query: Query) -> Result<Response, ApiError> {
    let (page, paginated) = (query.page()?, query.switch("paginated")?.unwrap_or(false));
    let instance = cx.instance_id();
    let read = cx.read(async |tx| {
        let total = if paginated { Some(redirect_urls::count(&tx, instance).await?) } else { None };
        Ok((redirect_urls::list(&tx, instance, page.limit, page.offset).await?, total))
    });
    let (found, total) = read.await?;
    Ok(present_list(found.into_iter().map(present_redirect_url).collect(), total))
}
