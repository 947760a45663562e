//! Verifications that backends run by themselves.

use nightdesk_auth::model::{BackendVerification, ContactId};
use nightdesk_wire::{
    ids::{EmailAddressId, InstanceId, PhoneNumberId, VerificationId},
    time::UnixMs,
};

use crate::{Error, Param, Result, Row, Tx, param::params};

const COLUMNS: &str = "id, instance_id, email_address_id, phone_number_id, verification_json, created_at";

fn read(row: &Row<'_>) -> Result<BackendVerification> {
    let mut columns = row.columns();
    let (id, instance_id) = (columns.next()?, columns.next()?);
    let address: Option<EmailAddressId> = columns.next()?;
    let number: Option<PhoneNumberId> = columns.next()?;
    let contact = match (address, number) {
        (Some(address), _) => ContactId::Address(address),
        (None, Some(number)) => ContactId::Number(number),
        (None, None) => {
            return Err(Error::Column { index: 3, reason: "a verification of nothing".to_owned() });
        }
    };
    Ok(BackendVerification {
        id,
        instance_id,
        contact,
        verification: columns.next_json()?,
        created_at: columns.next()?,
    })
}

const fn contact_ids(contact: &ContactId) -> (Option<&EmailAddressId>, Option<&PhoneNumberId>) {
    match contact {
        ContactId::Address(id) => (Some(id), None),
        ContactId::Number(id) => (None, Some(id)),
    }
}

/// The column that holds a contact, and the contact's id.
fn column(contact: &ContactId) -> (&'static str, &str) {
    match contact {
        ContactId::Address(id) => ("email_address_id", id.as_str()),
        ContactId::Number(id) => ("phone_number_id", id.as_str()),
    }
}

/// Adds a verification.
///
/// # Errors
/// [`Error::Conflict`](crate::Error::Conflict) if the id exists.
pub async fn insert(tx: &Tx, waiting: &BackendVerification) -> Result<()> {
    let (address, number) = contact_ids(&waiting.contact);
    let values = params![
        &waiting.id,
        &waiting.instance_id,
        address.map(EmailAddressId::as_str),
        number.map(PhoneNumberId::as_str),
        Param::json(&waiting.verification)?,
        waiting.created_at,
    ];
    let sql = format!("INSERT INTO backend_verifications ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6)");
    tx.execute(&sql, values).await?;
    Ok(())
}

/// The verification with this id.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn find(
    tx: &Tx,
    instance: &InstanceId,
    id: &VerificationId,
) -> Result<Option<BackendVerification>> {
    let sql = format!("SELECT {COLUMNS} FROM backend_verifications WHERE instance_id = $1 AND id = $2");
    tx.one(&sql, params![instance, id], read).await
}

/// Writes how far a verification is.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn update(tx: &Tx, waiting: &BackendVerification) -> Result<()> {
    let sql = "UPDATE backend_verifications SET verification_json = $3 WHERE instance_id = $1 AND id = $2";
    let verification = Param::json(&waiting.verification)?;
    tx.execute(sql, params![&waiting.instance_id, &waiting.id, verification]).await?;
    Ok(())
}

/// How many verifications of a contact are there.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn count(tx: &Tx, instance: &InstanceId, contact: &ContactId) -> Result<i64> {
    let (column, id) = column(contact);
    let sql = format!("SELECT count(*) FROM backend_verifications WHERE instance_id = $1 AND {column} = $2");
    let count = tx.one(&sql, params![instance, id], |row| row.columns().next()).await?;
    Ok(count.unwrap_or(0))
}

/// Deletes the verifications of a contact that began before a time.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn forget(tx: &Tx, instance: &InstanceId, contact: &ContactId, before: UnixMs) -> Result<()> {
    let (column, id) = column(contact);
    let sql = format!(
        "DELETE FROM backend_verifications WHERE instance_id = $1 AND {column} = $2 AND created_at <= $3"
    );
    tx.execute(&sql, params![instance, id, before]).await?;
    Ok(())
}
