//! /dashboard/api/me: who has the dashboard open, their password and their second factor.

use axum::{extract::State, response::IntoResponse};
use nightdesk_auth::{
    Refusal, admin, model::Admin, password::PasswordCheck, refusal::Field, rng, second_factor,
};
use nightdesk_store::{admins, dashboard};
use nightdesk_wire::{
    ids::{AdminId, ApplicationId, TotpId},
    time::UnixMs,
};
use qrcode::{QrCode, render::svg};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{
    super::guard::{Change, Opened},
    admins::AdminView,
};
use crate::{ApiError, App, passwords, present::Json};

/// Who has the dashboard open: an admin, or whoever had a one-time link.
pub(in crate::pages) async fn get(Opened(_, visitor): Opened) -> impl IntoResponse {
    let admin = visitor.admin.clone().map(|admin| AdminView::new(admin, visitor.admin.as_ref()));
    Json(json!({ "admin": admin }))
}

/// What an authenticator application needs.
#[derive(Serialize)]
pub(in crate::pages) struct NewTotp {
    secret: String,
    uri: Option<String>,
    /// The address as an SVG of a QR code, for a camera.
    picture: Option<String>,
}

#[derive(Deserialize)]
pub(in crate::pages) struct Nothing {}

/// `POST /dashboard/api/me/totp`: a secret for an authenticator application. It counts once a code has shown that it is
/// there.
///
/// # Errors
/// `resource_not_found` without an admin, `form_param_value_invalid` if one is set up.
pub(in crate::pages) async fn begin(
    State(app): State<App>,
    change: Change<Nothing>,
) -> Result<Json<NewTotp>, ApiError> {
    let totp = &second_factor::new_totp(
        TotpId::generate(app.clock().now(), rng::bytes(app.rng())),
        app.rng(),
        app.clock().now(),
    );
    let admin = update(&app, &change, |admin, _| {
        if admin.needs_code() {
            return Err(Refusal::AlreadyVerified);
        }
        admin.totp = Some(totp.clone());
        Ok(())
    });
    let admin = admin.await?;
    let uri = second_factor::uri(totp, "Nightdesk", &admin.email_address);
    Ok(Json(NewTotp {
        secret: totp.secret.expose().to_owned(),
        picture: uri.as_deref().and_then(qr_code),
        uri,
    }))
}

/// Black on white in every theme: cameras want the contrast.
fn qr_code(text: &str) -> Option<String> {
    let code = QrCode::new(text).ok()?;
    Some(code.render::<svg::Color<'_>>().min_dimensions(200, 200).build())
}

#[derive(Deserialize)]
pub(in crate::pages) struct ChangePassword {
    #[serde(default)]
    current_password: String,
    #[serde(default)]
    new_password: String,
}

/// `POST /dashboard/api/me/password`: sets a new password and closes the admin's other dashboards.
///
/// # Errors
/// `resource_not_found` without an admin, `form_param_nil`, `form_password_incorrect` (which counts towards a lockout),
/// `form_new_password_matches_current`, `user_locked`, one of the codes `form_password_*`.
pub(in crate::pages) async fn change_password(
    State(app): State<App>,
    change: Change<ChangePassword>,
) -> Result<Json<AdminView>, ApiError> {
    let ChangePassword { current_password, new_password } = &change.input;
    if current_password.is_empty() {
        return Err(Refusal::Missing(Field::CurrentPassword).into());
    }
    let counted = update(&app, &change, admin::count_attempt).await?;
    if app.hasher().check(current_password, Some(&counted.password_digest)).await? != PasswordCheck::Right {
        return Err(ApiError::from(Refusal::PasswordIncorrect).about(Field::CurrentPassword));
    }
    if new_password == current_password {
        return Err(ApiError::from(Refusal::PasswordUnchanged).about(Field::NewPassword));
    }
    let known = [counted.email_address.as_str()];
    let digest = passwords::digest(&app, &change.tenant, new_password, Field::NewPassword, &known).await?;
    let kept = &change.visitor.session.digest;
    let admin = update(&app, &change, |admin, now| {
        admin::set_password(admin, digest.clone(), now);
        Ok(())
    });
    let admin = admin.await?;
    let id = &admin.id;
    let close =
        app.store().write(|tx| async move { dashboard::delete_other_sessions_of(&tx, id, kept).await });
    close.await.map_err(|error: nightdesk_store::Error| ApiError::from(error))?;
    tracing::info!(admin.id = %id, "admin changed their password");
    Ok(Json(AdminView::new(admin.clone(), Some(&admin))))
}

#[derive(Deserialize)]
pub(in crate::pages) struct Confirm {
    #[serde(default)]
    code: String,
}

/// `POST /dashboard/api/me/totp/confirm`
///
/// # Errors
/// `form_code_incorrect`.
pub(in crate::pages) async fn confirm(
    State(app): State<App>,
    change: Change<Confirm>,
) -> Result<Json<AdminView>, ApiError> {
    let admin =
        update(&app, &change, |admin, now| admin::confirm_totp(admin, &change.input.code, now)).await?;
    Ok(Json(AdminView::new(admin.clone(), Some(&admin))))
}

/// `DELETE /dashboard/api/me/totp`
pub(in crate::pages) async fn remove(
    State(app): State<App>,
    change: Change<Nothing>,
) -> Result<Json<AdminView>, ApiError> {
    let remove = update(&app, &change, |admin, _| {
        admin.totp = None;
        Ok(())
    });
    let admin = remove.await?;
    Ok(Json(AdminView::new(admin.clone(), Some(&admin))))
}

/// Changes who has the dashboard open.
async fn update<T>(
    app: &App,
    change: &Change<T>,
    apply: impl Fn(&mut Admin, UnixMs) -> Result<(), Refusal> + Sync,
) -> Result<Admin, ApiError> {
    let not_found = || ApiError::not_found("The admin, which a one-time link does not make you,");
    let you = change.visitor.admin.as_ref().ok_or_else(not_found)?;
    let (application, id): (&ApplicationId, &AdminId) = (&you.application_id, &you.id);
    let (apply, now) = (&apply, app.clock().now());
    let write = app.store().write(|tx| async move {
        let mut admin = admins::find(&tx, application, id).await?.ok_or_else(not_found)?;
        apply(&mut admin, now)?;
        admins::update(&tx, &admin).await?;
        Ok::<_, ApiError>(admin)
    });
    write.await
}
