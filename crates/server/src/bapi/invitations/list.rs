//! GET /v1/invitations

use axum::response::Response;
use nightdesk_store::{
    invitations,
    invitations::{OrderBy, Wanted},
};

use super::present_invitation;
use crate::{
    ApiError,
    bapi::{
        cx::BackendCx,
        list::present_list,
        query::{Query, invalid},
    },
};

/// The invitations that the query describes, newest first unless `order_by` says otherwise. Revoked ones only on demand.
///
/// # Errors
/// `form_param_value_invalid`.
pub(crate) async fn list(cx: BackendCx, query: Query) -> Result<Response, ApiError> {
    let page = query.page()?;
    let wanted = match query.text("status") {
        None => Wanted::NotRevoked,
        Some("pending") => Wanted::Pending,
        Some("accepted") => Wanted::Accepted,
        Some("revoked") => Wanted::Revoked,
        Some("expired") => Wanted::Expired,
        Some(_) => {
            let text = "status must be pending, accepted, revoked or expired.".to_owned();
            return Err(invalid("status", text));
        }
    };
    let (property, descending) = query.order("-created_at");
    let order = match property {
        "created_at" => OrderBy::CreatedAt,
        "email_address" => OrderBy::EmailAddress,
        "expires_at" => OrderBy::ExpiresAt,
        _ => return Err(invalid("order_by", format!("Invitations cannot be ordered by {property:?}."))),
    };
    let paginated = query.switch("paginated")?.unwrap_or(false);
    let (instance, now, what) = (cx.instance_id(), cx.now, (wanted, query.text("query")));
    let read = cx.read(async |tx| {
        let (order, page) = ((order, descending), (page.limit, page.offset));
        let found = invitations::list(&tx, instance, what, order, page, now).await?;
        let total = if paginated { Some(invitations::count(&tx, instance, what, now).await?) } else { None };
        Ok((found, total))
    });
    let (found, total) = read.await?;
    let found = found.iter().map(|stored| present_invitation(&cx.tenant, stored, now));
    Ok(present_list(found.collect::<Result<_, _>>()?, total))
}
