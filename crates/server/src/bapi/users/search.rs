//! What a query says about the users it looks for.

use nightdesk_auth::{identification, identifier, web3};
use nightdesk_store::{
    Tx,
    users::{self, Cursor, Order, OrderBy, UserSearch},
};
use nightdesk_wire::ids::{InstanceId, UserId};

use crate::{
    ApiError,
    bapi::query::{Query, invalid},
};

pub(super) fn read(query: &Query) -> Result<UserSearch, ApiError> {
    let text = |name| query.text(name).map(str::to_owned);
    let (user_ids, excluded_user_ids) = query.signed_texts("user_id")?;
    let (external_ids, excluded_external_ids) = query.signed_texts("external_id")?;
    // Nobody is a member of anything yet: to leave members out leaves out nobody.
    let (organization_ids, _) = query.signed_texts("organization_id")?;
    Ok(UserSearch {
        members_only: !organization_ids.is_empty(),
        user_ids,
        excluded_user_ids,
        external_ids,
        excluded_external_ids,
        usernames: query.texts("username")?,
        email_addresses: query.texts("email_address")?,
        phone_numbers: query.texts("phone_number")?.into_iter().map(phone_number).collect(),
        web3_wallets: query.texts("web3_wallet")?.iter().map(|address| web3::subject(address)).collect(),
        external_accounts: external_accounts(query)?,
        phone_number_query: text("phone_number_query"),
        email_address_query: text("email_address_query"),
        username_query: text("username_query"),
        name_query: text("name_query"),
        query: text("query"),
        banned: query.switch("banned")?,
        locked_at: None,
        created_before: query.time("created_at_before")?,
        created_after: query.time("created_at_after")?,
        last_active_before: query.time("last_active_at_before")?,
        last_active_after: query.time("last_active_at_after")?,
        last_active_since: query.time("last_active_at_since")?,
        last_sign_in_before: query.time("last_sign_in_at_before")?,
        last_sign_in_after: query.time("last_sign_in_at_after")?,
        starting_after: None,
    })
}

/// A number in the form in which they are stored; what is none stays, and finds nobody. An unescaped `+` arrives as a
/// blank.
fn phone_number(typed: String) -> String {
    let with_plus = if typed.starts_with(' ') { format!("+{}", typed.trim_start()) } else { typed.clone() };
    identifier::phone_number(&with_plus).unwrap_or(typed)
}

/// What the accounts at a provider are found by that the query names.
fn external_accounts(query: &Query) -> Result<Vec<String>, ApiError> {
    let ids = query.texts("provider_user_id")?;
    match query.text("provider") {
        Some(strategy) if !ids.is_empty() => {
            let provider = strategy.strip_prefix("oauth_").unwrap_or(strategy);
            Ok(ids.iter().map(|id| identification::subject(provider, id)).collect())
        }
        None if ids.is_empty() => Ok(ids),
        _ => {
            let text = "provider and provider_user_id are only taken together.".to_owned();
            Err(invalid("provider", text))
        }
    }
}

/// The order of the list: a property after `+` (or nothing) or `-`.
pub(super) fn order(query: &Query) -> Result<Order, ApiError> {
    let (property, descending) = query.order("-created_at");
    let by = match property {
        "created_at" => OrderBy::CreatedAt,
        "updated_at" => OrderBy::UpdatedAt,
        "email_address" => OrderBy::EmailAddress,
        "phone_number" => OrderBy::PhoneNumber,
        "web3wallet" => OrderBy::Web3Wallet,
        "first_name" => OrderBy::FirstName,
        "last_name" => OrderBy::LastName,
        "username" => OrderBy::Username,
        "last_active_at" => OrderBy::LastActiveAt,
        "last_sign_in_at" => OrderBy::LastSignInAt,
        _ => return Err(invalid("order_by", format!("Users cannot be ordered by {property:?}."))),
    };
    Ok(Order { by, descending })
}

/// The user that the list goes on behind, where the contract allows a cursor.
pub(super) fn cursor(query: &Query, order: Order) -> Result<Option<UserId>, ApiError> {
    let Some(text) = query.text("starting_after") else { return Ok(None) };
    let refused = |reason: &str| Err(invalid("starting_after", format!("starting_after {reason}.")));
    if order.by != OrderBy::CreatedAt {
        return refused("needs the order created_at or -created_at");
    }
    if query.page()?.offset != 0 {
        return refused("cannot be combined with offset");
    }
    UserId::parse(text).map_or_else(|_| refused("is not the id of a user"), |id| Ok(Some(id)))
}

/// Where in the list that user is.
pub(super) async fn locate(
    tx: &Tx,
    instance: &InstanceId,
    id: &UserId,
    order: Order,
) -> Result<Cursor, ApiError> {
    let user = users::find(tx, instance, id).await?;
    let user = user.ok_or_else(|| invalid("starting_after", "starting_after names no user.".to_owned()))?;
    Ok(Cursor { created_at: user.created_at, id: user.id, descending: order.descending })
}
