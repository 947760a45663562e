//! GET /v1/waitlist_entries

use axum::response::Response;
use nightdesk_auth::model::WaitlistStatus;
use nightdesk_store::{waitlist_entries, waitlist_entries::OrderBy};

use super::present_entry;
use crate::{
    ApiError,
    bapi::{
        cx::BackendCx,
        list::present_list,
        query::{Query, invalid},
    },
};

/// Those who wait, newest first unless `order_by` says otherwise, with their total.
///
/// # Errors
/// `form_param_value_invalid`.
pub(crate) async fn list(cx: BackendCx, query: Query) -> Result<Response, ApiError> {
    let page = query.page()?;
    let status = query.text("status").map(WaitlistStatus::parse).transpose().map_err(|_| {
        invalid("status", "status must be pending, invited, completed or rejected.".to_owned())
    })?;
    let (property, descending) = query.order("-created_at");
    let order = match property {
        "created_at" => OrderBy::CreatedAt,
        "email_address" => OrderBy::EmailAddress,
        "invited_at" => OrderBy::InvitedAt,
        _ => return Err(invalid("order_by", format!("The waitlist cannot be ordered by {property:?}."))),
    };
    let (instance, what, cx_ref) = (cx.instance_id(), (status, query.text("query")), &cx);
    let read = cx.read(async |tx| {
        let (order, page) = ((order, descending), (page.limit, page.offset));
        let mut shown = Vec::new();
        for entry in waitlist_entries::list(&tx, instance, what, order, page).await? {
            shown.push(present_entry(cx_ref, &tx, &entry).await?);
        }
        Ok((shown, waitlist_entries::count(&tx, instance, what).await?))
    });
    let (shown, total) = read.await?;
    Ok(present_list(shown, Some(total)))
}
