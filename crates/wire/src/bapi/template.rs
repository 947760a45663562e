//! Templates of messages.

use alloc::string::String;
use alloc::vec::Vec;

use serde::Serialize;

use crate::ids::InstanceId;
use crate::time::UnixMs;

/// What a message to users says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "object", rename = "template")]
pub struct Template {
    /// Its id.
    pub id: String,
    /// The instance whose own it is; `None` for what the server says by itself.
    pub instance_id: Option<InstanceId>,
    /// `system`, or `user` for one of the owner's.
    pub resource_type: &'static str,
    /// `email` or `sms`.
    pub template_type: &'static str,
    /// Its name for people.
    pub name: String,
    /// Its name in paths.
    pub slug: &'static str,
    /// Its place in lists.
    pub position: usize,
    /// Whether there is something to go back from.
    pub can_revert: bool,
    /// Whether it can be deleted.
    pub can_delete: bool,
    /// Whether it can be changed.
    pub can_edit_body: bool,
    /// Whether its delivery can be switched off.
    pub can_toggle: bool,
    /// The subject of an e-mail, with places to fill in.
    pub subject: Option<String>,
    /// What an editor made the body of; none here.
    pub markup: &'static str,
    /// HTML of an e-mail or text of a text message, with places to fill in.
    pub body: String,
    /// What can be filled in.
    pub available_variables: Vec<&'static str>,
    /// What has to be.
    pub required_variables: Vec<&'static str>,
    /// Whether this server delivers it.
    pub delivered_by_clerk: bool,
    /// Whether it is in use.
    pub enabled: bool,
    /// When it was made.
    pub created_at: UnixMs,
    /// When it last changed.
    pub updated_at: UnixMs,
}
