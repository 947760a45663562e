//! Reading a sign-in back, for its own client only.

use nightdesk_auth::model::{EmailAddress, SignIn};
use nightdesk_store::{Result, Tx, sign_ins, users};
use nightdesk_wire::ids::SignInId;

use crate::{
    extract::Cx,
    present::{ApiError, UserWithAddresses, load_user},
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
}

/// The sign-in, if it is one of the caller's client.
///
/// # Errors
/// `resource_not_found` otherwise: whose it is instead is nobody's business.
pub(super) async fn load(cx: &Cx, tx: &Tx, id: &SignInId) -> Result<Loaded, ApiError> {
    let not_found = || ApiError::not_found("The sign-in");
    let client = cx.client.as_ref().ok_or_else(not_found)?;
    let sign_in = sign_ins::find(tx, &client.instance_id, id).await?;
    let sign_in = sign_in.filter(|sign_in| sign_in.client_id == client.id).ok_or_else(not_found)?;
    let found = match &sign_in.user_id {
        Some(user) => load_user(tx, &client.instance_id, user).await?,
        None => None,
    };
    Ok(Loaded { sign_in, found })
}

/// Whoever an identifier names: an address, or else a username.
pub(super) async fn find_user(cx: &Cx, tx: &Tx, identifier: &str) -> Result<Option<UserWithAddresses>> {
    let instance = &cx.tenant.instance.id;
    let wanted = nightdesk_auth::identifier::normalize(identifier);
    let by_address = nightdesk_store::email_addresses::find_by_address(tx, instance, &wanted).await?;
    // An address that was only typed in says nothing about whose it is.
    let id = match by_address.filter(EmailAddress::is_verified) {
        Some(address) => Some(address.user_id),
        None => users::find_by_username(tx, instance, &wanted).await?.map(|user| user.id),
    };
    match id {
        Some(id) => load_user(tx, instance, &id).await,
        None => Ok(None),
    }
}
