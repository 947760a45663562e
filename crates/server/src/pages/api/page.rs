//! Lists that are read page by page.

use serde::Serialize;

use crate::{ApiError, bapi::query::invalid};

/// A page of a list.
#[derive(Serialize)]
pub(in crate::pages) struct Page<T> {
    pub(super) data: Vec<T>,
    /// `after` of the next page, if there is one.
    pub(super) next: Option<String>,
}

/// Drops the one row that was read to see whether there are more; returns the last of the page then.
pub(super) fn more<T>(found: &mut Vec<T>, page: usize) -> Option<&T> {
    let has_more = found.len() > page;
    found.truncate(page);
    found.last().filter(|_| has_more)
}

/// The answer to an `after` that no page gave.
pub(super) fn no_place() -> ApiError {
    invalid("after", "after is none that a page of this list gave.".to_owned())
}
