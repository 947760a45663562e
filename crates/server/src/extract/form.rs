//! Forms: the bodies of the Frontend API.

use std::{collections::HashMap, fmt};

use axum::{
    body::to_bytes,
    extract::{FromRequest, Request},
    http::{HeaderMap, StatusCode, header},
};
use nightdesk_auth::profile;
use nightdesk_wire::codes::ErrorCode;
use serde_json::Value;

use super::query;
use crate::{app::App, present::ApiError};

const FORM: &str = "application/x-www-form-urlencoded";
/// Longest value of a field that says nothing else.
const MAX_TEXT_BYTES: usize = 1024;
/// Longest text of metadata; how much of it may be kept is less, and for the rules to say.
const MAX_METADATA_BYTES: usize = 16 * 1024;

/// The fields of a form. Unknown ones are ignored: SDKs send more with every version.
///
/// A field that is absent reads as `None`; one that is there and empty is `Some("")`, which is how SDKs write `null`.
#[derive(Default)]
pub(crate) struct Form(HashMap<String, Vec<String>>);

impl fmt::Debug for Form {
    /// Names only: the values are passwords and codes.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

impl Form {
    /// Whether a field is there, with or without a value.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// A field that occurs at most once.
    ///
    /// # Errors
    /// `form_param_duplicate`, `form_param_max_length_exceeded`, `form_param_format_invalid` for a NUL in it.
    pub(crate) fn text(&self, name: &str) -> Result<Option<String>, ApiError> {
        self.long_text(name, MAX_TEXT_BYTES)
    }

    /// Like [`Form::text`], with a limit of its own.
    pub(crate) fn long_text(&self, name: &str, max_bytes: usize) -> Result<Option<String>, ApiError> {
        let Some(values) = self.0.get(name) else { return Ok(None) };
        let [value] = values.as_slice() else {
            let text = format!("{name} was given {} times; give it once.", values.len());
            return Err(ApiError::param(ErrorCode::FormParamDuplicate, name, text));
        };
        if value.len() > max_bytes {
            let text = format!("{name} is longer than {max_bytes} bytes.");
            return Err(ApiError::param(ErrorCode::FormParamMaxLengthExceeded, name, text));
        }
        if value.contains('\0') {
            let text = format!("{name} contains a NUL byte.");
            return Err(ApiError::param(ErrorCode::FormParamFormatInvalid, name, text));
        }
        Ok(Some(value.clone()))
    }

    /// A field that occurs at most once; an empty one counts as absent.
    pub(crate) fn filled(&self, name: &str) -> Result<Option<String>, ApiError> {
        Ok(self.text(name)?.filter(|text| !text.trim().is_empty()))
    }

    /// A field that must be there and not be empty.
    ///
    /// # Errors
    /// `form_param_missing` or `form_param_nil`, and as [`Form::text`].
    pub(crate) fn required(&self, name: &str) -> Result<String, ApiError> {
        match self.text(name)? {
            Some(text) if !text.trim().is_empty() => Ok(text),
            Some(_) => {
                Err(ApiError::param(ErrorCode::FormParamNil, name, format!("{name} must not be empty.")))
            }
            None => Err(ApiError::param(ErrorCode::FormParamMissing, name, format!("{name} is missing."))),
        }
    }

    /// A field that may occur any number of times, as SDKs write lists.
    ///
    /// # Errors
    /// `form_param_max_length_exceeded`, `form_param_format_invalid` for a NUL in one.
    pub(crate) fn texts(&self, name: &str) -> Result<Vec<String>, ApiError> {
        let values = self.0.get(name).map(Vec::as_slice).unwrap_or_default();
        if values.iter().map(String::len).sum::<usize>() > MAX_TEXT_BYTES {
            let text = format!("{name} is longer than {MAX_TEXT_BYTES} bytes.");
            return Err(ApiError::param(ErrorCode::FormParamMaxLengthExceeded, name, text));
        }
        if values.iter().any(|value| value.contains('\0')) {
            let text = format!("{name} contains a NUL byte.");
            return Err(ApiError::param(ErrorCode::FormParamFormatInvalid, name, text));
        }
        Ok(values.to_vec())
    }

    /// A switch: `true` or `false`; absent or empty is off.
    ///
    /// # Errors
    /// `form_param_format_invalid` for anything else, and as [`Form::text`].
    pub(crate) fn switch(&self, name: &str) -> Result<bool, ApiError> {
        match self.text(name)?.as_deref() {
            Some("true") => Ok(true),
            None | Some("" | "false") => Ok(false),
            Some(_) => {
                let text = format!("{name} must be true or false.");
                Err(ApiError::param(ErrorCode::FormParamFormatInvalid, name, text))
            }
        }
    }

    /// The metadata that users write themselves: the JSON text of an object.
    ///
    /// # Errors
    /// `form_param_format_invalid` for anything else, and as [`Form::text`].
    pub(crate) fn unsafe_metadata(&self) -> Result<Option<Value>, ApiError> {
        let text = self.long_text("unsafe_metadata", MAX_METADATA_BYTES)?;
        Ok(text.map(|text| profile::metadata(&text)).transpose()?)
    }

    pub(crate) fn read(body: &str) -> Result<Self, ApiError> {
        let mut fields: HashMap<String, Vec<String>> = HashMap::new();
        for pair in query::pairs(body) {
            let (name, value) =
                pair.map_err(|_| body_invalid("The form is not UTF-8 once it is decoded."))?;
            fields.entry(name.into_owned()).or_default().push(value.into_owned());
        }
        Ok(Self(fields))
    }
}

impl FromRequest<App> for Form {
    type Rejection = ApiError;

    async fn from_request(request: Request, app: &App) -> Result<Self, ApiError> {
        let is_form = is_form(request.headers());
        let limit = app.config().max_body_bytes;
        let body = to_bytes(request.into_body(), limit).await.map_err(|_| {
            let text = format!("The body is larger than {limit} bytes, or ended early.");
            let code = ErrorCode::RequestBodyTooLarge;
            ApiError::new(StatusCode::PAYLOAD_TOO_LARGE, code, "body too large", text)
        })?;
        if body.is_empty() {
            return Ok(Self::default());
        }
        if !is_form {
            return Err(ApiError::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                ErrorCode::UnsupportedContentType,
                "unsupported content type",
                format!("Send the body as {FORM}."),
            ));
        }
        let body = std::str::from_utf8(&body).map_err(|_| body_invalid("The form is not UTF-8."))?;
        Self::read(body)
    }
}

fn is_form(headers: &HeaderMap) -> bool {
    let value = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    // Some clients leave the type out; a form is the only thing that this API reads.
    value.is_none_or(|value| value.split(';').next().unwrap_or("").trim().eq_ignore_ascii_case(FORM))
}

fn body_invalid(long_message: &str) -> ApiError {
    let code = ErrorCode::RequestBodyInvalid;
    ApiError::new(StatusCode::BAD_REQUEST, code, "request body invalid", long_message)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code<T: std::fmt::Debug>(result: Result<T, ApiError>) -> &'static str {
        result.unwrap_err().errors.errors[0].code.as_str()
    }

    #[test]
    fn absent_and_empty_fields_differ() {
        let form = Form::read("a=&b=1").unwrap();
        assert_eq!(form.text("a").unwrap().as_deref(), Some(""));
        assert_eq!(form.text("c").unwrap(), None);
        assert_eq!(code(form.required("a")), "form_param_nil");
        assert_eq!(code(form.required("c")), "form_param_missing");
        assert_eq!(form.required("b").unwrap(), "1");
    }

    #[test]
    fn repeated_oversized_and_broken_fields_are_named() {
        let form = Form::read(&format!("a=1&a=2&b={}&c=%00", "x".repeat(MAX_TEXT_BYTES + 1))).unwrap();
        assert_eq!(code(form.text("a")), "form_param_duplicate");
        assert_eq!(code(form.text("b")), "form_param_max_length_exceeded");
        assert_eq!(code(form.text("c")), "form_param_format_invalid");
        assert_eq!(code(Form::read("a=%FF%FE")), "request_body_invalid");
    }

    #[test]
    fn passwords_do_not_print() {
        let printed = format!("{:?}", Form::read("password=hush").unwrap());
        assert_eq!(printed, r#"{"password"}"#);
    }

    #[test]
    fn switches_are_true_or_false() {
        let form = Form::read("a=true&b=false&c=&d=yes").unwrap();
        assert!(form.switch("a").unwrap());
        assert!(!form.switch("b").unwrap() && !form.switch("c").unwrap() && !form.switch("e").unwrap());
        assert_eq!(code(form.switch("d")), "form_param_format_invalid");
    }
}
