//! Sending codes, links and news to users.

use nightdesk_auth::{
    code::{LIFETIME_SECS, NewCode},
    message_limit,
    model::{self, Digest, Instance, Strategy},
};
use nightdesk_notify::{About, Channel, Kind, Message, SendError};
use nightdesk_store::message_counts;
use nightdesk_wire::codes::ErrorCode;

use crate::{App, messages, present::ApiError};

/// A code on its way, once what waits for it is committed.
pub(crate) struct Outgoing {
    kind: Kind,
    /// Address or number.
    to: String,
    code: NewCode,
}

impl Outgoing {
    /// A code for an address.
    pub(crate) const fn mail(to: String, code: NewCode) -> Self {
        Self { kind: Kind::EmailCode, to, code }
    }

    /// A code for a number.
    pub(crate) const fn sms(to: String, code: NewCode) -> Self {
        Self { kind: Kind::SmsCode, to, code }
    }

    /// A code that is a factor of this strategy.
    pub(crate) const fn factor(
        channel: model::Channel,
        strategy: Strategy,
        to: String,
        code: NewCode,
    ) -> Self {
        let kind = match (strategy, channel) {
            (Strategy::ResetPasswordEmailCode, _) => Kind::ResetPasswordEmailCode,
            (Strategy::ResetPasswordPhoneCode, _) => Kind::ResetPasswordSmsCode,
            (_, model::Channel::Email) => Kind::EmailCode,
            (_, model::Channel::Sms) => Kind::SmsCode,
        };
        Self { kind, to, code }
    }

    /// Sends the code, unless it is for one of test mode.
    ///
    /// # Errors
    /// As [`send`], and `too_many_requests`.
    pub(crate) async fn send(&self, app: &App, instance: &Instance) -> Result<(), ApiError> {
        if !self.code.deliver {
            return Ok(());
        }
        let about = About::Code { code: &self.code.code, lifetime_secs: lifetime_secs() };
        send_awaited(app, instance, self.kind, &self.to, about).await
    }
}

/// A mail with a link on its way, once what waits for it is committed.
pub(crate) struct Link<'a> {
    pub(crate) kind: Kind,
    pub(crate) to: &'a str,
    pub(crate) url: &'a str,
}

impl Link<'_> {
    /// Sends the link.
    ///
    /// # Errors
    /// As [`send`], and `too_many_requests`.
    pub(crate) async fn send(&self, app: &App, instance: &Instance) -> Result<(), ApiError> {
        let about = About::Link { url: self.url, lifetime_secs: lifetime_secs() };
        send_awaited(app, instance, self.kind, self.to, about).await
    }
}

fn lifetime_secs() -> u64 {
    u64::try_from(LIFETIME_SECS).unwrap_or(0)
}

/// Writes and sends what anybody can ask for.
///
/// # Errors
/// `too_many_requests` for a recipient who got too much of late, and as [`send`].
async fn send_awaited(
    app: &App,
    instance: &Instance,
    kind: Kind,
    to: &str,
    about: About<'_>,
) -> Result<(), ApiError> {
    let Some(message) = messages::write(app, instance, kind, to, about).await? else { return Ok(()) };
    count(app, &message).await?;
    send(app, instance, message).await
}

/// Counts a message that somebody asked for.
///
/// # Errors
/// `too_many_requests` for a recipient who got too much of late.
pub(crate) async fn count(app: &App, message: &Message) -> Result<(), ApiError> {
    let (instance, now) = (&message.instance_id, app.clock().now());
    let recipient = &Digest::of(&message.to.to_lowercase());
    let count = app.store().write(|tx| async move {
        let mut times = message_counts::find(&tx, instance, recipient).await?;
        message_limit::count(&mut times, now)?;
        message_counts::forget(&tx, instance, now.plus_secs(-message_limit::WINDOW_SECS)).await?;
        message_counts::put(&tx, instance, recipient, &times, now).await?;
        Ok::<_, ApiError>(())
    });
    count.await
}

/// Writes and sends what nobody waits for. Whatever becomes of it, what it tells of stands.
pub(crate) async fn tell(app: &App, instance: &Instance, kind: Kind, to: &str, about: About<'_>) {
    let message = match messages::write(app, instance, kind, to, about).await {
        Ok(Some(message)) => message,
        Ok(None) => return,
        Err(_) => {
            return tracing::warn!(
                message.kind = kind.slug(),
                "somebody was not told: no template could be read"
            );
        }
    };
    if let Err(error) = app.send(instance, message).await {
        tracing::warn!(%error, message.kind = kind.slug(), "somebody was not told");
    }
}

/// A primary address that gave way to another.
pub(crate) struct PrimaryReplaced {
    pub(crate) before: String,
    pub(crate) after: String,
}

impl PrimaryReplaced {
    /// Tells the user at the address that was the primary one.
    pub(crate) async fn send(&self, app: &App, instance: &Instance) {
        tell(app, instance, Kind::PrimaryAddressChanged, &self.before, About::NewAddress(&self.after)).await;
    }
}

/// Hands a message over.
///
/// # Errors
/// `service_unavailable` if that cannot be done now, `instance_not_served` if another process does it,
/// `form_param_format_invalid` if the other side will not have the recipient. Either way what was sent stays good and can
/// be asked for again.
async fn send(app: &App, instance: &Instance, message: Message) -> Result<(), ApiError> {
    let (what, param) = match message.channel {
        Channel::Email => ("e-mail", "email_address"),
        Channel::Sms => ("text message", "phone_number"),
    };
    app.send(instance, message).await.map_err(|error| match error {
        SendError::NotServed => ApiError::instance_not_served(),
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
