//! Templates of tokens that services of others read.

use nightdesk_wire::{
    ids::{InstanceId, JwtTemplateId},
    time::UnixMs,
};
use serde_json::{Map, Value};

use super::Secret;

/// A token of the owner's own making.
#[derive(Debug, Clone, PartialEq)]
pub struct JwtTemplate {
    pub id: JwtTemplateId,
    pub instance_id: InstanceId,
    /// What callers ask for it by; unique in the instance.
    pub name: String,
    /// Claims with shortcodes, see [`crate::jwt_template`].
    pub claims: Map<String, Value>,
    pub lifetime_secs: i64,
    /// `nbf` lies that far back.
    pub allowed_clock_skew_secs: i64,
    /// `RS256` unless it has a key of its own.
    pub signing_algorithm: String,
    /// A key of the template's own; without one, the instance's key signs.
    pub signing_key: Option<Secret>,
    pub created_at: UnixMs,
    pub updated_at: UnixMs,
}
