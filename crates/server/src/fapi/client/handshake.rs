//! GET /v1/client/handshake

use crate::{extract::Cx, present::ApiError};

/// Not there yet.
pub(super) async fn handshake(_cx: Cx) -> ApiError {
    ApiError::not_implemented("GET /v1/client/handshake")
}
