//! GET /v1/clients

use axum::response::Response;
use nightdesk_store::clients;

use super::present_client;
use crate::{
    ApiError,
    bapi::{cx::BackendCx, list::present_list, query::Query},
};

/// Clients, newest first: an array, or with `paginated=true` one page and the total.
///
/// # Errors
/// `form_param_value_invalid`.
pub(crate) async fn list(cx: BackendCx, query: Query) -> Result<Response, ApiError> {
    let (page, paginated) = (query.page()?, query.switch("paginated")?.unwrap_or(false));
    let (instance, now) = (cx.instance_id(), cx.now);
    let read = cx.read(async |tx| {
        let total = if paginated { Some(clients::count(&tx, instance).await?) } else { None };
        let mut found = Vec::new();
        for client in clients::list(&tx, instance, page.limit, page.offset).await? {
            found.push(present_client(&tx, client, now).await?);
        }
        Ok((found, total))
    });
    let (found, total) = read.await?;
    Ok(present_list(found, total))
}
