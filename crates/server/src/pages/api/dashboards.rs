//! GET /dashboard/api/dashboards and DELETE /dashboard/api/dashboards/{id}: where the dashboard is open.

use axum::extract::{Path, State};
use nightdesk_auth::model::{Admin, DashboardSession, Digest};
use nightdesk_store::{admins, dashboard};
use nightdesk_wire::time::UnixMs;
use serde::{Deserialize, Serialize};

use super::{
    super::guard::{Change, Opened},
    page::{Page, more, place_of, read_place},
};
use crate::{ApiError, App, bapi::query::Query, present::Json};

const PAGE: usize = 25;
/// One more than are shown, to see whether there are more.
const LIMIT: i64 = 26;

#[derive(Serialize)]
pub(in crate::pages) struct DashboardView {
    /// The digest of the cookie, from which nobody gets the cookie back.
    id: String,
    /// The address of who signed in; nobody where a one-time link opened it.
    admin: Option<String>,
    /// Whether it is the one that asks.
    this: bool,
    browser: Option<String>,
    ip_address: Option<String>,
    created_at: UnixMs,
    expires_at: UnixMs,
}

impl DashboardView {
    fn new(session: DashboardSession, admin: Option<&Admin>, asking: &DashboardSession) -> Self {
        Self {
            this: session.digest.as_str() == asking.digest.as_str(),
            id: session.digest.as_str().to_owned(),
            admin: admin.map(|admin| admin.email_address.clone()),
            browser: session.browser,
            ip_address: session.ip_address,
            created_at: session.created_at,
            expires_at: session.expires_at,
        }
    }
}

/// The open dashboards of the application, newest first.
///
/// # Errors
/// `form_param_value_invalid`.
pub(in crate::pages) async fn list(
    State(app): State<App>,
    Opened(tenant, visitor): Opened,
    query: Query,
) -> Result<Json<Page<DashboardView>>, ApiError> {
    let digest = |text| Ok::<_, std::convert::Infallible>(Digest::from_stored(text));
    let after = query.text("after").map(|text| read_place(text, digest)).transpose()?;
    let (application, after, now) = (&tenant.instance.application_id, after.as_ref(), app.clock().now());
    let read = app.store().read(|tx| async move {
        let mut found = dashboard::list_sessions(&tx, application, now, after, LIMIT).await?;
        let next = more(&mut found, PAGE).map(|last| place_of(last.created_at, last.digest.as_str()));
        let ids: Vec<_> = found.iter().filter_map(|session| session.admin_id.as_ref()).collect();
        let admins = admins::find_all(&tx, application, &ids).await?;
        Ok::<_, ApiError>((found, admins, next))
    });
    let (found, admins, next) = read.await?;
    let view = |session: DashboardSession| {
        let admin = admins.iter().find(|admin| Some(&admin.id) == session.admin_id.as_ref());
        DashboardView::new(session, admin, &visitor.session)
    };
    Ok(Json(Page { data: found.into_iter().map(view).collect(), next }))
}

#[derive(Deserialize)]
pub(in crate::pages) struct Close {}

/// Closes an open dashboard of the application.
///
/// # Errors
/// `resource_not_found`.
pub(in crate::pages) async fn close(
    State(app): State<App>,
    Path(id): Path<String>,
    change: Change<Close>,
) -> Result<Json<DashboardView>, ApiError> {
    let not_found = || ApiError::not_found("The open dashboard");
    let (application, digest) = (&change.tenant.instance.application_id, &Digest::from_stored(id));
    let (now, asking) = (app.clock().now(), &change.visitor.session);
    let close = app.store().write(|tx| async move {
        let found = dashboard::find_session_of(&tx, application, digest, now).await?.ok_or_else(not_found)?;
        dashboard::delete_session(&tx, &found.instance_id, digest).await?;
        let admin = match &found.admin_id {
            Some(id) => admins::find(&tx, application, id).await?,
            None => None,
        };
        Ok::<_, ApiError>(DashboardView::new(found, admin.as_ref(), asking))
    });
    Ok(Json(close.await?))
}
