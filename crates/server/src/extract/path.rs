//! Path parameters.

use axum::{
    extract::{FromRequestParts, Path as AxumPath},
    http::request::Parts,
};
use serde::de::DeserializeOwned;

use crate::{app::App, present::ApiError};

/// The parameters of the path. A text that is no id of its kind names nothing, so it is answered like an unknown id.
pub(crate) struct Path<T>(pub(crate) T);

impl<T: DeserializeOwned + Send> FromRequestParts<App> for Path<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        match AxumPath::from_request_parts(parts, app).await {
            Ok(AxumPath(params)) => Ok(Self(params)),
            Err(_) => Err(ApiError::not_found("The resource named in the path")),
        }
    }
}
