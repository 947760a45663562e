//! Phone numbers of users, the same in both APIs.

use serde::Serialize;

use crate::email_address::IdentificationLink;
use crate::ids::PhoneNumberId;
use crate::time::UnixMs;
use crate::verification::Verification;

/// A phone number of a user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "object", rename = "phone_number")]
pub struct PhoneNumber {
    /// Its id.
    pub id: PhoneNumberId,
    /// The number as E.164 has it: `+` and digits.
    pub phone_number: String,
    /// Whether it proves the second factor, and so not the first.
    pub reserved_for_second_factor: bool,
    /// Whether codes for the second factor go there unless another number is named.
    pub default_second_factor: bool,
    /// Kept for its user although it is not verified yet.
    pub reserved: bool,
    /// How it was or is being verified.
    pub verification: Option<Verification>,
    /// Other identifications that have the same number.
    pub linked_to: Vec<IdentificationLink>,
    /// When it was added.
    pub created_at: UnixMs,
    /// When it last changed.
    pub updated_at: UnixMs,
}
