//! Sign-up attempts.

use nightdesk_auth::model::{Granted, SignUp};
use nightdesk_wire::ids::{InstanceId, SignUpId};

use crate::{Param, Result, Row, Tx, param::params};

const COLUMNS: &str = "id, instance_id, client_id, status, email_address, email_address_id, email_verification_json, \
    username, first_name, last_name, password_digest, unsafe_metadata_json, legal_accepted_at, created_session_id, \
    created_user_id, abandon_at, version, created_at, updated_at, external_account_json, granted_json, phone_number, \
    phone_number_id, phone_verification_json, web3_wallet, web3_verification_json";

fn read(row: &Row<'_>) -> Result<SignUp> {
    let mut columns = row.columns();
    Ok(SignUp {
        id: columns.next()?,
        instance_id: columns.next()?,
        client_id: columns.next()?,
        status: columns.next()?,
        email_address: columns.next()?,
        email_address_id: columns.next()?,
        email_verification: columns.next_json_or_null()?,
        username: columns.next()?,
        first_name: columns.next()?,
        last_name: columns.next()?,
        password_digest: columns.next()?,
        unsafe_metadata: columns.next_json()?,
        legal_accepted_at: columns.next()?,
        created_session_id: columns.next()?,
        created_user_id: columns.next()?,
        abandon_at: columns.next()?,
        version: columns.next()?,
        created_at: columns.next()?,
        updated_at: columns.next()?,
        external_account: columns.next_json_or_null()?,
        granted: columns.next_json_or_null()?.unwrap_or_default(),
        phone_number: columns.next()?,
        phone_number_id: columns.next()?,
        phone_verification: columns.next_json_or_null()?,
        web3_wallet: columns.next()?,
        web3_verification: columns.next_json_or_null()?,
    })
}

fn values(sign_up: &SignUp) -> Result<[Param<'_>; 26]> {
    Ok([
        Param::from(&sign_up.id),
        Param::from(&sign_up.instance_id),
        Param::from(&sign_up.client_id),
        Param::from(sign_up.status),
        Param::from(&sign_up.email_address),
        Param::from(&sign_up.email_address_id),
        Param::json_or_null(sign_up.email_verification.as_ref())?,
        Param::from(&sign_up.username),
        Param::from(&sign_up.first_name),
        Param::from(&sign_up.last_name),
        Param::from(&sign_up.password_digest),
        Param::json(&sign_up.unsafe_metadata)?,
        Param::from(sign_up.legal_accepted_at),
        Param::from(&sign_up.created_session_id),
        Param::from(&sign_up.created_user_id),
        Param::from(sign_up.abandon_at),
        Param::from(sign_up.version),
        Param::from(sign_up.created_at),
        Param::from(sign_up.updated_at),
        Param::json_or_null(sign_up.external_account.as_ref())?,
        Param::json_or_null((sign_up.granted != Granted::default()).then_some(&sign_up.granted))?,
        Param::from(&sign_up.phone_number),
        Param::from(&sign_up.phone_number_id),
        Param::json_or_null(sign_up.phone_verification.as_ref())?,
        Param::from(&sign_up.web3_wallet),
        Param::json_or_null(sign_up.web3_verification.as_ref())?,
    ])
}

/// Adds an attempt.
///
/// # Errors
/// [`Error::Conflict`](crate::Error::Conflict) if the id exists.
pub async fn insert(tx: &Tx, sign_up: &SignUp) -> Result<()> {
    let sql = format!(
        "INSERT INTO sign_ups ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, \
         $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26)"
    );
    tx.execute(&sql, &values(sign_up)?).await?;
    Ok(())
}

/// The attempt with this id.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn find(tx: &Tx, instance: &InstanceId, id: &SignUpId) -> Result<Option<SignUp>> {
    let sql = format!("SELECT {COLUMNS} FROM sign_ups WHERE instance_id = $1 AND id = $2");
    tx.one(&sql, params![instance, id], read).await
}

/// Writes an attempt that was read earlier, if nobody wrote it since: `sign_up.version` is the version that was read,
/// and the stored one becomes the next. `None` means that somebody did.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn update(tx: &Tx, sign_up: &SignUp) -> Result<Option<SignUp>> {
    let sql = format!(
        "UPDATE sign_ups SET client_id = $3, status = $4, email_address = $5, email_address_id = $6, \
         email_verification_json = $7, username = $8, first_name = $9, last_name = $10, password_digest = $11, \
         unsafe_metadata_json = $12, legal_accepted_at = $13, created_session_id = $14, created_user_id = $15, \
         abandon_at = $16, version = $17 + 1, created_at = $18, updated_at = $19, external_account_json = $20, \
         granted_json = $21, phone_number = $22, phone_number_id = $23, phone_verification_json = $24, \
         web3_wallet = $25, web3_verification_json = $26 \
         WHERE id = $1 AND instance_id = $2 AND version = $17 RETURNING {COLUMNS}"
    );
    tx.one(&sql, &values(sign_up)?, read).await
}
