//! The last step of every strategy: a proof is judged, and if it holds there is a session.

use nightdesk_auth::{
    Refusal,
    model::{self, Client, Strategy},
    sign_in,
};
use nightdesk_store::{clients, sign_ins, users};
use nightdesk_wire::{
    ids::{SessionId, SignInId},
    sign_in::SignIn,
};

use super::load::{Loaded, load};
use crate::{
    extract::Cx,
    fapi::signed_in::start_session,
    present::{self, ApiError, Reply, UserWithAddresses},
};

/// What came of a proof. It is committed either way: wrong attempts count.
pub(super) struct Finished {
    outcome: Result<Client, Refusal>,
    loaded: Loaded,
}

/// Has `prove` judge the sign-in, and completes it if the proof holds.
///
/// # Errors
/// `resource_not_found`, and whatever keeps the database from answering.
pub(super) async fn finish(
    cx: &Cx,
    id: &SignInId,
    strategy: Strategy,
    prove: impl Fn(&mut model::SignIn, &mut model::User) -> Result<(), Refusal> + Sync,
) -> Result<Finished, ApiError> {
    let prove = &prove;
    cx.store()
        .write(|tx| async move {
            let loaded = load(cx, &tx, id).await?;
            let UserWithAddresses { mut user, addresses } = loaded.user()?.clone();
            let mut sign_in = loaded.sign_in;
            let proved = prove(&mut sign_in, &mut user);
            let mut client = cx.require_client()?.clone();
            if proved.is_ok() {
                client = clients::find(&tx, &client.instance_id, &client.id).await?.unwrap_or(client);
                let session = SessionId::generate(cx.now, cx.random());
                sign_in::complete(&mut sign_in, &mut user, session.clone(), cx.now);
                start_session(cx, &tx, &mut client, session, &user.id, strategy).await?;
            }
            users::update(&tx, &user).await?;
            // Writes run one after the other, so the version just read is still the stored one.
            let sign_in = sign_ins::update(&tx, &sign_in).await?.unwrap_or(sign_in);
            let found = Some(UserWithAddresses { user, addresses });
            Ok(Finished { outcome: proved.map(|()| client), loaded: Loaded { sign_in, found } })
        })
        .await
}

impl Finished {
    /// The completed sign-in, or the refusal with the client as the attempt left it.
    pub(super) async fn reply(self, mut cx: Cx) -> Result<Reply<SignIn>, ApiError> {
        let sign_in = present::sign_in(&self.loaded.sign_in, self.loaded.found.as_ref(), cx.now);
        match self.outcome {
            Ok(client) => {
                let session = self.loaded.sign_in.created_session_id.as_ref();
                tracing::info!(session.id = session.map(SessionId::as_str), "signed in");
                cx.adopt(client)?;
                cx.reply(sign_in).await
            }
            Err(refusal) => Err(ApiError::from(refusal).with_client(present::client(&cx).await?)),
        }
    }
}
