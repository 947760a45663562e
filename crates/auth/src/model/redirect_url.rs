//! Places that browsers may be sent to.

use nightdesk_wire::{
    ids::{InstanceId, RedirectUrlId},
    time::UnixMs,
};

/// An address that sign-ins and other flows may lead to, beside the instance's own site and its allowed origins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RedirectUrl {
    pub id: RedirectUrlId,
    pub instance_id: InstanceId,
    /// As it was given; unique in the instance.
    pub url: String,
    pub created_at: UnixMs,
    pub updated_at: UnixMs,
}
