//! One uploaded file.

use axum::{
    RequestExt as _,
    body::to_bytes,
    extract::{FromRequest, Multipart, Request, multipart::MultipartError},
    http::{StatusCode, header},
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use nightdesk_wire::codes::ErrorCode;

use crate::{ApiError, App};

/// Largest file that is taken.
pub(crate) const MAX_UPLOAD_BYTES: usize = 10 * 1024 * 1024;
/// Base64 is a third larger, and a form has a few lines around its file.
pub(crate) const MAX_UPLOAD_BODY_BYTES: usize = MAX_UPLOAD_BYTES / 3 * 4 + 64 * 1024;

/// A file: the field `file` of a multipart form, or base64 in a body of `application/octet-stream`, perhaps as a data
/// URL. Routes that take one need a `DefaultBodyLimit` of [`MAX_UPLOAD_BODY_BYTES`].
pub(crate) struct Upload {
    /// What the file is called where it comes from.
    pub(crate) name: Option<String>,
    pub(crate) content: Vec<u8>,
}

impl FromRequest<App> for Upload {
    type Rejection = ApiError;

    async fn from_request(request: Request, _: &App) -> Result<Self, ApiError> {
        let content_type = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let media_type = content_type.and_then(|text| text.split(';').next()).unwrap_or_default().trim();
        let upload = match media_type.to_ascii_lowercase().as_str() {
            "multipart/form-data" => from_form(request).await?,
            "application/octet-stream" => from_base64(request).await?,
            _ => return Err(unsupported()),
        };
        if upload.content.is_empty() {
            return Err(missing());
        }
        if upload.content.len() > MAX_UPLOAD_BYTES {
            return Err(too_large());
        }
        Ok(upload)
    }
}

async fn from_form(request: Request) -> Result<Upload, ApiError> {
    let mut form: Multipart = request.extract().await.map_err(|_| broken("The form cannot be read."))?;
    let unreadable = |error: MultipartError| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => too_large(),
        _ => broken("The form cannot be read, or ended early."),
    };
    while let Some(field) = form.next_field().await.map_err(unreadable)? {
        if field.name() == Some("file") {
            let name = field.file_name().map(str::to_owned);
            return Ok(Upload { name, content: field.bytes().await.map_err(unreadable)?.to_vec() });
        }
    }
    Err(missing())
}

async fn from_base64(request: Request) -> Result<Upload, ApiError> {
    let body = to_bytes(request.into_body(), MAX_UPLOAD_BODY_BYTES).await.map_err(|_| too_large())?;
    let text = std::str::from_utf8(&body).map_err(|_| broken("The body must be base64."))?.trim();
    let text =
        text.strip_prefix("data:").and_then(|url| url.split_once(";base64,")).map_or(text, |(_, data)| data);
    let content = BASE64_STANDARD.decode(text).map_err(|_| broken("The body must be base64."))?;
    Ok(Upload { name: None, content })
}

fn missing() -> ApiError {
    ApiError::param(ErrorCode::FormParamMissing, "file", "file must be included.")
}

fn too_large() -> ApiError {
    let text = format!("A file has at most {} MiB.", MAX_UPLOAD_BYTES / 1024 / 1024);
    ApiError::new(StatusCode::PAYLOAD_TOO_LARGE, ErrorCode::RequestBodyTooLarge, "body too large", text)
}

fn broken(long_message: &str) -> ApiError {
    let code = ErrorCode::RequestBodyInvalid;
    ApiError::new(StatusCode::BAD_REQUEST, code, "request body invalid", long_message)
}

fn unsupported() -> ApiError {
    ApiError::new(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        ErrorCode::UnsupportedContentType,
        "unsupported content type",
        "Send the file in the field `file` of a multipart form.",
    )
}
