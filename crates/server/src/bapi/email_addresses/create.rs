//! POST /v1/email_addresses

use nightdesk_store::{email_addresses, users};
use nightdesk_wire::{email_address::EmailAddress, ids::UserId};

use super::{NOTIFY, touch_user};
use crate::{
    ApiError,
    bapi::{
        body::Body,
        contacts::{self, Status},
        cx::BackendCx,
    },
    make_room,
    present::{self, Json},
};

/// Adds an address to a user. It counts as verified if the backend says so.
///
/// # Errors
/// `resource_not_found`, `form_identifier_exists`, `form_param_missing`, `form_param_format_invalid`,
/// `form_param_value_invalid` for what only a verified address can be.
pub(crate) async fn create(cx: BackendCx, mut body: Body) -> Result<Json<EmailAddress>, ApiError> {
    let user_id = body.required_text("user_id")?;
    let text = body.required_text("email_address")?;
    let status = Status::vouched_for(&mut body)?;
    let primary = body.switch("primary")?.unwrap_or(false);
    let notify = body.switch(NOTIFY)?.unwrap_or(false);
    body.finish()?;
    let not_found = || ApiError::not_found("The user");
    let user_id = UserId::parse(user_id).map_err(|_| not_found())?;
    let (instance, now) = (cx.instance_id(), cx.now);
    let add = cx.write(async |tx| {
        let user = users::find(&tx, instance, &user_id).await?.ok_or_else(not_found)?;
        let added = contacts::address(&cx, &user, &text, status)?;
        make_room::for_address(&tx, &added).await?;
        email_addresses::insert(&tx, &added).await?;
        let replaced = touch_user(&tx, &added, primary, now).await?;
        Ok((added, replaced))
    });
    let (added, replaced) = add.await?;
    if let Some(replaced) = replaced.filter(|_| notify) {
        replaced.send(&cx.app, &cx.tenant.instance).await;
    }
    Ok(Json(present::email_address(&added, now)))
}
