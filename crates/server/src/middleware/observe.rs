//! Request id, access log, `Date`.

use std::{future::poll_fn, pin::pin};

use axum::{
    extract::{MatchedPath, Request},
    http::{HeaderName, HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use tokio::time::Instant;

use crate::{
    app::App,
    present::{CarriesErrors, Json},
    request_id::RequestId,
};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Gives the request an id, which errors carry as `clerk_trace_id` and log lines as `request_id`; logs one line when it
/// is answered; dates the answer by the server's clock, from which clients tell how wrong their own is.
pub(super) async fn observe<F>(app: &App, request: Request, next: impl FnOnce(Request) -> F) -> Response
where
    F: Future<Output = Response>,
{
    let started = Instant::now();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let id = RequestId::new(app.rng());

    // Pinned where it stands: the scope that tokio has for futures would move it.
    let mut handled = pin!(next(request));
    let mut response = poll_fn(|context| id.scope(|| handled.as_mut().poll(context))).await;

    if let Some(CarriesErrors(mut errors)) = response.extensions_mut().remove() {
        errors.clerk_trace_id = Some(id.to_string());
        let (mut parts, _) = response.into_parts();
        parts.headers.remove(header::CONTENT_LENGTH);
        response = Response::from_parts(parts, Json(&errors).into_response().into_body());
    }
    let headers = response.headers_mut();
    if let Ok(value) = HeaderValue::from_str(&id.to_string()) {
        headers.insert(REQUEST_ID, value);
    }
    if let Some(date) = date(app) {
        headers.insert(header::DATE, date);
    }
    let route = route.as_ref().map_or("-", MatchedPath::as_str);
    app.metrics().note(route, response.status(), started.elapsed(), app.clock().now());
    tracing::info!(
        target: "nightdesk::access",
        method = %method,
        route,
        status = response.status().as_u16(),
        duration_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX),
        request_id = %id,
    );
    response
}

fn date(app: &App) -> Option<HeaderValue> {
    let since_epoch = u64::try_from(app.clock().now().as_secs()).ok()?;
    let time = std::time::UNIX_EPOCH + std::time::Duration::from_secs(since_epoch);
    HeaderValue::from_str(&httpdate::fmt_http_date(time)).ok()
}
