//! Who is calling the Backend API.

use std::sync::Arc;

use axum::{
    extract::FromRequestParts,
    http::{StatusCode, header, request::Parts},
};
use nightdesk_auth::model::{Digest, SecretKey};
use nightdesk_store::{Store, Tx, secret_keys};
use nightdesk_wire::{codes::ErrorCode, ids::InstanceId, time::UnixMs};

use crate::{ApiError, App, Tenant, audit::KeyInUse};

/// The use of a key is written down at most this often: a write per request would cost more than most requests.
const TOUCH_AFTER_MS: i64 = 60_000;

/// Lets a request in without a secret key: put into its extensions by whoever has seen already who is calling.
#[derive(Clone)]
pub(crate) struct Granted(pub(crate) Arc<Tenant>);

/// A caller with a live secret key, or one whom the dashboard let in, and what handlers need.
pub(crate) struct BackendCx {
    pub(crate) app: App,
    /// The instance of the key; nothing else can be reached with it.
    pub(crate) tenant: Arc<Tenant>,
    pub(crate) now: UnixMs,
}

impl BackendCx {
    pub(crate) fn instance_id(&self) -> &InstanceId {
        &self.tenant.instance.id
    }

    /// 16 random bytes for an id.
    pub(crate) fn random(&self) -> [u8; 16] {
        nightdesk_auth::rng::bytes(self.app.rng())
    }

    /// Looks at the database, see [`Store::read`].
    pub(crate) fn read<T, F, Fut>(&self, f: F) -> impl Future<Output = Result<T, ApiError>>
    where
        F: FnOnce(Tx) -> Fut,
        Fut: Future<Output = Result<T, ApiError>> + Send,
    {
        self.app.store().read(f)
    }

    /// Changes the database, see [`Store::write`].
    pub(crate) fn write<T, F, Fut>(&self, f: F) -> impl Future<Output = Result<T, ApiError>>
    where
        F: Fn(Tx) -> Fut,
        Fut: Future<Output = Result<T, ApiError>> + Send,
    {
        self.app.store().write(f)
    }
}

impl FromRequestParts<App> for BackendCx {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let now = app.clock().now();
        if let Some(Granted(tenant)) = parts.extensions.get() {
            return Ok(Self { app: app.clone(), tenant: Arc::clone(tenant), now });
        }
        let secret = bearer(parts)?;
        let digest = Digest::of(secret);
        let key = app.store().read(async |tx| secret_keys::find_live(&tx, &digest).await).await?;
        // Looked up by digest, and compared once more in constant time, so that no index decides about access.
        let key = key.filter(|key| key.digest.matches(secret)).ok_or_else(invalid_key)?;
        let tenant = app.instances().by_id(app.store(), &key.instance_id, now).await?;
        touch(app.store(), &key, now).await;
        let tenant = tenant.ok_or_else(invalid_key)?;
        if let Some(in_use) = parts.extensions.get::<KeyInUse>() {
            in_use.set(&tenant, &key.name);
        }
        Ok(Self { app: app.clone(), tenant, now })
    }
}

/// Notes the use of a key. A failure is not worth failing the request for.
async fn touch(store: &Store, key: &SecretKey, now: UnixMs) {
    if key.last_used_at.is_some_and(|last| now.millis_since(last) < TOUCH_AFTER_MS) {
        return;
    }
    let touched = store.write(async |tx| secret_keys::touch(&tx, &key.instance_id, &key.id, now).await).await;
    if let Err::<(), nightdesk_store::Error>(error) = touched {
        tracing::warn!(%error, secret_key.id = %key.id, "the use of a secret key was not noted");
    }
}

fn bearer(parts: &Parts) -> Result<&str, ApiError> {
    let header = parts.headers.get(header::AUTHORIZATION).ok_or_else(|| {
        unauthorized(
            ErrorCode::AuthorizationHeaderMissing,
            "This operation needs a secret key. Send it as `Authorization: Bearer sk_...`.",
        )
    })?;
    let words = header.to_str().ok().and_then(|text| text.split_once(' '));
    words.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer")).map(|(_, key)| key.trim()).ok_or_else(
        || {
            unauthorized(
                ErrorCode::AuthorizationHeaderFormatInvalid,
                "The Authorization header must be `Bearer` and a secret key.",
            )
        },
    )
}

fn invalid_key() -> ApiError {
    unauthorized(
        ErrorCode::ClerkKeyInvalid,
        "The secret key is wrong or revoked. The dashboard's API Keys page shows the keys of this server.",
    )
}

fn unauthorized(code: ErrorCode, long_message: &str) -> ApiError {
    ApiError::new(StatusCode::UNAUTHORIZED, code, "authentication invalid", long_message)
}
