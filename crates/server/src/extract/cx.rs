//! The context of a Frontend API request.

use std::sync::Arc;

use axum::{
    extract::{FromRequestParts, MatchedPath},
    http::{Method, header, request::Parts},
};
use nightdesk_auth::{
    client_token,
    model::{self, Activity, Client},
    rng, session,
};
use nightdesk_store::{Store, Tx, client_links, clients, dev_browsers};
use nightdesk_wire::{
    ids::{ClientId, DevBrowserId, SessionActivityId, SessionId},
    session::Session,
    time::UnixMs,
};
use serde::Serialize;

use super::{
    Path,
    device::Traces,
    identity::{Value, identify, outgoing_token},
    query,
    transport::{Credentials, Transport},
};
use crate::{
    app::App,
    instances::Tenant,
    middleware::front::Front,
    present::{self, ApiError, Minting, Reply, SessionSubject},
};

/// Who calls, when, and what to work with.
pub(crate) struct Cx {
    pub(crate) app: App,
    pub(crate) tenant: Arc<Tenant>,
    /// The time of the request; all that it does happens then.
    pub(crate) now: UnixMs,
    pub(crate) method: Method,
    /// The pattern of the path.
    pub(crate) route: Option<MatchedPath>,
    pub(crate) origin: Option<String>,
    /// The caller's client, as it was when the request came.
    pub(crate) client: Option<Client>,
    /// The session that `/v1/me` acts for, if the caller named one. What is no id names none of the client's.
    pub(crate) session_hint: Option<String>,
    pub(crate) credentials: Credentials,
    /// Where the browser sees us.
    pub(crate) front: Front,
    traces: Traces,
    shown: Option<String>,
    /// Whether what was shown is the client's value on the site of a satellite.
    linked: bool,
    dev_browser: Option<DevBrowserId>,
}

impl FromRequestParts<App> for Cx {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        Ok(Cx::with_session(parts, app, None).await?.0)
    }
}

/// A request on one session, which the path names.
pub(crate) struct OnSession {
    pub(crate) cx: Cx,
    pub(crate) id: SessionId,
    /// The session as it was when the request came, if it was read along with the caller's client. If not, there may
    /// be one all the same.
    pub(crate) session: Option<model::Session>,
}

impl FromRequestParts<App> for OnSession {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let Path(id) = Path::<SessionId>::from_request_parts(parts, app).await?;
        let (cx, session) = Cx::with_session(parts, app, Some(&id)).await?;
        Ok(Self { cx, id, session })
    }
}

impl Cx {
    /// The context, and the session that is `wanted` if it can be read along.
    async fn with_session(
        parts: &Parts,
        app: &App,
        wanted: Option<&SessionId>,
    ) -> Result<(Self, Option<model::Session>), ApiError> {
        let missing = || ApiError::not_found("The instance of this host");
        let tenant = Arc::clone(parts.extensions.get::<Arc<Tenant>>().ok_or_else(missing)?);
        let credentials = parts.extensions.get::<Credentials>().ok_or_else(missing)?.clone();
        let front = parts.extensions.get::<Front>().ok_or_else(missing)?.clone();
        let now = app.clock().now();
        let identity = identify(app, &tenant, &credentials, wanted, now).await?;
        let origin = parts.headers.get(header::ORIGIN).and_then(|value| value.to_str().ok());
        let cx = Self {
            app: app.clone(),
            tenant,
            now,
            method: parts.method.clone(),
            route: parts.extensions.get::<MatchedPath>().cloned(),
            origin: origin.map(str::to_owned),
            client: identity.client,
            session_hint: query::param(&parts.uri, "_clerk_session_id").filter(|id| !id.is_empty()),
            credentials,
            traces: Traces::of(parts, front.proxy.is_some()),
            front,
            shown: identity.shown,
            linked: identity.linked,
            dev_browser: identity.dev_browser,
        };
        Ok((cx, identity.session))
    }

    /// The database.
    pub(crate) fn store(&self) -> &Store {
        self.app.store()
    }

    /// Random bytes, as ids are made of.
    pub(crate) fn random<const N: usize>(&self) -> [u8; N] {
        rng::bytes(self.app.rng())
    }

    /// The development browser the caller is, on development instances.
    pub(crate) fn dev_browser(&self) -> Option<&DevBrowserId> {
        self.dev_browser.as_ref()
    }

    /// The caller's client.
    ///
    /// # Errors
    /// 401 if there is none: nobody can be signed in.
    pub(crate) fn require_client(&self) -> Result<&Client, ApiError> {
        self.client.as_ref().ok_or_else(ApiError::unauthenticated)
    }

    /// The caller's client as it is in `tx`, or a new one. Call [`Cx::adopt`] with it once `tx` is committed.
    pub(crate) async fn client_or_new(&self, tx: &Tx) -> nightdesk_store::Result<Client> {
        let instance = &self.tenant.instance.id;
        if let Some(known) = &self.client
            && let Some(client) = clients::find(tx, instance, &known.id).await?
        {
            return Ok(client);
        }
        let made_at = session::client_updated_at(self.now);
        let client = Client {
            id: ClientId::generate(self.now, self.random()),
            instance_id: instance.clone(),
            rotation: client_token::start(self.app.rng()),
            sign_in_id: None,
            sign_up_id: None,
            last_active_session_id: None,
            last_authentication_strategy: None,
            created_at: made_at,
            updated_at: made_at,
        };
        clients::insert(tx, &client).await?;
        if let Some(browser) = &self.dev_browser {
            let attached = dev_browsers::attach_client(tx, instance, browser, &client.id).await?;
            // Of two first requests at once the other may have come first; then its client is ours too.
            if let Some(winner) = attached.and_then(|browser| browser.client_id)
                && winner != client.id
                && let Some(theirs) = clients::find(tx, instance, &winner).await?
            {
                clients::delete(tx, instance, &client.id).await?;
                return Ok(theirs);
            }
        }
        Ok(client)
    }

    /// Moves the client on to a new token value, since somebody has signed in or out. Development browsers keep theirs,
    /// and so does a client that another request has just moved on.
    pub(crate) async fn rotate(&self, tx: &Tx, client: &mut Client) -> nightdesk_store::Result<()> {
        // Nobody has seen the value of a client whose caller showed none: it was made by this very request.
        let Some(shown) = &self.shown else { return Ok(()) };
        let next = client_token::rotate(&client.rotation, shown, self.app.rng(), self.now);
        let Some(next) = next else { return Ok(()) };
        let (instance, id) = (&client.instance_id, &client.id);
        if clients::update_rotation(tx, instance, id, &client.rotation.current, &next).await? {
            client.rotation = next;
            // Satellites would otherwise go on with a value from before.
            client_links::delete_of_client(tx, &client.instance_id, &client.id).await?;
        }
        Ok(())
    }

    /// Goes on as `client`, whose changes are committed, and hands its token out if the caller does not have it.
    ///
    /// # Errors
    /// If the token cannot be signed.
    pub(crate) fn adopt(&mut self, client: Client) -> Result<(), ApiError> {
        let has_it = self.shown.as_deref() == Some(client.rotation.current.as_str());
        if self.credentials.transport != Transport::DevBrowser && !has_it {
            let token = outgoing_token(&self.tenant, &client, self.value(), self.now)?;
            self.credentials.hand_out(token);
        }
        self.client = Some(client);
        Ok(())
    }

    /// Hands the client's token out once more, and with it cookies that hold for as long as they can.
    ///
    /// # Errors
    /// If the token cannot be signed.
    pub(crate) fn renew(&self) -> Result<(), ApiError> {
        if let Some(client) = self.client.as_ref().filter(|_| self.shown.is_some()) {
            let token = outgoing_token(&self.tenant, client, self.value(), self.now)?;
            self.credentials.hand_out(token);
        }
        Ok(())
    }

    /// Gives the browser of `client` a value by which it is known on this site from now on.
    ///
    /// # Errors
    /// If the token cannot be signed.
    pub(crate) fn hand_out_link(&self, client: &Client, value: &str) -> Result<(), ApiError> {
        let token = outgoing_token(&self.tenant, client, Value::Linked(value), self.now)?;
        self.credentials.hand_out(token);
        Ok(())
    }

    /// The value that the caller is to show next time: on the site of a satellite always the same.
    fn value(&self) -> Value<'_> {
        self.shown.as_deref().filter(|_| self.linked).map_or(Value::Own, Value::Linked)
    }

    /// What addresses of the Frontend API begin with that the caller is led to.
    pub(crate) fn home(&self) -> String {
        self.front.proxy.as_ref().map_or_else(|| self.tenant.instance.home(), |proxy| proxy.url.clone())
    }

    /// How a token is minted for the caller by a template.
    pub(crate) fn minting(&self) -> Minting<'_> {
        Minting {
            tenant: &self.tenant,
            origin: self.origin.as_deref(),
            life_secs: None,
            now: self.now,
            random: self.random(),
        }
    }

    /// What the request told about its device, to be stored with a session.
    pub(crate) fn activity(&self) -> Activity {
        let id = SessionActivityId::generate(self.now, self.random());
        Activity { id: id.into(), origin: self.origin.clone(), ..self.traces.read() }
    }

    /// `response` with the client as it is now beside it.
    ///
    /// # Errors
    /// If the client cannot be read or its tokens cannot be signed.
    pub(crate) async fn reply<T: Serialize>(&self, response: T) -> Result<Reply<T>, ApiError> {
        Ok(Reply { response, client: present::client(self).await? })
    }

    /// A session with the client as it is now beside it. If the session is one of the client's, both show the same
    /// token: a second one would cost a second signature.
    ///
    /// # Errors
    /// As [`Cx::reply`].
    pub(crate) async fn reply_session(&self, subject: &SessionSubject) -> Result<Reply<Session>, ApiError> {
        let client = present::client(self).await?;
        let shown = client.as_ref().and_then(|client| {
            client.sessions.iter().find(|session| session.base.id == subject.session.id).cloned()
        });
        let response = match shown {
            Some(session) => session,
            None => present::session(&self.tenant, subject, self.origin.as_deref(), self.now)?,
        };
        Ok(Reply { response, client })
    }
}
