//! What every request shares.

use std::sync::Arc;

use nightdesk_auth::{Clock, Rng, model::Instance};
use nightdesk_notify::{Message, SendError, Sender};
use nightdesk_store::Store;

use crate::{
    config::Config,
    hasher::{HashError, Hasher},
    instances::Instances,
    metrics::Metrics,
    outbox::OutboxSender,
    outgoing::Outgoing,
    passwords::Breaches,
};

/// The parts a server is put together from.
pub struct Parts {
    pub store: Store,
    pub clock: Arc<dyn Clock>,
    pub rng: Arc<dyn Rng>,
    /// Carries messages to users of production instances: SMTP, or [`OutboxSender`]. Those of development instances
    /// are kept in the outbox always.
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
    outbox: OutboxSender,
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
        let instances = Instances::new(parts.config.served.clone());
        let outbox = OutboxSender::new(parts.store.clone(), Arc::clone(&parts.clock), Arc::clone(&parts.rng));
        let breaches = Breaches::new(parts.config.breached_passwords_url.as_deref());
        let outgoing = Outgoing::new(parts.config.loopback_providers);
        Ok(Self(Arc::new(Inner {
            parts,
            hasher,
            instances,
            outbox,
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

    /// Hands a message to a user of `instance` over.
    ///
    /// # Errors
    /// As [`Sender::send`], and [`SendError::NotServed`] for a production instance of another process.
    pub(crate) async fn send(&self, instance: &Instance, message: Message) -> Result<(), SendError> {
        if instance.environment.is_development() {
            return self.0.outbox.send(message).await;
        }
        if !self.instances().serves(&instance.id) {
            return Err(SendError::NotServed);
        }
        self.0.parts.sender.send(message).await
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
