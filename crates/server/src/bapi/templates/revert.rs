//! POST /v1/templates/{template_type}/{slug}/revert

use nightdesk_store::message_templates;
use nightdesk_wire::bapi;

use super::{BackendCx, Named, kind_of, present_template};
use crate::{ApiError, extract::Path, messages::stored_channel, present::Json};

/// Makes a message say again what this server has it say, and delivers it.
///
/// # Errors
/// `resource_not_found`.
pub(super) async fn revert(
    cx: BackendCx,
    Path(named): Path<Named>,
) -> Result<Json<bapi::Template>, ApiError> {
    let kind = kind_of(&named)?;
    let (instance, channel) = (cx.instance_id(), stored_channel(kind.channel()));
    let delete =
        cx.write(async |tx| Ok(message_templates::delete(&tx, instance, channel, kind.slug()).await?));
    delete.await?;
    Ok(Json(present_template(&cx, kind, None)))
}
