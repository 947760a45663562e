//! GET /v1/me/sessions, GET /v1/me/sessions/active, POST /v1/me/sessions/{session_id}/revoke

use nightdesk_auth::{
    model::{Client, SessionStatus},
    session,
};
use nightdesk_store::{clients, sessions};
use nightdesk_wire::{
    ids::SessionId,
    session::{Session, SessionWithActivities},
};

use super::load::me;
use crate::{
    extract::{Cx, Path},
    fapi::signed_out::after_sessions_ended,
    present::{self, ApiError, Json, Reply, SessionSubject},
};

/// Nobody looks through more devices than that.
const MOST: i64 = 200;

/// Where the signed-in user is signed in, on all devices. Tokens of other devices' sessions are not handed out.
///
/// # Errors
/// 401 if nobody is signed in.
pub(super) async fn list(cx: Cx) -> Result<Json<Vec<SessionWithActivities>>, ApiError> {
    let cx_ref = &cx;
    let found = cx
        .store()
        .read(|tx| async move {
            let me = me(cx_ref, &tx).await?;
            let search = sessions::SessionSearch {
                user_id: Some(me.of.user.id),
                status: Some((SessionStatus::Active, cx_ref.now)),
                ..sessions::SessionSearch::default()
            };
            Ok::<_, ApiError>(sessions::search(&tx, &me.session.instance_id, &search, MOST, 0).await?)
        })
        .await?;
    let listed = found
        .iter()
        .filter_map(|session| {
            let latest_activity = present::activity(session)?;
            Some(SessionWithActivities { base: present::session_base_without_token(session, cx.now), latest_activity })
        })
        .collect();
    Ok(Json(listed))
}

/// Ends a session of the signed-in user, on whatever device.
///
/// # Errors
/// 401 if nobody is signed in, `resource_not_found` if it is not one of the user's.
pub(super) async fn revoke(mut cx: Cx, Path(id): Path<SessionId>) -> Result<Reply<Session>, ApiError> {
    let (subject, client) = write_revoke(&cx, &id).await?;
    if let Some(client) = client {
        cx.adopt(client)?;
    }
    tracing::info!(session.id = %id, "session revoked by user");
    let session = present::session(&cx.tenant, &subject, cx.origin.as_deref(), cx.now)?;
    cx.reply(session).await
}

async fn write_revoke(cx: &Cx, id: &SessionId) -> Result<(SessionSubject, Option<Client>), ApiError> {
    cx.store()
        .write(|tx| async move {
            let me = me(cx, &tx).await?;
            let found = sessions::find(&tx, &me.session.instance_id, id).await?;
            let found = found.filter(|session| session.user_id == me.of.user.id);
            let mut revoked = found.ok_or_else(|| ApiError::not_found("The session"))?;
            let mut own_client = None;
            if session::end(&mut revoked, SessionStatus::Revoked, cx.now) {
                sessions::update(&tx, &revoked).await?;
                let client = clients::find(&tx, &revoked.instance_id, &revoked.client_id).await?;
                if let Some(mut client) = client {
                    if client.id == me.session.client_id {
                        after_sessions_ended(cx, &tx, &mut client).await?;
                        own_client = Some(client);
                    } else {
                        client.updated_at = session::client_updated_at(cx.now);
                        clients::update(&tx, &client).await?;
                    }
                }
            }
            Ok::<_, ApiError>((SessionSubject { session: revoked, user: Some(me.of) }, own_client))
        })
        .await
}
