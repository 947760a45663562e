//! GET, POST /dashboard/api/admins and DELETE /dashboard/api/admins/{id}

use axum::{
    Extension,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use nightdesk_auth::{Refusal, admin, model::Admin, refusal::Field, rng};
use nightdesk_listener::Scheme;
use nightdesk_store::{Error, admins, dashboard};
use nightdesk_wire::{codes::ErrorCode, ids::AdminId, time::UnixMs};
use serde::{Deserialize, Serialize};

use super::{
    super::{
        access::{new_session, set_cookie},
        guard::{Change, Opened},
    },
    page::{Page, more, place_of, read_place},
};
use crate::{ApiError, App, bapi::query::Query, extract::Device, passwords, present::Json};

const PAGE: usize = 25;
/// One more than are shown, to see whether there are more.
const LIMIT: i64 = 26;

#[derive(Serialize)]
pub(in crate::pages) struct AdminView {
    id: AdminId,
    email_address: String,
    second_factor: bool,
    /// Whether this is who asks.
    you: bool,
    last_sign_in_at: Option<UnixMs>,
    created_at: UnixMs,
}

impl AdminView {
    pub(super) fn new(admin: Admin, you: Option<&Admin>) -> Self {
        Self {
            second_factor: admin.needs_code(),
            you: you.is_some_and(|you| you.id == admin.id),
            id: admin.id,
            email_address: admin.email_address,
            last_sign_in_at: admin.last_sign_in_at,
            created_at: admin.created_at,
        }
    }
}

/// The admins of the application, newest first.
///
/// # Errors
/// `form_param_value_invalid`.
pub(in crate::pages) async fn list(
    State(app): State<App>,
    Opened(tenant, visitor): Opened,
    query: Query,
) -> Result<Json<Page<AdminView>>, ApiError> {
    let after = query.text("after").map(|text| read_place(text, AdminId::parse)).transpose()?;
    let (application, after) = (&tenant.instance.application_id, after.as_ref());
    let read =
        app.store().read(|tx| async move { admins::list_newest(&tx, application, after, LIMIT).await });
    let mut found = read.await?;
    let next = more(&mut found, PAGE).map(|last| place_of(last.created_at, last.id.as_str()));
    let view = |admin| AdminView::new(admin, visitor.admin.as_ref());
    Ok(Json(Page { data: found.into_iter().map(view).collect(), next }))
}

#[derive(Deserialize)]
pub(in crate::pages) struct Create {
    #[serde(default)]
    email_address: String,
    #[serde(default)]
    password: String,
}

/// Adds an admin. Whoever came by a one-time link makes the first one of themselves and is signed in as it.
///
/// # Errors
/// `form_param_missing`, `form_param_format_invalid`, `form_identifier_exists`, one of the codes `form_password_*`.
pub(in crate::pages) async fn create(
    State(app): State<App>,
    scheme: Option<Extension<Scheme>>,
    headers: HeaderMap,
    device: Device,
    change: Change<Create>,
) -> Result<Response, ApiError> {
    let tenant = &change.tenant;
    let (id, now) = (AdminId::generate(app.clock().now(), rng::bytes(app.rng())), app.clock().now());
    let application = tenant.instance.application_id.clone();
    // The address is looked at before the password, which is slow to hash.
    let address = nightdesk_auth::identifier::email_address(&change.input.email_address)?;
    let known = [address];
    let digest = passwords::digest(&app, tenant, &change.input.password, Field::Password, &known);
    let admin = &admin::new(id, application, address, digest.await?, now)?;
    let (token, session) = new_session(&app, tenant.instance.id.clone(), Some(admin.id.clone()), device);
    let (by_link, session, link) = (change.visitor.admin.is_none(), &session, &change.visitor.session);
    let add = app.store().write(|tx| async move {
        let is_first = admins::count(&tx, &admin.application_id).await? == 0;
        admins::insert(&tx, admin).await.map_err(|error| match error {
            Error::Conflict => Refusal::IdentifierTaken(Field::EmailAddress).into(),
            other => ApiError::from(other),
        })?;
        if is_first && by_link {
            dashboard::delete_session(&tx, &link.instance_id, &link.digest).await?;
            dashboard::insert_session(&tx, session).await?;
        }
        Ok::<_, ApiError>(is_first && by_link)
    });
    let signed_in = add.await?;
    tracing::info!(admin.id = %admin.id, "admin added in the dashboard");
    let view = Json(AdminView::new(admin.clone(), signed_in.then_some(admin)));
    if !signed_in {
        return Ok((StatusCode::CREATED, view).into_response());
    }
    let cookie = set_cookie(&headers, scheme.map(|Extension(scheme)| scheme), &token);
    Ok((StatusCode::CREATED, [(header::SET_COOKIE, cookie)], view).into_response())
}

#[derive(Deserialize)]
pub(in crate::pages) struct Remove {}

/// Takes an admin off, and closes their dashboards. The last one stays.
///
/// # Errors
/// `resource_not_found`, `last_admin`.
pub(in crate::pages) async fn remove(
    State(app): State<App>,
    Path(id): Path<String>,
    change: Change<Remove>,
) -> Result<impl IntoResponse, ApiError> {
    let not_found = || ApiError::not_found("The admin");
    let id = &AdminId::parse(id).map_err(|_| not_found())?;
    let (application, you) = (&change.tenant.instance.application_id, change.visitor.admin.as_ref());
    let remove = app.store().write(|tx| async move {
        let found = admins::find(&tx, application, id).await?.ok_or_else(not_found)?;
        if admins::count(&tx, application).await? == 1 {
            let text = "This is the last admin. Add another one first: without any, nobody could sign in.";
            return Err(ApiError::new(StatusCode::CONFLICT, ErrorCode::LastAdmin, "last admin", text));
        }
        admins::delete(&tx, application, id).await?;
        dashboard::delete_sessions_of(&tx, id).await?;
        Ok(AdminView::new(found, you))
    });
    let removed = remove.await?;
    tracing::info!(admin.id = %id, "admin removed in the dashboard");
    Ok(Json(removed))
}
