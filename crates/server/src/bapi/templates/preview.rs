//! POST /v1/templates/{template_type}/{slug}/preview

use serde_json::{Value, json};

use super::{BackendCx, Named, Wanted, find, kind_of};
use crate::{ApiError, bapi::body::Body, extract::Path, present::Json};

/// What a message would say, with samples in its places. Nothing is kept.
///
/// # Errors
/// As for putting the template.
pub(super) async fn preview(
    cx: BackendCx,
    Path(named): Path<Named>,
    body: Body,
) -> Result<Json<Value>, ApiError> {
    let kind = kind_of(&named)?;
    let wanted = Wanted::read(kind, body)?;
    let stored = cx.read(async |tx| find(&cx, &tx, kind).await).await?;
    let filled = wanted.fill(&cx, kind, stored)?;
    Ok(Json(match filled.html {
        Some(html) => json!({"subject": filled.subject, "body": html, "text_body": filled.text}),
        None => json!({"body": filled.text}),
    }))
}
