//! Users.

mod search;

use nightdesk_auth::model::{SecondFactors, User};
use nightdesk_wire::{
    ids::{InstanceId, UserId},
    time::UnixMs,
};
pub use search::{Cursor, Order, OrderBy, UserSearch, count, explain, search};

use crate::{Param, Result, Row, Tx, filter::Filter, param::params, user_terms};

const COLUMNS: &str = "id, instance_id, username, first_name, last_name, external_id, public_metadata_json, \
    private_metadata_json, unsafe_metadata_json, image_url, password_digest, password_updated_at, \
    primary_email_address_id, banned, failed_attempts, locked_until, delete_self_enabled, \
    create_organization_enabled, legal_accepted_at, last_sign_in_at, last_active_at, created_at, updated_at, \
    second_factors_json, primary_phone_number_id, primary_web3_wallet_id, locale, create_organizations_limit, \
    bypass_client_trust";

fn read(row: &Row<'_>) -> Result<User> {
    let mut columns = row.columns();
    Ok(User {
        id: columns.next()?,
        instance_id: columns.next()?,
        username: columns.next()?,
        first_name: columns.next()?,
        last_name: columns.next()?,
        external_id: columns.next()?,
        public_metadata: columns.next_json()?,
        private_metadata: columns.next_json()?,
        unsafe_metadata: columns.next_json()?,
        image_url: columns.next()?,
        password_digest: columns.next()?,
        password_updated_at: columns.next()?,
        primary_email_address_id: columns.next()?,
        banned: columns.next()?,
        failed_attempts: columns.next()?,
        locked_until: columns.next()?,
        delete_self_enabled: columns.next()?,
        create_organization_enabled: columns.next()?,
        legal_accepted_at: columns.next()?,
        last_sign_in_at: columns.next()?,
        last_active_at: columns.next()?,
        created_at: columns.next()?,
        updated_at: columns.next()?,
        second_factors: columns.next_json_or_null()?.unwrap_or_default(),
        primary_phone_number_id: columns.next()?,
        primary_web3_wallet_id: columns.next()?,
        locale: columns.next()?,
        create_organizations_limit: columns.next()?,
        bypass_client_trust: columns.next()?,
    })
}

/// All columns, then the lower-cased ones that only searches use.
fn values(user: &User) -> Result<[Param<'_>; 32]> {
    let username_lower = user.username.as_ref().map(|name| Param::from(name.to_lowercase()));
    let external_id_lower = user.external_id.as_ref().map(|id| Param::from(id.to_lowercase()));
    let name_lower = name_lower(user);
    Ok([
        Param::from(&user.id),
        Param::from(&user.instance_id),
        Param::from(&user.username),
        Param::from(&user.first_name),
        Param::from(&user.last_name),
        Param::from(&user.external_id),
        Param::json(&user.public_metadata)?,
        Param::json(&user.private_metadata)?,
        Param::json(&user.unsafe_metadata)?,
        Param::from(&user.image_url),
        Param::from(&user.password_digest),
        Param::from(user.password_updated_at),
        Param::from(&user.primary_email_address_id),
        Param::from(user.banned),
        Param::from(user.failed_attempts),
        Param::from(user.locked_until),
        Param::from(user.delete_self_enabled),
        Param::from(user.create_organization_enabled),
        Param::from(user.legal_accepted_at),
        Param::from(user.last_sign_in_at),
        Param::from(user.last_active_at),
        Param::from(user.created_at),
        Param::from(user.updated_at),
        Param::json_or_null(
            (user.second_factors != SecondFactors::default()).then_some(&user.second_factors),
        )?,
        Param::from(&user.primary_phone_number_id),
        Param::from(&user.primary_web3_wallet_id),
        Param::from(&user.locale),
        Param::from(user.create_organizations_limit),
        Param::from(user.bypass_client_trust),
        username_lower.unwrap_or(Param::Null),
        external_id_lower.unwrap_or(Param::Null),
        Param::from(name_lower),
    ])
}

/// First and last name in the form that searches use.
pub(crate) fn name_lower(user: &User) -> String {
    let name = [&user.first_name, &user.last_name].into_iter().flatten();
    name.map(|part| part.to_lowercase()).collect::<Vec<_>>().join(" ")
}

/// Adds a user.
///
/// # Errors
/// [`Error::Conflict`](crate::Error::Conflict) if the id, the username or the external id exists. Look for them first
/// in the same transaction to tell which.
pub async fn insert(tx: &Tx, user: &User) -> Result<()> {
    let sql = format!(
        "INSERT INTO users ({COLUMNS}, username_lower, external_id_lower, name_lower) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, \
         $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32)"
    );
    tx.execute(&sql, &values(user)?).await?;
    user_terms::write_profile(tx, user).await
}

/// Writes every field of a user that was read in the same transaction. Returns whether it still exists.
///
/// # Errors
/// As for [`insert`].
pub async fn update(tx: &Tx, user: &User) -> Result<bool> {
    let sql = "UPDATE users SET username = $3, first_name = $4, last_name = $5, external_id = $6, \
        public_metadata_json = $7, private_metadata_json = $8, unsafe_metadata_json = $9, image_url = $10, \
        password_digest = $11, password_updated_at = $12, primary_email_address_id = $13, banned = $14, \
        failed_attempts = $15, locked_until = $16, delete_self_enabled = $17, create_organization_enabled = $18, \
        legal_accepted_at = $19, last_sign_in_at = $20, last_active_at = $21, created_at = $22, updated_at = $23, \
        second_factors_json = $24, primary_phone_number_id = $25, primary_web3_wallet_id = $26, locale = $27, \
        create_organizations_limit = $28, bypass_client_trust = $29, username_lower = $30, \
        external_id_lower = $31, name_lower = $32 WHERE id = $1 AND instance_id = $2";
    let exists = tx.execute(sql, &values(user)?).await? > 0;
    if exists {
        user_terms::write_profile(tx, user).await?;
    }
    Ok(exists)
}

/// Deletes a user with addresses, sessions and tickets. Returns whether there was one.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn delete(tx: &Tx, instance: &InstanceId, id: &UserId) -> Result<bool> {
    Ok(tx.execute("DELETE FROM users WHERE instance_id = $1 AND id = $2", params![instance, id]).await? > 0)
}

/// The user with this id.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn find(tx: &Tx, instance: &InstanceId, id: &UserId) -> Result<Option<User>> {
    let sql = format!("SELECT {COLUMNS} FROM users WHERE instance_id = $1 AND id = $2");
    tx.one(&sql, params![instance, id], read).await
}

/// The users with these ids, in no order: with one, SQLite would rather read everybody in that order than look a few up.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn find_all(tx: &Tx, instance: &InstanceId, ids: &[&UserId]) -> Result<Vec<User>> {
    let mut filter = Filter::new("instance_id", instance);
    let Some(condition) = filter.one_of("id", ids.iter().map(|id| id.as_str().to_owned())) else {
        return Ok(Vec::new());
    };
    filter.and(condition);
    tx.found(&format!("SELECT {COLUMNS} FROM users{}", filter.sql()), &filter, read).await
}

/// The user with this username, in whatever case it is written.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn find_by_username(tx: &Tx, instance: &InstanceId, username: &str) -> Result<Option<User>> {
    let sql = format!("SELECT {COLUMNS} FROM users WHERE instance_id = $1 AND username_lower = $2");
    tx.one(&sql, params![instance, username.to_lowercase()], read).await
}

/// The user with this external id.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn find_by_external_id(tx: &Tx, instance: &InstanceId, external_id: &str) -> Result<Option<User>> {
    let sql = format!("SELECT {COLUMNS} FROM users WHERE instance_id = $1 AND external_id = $2");
    tx.one(&sql, params![instance, external_id], read).await
}

/// Counts a wrong attempt. With the `lock_after`th the user is locked until `locked_until`, and the count starts anew.
/// Returns the user as it is then.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn count_failed_attempt(
    tx: &Tx,
    instance: &InstanceId,
    id: &UserId,
    lock_after: i64,
    locked_until: UnixMs,
) -> Result<Option<User>> {
    let sql = format!(
        "UPDATE users SET failed_attempts = CASE WHEN failed_attempts + 1 >= $3 THEN 0 ELSE failed_attempts + 1 END, \
         locked_until = CASE WHEN failed_attempts + 1 >= $3 THEN $4 ELSE locked_until END \
         WHERE instance_id = $1 AND id = $2 RETURNING {COLUMNS}"
    );
    tx.one(&sql, params![instance, id, lock_after, locked_until], read).await
}

/// Notes a completed sign-in and forgets the wrong attempts before it.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn record_sign_in(tx: &Tx, instance: &InstanceId, id: &UserId, now: UnixMs) -> Result<()> {
    let sql = "UPDATE users SET last_sign_in_at = $3, last_active_at = $3, failed_attempts = 0, locked_until = NULL \
        WHERE instance_id = $1 AND id = $2";
    tx.execute(sql, params![instance, id, now]).await?;
    Ok(())
}

/// Notes that a user is active.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn touch(tx: &Tx, instance: &InstanceId, id: &UserId, now: UnixMs) -> Result<()> {
    let sql = "UPDATE users SET last_active_at = $3 WHERE instance_id = $1 AND id = $2";
    tx.execute(sql, params![instance, id, now]).await?;
    Ok(())
}
