//! Messages of a development instance, kept instead of sent.

use nightdesk_wire::{
    ids::{InstanceId, OutboxMessageId},
    time::UnixMs,
};

use super::stored_enum::stored_enum;

/// A message that would have been sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxMessage {
    pub id: OutboxMessageId,
    pub instance_id: InstanceId,
    pub channel: Channel,
    /// Address or phone number.
    pub recipient: String,
    pub subject: Option<String>,
    pub body: String,
    /// The same with markup, if it is an e-mail.
    pub html: Option<String>,
    /// The one-time code in it, if any.
    pub code: Option<String>,
    /// The link in it, if any.
    pub link: Option<String>,
    pub created_at: UnixMs,
}

/// How a message travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Channel {
    Email,
    Sms,
}

stored_enum!(Channel { Email = "email", Sms = "sms" });
