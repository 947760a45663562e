//! PATCH /v1/users/{user_id}

use nightdesk_auth::{profile, web3};
use nightdesk_store::users;
use nightdesk_wire::{bapi, ids::UserId};

use super::{BackendCx, find, present_user, profile::Profile, sign_out_everywhere};
use crate::{
    ApiError,
    bapi::{body::Body, email_addresses::NOTIFY},
    delivery::PrimaryReplaced,
    extract::{ApiVersion, Path},
    present::Json,
    session_tasks,
};

/// Changes a user: absent fields stay, `null` clears. Callers of older API versions also give metadata here, which is
/// replaced as a whole.
///
/// # Errors
/// `resource_not_found`, `form_identifier_exists`, `form_param_unknown`, `form_param_value_invalid` and others about a
/// parameter.
pub(crate) async fn update(
    cx: BackendCx,
    Path(id): Path<UserId>,
    version: ApiVersion,
    mut body: Body,
) -> Result<Json<bapi::User>, ApiError> {
    let given =
        ["public_metadata", "private_metadata", "unsafe_metadata"].into_iter().find(|name| body.has(name));
    version.refuse_metadata(given, "PATCH or PUT /v1/users/{user_id}/metadata")?;
    let change = profile::Change {
        primary_email_address_id: body.text("primary_email_address_id")?.flatten(),
        primary_phone_number_id: body.text("primary_phone_number_id")?.flatten(),
        ..profile::Change::default()
    };
    let sign_out = body.switch("sign_out_of_other_sessions")?.unwrap_or(false);
    let notify = body.switch(NOTIFY)?.unwrap_or(false);
    let primary_wallet = body.text("primary_web3_wallet_id")?.flatten();
    body.unsupported(&["profile_image_id"])?;
    let profile = Profile::read(&cx, &mut body).await?;
    body.finish()?;
    let (instance, now) = (cx.instance_id(), cx.now);
    let updated = cx.write(async |tx| {
        let mut found = find(&tx, instance, &id).await?;
        profile.check_unique(&tx, &found.user).await?;
        let before = found.primary_address().map(|address| address.address.clone());
        let mut user = found.user.clone();
        profile::apply(&mut user, found.contacts(), change.clone(), now)?;
        if let Some(wanted) = &primary_wallet {
            web3::make_primary(&mut user, &found.identifications, wanted)?;
        }
        found.user = user;
        profile.apply(&mut found.user, now)?;
        users::update(&tx, &found.user).await?;
        if profile.sets_password() {
            session_tasks::password_replaced(&tx, instance, &id, now).await?;
        }
        if sign_out && profile.sets_password() {
            sign_out_everywhere(&tx, instance, &id, now).await?;
        }
        Ok((found, before))
    });
    let (found, before) = updated.await?;
    let after = found.primary_address().map(|address| address.address.clone());
    if let (true, Some(before), Some(after)) = (notify && before != after, before, after) {
        PrimaryReplaced { before, after }.send(&cx.app, &cx.tenant.instance).await;
    }
    Ok(Json(present_user(&cx.tenant.instance, &found, cx.now)))
}
