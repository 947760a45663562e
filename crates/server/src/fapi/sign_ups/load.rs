//! Reading a sign-up back, for its own client only.

use nightdesk_auth::{
    Refusal, email_address, identification, identifier,
    model::{IdentificationKind, SignUp},
    phone_number,
    refusal::Field,
    web3,
};
use nightdesk_store::{Tx, email_addresses, identifications, phone_numbers, sign_ups, users};
use nightdesk_wire::ids::SignUpId;

use crate::{extract::Cx, present::ApiError, restrictions};

/// The sign-up, if it is one of the caller's client and no other took its place there.
///
/// # Errors
/// `resource_not_found` otherwise.
pub(super) async fn load(cx: &Cx, tx: &Tx, id: &SignUpId) -> Result<SignUp, ApiError> {
    let not_found = || ApiError::not_found("The sign-up");
    let client = cx.client.as_ref().ok_or_else(not_found)?;
    let sign_up = sign_ups::find(tx, &client.instance_id, id).await?;
    let replaced = client.sign_up_id.as_ref().is_some_and(|running| running != id);
    sign_up.filter(|sign_up| sign_up.client_id == client.id && !replaced).ok_or_else(not_found)
}

/// Checks that the sign-up may have what it asks for, and that nobody else has it.
///
/// # Errors
/// `form_identifier_exists`, `not_allowed_access`, `form_email_address_blocked`.
pub(super) async fn check_free(cx: &Cx, tx: &Tx, sign_up: &SignUp) -> Result<(), ApiError> {
    restrictions::check_sign_up(tx, &cx.tenant.instance, sign_up).await?;
    let instance = &sign_up.instance_id;
    if let Some(address) = &sign_up.email_address {
        let wanted = identifier::normalize(address);
        let holder = email_addresses::find_by_address(tx, instance, &wanted).await?;
        if email_address::is_taken(holder.as_ref()) {
            return Err(Refusal::IdentifierTaken(Field::EmailAddress).into());
        }
    }
    if let Some(number) = &sign_up.phone_number {
        let holder = phone_numbers::find_by_number(tx, instance, number).await?;
        if phone_number::is_taken(holder.as_ref()) {
            return Err(Refusal::IdentifierTaken(Field::PhoneNumber).into());
        }
    }
    if let Some(identity) =
        sign_up.external_account.as_ref().and_then(|proof| proof.oauth.as_ref()?.identity.as_ref())
    {
        let subject = identification::subject_of(identity);
        let kind = IdentificationKind::ExternalAccount;
        if identifications::find_by_subject(tx, instance, kind, &subject).await?.is_some() {
            return Err(Refusal::IdentifierTaken(Field::ExternalAccount).into());
        }
    }
    if let Some(external_id) = &sign_up.granted.external_id
        && users::find_by_external_id(tx, instance, external_id).await?.is_some()
    {
        return Err(Refusal::IdentifierTaken(Field::ExternalId).into());
    }
    if let Some(address) = &sign_up.web3_wallet {
        let (kind, subject) = (IdentificationKind::Web3Wallet, web3::subject(address));
        if identifications::find_by_subject(tx, instance, kind, &subject).await?.is_some() {
            return Err(Refusal::IdentifierTaken(Field::Web3Wallet).into());
        }
    }
    if let Some(username) = &sign_up.username
        && users::find_by_username(tx, instance, username).await?.is_some()
    {
        return Err(Refusal::IdentifierTaken(Field::Username).into());
    }
    Ok(())
}
