//! The version of the API that a caller was made for.

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, Uri, request::Parts},
};
use nightdesk_wire::codes::ErrorCode;

use super::query;
use crate::{app::App, present::ApiError};

/// The version from which on metadata has operations of its own.
const METADATA_APART: &str = "2026-05-12";

/// A day, as callers name it: in the query or in a header. Many name none.
pub(crate) struct ApiVersion(Option<String>);

impl FromRequestParts<App> for ApiVersion {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _app: &App) -> Result<Self, ApiError> {
        Ok(Self::of(&parts.uri, &parts.headers))
    }
}

impl ApiVersion {
    fn of(uri: &Uri, headers: &HeaderMap) -> Self {
        let header = || Some(headers.get("clerk-api-version")?.to_str().ok()?.to_owned());
        Self(query::param(uri, "__clerk_api_version").or_else(header))
    }

    /// Refuses metadata that was `given` to an operation which takes it from older callers only.
    ///
    /// # Errors
    /// `form_param_unknown`, with the operation to use `instead`.
    pub(crate) fn refuse_metadata(&self, given: Option<&str>, instead: &str) -> Result<(), ApiError> {
        let Some(name) = given.filter(|_| self.0.as_deref().is_some_and(|version| version >= METADATA_APART))
        else {
            return Ok(());
        };
        let text = format!(
            "{name} is not a parameter of this operation in API version {METADATA_APART}. Use {instead}."
        );
        Err(ApiError::param(ErrorCode::FormParamUnknown, name, text))
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn the_version_stands_in_the_query_or_in_a_header() {
        let old_header = HeaderMap::from_iter([named("2025-11-10")]);
        let new_header = HeaderMap::from_iter([named("2026-05-12")]);
        for (uri, headers, takes_metadata) in [
            ("/v1/me", HeaderMap::new(), true),
            ("/v1/me", old_header.clone(), true),
            ("/v1/me", new_header.clone(), false),
            ("/v1/me?__clerk_api_version=2026-08-20", old_header, false),
            ("/v1/me?__clerk_api_version=2025-11-10", new_header, true),
        ] {
            let version = ApiVersion::of(&Uri::from_static(uri), &headers);
            assert_eq!(version.refuse_metadata(Some("x"), "y").is_ok(), takes_metadata, "{uri} {headers:?}");
            assert!(version.refuse_metadata(None, "y").is_ok());
        }
    }

    fn named(version: &'static str) -> (axum::http::HeaderName, HeaderValue) {
        (axum::http::HeaderName::from_static("clerk-api-version"), HeaderValue::from_static(version))
    }
}
