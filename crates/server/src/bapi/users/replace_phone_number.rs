//! PUT /v1/users/{user_id}/phone_number

use nightdesk_auth::phone_number;
use nightdesk_store::{phone_numbers, users};
use nightdesk_wire::{ids::UserId, phone_number::PhoneNumber};

use super::{BackendCx, find};
use crate::{
    ApiError,
    bapi::{
        body::Body,
        contacts::{self, Status},
    },
    extract::Path,
    make_room,
    present::{self, Json},
};

/// Puts one number in place of all that a user has. It proves no second factor, whatever those before it did.
///
/// # Errors
/// `resource_not_found`, `form_identifier_exists`, `form_param_missing`, `form_param_format_invalid`,
/// `form_param_value_invalid`.
pub(crate) async fn replace_phone_number(
    cx: BackendCx,
    Path(id): Path<UserId>,
    mut body: Body,
) -> Result<Json<PhoneNumber>, ApiError> {
    let text = body.required_text("phone_number")?;
    let status = Status::of(&mut body)?;
    body.finish()?;
    let (instance, now) = (cx.instance_id(), cx.now);
    let replaced = cx.write(async |tx| {
        let mut found = find(&tx, instance, &id).await?;
        let new = contacts::number(&cx, &found.user, &[], &text, status)?;
        for held in &found.numbers {
            phone_numbers::delete(&tx, instance, &held.id).await?;
        }
        make_room::for_number(&tx, &new).await?;
        phone_numbers::insert(&tx, &new).await?;
        found.user.primary_phone_number_id = Some(new.id.clone());
        phone_number::settle(&mut found.user, &mut [new.clone()], now);
        users::update(&tx, &found.user).await?;
        Ok(new)
    });
    Ok(Json(present::phone_number(&replaced.await?, now)))
}
