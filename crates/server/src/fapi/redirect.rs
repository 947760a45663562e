//! GET /v1/redirect

use axum::{
    Router,
    http::{StatusCode, Uri},
    response::Response,
};
use url::Url;

use super::redirects;
use crate::{
    app::App,
    extract::{Cx, query},
    present::ApiError,
    routing::get,
};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/v1/redirect", get(redirect))
}

/// Sends a browser on to a place that was checked; without one, to the application's home.
///
/// # Errors
/// `form_param_format_invalid` or `form_param_value_invalid` for a place that is none, or of somebody else.
async fn redirect(cx: Cx, uri: Uri) -> Result<Response, ApiError> {
    let wanted = query::param(&uri, "redirect_url").filter(|text| !text.trim().is_empty());
    let to = match wanted {
        Some(wanted) => redirects::checked(&cx, Some(&wanted)).await?,
        None => {
            let instance = &cx.tenant.instance;
            let own = || format!("https://{}/", instance.frontend_api);
            let home = instance.settings.pages.home_url.clone().unwrap_or_else(own);
            Url::parse(&home).map_err(|error| ApiError::internal(&error))?
        }
    };
    redirects::send(StatusCode::TEMPORARY_REDIRECT, &to)
}
