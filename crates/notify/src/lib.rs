//! Messages to users, and the ways to deliver them.
//!
//! The server builds a [`Message`] for an [`Occasion`], by the owner's [`template`] or ours, and gives it to a [`Sender`]: [`SmtpSender`] in
//! production, or the server's own sender that writes to the development outbox. A message is
//! plain data, so tests compare what would have been sent.

mod built_in;
mod by_channel;
mod causes;
mod compose;
mod kind;
mod message;
mod sender;
mod sms;
mod smtp;
pub mod template;

pub use built_in::Source;
pub use by_channel::ByChannel;
pub use causes::with_causes;
pub(crate) use compose::one_line;
pub use compose::{About, Occasion};
pub use kind::{Kind, Variable};
pub use message::{Channel, Message};
pub use sender::{SendError, Sender, Sending};
pub use sms::{SmsConfig, SmsConfigError, SmsSender};
pub use smtp::{SmtpConfig, SmtpConfigError, SmtpEncryption, SmtpSender};
