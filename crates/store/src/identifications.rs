//! Accounts at identity providers, passkeys and wallets of users. What one is found by belongs to one user of an instance.

use nightdesk_auth::model::{Identification, IdentificationKind};
use nightdesk_wire::ids::{IdentificationId, InstanceId, UserId};

use crate::{Param, Result, Row, Tx, filter::Filter, param::params, user_terms};

const TABLE: &str = "identifications";

const COLUMNS: &str =
    "id, instance_id, user_id, subject, details_json, verification_json, created_at, updated_at";

fn read(row: &Row<'_>) -> Result<Identification> {
    let mut columns = row.columns();
    Ok(Identification {
        id: columns.next()?,
        instance_id: columns.next()?,
        user_id: columns.next()?,
        subject: columns.next()?,
        details: columns.next_json()?,
        verification: columns.next_json_or_null()?,
        created_at: columns.next()?,
        updated_at: columns.next()?,
    })
}

fn values(identification: &Identification) -> Result<[Param<'_>; 9]> {
    Ok([
        Param::from(&identification.id),
        Param::from(&identification.instance_id),
        Param::from(&identification.user_id),
        Param::from(&identification.subject),
        Param::json(&identification.details)?,
        Param::json_or_null(identification.verification.as_ref())?,
        Param::from(identification.created_at),
        Param::from(identification.updated_at),
        Param::from(identification.details.kind()),
    ])
}

/// Adds an identification to its user.
///
/// # Errors
/// [`Error::Conflict`](crate::Error::Conflict) if a user of the instance has it.
pub async fn insert(tx: &Tx, identification: &Identification) -> Result<()> {
    let sql =
        format!("INSERT INTO identifications ({COLUMNS}, kind) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)");
    tx.execute(&sql, &values(identification)?).await?;
    insert_term(tx, identification).await
}

/// Users are also looked for by their wallets.
async fn insert_term(tx: &Tx, identification: &Identification) -> Result<()> {
    let wallet = is_wallet(identification).then_some(identification.subject.as_ref()).flatten();
    let Some(address) = wallet else { return Ok(()) };
    let (instance, user) = (&identification.instance_id, &identification.user_id);
    user_terms::insert(tx, instance, user, identification.id.as_str(), address).await
}

fn is_wallet(identification: &Identification) -> bool {
    identification.details.kind() == IdentificationKind::Web3Wallet
}

/// Writes what is known of an identification. Returns whether it still exists.
///
/// # Errors
/// As for [`insert`].
pub async fn update(tx: &Tx, identification: &Identification) -> Result<bool> {
    if is_wallet(identification) {
        user_terms::delete(tx, &identification.instance_id, TABLE, identification.id.as_str()).await?;
    }
    let sql = "UPDATE identifications SET user_id = $3, subject = $4, details_json = $5, verification_json = $6, \
               created_at = $7, updated_at = $8, kind = $9 WHERE id = $1 AND instance_id = $2";
    let exists = tx.execute(sql, &values(identification)?).await? > 0;
    if exists {
        insert_term(tx, identification).await?;
    }
    Ok(exists)
}

/// Deletes an identification. Returns whether there was one.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn delete(tx: &Tx, instance: &InstanceId, id: &IdentificationId) -> Result<bool> {
    user_terms::delete(tx, instance, TABLE, id.as_str()).await?;
    let sql = "DELETE FROM identifications WHERE instance_id = $1 AND id = $2";
    Ok(tx.execute(sql, params![instance, id]).await? > 0)
}

/// The identification of a kind that is found by `subject`.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn find_by_subject(
    tx: &Tx,
    instance: &InstanceId,
    kind: IdentificationKind,
    subject: &str,
) -> Result<Option<Identification>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM identifications WHERE instance_id = $1 AND kind = $2 AND subject = $3"
    );
    tx.one(&sql, params![instance, kind, subject], read).await
}

/// The identification with this id.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn find(tx: &Tx, instance: &InstanceId, id: &IdentificationId) -> Result<Option<Identification>> {
    let sql = format!("SELECT {COLUMNS} FROM identifications WHERE instance_id = $1 AND id = $2");
    tx.one(&sql, params![instance, id], read).await
}

/// The identifications of a user, oldest first.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn list(tx: &Tx, instance: &InstanceId, user: &UserId) -> Result<Vec<Identification>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM identifications WHERE instance_id = $1 AND user_id = $2 ORDER BY created_at, id"
    );
    tx.all(&sql, params![instance, user], read).await
}

/// The identifications of several users in one go, oldest first.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn list_of_users(tx: &Tx, instance: &InstanceId, users: &[&UserId]) -> Result<Vec<Identification>> {
    let mut filter = Filter::new("instance_id", instance);
    let Some(condition) = filter.one_of("user_id", users.iter().map(|id| id.as_str().to_owned())) else {
        return Ok(Vec::new());
    };
    filter.and(condition);
    let sql = format!("SELECT {COLUMNS} FROM identifications{} ORDER BY created_at, id", filter.sql());
    tx.found(&sql, &filter, read).await
}
