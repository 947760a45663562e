//! GET /v1/client/link

use axum::{
    http::{StatusCode, Uri},
    response::Response,
};
use nightdesk_auth::{
    Refusal,
    model::{Client, ClientLink, Digest},
    provision,
};
use nightdesk_store::{client_links, clients};
use url::Url;

use super::sync::SYNCED;
use crate::{
    extract::{Cx, query},
    fapi::redirects,
    present::ApiError,
};

/// As hard to guess as a client token's own value.
const VALUE_CHARS: usize = 43;

/// Recognises a browser that comes from `sync`, sets a cookie of this site by which it stays known, and sends it on.
///
/// # Errors
/// `ticket_invalid` for a token that is unknown, late, was used, or is of another host.
pub(super) async fn link(cx: Cx, uri: Uri) -> Result<Response, ApiError> {
    let code = query::param(&uri, "__clerk_token").unwrap_or_default();
    let value = provision::random_text(cx.app.rng(), VALUE_CHARS);
    let (cx_ref, code, fresh) = (&cx, &Digest::of(&code), &Digest::of(&value));
    let written = cx.store().write(|tx| async move {
        let (instance, host) = (&cx_ref.tenant.instance.id, &cx_ref.front.host);
        let sent = client_links::arrive(&tx, instance, code, host, cx_ref.now).await?;
        let sent = sent.ok_or(Refusal::TicketInvalid)?;
        let client = clients::find(&tx, instance, &sent.client_id).await?.ok_or(Refusal::TicketInvalid)?;
        let to = sent.redirect_url.clone().ok_or(Refusal::TicketInvalid)?;
        let link = ClientLink { digest: fresh.clone(), redirect_url: None, expires_at: None, ..sent };
        client_links::insert(&tx, &link).await?;
        Ok::<(Client, String), ApiError>((client, to))
    });
    let (client, to) = written.await?;
    cx.hand_out_link(&client, &value)?;
    let mut to = Url::parse(&to).map_err(|error| ApiError::internal(&error))?;
    to.query_pairs_mut().append_pair(SYNCED.0, SYNCED.1);
    redirects::send(StatusCode::TEMPORARY_REDIRECT, &to)
}
