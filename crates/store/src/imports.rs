//! Users that come from files.

use nightdesk_auth::model::{Import, ImportRefusal};
use nightdesk_wire::{
    ids::{ImportId, InstanceId},
    time::UnixMs,
};

use crate::{Result, Row, Tx, param::params};

const COLUMNS: &str =
    "id, instance_id, file_name, file_digest, total, position, refused, created_at, updated_at";

fn read(row: &Row<'_>) -> Result<Import> {
    let mut columns = row.columns();
    Ok(Import {
        id: columns.next()?,
        instance_id: columns.next()?,
        file_name: columns.next()?,
        file_digest: columns.next()?,
        total: columns.next()?,
        position: columns.next()?,
        refused: columns.next()?,
        created_at: columns.next()?,
        updated_at: columns.next()?,
    })
}

/// Adds an import.
///
/// # Errors
/// [`Error::Conflict`](crate::Error::Conflict) if the id exists.
pub async fn insert(tx: &Tx, import: &Import) -> Result<()> {
    let sql = format!("INSERT INTO imports ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)");
    let values = params![
        &import.id,
        &import.instance_id,
        &import.file_name,
        &import.file_digest,
        import.total,
        import.position,
        import.refused,
        import.created_at,
        import.updated_at,
    ];
    tx.execute(&sql, values).await?;
    Ok(())
}

/// Moves an import on, if it still is where the records begin. `None` means that another request was faster.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn advance(
    tx: &Tx,
    import: &Import,
    records: i64,
    refused: i64,
    now: UnixMs,
) -> Result<Option<Import>> {
    let sql = format!(
        "UPDATE imports SET position = position + $4, refused = refused + $5, updated_at = $6 \
         WHERE instance_id = $1 AND id = $2 AND position = $3 RETURNING {COLUMNS}"
    );
    let values = params![&import.instance_id, &import.id, import.position, records, refused, now];
    tx.one(&sql, values, read).await
}

/// The import with this id.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn find(tx: &Tx, instance: &InstanceId, id: &ImportId) -> Result<Option<Import>> {
    let sql = format!("SELECT {COLUMNS} FROM imports WHERE instance_id = $1 AND id = $2");
    tx.one(&sql, params![instance, id], read).await
}

/// Imports, newest first, only those behind `after`.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn list_newest(
    tx: &Tx,
    instance: &InstanceId,
    after: Option<&(UnixMs, ImportId)>,
    limit: i64,
) -> Result<Vec<Import>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM imports WHERE instance_id = $1 AND (created_at, id) < ($2, $3) \
         ORDER BY created_at DESC, id DESC LIMIT $4"
    );
    let (at, id) = after.map_or((UnixMs(i64::MAX), ""), |(at, id)| (*at, id.as_str()));
    tx.all(&sql, params![instance, at, id, limit], read).await
}

/// Notes a record that became no user.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn insert_refusal(
    tx: &Tx,
    instance: &InstanceId,
    id: &ImportId,
    refusal: &ImportRefusal,
) -> Result<()> {
    let sql = "INSERT INTO import_refusals (instance_id, import_id, position, record, field, reason) \
        VALUES ($1, $2, $3, $4, $5, $6)";
    let values = params![instance, id, refusal.position, &refusal.record, &refusal.field, &refusal.reason];
    tx.execute(sql, values).await?;
    Ok(())
}

/// The records that became no user, in the order of the file, from behind `after`.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn list_refusals(
    tx: &Tx,
    instance: &InstanceId,
    id: &ImportId,
    after: i64,
    limit: i64,
) -> Result<Vec<ImportRefusal>> {
    let sql = "SELECT position, record, field, reason FROM import_refusals \
        WHERE instance_id = $1 AND import_id = $2 AND position > $3 ORDER BY position LIMIT $4";
    let read = |row: &Row<'_>| {
        let mut columns = row.columns();
        Ok(ImportRefusal {
            position: columns.next()?,
            record: columns.next()?,
            field: columns.next()?,
            reason: columns.next()?,
        })
    };
    tx.all(sql, params![instance, id, after, limit], read).await
}
