//! Places that browsers may be sent to.

use alloc::string::String;

use serde::Serialize;

use crate::ids::RedirectUrlId;
use crate::time::UnixMs;

/// An address that flows may lead to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "object", rename = "redirect_url")]
pub struct RedirectUrl {
    /// Its id.
    pub id: RedirectUrlId,
    /// The address.
    pub url: String,
    /// When it was added.
    pub created_at: UnixMs,
    /// When it last changed.
    pub updated_at: UnixMs,
}
