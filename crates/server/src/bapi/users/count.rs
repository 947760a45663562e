//! GET /v1/users/count

use nightdesk_store::users;
use nightdesk_wire::bapi::TotalCount;

use super::{BackendCx, search};
use crate::{ApiError, bapi::query::Query, present::Json};

/// How many users the query describes; the filters are those of the list.
///
/// # Errors
/// `form_param_value_invalid`.
pub(crate) async fn count(cx: BackendCx, query: Query) -> Result<Json<TotalCount>, ApiError> {
    let wanted = search::read(&query)?;
    let instance = cx.instance_id();
    let total_count = cx.read(async |tx| Ok(users::count(&tx, instance, &wanted).await?)).await?;
    Ok(Json(TotalCount { total_count }))
}
