//! GET /dashboard/api/imports/{id}/refusals

use axum::extract::Path;
use nightdesk_store::imports;
use serde::Serialize;

use super::{
    imports::find,
    page::{Page, more},
};
use crate::{
    ApiError,
    bapi::{cx::BackendCx, query::Query},
    present::Json,
};

const PAGE: usize = 50;
/// One more than are shown, to see whether there are more.
const LIMIT: i64 = 51;

#[derive(Serialize)]
pub(in crate::pages) struct RefusalView {
    position: i64,
    record: String,
    field: Option<String>,
    reason: String,
}

/// The records that became no user, in the order of the file.
///
/// # Errors
/// `resource_not_found`, `form_param_value_invalid`.
pub(in crate::pages) async fn list(
    cx: BackendCx,
    Path(id): Path<String>,
    query: Query,
) -> Result<Json<Page<RefusalView>>, ApiError> {
    let after = query.number("after")?.unwrap_or(-1);
    let read = cx.read(async |tx| {
        let import = find(&cx, &tx, &id).await?;
        Ok(imports::list_refusals(&tx, cx.instance_id(), &import.id, after, LIMIT).await?)
    });
    let mut found = read.await?;
    let next = more(&mut found, PAGE).map(|last| last.position.to_string());
    let view = |refusal: nightdesk_auth::model::ImportRefusal| RefusalView {
        position: refusal.position,
        record: refusal.record,
        field: refusal.field,
        reason: refusal.reason,
    };
    Ok(Json(Page { data: found.into_iter().map(view).collect(), next }))
}
