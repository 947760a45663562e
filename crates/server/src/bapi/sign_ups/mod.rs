//! /v1/sign_ups

mod get;
mod update;

pub(crate) use get::get;
pub(crate) use update::update;

use nightdesk_auth::model::{Settings, SignUp};
use nightdesk_store::{Tx, sign_ups};
use nightdesk_wire::{
    ids::{InstanceId, SignUpId},
    sign_up,
    time::UnixMs,
};

use crate::{ApiError, present};

async fn find(tx: &Tx, instance: &InstanceId, id: &SignUpId) -> Result<SignUp, ApiError> {
    sign_ups::find(tx, instance, id).await?.ok_or_else(|| ApiError::not_found("The sign-up"))
}

/// As the Frontend API has it, but without the field that only that API's SDKs know.
fn present_sign_up(settings: &Settings, stored: &SignUp, now: UnixMs) -> sign_up::SignUp {
    sign_up::SignUp { has_password: None, ..present::sign_up(settings, stored, now) }
}
