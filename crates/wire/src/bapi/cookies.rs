//! Cookies that an application is to set.

use alloc::{string::String, vec::Vec};

use serde::Serialize;

/// One `Set-Cookie` value per cookie.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "object", rename = "cookies")]
pub struct Cookies {
    /// The values.
    pub cookies: Vec<String>,
}
