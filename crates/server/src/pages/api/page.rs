//! Lists that are read page by page.

use nightdesk_wire::time::UnixMs;
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

/// `after` of what comes behind something of this time and id.
pub(super) fn place_of(at: UnixMs, id: &str) -> String {
    format!("{}.{id}", at.as_millis())
}

/// The time and id that [`place_of`] wrote.
///
/// # Errors
/// `form_param_value_invalid`.
pub(super) fn read_place<T, E>(
    text: &str,
    parse: impl Fn(String) -> Result<T, E>,
) -> Result<(UnixMs, T), ApiError> {
    let parts =
        text.split_once('.').and_then(|(at, id)| Some((at.parse().ok()?, parse(id.to_owned()).ok()?)));
    parts.map(|(at, id)| (UnixMs(at), id)).ok_or_else(no_place)
}

/// The answer to an `after` that no page gave.
pub(super) fn no_place() -> ApiError {
    invalid("after", "after is none that a page of this list gave.".to_owned())
}
