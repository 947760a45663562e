//! What users are looked for by: a sorted list of lower-cased terms.

use nightdesk_auth::model::User;
use nightdesk_wire::{
    ids::{InstanceId, UserId},
    time::UnixMs,
};

use crate::{Param, Result, Tx, filter::Filter, param::params, users::name_lower};

/// Behind everything that starts with the same text, in the order of code points that both databases compare by.
const LAST_CHAR: char = '\u{10FFFF}';

/// What to look for.
#[derive(Debug, Clone, Default)]
pub struct TermSearch {
    /// The beginning of an id, an external id, a username, a name, a last name, an address, a number or a wallet.
    pub prefix: String,
    /// Only the banned.
    pub banned: bool,
    /// Only those who are locked at this time.
    pub locked_at: Option<UnixMs>,
    /// Only what comes behind this.
    pub after: Option<Found>,
}

/// A user, and the term that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub term: String,
    pub user_id: UserId,
}

/// Users by the beginning of what they are known by, in the order of the terms. A user whom several terms name comes
/// once, by the first of them.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn search(tx: &Tx, instance: &InstanceId, search: &TermSearch, limit: i64) -> Result<Vec<Found>> {
    let (sql, filter) = statement(instance, search, limit);
    let read = |row: &crate::Row<'_>| {
        let mut columns = row.columns();
        Ok(Found { term: columns.next()?, user_id: columns.next()? })
    };
    tx.found(&sql, &filter, read).await
}

fn statement<'a>(instance: &'a InstanceId, search: &'a TermSearch, limit: i64) -> (String, Filter<'a>) {
    let prefix = search.prefix.to_lowercase();
    let mut filter = Filter::new("t.instance_id", instance);
    let from = filter.bind(prefix.clone());
    let until = filter.bind(format!("{prefix}{LAST_CHAR}"));
    filter.and(format!("t.term < {until}"));
    match &search.after {
        Some(after) => {
            let (term, user) = (filter.bind(&after.term), filter.bind(&after.user_id));
            filter.and(format!("(t.term, t.user_id) > ({term}, {user})"));
        }
        None => filter.and(format!("t.term >= {from}")),
    }
    filter.and(format!(
        "NOT EXISTS (SELECT 1 FROM user_terms e WHERE e.instance_id = t.instance_id AND e.user_id = t.user_id \
         AND e.term >= {from} AND (e.term, e.source) < (t.term, t.source))"
    ));
    let user = |condition: &str| {
        format!(
            "EXISTS (SELECT 1 FROM users u WHERE u.instance_id = t.instance_id AND u.id = t.user_id AND {condition})"
        )
    };
    if search.banned {
        filter.and(user("u.banned"));
    }
    if let Some(now) = search.locked_at {
        let now = filter.bind(now);
        filter.and(user(&format!("u.locked_until > {now}")));
    }
    let limit = filter.bind(limit);
    let sql = format!(
        "SELECT t.term, t.user_id FROM user_terms t{} ORDER BY t.term, t.user_id LIMIT {limit}",
        filter.sql()
    );
    (sql, filter)
}

/// Writes what a user's own fields say, where it differs from what is there.
pub(crate) async fn write_profile(tx: &Tx, user: &User) -> Result<()> {
    let lower = |text: &Option<String>| text.as_ref().map(|text| text.to_lowercase());
    let last_name = lower(&user.last_name).filter(|_| user.first_name.is_some());
    let mut wanted: Vec<(String, String)> = [
        (Some(user.id.as_str().to_lowercase()), "id"),
        (lower(&user.username), "username"),
        (lower(&user.external_id), "external_id"),
        (Some(name_lower(user)), "name"),
        (last_name, "last_name"),
    ]
    .into_iter()
    .filter_map(|(term, source)| Some((term.filter(|term| !term.is_empty())?, source.to_owned())))
    .collect();
    wanted.sort_unstable();
    let profile = "source IN ('id', 'username', 'external_id', 'name', 'last_name')";
    let held = format!(
        "SELECT term, source FROM user_terms WHERE instance_id = $1 AND user_id = $2 AND {profile} \
         ORDER BY term, source"
    );
    let read = |row: &crate::Row<'_>| {
        let mut columns = row.columns();
        Ok((columns.next()?, columns.next()?))
    };
    let owner = params![&user.instance_id, &user.id];
    if tx.all::<(String, String)>(&held, owner, read).await? == wanted {
        return Ok(());
    }
    let delete = format!("DELETE FROM user_terms WHERE instance_id = $1 AND user_id = $2 AND {profile}");
    tx.execute(&delete, owner).await?;
    for (term, source) in &wanted {
        insert(tx, &user.instance_id, &user.id, source, term).await?;
    }
    Ok(())
}

/// Adds a term. `source` tells whose it is.
pub(crate) async fn insert(
    tx: &Tx,
    instance: &InstanceId,
    user: &UserId,
    source: &str,
    term: &str,
) -> Result<()> {
    let sql = "INSERT INTO user_terms (instance_id, term, user_id, source) VALUES ($1, $2, $3, $4)";
    tx.execute(sql, params![instance, term, user, source]).await?;
    Ok(())
}

/// Removes the term of an address, a number or a wallet of a user.
pub(crate) async fn delete(tx: &Tx, instance: &InstanceId, table: &str, source: &str) -> Result<()> {
    let sql = format!(
        "DELETE FROM user_terms WHERE instance_id = $1 AND source = $2 \
         AND user_id = (SELECT user_id FROM {table} WHERE instance_id = $1 AND id = $2)"
    );
    tx.execute(&sql, &[Param::from(instance), Param::from(source)]).await?;
    Ok(())
}

/// How the database goes about a search, a line per step.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn explain(tx: &Tx, instance: &InstanceId, search: &TermSearch) -> Result<Vec<String>> {
    let (sql, filter) = statement(instance, search, 1);
    tx.explain(&sql, &filter).await
}
