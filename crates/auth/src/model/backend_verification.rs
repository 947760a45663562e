//! Verifications that a backend runs by itself.

use nightdesk_wire::{
    ids::{EmailAddressId, InstanceId, PhoneNumberId, VerificationId},
    time::UnixMs,
};

use super::Verification;

/// A verification of a contact, apart from the one that its user runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackendVerification {
    pub id: VerificationId,
    pub instance_id: InstanceId,
    pub contact: ContactId,
    /// Stored as JSON.
    pub verification: Verification,
    pub created_at: UnixMs,
}

/// An address or a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ContactId {
    Address(EmailAddressId),
    Number(PhoneNumberId),
}
