//! Finding a session of the caller's client.

use nightdesk_auth::model::Session;
use nightdesk_store::{Tx, sessions};
use nightdesk_wire::ids::SessionId;

use crate::{
    extract::{Cx, Form},
    present::ApiError,
};

/// A session of the caller's client, live or over.
///
/// # Errors
/// 401 for a caller without a client, `resource_not_found` for a session that was never on it.
pub(super) async fn find(cx: &Cx, tx: &Tx, id: &SessionId) -> Result<Session, ApiError> {
    let client = cx.require_client()?;
    let found = sessions::find_on_client(tx, &client.instance_id, &client.id, id).await?;
    found.ok_or_else(|| ApiError::not_found("The session"))
}

/// A live session of the caller's client.
///
/// # Errors
/// As [`find`], and 401 for a session that is over: the caller reads its client again and finds it gone. It must not be
/// 422, which official clients take for a sign-out without looking.
pub(super) async fn find_live(cx: &Cx, tx: &Tx, id: &SessionId) -> Result<Session, ApiError> {
    live(cx, find(cx, tx, id).await?)
}

/// `session`, if it is live.
///
/// # Errors
/// As [`find_live`].
pub(super) fn live(cx: &Cx, session: Session) -> Result<Session, ApiError> {
    if session.is_live(cx.now) { Ok(session) } else { Err(ApiError::unauthenticated()) }
}

/// Lets only the personal account become active, which an empty field asks for: nobody is a member of an organization yet.
///
/// # Errors
/// `resource_not_found`.
pub(super) fn refuse_organization(form: &Form, field: &str) -> Result<(), ApiError> {
    if form.filled(field)?.is_some() { Err(ApiError::not_found("The organization")) } else { Ok(()) }
}
