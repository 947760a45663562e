//! POST /v1/me/tokens

use nightdesk_wire::token::Token;

use super::load::me;
use crate::{
    extract::{Cx, Form},
    present::{ApiError, Json, TemplateToken},
};

/// A token for another service, made by the JWT template that is named after it.
///
/// # Errors
/// 401 if nobody is signed in, `form_param_missing`, `resource_not_found` if no template has the name.
pub(super) async fn create(cx: Cx, form: Form) -> Result<Json<Token>, ApiError> {
    let service = form.required("service")?;
    let (cx_ref, service) = (&cx, &service);
    let read = cx.store().read(|tx| async move {
        let session = me(cx_ref, &tx).await?.session;
        TemplateToken::load(&tx, session, service).await
    });
    Ok(Json(read.await?.mint(&cx.minting())?))
}
