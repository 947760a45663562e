//! Keys of the backend API.

use nightdesk_wire::{
    ids::{InstanceId, SecretKeyId},
    time::UnixMs,
};

use super::{Digest, Secret};

/// A key that opens the backend API of an instance.
#[derive(Debug, Clone)]
pub struct SecretKey {
    pub id: SecretKeyId,
    pub instance_id: InstanceId,
    /// What its owner calls it.
    pub name: String,
    /// Finds the key of a request; unique.
    pub digest: Digest,
    /// The first characters, to tell keys apart on a page.
    pub prefix: String,
    /// The key itself, kept on development instances only, where the dashboard shows it again.
    pub plain: Option<Secret>,
    pub created_at: UnixMs,
    pub last_used_at: Option<UnixMs>,
    pub revoked_at: Option<UnixMs>,
}
