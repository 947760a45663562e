//! /dashboard/api/me: who has the dashboard open, and their second factor.

use axum::{extract::State, response::IntoResponse};
use nightdesk_auth::{Refusal, admin, model::Admin, rng, second_factor};
use nightdesk_store::admins;
use nightdesk_wire::{
    ids::{AdminId, ApplicationId, TotpId},
    time::UnixMs,
};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{
    super::guard::{Change, Opened},
    admins::AdminView,
};
use crate::{ApiError, App, present::Json};

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
    Ok(Json(NewTotp {
        secret: totp.secret.expose().to_owned(),
        uri: second_factor::uri(totp, "Nightdesk", &admin.email_address),
    }))
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
