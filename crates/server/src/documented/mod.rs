//! The operations that the two API contracts name, for an honest answer where this server has none: 501 for what is
//! documented, 404 for what is not.
//!
//! `fapi.txt` and `bapi.txt` have a line per operation: method, path pattern, operation id. A test holds them against
//! the vendored contracts.

use axum::http::{Method, StatusCode};
use nightdesk_wire::codes::ErrorCode;

use crate::present::ApiError;

/// Operations of one contract.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Operations(&'static str);

/// What the Frontend API documents.
pub(crate) const FAPI: Operations = Operations(include_str!("fapi.txt"));
/// What the Backend API documents.
pub(crate) const BAPI: Operations = Operations(include_str!("bapi.txt"));

impl Operations {
    /// The answer for a path that no handler takes.
    pub(crate) fn unknown_path(self, method: &Method, path: &str) -> ApiError {
        self.find(method, path)
            .map_or_else(|| ApiError::not_found(&format!("{method} {path}")), ApiError::not_implemented)
    }

    /// The answer for a path that has handlers, but none for this method.
    pub(crate) fn wrong_method(self, method: &Method, path: &str) -> ApiError {
        self.find(method, path).map_or_else(
            || {
                ApiError::new(
                    StatusCode::METHOD_NOT_ALLOWED,
                    ErrorCode::MethodNotAllowed,
                    "method not allowed",
                    format!("{path} does not take {method}."),
                )
            },
            ApiError::not_implemented,
        )
    }

    /// The first segment behind `/v1/` of every path: which resources an API has.
    pub(crate) fn resources(self) -> impl Iterator<Item = &'static str> {
        self.0.lines().filter_map(|line| line.split(' ').nth(1)?.strip_prefix("/v1/")?.split('/').next())
    }

    /// The operation id of what is documented under a path.
    fn find(self, method: &Method, path: &str) -> Option<&'static str> {
        self.0.lines().find_map(|line| {
            let mut words = line.split(' ');
            let (verb, pattern, operation) = (words.next()?, words.next()?, words.next()?);
            (verb == method.as_str() && matches(pattern, path)).then_some(operation)
        })
    }
}

/// Whether a path fits a pattern in which `{name}` stands for any one segment.
fn matches(pattern: &str, path: &str) -> bool {
    let (mut pattern, mut path) = (pattern.split('/'), path.split('/'));
    loop {
        match (pattern.next(), path.next()) {
            (None, None) => return true,
            (Some(wanted), Some(segment)) if wanted == segment || is_parameter(wanted, segment) => {}
            _ => return false,
        }
    }
}

/// Whether `wanted` is a parameter, perhaps with an ending such as `.xml`, that takes this segment.
fn is_parameter(wanted: &str, segment: &str) -> bool {
    let ending = wanted.strip_prefix('{').and_then(|rest| rest.split_once('}')).map(|(_, ending)| ending);
    ending.is_some_and(|ending| segment.len() > ending.len() && segment.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documented_operations_are_told_apart_from_unknown_paths() {
        let status = |method, path| BAPI.unknown_path(&method, path).status;
        assert_eq!(status(Method::POST, "/v1/organizations"), StatusCode::NOT_IMPLEMENTED);
        assert_eq!(status(Method::GET, "/v1/organizations/org_1/memberships"), StatusCode::NOT_IMPLEMENTED);
        assert_eq!(status(Method::GET, "/v1/organizations//memberships"), StatusCode::NOT_FOUND);
        assert_eq!(status(Method::GET, "/v1/teapots"), StatusCode::NOT_FOUND);
        assert_eq!(BAPI.wrong_method(&Method::PUT, "/v1/sessions").status, StatusCode::METHOD_NOT_ALLOWED);
        let metadata = FAPI.unknown_path(&Method::GET, "/v1/saml/metadata/samlc_1.xml");
        assert_eq!(metadata.status, StatusCode::NOT_IMPLEMENTED);
        assert_eq!(FAPI.unknown_path(&Method::GET, "/v1/me/totp").status, StatusCode::NOT_FOUND);
        assert_eq!(FAPI.unknown_path(&Method::POST, "/v1/me/totp").status, StatusCode::NOT_IMPLEMENTED);
    }
}
