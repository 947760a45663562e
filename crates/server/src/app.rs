//! What every request shares.

use std::sync::Arc;

use nightdesk_auth::{Clock, Rng};
use nightdesk_notify::Sender;
use nightdesk_store::Store;

use crate::{
    config::Config,
    hasher::{HashError, Hasher},
    instances::Instances,
    metrics::Metrics,
    outgoing::Outgoing,
    passwords::Breaches,
};

/// The parts a server is put together from.
pub struct Parts {
    pub store: Store,
    pub clock: Arc<dyn Clock>,
    pub rng: Arc<dyn Rng>,
    /// Carries messages to users: SMTP, or [`OutboxSender`](crate::OutboxSender).
    pub sender: Arc<dyn Sender>,
    pub config: Config,
}

/// A server's shared state. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Inner>);

struct Inner {
    parts: Parts,
    hasher: Hasher,
    instances: Instances,
    outgoing: Outgoing,
    breaches: Breaches,
    metrics: Metrics,
}

impl App {
    /// Puts a server together.
    ///
    /// # Errors
    /// [`HashError`] if passwords cannot be hashed here.
    pub fn new(parts: Parts) -> Result<Self, HashError> {
        let hasher = Hasher::new(parts.config.hash_concurrency, parts.config.hash_cost)?;
        let instances = Instances::new(parts.config.only_instance.clone());
        let breaches = Breaches::new(parts.config.breached_passwords_url.as_deref());
        let outgoing = Outgoing::default();
        Ok(Self(Arc::new(Inner {
            parts,
            hasher,
            instances,
            outgoing,
            breaches,
            metrics: Metrics::default(),
        })))
    }

    /// The database.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.0.parts.store
    }

    /// The clock.
    #[must_use]
    pub fn clock(&self) -> &dyn Clock {
        &*self.0.parts.clock
    }

    /// The source of randomness.
    #[must_use]
    pub fn rng(&self) -> &dyn Rng {
        &*self.0.parts.rng
    }

    /// What carries messages to users.
    #[must_use]
    pub fn sender(&self) -> &dyn Sender {
        &*self.0.parts.sender
    }

    /// Limits and switches.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.0.parts.config
    }

    /// Hashes and checks passwords.
    #[must_use]
    pub fn hasher(&self) -> &Hasher {
        &self.0.hasher
    }

    /// Asks other servers.
    pub(crate) fn outgoing(&self) -> &Outgoing {
        &self.0.outgoing
    }

    /// The list of breached passwords.
    pub(crate) fn breaches(&self) -> &Breaches {
        &self.0.breaches
    }

    /// What this process has answered lately.
    pub(crate) fn metrics(&self) -> &Metrics {
        &self.0.metrics
    }

    /// The instances; after changing one in the database, call [`Instances::refresh`].
    #[must_use]
    pub fn instances(&self) -> &Instances {
        &self.0.instances
    }
}
