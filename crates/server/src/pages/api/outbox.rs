//! GET /dashboard/api/outbox

use axum::{extract::State, response::IntoResponse};
use nightdesk_auth::model::{Channel, OutboxMessage};
use nightdesk_store::outbox;
use nightdesk_wire::{ids::OutboxMessageId, time::UnixMs};
use serde::Serialize;

use super::super::guard::Opened;
use crate::{ApiError, App, present::Json};

const NEWEST: i64 = 100;

#[derive(Serialize)]
struct MessageView {
    id: OutboxMessageId,
    channel: &'static str,
    to: String,
    subject: Option<String>,
    body: String,
    code: Option<String>,
    link: Option<String>,
    created_at: UnixMs,
}

impl From<OutboxMessage> for MessageView {
    fn from(message: OutboxMessage) -> Self {
        Self {
            id: message.id,
            channel: match message.channel {
                Channel::Email => "email",
                Channel::Sms => "sms",
            },
            to: message.recipient,
            subject: message.subject,
            body: message.body,
            code: message.code,
            link: message.link,
            created_at: message.created_at,
        }
    }
}

/// The newest messages of a development instance, newest first.
///
/// # Errors
/// `resource_not_found` in production, where messages are sent and not kept.
pub(in crate::pages) async fn list(
    State(app): State<App>,
    Opened(tenant, _): Opened,
) -> Result<impl IntoResponse, ApiError> {
    if !tenant.instance.environment.is_development() {
        return Err(ApiError::not_found("The outbox, which development instances have,"));
    }
    let instance = &tenant.instance.id;
    let messages =
        app.store().read(|tx| async move { outbox::list_newest(&tx, instance, NEWEST).await }).await?;
    Ok(Json(messages.into_iter().map(|kept| MessageView::from(kept.message)).collect::<Vec<_>>()))
}
