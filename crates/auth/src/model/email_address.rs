//! E-mail addresses of users.

use nightdesk_wire::{
    ids::{EmailAddressId, InstanceId, UserId},
    time::UnixMs,
};

use super::Verification;

/// An e-mail address of a user. Its lower-cased form is unique in the instance.
#[derive(Debug, Clone)]
pub struct EmailAddress {
    pub id: EmailAddressId,
    pub instance_id: InstanceId,
    pub user_id: UserId,
    /// As the user wrote it.
    pub address: String,
    /// Lower-cased: what searches and uniqueness use, the same on both databases.
    pub address_lower: String,
    /// How it was, or is being, verified. Stored as JSON.
    pub verification: Option<Verification>,
    /// Kept for its user by the backend, and good to sign in with, although it is not verified yet.
    pub reserved: bool,
    pub created_at: UnixMs,
    pub updated_at: UnixMs,
}

impl EmailAddress {
    /// Whether its owner has proved to receive mail there.
    #[must_use]
    pub fn is_verified(&self) -> bool {
        self.verification.as_ref().is_some_and(Verification::is_verified)
    }

    /// Whether it is this user's and nobody else's.
    #[must_use]
    pub fn is_held(&self) -> bool {
        self.reserved || self.is_verified()
    }
}
