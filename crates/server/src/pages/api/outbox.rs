//! GET /dashboard/api/outbox

use axum::extract::State;
use nightdesk_auth::model::{Channel, OutboxMessage};
use nightdesk_store::outbox;
use nightdesk_wire::{ids::OutboxMessageId, time::UnixMs};
use serde::Serialize;

use super::{
    super::guard::Opened,
    page::{Page, more},
};
use crate::{ApiError, App, bapi::query::Query, present::Json};

const PAGE: usize = 25;
/// One more than are shown, to see whether there are more.
const LIMIT: i64 = 26;

#[derive(Serialize)]
pub(in crate::pages) struct MessageView {
    id: OutboxMessageId,
    channel: &'static str,
    to: String,
    subject: Option<String>,
    body: String,
    html: Option<String>,
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
            html: message.html,
            code: message.code,
            link: message.link,
            created_at: message.created_at,
        }
    }
}

/// The messages of a development instance, newest first.
///
/// # Errors
/// `form_param_value_invalid`; `resource_not_found` in production, where messages are sent and not kept.
pub(in crate::pages) async fn list(
    State(app): State<App>,
    Opened(tenant, _): Opened,
    query: Query,
) -> Result<Json<Page<MessageView>>, ApiError> {
    if !tenant.instance.environment.is_development() {
        return Err(ApiError::not_found("The outbox, which development instances have,"));
    }
    let (instance, after) = (&tenant.instance.id, query.number("after")?);
    let read = app.store().read(|tx| async move { outbox::list_newest(&tx, instance, after, LIMIT).await });
    let mut found = read.await?;
    let next = more(&mut found, PAGE).map(|last| last.position.to_string());
    Ok(Json(Page { data: found.into_iter().map(|kept| MessageView::from(kept.message)).collect(), next }))
}
