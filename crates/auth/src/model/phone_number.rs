//! Phone numbers of users.

use nightdesk_wire::{
    ids::{InstanceId, PhoneNumberId, UserId},
    time::UnixMs,
};

use super::Verification;

/// A phone number of a user, unique in the instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhoneNumber {
    pub id: PhoneNumberId,
    pub instance_id: InstanceId,
    pub user_id: UserId,
    /// As E.164 has it: `+` and digits.
    pub number: String,
    /// How it was, or is being, verified. Stored as JSON.
    pub verification: Option<Verification>,
    /// Kept for its user by the backend, and good to sign in with, although it is not verified yet.
    pub reserved: bool,
    /// Whether its user wants codes for the second factor there. In force once it is verified.
    pub reserved_for_second_factor: bool,
    /// Whether those codes go there unless another number is named.
    pub default_second_factor: bool,
    pub created_at: UnixMs,
    pub updated_at: UnixMs,
}

impl PhoneNumber {
    /// Whether its owner has proved to receive messages there.
    #[must_use]
    pub fn is_verified(&self) -> bool {
        self.verification.as_ref().is_some_and(Verification::is_verified)
    }

    /// Whether it is this user's and nobody else's.
    #[must_use]
    pub fn is_held(&self) -> bool {
        self.reserved || self.is_verified()
    }

    /// Whether it proves the second factor.
    #[must_use]
    pub fn is_second_factor(&self) -> bool {
        self.reserved_for_second_factor && self.is_verified()
    }

    /// Whether it proves the first factor. One that proves the second cannot: both would be the same proof.
    #[must_use]
    pub fn is_first_factor(&self) -> bool {
        self.is_held() && !self.is_second_factor()
    }
}
