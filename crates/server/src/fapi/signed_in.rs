//! What happens to a client when somebody signs in on it.

use nightdesk_auth::{
    Refusal,
    model::{ActorToken, Client, Event, EventKind, Session, SessionStatus, Strategy},
    session::{self, Start},
    session_task,
};
use nightdesk_store::{Result, Tx, clients, sessions, users};
use nightdesk_wire::ids::{SessionId, UserId};

use crate::{
    events::{Actor, event, log},
    extract::Cx,
    present::ApiError,
    session_tasks,
};

/// Whether the client may take one more signed-in user; checked before an attempt starts.
///
/// # Errors
/// `session_exists` or `identifier_already_signed_in`.
pub(super) async fn may_sign_in(
    cx: &Cx,
    tx: &Tx,
    client: &Client,
    user: Option<&UserId>,
) -> Result<(), ApiError> {
    let held = sessions::list_live_on_client(tx, &client.instance_id, &client.id).await?;
    let verdict: Result<(), Refusal> = session::may_add(&held, user, &cx.tenant.instance.settings, cx.now);
    Ok(verdict?)
}

/// What was proved to start a session.
#[derive(Debug, Clone, Copy)]
pub(super) struct Proofs {
    pub(super) first_factor: Strategy,
    pub(super) second_factor: bool,
}

impl Proofs {
    /// A first factor alone.
    pub(super) const fn first(first_factor: Strategy) -> Self {
        Self { first_factor, second_factor: false }
    }
}

/// Like [`Proofs`], of a factor that has a provider's name in it.
#[derive(Debug, Clone)]
pub(super) struct NamedProofs {
    pub(super) first_factor: String,
    pub(super) second_factor: bool,
}

/// Like [`start_named_session`], by a factor that has no name of a provider in it.
pub(super) async fn start_session(
    cx: &Cx,
    tx: &Tx,
    client: &mut Client,
    id: SessionId,
    user: &UserId,
    proofs: Proofs,
) -> Result<()> {
    let Proofs { first_factor, second_factor } = proofs;
    let proofs = NamedProofs { first_factor: first_factor.as_str().to_owned(), second_factor };
    start_named_session(cx, tx, client, id, user, proofs).await
}

/// Starts a session on the client and makes it the active one. The client's token moves on, and whatever attempt was
/// running on it is over.
///
/// Of two sign-ins that finish at once on a client that takes one, the later replaces the earlier.
pub(super) async fn start_named_session(
    cx: &Cx,
    tx: &Tx,
    client: &mut Client,
    id: SessionId,
    user: &UserId,
    proofs: NamedProofs,
) -> Result<()> {
    start(cx, tx, client, id, user, proofs, None).await
}

/// Like [`start_session`], for somebody who acts as the user: nothing is asked of them that only the user can do.
pub(super) async fn start_impersonation(
    cx: &Cx,
    tx: &Tx,
    client: &mut Client,
    id: SessionId,
    by: &ActorToken,
) -> Result<()> {
    let proofs = NamedProofs { first_factor: Strategy::Ticket.as_str().to_owned(), second_factor: false };
    start(cx, tx, client, id, &by.user_id, proofs, Some(by)).await
}

async fn start(
    cx: &Cx,
    tx: &Tx,
    client: &mut Client,
    id: SessionId,
    user: &UserId,
    proofs: NamedProofs,
    actor: Option<&ActorToken>,
) -> Result<()> {
    let settings = &cx.tenant.instance.settings;
    let instance = &client.instance_id;
    for mut held in sessions::list_live_on_client(tx, instance, &client.id).await? {
        let in_the_way = settings.single_session_mode || held.user_id == *user;
        if in_the_way && session::end(&mut held, SessionStatus::Replaced, cx.now) {
            sessions::update(tx, &held).await?;
        }
    }
    let start = Start {
        id,
        instance_id: instance.clone(),
        client_id: client.id.clone(),
        user_id: user.clone(),
        activity: cx.activity(),
    };
    let mut session: Session = session::start(start, settings, cx.now);
    session.second_factor_at = proofs.second_factor.then_some(cx.now);
    match actor {
        Some(by) => session::impersonate(&mut session, by, cx.now),
        None => {
            if let Some(user) = users::find(tx, instance, user).await? {
                let tasks = session_tasks::of(tx, &user, &settings.sessions).await?;
                session_task::assign(&mut session, tasks);
            }
        }
    }
    sessions::insert(tx, &session).await?;
    let line = session_event(cx, &session, &proofs.first_factor, actor);
    log(tx, &cx.tenant.instance.settings, &line).await?;
    client.sign_in_id = None;
    client.sign_up_id = None;
    client.last_active_session_id = Some(session.id);
    client.last_authentication_strategy = Some(proofs.first_factor);
    client.updated_at = session::client_updated_at(cx.now);
    clients::update(tx, client).await?;
    cx.rotate(tx, client).await
}

/// The line of the log about a session that starts.
fn session_event(cx: &Cx, session: &Session, strategy: &str, actor: Option<&ActorToken>) -> Event {
    let user = session.user_id.as_str();
    let (kind, by) = match actor {
        Some(by) => (EventKind::Impersonation, Actor::Admin(by.actor["sub"].as_str().unwrap_or_default())),
        None => (EventKind::SignIn, Actor::User(user)),
    };
    event(&cx.app, &session.instance_id, kind, strategy, &by, Some(user.to_owned()))
}
