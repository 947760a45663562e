//! `rotating_token_nonce`: a native client comes back from a provider.

use axum::http::Uri;
use nightdesk_auth::model::Digest;
use nightdesk_store::oauth_attempts;

use super::apply::apply;
use crate::{
    extract::{Cx, query},
    present::ApiError,
};

/// Brings what the client left for on to where the provider's word leads, if the request shows the nonce of the address
/// that the client was led back to. Whoever is signed in by that gets a new token with the answer.
///
/// A nonce that is unknown, used or another client's changes nothing: an answer may have been lost, and the next one
/// shows how things stand all the same.
///
/// # Errors
/// As `apply` has them.
pub(in crate::fapi) async fn redeem(cx: &mut Cx, uri: &Uri) -> Result<(), ApiError> {
    let Some(nonce) = query::param(uri, "rotating_token_nonce") else { return Ok(()) };
    let (digest, cx_ref) = (&Digest::of(&nonce), &*cx);
    let signed_in = cx
        .store()
        .write(|tx| async move {
            let Some(client) = &cx_ref.client else { return Ok(None) };
            let found = oauth_attempts::find(&tx, &client.instance_id, digest, cx_ref.now).await?;
            let own = found.is_some_and(|attempt| attempt.client_id == client.id);
            if !own {
                return Ok(None);
            }
            let taken = oauth_attempts::take(&tx, &client.instance_id, digest, cx_ref.now).await?;
            let Some(attempt) = taken else { return Ok(None) };
            let Some(outcome) = &attempt.outcome else { return Ok(None) };
            apply(cx_ref, &tx, &attempt.target, &attempt.provider, outcome).await
        })
        .await?;
    if let Some(client) = signed_in {
        cx.adopt(client)?;
    }
    Ok(())
}
