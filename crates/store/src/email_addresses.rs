//! E-mail addresses of users. An address belongs to one user of an instance, however it is written.

use nightdesk_auth::model::EmailAddress;
use nightdesk_wire::ids::{EmailAddressId, InstanceId, UserId};

use crate::{Param, Result, Row, Tx, filter::Filter, param::params, user_terms};

const COLUMNS: &str = "id, instance_id, user_id, address, address_lower, verification_json, created_at, updated_at, \
    reserved";

fn read(row: &Row<'_>) -> Result<EmailAddress> {
    let mut columns = row.columns();
    Ok(EmailAddress {
        id: columns.next()?,
        instance_id: columns.next()?,
        user_id: columns.next()?,
        address: columns.next()?,
        address_lower: columns.next()?,
        verification: columns.next_json_or_null()?,
        created_at: columns.next()?,
        updated_at: columns.next()?,
        reserved: columns.next()?,
    })
}

/// Adds an address to its user.
///
/// # Errors
/// [`Error::Conflict`](crate::Error::Conflict) if a user of the instance has it.
pub async fn insert(tx: &Tx, email: &EmailAddress) -> Result<()> {
    tx.execute(
        &format!("INSERT INTO email_addresses ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"),
        params![
            &email.id,
            &email.instance_id,
            &email.user_id,
            &email.address,
            &email.address_lower,
            Param::json_or_null(email.verification.as_ref())?,
            email.created_at,
            email.updated_at,
            email.reserved,
        ],
    )
    .await?;
    user_terms::insert(tx, &email.instance_id, &email.user_id, email.id.as_str(), &email.address_lower).await
}

/// Writes how far an address is verified. Returns whether it still exists.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn update(tx: &Tx, email: &EmailAddress) -> Result<bool> {
    let sql = "UPDATE email_addresses SET verification_json = $3, updated_at = $4, reserved = $5 \
        WHERE instance_id = $1 AND id = $2";
    let verification = Param::json_or_null(email.verification.as_ref())?;
    let values = params![&email.instance_id, &email.id, verification, email.updated_at, email.reserved];
    Ok(tx.execute(sql, values).await? > 0)
}

/// Deletes an address. Returns whether there was one.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn delete(tx: &Tx, instance: &InstanceId, id: &EmailAddressId) -> Result<bool> {
    user_terms::delete(tx, instance, "email_addresses", id.as_str()).await?;
    let sql = "DELETE FROM email_addresses WHERE instance_id = $1 AND id = $2";
    Ok(tx.execute(sql, params![instance, id]).await? > 0)
}

/// The address with this id.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn find(tx: &Tx, instance: &InstanceId, id: &EmailAddressId) -> Result<Option<EmailAddress>> {
    let sql = format!("SELECT {COLUMNS} FROM email_addresses WHERE instance_id = $1 AND id = $2");
    tx.one(&sql, params![instance, id], read).await
}

/// The address written like this, in whatever case.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn find_by_address(tx: &Tx, instance: &InstanceId, address: &str) -> Result<Option<EmailAddress>> {
    let sql = format!("SELECT {COLUMNS} FROM email_addresses WHERE instance_id = $1 AND address_lower = $2");
    tx.one(&sql, params![instance, address.to_lowercase()], read).await
}

/// The addresses of a user, oldest first.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn list(tx: &Tx, instance: &InstanceId, user: &UserId) -> Result<Vec<EmailAddress>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM email_addresses WHERE instance_id = $1 AND user_id = $2 ORDER BY created_at, id"
    );
    tx.all(&sql, params![instance, user], read).await
}

/// The addresses of several users in one go, oldest first.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn list_of_users(tx: &Tx, instance: &InstanceId, users: &[&UserId]) -> Result<Vec<EmailAddress>> {
    let mut filter = Filter::new("instance_id", instance);
    let Some(condition) = filter.one_of("user_id", users.iter().map(|id| id.as_str().to_owned())) else {
        return Ok(Vec::new());
    };
    filter.and(condition);
    let sql = format!("SELECT {COLUMNS} FROM email_addresses{} ORDER BY created_at, id", filter.sql());
    tx.found(&sql, &filter, read).await
}
