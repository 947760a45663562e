//! The instance that a secret key belongs to.

use serde::Serialize;

use crate::ids::InstanceId;

/// An instance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "object", rename = "instance")]
pub struct Instance {
    /// Its id, also the `kid` of its tokens.
    pub id: InstanceId,
    /// `development` or `production`.
    pub environment_type: &'static str,
    /// Origins that may call the Frontend API beside its own; `null` for the default.
    pub allowed_origins: Option<Vec<String>>,
    /// The account that owns it. There is none on one's own server.
    pub workspace_id: Option<String>,
}
