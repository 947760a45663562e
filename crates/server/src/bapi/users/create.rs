//! POST /v1/users

use nightdesk_auth::{
    Refusal, identifier,
    model::{EmailAddress, Strategy, User, Verification},
    refusal::Field as FormField,
};
use nightdesk_store::{email_addresses, users};
use nightdesk_wire::{
    bapi,
    codes::ErrorCode,
    ids::{EmailAddressId, UserId},
};

use super::{BackendCx, present_user, profile::Profile};
use crate::{
    ApiError,
    bapi::body::Body,
    present::{Json, UserWithAddresses},
};

/// Creates a user. Addresses count as verified, since the backend vouches for them; the first is the primary one.
///
/// # Errors
/// `form_identifier_exists`, `form_password_length_too_short`, `form_param_missing`, `form_param_format_invalid`,
/// `form_param_value_invalid`, `form_param_unknown`.
pub(crate) async fn create(cx: BackendCx, mut body: Body) -> Result<Json<bapi::User>, ApiError> {
    let now = cx.now;
    let mut user = User::new(UserId::generate(now, cx.random()), cx.instance_id().clone(), now);
    let addresses = addresses(&cx, &user, &mut body)?;
    user.banned = body.switch("banned")?.unwrap_or(false);
    body.unsupported(&["phone_number", "phone_number_identification_status", "web3_wallet", "locked"])?;
    body.ignore("skip_password_requirement");
    let may_be_nameless = body.switch("skip_user_requirement")?.unwrap_or(false);
    let profile = Profile::read(&cx, &mut body).await?;
    body.finish()?;
    if addresses.is_empty() && !profile.has_username() && !may_be_nameless {
        let text = "email_address or username must be included.";
        return Err(ApiError::param(ErrorCode::FormParamMissing, "email_address", text));
    }
    profile.apply(&mut user, now);
    user.primary_email_address_id =
        addresses.iter().find(|address| address.is_verified()).map(|address| address.id.clone());

    let created = UserWithAddresses { user, addresses, identifications: Vec::new() };
    let store = cx.write(async |tx| {
        profile.check_unique(&tx, &created.user).await?;
        for address in &created.addresses {
            let holder =
                email_addresses::find_by_address(&tx, &address.instance_id, &address.address).await?;
            if holder.is_some() {
                return Err(Refusal::IdentifierTaken(FormField::EmailAddress).into());
            }
        }
        users::insert(&tx, &created.user).await?;
        for address in &created.addresses {
            email_addresses::insert(&tx, address).await?;
        }
        Ok(())
    });
    store.await?;
    tracing::info!(user.id = %created.user.id, "user created by the backend");
    Ok(Json(present_user(&created, now)))
}

/// Reads `email_address` and, beside it, `email_address_identification_status`.
fn addresses(cx: &BackendCx, user: &User, body: &mut Body) -> Result<Vec<EmailAddress>, ApiError> {
    let texts = body.texts("email_address")?.unwrap_or_default();
    let name = "email_address_identification_status";
    let statuses = body.texts(name)?.unwrap_or_default();
    if !statuses.is_empty() && statuses.len() != texts.len() {
        let text = format!("{name} must have as many values as email_address.");
        return Err(ApiError::param(ErrorCode::FormParamValueInvalid, name, text));
    }
    let mut addresses: Vec<EmailAddress> = Vec::new();
    for (index, text) in texts.iter().enumerate() {
        let verification = match statuses.get(index).map(String::as_str) {
            None | Some("verified") => Some(Verification::verified(Strategy::Admin)),
            Some("reserved") => None,
            Some(_) => {
                let text = format!("{name} must be verified or reserved.");
                return Err(ApiError::param(ErrorCode::FormParamValueInvalid, name, text));
            }
        };
        let address = identifier::email_address(text)?;
        let address_lower = identifier::normalize(address);
        if addresses.iter().any(|other| other.address_lower == address_lower) {
            return Err(Refusal::IdentifierTaken(FormField::EmailAddress).into());
        }
        addresses.push(EmailAddress {
            id: EmailAddressId::generate(cx.now, cx.random()),
            instance_id: user.instance_id.clone(),
            user_id: user.id.clone(),
            address: address.to_owned(),
            address_lower,
            verification,
            created_at: cx.now,
            updated_at: cx.now,
        });
    }
    Ok(addresses)
}
