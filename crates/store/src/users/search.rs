//! Finding users by what is known of them.

use nightdesk_auth::model::{IdentificationKind, User};
use nightdesk_wire::{
    ids::{InstanceId, UserId},
    time::UnixMs,
};

use super::{COLUMNS, read};
use crate::{
    Result, Tx,
    filter::{Filter, contains},
};

/// What users are looked for by. Every field given narrows the search; the values within one field widen it.
#[derive(Debug, Clone, Default)]
pub struct UserSearch {
    pub user_ids: Vec<String>,
    /// Left out, whatever else describes them.
    pub excluded_user_ids: Vec<String>,
    pub external_ids: Vec<String>,
    /// Left out, whatever else describes them.
    pub excluded_external_ids: Vec<String>,
    pub usernames: Vec<String>,
    pub email_addresses: Vec<String>,
    /// As E.164 has them.
    pub phone_numbers: Vec<String>,
    /// Addresses of wallets, in lower case.
    pub web3_wallets: Vec<String>,
    /// What accounts at a provider are found by, see `Identification::subject`.
    pub external_accounts: Vec<String>,
    /// Whether only members of some organization are wanted: there are none yet.
    pub members_only: bool,
    /// Part of a phone number.
    pub phone_number_query: Option<String>,
    /// Part of an e-mail address.
    pub email_address_query: Option<String>,
    /// Part of a username.
    pub username_query: Option<String>,
    /// Part of a name.
    pub name_query: Option<String>,
    /// Part of an id, an external id, a name, a username, an e-mail address, a phone number or a wallet.
    pub query: Option<String>,
    pub banned: Option<bool>,
    /// Only those who are locked at this time.
    pub locked_at: Option<UnixMs>,
    pub created_before: Option<UnixMs>,
    pub created_after: Option<UnixMs>,
    pub last_active_before: Option<UnixMs>,
    pub last_active_after: Option<UnixMs>,
    /// Like `last_active_after`, with the time itself.
    pub last_active_since: Option<UnixMs>,
    pub last_sign_in_before: Option<UnixMs>,
    pub last_sign_in_after: Option<UnixMs>,
    /// Only users behind this one.
    pub starting_after: Option<Cursor>,
}

/// A place in a list that is ordered by [`OrderBy::CreatedAt`].
#[derive(Debug, Clone)]
pub struct Cursor {
    pub created_at: UnixMs,
    pub id: UserId,
    /// The direction of the list.
    pub descending: bool,
}

/// What users are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrderBy {
    CreatedAt,
    UpdatedAt,
    EmailAddress,
    PhoneNumber,
    Web3Wallet,
    FirstName,
    LastName,
    Username,
    LastActiveAt,
    LastSignInAt,
}

/// Order of a list of users. Those without the value come last, whichever the direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Order {
    pub by: OrderBy,
    pub descending: bool,
}

impl Default for Order {
    fn default() -> Self {
        Self { by: OrderBy::CreatedAt, descending: true }
    }
}

/// The primary address if there is one, in the form that sorts.
const PRIMARY_ADDRESS: &str = "(SELECT e.address_lower FROM email_addresses e \
    WHERE e.instance_id = users.instance_id AND e.id = users.primary_email_address_id)";

/// The primary number, if there is one.
const PRIMARY_NUMBER: &str = "(SELECT p.number FROM phone_numbers p \
    WHERE p.instance_id = users.instance_id AND p.id = users.primary_phone_number_id)";

/// The primary wallet, if there is one: the oldest where none was chosen.
const PRIMARY_WALLET: &str = "(SELECT i.subject FROM identifications i \
    WHERE i.instance_id = users.instance_id AND i.user_id = users.id AND i.kind = 'web3_wallet' \
    ORDER BY CASE WHEN i.id = users.primary_web3_wallet_id THEN 0 ELSE 1 END, i.created_at, i.id LIMIT 1)";

impl UserSearch {
    /// Whether it says which users are wanted, so that an index finds the few there are.
    fn names_users(&self) -> bool {
        let names = [
            &self.user_ids,
            &self.external_ids,
            &self.usernames,
            &self.email_addresses,
            &self.phone_numbers,
            &self.web3_wallets,
            &self.external_accounts,
        ];
        names.iter().any(|names| !names.is_empty())
    }
}

impl Order {
    /// `few` keeps indexes out of it: SQLite would rather read everybody in the right order than sort a few.
    fn sql(self, few: bool) -> String {
        let column = match self.by {
            OrderBy::CreatedAt if few => "+created_at",
            OrderBy::CreatedAt => "created_at",
            OrderBy::UpdatedAt => "updated_at",
            OrderBy::EmailAddress => PRIMARY_ADDRESS,
            OrderBy::PhoneNumber => PRIMARY_NUMBER,
            OrderBy::Web3Wallet => PRIMARY_WALLET,
            OrderBy::FirstName => "first_name",
            OrderBy::LastName => "last_name",
            OrderBy::Username if few => "(username_lower || '')",
            OrderBy::Username => "username_lower",
            OrderBy::LastActiveAt => "last_active_at",
            OrderBy::LastSignInAt => "last_sign_in_at",
        };
        let direction = if self.descending { "DESC" } else { "ASC" };
        // The databases differ in where they put NULL. Where there is none it is not said, since PostgreSQL would take no
        // index for it. Ids make the order total.
        let nulls =
            if matches!(self.by, OrderBy::CreatedAt | OrderBy::UpdatedAt) { "" } else { " NULLS LAST" };
        format!(" ORDER BY {column} {direction}{nulls}, id {direction}")
    }
}

/// The users that `search` describes.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn search(
    tx: &Tx,
    instance: &InstanceId,
    search: &UserSearch,
    order: Order,
    limit: i64,
    offset: i64,
) -> Result<Vec<User>> {
    let (sql, filter) = statement(instance, search, order, limit, offset);
    tx.found(&sql, &filter, read).await
}

/// How the database goes about [`search`], a line per step.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn explain(
    tx: &Tx,
    instance: &InstanceId,
    search: &UserSearch,
    order: Order,
) -> Result<Vec<String>> {
    let (sql, filter) = statement(instance, search, order, 10, 0);
    tx.explain(&sql, &filter).await
}

fn statement<'a>(
    instance: &'a InstanceId,
    search: &'a UserSearch,
    order: Order,
    limit: i64,
    offset: i64,
) -> (String, Filter<'a>) {
    let mut filter = filter(instance, search);
    let (limit, offset) = (filter.bind(limit), filter.bind(offset));
    let (conditions, order) = (filter.sql(), order.sql(search.names_users()));
    (format!("SELECT {COLUMNS} FROM users{conditions}{order} LIMIT {limit} OFFSET {offset}"), filter)
}

/// How many users `search` describes.
///
/// # Errors
/// Whatever keeps the database from answering.
pub async fn count(tx: &Tx, instance: &InstanceId, search: &UserSearch) -> Result<i64> {
    let filter = filter(instance, search);
    let sql = format!("SELECT count(*) FROM users{}", filter.sql());
    let count = tx.found(&sql, &filter, |row| row.columns().next()).await?.pop();
    Ok(count.unwrap_or(0))
}

fn filter<'a>(instance: &'a InstanceId, search: &'a UserSearch) -> Filter<'a> {
    let mut filter = Filter::new("instance_id", instance);
    let lower = |values: &[String]| values.iter().map(|value| value.to_lowercase()).collect::<Vec<_>>();
    for condition in [
        filter.one_of("id", search.user_ids.iter().cloned()),
        filter.one_of("external_id", search.external_ids.iter().cloned()),
        filter.one_of("username_lower", lower(&search.usernames)),
        filter.one_of("e.address_lower", lower(&search.email_addresses)).map(|by| has_address(&by)),
        filter.one_of("p.number", search.phone_numbers.iter().cloned()).map(|by| has_number(&by)),
        filter.one_of("i.subject", search.web3_wallets.iter().cloned()).map(|by| has_wallet(&by)),
        filter.one_of("i.subject", search.external_accounts.iter().cloned()).map(|by| has_account(&by)),
    ]
    .into_iter()
    .flatten()
    {
        filter.and(condition);
    }
    if search.members_only {
        filter.and("1 = 0".to_owned());
    }
    if let Some(excluded) = filter.one_of("id", search.excluded_user_ids.iter().cloned()) {
        filter.and(format!("NOT ({excluded})"));
    }
    if let Some(excluded) = filter.one_of("external_id", search.excluded_external_ids.iter().cloned()) {
        filter.and(format!("(external_id IS NULL OR NOT ({excluded}))"));
    }
    if let Some(part) = &search.email_address_query {
        let pattern = filter.bind(contains(part));
        filter.and(held_in("email_addresses e", &format!("e.address_lower LIKE {pattern} ESCAPE '!'")));
    }
    if let Some(part) = &search.phone_number_query {
        let pattern = filter.bind(contains(part));
        filter.and(held_in("phone_numbers p", &format!("p.number LIKE {pattern} ESCAPE '!'")));
    }
    if let Some(part) = &search.username_query {
        let pattern = filter.bind(contains(part));
        filter.and(format!("username_lower LIKE {pattern} ESCAPE '!'"));
    }
    if let Some(part) = &search.name_query {
        let pattern = filter.bind(contains(part));
        filter.and(format!("name_lower LIKE {pattern} ESCAPE '!'"));
    }
    if let Some(part) = &search.query {
        let pattern = filter.bind(contains(part));
        filter.and(held_in("user_terms t", &format!("t.term LIKE {pattern} ESCAPE '!'")));
    }
    // Said in full rather than bound, so that the index of the banned serves.
    match search.banned {
        Some(true) => filter.and("banned".to_owned()),
        Some(false) => filter.and("NOT banned".to_owned()),
        None => {}
    }
    filter.compare("locked_until", ">", search.locked_at);
    filter.compare("created_at", "<", search.created_before);
    filter.compare("created_at", ">", search.created_after);
    // By no index, which every touch would pay for: docs/adr/0021-times-of-activity-have-no-index.md.
    filter.compare("last_active_at", "<", search.last_active_before);
    filter.compare("last_active_at", ">", search.last_active_after);
    filter.compare("last_active_at", ">=", search.last_active_since);
    filter.compare("last_sign_in_at", "<", search.last_sign_in_before);
    filter.compare("last_sign_in_at", ">", search.last_sign_in_after);
    if let Some(cursor) = &search.starting_after {
        let behind = if cursor.descending { "<" } else { ">" };
        let (created_at, id) = (filter.bind(cursor.created_at), filter.bind(&cursor.id));
        filter.and(format!("(created_at, id) {behind} ({created_at}, {id})"));
    }
    filter
}

/// Holds for users of whom one address satisfies `condition`.
fn has_address(condition: &str) -> String {
    owns("email_addresses e", condition)
}

/// Holds for users of whom one phone number satisfies `condition`.
fn has_number(condition: &str) -> String {
    owns("phone_numbers p", condition)
}

/// Holds for users of whom one wallet satisfies `condition`.
fn has_wallet(condition: &str) -> String {
    has_identification(IdentificationKind::Web3Wallet, condition)
}

/// Holds for users of whom one account at a provider satisfies `condition`.
fn has_account(condition: &str) -> String {
    has_identification(IdentificationKind::ExternalAccount, condition)
}

fn has_identification(kind: IdentificationKind, condition: &str) -> String {
    owns("identifications i", &format!("i.kind = '{}' AND {condition}", kind.as_str()))
}

/// Holds for users who have one of the rows of `table` that satisfy `condition`. For few rows, found by an index: with
/// `EXISTS`, SQLite would look for one user after the other. `$1` is the instance.
fn owns(table: &str, condition: &str) -> String {
    format!("id IN (SELECT user_id FROM {table} WHERE instance_id = $1 AND {condition})")
}

/// Holds for users who have a row of `table` that satisfies `condition`. For what no index finds: users are asked in order,
/// and a page that is full asks no more.
fn held_in(table: &str, condition: &str) -> String {
    let held = "instance_id = users.instance_id AND user_id = users.id";
    format!("EXISTS (SELECT 1 FROM {table} WHERE {held} AND {condition})")
}
