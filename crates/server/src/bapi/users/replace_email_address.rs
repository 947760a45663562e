//! PUT /v1/users/{user_id}/email_address

use nightdesk_store::{email_addresses, users};
use nightdesk_wire::{email_address::EmailAddress, ids::UserId};

use super::{BackendCx, find};
use crate::{
    ApiError,
    bapi::{
        body::Body,
        contacts::{self, Status},
        email_addresses::NOTIFY,
    },
    delivery::PrimaryReplaced,
    extract::Path,
    make_room,
    present::{self, Json},
};

/// Puts one address in place of all that a user has.
///
/// # Errors
/// `resource_not_found`, `form_identifier_exists`, `form_param_missing`, `form_param_format_invalid`,
/// `form_param_value_invalid`.
pub(crate) async fn replace_email_address(
    cx: BackendCx,
    Path(id): Path<UserId>,
    mut body: Body,
) -> Result<Json<EmailAddress>, ApiError> {
    let text = body.required_text("email_address")?;
    let status = Status::of(&mut body)?;
    let notify = body.switch(NOTIFY)?.unwrap_or(false);
    body.finish()?;
    let (instance, now) = (cx.instance_id(), cx.now);
    let replaced = cx.write(async |tx| {
        let mut found = find(&tx, instance, &id).await?;
        let new = contacts::address(&cx, &found.user, &text, status)?;
        let before = found.primary_address().map(|address| address.address.clone());
        for held in &found.addresses {
            email_addresses::delete(&tx, instance, &held.id).await?;
        }
        make_room::for_address(&tx, &new).await?;
        email_addresses::insert(&tx, &new).await?;
        found.user.primary_email_address_id = Some(new.id.clone());
        found.user.updated_at = now;
        users::update(&tx, &found.user).await?;
        Ok((new, before))
    });
    let (new, before) = replaced.await?;
    if let Some(before) = before.filter(|before| notify && *before != new.address) {
        PrimaryReplaced { before, after: new.address.clone() }.send(&cx.app, &cx.tenant.instance).await;
    }
    Ok(Json(present::email_address(&new, now)))
}
