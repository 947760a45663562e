//! Who may have an account.

use serde::{Deserialize, Serialize};

use super::stored_enum::stored_enum;

/// How strangers get an account.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SignUpMode {
    /// By signing up.
    #[default]
    Public,
    /// By invitation.
    Restricted,
    /// By invitation, for which they can put themselves on a list.
    Waitlist,
}

stored_enum!(SignUpMode { Public = "public", Restricted = "restricted", Waitlist = "waitlist" });

/// Which identifiers are let in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Restrictions {
    /// Only listed identifiers.
    pub allowlist: bool,
    /// No listed identifiers.
    pub blocklist: bool,
    /// Whether both lists leave signing in alone.
    pub allowlist_blocklist_disabled_on_sign_in: bool,
    /// No addresses with `+`, `=` or `#` before the `@`.
    pub block_email_subaddresses: bool,
    /// No addresses of throw-away services.
    pub block_disposable_email_domains: bool,
}
