//! POST /v1/email_addresses

use nightdesk_auth::{
    Refusal, identifier,
    model::{self, Strategy, Verification},
    refusal::Field as FormField,
};
use nightdesk_store::{email_addresses, users};
use nightdesk_wire::{
    codes::ErrorCode,
    email_address::EmailAddress,
    ids::{EmailAddressId, UserId},
};

use super::{NOTIFY, touch_user};
use crate::{
    ApiError,
    bapi::{body::Body, cx::BackendCx},
    present::{self, Json},
};

/// Adds an address to a user. It counts as verified if the backend says so.
///
/// # Errors
/// `resource_not_found`, `form_identifier_exists`, `form_param_missing`, `form_param_format_invalid`.
pub(crate) async fn create(cx: BackendCx, mut body: Body) -> Result<Json<EmailAddress>, ApiError> {
    let user_id = body.required_text("user_id")?;
    let text = body.required_text("email_address")?;
    let verified = body.switch("verified")?.unwrap_or(false);
    let primary = body.switch("primary")?.unwrap_or(false);
    let notify = body.switch(NOTIFY)?.unwrap_or(false);
    body.finish()?;
    if primary && !verified {
        let text = "Only a verified address can be the primary one.";
        return Err(ApiError::param(ErrorCode::FormParamValueInvalid, "primary", text));
    }
    let address = identifier::email_address(&text)?;
    let stored = model::EmailAddress {
        id: EmailAddressId::generate(cx.now, cx.random()),
        instance_id: cx.instance_id().clone(),
        user_id: UserId::parse(user_id).map_err(|_| ApiError::not_found("The user"))?,
        address: address.to_owned(),
        address_lower: identifier::normalize(address),
        verification: verified.then(|| Verification::verified(Strategy::Admin)),
        reserved: false,
        created_at: cx.now,
        updated_at: cx.now,
    };
    let now = cx.now;
    let store = cx.write(async |tx| {
        let user = users::find(&tx, &stored.instance_id, &stored.user_id).await?;
        user.ok_or_else(|| ApiError::not_found("The user"))?;
        let holder = email_addresses::find_by_address(&tx, &stored.instance_id, &stored.address).await?;
        if holder.is_some() {
            return Err(Refusal::IdentifierTaken(FormField::EmailAddress).into());
        }
        email_addresses::insert(&tx, &stored).await?;
        touch_user(&tx, &stored, primary, now).await
    });
    if let Some(replaced) = store.await?.filter(|_| notify) {
        replaced.send(&cx.app, &cx.tenant.instance).await;
    }
    Ok(Json(present::email_address(&stored, now)))
}
