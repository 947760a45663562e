//! Making a client.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher as _, Hasher as _};
use std::sync::Arc;

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use nightdesk_client::Port;
use serde_json::{Value, json};
use tokio::runtime::Handle;
use tokio::sync::{mpsc, watch};

use crate::auth::Auth;
use crate::client::Client;
use crate::core::Core;
use crate::driver::Driver;
use crate::effects::Hands;
use crate::error::{Error, Result};
use crate::http::Http;
use crate::storage::{MemoryStorage, Storage};
use crate::time::{SystemTime, Time};

/// The SDK version whose behaviour on the wire the core follows; sent as `_clerk_js_version`.
const WIRE_VERSION: &str = "6.29.3";

/// What a [`Client`] is made of.
pub struct Builder {
    publishable_key: String,
    storage: Arc<dyn Storage>,
    time: Arc<dyn Time>,
    roots: Vec<Vec<u8>>,
}

impl Builder {
    pub(crate) fn new(publishable_key: String) -> Builder {
        Builder {
            publishable_key,
            storage: Arc::new(MemoryStorage::new()),
            time: Arc::new(SystemTime),
            roots: Vec::new(),
        }
    }

    /// Where the sign-in is kept; in memory unless given.
    #[must_use]
    pub fn storage(mut self, storage: impl Storage) -> Builder {
        self.storage = Arc::new(storage);
        self
    }

    /// Trusts this authority too, besides those that the system trusts: the one that `nightdesk dev` makes, say.
    /// PEM text with one certificate or more.
    #[must_use]
    pub fn root_certificate(mut self, pem: impl Into<Vec<u8>>) -> Builder {
        self.roots.push(pem.into());
        self
    }

    /// Another clock than the system's, for tests.
    #[must_use]
    pub fn time(mut self, time: impl Time) -> Builder {
        self.time = Arc::new(time);
        self
    }

    /// Starts the client on the tokio runtime that this is called in. Nothing is read or asked yet.
    ///
    /// # Errors
    /// [`Error::PublishableKey`], [`Error::Tls`], [`Error::RuntimeMissing`].
    pub fn build(self) -> Result<Client> {
        let runtime = Handle::try_current().map_err(|_| Error::RuntimeMissing)?;
        let init = json!({"init": {
            "publishable_key": self.publishable_key,
            "version": WIRE_VERSION,
            "seed": seed(),
            "background": true,
        }});
        check(&init)?;
        let frontend_api = frontend_api(&self.publishable_key);
        let production = self.publishable_key.starts_with("pk_live_");
        let http = Arc::new(Http::new(&frontend_api, production, &self.roots)?);

        let (tell, commands) = mpsc::unbounded_channel();
        let (auth, seen) = watch::channel(Arc::new(Auth::default()));
        // One pending notice is enough: whoever takes it looks at what is there by then.
        let (notify, changed) = mpsc::channel(1);
        let watched = self.storage.watch(Box::new(move || _ = notify.try_send(())));
        let watched = watched.inspect_err(|error| {
            tracing::warn!(%error, "changes by other processes are noticed late: storage cannot be watched");
        });
        let hands = Hands { http, storage: self.storage, time: self.time };
        let driver = Driver::new(Core::start(), hands, frontend_api.clone(), auth);
        runtime.spawn(driver.run(init, commands, changed, watched.ok()));
        Ok(Client::new(tell, seen, self.publishable_key, frontend_api))
    }
}

impl std::fmt::Debug for Builder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Builder").field("publishable_key", &self.publishable_key).finish_non_exhaustive()
    }
}

/// Asks the core what it thinks of the key, at the place where it was given.
fn check(init: &Value) -> Result<()> {
    let answer = Port::default().step(&init.to_string());
    let answer: Value = serde_json::from_str(&answer).unwrap_or_default();
    match answer.get(0).and_then(|first| first.get("error")) {
        Some(error) => Err(Error::from_core(error, "", None)),
        None => Ok(()),
    }
}

/// The host that a good publishable key names.
fn frontend_api(publishable_key: &str) -> String {
    let lenient = GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::RequireNone)
        .with_decode_allow_trailing_bits(true);
    let text = publishable_key.splitn(3, '_').nth(2).unwrap_or_default().trim_end_matches('=');
    let host = GeneralPurpose::new(&STANDARD, lenient).decode(text).unwrap_or_default();
    String::from_utf8_lossy(&host).trim_end_matches('$').to_owned()
}

/// Differs between contexts, so that they do not retry in step.
#[expect(clippy::cast_possible_truncation, reason = "any 32 of the bits will do")]
fn seed() -> u32 {
    RandomState::new().build_hasher().finish() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(key: &str) -> String {
        Client::builder(key).build().unwrap_err().code().to_owned()
    }

    #[tokio::test]
    async fn a_bad_key_is_refused_where_it_was_given() {
        assert_eq!(code(""), "publishable_key_missing");
        assert_eq!(code("sk_test_abc"), "publishable_key_is_secret");
        assert_eq!(code("pk_test_abc"), "publishable_key_invalid");
    }

    #[tokio::test]
    async fn a_good_key_tells_its_host() {
        for key in ["pk_live_Y2xlcmsuZXhhbXBsZS5jb20k", "pk_live_Y2xlcmsuZXhhbXBsZS5jb20k=="] {
            assert_eq!(Client::builder(key).build().unwrap().frontend_api(), "clerk.example.com");
        }
    }

    #[test]
    fn without_a_runtime_there_is_no_client() {
        assert_eq!(code("pk_live_Y2xlcmsuZXhhbXBsZS5jb20k"), "runtime_missing");
    }

    #[tokio::test]
    async fn what_is_no_certificate_is_refused() {
        let builder = Client::builder("pk_live_Y2xlcmsuZXhhbXBsZS5jb20k").root_certificate("not PEM");
        assert_eq!(builder.build().unwrap_err().code(), "tls_setup_failed");
    }
}
