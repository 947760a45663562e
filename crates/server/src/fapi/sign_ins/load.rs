//! Reading a sign-in back, for its own client only.

use nightdesk_auth::{
    identifier,
    model::{EmailAddress, IdentificationKind, PhoneNumber, SignIn},
    web3,
};
use nightdesk_store::{Result, Tx, email_addresses, identifications, phone_numbers, sign_ins, users};
use nightdesk_wire::{ids::SignInId, sign_in as wire};

use crate::{
    extract::Cx,
    present::{self, ApiError, UserWithAddresses, load_user},
};

/// A sign-in and whoever it found.
#[derive(Debug, Clone)]
pub(super) struct Loaded {
    pub(super) sign_in: SignIn,
    pub(super) found: Option<UserWithAddresses>,
}

impl Loaded {
    /// The user of a sign-in that must have one.
    ///
    /// # Errors
    /// `form_param_nil` for the identifier: without it there is nobody to check.
    pub(super) fn user(&self) -> Result<&UserWithAddresses, ApiError> {
        let missing = nightdesk_auth::Refusal::Missing(nightdesk_auth::refusal::Field::Identifier);
        self.found.as_ref().ok_or_else(|| missing.into())
    }

    /// The sign-in, as the wire has it.
    pub(super) fn present(&self, cx: &Cx) -> wire::SignIn {
        present::sign_in(&cx.tenant.instance, &self.sign_in, self.found.as_ref(), cx.now)
    }
}

/// The sign-in, if it is one of the caller's client and no other took its place there.
///
/// # Errors
/// `resource_not_found` otherwise: whose it is instead is nobody's business.
pub(super) async fn load(cx: &Cx, tx: &Tx, id: &SignInId) -> Result<Loaded, ApiError> {
    let not_found = || ApiError::not_found("The sign-in");
    let client = cx.client.as_ref().ok_or_else(not_found)?;
    let loaded = load_any(cx, tx, id).await?;
    let replaced = client.sign_in_id.as_ref().is_some_and(|running| running != id);
    loaded.filter(|loaded| loaded.sign_in.client_id == client.id && !replaced).ok_or_else(not_found)
}

/// A sign-in of any client: for whoever shows that it is theirs by more than its id.
pub(super) async fn load_any(cx: &Cx, tx: &Tx, id: &SignInId) -> Result<Option<Loaded>> {
    let instance = &cx.tenant.instance.id;
    let Some(sign_in) = sign_ins::find(tx, instance, id).await? else { return Ok(None) };
    let found = match &sign_in.user_id {
        Some(user) => load_user(tx, instance, user).await?,
        None => None,
    };
    Ok(Some(Loaded { sign_in, found }))
}

/// Whoever an identifier names: a wallet, an address, a number or a username, as far as the instance has them.
pub(super) async fn find_user(cx: &Cx, tx: &Tx, typed: &str) -> Result<Option<UserWithAddresses>> {
    let (instance, settings) = (&cx.tenant.instance.id, &cx.tenant.instance.settings);
    let wanted = identifier::normalize(typed);
    let mut id = None;
    if settings.web3_wallets_enabled
        && let Ok(address) = web3::address(typed)
    {
        let (kind, subject) = (IdentificationKind::Web3Wallet, web3::subject(&address));
        id = identifications::find_by_subject(tx, instance, kind, &subject)
            .await?
            .map(|wallet| wallet.user_id);
    }
    if id.is_none() && settings.email_address.is_on() {
        // An address that was only typed in says nothing about whose it is.
        let holder = email_addresses::find_by_address(tx, instance, &wanted).await?;
        id = holder.filter(EmailAddress::is_held).map(|holder| holder.user_id);
    }
    if id.is_none()
        && settings.phone_number.is_on()
        && let Ok(number) = identifier::phone_number(typed)
    {
        let holder = phone_numbers::find_by_number(tx, instance, &number).await?;
        id = holder.filter(PhoneNumber::is_first_factor).map(|holder| holder.user_id);
    }
    if id.is_none() && settings.username.is_on() {
        id = users::find_by_username(tx, instance, &wanted).await?.map(|user| user.id);
    }
    match id {
        Some(id) => load_user(tx, instance, &id).await,
        None => Ok(None),
    }
}
