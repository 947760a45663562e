//! PATCH /v1/email_addresses/{email_address_id}

use nightdesk_auth::model::{Strategy, Verification};
use nightdesk_store::email_addresses;
use nightdesk_wire::{email_address::EmailAddress, ids::EmailAddressId};

use super::{NOTIFY, find, touch_user};
use crate::{
    ApiError,
    bapi::{body::Body, cx::BackendCx},
    extract::Path,
    present::{self, Json},
};

/// Says that an address is verified or not, or makes it the primary one.
///
/// # Errors
/// `resource_not_found`, `form_param_value_invalid`.
pub(crate) async fn update(
    cx: BackendCx,
    Path(id): Path<EmailAddressId>,
    mut body: Body,
) -> Result<Json<EmailAddress>, ApiError> {
    let verified = body.switch("verified")?;
    let primary = body.switch("primary")?.unwrap_or(false);
    let notify = body.switch(NOTIFY)?.unwrap_or(false);
    body.finish()?;
    let (instance, now) = (cx.instance_id(), cx.now);
    let updated = cx.write(async |tx| {
        let mut address = find(&tx, instance, &id).await?;
        match verified {
            Some(true) if !address.is_verified() => {
                address.verification = Some(Verification::verified(Strategy::Admin));
            }
            Some(false) => address.verification = None,
            _ => {}
        }
        address.updated_at = now;
        email_addresses::update(&tx, &address).await?;
        let replaced = touch_user(&tx, &address, primary, now).await?;
        Ok((address, replaced))
    });
    let (address, replaced) = updated.await?;
    if let Some(replaced) = replaced.filter(|_| notify) {
        replaced.send(&cx.app, &cx.tenant.instance).await;
    }
    Ok(Json(present::email_address(&address, now)))
}
