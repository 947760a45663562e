//! Templates of tokens.

use nightdesk_auth::model::JwtTemplate;
use nightdesk_wire::ids::{InstanceId, JwtTemplateId};

use crate::{Param, Result, Row, Tx, param::params};

const COLUMNS: &str = "id, instance_id, name, claims_json, lifetime_secs, allowed_clock_skew_secs, \
                       signing_algorithm, signing_key, created_at, updated_at";

fn read(row: &Row<'_>) -> Result<JwtTemplate> {
    let mut columns = row.columns();
    Ok(JwtTemplate {
        id: columns.next()?,
        instance_id: columns.next()?,
        name: columns.next()?,
        claims: columns.next_json()?,
        lifetime_secs: columns.next()?,
        allowed_clock_skew_secs: columns.next()?,
        signing_algorithm: columns.next()?,
        signing_key: columns.next()?,
        created_at: columns.next()?,
        updated_at: columns.next()?,
    })
}

/// Adds a template.
///
/// # Errors
/// [`Error::Conflict`](crate::Error::Conflict) if the instance has one of this name.
pub async fn insert(tx: &Tx, template: &JwtTemplate) -> Result<()> {
    tx.execute(
        &format!("INSERT INTO jwt_templates ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"),
        params![
            &template.id,
            &template.instance_id,
            &template.name,
            Param::json(&template.claims)?,
            template.lifetime_secs,
            template.allowed_clock_skew_secs,
            &template.signing_algorithm,
            &template.signing_key,
            template.created_at,
            template.updated_at,
        ],
    )
    .await?;
    Ok(())
}

/// Writes a template over the stored one of its id. `false` if there is none.
///
/// # Errors
/// [`Error::Conflict`](crate::Error::Conflict) if another one has this name.
pub async fn update(tx: &Tx, template: &JwtTemplate) -> Result<bool> {
    let changed = tx
        .execute(
            "UPDATE jwt_templates SET name = $3, claims_json = $4, lifetime_secs = $5, \
             allowed_clock_skew_secs = $6, signing_algorithm = $7, signing_key = $8, updated_at = $9 \
             WHERE instance_id = $1 AND id = $2",
            params![
                &template.instance_id,
                &template.id,
                &template.name,
                Param::json(&template.claims)?,
                template.lifetime_secs,
                template.allowed_clock_skew_secs,
                &template.signing_algorithm,
                &template.signing_key,
                template.updated_at,
            ],
        )
        .await?;
    Ok(changed > 0)
}

/// The template with this id.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn find(tx: &Tx, instance: &InstanceId, id: &JwtTemplateId) -> Result<Option<JwtTemplate>> {
    let sql = format!("SELECT {COLUMNS} FROM jwt_templates WHERE instance_id = $1 AND id = $2");
    tx.one(&sql, params![instance, id], read).await
}

/// The template with this name.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn find_by_name(tx: &Tx, instance: &InstanceId, name: &str) -> Result<Option<JwtTemplate>> {
    let sql = format!("SELECT {COLUMNS} FROM jwt_templates WHERE instance_id = $1 AND name = $2");
    tx.one(&sql, params![instance, name], read).await
}

/// Templates, newest first.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn list(tx: &Tx, instance: &InstanceId, limit: i64, offset: i64) -> Result<Vec<JwtTemplate>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM jwt_templates WHERE instance_id = $1 \
         ORDER BY created_at DESC, id DESC LIMIT $2 OFFSET $3"
    );
    tx.all(&sql, params![instance, limit, offset], read).await
}

/// How many templates there are.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn count(tx: &Tx, instance: &InstanceId) -> Result<i64> {
    let sql = "SELECT COUNT(*) FROM jwt_templates WHERE instance_id = $1";
    Ok(tx.one(sql, params![instance], |row| row.columns().next()).await?.unwrap_or_default())
}

/// Removes a template. `false` if there is none.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn delete(tx: &Tx, instance: &InstanceId, id: &JwtTemplateId) -> Result<bool> {
    let sql = "DELETE FROM jwt_templates WHERE instance_id = $1 AND id = $2";
    Ok(tx.execute(sql, params![instance, id]).await? > 0)
}
