//! POST /v1/users

use nightdesk_auth::{lockout, model::User, phone_number};
use nightdesk_store::{Tx, email_addresses, identifications, phone_numbers, users};
use nightdesk_wire::{bapi, codes::ErrorCode, ids::UserId};

use super::{BackendCx, present_user, profile::Profile};
use crate::{
    ApiError,
    bapi::{body::Body, contacts},
    make_room,
    present::{Json, UserWithAddresses},
};

/// Creates a user. Addresses and numbers count as verified, since the backend vouches for them; the first of each is the
/// primary one.
///
/// # Errors
/// `form_identifier_exists`, `form_password_length_too_short`, `form_param_missing`, `form_param_format_invalid`,
/// `form_param_value_invalid`, `form_param_unknown`.
pub(crate) async fn create(cx: BackendCx, body: Body) -> Result<Json<bapi::User>, ApiError> {
    let new = NewUser::read(&cx, body).await?;
    cx.write(async |tx| new.insert(&tx).await).await?;
    tracing::info!(user.id = %new.user.user.id, "user created by the backend");
    Ok(Json(present_user(&cx.tenant.instance, &new.user, cx.now)))
}

/// A user who is about to be created.
pub(crate) struct NewUser {
    user: UserWithAddresses,
    profile: Profile,
}

impl NewUser {
    /// Reads and checks what a body says of a user. Hashes the password, so no transaction may be open.
    ///
    /// # Errors
    /// As for [`create`], but for what other users have.
    pub(crate) async fn read(cx: &BackendCx, mut body: Body) -> Result<Self, ApiError> {
        let now = cx.now;
        let mut user = User::new(UserId::generate(now, cx.random()), cx.instance_id().clone(), now);
        let addresses = contacts::addresses(cx, &user, &mut body)?;
        let mut numbers = contacts::numbers(cx, &user, &mut body)?;
        let wallets = contacts::wallets(cx, &user, &mut body)?;
        user.banned = body.switch("banned")?.unwrap_or(false);
        if body.switch("locked")?.unwrap_or(false) {
            user.locked_until = Some(now.plus_secs(lockout::DURATION_SECS));
        }
        let _: Option<bool> = body.switch("skip_password_requirement")?;
        let may_be_nameless = body.switch("skip_user_requirement")?.unwrap_or(false);
        let profile = Profile::read(cx, &mut body).await?;
        body.finish()?;
        let is_known = !addresses.is_empty() || !numbers.is_empty() || !wallets.is_empty();
        if !is_known && !profile.has_username() && !may_be_nameless {
            let text = "email_address, phone_number, web3_wallet or username must be included.";
            return Err(ApiError::param(ErrorCode::FormParamMissing, "email_address", text));
        }
        profile.apply(&mut user, now)?;
        user.primary_email_address_id = addresses.first().map(|address| address.id.clone());
        user.primary_phone_number_id = numbers.first().map(|number| number.id.clone());
        phone_number::settle(&mut user, &mut numbers, now);
        let user = UserWithAddresses { user, addresses, numbers, identifications: wallets };
        Ok(Self { user, profile })
    }

    /// Adds the user. Looks before it writes, so that a refusal leaves the transaction usable.
    ///
    /// # Errors
    /// `form_identifier_exists`.
    pub(crate) async fn insert(&self, tx: &Tx) -> Result<(), ApiError> {
        self.profile.check_unique(tx, &self.user.user).await?;
        for address in &self.user.addresses {
            make_room::for_address(tx, address).await?;
        }
        for number in &self.user.numbers {
            make_room::for_number(tx, number).await?;
        }
        for wallet in &self.user.identifications {
            make_room::for_wallet(tx, wallet).await?;
        }
        users::insert(tx, &self.user.user).await?;
        for address in &self.user.addresses {
            email_addresses::insert(tx, address).await?;
        }
        for number in &self.user.numbers {
            phone_numbers::insert(tx, number).await?;
        }
        for wallet in &self.user.identifications {
            identifications::insert(tx, wallet).await?;
        }
        Ok(())
    }
}
