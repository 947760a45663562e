//! Development browsers.

use serde::Serialize;

use crate::ids::DevBrowserId;

/// What stands in for a cookie between sites in development, answered without
/// an envelope.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "object", rename = "dev_browser")]
pub struct DevBrowser {
    /// The value that comes back as `__clerk_db_jwt`. Whoever has it is that browser.
    pub id: DevBrowserId,
}
