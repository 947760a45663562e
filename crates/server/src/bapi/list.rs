//! Lists: bare arrays, or a page with the total where the caller asks for it.

use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::query;
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

/// As [`present_list`], of a list that is at hand as a whole.
pub(super) fn present_part<T: Serialize>(all: Vec<T>, page: query::Page, paginated: bool) -> Response {
    let total = paginated.then(|| i64::try_from(all.len()).unwrap_or(i64::MAX));
    let (skip, take) = (usize::try_from(page.offset), usize::try_from(page.limit));
    let shown = all.into_iter().skip(skip.unwrap_or(usize::MAX)).take(take.unwrap_or(usize::MAX));
    present_list(shown.collect(), total)
}
