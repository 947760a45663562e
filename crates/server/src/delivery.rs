//! Sending codes to users.

use nightdesk_auth::{
    code::{LIFETIME_SECS, NewCode},
    message_limit,
    model::{Channel, Digest, Instance},
};
use nightdesk_notify::{Message, SendError, texts};
use nightdesk_store::message_counts;
use nightdesk_wire::codes::ErrorCode;

use crate::{App, present::ApiError};

/// A code on its way, once what waits for it is committed.
pub(crate) struct Outgoing {
    pub(crate) channel: Channel,
    /// Address or number.
    pub(crate) to: String,
    pub(crate) code: NewCode,
}

impl Outgoing {
    /// A code for an address.
    pub(crate) const fn mail(to: String, code: NewCode) -> Self {
        Self { channel: Channel::Email, to, code }
    }

    /// A code for a number.
    pub(crate) const fn sms(to: String, code: NewCode) -> Self {
        Self { channel: Channel::Sms, to, code }
    }

    /// Sends the code, unless it is for one of test mode.
    ///
    /// # Errors
    /// As [`send`], and `too_many_requests`.
    pub(crate) async fn send(&self, app: &App, instance: &Instance) -> Result<(), ApiError> {
        if !self.code.deliver {
            return Ok(());
        }
        let write = match self.channel {
            Channel::Email => texts::verification_code,
            Channel::Sms => texts::verification_code_sms,
        };
        let lifetime = u64::try_from(LIFETIME_SECS).unwrap_or(0);
        let message =
            write(instance.id.clone(), &instance.application_name, &self.to, &self.code.code, lifetime);
        send_counted(app, self.channel, message).await
    }
}

/// A mail with a link on its way, once what waits for it is committed.
pub(crate) struct Link<'a> {
    pub(crate) to: &'a str,
    pub(crate) url: &'a str,
}

impl Link<'_> {
    /// Sends the link.
    ///
    /// # Errors
    /// As [`send`].
    pub(crate) async fn send(&self, app: &App, instance: &Instance) -> Result<(), ApiError> {
        let lifetime = u64::try_from(LIFETIME_SECS).unwrap_or(0);
        let (id, name) = (instance.id.clone(), &instance.application_name);
        let message = texts::verification_link(id, name, self.to, self.url, lifetime);
        send_counted(app, Channel::Email, message).await
    }
}

/// As [`send`], for what anybody can ask for.
///
/// # Errors
/// `too_many_requests` for a recipient who got too much of late.
async fn send_counted(app: &App, channel: Channel, message: Message) -> Result<(), ApiError> {
    let (instance, now) = (&message.instance_id, app.clock().now());
    let recipient = &Digest::of(&message.to.to_lowercase());
    let count = app.store().write(|tx| async move {
        let mut times = message_counts::find(&tx, instance, recipient).await?;
        message_limit::count(&mut times, now)?;
        message_counts::forget(&tx, instance, now.plus_secs(-message_limit::WINDOW_SECS)).await?;
        message_counts::put(&tx, instance, recipient, &times, now).await?;
        Ok::<_, ApiError>(())
    });
    count.await?;
    send(app, channel, message).await
}

/// A primary address that gave way to another.
pub(crate) struct PrimaryReplaced {
    pub(crate) before: String,
    pub(crate) after: String,
}

impl PrimaryReplaced {
    /// Tells the user at the address that was the primary one. The change stands, whatever becomes of the message.
    pub(crate) async fn send(&self, app: &App, instance: &Instance) {
        let (id, name) = (instance.id.clone(), &instance.application_name);
        let message = texts::primary_address_changed(id, name, &self.before, &self.after);
        if let Err(error) = app.sender().send(message).await {
            tracing::warn!(%error, "nobody was told of a new primary address");
        }
    }
}

/// Hands a message over.
///
/// # Errors
/// `service_unavailable` if that cannot be done now, `form_param_format_invalid` if the other side will not have the
/// recipient. Either way what was sent stays good and can be asked for again.
pub(crate) async fn send(app: &App, channel: Channel, message: Message) -> Result<(), ApiError> {
    let (what, param) = match channel {
        Channel::Email => ("e-mail", "email_address"),
        Channel::Sms => ("text message", "phone_number"),
    };
    app.sender().send(message).await.map_err(|error| match error {
        SendError::Unavailable(_) => {
            let text = format!("The {what} could not be sent just now. Ask for it again.");
            ApiError::unavailable(&error, &text)
        }
        SendError::Address | SendError::Refused(_) => {
            tracing::warn!(%error, "a code could not be delivered");
            let text = format!("No {what} can be sent there.");
            ApiError::param(ErrorCode::FormParamFormatInvalid, param, text)
        }
    })
}
