//! Sign-in attempts.

use nightdesk_auth::model::SignIn;
use nightdesk_wire::ids::{InstanceId, SignInId};

use crate::{Param, Result, Row, Tx, param::params};

const COLUMNS: &str = "id, instance_id, client_id, status, identifier, user_id, first_factor_json, \
    second_factor_json, created_session_id, abandon_at, version, created_at, updated_at, client_known";

fn read(row: &Row<'_>) -> Result<SignIn> {
    let mut columns = row.columns();
    Ok(SignIn {
        id: columns.next()?,
        instance_id: columns.next()?,
        client_id: columns.next()?,
        status: columns.next()?,
        identifier: columns.next()?,
        user_id: columns.next()?,
        first_factor: columns.next_json_or_null()?,
        second_factor: columns.next_json_or_null()?,
        created_session_id: columns.next()?,
        abandon_at: columns.next()?,
        version: columns.next()?,
        created_at: columns.next()?,
        updated_at: columns.next()?,
        client_known: columns.next()?,
    })
}

fn values(sign_in: &SignIn) -> Result<[Param<'_>; 14]> {
    Ok([
        Param::from(&sign_in.id),
        Param::from(&sign_in.instance_id),
        Param::from(&sign_in.client_id),
        Param::from(sign_in.status),
        Param::from(&sign_in.identifier),
        Param::from(&sign_in.user_id),
        Param::json_or_null(sign_in.first_factor.as_ref())?,
        Param::json_or_null(sign_in.second_factor.as_ref())?,
        Param::from(&sign_in.created_session_id),
        Param::from(sign_in.abandon_at),
        Param::from(sign_in.version),
        Param::from(sign_in.created_at),
        Param::from(sign_in.updated_at),
        Param::from(sign_in.client_known),
    ])
}

/// Adds an attempt.
///
/// # Errors
/// [`Error::Conflict`](crate::Error::Conflict) if the id exists.
pub async fn insert(tx: &Tx, sign_in: &SignIn) -> Result<()> {
    let sql = format!(
        "INSERT INTO sign_ins ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)"
    );
    tx.execute(&sql, &values(sign_in)?).await?;
    Ok(())
}

/// The attempt with this id.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn find(tx: &Tx, instance: &InstanceId, id: &SignInId) -> Result<Option<SignIn>> {
    let sql = format!("SELECT {COLUMNS} FROM sign_ins WHERE instance_id = $1 AND id = $2");
    tx.one(&sql, params![instance, id], read).await
}

/// Writes an attempt that was read earlier, if nobody wrote it since: `sign_in.version` is the version that was read,
/// and the stored one becomes the next. Of two racing tries at a code one wins; the other gets `None` and has to look
/// again, so that no try goes uncounted and no code is used twice.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn update(tx: &Tx, sign_in: &SignIn) -> Result<Option<SignIn>> {
    let sql = format!(
        "UPDATE sign_ins SET client_id = $3, status = $4, identifier = $5, user_id = $6, first_factor_json = $7, \
         second_factor_json = $8, created_session_id = $9, abandon_at = $10, version = $11 + 1, created_at = $12, \
         updated_at = $13, client_known = $14 WHERE id = $1 AND instance_id = $2 AND version = $11 RETURNING {COLUMNS}"
    );
    tx.one(&sql, &values(sign_in)?, read).await
}
