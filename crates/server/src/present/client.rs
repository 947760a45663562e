//! The client: everything a caller may know about itself.

use std::collections::HashMap;

use nightdesk_auth::{
    model::{self, SignInStatus, SignUpStatus},
    session,
};
use nightdesk_store::{
    Tx, email_addresses, identifications, phone_numbers, sessions, sign_ins, sign_ups, users,
};
use nightdesk_wire::{
    client::Client,
    ids::{InstanceId, SessionId, UserId},
    time::UnixMs,
};

use super::{ApiError, session::SessionSubject, sign_in::sign_in, sign_up::sign_up, user::UserWithAddresses};
use crate::extract::Cx;

/// A client as it stands in the database at one moment.
struct Snapshot {
    client: model::Client,
    /// The session it acts for.
    active: Option<SessionId>,
    sessions: Vec<SessionSubject>,
    sign_in: Option<(model::SignIn, Option<UserWithAddresses>)>,
    sign_up: Option<model::SignUp>,
}

/// The client of `cx` as it is now; `None` if the caller has none.
pub(crate) async fn client(cx: &Cx) -> Result<Option<Client>, ApiError> {
    let Some(id) = cx.client.as_ref().map(|client| client.id.clone()) else { return Ok(None) };
    let instance = &cx.tenant.instance.id;
    let now = cx.now;
    let snapshot: Option<Snapshot> = cx
        .store()
        .read(|tx| async move {
            let Some(client) = nightdesk_store::clients::find(&tx, instance, &id).await? else {
                return Ok::<_, nightdesk_store::Error>(None);
            };
            Ok(Some(read(&tx, instance, client, now).await?))
        })
        .await?;
    let Some(snapshot) = snapshot else { return Ok(None) };
    let origin = cx.origin.as_deref();
    let sessions = snapshot
        .sessions
        .iter()
        .map(|subject| super::session(&cx.tenant, subject, origin, now))
        .collect::<Result<Vec<_>, _>>()?;
    let settings = &cx.tenant.instance.settings;
    let stored = snapshot.client;
    Ok(Some(Client {
        last_active_session_id: snapshot.active,
        sessions,
        sign_in: snapshot
            .sign_in
            .map(|(stored, found)| sign_in(&cx.tenant.instance, &stored, found.as_ref(), now)),
        sign_up: snapshot.sign_up.map(|stored| sign_up(settings, &stored, now)),
        last_authentication_strategy: stored.last_authentication_strategy,
        cookie_expires_at: None,
        captcha_bypass: false,
        created_at: stored.created_at,
        updated_at: stored.updated_at,
        id: stored.id,
    }))
}

async fn read(
    tx: &Tx,
    instance: &InstanceId,
    client: model::Client,
    now: UnixMs,
) -> nightdesk_store::Result<Snapshot> {
    let live: Vec<_> = sessions::list_live_on_client(tx, instance, &client.id)
        .await?
        .into_iter()
        .filter(|session| session.is_live(now))
        .collect();
    let active = session::active(&live, client.last_active_session_id.as_ref(), now);
    let active = active.map(|session| session.id.clone());
    let mut known: HashMap<UserId, Option<UserWithAddresses>> = HashMap::new();
    for session in &live {
        if !known.contains_key(&session.user_id) {
            known.insert(session.user_id.clone(), load_user(tx, instance, &session.user_id).await?);
        }
    }
    let live_ids: Vec<_> = live.iter().map(|session| session.id.clone()).collect();
    let sessions = live
        .into_iter()
        .map(|session| SessionSubject { user: known.get(&session.user_id).cloned().flatten(), session })
        .collect();

    let sign_in = match &client.sign_in_id {
        Some(id) => sign_ins::find(tx, instance, id).await?,
        None => None,
    };
    let lives = |session: Option<&SessionId>| session.is_some_and(|id| live_ids.contains(id));
    let to_show = |attempt: &model::SignIn| match attempt.status {
        SignInStatus::Complete => lives(attempt.created_session_id.as_ref()),
        _ => now < attempt.abandon_at,
    };
    let sign_in = match sign_in.filter(to_show) {
        Some(attempt) => {
            let found = match &attempt.user_id {
                Some(id) => load_user(tx, instance, id).await?,
                None => None,
            };
            Some((attempt, found))
        }
        None => None,
    };

    let sign_up = match &client.sign_up_id {
        Some(id) => sign_ups::find(tx, instance, id).await?,
        None => None,
    };
    let to_show = |attempt: &model::SignUp| match attempt.status {
        SignUpStatus::Complete => lives(attempt.created_session_id.as_ref()),
        SignUpStatus::MissingRequirements => now < attempt.abandon_at,
        SignUpStatus::Abandoned => false,
    };
    Ok(Snapshot { active, sessions, sign_in, sign_up: sign_up.filter(to_show), client })
}

/// A user with all it is known by.
pub(crate) async fn load_user(
    tx: &Tx,
    instance: &InstanceId,
    id: &UserId,
) -> nightdesk_store::Result<Option<UserWithAddresses>> {
    let Some(user) = users::find(tx, instance, id).await? else { return Ok(None) };
    let addresses = email_addresses::list(tx, instance, id).await?;
    let numbers = phone_numbers::list(tx, instance, id).await?;
    let identifications = identifications::list(tx, instance, id).await?;
    Ok(Some(UserWithAddresses { user, addresses, numbers, identifications }))
}
