//! /v1/email_addresses

mod attempt_verification;
mod create;
mod delete;
mod get;
mod prepare_verification;
mod update;

pub(crate) use attempt_verification::attempt_verification;
pub(crate) use create::create;
pub(crate) use delete::delete;
pub(crate) use get::get;
pub(crate) use prepare_verification::prepare_verification;
pub(crate) use update::update;

use nightdesk_auth::{Refusal, model::EmailAddress, refusal::Field};
use nightdesk_store::{Tx, email_addresses, users};
use nightdesk_wire::{
    ids::{EmailAddressId, InstanceId},
    time::UnixMs,
};

use crate::{ApiError, delivery::PrimaryReplaced};

/// Whether the user is told of a new primary address.
pub(super) const NOTIFY: &str = "notify_primary_email_address_changed";

fn not_found() -> ApiError {
    ApiError::not_found("The e-mail address")
}

async fn find(tx: &Tx, instance: &InstanceId, id: &EmailAddressId) -> Result<EmailAddress, ApiError> {
    email_addresses::find(tx, instance, id).await?.ok_or_else(not_found)
}

/// Notes on the user that the addresses changed and, if asked to, which one is the primary one now. A user without one
/// gets this one. Returns what that took the place of.
///
/// # Errors
/// `form_param_value_invalid` if one that is not verified is to be the primary one.
async fn touch_user(
    tx: &Tx,
    address: &EmailAddress,
    make_primary: bool,
    now: UnixMs,
) -> Result<Option<PrimaryReplaced>, ApiError> {
    let user = users::find(tx, &address.instance_id, &address.user_id).await?;
    let mut user = user.ok_or_else(|| ApiError::not_found("The user"))?;
    let before = user.primary_email_address_id.clone();
    if make_primary && before.is_some() && !address.is_verified() {
        return Err(Refusal::Unfit(Field::Primary).into());
    }
    if make_primary || before.is_none() {
        user.primary_email_address_id = Some(address.id.clone());
    }
    user.updated_at = now;
    users::update(tx, &user).await?;
    let Some(before) = before.filter(|before| Some(before) != user.primary_email_address_id.as_ref()) else {
        return Ok(None);
    };
    let before = email_addresses::find(tx, &address.instance_id, &before).await?;
    Ok(before.map(|before| PrimaryReplaced { before: before.address, after: address.address.clone() }))
}
