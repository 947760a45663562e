//! PUT /v1/templates/{template_type}/{slug}

use nightdesk_store::message_templates;
use nightdesk_wire::bapi;

use super::{BackendCx, Named, Wanted, find, kind_of, or_new, present_template};
use crate::{ApiError, bapi::body::Body, extract::Path, present::Json};

/// Changes what a message says; what is absent stays. Beyond the contract it takes `text_body`, an e-mail without markup.
///
/// # Errors
/// `resource_not_found`, and as [`Wanted::read`] and [`Wanted::apply`].
pub(super) async fn put(
    cx: BackendCx,
    Path(named): Path<Named>,
    body: Body,
) -> Result<Json<bapi::Template>, ApiError> {
    let kind = kind_of(&named)?;
    let wanted = Wanted::read(kind, body)?;
    let (cx_ref, wanted) = (&cx, &wanted);
    let put = cx.write(async |tx| {
        let mut template = or_new(cx_ref, kind, find(cx_ref, &tx, kind).await?);
        wanted.apply(kind, &mut template, &cx_ref.tenant.instance.application_name)?;
        template.updated_at = cx_ref.now;
        message_templates::put(&tx, &template).await?;
        Ok(template)
    });
    let template = put.await?;
    Ok(Json(present_template(&cx, kind, Some(&template))))
}
