//! GET /.well-known/jwks.json

use std::sync::Arc;

use axum::Extension;
use nightdesk_jws::JwkSet;

use crate::{instances::Tenant, present::Json};

/// The public keys of session tokens.
pub(super) async fn jwks(Extension(tenant): Extension<Arc<Tenant>>) -> Json<JwkSet> {
    Json(JwkSet { keys: vec![tenant.signing_key().jwk(tenant.instance.id.as_str())] })
}
