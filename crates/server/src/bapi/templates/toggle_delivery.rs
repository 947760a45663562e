//! POST /v1/templates/{template_type}/{slug}/toggle_delivery

use nightdesk_store::message_templates;
use nightdesk_wire::bapi;

use super::{BackendCx, Named, find, kind_of, or_new, present_template, wanted::check_delivery};
use crate::{ApiError, bapi::body::Body, extract::Path, present::Json};

/// Has a message delivered or not: as the body says, or else the other way round.
///
/// # Errors
/// `resource_not_found`, `form_param_value_invalid` for a message that somebody waits for.
pub(super) async fn toggle_delivery(
    cx: BackendCx,
    Path(named): Path<Named>,
    mut body: Body,
) -> Result<Json<bapi::Template>, ApiError> {
    let kind = kind_of(&named)?;
    let wanted = body.switch("delivered_by_clerk")?;
    body.finish()?;
    let cx_ref = &cx;
    let toggle = cx.write(async |tx| {
        let mut template = or_new(cx_ref, kind, find(cx_ref, &tx, kind).await?);
        template.delivered = wanted.unwrap_or(!template.delivered);
        check_delivery(kind, template.delivered)?;
        template.updated_at = cx_ref.now;
        message_templates::put(&tx, &template).await?;
        Ok(template)
    });
    let template = toggle.await?;
    Ok(Json(present_template(&cx, kind, Some(&template))))
}
