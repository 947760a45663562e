//! Instances.

use nightdesk_auth::model::{Instance, Settings};
use nightdesk_wire::{ids::InstanceId, time::UnixMs};

use crate::{Param, Result, Row, Tx, param::params};

const SELECT: &str = "SELECT i.id, i.application_id, a.name, i.environment, i.frontend_api, i.signing_key_pem, \
    i.client_token_key, i.settings_json, i.created_at, i.updated_at \
    FROM instances i JOIN applications a ON a.id = i.application_id";

fn read(row: &Row<'_>) -> Result<Instance> {
    let mut columns = row.columns();
    Ok(Instance {
        id: columns.next()?,
        application_id: columns.next()?,
        application_name: columns.next()?,
        environment: columns.next()?,
        frontend_api: columns.next()?,
        signing_key_pem: columns.next()?,
        client_token_key: columns.next()?,
        settings: columns.next_json()?,
        created_at: columns.next()?,
        updated_at: columns.next()?,
    })
}

/// Adds an instance of an application that is there. The application keeps its name, whatever the instance says.
///
/// # Errors
/// [`Error::Conflict`](crate::Error::Conflict) if the id exists, or the application has an instance of this environment.
pub async fn insert(tx: &Tx, instance: &Instance) -> Result<()> {
    tx.execute(
        "INSERT INTO instances (id, application_id, environment, frontend_api, signing_key_pem, client_token_key, \
         settings_json, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        params![
            &instance.id,
            &instance.application_id,
            instance.environment,
            &instance.frontend_api,
            &instance.signing_key_pem,
            &instance.client_token_key,
            Param::json(&instance.settings)?,
            instance.created_at,
            instance.updated_at,
        ],
    )
    .await?;
    Ok(())
}

/// The instance with this id.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn find(tx: &Tx, id: &InstanceId) -> Result<Option<Instance>> {
    tx.one(&format!("{SELECT} WHERE i.id = $1"), params![id], read).await
}

/// Every instance, oldest first.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn list(tx: &Tx) -> Result<Vec<Instance>> {
    tx.all(&format!("{SELECT} ORDER BY i.created_at, i.id"), &[], read).await
}

/// Replaces the settings. Returns whether there is such an instance.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn update_settings(tx: &Tx, id: &InstanceId, settings: &Settings, now: UnixMs) -> Result<bool> {
    let sql = "UPDATE instances SET settings_json = $2, updated_at = $3 WHERE id = $1";
    Ok(tx.execute(sql, params![id, Param::json(settings)?, now]).await? > 0)
}

/// Changes the host that the publishable key names. Returns whether there is such an instance.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn update_frontend_api(tx: &Tx, id: &InstanceId, frontend_api: &str, now: UnixMs) -> Result<bool> {
    let sql = "UPDATE instances SET frontend_api = $2, updated_at = $3 WHERE id = $1";
    Ok(tx.execute(sql, params![id, frontend_api, now]).await? > 0)
}
