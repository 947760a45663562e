//! POST /v1/client/sessions/{session_id}/end and .../remove

use nightdesk_auth::{
    model::{Client, SessionStatus},
    session,
};
use nightdesk_store::{clients, sessions};
use nightdesk_wire::{ids::SessionId, session::Session};

use super::load::find;
use crate::{
    extract::{Cx, Path},
    fapi::signed_out::after_sessions_ended,
    present::{ApiError, Reply, SessionSubject, load_user},
};

/// Ends a session. One that is over already is answered as it is: signing out twice is no mistake.
///
/// # Errors
/// 401 for a caller without a client, `resource_not_found`.
pub(super) async fn end(cx: Cx, Path(id): Path<SessionId>) -> Result<Reply<Session>, ApiError> {
    end_as(cx, &id, SessionStatus::Ended).await
}

/// Ends a session and takes it off the client.
///
/// # Errors
/// 401 for a caller without a client, `resource_not_found`.
pub(super) async fn remove(cx: Cx, Path(id): Path<SessionId>) -> Result<Reply<Session>, ApiError> {
    end_as(cx, &id, SessionStatus::Removed).await
}

async fn end_as(mut cx: Cx, id: &SessionId, reason: SessionStatus) -> Result<Reply<Session>, ApiError> {
    let (subject, client) = write_end(&cx, id, reason).await?;
    if let Some(client) = client {
        tracing::info!(session.id = %id, "session ended by user");
        cx.adopt(client)?;
    }
    cx.reply_session(&subject).await
}

async fn write_end(
    cx: &Cx,
    id: &SessionId,
    reason: SessionStatus,
) -> Result<(SessionSubject, Option<Client>), ApiError> {
    cx.store()
        .write(|tx| async move {
            let mut session = find(cx, &tx, id).await?;
            let mut client = None;
            if session::end(&mut session, reason, cx.now) {
                sessions::update(&tx, &session).await?;
                client = clients::find(&tx, &session.instance_id, &session.client_id).await?;
                if let Some(client) = &mut client {
                    after_sessions_ended(cx, &tx, client).await?;
                }
            }
            let user = load_user(&tx, &session.instance_id, &session.user_id).await?;
            Ok::<_, ApiError>((SessionSubject { session, user }, client))
        })
        .await
}
