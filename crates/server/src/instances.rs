//! The instances this process answers for, with their keys parsed.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError, RwLock},
};

use nightdesk_auth::{model::Instance, satellite};
use nightdesk_jws::{HmacKey, KeyError, SigningKey};
use nightdesk_store::{Store, instances};
use nightdesk_wire::{
    ids::{ApplicationId, InstanceId},
    time::UnixMs,
};

use crate::config::Served;

/// How long settings are used before they are read again: another process may have changed them.
const FRESH_MS: i64 = 1000;

/// An instance, ready to serve.
pub struct Tenant {
    pub instance: Instance,
    /// `iss` of its tokens.
    pub issuer: String,
    keys: Arc<Keys>,
}

struct Keys {
    signing: SigningKey,
    hmac: HmacKey,
}

impl Tenant {
    /// The key that signs session tokens.
    #[must_use]
    pub fn signing_key(&self) -> &SigningKey {
        &self.keys.signing
    }

    /// The key of client tokens and tickets.
    #[must_use]
    pub fn hmac_key(&self) -> &HmacKey {
        &self.keys.hmac
    }
}

/// Why the instances cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum InstanceError {
    #[error(transparent)]
    Store(#[from] nightdesk_store::Error),
    #[error("a stored key of {instance} cannot be used: {source}")]
    Key { instance: InstanceId, source: KeyError },
}

/// All instances of the database, read again when they are no longer fresh. Keys are parsed once per process: parsing
/// one costs more than signing with it.
#[derive(Default)]
pub struct Instances {
    /// Which ones this process answers for.
    served: Served,
    loaded: RwLock<Option<Loaded>>,
    keys: Mutex<HashMap<InstanceId, Arc<Keys>>>,
}

#[derive(Clone)]
struct Loaded {
    served: Arc<[Arc<Tenant>]>,
    /// What the dashboard manages here and another process answers for.
    others: Arc<[Instance]>,
    at: UnixMs,
}

impl Instances {
    /// The instances of the database, of which some are `served` by this process.
    #[must_use]
    pub fn new(served: Served) -> Self {
        Self { served, ..Self::default() }
    }

    /// Whether this process answers for an instance.
    #[must_use]
    pub fn serves(&self, id: &InstanceId) -> bool {
        match &self.served {
            Served::Only(only) => only == id,
            Served::All { .. } => true,
        }
    }

    /// The instance that answers on `host` (with or without its port). The only instance of a server
    /// answers on any, and of several the process's own on those that name none.
    ///
    /// # Errors
    /// [`InstanceError`] if they cannot be read.
    pub async fn by_host(
        &self,
        store: &Store,
        host: &str,
        now: UnixMs,
    ) -> Result<Option<Arc<Tenant>>, InstanceError> {
        let tenants = self.all(store, now).await?;
        if let [only] = &*tenants {
            return Ok(Some(Arc::clone(only)));
        }
        let with_port = tenants.iter().find(|tenant| tenant.instance.frontend_api.eq_ignore_ascii_case(host));
        let bare = nightdesk_auth::origin::host_of(host);
        let found = with_port
            .or_else(|| tenants.iter().find(|tenant| tenant.instance.host().eq_ignore_ascii_case(bare)));
        let found = found.or_else(|| match &self.served {
            // Whatever another instance's settings claim for it.
            Served::All { own: Some(own) } => tenants.iter().find(|tenant| tenant.instance.id == *own),
            _ => tenants
                .iter()
                .find(|tenant| satellite::named(&tenant.instance.settings.satellite_domains, host).is_some()),
        });
        Ok(found.cloned())
    }

    /// The instance with this id, if this process answers for it.
    ///
    /// # Errors
    /// [`InstanceError`] if they cannot be read.
    pub async fn by_id(
        &self,
        store: &Store,
        id: &InstanceId,
        now: UnixMs,
    ) -> Result<Option<Arc<Tenant>>, InstanceError> {
        Ok(self.all(store, now).await?.iter().find(|tenant| tenant.instance.id == *id).cloned())
    }

    /// The instance with this id, if it is one of the application, whoever answers for it.
    ///
    /// # Errors
    /// [`InstanceError`] if they cannot be read.
    pub async fn of_application(
        &self,
        store: &Store,
        application: &ApplicationId,
        id: &InstanceId,
        now: UnixMs,
    ) -> Result<Option<Arc<Tenant>>, InstanceError> {
        let loaded = self.load(store, now).await?;
        let is_it = |instance: &Instance| instance.id == *id && instance.application_id == *application;
        if let Some(tenant) = loaded.served.iter().find(|tenant| is_it(&tenant.instance)) {
            return Ok(Some(Arc::clone(tenant)));
        }
        loaded.others.iter().find(|other| is_it(other)).map(|other| self.tenant(other.clone())).transpose()
    }

    /// Forgets what was read: this process has just changed it.
    pub fn refresh(&self) {
        *self.loaded.write().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Every instance that this process answers for, production first.
    ///
    /// # Errors
    /// [`InstanceError`] if they cannot be read.
    pub async fn all(&self, store: &Store, now: UnixMs) -> Result<Arc<[Arc<Tenant>]>, InstanceError> {
        Ok(self.load(store, now).await?.served)
    }

    async fn load(&self, store: &Store, now: UnixMs) -> Result<Loaded, InstanceError> {
        let loaded = self.loaded.read().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(loaded) = loaded
            && (0..FRESH_MS).contains(&now.millis_since(loaded.at))
        {
            return Ok(loaded);
        }
        let mut instances: Vec<Instance> =
            store.read(async |tx| Ok::<_, nightdesk_store::Error>(instances::list(&tx).await?)).await?;
        // Production comes first: a host that both claim is its, and admins who sign in see it.
        instances.sort_by_key(|instance| instance.environment.is_development());
        let (served, others): (Vec<_>, Vec<_>) =
            instances.into_iter().partition(|instance| self.serves(&instance.id));
        let served = served.into_iter().map(|instance| self.tenant(instance)).collect::<Result<_, _>>()?;
        let loaded = Loaded { served, others: others.into(), at: now };
        *self.loaded.write().unwrap_or_else(PoisonError::into_inner) = Some(loaded.clone());
        Ok(loaded)
    }

    fn tenant(&self, instance: Instance) -> Result<Arc<Tenant>, InstanceError> {
        let mut known = self.keys.lock().unwrap_or_else(PoisonError::into_inner);
        let keys = match known.get(&instance.id) {
            Some(keys) => Arc::clone(keys),
            None => {
                let keys = Arc::new(parse_keys(&instance)?);
                known.insert(instance.id.clone(), Arc::clone(&keys));
                keys
            }
        };
        Ok(Arc::new(Tenant { issuer: instance.issuer(), instance, keys }))
    }
}

fn parse_keys(instance: &Instance) -> Result<Keys, InstanceError> {
    let failed = |source| InstanceError::Key { instance: instance.id.clone(), source };
    Ok(Keys {
        signing: SigningKey::from_pkcs8_pem(instance.signing_key_pem.expose()).map_err(failed)?,
        hmac: HmacKey::new(instance.client_token_key.expose().as_bytes()).map_err(failed)?,
    })
}
