//! POST /v1/me/sessions/{session_id}/revoke

use nightdesk_auth::{
    model::{Client, SessionStatus},
    session,
};
use nightdesk_store::{clients, sessions};
use nightdesk_wire::{ids::SessionId, session::Session};

use crate::{
    extract::{Cx, Path},
    fapi::{
        me::load::me,
        signed_out::{after_sessions_ended, settle},
    },
    present::{self, ApiError, Reply, SessionSubject},
};

/// Ends a session of the signed-in user, on whatever device. One that is over already is answered as it is.
///
/// # Errors
/// 401 if nobody is signed in, `resource_not_found` if it is not one of the user's.
pub(super) async fn revoke(mut cx: Cx, Path(id): Path<SessionId>) -> Result<Reply<Session>, ApiError> {
    let (subject, client) = write_revoke(&cx, &id).await?;
    if let Some(client) = client {
        cx.adopt(client)?;
    }
    tracing::info!(session.id = %id, "session revoked by user");
    cx.reply(present::session_without_token(&cx.tenant.instance, &subject, cx.now)).await
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
                match clients::find(&tx, &revoked.instance_id, &revoked.client_id).await? {
                    Some(mut client) if client.id == me.session.client_id => {
                        after_sessions_ended(cx, &tx, &mut client).await?;
                        own_client = Some(client);
                    }
                    // The other device keeps its token until it moves on by itself.
                    Some(mut client) => settle(&tx, &mut client, cx.now).await?,
                    None => {}
                }
            }
            Ok::<_, ApiError>((SessionSubject { session: revoked, user: Some(me.of) }, own_client))
        })
        .await
}
