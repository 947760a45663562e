//! The published keys of providers, kept for a while: a token costs no question then, and a made-up one neither.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use nightdesk_jws::ProviderKey;
use nightdesk_wire::time::UnixMs;
use serde_json::Value;

use crate::outgoing::{self, Outgoing, OutgoingError};

/// How long keys are believed to be the ones in use.
const FRESH_SECS: i64 = 10 * 60;
/// How soon they are asked for again for a key that is not among them.
const PAUSE_SECS: i64 = 30;

/// Sets of keys, by where they are published.
#[derive(Default)]
pub(crate) struct PublishedKeys(Mutex<HashMap<String, (UnixMs, Arc<Value>)>>);

impl PublishedKeys {
    /// The key named `name` among those published at `url`.
    ///
    /// # Errors
    /// Whatever keeps the provider from answering.
    pub(super) async fn find(
        &self,
        outgoing: &Outgoing,
        url: &str,
        name: Option<&str>,
        now: UnixMs,
    ) -> Result<Option<ProviderKey>, OutgoingError> {
        if let Some((read_at, set)) = self.known(url) {
            let age_secs = now.millis_since(read_at) / 1000;
            let found = ProviderKey::find(&set, name);
            if age_secs < if found.is_some() { FRESH_SECS } else { PAUSE_SECS } {
                return Ok(found);
            }
        }
        let set = outgoing::json(outgoing.get(url)?).await?;
        let found = ProviderKey::find(&set, name);
        self.sets().insert(url.to_owned(), (now, Arc::new(set)));
        Ok(found)
    }

    fn known(&self, url: &str) -> Option<(UnixMs, Arc<Value>)> {
        self.sets().get(url).cloned()
    }

    fn sets(&self) -> std::sync::MutexGuard<'_, HashMap<String, (UnixMs, Arc<Value>)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
