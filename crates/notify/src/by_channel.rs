//! One sender for every kind of message.

use crate::{Channel, Message, SendError, Sender, Sending, SmsSender, SmtpSender};

/// Gives each message to the sender of its kind.
pub struct ByChannel {
    pub email: SmtpSender,
    /// `None` where text messages are not set up.
    pub sms: Option<SmsSender>,
}

impl Sender for ByChannel {
    fn send(&self, message: Message) -> Sending<'_> {
        match (message.channel, &self.sms) {
            (Channel::Email, _) => self.email.send(message),
            (Channel::Sms, Some(sms)) => sms.send(message),
            (Channel::Sms, None) => Box::pin(async {
                let text = "text messages are not set up: set sms_url in the server's configuration";
                Err(SendError::Unavailable(text.to_owned()))
            }),
        }
    }
}
