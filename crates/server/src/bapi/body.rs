//! JSON bodies, read field by field, so that an error names its parameter.

use axum::{
    body::to_bytes,
    extract::{FromRequest, Request},
    http::{StatusCode, header},
};
use nightdesk_wire::{codes::ErrorCode, time::UnixMs};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use crate::{ApiError, App};

/// Metadata travels in every answer with its user.
const MAX_METADATA_BYTES: usize = 8 * 1024;

/// The fields of a body that were not read yet. Reading one takes it out; [`Body::finish`] refuses what is left.
pub(crate) struct Body(pub(crate) Map<String, Value>);

/// A field that may be absent (`None`), `null` (`Some(None)`) or have a value.
pub(crate) type Field<T> = Option<Option<T>>;

impl Body {
    /// Reads the text of an object.
    #[cfg(feature = "fuzzing")]
    pub(crate) fn parse(bytes: &[u8]) -> Result<Self, ApiError> {
        Ok(Self(parse(bytes, "a JSON object")?))
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    pub(crate) fn text(&mut self, name: &str) -> Result<Field<String>, ApiError> {
        self.take(name, "a text", |value| match value {
            Value::String(text) => Some(text),
            _ => None,
        })
    }

    /// A text that has to be there.
    pub(crate) fn required_text(&mut self, name: &str) -> Result<String, ApiError> {
        self.text(name)?.flatten().filter(|text| !text.is_empty()).ok_or_else(|| {
            ApiError::param(ErrorCode::FormParamMissing, name, format!("{name} must be included."))
        })
    }

    /// A switch; `null` is like absence.
    pub(crate) fn switch(&mut self, name: &str) -> Result<Option<bool>, ApiError> {
        Ok(self.take(name, "true or false", |value| value.as_bool())?.flatten())
    }

    /// A whole number that may be `null`.
    pub(crate) fn number_or_null(&mut self, name: &str) -> Result<Field<i64>, ApiError> {
        self.take(name, "a whole number", |value| value.as_i64())
    }

    /// A whole number; `null` is like absence.
    pub(crate) fn number(&mut self, name: &str) -> Result<Option<i64>, ApiError> {
        Ok(self.number_or_null(name)?.flatten())
    }

    /// A list of texts; `null` is like absence. A single text is a list of one.
    pub(crate) fn texts(&mut self, name: &str) -> Result<Option<Vec<String>>, ApiError> {
        let texts = self.take(name, "a list of texts", |value| match value {
            Value::String(text) => Some(vec![text]),
            Value::Array(values) => values
                .into_iter()
                .map(|value| if let Value::String(text) = value { Some(text) } else { None })
                .collect(),
            _ => None,
        })?;
        Ok(texts.flatten())
    }

    /// A list of things of one kind; `null` is like absence.
    pub(crate) fn list<T: serde::de::DeserializeOwned>(
        &mut self,
        name: &str,
        expected: &str,
    ) -> Result<Option<Vec<T>>, ApiError> {
        Ok(self.take(name, expected, |value| serde_json::from_value(value).ok())?.flatten())
    }

    /// An object whose fields are read in turn; `null` is like absence.
    pub(crate) fn object(&mut self, name: &str) -> Result<Option<Self>, ApiError> {
        let object = self.take(name, "a JSON object", |value| match value {
            Value::Object(fields) => Some(Self(fields)),
            _ => None,
        })?;
        Ok(object.flatten())
    }

    /// Metadata; `null` is like absence.
    pub(crate) fn metadata(&mut self, name: &str) -> Result<Option<Value>, ApiError> {
        let metadata =
            self.take(name, "a JSON object", |value| value.is_object().then_some(value))?.flatten();
        if let Some(metadata) = &metadata {
            check_metadata(name, metadata)?;
        }
        Ok(metadata)
    }

    /// A point in time, written as RFC 3339 has it.
    pub(crate) fn time(&mut self, name: &str) -> Result<Field<UnixMs>, ApiError> {
        let Some(Some(text)) = self.text(name)? else { return Ok(None) };
        let time = OffsetDateTime::parse(&text, &Rfc3339).map_err(|_| {
            let text = format!("{name} must be a time such as 2026-03-01T12:00:00Z.");
            ApiError::param(ErrorCode::FormParamFormatInvalid, name, text)
        })?;
        let millis = i64::try_from(time.unix_timestamp_nanos() / 1_000_000).unwrap_or(i64::MAX);
        Ok(Some(Some(UnixMs(millis))))
    }

    /// Takes a field of the contract that has no effect here, because what it relaxes is not enforced.
    pub(crate) fn ignore(&mut self, name: &str) {
        self.0.remove(name);
    }

    /// Refuses a field of the contract that this server cannot honour, unless it asks for nothing.
    pub(crate) fn unsupported(&mut self, names: &[&str]) -> Result<(), ApiError> {
        for name in names {
            let asks = self.0.remove(*name).is_some_and(|value| match value {
                Value::Null | Value::Bool(false) => false,
                Value::String(text) => !text.is_empty(),
                Value::Array(values) => !values.is_empty(),
                _ => true,
            });
            if asks {
                let text = format!("This server cannot honour {name} yet. Leave it out.");
                return Err(ApiError::param(ErrorCode::FormParamValueInvalid, name, text));
            }
        }
        Ok(())
    }

    /// Takes switches of the contract that are on here, and cannot be turned off.
    pub(crate) fn always_on(&mut self, names: &[&str]) -> Result<(), ApiError> {
        for name in names {
            if self.switch(name)? == Some(false) {
                let text = format!("{name} is always on here. Leave it out.");
                return Err(ApiError::param(ErrorCode::FormParamValueInvalid, name, text));
            }
        }
        Ok(())
    }

    /// Refuses fields that nobody asked for: a misspelt one would otherwise be lost without a word.
    pub(crate) fn finish(self) -> Result<(), ApiError> {
        self.0.keys().next().map_or(Ok(()), |name| {
            let text = format!("{name} is not a parameter of this operation.");
            Err(ApiError::param(ErrorCode::FormParamUnknown, name, text))
        })
    }

    fn take<T>(
        &mut self,
        name: &str,
        expected: &str,
        read: impl FnOnce(Value) -> Option<T>,
    ) -> Result<Field<T>, ApiError> {
        match self.0.remove(name) {
            None => Ok(None),
            Some(Value::Null) => Ok(Some(None)),
            Some(value) => read(value).map(|value| Some(Some(value))).ok_or_else(|| {
                let text = format!("{name} must be {expected}.");
                ApiError::param(ErrorCode::FormParamFormatInvalid, name, text)
            }),
        }
    }
}

/// Refuses metadata that is too large.
pub(crate) fn check_metadata(name: &str, metadata: &Value) -> Result<(), ApiError> {
    if metadata.to_string().len() <= MAX_METADATA_BYTES {
        return Ok(());
    }
    let text = format!("{name} must be at most {MAX_METADATA_BYTES} bytes of JSON.");
    Err(ApiError::param(ErrorCode::FormParamValueInvalid, name, text))
}

/// A body that is a list of objects.
pub(crate) struct Bodies(pub(crate) Vec<Body>);

impl FromRequest<App> for Bodies {
    type Rejection = ApiError;

    async fn from_request(request: Request, app: &App) -> Result<Self, ApiError> {
        let objects: Vec<Map<String, Value>> = read(request, app, "a list of JSON objects").await?;
        Ok(Self(objects.into_iter().map(Body).collect()))
    }
}

impl FromRequest<App> for Body {
    type Rejection = ApiError;

    async fn from_request(request: Request, app: &App) -> Result<Self, ApiError> {
        Ok(Self(read(request, app, "a JSON object").await?))
    }
}

/// Reads a whole body. An empty one is like one with nothing in it.
async fn read<T: DeserializeOwned + Default>(
    request: Request,
    app: &App,
    expected: &str,
) -> Result<T, ApiError> {
    let content_type = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let media_type = content_type.and_then(|text| text.split(';').next()).map(str::trim).unwrap_or_default();
    let is_json = media_type.eq_ignore_ascii_case("application/json");
    let limit = app.config().max_body_bytes;
    let bytes = to_bytes(request.into_body(), limit).await.map_err(|_| {
        let text = format!("The body is larger than {limit} bytes, or ended early.");
        let code = ErrorCode::RequestBodyTooLarge;
        ApiError::new(StatusCode::PAYLOAD_TOO_LARGE, code, "body too large", text)
    })?;
    if bytes.is_empty() {
        return Ok(T::default());
    }
    if !is_json {
        return Err(ApiError::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            ErrorCode::UnsupportedContentType,
            "unsupported content type",
            "The body must be JSON, sent with `Content-Type: application/json`.",
        ));
    }
    parse(&bytes, expected)
}

fn parse<T: DeserializeOwned>(bytes: &[u8], expected: &str) -> Result<T, ApiError> {
    serde_json::from_slice(bytes).map_err(|error| {
        ApiError::new(
            StatusCode::BAD_REQUEST,
            ErrorCode::RequestBodyInvalid,
            "request body invalid",
            format!("The body must be {expected}: {error}."),
        )
    })
}
