//! Instances and keys that have to be there before a server can serve.

use nightdesk_auth::{
    Rng,
    model::{Environment, Instance, SecretKey},
    provision,
};
use nightdesk_jws::KeyError;
use nightdesk_store::{Store, instances, secret_keys};
use nightdesk_wire::time::UnixMs;

/// Why an instance could not be made.
#[derive(Debug, thiserror::Error)]
pub enum ProvisionError {
    #[error(transparent)]
    Store(#[from] nightdesk_store::Error),
    #[error("no signing key could be made: {0}")]
    Key(#[from] KeyError),
}

/// The instance of `environment`, if the database has one.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn find_instance(
    store: &Store,
    environment: Environment,
) -> Result<Option<Instance>, ProvisionError> {
    let all =
        store.read(|tx| async move { instances::list(&tx).await }).await.map_err(ProvisionError::Store)?;
    Ok(all.into_iter().find(|instance| instance.environment == environment))
}

/// The instance of `environment`, made if missing, with this name and host from now on.
///
/// # Errors
/// [`ProvisionError`] if the database does not answer or no key can be made.
pub async fn ensure_instance(
    store: &Store,
    name: &str,
    environment: Environment,
    frontend_api: &str,
    rng: &dyn Rng,
    now: UnixMs,
) -> Result<Instance, ProvisionError> {
    let mut instance = match find_instance(store, environment).await? {
        Some(found) => found,
        None => insert_first(store, provision::instance(name, environment, frontend_api, rng, now)?).await?,
    };
    if instance.frontend_api != frontend_api || instance.name != name {
        frontend_api.clone_into(&mut instance.frontend_api);
        name.clone_into(&mut instance.name);
        let id = &instance.id;
        store
            .write(|tx| async move {
                instances::update_frontend_api(&tx, id, frontend_api, now).await?;
                instances::update_name(&tx, id, name, now).await
            })
            .await
            .map_err(ProvisionError::Store)?;
    }
    Ok(instance)
}

/// Adds `made`, unless another process was faster: then that one's instance counts.
async fn insert_first(store: &Store, made: Instance) -> Result<Instance, ProvisionError> {
    let made = &made;
    store
        .write(|tx| async move {
            let all = instances::list(&tx).await?;
            if let Some(theirs) = all.into_iter().find(|other| other.environment == made.environment) {
                return Ok(theirs);
            }
            instances::insert(&tx, made).await?;
            Ok::<_, nightdesk_store::Error>(made.clone())
        })
        .await
        .map_err(ProvisionError::Store)
}

/// A live secret key whose text is in the database, made if there is none.
///
/// Development servers print it at every start, so it is kept in the clear also for a production
/// instance that such a server runs.
///
/// # Errors
/// [`ProvisionError`] if the database does not answer.
pub async fn ensure_readable_key(
    store: &Store,
    instance: &Instance,
    rng: &dyn Rng,
    now: UnixMs,
) -> Result<SecretKey, ProvisionError> {
    let (mut made, text) = provision::secret_key(instance, "Default", rng, now);
    made.plain = Some(text);
    let made = &made;
    store
        .write(|tx| async move {
            let keys = secret_keys::list(&tx, &instance.id).await?;
            if let Some(known) = keys.into_iter().find(|key| key.revoked_at.is_none() && key.plain.is_some())
            {
                return Ok(known);
            }
            secret_keys::insert(&tx, made).await?;
            Ok::<_, nightdesk_store::Error>(made.clone())
        })
        .await
        .map_err(ProvisionError::Store)
}
