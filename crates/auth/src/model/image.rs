//! Pictures of users.

use nightdesk_wire::{
    ids::{ImageId, InstanceId, UserId},
    time::UnixMs,
};

/// A user's picture, made small and safe before it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    pub id: ImageId,
    pub instance_id: InstanceId,
    pub user_id: UserId,
    /// `image/jpeg` or `image/png`.
    pub content_type: String,
    pub content: Vec<u8>,
    pub created_at: UnixMs,
}
