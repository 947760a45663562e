//! /v1/phone_numbers

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

use nightdesk_auth::{Refusal, model::PhoneNumber, phone_number, refusal::Field};
use nightdesk_store::{Tx, phone_numbers, users};
use nightdesk_wire::{
    ids::{InstanceId, PhoneNumberId},
    time::UnixMs,
};

use crate::ApiError;

fn not_found() -> ApiError {
    ApiError::not_found("The phone number")
}

async fn find(tx: &Tx, instance: &InstanceId, id: &PhoneNumberId) -> Result<PhoneNumber, ApiError> {
    phone_numbers::find(tx, instance, id).await?.ok_or_else(not_found)
}

/// What the backend asks for beside the number itself.
#[derive(Debug, Clone, Copy, Default)]
struct Wishes {
    primary: bool,
    reserved_for_second_factor: Option<bool>,
}

/// Stores a changed number, and brings its user and the user's other numbers in line. Returns it as it is then.
///
/// # Errors
/// `form_param_value_invalid` for a wish that only a verified number can fulfil.
async fn settle(
    tx: &Tx,
    changed: &PhoneNumber,
    wishes: Wishes,
    now: UnixMs,
) -> Result<PhoneNumber, ApiError> {
    let (instance, id) = (&changed.instance_id, &changed.id);
    phone_numbers::update(tx, changed).await?;
    let user = users::find(tx, instance, &changed.user_id).await?;
    let mut user = user.ok_or_else(|| ApiError::not_found("The user"))?;
    let mut numbers = phone_numbers::list(tx, instance, &user.id).await?;
    let reserve = phone_number::Change {
        reserved_for_second_factor: wishes.reserved_for_second_factor,
        ..phone_number::Change::default()
    };
    phone_number::change(&mut numbers, id, reserve, now)?;
    let is_first = user.primary_phone_number_id.is_none();
    if wishes.primary && !is_first && !changed.is_verified() {
        return Err(Refusal::Unfit(Field::Primary).into());
    }
    if wishes.primary || is_first {
        user.primary_phone_number_id = Some(id.clone());
    }
    phone_number::settle(&mut user, &mut numbers, now);
    for number in &numbers {
        phone_numbers::update(tx, number).await?;
    }
    users::update(tx, &user).await?;
    numbers.into_iter().find(|number| number.id == *id).ok_or_else(not_found)
}
