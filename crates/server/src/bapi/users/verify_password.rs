//! POST /v1/users/{user_id}/verify_password

use nightdesk_auth::{Refusal, password::PasswordCheck};
use nightdesk_wire::ids::UserId;
use serde::Serialize;

use super::{BackendCx, find};
use crate::{ApiError, bapi::body::Body, extract::Path, present::Json};

/// A password that is right.
#[derive(Debug, Serialize)]
pub(crate) struct Verified {
    verified: bool,
}

/// Says whether a password is the user's. It counts as no attempt: the caller holds the secret key.
///
/// # Errors
/// `resource_not_found`, `form_param_missing`, `form_password_incorrect`.
pub(crate) async fn verify_password(
    cx: BackendCx,
    Path(id): Path<UserId>,
    mut body: Body,
) -> Result<Json<Verified>, ApiError> {
    let password = body.required_text("password")?;
    body.finish()?;
    let instance = cx.instance_id();
    let found = cx.read(async |tx| find(&tx, instance, &id).await).await?;
    match cx.app.hasher().check(&password, found.user.password_digest.as_ref()).await? {
        PasswordCheck::Right => Ok(Json(Verified { verified: true })),
        PasswordCheck::Wrong => Err(Refusal::PasswordIncorrect.into()),
    }
}
