//! Queries: arrays are repeated keys, with or without brackets behind them, numbers and switches are texts.

use axum::{
    extract::FromRequestParts,
    http::{StatusCode, request::Parts},
};
use nightdesk_wire::{codes::ErrorCode, time::UnixMs};

use crate::{ApiError, App, extract::query};

/// Most values of one repeated key.
const MAX_VALUES: usize = 100;
const DEFAULT_LIMIT: i64 = 10;
const MAX_LIMIT: i64 = 500;

/// The query of a request.
pub(crate) struct Query(Vec<(String, String)>);

/// Which part of a list is asked for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Page {
    pub(crate) limit: i64,
    pub(crate) offset: i64,
}

impl Query {
    /// The first value of a key; an empty one is like absence.
    pub(crate) fn text(&self, name: &'static str) -> Option<&str> {
        self.values(|key| key == name).next()
    }

    /// All values of a repeated key, which SDKs of some languages write with `[]` behind it.
    pub(crate) fn texts(&self, name: &'static str) -> Result<Vec<String>, ApiError> {
        let is_named = |key: &str| key.strip_suffix("[]").unwrap_or(key) == name;
        let values: Vec<_> = self.values(is_named).map(str::to_owned).collect();
        if values.len() > MAX_VALUES {
            return Err(invalid(name, format!("{name} takes at most {MAX_VALUES} values.")));
        }
        Ok(values)
    }

    /// The values of a repeated key that are to be included (as they are, or after `+`) and excluded (after `-`).
    pub(crate) fn signed_texts(&self, name: &'static str) -> Result<(Vec<String>, Vec<String>), ApiError> {
        let (mut included, mut excluded) = (Vec::new(), Vec::new());
        for value in self.texts(name)? {
            match value.strip_prefix('-') {
                Some(value) => excluded.push(value.to_owned()),
                // An unescaped `+` arrives as a blank.
                None => included.push(value.trim_start_matches(['+', ' ']).to_owned()),
            }
        }
        Ok((included, excluded))
    }

    pub(crate) fn number(&self, name: &'static str) -> Result<Option<i64>, ApiError> {
        let parse =
            |text: &str| text.parse().map_err(|_| invalid(name, format!("{name} must be a whole number.")));
        self.text(name).map(parse).transpose()
    }

    pub(crate) fn time(&self, name: &'static str) -> Result<Option<UnixMs>, ApiError> {
        Ok(self.number(name)?.map(UnixMs))
    }

    pub(crate) fn switch(&self, name: &'static str) -> Result<Option<bool>, ApiError> {
        match self.text(name) {
            None => Ok(None),
            Some("true" | "1") => Ok(Some(true)),
            Some("false" | "0") => Ok(Some(false)),
            Some(_) => Err(invalid(name, format!("{name} must be true or false."))),
        }
    }

    /// What `order_by` (or `default`) says: a property after `+` (or nothing) or `-`, and whether it descends.
    pub(crate) fn order<'a>(&'a self, default: &'a str) -> (&'a str, bool) {
        let text = self.text("order_by").unwrap_or(default);
        match text.strip_prefix('-') {
            Some(property) => (property, true),
            // An unescaped `+` arrives as a blank.
            None => (text.trim_start_matches(['+', ' ']), false),
        }
    }

    pub(crate) fn page(&self) -> Result<Page, ApiError> {
        let (limit, offset) = (self.number("limit")?, self.number("offset")?);
        if limit.is_some_and(|limit| !(1..=MAX_LIMIT).contains(&limit)) {
            return Err(invalid("limit", format!("limit must be between 1 and {MAX_LIMIT}.")));
        }
        if offset.is_some_and(|offset| offset < 0) {
            return Err(invalid("offset", "offset must not be negative.".to_owned()));
        }
        Ok(Page { limit: limit.unwrap_or(DEFAULT_LIMIT), offset: offset.unwrap_or(0) })
    }

    fn values(&self, is_named: impl Fn(&str) -> bool) -> impl Iterator<Item = &str> {
        self.0
            .iter()
            .filter(move |(key, value)| is_named(key) && !value.is_empty())
            .map(|(_, value)| value.as_str())
    }
}

/// 422: a parameter of the query has a value that it cannot have.
pub(crate) fn invalid(name: &str, long_message: String) -> ApiError {
    ApiError::param(ErrorCode::FormParamValueInvalid, name, long_message)
}

impl FromRequestParts<App> for Query {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, ApiError> {
        let pairs = query::pairs(parts.uri.query().unwrap_or_default())
            .map(|pair| pair.map(|(key, value)| (key.into_owned(), value.into_owned())))
            .collect::<Result<_, _>>()
            .map_err(|query::NotUtf8| {
                ApiError::new(
                    StatusCode::BAD_REQUEST,
                    ErrorCode::RequestQueryInvalid,
                    "request query invalid",
                    "The query is not UTF-8 once it is decoded.",
                )
            })?;
        Ok(Self(pairs))
    }
}
