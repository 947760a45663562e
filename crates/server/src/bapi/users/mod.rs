//! /v1/users

mod ban;
mod bulk;
mod count;
mod create;
mod delete;
mod get;
mod identifications;
mod list;
mod lock;
mod metadata;
mod organizations;
mod password;
mod profile;
mod profile_image;
mod remove_password;
mod replace_email_address;
mod replace_phone_number;
mod search;
mod second_factors;
mod unban;
mod unlock;
mod update;
mod verify_password;

pub(crate) use ban::ban;
pub(crate) use bulk::{ban as ban_many, unban as unban_many};
pub(crate) use count::count;
pub(crate) use create::{NewUser, create};
pub(crate) use delete::delete;
pub(crate) use get::get;
pub(crate) use identifications::{
    delete_external_account, delete_passkey, delete_web3_wallet, oauth_access_tokens,
};
pub(crate) use list::{list, with_addresses};
pub(crate) use lock::lock;
pub(crate) use metadata::{merge as merge_metadata, replace as replace_metadata};
pub(crate) use organizations::{
    invitations as organization_invitations, memberships as organization_memberships,
};
pub(crate) use password::routes as password_routes;
pub(crate) use profile_image::{delete as delete_profile_image, update as update_profile_image};
pub(crate) use remove_password::remove_password;
pub(crate) use replace_email_address::replace_email_address;
pub(crate) use replace_phone_number::replace_phone_number;
pub(crate) use second_factors::{remove_backup_codes, remove_mfa, remove_totp, verify_totp};
pub(crate) use unban::unban;
pub(crate) use unlock::unlock;
pub(crate) use update::update;
pub(crate) use verify_password::verify_password;

use nightdesk_auth::{model::Instance, session::client_updated_at};
use nightdesk_store::{Tx, clients, sessions, users};
use nightdesk_wire::{
    bapi,
    ids::{InstanceId, UserId},
    time::UnixMs,
    user::User,
};

use super::cx::BackendCx;
use crate::{
    ApiError,
    present::{self, Json, UserWithAddresses},
};

/// A user as backends see them.
pub(crate) fn present_user(instance: &Instance, of: &UserWithAddresses, now: UnixMs) -> bapi::User {
    let shown = present::user(instance, of, now);
    bapi::User {
        private_metadata: of.user.private_metadata.as_object().cloned().unwrap_or_default(),
        locale: of.user.locale.clone(),
        bypass_client_trust: of.user.bypass_client_trust,
        user: User { passkeys: shown.passkeys.into_iter().map(present::backend_passkey).collect(), ..shown },
    }
}

fn not_found() -> ApiError {
    ApiError::not_found("The user")
}

async fn find(tx: &Tx, instance: &InstanceId, id: &UserId) -> Result<UserWithAddresses, ApiError> {
    present::load_user(tx, instance, id).await?.ok_or_else(not_found)
}

/// Changes a user within one transaction and answers with it.
async fn change(
    cx: &BackendCx,
    id: &UserId,
    change: impl Fn(&mut nightdesk_auth::model::User) + Sync,
) -> Result<Json<bapi::User>, ApiError> {
    let (instance, now) = (cx.instance_id(), cx.now);
    let changed = cx.write(async |tx| {
        let mut found = find(&tx, instance, id).await?;
        change(&mut found.user);
        found.user.updated_at = now;
        users::update(&tx, &found.user).await?;
        Ok(found)
    });
    Ok(Json(present_user(&cx.tenant.instance, &changed.await?, cx.now)))
}

/// Ends every session of a user, on every client.
async fn sign_out_everywhere(
    tx: &Tx,
    instance: &InstanceId,
    id: &UserId,
    now: UnixMs,
) -> nightdesk_store::Result<()> {
    clients::touch_of_user(tx, instance, id, client_updated_at(now)).await?;
    sessions::end_of_user(tx, instance, id, nightdesk_auth::model::SessionStatus::Revoked, now).await?;
    Ok(())
}
