//! GET /dashboard/api/events

use axum::extract::State;
use nightdesk_auth::model::{Event, EventKind};
use nightdesk_store::events::{self, EventSearch};
use nightdesk_wire::{ids::EventId, time::UnixMs};
use serde::Serialize;

use super::{
    super::guard::Opened,
    page::{Page, more, place_of, read_place},
};
use crate::{
    ApiError, App,
    bapi::query::{Query, invalid},
    present::Json,
};

const PAGE: usize = 50;

#[derive(Serialize)]
pub(in crate::pages) struct EventView {
    id: EventId,
    kind: &'static str,
    operation: String,
    actor_kind: &'static str,
    actor: String,
    subject: Option<String>,
    created_at: UnixMs,
}

impl From<Event> for EventView {
    fn from(event: Event) -> Self {
        Self {
            id: event.id,
            kind: event.kind.as_str(),
            operation: event.operation,
            actor_kind: event.actor_kind.as_str(),
            actor: event.actor,
            subject: event.subject,
            created_at: event.created_at,
        }
    }
}

/// The log, newest first; `kind` and `subject` narrow it.
///
/// # Errors
/// `form_param_value_invalid`.
pub(in crate::pages) async fn list(
    State(app): State<App>,
    Opened(tenant, _): Opened,
    query: Query,
) -> Result<Json<Page<EventView>>, ApiError> {
    let kind = query.text("kind").map(EventKind::parse).transpose();
    let search = &EventSearch {
        kind: kind.map_err(|error| invalid("kind", format!("{error}.")))?,
        subject: query.text("subject").map(str::to_owned),
        before: query.text("after").map(|text| read_place(text, EventId::parse)).transpose()?,
    };
    let instance = &tenant.instance.id;
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let read = app.store().read(|tx| async move { events::search(&tx, instance, search, limit).await });
    let mut found = read.await?;
    let next = more(&mut found, PAGE).map(|last| place_of(last.created_at, last.id.as_str()));
    Ok(Json(Page { data: found.into_iter().map(EventView::from).collect(), next }))
}
