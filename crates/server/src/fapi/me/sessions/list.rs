//! GET /v1/me/sessions

use nightdesk_store::sessions::{self, SessionSearch};
use nightdesk_wire::session::Session;

use super::MOST;
use crate::{
    extract::Cx,
    fapi::me::load::me,
    present::{self, ApiError, Json, SessionSubject},
};

/// All sessions of the signed-in user on all devices, those that are over included, newest first and without an
/// envelope. Tokens of other devices' sessions are not handed out.
///
/// # Errors
/// 401 if nobody is signed in.
pub(super) async fn list(cx: Cx) -> Result<Json<Vec<Session>>, ApiError> {
    let cx_ref = &cx;
    let (found, of) = cx
        .store()
        .read(|tx| async move {
            let me = me(cx_ref, &tx).await?;
            let search = SessionSearch { user_id: Some(me.of.user.id.clone()), ..SessionSearch::default() };
            let found = sessions::search(&tx, &me.session.instance_id, &search, MOST, 0).await?;
            Ok::<_, ApiError>((found, me.of))
        })
        .await?;
    let listed = found.into_iter().map(|session| {
        let subject = SessionSubject { session, user: Some(of.clone()) };
        present::session_without_token(&cx.tenant.instance, &subject, cx.now)
    });
    Ok(Json(listed.collect()))
}
