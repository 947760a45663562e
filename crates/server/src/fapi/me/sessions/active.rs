//! GET /v1/me/sessions/active

use nightdesk_auth::model::SessionStatus;
use nightdesk_store::sessions::{self, SessionSearch};
use nightdesk_wire::session::SessionWithActivities;

use super::MOST;
use crate::{
    extract::Cx,
    fapi::me::load::me,
    present::{self, ApiError, Json},
};

/// Where the signed-in user is signed in, on all devices, without an envelope. Tokens of other devices' sessions are
/// not handed out.
///
/// # Errors
/// 401 if nobody is signed in.
pub(super) async fn active(cx: Cx) -> Result<Json<Vec<SessionWithActivities>>, ApiError> {
    let cx_ref = &cx;
    let found = cx
        .store()
        .read(|tx| async move {
            let me = me(cx_ref, &tx).await?;
            let search = SessionSearch {
                user_id: Some(me.of.user.id),
                status: Some((SessionStatus::Active, cx_ref.now)),
                ..SessionSearch::default()
            };
            Ok::<_, ApiError>(sessions::search(&tx, &me.session.instance_id, &search, MOST, 0).await?)
        })
        .await?;
    let listed = found.iter().filter_map(|session| {
        let base = present::session_base_without_token(session, cx.now);
        Some(SessionWithActivities { base, latest_activity: present::activity(session)? })
    });
    Ok(Json(listed.collect()))
}
