//! POST /v1/redirect_urls

use nightdesk_auth::redirect;
use nightdesk_store::{Error, redirect_urls};
use nightdesk_wire::{bapi, codes::ErrorCode, ids::RedirectUrlId};

use super::{BackendCx, present_redirect_url};
use crate::{ApiError, bapi::body::Body, present::Json};

/// Adds a place that browsers may be sent to.
///
/// # Errors
/// `form_param_missing`, `form_param_format_invalid` for what is no https address and none of a native application,
/// `form_param_value_invalid` for one that is there.
pub(super) async fn create(cx: BackendCx, mut body: Body) -> Result<Json<bapi::RedirectUrl>, ApiError> {
    let text = body.required_text("url")?;
    body.finish()?;
    let id = RedirectUrlId::generate(cx.now, cx.random());
    let entry = redirect::entry(id, &cx.tenant.instance, &text, cx.now).map_err(|_| {
        let text = "url must be an https address, or one of a native application such as my-app://callback.";
        ApiError::param(ErrorCode::FormParamFormatInvalid, "url", text)
    })?;
    let insert = cx.write(async |tx| match redirect_urls::insert(&tx, &entry).await {
        Err(Error::Conflict) => {
            let text = "This redirect URL is listed already.";
            Err(ApiError::param(ErrorCode::FormParamValueInvalid, "url", text))
        }
        written => Ok(written?),
    });
    insert.await?;
    Ok(Json(present_redirect_url(entry)))
}
