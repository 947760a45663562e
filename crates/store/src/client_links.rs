//! Clients that are known on another site too.

use nightdesk_auth::model::{ClientLink, Digest};
use nightdesk_wire::{
    ids::{ClientId, InstanceId},
    time::UnixMs,
};

use crate::{Result, Row, Tx, param::params};

const COLUMNS: &str = "instance_id, digest, client_id, host, redirect_url, expires_at, created_at";

fn read(row: &Row<'_>) -> Result<ClientLink> {
    let mut columns = row.columns();
    Ok(ClientLink {
        instance_id: columns.next()?,
        digest: columns.next()?,
        client_id: columns.next()?,
        host: columns.next()?,
        redirect_url: columns.next()?,
        expires_at: columns.next()?,
        created_at: columns.next()?,
    })
}

/// Adds a link, in place of the client's other one of this host that is as far as it.
///
/// # Errors
/// [`Error::Conflict`](crate::Error::Conflict) if it exists, or the client does not.
pub async fn insert(tx: &Tx, link: &ClientLink) -> Result<()> {
    let before = "DELETE FROM client_links WHERE instance_id = $1 AND client_id = $2 AND host = $3 \
        AND (redirect_url IS NULL) = $4";
    let arrived = link.redirect_url.is_none();
    tx.execute(before, params![&link.instance_id, &link.client_id, &link.host, arrived]).await?;
    let sql = format!("INSERT INTO client_links ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7)");
    tx.execute(
        &sql,
        params![
            &link.instance_id,
            &link.digest,
            &link.client_id,
            &link.host,
            &link.redirect_url,
            link.expires_at,
            link.created_at,
        ],
    )
    .await?;
    Ok(())
}

/// Takes out a link whose browser has arrived at its host in time: of two callers one gets it.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn arrive(
    tx: &Tx,
    instance: &InstanceId,
    digest: &Digest,
    host: &str,
    now: UnixMs,
) -> Result<Option<ClientLink>> {
    let sql = format!(
        "DELETE FROM client_links WHERE instance_id = $1 AND digest = $2 AND host = $3 \
         AND redirect_url IS NOT NULL AND expires_at > $4 RETURNING {COLUMNS}"
    );
    tx.one(&sql, params![instance, digest, host, now], read).await
}

/// The link of a client by which its browser is recognised.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn find(
    tx: &Tx,
    instance: &InstanceId,
    client: &ClientId,
    digest: &Digest,
) -> Result<Option<ClientLink>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM client_links WHERE instance_id = $1 AND client_id = $2 AND digest = $3 \
         AND redirect_url IS NULL"
    );
    tx.one(&sql, params![instance, client, digest], read).await
}

/// Removes every link of a client.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn delete_of_client(tx: &Tx, instance: &InstanceId, client: &ClientId) -> Result<()> {
    let sql = "DELETE FROM client_links WHERE instance_id = $1 AND client_id = $2";
    tx.execute(sql, params![instance, client]).await?;
    Ok(())
}
