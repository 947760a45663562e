//! GET /dashboard/api/sessions

use axum::extract::State;
use nightdesk_auth::model::Session;
use nightdesk_store::{sessions, users};
use nightdesk_wire::{bapi, ids::SessionId};
use serde::Serialize;

use super::{
    super::guard::Opened,
    page::{Page, more, place_of, read_place},
};
use crate::{
    ApiError, App,
    bapi::{
        query::Query,
        sessions::present_session,
        users::{present_user, with_addresses},
    },
    present::Json,
};

const PAGE: usize = 25;
/// One more than are shown, to see whether there are more.
const LIMIT: i64 = 26;

#[derive(Serialize)]
pub(in crate::pages) struct SessionView {
    session: bapi::Session,
    user: bapi::User,
}

/// Who is signed in, the last active first.
///
/// # Errors
/// `form_param_value_invalid`.
pub(in crate::pages) async fn list(
    State(app): State<App>,
    Opened(tenant, _): Opened,
    query: Query,
) -> Result<Json<Page<SessionView>>, ApiError> {
    let now = app.clock().now();
    let after = query.text("after").map(|text| read_place(text, SessionId::parse)).transpose()?;
    let (instance, after) = (&tenant.instance.id, after.as_ref());
    let read = app.store().read(|tx| async move {
        let mut found = sessions::list_by_activity(&tx, instance, now, after, LIMIT).await?;
        let next = more(&mut found, PAGE).map(|last| place_of(last.last_active_at, last.id.as_str()));
        let mut ids: Vec<_> = found.iter().map(|session| &session.user_id).collect();
        ids.sort_unstable();
        ids.dedup();
        let users = users::find_all(&tx, instance, &ids).await?;
        Ok::<_, ApiError>((found, with_addresses(&tx, instance, users).await?, next))
    });
    let (found, users, next) = read.await?;
    let view = |session: Session| {
        let user = users.iter().find(|of| of.user.id == session.user_id)?;
        Some(SessionView {
            user: present_user(&tenant.instance, user, now),
            session: present_session(&session, now),
        })
    };
    Ok(Json(Page { data: found.into_iter().filter_map(view).collect(), next }))
}
