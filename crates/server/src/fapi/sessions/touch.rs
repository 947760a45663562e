//! POST /v1/client/sessions/{session_id}/touch

use nightdesk_auth::{
    model::{Activity, Client},
    session,
};
use nightdesk_store::{Tx, clients, sessions, sign_ins, sign_ups, users};
use nightdesk_wire::{ids::SessionId, session::Session};

use super::load::{find_live, refuse_organization};
use crate::{
    extract::{Cx, Form, Path},
    present::{ApiError, Reply, SessionSubject, load_user},
    session_tasks,
};

/// Notes that a session is in use and makes it the client's active one. The set of sessions stays as it is, so the
/// client's `updated_at` does too.
///
/// # Errors
/// 401 for a caller without a client or a session that is over, `resource_not_found` for session and organization.
pub(super) async fn touch(cx: Cx, Path(id): Path<SessionId>, form: Form) -> Result<Reply<Session>, ApiError> {
    let (cx_ref, id, form) = (&cx, &id, &form);
    let subject = cx
        .store()
        .write(|tx| async move {
            let cx = cx_ref;
            let mut session = find_live(cx, &tx, id).await?;
            refuse_organization(form, "active_organization_id")?;
            let settings = &cx.tenant.instance.settings;
            session::touch(&mut session, settings, cx.now);
            let user = load_user(&tx, &session.instance_id, &session.user_id).await?;
            if let Some(of) = &user {
                session_tasks::review(&tx, &mut session, &of.user, &settings.sessions, cx.now).await?;
            }
            let seen = cx.activity();
            session.latest_activity = Some(match session.latest_activity.take() {
                Some(before) => Activity { id: before.id, origin: seen.origin.or(before.origin), ..seen },
                None => seen,
            });
            sessions::update(&tx, &session).await?;
            users::touch(&tx, &session.instance_id, &session.user_id, cx.now).await?;
            let client = cx.require_client()?;
            if let Some(mut client) = clients::find(&tx, &client.instance_id, &client.id).await? {
                client.last_active_session_id = Some(session.id.clone());
                forget_complete(&tx, &mut client, &session.id).await?;
                clients::update(&tx, &client).await?;
            }
            Ok::<_, ApiError>(SessionSubject { session, user })
        })
        .await?;
    cx.reply_session(&subject).await
}

/// Takes the attempt that came to a session off the client, where it was left for the page that a provider led back to.
async fn forget_complete(tx: &Tx, client: &mut Client, session: &SessionId) -> nightdesk_store::Result<()> {
    if let Some(id) = &client.sign_in_id {
        let attempt = sign_ins::find(tx, &client.instance_id, id).await?;
        if attempt.is_some_and(|attempt| attempt.created_session_id.as_ref() == Some(session)) {
            client.sign_in_id = None;
        }
    }
    if let Some(id) = &client.sign_up_id {
        let attempt = sign_ups::find(tx, &client.instance_id, id).await?;
        if attempt.is_some_and(|attempt| attempt.created_session_id.as_ref() == Some(session)) {
            client.sign_up_id = None;
        }
    }
    Ok(())
}
