//! PATCH /v1/sign_ups/{id}

use nightdesk_auth::{Refusal, model::SignUpStatus, refusal::Field};
use nightdesk_store::{sign_ups, users};
use nightdesk_wire::{ids::SignUpId, sign_up::SignUp};

use super::{find, present_sign_up};
use crate::{
    ApiError,
    bapi::{body::Body, cx::BackendCx},
    extract::Path,
    present::Json,
};

/// Says what the user that comes of a running sign-up is called elsewhere, and that the application does something of
/// its own with it.
///
/// # Errors
/// `resource_not_found`, also for one that is over; `form_identifier_exists` for an external id that a user has.
pub(crate) async fn update(
    cx: BackendCx,
    Path(id): Path<SignUpId>,
    mut body: Body,
) -> Result<Json<SignUp>, ApiError> {
    let external_id = body.text("external_id")?;
    let custom_action = body.switch("custom_action")?;
    body.finish()?;
    let (instance, now) = (cx.instance_id(), cx.now);
    let updated = cx.write(async |tx| {
        let mut sign_up = find(&tx, instance, &id).await?;
        if sign_up.status != SignUpStatus::MissingRequirements || sign_up.abandon_at <= now {
            return Err(Refusal::AttemptOver.into());
        }
        if let Some(external_id) = &external_id {
            if let Some(wanted) = external_id
                && users::find_by_external_id(&tx, instance, wanted).await?.is_some()
            {
                return Err(Refusal::IdentifierTaken(Field::ExternalId).into());
            }
            sign_up.granted.external_id.clone_from(external_id);
        }
        sign_up.granted.custom_action = custom_action.unwrap_or(sign_up.granted.custom_action);
        sign_up.updated_at = now;
        Ok(sign_ups::update(&tx, &sign_up).await?.unwrap_or(sign_up))
    });
    Ok(Json(present_sign_up(&cx.tenant.instance.settings, &updated.await?, now)))
}
