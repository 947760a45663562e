//! What is left of a deleted resource.

use serde::Serialize;

/// Says that the resource `id` of kind `object` is gone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DeletedObject {
    /// Kind of the resource, for example `user`.
    pub object: &'static str,
    /// Its id.
    pub id: String,
    /// Always true.
    pub deleted: bool,
}

impl DeletedObject {
    /// The answer to deleting the `object` named `id`.
    #[must_use]
    pub fn new(object: &'static str, id: impl Into<String>) -> Self {
        Self { object, id: id.into(), deleted: true }
    }
}
