//! Addresses, numbers and wallets that a user gets: what somebody only typed in gives way, or anybody could keep its owner
//! out.

use nightdesk_auth::{
    Refusal, email_address,
    model::{EmailAddress, Identification, PhoneNumber},
    phone_number,
    refusal::Field,
};
use nightdesk_store::{Tx, email_addresses, identifications, phone_numbers, users};
use nightdesk_wire::time::UnixMs;

use crate::ApiError;

/// Takes the address off whoever else typed it in.
///
/// # Errors
/// `form_identifier_exists` if it is another user's by right, or the user has it already.
pub(crate) async fn for_address(tx: &Tx, new: &EmailAddress) -> Result<(), ApiError> {
    let holder = email_addresses::find_by_address(tx, &new.instance_id, &new.address_lower).await?;
    let Some(holder) = holder else { return Ok(()) };
    if holder.user_id == new.user_id {
        return Err(Refusal::IdentifierHeld(Field::EmailAddress).into());
    }
    if email_address::is_taken(Some(&holder)) {
        return Err(Refusal::IdentifierTaken(Field::EmailAddress).into());
    }
    Ok(take_off_address(tx, &holder, new.created_at).await?)
}

/// Takes the number off whoever else typed it in.
///
/// # Errors
/// As for [`for_address`].
pub(crate) async fn for_number(tx: &Tx, new: &PhoneNumber) -> Result<(), ApiError> {
    let holder = phone_numbers::find_by_number(tx, &new.instance_id, &new.number).await?;
    let Some(holder) = holder else { return Ok(()) };
    if holder.user_id == new.user_id {
        return Err(Refusal::IdentifierHeld(Field::PhoneNumber).into());
    }
    if phone_number::is_taken(Some(&holder)) {
        return Err(Refusal::IdentifierTaken(Field::PhoneNumber).into());
    }
    Ok(take_off_number(tx, &holder, new.created_at).await?)
}

/// Takes an address off its user. If it was the primary one, the oldest verified one that is left takes its place.
pub(crate) async fn take_off_address(
    tx: &Tx,
    address: &EmailAddress,
    now: UnixMs,
) -> nightdesk_store::Result<()> {
    let instance = &address.instance_id;
    email_addresses::delete(tx, instance, &address.id).await?;
    let Some(mut user) = users::find(tx, instance, &address.user_id).await? else { return Ok(()) };
    if user.primary_email_address_id.as_ref() == Some(&address.id) {
        let left = email_addresses::list(tx, instance, &user.id).await?;
        user.primary_email_address_id =
            left.into_iter().find(EmailAddress::is_verified).map(|address| address.id);
    }
    user.updated_at = now;
    users::update(tx, &user).await?;
    Ok(())
}

/// Takes a number off its user. If it was the primary one or the default second factor, another takes its place.
pub(crate) async fn take_off_number(
    tx: &Tx,
    number: &PhoneNumber,
    now: UnixMs,
) -> nightdesk_store::Result<()> {
    let instance = &number.instance_id;
    phone_numbers::delete(tx, instance, &number.id).await?;
    let Some(mut user) = users::find(tx, instance, &number.user_id).await? else { return Ok(()) };
    let mut left = phone_numbers::list(tx, instance, &user.id).await?;
    phone_number::settle(&mut user, &mut left, now);
    for number in &left {
        phone_numbers::update(tx, number).await?;
    }
    users::update(tx, &user).await?;
    Ok(())
}

/// Sees that nobody else has the wallet: those that were only typed in are in nobody's way.
///
/// # Errors
/// `form_identifier_exists`.
pub(crate) async fn for_wallet(tx: &Tx, new: &Identification) -> Result<(), ApiError> {
    let Some(subject) = &new.subject else { return Ok(()) };
    let kind = new.details.kind();
    match identifications::find_by_subject(tx, &new.instance_id, kind, subject).await? {
        Some(_) => Err(Refusal::IdentifierTaken(Field::Web3Wallet).into()),
        None => Ok(()),
    }
}
