//! GET /v1/sessions

use axum::response::Response;
use nightdesk_auth::model::SessionStatus;
use nightdesk_store::sessions::{self, SessionSearch};
use nightdesk_wire::ids::{ClientId, UserId};

use super::{BackendCx, present_session};
use crate::{
    ApiError,
    bapi::{
        list::present_list,
        query::{Query, invalid},
    },
};

/// Sessions, newest first: an array, or with `paginated=true` one page and the total.
///
/// # Errors
/// `form_param_value_invalid`.
pub(crate) async fn list(cx: BackendCx, query: Query) -> Result<Response, ApiError> {
    let (page, paginated) = (query.page()?, query.switch("paginated")?.unwrap_or(false));
    let search = SessionSearch {
        client_id: query.text("client_id").map(client_id).transpose()?,
        user_id: query.text("user_id").map(user_id).transpose()?,
        status: query.text("status").map(status).transpose()?.map(|status| (status, cx.now)),
    };
    let instance = cx.instance_id();
    let read = cx.read(async |tx| {
        let total = if paginated { Some(sessions::count(&tx, instance, &search).await?) } else { None };
        Ok((sessions::search(&tx, instance, &search, page.limit, page.offset).await?, total))
    });
    let (found, total) = read.await?;
    let data = found.iter().map(|session| present_session(session, cx.now)).collect();
    Ok(present_list(data, total))
}

fn client_id(text: &str) -> Result<ClientId, ApiError> {
    ClientId::parse(text).map_err(|error| invalid("client_id", format!("client_id is {error}.")))
}

fn user_id(text: &str) -> Result<UserId, ApiError> {
    UserId::parse(text).map_err(|error| invalid("user_id", format!("user_id is {error}.")))
}

fn status(text: &str) -> Result<SessionStatus, ApiError> {
    SessionStatus::parse(text).map_err(|_| invalid("status", format!("{text:?} is no status of a session.")))
}
