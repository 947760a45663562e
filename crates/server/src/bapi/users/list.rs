//! GET /v1/users

use std::collections::HashMap;

use nightdesk_store::{Tx, email_addresses, identifications, phone_numbers, users};
use nightdesk_wire::{bapi, ids::InstanceId};

use super::{BackendCx, present_user, search};
use crate::{
    ApiError,
    bapi::query::Query,
    present::{Json, UserWithAddresses},
};

/// The users that the query describes: an array, newest first unless `order_by` says otherwise.
///
/// # Errors
/// `form_param_value_invalid`.
pub(crate) async fn list(cx: BackendCx, query: Query) -> Result<Json<Vec<bapi::User>>, ApiError> {
    let (page, order) = (query.page()?, search::order(&query)?);
    let wanted = search::read(&query)?;
    let cursor = search::cursor(&query, order)?;
    let instance = cx.instance_id();
    let found = cx.read(async |tx| {
        let mut wanted = wanted;
        if let Some(id) = cursor {
            wanted.starting_after = Some(search::locate(&tx, instance, &id, order).await?);
        }
        let users = users::search(&tx, instance, &wanted, order, page.limit, page.offset).await?;
        with_addresses(&tx, instance, users).await
    });
    Ok(Json(found.await?.iter().map(|user| present_user(&cx.tenant.instance, user, cx.now)).collect()))
}

/// Reads what all users are known by in one go.
pub(crate) async fn with_addresses(
    tx: &Tx,
    instance: &InstanceId,
    users: Vec<nightdesk_auth::model::User>,
) -> Result<Vec<UserWithAddresses>, ApiError> {
    let ids: Vec<_> = users.iter().map(|user| &user.id).collect();
    let mut addresses: HashMap<_, Vec<_>> = HashMap::new();
    for address in email_addresses::list_of_users(tx, instance, &ids).await? {
        addresses.entry(address.user_id.clone()).or_default().push(address);
    }
    let mut known: HashMap<_, Vec<_>> = HashMap::new();
    for identification in identifications::list_of_users(tx, instance, &ids).await? {
        known.entry(identification.user_id.clone()).or_default().push(identification);
    }
    let mut numbers: HashMap<_, Vec<_>> = HashMap::new();
    for number in phone_numbers::list_of_users(tx, instance, &ids).await? {
        numbers.entry(number.user_id.clone()).or_default().push(number);
    }
    Ok(users
        .into_iter()
        .map(|user| UserWithAddresses {
            addresses: addresses.remove(&user.id).unwrap_or_default(),
            numbers: numbers.remove(&user.id).unwrap_or_default(),
            identifications: known.remove(&user.id).unwrap_or_default(),
            user,
        })
        .collect())
}
