//! What the owner of an instance has a message say.

use nightdesk_wire::{ids::InstanceId, time::UnixMs};

use super::Channel;

/// A message of the owner's own making. What is `None` is as this server has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageTemplate {
    pub instance_id: InstanceId,
    pub channel: Channel,
    /// Which message, as the wire calls it.
    pub slug: String,
    pub name: Option<String>,
    pub subject: Option<String>,
    /// HTML of an e-mail, text of a text message.
    pub body: Option<String>,
    /// The same e-mail without markup.
    pub text: Option<String>,
    /// Whether it is sent at all.
    pub delivered: bool,
    pub created_at: UnixMs,
    pub updated_at: UnixMs,
}
