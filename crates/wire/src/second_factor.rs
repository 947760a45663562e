//! Second factors, as their user sees them.

use serde::Serialize;

use crate::ids::{BackupCodesId, TotpId};
use crate::time::UnixMs;

/// An authenticator application.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "object", rename = "totp")]
pub struct Totp {
    /// Its id.
    pub id: TotpId,
    /// What application and server share, in base32. Told until it is verified.
    pub secret: Option<String>,
    /// The secret as the link in a QR code.
    pub uri: Option<String>,
    /// Whether the user has shown that the application has the secret.
    pub verified: bool,
    /// Backup codes that were made along with it. Told once.
    pub backup_codes: Option<Vec<String>>,
    /// When it was made.
    pub created_at: UnixMs,
    /// When it last changed.
    pub updated_at: UnixMs,
}

/// A set of backup codes. Told once.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "object", rename = "backup_code")]
pub struct BackupCodes {
    /// Its id.
    pub id: BackupCodesId,
    /// The codes, each good once.
    pub codes: Vec<String>,
    /// When it was made.
    pub created_at: UnixMs,
    /// When it last changed.
    pub updated_at: UnixMs,
}
