//! GET /v1/jwks

use nightdesk_jws::JwkSet;

use super::cx::BackendCx;
use crate::present::Json;

/// The public key that session tokens are verified with.
///
/// # Errors
/// `clerk_key_invalid`.
pub(crate) async fn jwks(cx: BackendCx) -> Json<JwkSet> {
    let key = cx.tenant.signing_key().jwk(cx.instance_id().as_str());
    Json(JwkSet { keys: vec![key] })
}
