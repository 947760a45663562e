//! POST /v1/jwt_templates

use nightdesk_auth::model::JwtTemplate;
use nightdesk_store::jwt_templates;
use nightdesk_wire::{bapi, ids::JwtTemplateId};
use serde_json::Map;

use super::{
    BackendCx, present_template,
    wanted::{DEFAULT_ALGORITHM, Wanted},
    written,
};
use crate::{ApiError, bapi::body::Body, present::Json};

const DEFAULT_LIFE_SECS: i64 = 60;
const DEFAULT_SKEW_SECS: i64 = 5;

/// Adds a template.
///
/// # Errors
/// As [`Wanted::read`] and [`Wanted::apply`].
pub(crate) async fn create(cx: BackendCx, body: Body) -> Result<Json<bapi::JwtTemplate>, ApiError> {
    let template = new_template(&cx, Wanted::read(body)?)?;
    let insert = cx.write(async |tx| {
        jwt_templates::insert(&tx, &template).await.map_err(|error| written(error, &template.name))
    });
    insert.await?;
    Ok(Json(present_template(template)))
}

/// A template as it is wanted, not stored yet.
///
/// # Errors
/// As [`Wanted::apply`].
pub(super) fn new_template(cx: &BackendCx, wanted: Wanted) -> Result<JwtTemplate, ApiError> {
    let mut template = JwtTemplate {
        id: JwtTemplateId::generate(cx.now, cx.random()),
        instance_id: cx.instance_id().clone(),
        name: String::new(),
        claims: Map::new(),
        lifetime_secs: DEFAULT_LIFE_SECS,
        allowed_clock_skew_secs: DEFAULT_SKEW_SECS,
        signing_algorithm: DEFAULT_ALGORITHM.to_owned(),
        signing_key: None,
        created_at: cx.now,
        updated_at: cx.now,
    };
    wanted.apply(&mut template)?;
    Ok(template)
}
