//! GET /images/{image_id}

use std::sync::Arc;

use axum::{
    Extension, Router,
    extract::State,
    http::{HeaderName, HeaderValue, header},
    middleware::from_fn_with_state,
    response::{IntoResponse, Response},
};
use nightdesk_store::images;
use nightdesk_wire::ids::ImageId;

use super::generated;
use crate::{App, Tenant, extract::Path, middleware, present::ApiError, routing::get};

/// A picture never changes under its id.
const FOREVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// Apart from the Frontend API: an answer that caches may keep must not carry anybody's identity.
pub(crate) fn router(app: App) -> Router {
    Router::new()
        .route("/images/{image_id}", get(show))
        .route(generated::ROUTE, get(generated::show))
        .fallback(async || ApiError::not_found("The picture"))
        .layer(from_fn_with_state(app.clone(), middleware::around_images))
        .with_state(app)
}

/// A picture of a user. Whoever knows its address may see it: it is what names on a page are shown with.
///
/// # Errors
/// `resource_not_found`.
async fn show(
    State(app): State<App>,
    Extension(tenant): Extension<Arc<Tenant>>,
    Path(id): Path<ImageId>,
) -> Result<Response, ApiError> {
    let instance = &tenant.instance.id;
    let found = app.store().read(async |tx| Ok::<_, ApiError>(images::find(&tx, instance, &id).await?));
    let image = found.await?.ok_or_else(|| ApiError::not_found("The picture"))?;
    let content_type = HeaderValue::from_str(&image.content_type);
    let content_type = content_type.unwrap_or(HeaderValue::from_static("application/octet-stream"));
    Ok(answer(content_type, image.content))
}

/// A picture with what browsers and caches have to know of it.
pub(super) fn answer(content_type: HeaderValue, content: impl IntoResponse) -> Response {
    let headers: [(HeaderName, HeaderValue); 5] = [
        (header::CONTENT_TYPE, content_type),
        (header::CACHE_CONTROL, FOREVER),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'")),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*")),
    ];
    (headers, content).into_response()
}
