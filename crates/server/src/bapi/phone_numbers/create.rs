//! POST /v1/phone_numbers

use nightdesk_auth::{Refusal, phone_number, refusal::Field};
use nightdesk_store::{phone_numbers, users};
use nightdesk_wire::{
    ids::{PhoneNumberId, UserId},
    phone_number::PhoneNumber,
};

use super::{Wishes, settle};
use crate::{
    ApiError,
    bapi::{body::Body, cx::BackendCx},
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
    let verified = body.switch("verified")?.unwrap_or(false);
    let wishes = Wishes {
        primary: body.switch("primary")?.unwrap_or(false),
        reserved_for_second_factor: body.switch("reserved_for_second_factor")?,
    };
    body.finish()?;
    let user_id = UserId::parse(user_id).map_err(|_| ApiError::not_found("The user"))?;
    let (instance, now) = (cx.instance_id(), cx.now);
    let id = PhoneNumberId::generate(now, cx.random());
    let added = cx.write(async |tx| {
        let user = users::find(&tx, instance, &user_id).await?;
        let user = user.ok_or_else(|| ApiError::not_found("The user"))?;
        let mut added = phone_number::add(id.clone(), &user, &[], &text, now)?;
        if verified {
            added.verification = phone_number::vouched_for();
        }
        let holder = phone_numbers::find_by_number(&tx, instance, &added.number).await?;
        if holder.is_some() {
            return Err(Refusal::IdentifierTaken(Field::PhoneNumber).into());
        }
        phone_numbers::insert(&tx, &added).await?;
        settle(&tx, &added, wishes, now).await
    });
    Ok(Json(present::phone_number(&added.await?, now)))
}
