//! PATCH /v1/jwt_templates/{template_id}

use nightdesk_store::jwt_templates;
use nightdesk_wire::{bapi, ids::JwtTemplateId};

use super::{BackendCx, find, present_template, wanted::Wanted, written};
use crate::{ApiError, bapi::body::Body, extract::Path, present::Json};

/// Changes a template. Tokens that are out already keep what they say.
///
/// # Errors
/// `resource_not_found`, and as [`Wanted::read`] and [`Wanted::apply`].
pub(crate) async fn update(
    cx: BackendCx,
    Path(id): Path<JwtTemplateId>,
    body: Body,
) -> Result<Json<bapi::JwtTemplate>, ApiError> {
    let wanted = Wanted::read(body)?;
    let (instance, now) = (cx.instance_id(), cx.now);
    let update = cx.write(async |tx| {
        let mut template = find(&tx, instance, &id).await?;
        wanted.clone().apply(&mut template)?;
        template.updated_at = now;
        jwt_templates::update(&tx, &template).await.map_err(|error| written(error, &template.name))?;
        Ok(template)
    });
    Ok(Json(present_template(update.await?)))
}
