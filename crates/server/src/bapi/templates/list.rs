//! GET /v1/templates/{template_type}

use axum::response::Response;
use nightdesk_notify::{Channel, Kind};
use nightdesk_store::message_templates;

use super::{BackendCx, present_template};
use crate::{
    ApiError,
    bapi::{
        list::present_part,
        query::{Query, invalid},
    },
    extract::Path,
    messages::stored_channel,
};

/// The messages of one type, in their order: an array, or with `paginated=true` one page and the total.
///
/// # Errors
/// `form_param_value_invalid`.
pub(super) async fn list(
    cx: BackendCx,
    Path(template_type): Path<String>,
    query: Query,
) -> Result<Response, ApiError> {
    let channel = Channel::parse(&template_type)
        .ok_or_else(|| invalid("template_type", "template_type must be email or sms.".to_owned()))?;
    let (page, paginated) = (query.page()?, query.switch("paginated")?.unwrap_or(false));
    let instance = cx.instance_id();
    let read = cx.read(async |tx| Ok(message_templates::list(&tx, instance, stored_channel(channel)).await?));
    let stored = read.await?;
    let kinds = Kind::ALL.into_iter().filter(|kind| kind.channel() == channel);
    let present =
        |kind: Kind| present_template(&cx, kind, stored.iter().find(|each| each.slug == kind.slug()));
    Ok(present_part(kinds.map(present).collect(), page, paginated))
}
