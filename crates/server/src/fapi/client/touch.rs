//! GET /v1/client/touch

use axum::{
    http::{StatusCode, Uri},
    response::Response,
};

use crate::{
    extract::{Cx, query},
    fapi::redirects,
    present::ApiError,
};

/// Sends a browser back with its cookies set anew, for another 400 days. No contract names it; SDKs navigate here when
/// a client says that its cookie ends soon.
///
/// # Errors
/// `form_param_nil`, `form_param_format_invalid` or `form_param_value_invalid` for a `redirect_url` that is absent, no
/// address, or of somebody else.
pub(super) async fn touch(cx: Cx, uri: Uri) -> Result<Response, ApiError> {
    let to = redirects::checked(&cx, query::param(&uri, "redirect_url").as_deref()).await?;
    cx.renew()?;
    redirects::send(StatusCode::TEMPORARY_REDIRECT, &to)
}
