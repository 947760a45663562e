//! The handle that programs hold.

use std::sync::Arc;

use serde_json::{Value, json};
use tokio::sync::{mpsc, oneshot, watch};

use crate::auth::Auth;
use crate::builder::Builder;
use crate::driver::Command;
use crate::error::{Error, Result};
use crate::params::Params;
use crate::sign_in::SignIns;
use crate::sign_up::SignUps;
use crate::token::{GetToken, SessionToken};

/// A client of one instance. Clones are handles to the same client; with the last one it ends, and with it what
/// is under way.
///
/// A call whose future is dropped goes on behind the scenes as long as the client lives.
#[derive(Clone)]
pub struct Client {
    commands: mpsc::UnboundedSender<Command>,
    auth: watch::Receiver<Arc<Auth>>,
    publishable_key: Arc<str>,
    frontend_api: Arc<str>,
}

impl Client {
    /// Begins a client for the instance of this publishable key.
    #[must_use]
    pub fn builder(publishable_key: impl Into<String>) -> Builder {
        Builder::new(publishable_key.into())
    }

    pub(crate) fn new(
        commands: mpsc::UnboundedSender<Command>,
        auth: watch::Receiver<Arc<Auth>>,
        publishable_key: String,
        frontend_api: String,
    ) -> Client {
        let (publishable_key, frontend_api) = (publishable_key.into(), frontend_api.into());
        Client { commands, auth, publishable_key, frontend_api }
    }

    /// The key it was made with.
    #[must_use]
    pub fn publishable_key(&self) -> &str {
        &self.publishable_key
    }

    /// Host of the frontend API.
    #[must_use]
    pub fn frontend_api(&self) -> &str {
        &self.frontend_api
    }

    /// Finds out who is signed in: from storage where that is certain, else from the server. While the server
    /// cannot be reached, what was last known is the answer, with a
    /// [diagnostic](Auth::diagnostic).
    ///
    /// # Errors
    /// The server's refusal, or trouble on the way while nothing is known.
    pub async fn load(&self) -> Result<Arc<Auth>> {
        self.call(json!({"do": "load"})).await?;
        Ok(self.auth())
    }

    /// The same, but asks the server in any case.
    ///
    /// # Errors
    /// As [`Client::load`].
    pub async fn reload(&self) -> Result<Arc<Auth>> {
        self.call(json!({"do": "reload"})).await?;
        Ok(self.auth())
    }

    /// Who is signed in, as far as is known.
    #[must_use]
    pub fn auth(&self) -> Arc<Auth> {
        self.auth.borrow().clone()
    }

    /// Who is signed in, now and after every change, be it by another process that shares the storage.
    #[must_use]
    pub fn subscribe(&self) -> watch::Receiver<Arc<Auth>> {
        self.auth.clone()
    }

    /// The active session's token; `None` if nobody is signed in.
    ///
    /// # Errors
    /// As [`Client::get_token`].
    pub async fn session_token(&self) -> Result<Option<SessionToken>> {
        self.get_token(GetToken::new()).await
    }

    /// The token that is asked for, from storage while one there is good, else minted once for everybody who
    /// wants it; `None` if nobody is signed in.
    ///
    /// # Errors
    /// Passing trouble after three attempts, a refusal at once.
    pub async fn get_token(&self, ask: GetToken) -> Result<Option<SessionToken>> {
        let reply = self.call(ask.command()).await?;
        Ok(reply["token"].as_str().map(SessionToken::new))
    }

    /// Renews the active session's token in the background before it expires, for as long as the client lives.
    /// Without it a token is renewed when it is asked for.
    pub fn keep_fresh(&self) {
        // Its reply never comes, or says nothing.
        drop(self.send(json!({"do": "keep_fresh"})));
    }

    /// Sign-ins.
    #[must_use]
    pub fn sign_in(&self) -> SignIns {
        SignIns::new(self.clone())
    }

    /// Sign-ups.
    #[must_use]
    pub fn sign_up(&self) -> SignUps {
        SignUps::new(self.clone())
    }

    /// Signs out of all sessions of this client.
    ///
    /// # Errors
    /// The server's refusal, or trouble on the way: then it is in doubt, and the next [`Client::load`] asks.
    pub async fn sign_out(&self) -> Result<()> {
        self.request("DELETE", "/client/sessions", Params::new()).await.map(drop)
    }

    /// Ends one session and leaves the others.
    ///
    /// # Errors
    /// As [`Client::sign_out`].
    pub async fn sign_out_of(&self, session: &str) -> Result<()> {
        let path = format!("/client/sessions/{}/remove", encoded(session));
        self.request("POST", &path, Params::new()).await.map(drop)
    }

    /// Makes a session the active one.
    ///
    /// # Errors
    /// The server's refusal, or trouble on the way.
    pub async fn set_active(&self, session: &str) -> Result<()> {
        let path = format!("/client/sessions/{}/touch", encoded(session));
        self.request("POST", &path, Params::from([("intent", "select_session")])).await.map(drop)
    }

    /// Any other call of the Frontend API: `path` is what stands behind `/v1`, query included. Returns the
    /// resource in the answer; what the answer says of the client is taken over.
    ///
    /// # Errors
    /// The server's refusal, or trouble on the way. A change is never sent twice: it may have happened although
    /// its answer was lost.
    pub async fn request(&self, method: &str, path: &str, params: impl Into<Params>) -> Result<Value> {
        let body = params.into().encode();
        let message = json!({"do": "request", "method": method, "path": path, "body": body});
        let mut answer = self.call(message).await?["response"].take();
        Ok(match answer.get_mut("response") {
            Some(resource) => resource.take(),
            None => answer,
        })
    }

    async fn call(&self, message: Value) -> Result<Value> {
        self.send(message).await.map_err(|_| Error::Stopped)?
    }

    fn send(&self, message: Value) -> oneshot::Receiver<Result<Value>> {
        let (reply, replied) = oneshot::channel();
        // If the driver is gone, so is `reply`, which is what the caller sees.
        let _ = self.commands.send(Command { message, reply });
        replied
    }
}

/// An id as a part of a path.
pub(crate) fn encoded(id: &str) -> String {
    percent_encoding::utf8_percent_encode(id, percent_encoding::NON_ALPHANUMERIC)
        .to_string()
        .replace("%5F", "_")
}

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Client").field("frontend_api", &self.frontend_api).finish_non_exhaustive()
    }
}
