//! POST /v1/waitlist

use axum::{Router, http::StatusCode};
use nightdesk_auth::{identifier, model::SignUpMode};
use nightdesk_wire::{codes::ErrorCode, ids::WaitlistEntryId, waitlist::WaitlistEntry};

use crate::{
    app::App,
    extract::{Cx, Form},
    present::{ApiError, Json},
    restrictions,
    routing::post,
    waitlist,
};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/v1/waitlist", post(create))
}

/// Puts an address on the waitlist, and tells it so by e-mail. Whether it was on it already does not show.
///
/// # Errors
/// `feature_not_enabled` where there is no waitlist; `form_email_address_blocked`, and what is wrong with the address.
async fn create(cx: Cx, form: Form) -> Result<Json<WaitlistEntry>, ApiError> {
    if cx.tenant.instance.settings.sign_up_mode() != SignUpMode::Waitlist {
        let text = "This application has no waitlist.";
        let code = ErrorCode::FeatureNotEnabled;
        return Err(ApiError::new(StatusCode::FORBIDDEN, code, "not enabled", text));
    }
    let address = form.required("email_address")?;
    let address = identifier::email_address(&address)?;
    restrictions::check_address(&cx.tenant.instance, address)?;
    let (instance, id) = (&cx.tenant.instance, &WaitlistEntryId::generate(cx.now, cx.random()));
    let (entry, known) = cx
        .store()
        .write(|tx| async move { waitlist::join(&tx, &instance.id, id.clone(), address, cx.now).await })
        .await?;
    if !known {
        waitlist::confirm(&cx.app, &cx.tenant, address).await;
    }
    Ok(Json(WaitlistEntry { id: entry.id }))
}
