//! Which attributes users of an instance have.

use super::stored_enum::stored_enum;

/// Whether users have an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    Off,
    /// Who wants.
    On,
    Required,
}

stored_enum!(Presence { Off = "off", On = "on", Required = "required" });

impl Presence {
    /// Whether users can have it.
    #[must_use]
    pub const fn is_on(self) -> bool {
        !matches!(self, Self::Off)
    }

    /// Whether users must have it.
    #[must_use]
    pub const fn is_required(self) -> bool {
        matches!(self, Self::Required)
    }
}
