//! GET /v1/client/sessions/{session_id}

use nightdesk_wire::{ids::SessionId, session::Session};

use super::load::find;
use crate::{
    extract::{Cx, Path},
    present::{ApiError, Reply, SessionSubject, load_user},
};

/// A session of the caller's client, live or over.
///
/// # Errors
/// 401 for a caller without a client, `resource_not_found`.
pub(super) async fn show(cx: Cx, Path(id): Path<SessionId>) -> Result<Reply<Session>, ApiError> {
    let (cx_ref, id) = (&cx, &id);
    let subject = cx
        .store()
        .read(|tx| async move {
            let session = find(cx_ref, &tx, id).await?;
            let user = load_user(&tx, &session.instance_id, &session.user_id).await?;
            Ok::<_, ApiError>(SessionSubject { session, user })
        })
        .await?;
    cx.reply_session(&subject).await
}
