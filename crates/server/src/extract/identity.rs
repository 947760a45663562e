//! Which client a request comes from.

use nightdesk_auth::{
    client_token::{self, ClientTokenClaims, Standing},
    model::{Client, ClientLink, DevBrowser, Digest, Session, SessionStatus},
    rng, session,
};
use nightdesk_store::{Tx, client_links, clients, dev_browsers, sessions};
use nightdesk_wire::{
    ids::{DevBrowserId, SessionId},
    time::UnixMs,
};

use super::transport::{Credentials, Outgoing, Transport};
use crate::{app::App, instances::Tenant, present::ApiError};

/// Who calls.
#[derive(Default)]
pub(super) struct Identity {
    pub(super) client: Option<Client>,
    /// The session that was wanted, if it was read along with its client.
    pub(super) session: Option<Session>,
    /// The value of the client token that was shown and accepted.
    pub(super) shown: Option<String>,
    /// Whether that value is the client's on the site of a satellite.
    pub(super) linked: bool,
    /// The development browser the client belongs to, or will.
    pub(super) dev_browser: Option<DevBrowserId>,
}

/// Finds the client behind the credentials, and has the answer hand out whatever the caller does not have yet. A session
/// that is `wanted` is read along where that spares a statement.
pub(super) async fn identify(
    app: &App,
    tenant: &Tenant,
    credentials: &Credentials,
    wanted: Option<&SessionId>,
    now: UnixMs,
) -> Result<Identity, ApiError> {
    match (credentials.transport, &credentials.token) {
        (Transport::DevBrowser, _) => by_dev_browser(app, tenant, credentials, now).await,
        (_, Some(token)) => by_token(app, tenant, credentials, token, wanted, now).await,
        (_, None) => Ok(Identity::default()),
    }
}

async fn by_dev_browser(
    app: &App,
    tenant: &Tenant,
    credentials: &Credentials,
    now: UnixMs,
) -> Result<Identity, ApiError> {
    let instance = &tenant.instance.id;
    if let Some(id) = &credentials.dev_browser {
        let found = app
            .store()
            .read(|tx| async move {
                let Some(browser) = dev_browsers::find(&tx, instance, id).await? else {
                    return Ok::<_, nightdesk_store::Error>(None);
                };
                let client = match &browser.client_id {
                    Some(client) => clients::find(&tx, instance, client).await?,
                    None => None,
                };
                Ok(Some((browser, client)))
            })
            .await?;
        if let Some((browser, client)) = found {
            credentials.hand_out(Outgoing::DevBrowser(browser.id.clone()));
            return Ok(Identity { client, dev_browser: Some(browser.id), ..Identity::default() });
        }
    }
    // None shown, or one from a database that is gone: the caller gets a new one.
    let browser = create_dev_browser(app, tenant, now).await?;
    credentials.hand_out(Outgoing::DevBrowser(browser.clone()));
    Ok(Identity { dev_browser: Some(browser), ..Identity::default() })
}

/// Makes a development browser.
pub(crate) async fn create_dev_browser(
    app: &App,
    tenant: &Tenant,
    now: UnixMs,
) -> Result<DevBrowserId, nightdesk_store::Error> {
    let browser = &DevBrowser {
        id: DevBrowserId::generate(now, rng::bytes(app.rng())),
        instance_id: tenant.instance.id.clone(),
        client_id: None,
        created_at: now,
    };
    app.store().write(|tx| async move { dev_browsers::insert(&tx, browser).await }).await?;
    Ok(browser.id.clone())
}

async fn by_token(
    app: &App,
    tenant: &Tenant,
    credentials: &Credentials,
    token: &str,
    wanted: Option<&SessionId>,
    now: UnixMs,
) -> Result<Identity, ApiError> {
    let Ok(verified) = tenant.hmac_key().verify::<ClientTokenClaims>(token) else {
        return Ok(Identity::default());
    };
    let claims = verified.claims;
    let (instance, id) = (&tenant.instance.id, &claims.id);
    let found = app
        .store()
        .glance(|tx| async move {
            if let Some(session) = wanted
                && let Some((client, session)) =
                    clients::find_with_session(&tx, instance, id, session).await?
            {
                return Ok(Some((client, Some(session))));
            }
            Ok::<_, ApiError>(clients::find(&tx, instance, id).await?.map(|client| (client, None)))
        })
        .await?;
    let Some((mut client, session)) = found else { return Ok(Identity::default()) };
    if claims.linked {
        let (id, digest) = (&client.id, &Digest::of(&claims.rotating_token));
        let read = app.store().read(|tx| async move { client_links::find(&tx, instance, id, digest).await });
        let link: Option<ClientLink> =
            read.await.map_err(|error: nightdesk_store::Error| ApiError::from(error))?;
        return Ok(match link {
            Some(_) => Identity {
                client: Some(client),
                session,
                shown: Some(claims.rotating_token),
                linked: true,
                dev_browser: None,
            },
            None => Identity::default(),
        });
    }
    let standing = client_token::judge(&client.rotation, &claims.rotating_token, now);
    match standing {
        Standing::Current => {}
        Standing::CurrentFirstUse => {
            client_token::confirm(&mut client.rotation, now);
            let (id, rotation) = (&client.id, &client.rotation);
            app.store()
                .write(|tx| async move {
                    clients::update_rotation(&tx, instance, id, &rotation.current, rotation).await?;
                    Ok::<_, ApiError>(())
                })
                .await?;
        }
        // The answer with the new value was lost: send it again.
        Standing::Previous => {
            credentials.hand_out(outgoing_token(tenant, &client, Value::Own, now)?);
        }
        Standing::Stale => return Ok(Identity::default()),
        Standing::Stolen => {
            tracing::warn!(client.id = %client.id, "an outdated client token was used again: its sessions end");
            let client = &client;
            app.store().write(|tx| async move { end_sessions(&tx, client, now).await }).await?;
            return Ok(Identity::default());
        }
    }
    let shown = Some(claims.rotating_token);
    Ok(Identity { client: Some(client), session, shown, ..Identity::default() })
}

/// Ends every session of a client whose token is in the wrong hands.
async fn end_sessions(tx: &Tx, client: &Client, now: UnixMs) -> Result<(), ApiError> {
    let ended =
        sessions::end_on_client(tx, &client.instance_id, &client.id, SessionStatus::Revoked, now).await?;
    if ended > 0 {
        let updated_at = session::client_updated_at(now);
        let client = Client { last_active_session_id: None, updated_at, ..client.clone() };
        clients::update(tx, &client).await?;
    }
    Ok(())
}

/// Which of a client's values a token carries.
#[derive(Debug, Clone, Copy)]
pub(super) enum Value<'v> {
    /// The one that changes with every sign-in and sign-out.
    Own,
    /// That of a satellite.
    Linked(&'v str),
}

/// A token of a client.
pub(super) fn outgoing_token(
    tenant: &Tenant,
    client: &Client,
    value: Value<'_>,
    now: UnixMs,
) -> Result<Outgoing, ApiError> {
    let (value, linked) = match value {
        Value::Own => (client.rotation.current.as_str(), false),
        Value::Linked(value) => (value, true),
    };
    let claims = ClientTokenClaims {
        id: client.id.clone(),
        rotating_token: value.to_owned(),
        linked,
        iss: tenant.issuer.clone(),
        iat: now.as_secs(),
    };
    let token = tenant.hmac_key().sign(&nightdesk_jws::Header::jwt(), &claims)?;
    Ok(Outgoing::ClientToken { token, uat: signed_in_at(client) })
}

/// What `__client_uat` says: when the set of sessions last changed, or 0 if nobody is signed in.
fn signed_in_at(client: &Client) -> i64 {
    client.last_active_session_id.as_ref().map_or(0, |_| client.updated_at.as_secs())
}
