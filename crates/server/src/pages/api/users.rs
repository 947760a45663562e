//! GET /dashboard/api/users

use axum::extract::State;
use nightdesk_auth::model::User;
use nightdesk_store::{
    Tx,
    user_terms::{self, Found, TermSearch},
    users::{self, Cursor, Order, UserSearch},
};
use nightdesk_wire::{
    bapi,
    ids::{InstanceId, UserId},
    time::UnixMs,
};

use super::{
    super::guard::Opened,
    page::{Page, more, no_place, place_of, read_place},
};
use crate::{
    ApiError, App,
    bapi::{
        query::{Query, invalid},
        users::{present_user, with_addresses},
    },
    present::Json,
};

const PAGE: usize = 25;
/// One more than are shown, to see whether there are more.
const LIMIT: i64 = 26;

/// Which users the list shows.
#[derive(Default)]
struct Wanted {
    query: String,
    banned: bool,
    locked_at: Option<UnixMs>,
    after: Option<String>,
}

/// Users, newest first, or those who are known by something that begins with `query`, in the order of what was found.
/// `filter` is `banned` or `locked`.
///
/// # Errors
/// `form_param_value_invalid`.
pub(in crate::pages) async fn list(
    State(app): State<App>,
    Opened(tenant, _): Opened,
    query: Query,
) -> Result<Json<Page<bapi::User>>, ApiError> {
    let now = app.clock().now();
    let mut wanted = Wanted {
        query: searched(query.text("query").unwrap_or_default()),
        after: query.text("after").map(str::to_owned),
        ..Wanted::default()
    };
    match query.text("filter") {
        None => {}
        Some("banned") => wanted.banned = true,
        Some("locked") => wanted.locked_at = Some(now),
        Some(_) => return Err(invalid("filter", "filter must be banned or locked.".to_owned())),
    }
    let (instance, wanted) = (&tenant.instance.id, &wanted);
    let read = app.store().read(|tx| async move {
        let (found, next) = if wanted.query.is_empty() {
            newest(&tx, instance, wanted).await?
        } else {
            by_term(&tx, instance, wanted).await?
        };
        Ok::<_, ApiError>((with_addresses(&tx, instance, found).await?, next))
    });
    let (found, next) = read.await?;
    Ok(Json(Page {
        data: found.iter().map(|user| present_user(&tenant.instance, user, now)).collect(),
        next,
    }))
}

/// What was typed, in the form of the terms: numbers are written in many ways.
fn searched(typed: &str) -> String {
    let typed = typed.trim();
    match typed.strip_prefix('+') {
        Some(number) => format!("+{}", number.chars().filter(char::is_ascii_digit).collect::<String>()),
        None => typed.to_owned(),
    }
}

async fn newest(
    tx: &Tx,
    instance: &InstanceId,
    wanted: &Wanted,
) -> Result<(Vec<User>, Option<String>), ApiError> {
    let order = Order::default();
    let starting_after = wanted.after.as_deref().map(|text| read_place(text, UserId::parse)).transpose()?;
    let search = UserSearch {
        banned: wanted.banned.then_some(true),
        locked_at: wanted.locked_at,
        starting_after: starting_after.map(|(created_at, id)| Cursor {
            created_at,
            id,
            descending: order.descending,
        }),
        ..UserSearch::default()
    };
    let mut found = users::search(tx, instance, &search, order, LIMIT, 0).await?;
    let next = more(&mut found, PAGE).map(|last| place_of(last.created_at, last.id.as_str()));
    Ok((found, next))
}

async fn by_term(
    tx: &Tx,
    instance: &InstanceId,
    wanted: &Wanted,
) -> Result<(Vec<User>, Option<String>), ApiError> {
    let search = TermSearch {
        prefix: wanted.query.clone(),
        banned: wanted.banned,
        locked_at: wanted.locked_at,
        after: wanted.after.as_deref().map(read_found).transpose()?,
    };
    let mut found = user_terms::search(tx, instance, &search, LIMIT).await?;
    let next = more(&mut found, PAGE).map(|last| format!("{}.{}", last.user_id, last.term));
    let ids: Vec<_> = found.iter().map(|found| &found.user_id).collect();
    let mut users = users::find_all(tx, instance, &ids).await?;
    users.sort_by_key(|user| ids.iter().position(|id| **id == user.id));
    Ok((users, next))
}

fn read_found(text: &str) -> Result<Found, ApiError> {
    let parts = text.split_once('.').and_then(|(id, term)| Some((UserId::parse(id).ok()?, term)));
    parts.map(|(user_id, term)| Found { user_id, term: term.to_owned() }).ok_or_else(no_place)
}
