//! Signed-in users who prove a factor again.

use nightdesk_auth::model::Reverification;
use nightdesk_wire::ids::{InstanceId, SessionId};

use crate::{Param, Result, Row, Tx, param::params};

const COLUMNS: &str = "instance_id, session_id, level, status, first_factor_json, second_factor_json, expire_at, \
    created_at, updated_at";

fn read(row: &Row<'_>) -> Result<Reverification> {
    let mut columns = row.columns();
    Ok(Reverification {
        instance_id: columns.next()?,
        session_id: columns.next()?,
        level: columns.next()?,
        status: columns.next()?,
        first_factor: columns.next_json_or_null()?,
        second_factor: columns.next_json_or_null()?,
        expire_at: columns.next()?,
        created_at: columns.next()?,
        updated_at: columns.next()?,
    })
}

/// Writes the reverification of a session, in place of the one before.
///
/// # Errors
/// [`Error::Conflict`](crate::Error::Conflict) if there is no such session.
pub async fn put(tx: &Tx, reverification: &Reverification) -> Result<()> {
    let sql = format!(
        "INSERT INTO reverifications ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
         ON CONFLICT (instance_id, session_id) DO UPDATE SET level = $3, status = $4, first_factor_json = $5, \
         second_factor_json = $6, expire_at = $7, created_at = $8, updated_at = $9"
    );
    tx.execute(
        &sql,
        params![
            &reverification.instance_id,
            &reverification.session_id,
            reverification.level,
            reverification.status,
            Param::json_or_null(reverification.first_factor.as_ref())?,
            Param::json_or_null(reverification.second_factor.as_ref())?,
            reverification.expire_at,
            reverification.created_at,
            reverification.updated_at,
        ],
    )
    .await?;
    Ok(())
}

/// The reverification of a session, running or done.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn find(tx: &Tx, instance: &InstanceId, session: &SessionId) -> Result<Option<Reverification>> {
    let sql = format!("SELECT {COLUMNS} FROM reverifications WHERE instance_id = $1 AND session_id = $2");
    tx.one(&sql, params![instance, session], read).await
}
