//! /v1/jwt_templates

mod create;
mod delete;
mod get;
mod list;
mod preview;
mod update;
mod wanted;

pub(crate) use create::create;
pub(crate) use delete::delete;
pub(crate) use get::get;
pub(crate) use list::list;
pub(crate) use preview::preview;
pub(crate) use update::update;

use nightdesk_auth::model;
use nightdesk_store::{Error, Tx, jwt_templates};
use nightdesk_wire::{
    bapi,
    codes::ErrorCode,
    ids::{InstanceId, JwtTemplateId},
};

use super::cx::BackendCx;
use crate::ApiError;

fn present_template(stored: model::JwtTemplate) -> bapi::JwtTemplate {
    bapi::JwtTemplate {
        id: stored.id,
        name: stored.name,
        claims: stored.claims,
        lifetime: stored.lifetime_secs,
        allowed_clock_skew: stored.allowed_clock_skew_secs,
        custom_signing_key: stored.signing_key.is_some(),
        signing_algorithm: stored.signing_algorithm,
        created_at: stored.created_at,
        updated_at: stored.updated_at,
    }
}

fn not_found() -> ApiError {
    ApiError::not_found("The JWT template")
}

async fn find(tx: &Tx, instance: &InstanceId, id: &JwtTemplateId) -> Result<model::JwtTemplate, ApiError> {
    jwt_templates::find(tx, instance, id).await?.ok_or_else(not_found)
}

/// A name that another template has is the caller's mistake; whatever else keeps a row from being written is ours.
fn written(error: Error, name: &str) -> ApiError {
    if !matches!(error, Error::Conflict) {
        return error.into();
    }
    let text = format!("There is a JWT template named {name} already.");
    ApiError::param(ErrorCode::FormParamValueInvalid, "name", text)
}
