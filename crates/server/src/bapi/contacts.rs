//! Addresses and numbers that a backend gives to users.

use nightdesk_auth::{
    Refusal, identifier,
    model::{EmailAddress, Identification, PhoneNumber, Strategy, User, Verification},
    phone_number,
    refusal::Field as FormField,
    web3,
};
use nightdesk_wire::{
    codes::ErrorCode,
    ids::{EmailAddressId, IdentificationId, PhoneNumberId},
};

use super::{body::Body, cx::BackendCx};
use crate::ApiError;

/// What the backend says about an identification.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    Verified,
    /// Not verified, and good to sign in with all the same.
    Reserved,
    /// Not good for anything until it is verified.
    Unverified,
}

impl Status {
    fn read(text: &str) -> Option<Self> {
        match text {
            "verified" => Some(Self::Verified),
            "reserved" => Some(Self::Reserved),
            "unverified" => Some(Self::Unverified),
            _ => None,
        }
    }

    /// Reads `identification_status`; absent, it is verified.
    ///
    /// # Errors
    /// `form_param_value_invalid`.
    pub(super) fn of(body: &mut Body) -> Result<Self, ApiError> {
        let name = "identification_status";
        let Some(text) = body.text(name)?.flatten() else { return Ok(Self::Verified) };
        Self::read(&text).ok_or_else(|| {
            let text = format!("{name} must be verified, reserved or unverified.");
            ApiError::param(ErrorCode::FormParamValueInvalid, name, text)
        })
    }

    /// Reads `verified`; absent, it is not.
    ///
    /// # Errors
    /// `form_param_format_invalid`.
    pub(super) fn vouched_for(body: &mut Body) -> Result<Self, ApiError> {
        let verified = body.switch("verified")?.unwrap_or(false);
        Ok(if verified { Self::Verified } else { Self::Unverified })
    }

    fn verification(self) -> Option<Verification> {
        (self == Self::Verified).then(|| Verification::verified(Strategy::Admin))
    }
}

/// Reads `email_address` and, beside it, `email_address_identification_status`.
pub(super) fn addresses(cx: &BackendCx, user: &User, body: &mut Body) -> Result<Vec<EmailAddress>, ApiError> {
    let mut addresses: Vec<EmailAddress> = Vec::new();
    for (text, status) in with_status(body, "email_address", "email_address_identification_status")? {
        let address = address(cx, user, &text, status)?;
        if addresses.iter().any(|other| other.address_lower == address.address_lower) {
            return Err(Refusal::IdentifierTaken(FormField::EmailAddress).into());
        }
        addresses.push(address);
    }
    Ok(addresses)
}

/// Reads `phone_number` and, beside it, `phone_number_identification_status`.
pub(super) fn numbers(cx: &BackendCx, user: &User, body: &mut Body) -> Result<Vec<PhoneNumber>, ApiError> {
    let mut numbers: Vec<PhoneNumber> = Vec::new();
    for (text, status) in with_status(body, "phone_number", "phone_number_identification_status")? {
        let number = number(cx, user, &numbers, &text, status)?;
        numbers.push(number);
    }
    Ok(numbers)
}

/// Reads `web3_wallet`.
pub(super) fn wallets(cx: &BackendCx, user: &User, body: &mut Body) -> Result<Vec<Identification>, ApiError> {
    let mut wallets: Vec<Identification> = Vec::new();
    for text in body.texts("web3_wallet")?.unwrap_or_default() {
        let id = IdentificationId::generate(cx.now, cx.random());
        let by_admin = Verification::verified(Strategy::Admin);
        let wallet = web3::proved(id, user, web3::address(&text)?, by_admin, cx.now);
        if wallets.iter().any(|other| other.subject == wallet.subject) {
            return Err(Refusal::IdentifierTaken(FormField::Web3Wallet).into());
        }
        wallets.push(wallet);
    }
    Ok(wallets)
}

/// An address of a user.
///
/// # Errors
/// What is wrong with the text.
pub(super) fn address(
    cx: &BackendCx,
    user: &User,
    text: &str,
    status: Status,
) -> Result<EmailAddress, Refusal> {
    let address = identifier::email_address(text)?;
    Ok(EmailAddress {
        id: EmailAddressId::generate(cx.now, cx.random()),
        instance_id: user.instance_id.clone(),
        user_id: user.id.clone(),
        address: address.to_owned(),
        address_lower: identifier::normalize(address),
        verification: status.verification(),
        reserved: status == Status::Reserved,
        created_at: cx.now,
        updated_at: cx.now,
    })
}

/// A number of a user who has `held` ones.
///
/// # Errors
/// What is wrong with the text, or that the user has it already.
pub(super) fn number(
    cx: &BackendCx,
    user: &User,
    held: &[PhoneNumber],
    text: &str,
    status: Status,
) -> Result<PhoneNumber, Refusal> {
    let id = PhoneNumberId::generate(cx.now, cx.random());
    let number = phone_number::add(id, user, held, text, cx.now)?;
    Ok(PhoneNumber { verification: status.verification(), reserved: status == Status::Reserved, ..number })
}

/// The texts of a list, each with its status from the list beside it; verified where there is none.
fn with_status(
    body: &mut Body,
    name: &'static str,
    status_name: &'static str,
) -> Result<Vec<(String, Status)>, ApiError> {
    let texts = body.texts(name)?.unwrap_or_default();
    let statuses = body.texts(status_name)?.unwrap_or_default();
    let refused = |text: String| ApiError::param(ErrorCode::FormParamValueInvalid, status_name, text);
    if !statuses.is_empty() && statuses.len() != texts.len() {
        return Err(refused(format!("{status_name} must have as many values as {name}.")));
    }
    let read = |(at, text): (usize, String)| {
        let status = match statuses.get(at).map(|status| Status::read(status)) {
            None => Some(Status::Verified),
            Some(status) => status.filter(|status| *status != Status::Unverified),
        };
        let status = status.ok_or_else(|| refused(format!("{status_name} must be verified or reserved.")))?;
        Ok((text, status))
    };
    texts.into_iter().enumerate().map(read).collect()
}
