//! The last step of every strategy: a proof is judged, and if it is all that was missing there is a session.

use nightdesk_auth::{
    Refusal,
    model::{self, Client, SignInStatus, Strategy, Verification},
    sign_in::{self, Step, client_trust},
};
use nightdesk_store::{
    Tx, clients,
    sessions::{self, SessionSearch},
    sign_ins, users,
};
use nightdesk_wire::{
    ids::{ClientId, InstanceId, SessionId, SignInId, UserId},
    sign_in::SignIn,
};

use super::load::{Loaded, load};
use crate::{
    extract::Cx,
    fapi::{
        signed_in::{NamedProofs, start_named_session},
        signed_out::{after_sessions_ended, end_other_sessions},
    },
    present::{self, ApiError, Reply, UserWithAddresses},
    restrictions, session_tasks,
};

/// What came of a proof. It is committed either way: wrong attempts count.
pub(super) struct Finished {
    outcome: Result<Client, Refusal>,
    loaded: Loaded,
}

/// Whether the user's other sessions end with this sign-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EndOthers {
    Yes,
    No,
}

/// Has `prove` judge the sign-in, and completes it if nothing else is missing.
///
/// # Errors
/// `resource_not_found`, `not_allowed_access` if the lists of the instance keep the user out, and whatever keeps the database from answering.
pub(super) async fn finish(
    cx: &Cx,
    id: &SignInId,
    strategy: Strategy,
    end_others: EndOthers,
    prove: impl Fn(&mut model::SignIn, &mut model::User) -> Result<Step, Refusal> + Sync,
) -> Result<Finished, ApiError> {
    let prove = &prove;
    cx.store()
        .write(|tx| async move {
            let loaded = load(cx, &tx, id).await?;
            let mut of = loaded.user()?.clone();
            let mut sign_in = loaded.sign_in;
            let password_before = of.user.password_digest.clone();
            let for_trust = sign_in.status == SignInStatus::NeedsClientTrust;
            let mut proved = prove(&mut sign_in, &mut of.user);
            let mut client = cx.require_client()?.clone();
            if proved.is_ok() {
                client = clients::find(&tx, &client.instance_id, &client.id).await?.unwrap_or(client);
            }
            if of.user.password_digest != password_before {
                session_tasks::password_replaced(&tx, &of.user.instance_id, &of.user.id, cx.now).await?;
            }
            if proved == Ok(Step::Complete) && ask_client_trust(cx, &tx, &mut sign_in, &of).await? {
                proved = Ok(Step::SecondFactor);
            }
            if proved == Ok(Step::Complete) {
                let second_factor = sign_in.second_factor.is_some() && !for_trust;
                let user = &mut of.user;
                make_session(cx, &tx, &mut client, &mut sign_in, user, strategy, second_factor).await?;
            }
            if end_others == EndOthers::Yes && proved.is_ok() {
                let keep = sign_in.created_session_id.as_ref();
                if end_other_sessions(cx, &tx, &client.id, &of.user.id, keep).await? {
                    after_sessions_ended(cx, &tx, &mut client).await?;
                }
            }
            users::update(&tx, &of.user).await?;
            // Writes run one after the other, so the version just read is still the stored one.
            let sign_in = sign_ins::update(&tx, &sign_in).await?.unwrap_or(sign_in);
            Ok(Finished { outcome: proved.map(|_| client), loaded: Loaded { sign_in, found: Some(of) } })
        })
        .await
}

/// Has a sign-in wait that is complete but for a device that is new to the user.
async fn ask_client_trust(
    cx: &Cx,
    tx: &Tx,
    sign_in: &mut model::SignIn,
    of: &UserWithAddresses,
) -> Result<bool, ApiError> {
    let settings = &cx.tenant.instance.settings.sessions;
    if !settings.client_trust {
        return Ok(false);
    }
    let is_known = was_here(tx, &sign_in.instance_id, &sign_in.client_id, &of.user.id).await?;
    Ok(client_trust::ask(sign_in, &of.user, of.contacts(), settings, is_known))
}

/// Whether a user had a session on a client, live or over.
pub(super) async fn was_here(
    tx: &Tx,
    instance: &InstanceId,
    client: &ClientId,
    user: &UserId,
) -> nightdesk_store::Result<bool> {
    let here = SessionSearch {
        client_id: Some(client.clone()),
        user_id: Some(user.clone()),
        ..SessionSearch::default()
    };
    Ok(sessions::count(tx, instance, &here).await? > 0)
}

/// Completes a sign-in that proved all it has to, and starts its session. `second_factor`: whether that was one of the
/// proofs.
///
/// # Errors
/// `not_allowed_access` if the lists of the instance keep the user out.
pub(super) async fn make_session(
    cx: &Cx,
    tx: &Tx,
    client: &mut Client,
    sign_in: &mut model::SignIn,
    user: &mut model::User,
    strategy: Strategy,
    second_factor: bool,
) -> Result<(), ApiError> {
    restrictions::may_sign_in(tx, &cx.tenant.instance, &user.id).await??;
    let first = sign_in.first_factor.as_ref();
    let proofs = NamedProofs {
        first_factor: first.map_or_else(|| strategy.as_str().to_owned(), Verification::strategy_name),
        second_factor,
    };
    let session = SessionId::generate(cx.now, cx.random());
    sign_in::complete(sign_in, user, session.clone(), cx.now);
    // What the session is asked for depends on the user as it is now.
    users::update(tx, user).await?;
    Ok(start_named_session(cx, tx, client, session, &user.id, proofs).await?)
}

impl Finished {
    /// The sign-in with what the proof brought, or the refusal with the client as the attempt left it.
    pub(super) async fn reply(self, mut cx: Cx) -> Result<Reply<SignIn>, ApiError> {
        let sign_in = self.loaded.present(&cx);
        match self.outcome {
            Ok(client) => {
                if let Some(session) = &self.loaded.sign_in.created_session_id {
                    tracing::info!(session.id = %session, "signed in");
                }
                cx.adopt(client)?;
                cx.reply(sign_in).await
            }
            Err(refusal) => Err(ApiError::from(refusal).with_client(present::client(&cx).await?)),
        }
    }
}
