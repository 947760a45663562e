//! Messages to users, and the ways to deliver them.
//!
//! The server builds a [`Message`] (see [`texts`] and [`invitations`]) and gives it to a [`Sender`]: [`SmtpSender`] in
//! production, or the server's own sender that writes to the development outbox. A message is
//! plain data, so tests compare what would have been sent.

mod by_channel;
pub mod invitations;
mod message;
mod sender;
mod sms;
mod smtp;
pub mod texts;

pub use by_channel::ByChannel;
pub use message::{Channel, Message};
pub use sender::{SendError, Sender, Sending};
pub use sms::{SmsConfig, SmsConfigError, SmsSender};
pub use smtp::{SmtpConfig, SmtpConfigError, SmtpEncryption, SmtpSender};
