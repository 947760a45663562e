//! The sender of development: messages land in a table that the dashboard and `nightdesk outbox` show.

use std::sync::Arc;

use nightdesk_auth::{Clock, Rng, model::OutboxMessage, rng};
use nightdesk_notify::{Message, SendError, Sender, Sending};
use nightdesk_store::{Store, outbox};
use nightdesk_wire::ids::OutboxMessageId;

use crate::messages::stored_channel;

/// Keeps messages instead of sending them.
pub struct OutboxSender {
    store: Store,
    clock: Arc<dyn Clock>,
    rng: Arc<dyn Rng>,
}

impl OutboxSender {
    /// A sender into the outbox of `store`.
    #[must_use]
    pub fn new(store: Store, clock: Arc<dyn Clock>, rng: Arc<dyn Rng>) -> Self {
        Self { store, clock, rng }
    }
}

impl Sender for OutboxSender {
    fn send(&self, message: Message) -> Sending<'_> {
        let now = self.clock.now();
        let kept = OutboxMessage {
            id: OutboxMessageId::generate(now, rng::bytes(&*self.rng)),
            instance_id: message.instance_id,
            channel: stored_channel(message.channel),
            recipient: message.to,
            subject: message.subject,
            body: message.body,
            html: message.html,
            code: message.code,
            link: message.link,
            created_at: now,
        };
        Box::pin(async move {
            let kept = &kept;
            self.store
                .write(|tx| async move { outbox::insert(&tx, kept).await })
                .await
                .map_err(|error: nightdesk_store::Error| SendError::Unavailable(error.to_string()))
        })
    }
}
