//! `nightdesk keys`

use nightdesk_auth::{Clock as _, model::SecretKey, provision};
use nightdesk_server::{SystemClock, SystemRng};
use nightdesk_store::secret_keys::{self, Revocation};
use nightdesk_wire::{
    ids::{InstanceId, SecretKeyId},
    time::UnixMs,
};
use serde::Serialize;

use crate::{
    args::{InstanceArgs, KeysArgs, KeysCommand},
    database::open_instance,
    failure::Failure,
    output,
};

/// Lists, creates or revokes secret keys.
///
/// # Errors
/// If the database cannot be opened, or there is no such instance or key.
pub async fn run(args: KeysArgs) -> Result<(), Failure> {
    match args.command {
        KeysCommand::List { instance, json } => list(&instance, json).await,
        KeysCommand::Create { instance, name } => create(&instance, &name).await,
        KeysCommand::Revoke { instance, id } => revoke(&instance, &id).await,
    }
}

#[derive(Serialize)]
struct Listed<'a> {
    id: &'a SecretKeyId,
    name: &'a str,
    prefix: &'a str,
    created_at: UnixMs,
    last_used_at: Option<UnixMs>,
    revoked_at: Option<UnixMs>,
}

async fn list(args: &InstanceArgs, json: bool) -> Result<(), Failure> {
    let (store, instance) = open_instance(args).await?;
    let id: &InstanceId = &instance.id;
    let keys: Vec<SecretKey> =
        store.read(|tx| async move { secret_keys::list(&tx, id).await }).await.map_err(store_failure)?;
    for SecretKey { id, name, prefix, created_at, last_used_at, revoked_at, .. } in &keys {
        if json {
            let (created_at, last_used_at, revoked_at) = (*created_at, *last_used_at, *revoked_at);
            output::json_line(&Listed { id, name, prefix, created_at, last_used_at, revoked_at })?;
        } else {
            let state = if revoked_at.is_some() { "  (revoked)" } else { "" };
            output::line(&format!("{id}  {prefix}...  {name}{state}"))?;
        }
    }
    Ok(())
}

async fn create(args: &InstanceArgs, name: &str) -> Result<(), Failure> {
    let (store, instance) = open_instance(args).await?;
    let (key, secret) = provision::secret_key(&instance, name, &SystemRng, SystemClock.now());
    let key = &key;
    store.write(|tx| async move { secret_keys::insert(&tx, key).await }).await.map_err(store_failure)?;
    output::line(secret.expose())?;
    Ok(())
}

async fn revoke(args: &InstanceArgs, id: &str) -> Result<(), Failure> {
    let (store, instance) = open_instance(args).await?;
    let missing = || {
        Failure::new(
            "key_missing",
            format!("no live key has the id {id:?}. `nightdesk keys list` shows the ids."),
        )
    };
    let id = &SecretKeyId::parse(id).map_err(|_| missing())?;
    let (instance, now) = (&instance.id, SystemClock.now());
    let revocation = store
        .write(|tx| async move { secret_keys::revoke(&tx, instance, id, now).await })
        .await
        .map_err(store_failure)?;
    match revocation {
        Revocation::Revoked(key) => Ok(output::line(&format!("{} ({}) is revoked", key.id, key.name))?),
        Revocation::NotFound => Err(missing()),
        Revocation::Last => Err(Failure::new(
            "last_secret_key",
            "this is the last key; without one nobody can use the backend API. Create another one first: nightdesk \
             keys create.",
        )),
    }
}

/// Names the error type of a transaction, which the compiler cannot infer from `?` alone.
fn store_failure(error: nightdesk_store::Error) -> Failure {
    error.into()
}
