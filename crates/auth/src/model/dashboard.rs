//! Who may open the dashboard.

use nightdesk_wire::{
    ids::{AdminId, InstanceId},
    time::UnixMs,
};

use super::Digest;

/// A one-time link to the dashboard; only the digest of its token is kept.
#[derive(Debug, Clone)]
pub struct DashboardLogin {
    pub instance_id: InstanceId,
    pub digest: Digest,
    pub expires_at: UnixMs,
    pub used_at: Option<UnixMs>,
    pub created_at: UnixMs,
}

/// An open dashboard; only the digest of its cookie is kept.
#[derive(Debug, Clone)]
pub struct DashboardSession {
    pub instance_id: InstanceId,
    pub digest: Digest,
    /// Who signed in; nobody where a one-time link opened it.
    pub admin_id: Option<AdminId>,
    /// What is known of the browser.
    pub browser: Option<String>,
    pub ip_address: Option<String>,
    pub expires_at: UnixMs,
    pub created_at: UnixMs,
}
