//! Phone numbers of users. A number belongs to one user of an instance.

use nightdesk_auth::model::PhoneNumber;
use nightdesk_wire::ids::{InstanceId, PhoneNumberId, UserId};

use crate::{Param, Result, Row, Tx, filter::Filter, param::params, user_terms};

const COLUMNS: &str = "id, instance_id, user_id, number, verification_json, reserved, reserved_for_second_factor, \
    default_second_factor, created_at, updated_at";

fn read(row: &Row<'_>) -> Result<PhoneNumber> {
    let mut columns = row.columns();
    Ok(PhoneNumber {
        id: columns.next()?,
        instance_id: columns.next()?,
        user_id: columns.next()?,
        number: columns.next()?,
        verification: columns.next_json_or_null()?,
        reserved: columns.next()?,
        reserved_for_second_factor: columns.next()?,
        default_second_factor: columns.next()?,
        created_at: columns.next()?,
        updated_at: columns.next()?,
    })
}

/// Adds a number to its user.
///
/// # Errors
/// [`Error::Conflict`](crate::Error::Conflict) if a user of the instance has it.
pub async fn insert(tx: &Tx, phone: &PhoneNumber) -> Result<()> {
    tx.execute(
        &format!("INSERT INTO phone_numbers ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"),
        params![
            &phone.id,
            &phone.instance_id,
            &phone.user_id,
            &phone.number,
            Param::json_or_null(phone.verification.as_ref())?,
            phone.reserved,
            phone.reserved_for_second_factor,
            phone.default_second_factor,
            phone.created_at,
            phone.updated_at,
        ],
    )
    .await?;
    user_terms::insert(tx, &phone.instance_id, &phone.user_id, phone.id.as_str(), &phone.number).await
}

/// Writes how far a number is verified and what it is good for. Returns whether it still exists.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn update(tx: &Tx, phone: &PhoneNumber) -> Result<bool> {
    let sql = "UPDATE phone_numbers SET verification_json = $3, reserved = $4, reserved_for_second_factor = $5, \
        default_second_factor = $6, updated_at = $7 WHERE instance_id = $1 AND id = $2";
    let values = params![
        &phone.instance_id,
        &phone.id,
        Param::json_or_null(phone.verification.as_ref())?,
        phone.reserved,
        phone.reserved_for_second_factor,
        phone.default_second_factor,
        phone.updated_at,
    ];
    Ok(tx.execute(sql, values).await? > 0)
}

/// Deletes a number. Returns whether there was one.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn delete(tx: &Tx, instance: &InstanceId, id: &PhoneNumberId) -> Result<bool> {
    user_terms::delete(tx, instance, "phone_numbers", id.as_str()).await?;
    let sql = "DELETE FROM phone_numbers WHERE instance_id = $1 AND id = $2";
    Ok(tx.execute(sql, params![instance, id]).await? > 0)
}

/// The number with this id.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn find(tx: &Tx, instance: &InstanceId, id: &PhoneNumberId) -> Result<Option<PhoneNumber>> {
    let sql = format!("SELECT {COLUMNS} FROM phone_numbers WHERE instance_id = $1 AND id = $2");
    tx.one(&sql, params![instance, id], read).await
}

/// Whoever has this number.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn find_by_number(tx: &Tx, instance: &InstanceId, number: &str) -> Result<Option<PhoneNumber>> {
    let sql = format!("SELECT {COLUMNS} FROM phone_numbers WHERE instance_id = $1 AND number = $2");
    tx.one(&sql, params![instance, number], read).await
}

/// The numbers of a user, oldest first.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn list(tx: &Tx, instance: &InstanceId, user: &UserId) -> Result<Vec<PhoneNumber>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM phone_numbers WHERE instance_id = $1 AND user_id = $2 ORDER BY created_at, id"
    );
    tx.all(&sql, params![instance, user], read).await
}

/// The numbers of several users in one go, oldest first.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn list_of_users(tx: &Tx, instance: &InstanceId, users: &[&UserId]) -> Result<Vec<PhoneNumber>> {
    let mut filter = Filter::new("instance_id", instance);
    let Some(condition) = filter.one_of("user_id", users.iter().map(|id| id.as_str().to_owned())) else {
        return Ok(Vec::new());
    };
    filter.and(condition);
    let sql = format!("SELECT {COLUMNS} FROM phone_numbers{} ORDER BY created_at, id", filter.sql());
    tx.found(&sql, &filter, read).await
}
