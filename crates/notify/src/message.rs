//! One message to one user.

use std::fmt;

use nightdesk_wire::ids::InstanceId;
use serde::{Deserialize, Serialize};

/// How a message travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// An e-mail; `to` is an address, `subject` is set.
    Email,
    /// A text message; `to` is a phone number as E.164 has it, there is no subject.
    Sms,
}

impl Channel {
    /// The name on the wire, in the outbox, and for developers.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Sms => "sms",
        }
    }

    /// The channel of that name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Email, Self::Sms].into_iter().find(|channel| channel.as_str() == text)
    }
}

/// One message to one user, complete and ready to send.
#[derive(Clone, PartialEq, Eq)]
pub struct Message {
    /// The instance on whose behalf the message goes out.
    pub instance_id: InstanceId,
    pub channel: Channel,
    /// Address or number of the recipient.
    pub to: String,
    pub subject: Option<String>,
    /// Plain text, lines ended by `\n`.
    pub body: String,
    /// The same with markup, for e-mail programs that show it.
    pub html: Option<String>,
    /// The one-time code that the body contains, so that the development outbox can show it by itself.
    pub code: Option<String>,
    /// The link that the body contains, for the same reason.
    pub link: Option<String>,
}

/// Shows where the message goes and nothing of what is in it: body, code and link are secrets of the user.
impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Message")
            .field("instance_id", &self.instance_id)
            .field("channel", &self.channel)
            .finish_non_exhaustive()
    }
}
