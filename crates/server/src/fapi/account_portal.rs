//! GET /v1/account_portal

use std::sync::Arc;

use axum::{Extension, Router};
use nightdesk_wire::account_portal::AccountPortal;

use crate::{app::App, instances::Tenant, present, present::Json, routing::get};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/v1/account_portal", get(account_portal))
}

/// Where the hosted account pages lead.
async fn account_portal(Extension(tenant): Extension<Arc<Tenant>>) -> Json<AccountPortal> {
    let pages = present::page_urls(&tenant.instance, present::LedTo::HostedPages);
    Json(AccountPortal::new(
        pages.after_sign_in_url,
        pages.after_sign_up_url,
        pages.after_join_waitlist_url,
        pages.after_create_organization_url,
        pages.after_leave_organization_url,
        pages.logo_link_url,
    ))
}
