//! POST /v1/phone_numbers

use nightdesk_store::{phone_numbers, users};
use nightdesk_wire::{ids::UserId, phone_number::PhoneNumber};

use super::{Wishes, settle};
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

/// Adds a number to a user. It counts as verified if the backend says so.
///
/// # Errors
/// `resource_not_found`, `form_identifier_exists`, `form_param_missing`, `form_param_format_invalid`,
/// `form_param_value_invalid` for what only a verified number can be.
pub(crate) async fn create(cx: BackendCx, mut body: Body) -> Result<Json<PhoneNumber>, ApiError> {
    let user_id = body.required_text("user_id")?;
    let text = body.required_text("phone_number")?;
    let status = Status::vouched_for(&mut body)?;
    let wishes = Wishes {
        primary: body.switch("primary")?.unwrap_or(false),
        reserved_for_second_factor: body.switch("reserved_for_second_factor")?,
    };
    body.finish()?;
    let not_found = || ApiError::not_found("The user");
    let user_id = UserId::parse(user_id).map_err(|_| not_found())?;
    let (instance, now) = (cx.instance_id(), cx.now);
    let added = cx.write(async |tx| {
        let user = users::find(&tx, instance, &user_id).await?.ok_or_else(not_found)?;
        let added = contacts::number(&cx, &user, &[], &text, status)?;
        make_room::for_number(&tx, &added).await?;
        phone_numbers::insert(&tx, &added).await?;
        settle(&tx, &added, wishes, now).await
    });
    Ok(Json(present::phone_number(&added.await?, now)))
}
