//! The application, instances and keys that have to be there before a server can serve.

use nightdesk_auth::{
    Rng,
    model::{Application, Environment, Instance, SecretKey},
    provision,
};
use nightdesk_jws::KeyError;
use nightdesk_store::{Store, applications, instances, secret_keys};
use nightdesk_wire::time::UnixMs;

/// What an application is called until somebody names it.
const UNNAMED: &str = "My application";

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

/// The instance of `environment`, made if missing, with this host from now on.
///
/// A `name` is the application's from now on, and both of its instances show it; without one it keeps the name it has.
///
/// # Errors
/// [`ProvisionError`] if the database does not answer or no key can be made.
pub async fn ensure_instance(
    store: &Store,
    name: Option<&str>,
    environment: Environment,
    frontend_api: &str,
    rng: &dyn Rng,
    now: UnixMs,
) -> Result<Instance, ProvisionError> {
    let application = ensure_application(store, name, rng, now).await?;
    let mut instance = match find_instance(store, environment).await? {
        Some(found) => found,
        None => {
            insert_first(store, provision::instance(&application, environment, frontend_api, rng, now)?)
                .await?
        }
    };
    if instance.frontend_api != frontend_api {
        move_instance(store, &mut instance, frontend_api, now).await?;
    }
    Ok(instance)
}

/// Gives an instance another host, and by that another publishable key.
///
/// # Errors
/// [`ProvisionError`] if the database does not answer.
pub async fn move_instance(
    store: &Store,
    instance: &mut Instance,
    frontend_api: &str,
    now: UnixMs,
) -> Result<(), ProvisionError> {
    frontend_api.clone_into(&mut instance.frontend_api);
    let id = &instance.id;
    store
        .write(|tx| async move { instances::update_frontend_api(&tx, id, frontend_api, now).await })
        .await
        .map_err(ProvisionError::Store)?;
    Ok(())
}

/// The one application of the database, made if missing.
async fn ensure_application(
    store: &Store,
    name: Option<&str>,
    rng: &dyn Rng,
    now: UnixMs,
) -> Result<Application, ProvisionError> {
    let made = &provision::application(name.unwrap_or(UNNAMED), rng, now);
    store
        .write(|tx| async move {
            let Some(mut found) = applications::list(&tx).await?.into_iter().next() else {
                applications::insert(&tx, made).await?;
                return Ok(made.clone());
            };
            if let Some(name) = name.filter(|name| *name != found.name) {
                applications::update_name(&tx, &found.id, name, now).await?;
                name.clone_into(&mut found.name);
            }
            Ok::<_, nightdesk_store::Error>(found)
        })
        .await
        .map_err(ProvisionError::Store)
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
