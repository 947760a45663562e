//! Lists: bare arrays, or a page with the total where the caller asks for it.

use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::present::Json;

/// A page of a list.
#[derive(Serialize)]
struct Paginated<T> {
    data: Vec<T>,
    total_count: i64,
}

/// The answer of an operation that takes `paginated=true`: with a total that form, without one the array.
pub(super) fn present_list<T: Serialize>(data: Vec<T>, total: Option<i64>) -> Response {
    match total {
        Some(total_count) => Json(Paginated { data, total_count }).into_response(),
        None => Json(data).into_response(),
    }
}
