//! POST /v1/client/sessions/{session_id}/verify

use nightdesk_auth::{Refusal, model::ReverificationLevel, refusal::Field, reverification};
use nightdesk_store::reverifications;
use nightdesk_wire::{ids::SessionId, reverification::SessionReverification};

use super::load::{Loaded, reply, subject};
use crate::{
    extract::{Cx, Form, Path},
    present::{ApiError, Reply},
};

/// Begins a proof of the signed-in user, in place of any that runs in the session. A user without a second factor is
/// asked for the first.
///
/// # Errors
/// `form_param_missing` and `form_param_value_invalid` for the level, 401 for a caller without a client or a session
/// that is over, `resource_not_found`.
pub(super) async fn start(
    cx: Cx,
    Path(id): Path<SessionId>,
    form: Form,
) -> Result<Reply<SessionReverification>, ApiError> {
    let level = ReverificationLevel::parse(&form.required("level")?);
    let level = level.map_err(|_| Refusal::Unfit(Field::Level))?;
    let (cx_ref, id) = (&cx, &id);
    let written = cx.store().write(|tx| async move {
        let (session, of) = subject(cx_ref, &tx, id).await?;
        let mut reverification = reverification::start(&session, &of.user, level, cx_ref.now);
        if let Some(before) = reverifications::find(&tx, &session.instance_id, id).await? {
            reverification::succeed(&mut reverification, &before);
        }
        reverifications::put(&tx, &reverification).await?;
        Ok::<_, ApiError>(Loaded { reverification, session, of })
    });
    reply(&cx, written.await?).await
}
