//! POST /v1/testing_tokens

use nightdesk_auth::{model::Digest, provision};
use nightdesk_store::testing_tokens;
use nightdesk_wire::bapi::TestingToken;

use crate::{ApiError, bapi::cx::BackendCx, present::Json};

const LIFE_SECS: i64 = 60 * 60;
const TOKEN_CHARS: usize = 43;

/// Makes a token that lets end-to-end tests past bot protection for an hour.
///
/// # Errors
/// Whatever keeps the database from answering.
pub(crate) async fn create(cx: BackendCx) -> Result<Json<TestingToken>, ApiError> {
    let token = provision::random_text(cx.app.rng(), TOKEN_CHARS);
    let (instance, now, expires_at) = (cx.instance_id(), cx.now, cx.now.plus_secs(LIFE_SECS));
    let digest = Digest::of(&token);
    cx.write(async |tx| Ok(testing_tokens::insert(&tx, instance, &digest, expires_at, now).await?)).await?;
    Ok(Json(TestingToken::new(token, expires_at)))
}
