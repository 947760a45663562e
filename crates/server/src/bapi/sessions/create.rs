//! POST /v1/sessions

use axum::http::StatusCode;
use nightdesk_auth::{
    Refusal,
    model::{Activity, Client, Rotation},
    provision,
    session::{self, Start, client_updated_at},
};
use nightdesk_store::{clients, sessions, users};
use nightdesk_wire::{
    bapi,
    codes::ErrorCode,
    ids::{ClientId, SessionActivityId, SessionId, UserId},
};

use super::{BackendCx, present_session};
use crate::{ApiError, bapi::body::Body, present::Json};

/// As many characters as an ordinary rotation value has: nobody is ever told it, so nobody can present it.
const ROTATION_CHARS: usize = 32;

/// Signs a user in on a client of its own, for tests of the owner's backend. Development instances only.
///
/// # Errors
/// `not_allowed_access`, `resource_not_found`, `form_param_missing`, `user_banned`.
pub(crate) async fn create(cx: BackendCx, mut body: Body) -> Result<Json<bapi::Session>, ApiError> {
    if !cx.tenant.instance.environment.is_development() {
        return Err(ApiError::new(
            StatusCode::FORBIDDEN,
            ErrorCode::NotAllowedAccess,
            "development only",
            "Sessions without a sign-in exist on development instances only. Use a sign-in token instead.",
        ));
    }
    let user_id = body.required_text("user_id")?;
    body.unsupported(&["active_organization_id"])?;
    body.finish()?;
    let user_id = UserId::parse(user_id).map_err(|_| ApiError::not_found("The user"))?;
    let (instance, now) = (&cx.tenant.instance, cx.now);
    let client = Client {
        id: ClientId::generate(now, cx.random()),
        instance_id: instance.id.clone(),
        rotation: Rotation {
            current: provision::random_text(cx.app.rng(), ROTATION_CHARS),
            previous: None,
            previous_until: None,
            confirmed_at: None,
        },
        sign_in_id: None,
        sign_up_id: None,
        last_active_session_id: None,
        last_authentication_strategy: None,
        created_at: now,
        updated_at: client_updated_at(now),
    };
    let activity_id = SessionActivityId::generate(now, cx.random()).as_str().to_owned();
    let start = Start {
        id: SessionId::generate(now, cx.random()),
        instance_id: instance.id.clone(),
        client_id: client.id.clone(),
        user_id,
        activity: Activity { id: activity_id, ..Activity::default() },
    };
    let session = session::start(start, &instance.settings, now);
    let store = cx.write(async |tx| {
        let user = users::find(&tx, &instance.id, &session.user_id).await?;
        let mut user = user.ok_or_else(|| ApiError::not_found("The user"))?;
        if user.banned {
            return Err(Refusal::UserBanned.into());
        }
        user.last_sign_in_at = Some(now);
        user.last_active_at = Some(now);
        users::update(&tx, &user).await?;
        clients::insert(&tx, &client).await?;
        Ok(sessions::insert(&tx, &session).await?)
    });
    store.await?;
    Ok(Json(present_session(&session, now)))
}
