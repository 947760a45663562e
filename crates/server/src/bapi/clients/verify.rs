//! POST /v1/clients/verify

use nightdesk_auth::{
    client_token::{self, ClientTokenClaims, Standing},
    model::{Client, Digest},
};
use nightdesk_store::{Tx, client_links, clients, dev_browsers};
use nightdesk_wire::{bapi, ids::DevBrowserId};

use super::{BackendCx, present_client};
use crate::{ApiError, bapi::body::Body, present::Json};

/// The client that a token names: a client token, or in development a development browser.
///
/// # Errors
/// `form_param_missing`, 401 for a token that is none of this instance or holds no more, `resource_not_found` for one
/// whose client is gone.
pub(crate) async fn verify(cx: BackendCx, mut body: Body) -> Result<Json<bapi::Client>, ApiError> {
    let token = body.required_text("token")?;
    body.finish()?;
    let shown = Shown::read(&cx, &token)?;
    let (cx_ref, shown) = (&cx, &shown);
    let read = cx.read(async |tx| {
        let client = shown.client(cx_ref, &tx).await?;
        present_client(&tx, client, cx_ref.now).await
    });
    Ok(Json(read.await?))
}

/// What a token says.
enum Shown {
    ClientToken(ClientTokenClaims),
    DevBrowser(DevBrowserId),
}

impl Shown {
    fn read(cx: &BackendCx, token: &str) -> Result<Self, ApiError> {
        if cx.tenant.instance.environment.is_development()
            && let Ok(id) = DevBrowserId::parse(token)
        {
            return Ok(Self::DevBrowser(id));
        }
        let verified = cx.tenant.hmac_key().verify::<ClientTokenClaims>(token);
        Ok(Self::ClientToken(verified.map_err(|_| ApiError::unauthenticated())?.claims))
    }

    async fn client(&self, cx: &BackendCx, tx: &Tx) -> Result<Client, ApiError> {
        let gone = || ApiError::not_found("The client");
        let instance = cx.instance_id();
        match self {
            Self::ClientToken(claims) => {
                let (id, value) = (&claims.id, &claims.rotating_token);
                let client = clients::find(tx, instance, id).await?.ok_or_else(gone)?;
                if claims.linked {
                    let link = client_links::find(tx, instance, id, &Digest::of(value)).await?;
                    return link.map(|_| client).ok_or_else(ApiError::unauthenticated);
                }
                match client_token::judge(&client.rotation, value, cx.now) {
                    Standing::Current | Standing::CurrentFirstUse | Standing::Previous => Ok(client),
                    Standing::Stale | Standing::Stolen => Err(ApiError::unauthenticated()),
                }
            }
            Self::DevBrowser(id) => {
                let browser = dev_browsers::find(tx, instance, id).await?.ok_or_else(gone)?;
                let id = browser.client_id.ok_or_else(gone)?;
                clients::find(tx, instance, &id).await?.ok_or_else(gone)
            }
        }
    }
}
