//! Addresses, numbers and wallets that a user gets: what somebody only typed in gives way, or anybody could keep its owner
//! out.

use nightdesk_auth::{
    Refusal, email_address,
    model::{EmailAddress, Identification, PhoneNumber},
    phone_number,
    refusal::Field,
};
use nightdesk_store::{Tx, email_addresses, identifications, phone_numbers, users};

use crate::ApiError;

/// Takes the address off whoever else typed it in.
///
/// # Errors
/// `form_identifier_exists` if it is another user's by right, or the user has it already.
pub(crate) async fn for_address(tx: &Tx, new: &EmailAddress) -> Result<(), ApiError> {
    let holder = email_addresses::find_by_address(tx, &new.instance_id, &new.address_lower).await?;
    let Some(holder) = holder else { return Ok(()) };
    if holder.user_id == new.user_id || email_address::is_taken(Some(&holder)) {
        return Err(Refusal::IdentifierTaken(Field::EmailAddress).into());
    }
    email_addresses::delete(tx, &holder.instance_id, &holder.id).await?;
    if let Some(mut other) = users::find(tx, &holder.instance_id, &holder.user_id).await?
        && other.primary_email_address_id.as_ref() == Some(&holder.id)
    {
        let left = email_addresses::list(tx, &other.instance_id, &other.id).await?;
        other.primary_email_address_id =
            left.into_iter().find(EmailAddress::is_verified).map(|address| address.id);
        users::update(tx, &other).await?;
    }
    Ok(())
}

/// Takes the number off whoever else typed it in.
///
/// # Errors
/// As for [`for_address`].
pub(crate) async fn for_number(tx: &Tx, new: &PhoneNumber) -> Result<(), ApiError> {
    let holder = phone_numbers::find_by_number(tx, &new.instance_id, &new.number).await?;
    let Some(holder) = holder else { return Ok(()) };
    if holder.user_id == new.user_id || phone_number::is_taken(Some(&holder)) {
        return Err(Refusal::IdentifierTaken(Field::PhoneNumber).into());
    }
    phone_numbers::delete(tx, &holder.instance_id, &holder.id).await?;
    if let Some(mut other) = users::find(tx, &holder.instance_id, &holder.user_id).await?
        && other.primary_phone_number_id.as_ref() == Some(&holder.id)
    {
        let left = phone_numbers::list(tx, &other.instance_id, &other.id).await?;
        other.primary_phone_number_id =
            left.into_iter().find(PhoneNumber::is_verified).map(|number| number.id);
        users::update(tx, &other).await?;
    }
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
