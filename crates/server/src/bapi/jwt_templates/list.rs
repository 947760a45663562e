//! GET /v1/jwt_templates

use axum::response::Response;
use nightdesk_store::jwt_templates;

use super::{BackendCx, present_template};
use crate::{
    ApiError,
    bapi::{list::present_list, query::Query},
};

/// Templates, newest first: an array, or with `paginated=true` one page and the total.
///
/// # Errors
/// `form_param_value_invalid`.
pub(crate) async fn list(cx: BackendCx, query: Query) -> Result<Response, ApiError> {
    let (page, paginated) = (query.page()?, query.switch("paginated")?.unwrap_or(false));
    let instance = cx.instance_id();
    let read = cx.read(async |tx| {
        let total = if paginated { Some(jwt_templates::count(&tx, instance).await?) } else { None };
        Ok((jwt_templates::list(&tx, instance, page.limit, page.offset).await?, total))
    });
    let (found, total) = read.await?;
    Ok(present_list(found.into_iter().map(present_template).collect(), total))
}
