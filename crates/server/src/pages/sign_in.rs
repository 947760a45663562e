//! Admins: signing in, signing out.

use std::sync::Arc;

use axum::{
    Extension,
    extract::{Request, State},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use nightdesk_auth::{
    Refusal, admin,
    model::{Admin, EventKind},
    password::PasswordCheck,
    refusal::Field,
};
use nightdesk_listener::Scheme;
use nightdesk_store::{admins, dashboard, events};
use nightdesk_wire::codes::ErrorCode;
use serde::Deserialize;
use serde_json::json;

use super::{
    access::{new_session, set_cookie},
    guard::{Change, check_own_page, read_json},
};
use crate::{
    ApiError, App, Tenant,
    events::{Actor, event},
    extract::Device,
    present::Json,
};

const MAX_BODY_BYTES: usize = 8 * 1024;

#[derive(Deserialize)]
struct SignIn {
    #[serde(default)]
    email_address: String,
    #[serde(default)]
    password: String,
    /// Of the authenticator application, where there is one.
    #[serde(default)]
    code: String,
}

/// `POST /dashboard/api/sign_in`. Whether an address is an admin's shows in no answer, and in no time that one takes.
///
/// # Errors
/// `cross_site_request`, `form_param_missing` (about `code`, once the password is right), `form_password_incorrect`,
/// `form_code_incorrect`, `user_locked`.
pub(super) async fn sign_in(
    State(app): State<App>,
    scheme: Option<Extension<Scheme>>,
    headers: HeaderMap,
    device: Device,
    request: Request,
) -> Result<Response, ApiError> {
    check_own_page(&headers)?;
    let form: SignIn = read_json(request.into_body(), MAX_BODY_BYTES).await?;
    for (field, text) in [(Field::EmailAddress, &form.email_address), (Field::Password, &form.password)] {
        if text.is_empty() {
            return Err(Refusal::Missing(field).into());
        }
    }
    let counted = count_attempt(&app, form.email_address.trim()).await?;
    let digest = counted.as_ref().map(|(_, admin)| &admin.password_digest);
    let check = app.hasher().check(&form.password, digest).await?;
    let (Some((tenant, admin)), PasswordCheck::Right) = (counted, check) else {
        return Err(Refusal::PasswordIncorrect.into());
    };
    if admin.needs_code() && form.code.trim().is_empty() {
        let text = "Enter the code that your authenticator application shows.";
        return Err(ApiError::param(ErrorCode::FormParamMissing, "code", text));
    }
    let (instance, now) = (&tenant.instance, app.clock().now());
    let (token, session) = new_session(&app, instance.id.clone(), Some(admin.id.clone()), device);
    let actor = Actor::Admin(&admin.email_address);
    let event = event(&app, &instance.id, EventKind::Dashboard, "sign_in", &actor, None);
    let (admin, session, event, code) = (&admin, &session, &event, &form.code);
    let store = app.store().write(|tx| async move {
        let found = admins::find(&tx, &admin.application_id, &admin.id).await?;
        let mut found = found.ok_or(Refusal::PasswordIncorrect)?;
        admin::sign_in(&mut found, code, now)?;
        admins::update(&tx, &found).await?;
        dashboard::forget_sessions(&tx, &session.instance_id, now).await?;
        dashboard::insert_session(&tx, session).await?;
        events::insert(&tx, event).await?;
        Ok::<_, ApiError>(())
    });
    store.await?;
    let cookie = set_cookie(&headers, scheme.map(|Extension(scheme)| scheme), &token);
    Ok(([(header::SET_COOKIE, cookie)], Json(json!({ "signed_in": true }))).into_response())
}

/// The admin of an address, one attempt counted, and the instance whose dashboard they see first.
async fn count_attempt(app: &App, address: &str) -> Result<Option<(Arc<Tenant>, Admin)>, ApiError> {
    let now = app.clock().now();
    for tenant in app.instances().all(app.store(), now).await?.iter().cloned() {
        let application = &tenant.instance.application_id;
        let count = app.store().write(|tx| async move {
            let Some(mut admin) = admins::find_by_address(&tx, application, address).await? else {
                return Ok(None);
            };
            admin::count_attempt(&mut admin, now)?;
            admins::update(&tx, &admin).await?;
            Ok::<_, ApiError>(Some(admin))
        });
        if let Some(admin) = count.await? {
            return Ok(Some((tenant, admin)));
        }
    }
    Ok(None)
}

#[derive(Deserialize)]
pub(super) struct SignOut {}

/// `POST /dashboard/api/sign_out`
pub(super) async fn sign_out(
    State(app): State<App>,
    scheme: Option<Extension<Scheme>>,
    headers: HeaderMap,
    change: Change<SignOut>,
) -> Result<Response, ApiError> {
    let session = &change.visitor.session;
    let close = app.store().write(|tx| async move {
        dashboard::delete_session(&tx, &session.instance_id, &session.digest).await
    });
    close.await.map_err(|error: nightdesk_store::Error| ApiError::from(error))?;
    let cookie = set_cookie(&headers, scheme.map(|Extension(scheme)| scheme), "");
    Ok(([(header::SET_COOKIE, cookie)], Json(json!({ "signed_in": false }))).into_response())
}
