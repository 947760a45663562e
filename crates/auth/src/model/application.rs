//! What a developer builds, as users know it.

use nightdesk_wire::{ids::ApplicationId, time::UnixMs};

/// An application: its development and its production instance share a name and nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Application {
    pub id: ApplicationId,
    /// Shown on pages and in e-mails.
    pub name: String,
    pub created_at: UnixMs,
    pub updated_at: UnixMs,
}
