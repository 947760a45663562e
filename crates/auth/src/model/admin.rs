//! Who may open the dashboard.

use nightdesk_wire::{
    ids::{AdminId, ApplicationId},
    time::UnixMs,
};

use super::{Secret, Totp};

/// Somebody who runs the application.
#[derive(Debug, Clone)]
pub struct Admin {
    pub id: AdminId,
    pub application_id: ApplicationId,
    pub email_address: String,
    /// What addresses are compared by.
    pub address_lower: String,
    pub password_digest: Secret,
    /// The authenticator application; it counts once it is verified.
    pub totp: Option<Totp>,
    /// Wrong passwords and codes since the last sign-in.
    pub failed_attempts: i64,
    pub locked_until: Option<UnixMs>,
    pub last_sign_in_at: Option<UnixMs>,
    pub created_at: UnixMs,
    pub updated_at: UnixMs,
}

impl Admin {
    /// Whether a sign-in has to show a code.
    #[must_use]
    pub fn needs_code(&self) -> bool {
        self.totp.as_ref().is_some_and(|totp| totp.verified)
    }
}
