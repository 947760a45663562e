//! Messages as an instance's owner wants them.

use nightdesk_auth::model::{self, Instance, MessageTemplate};
use nightdesk_notify::{About, Channel, Kind, Message, Occasion, Source};
use nightdesk_store::message_templates;

use crate::{ApiError, App};

/// A channel as it is stored.
pub(crate) const fn stored_channel(channel: Channel) -> model::Channel {
    match channel {
        Channel::Email => model::Channel::Email,
        Channel::Sms => model::Channel::Sms,
    }
}

/// What a stored template says; where it says nothing, our own words.
pub(crate) fn source_of(kind: Kind, stored: &MessageTemplate) -> Source<'_> {
    let built_in = kind.built_in();
    Source {
        subject: stored.subject.as_deref().unwrap_or(built_in.subject),
        body: stored.body.as_deref().unwrap_or(built_in.body),
        text: stored.text.as_deref().unwrap_or(built_in.text),
    }
}

/// Writes a message, by the owner's template if there is one. `None`: the owner does not want it sent.
///
/// # Errors
/// Whatever keeps the database from answering.
pub(crate) async fn write(
    app: &App,
    instance: &Instance,
    kind: Kind,
    to: &str,
    about: About<'_>,
) -> Result<Option<Message>, ApiError> {
    let (id, channel) = (&instance.id, stored_channel(kind.channel()));
    let read =
        app.store().read(|tx| async move { message_templates::find(&tx, id, channel, kind.slug()).await });
    let stored: Option<MessageTemplate> = read.await?;
    let occasion = Occasion { kind, instance_id: id, app_name: &instance.application_name, to, about };
    let Some(stored) = stored else { return Ok(Some(occasion.built_in())) };
    if !stored.delivered {
        return Ok(None);
    }
    Ok(Some(occasion.message(source_of(kind, &stored)).unwrap_or_else(|error| {
        tracing::warn!(%error, template = kind.slug(), "a message template failed, our own words were sent instead");
        occasion.built_in()
    })))
}
