//! PATCH /v1/phone_numbers/{phone_number_id}

use nightdesk_auth::phone_number;
use nightdesk_wire::{ids::PhoneNumberId, phone_number::PhoneNumber};

use super::{Wishes, find, settle};
use crate::{
    ApiError,
    bapi::{body::Body, cx::BackendCx},
    extract::Path,
    present::{self, Json},
};

/// Says that a number is verified or not, whether it proves the second factor, or makes it the primary one.
///
/// # Errors
/// `resource_not_found`, `form_param_value_invalid`.
pub(crate) async fn update(
    cx: BackendCx,
    Path(id): Path<PhoneNumberId>,
    mut body: Body,
) -> Result<Json<PhoneNumber>, ApiError> {
    let verified = body.switch("verified")?;
    let wishes = Wishes {
        primary: body.switch("primary")?.unwrap_or(false),
        reserved_for_second_factor: body.switch("reserved_for_second_factor")?,
    };
    body.finish()?;
    let (instance, now) = (cx.instance_id(), cx.now);
    let updated = cx.write(async |tx| {
        let mut number = find(&tx, instance, &id).await?;
        match verified {
            Some(true) if !number.is_verified() => number.verification = phone_number::vouched_for(),
            Some(false) => {
                number.verification = None;
                number.reserved_for_second_factor = false;
            }
            _ => {}
        }
        number.updated_at = now;
        settle(&tx, &number, wishes, now).await
    });
    Ok(Json(present::phone_number(&updated.await?, now)))
}
