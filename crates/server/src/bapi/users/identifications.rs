//! DELETE /v1/users/{user_id}/external_accounts/{external_account_id}, /passkeys/{passkey_identification_id} and
//! /web3_wallets/{web3_wallet_identification_id}; GET /v1/users/{user_id}/oauth_access_tokens/{provider}

use axum::response::Response;
use nightdesk_auth::{
    identification,
    model::{Identification, IdentificationKind, OauthIdentity, OauthTokens},
    oauth::{self, Provider},
};
use nightdesk_store::{identifications, users};
use nightdesk_wire::{
    deleted_object::DeletedObject,
    external_account::OauthAccessToken,
    ids::{IdentificationId, UserId},
};

use super::{BackendCx, find};
use crate::{
    ApiError,
    bapi::{list::present_part, query::Query},
    extract::Path,
    present::Json,
};

/// Takes an account at a provider off a user. The owner decides, so it may be the last thing to sign in with.
///
/// # Errors
/// `resource_not_found`.
pub(crate) async fn delete_external_account(
    cx: BackendCx,
    Path((user, id)): Path<(UserId, IdentificationId)>,
) -> Result<Json<DeletedObject>, ApiError> {
    delete(&cx, &user, &id, IdentificationKind::ExternalAccount).await
}

/// Takes a passkey off a user.
///
/// # Errors
/// `resource_not_found`.
pub(crate) async fn delete_passkey(
    cx: BackendCx,
    Path((user, id)): Path<(UserId, IdentificationId)>,
) -> Result<Json<DeletedObject>, ApiError> {
    delete(&cx, &user, &id, IdentificationKind::Passkey).await
}

/// Takes a wallet off a user.
///
/// # Errors
/// `resource_not_found`.
pub(crate) async fn delete_web3_wallet(
    cx: BackendCx,
    Path((user, id)): Path<(UserId, IdentificationId)>,
) -> Result<Json<DeletedObject>, ApiError> {
    delete(&cx, &user, &id, IdentificationKind::Web3Wallet).await
}

async fn delete(
    cx: &BackendCx,
    user: &UserId,
    id: &IdentificationId,
    kind: IdentificationKind,
) -> Result<Json<DeletedObject>, ApiError> {
    let (instance, now) = (cx.instance_id(), cx.now);
    let delete = cx.write(async |tx| {
        let mut of = find(&tx, instance, user).await?;
        if !of.identifications.iter().any(|one| one.id == *id && one.details.kind() == kind) {
            return Err(ApiError::not_found(&format!("The {}", kind.as_str().replace('_', " "))));
        }
        identifications::delete(&tx, instance, id).await?;
        of.user.updated_at = now;
        Ok(users::update(&tx, &of.user).await?)
    });
    delete.await?;
    Ok(Json(DeletedObject::new(kind.as_str(), id.as_str())))
}

/// The tokens that open a provider's API for a user, made fresh where they have expired and can be. `provider` is the
/// strategy, or the name in it.
///
/// # Errors
/// `resource_not_found`.
pub(crate) async fn oauth_access_tokens(
    cx: BackendCx,
    Path((user, provider)): Path<(UserId, String)>,
    query: Query,
) -> Result<Response, ApiError> {
    let (page, paginated) = (query.page()?, query.switch("paginated")?.unwrap_or(false));
    let instance = cx.instance_id();
    let wanted = provider.strip_prefix("oauth_").unwrap_or(&provider);
    let of = cx.read(async |tx| find(&tx, instance, &user).await).await?;
    let mut tokens = Vec::new();
    for account in of.identifications.iter().filter(|account| account.is_verified()) {
        let Some(identity) = account.external_account().filter(|theirs| theirs.provider == wanted) else {
            continue;
        };
        if let Some(usable) = usable(&cx, account, identity).await? {
            tokens.push(present(account, identity, usable));
        }
    }
    Ok(present_part(tokens, page, paginated))
}

/// The account's tokens. Expired ones are renewed, and kept, if the provider does; else they are given as they are.
async fn usable(
    cx: &BackendCx,
    account: &Identification,
    identity: &OauthIdentity,
) -> Result<Option<OauthTokens>, ApiError> {
    let Some(tokens) = identity.tokens.clone() else { return Ok(None) };
    let expired = tokens.expires_at.is_some_and(|at| at <= cx.now);
    let provider = Provider::find(&cx.tenant.instance.settings, &identity.provider);
    let Some(provider) = provider.filter(|_| expired && tokens.refresh.is_some()) else {
        return Ok(Some(tokens));
    };
    let fresh = match crate::oauth::refresh(cx.app.outgoing(), &provider, &tokens, cx.now).await {
        Ok(fresh) => fresh,
        Err(error) => {
            tracing::warn!(%error, oauth.provider = %identity.provider, "tokens could not be renewed");
            return Ok(Some(tokens));
        }
    };
    let fresh_ref = &fresh;
    let keep = cx.write(async |tx| {
        // Read again: the account may have been used or removed while the provider was asked.
        if let Some(mut account) = identifications::find(&tx, &account.instance_id, &account.id).await? {
            identification::renewed(&mut account, &tokens, fresh_ref.clone(), cx.now);
            identifications::update(&tx, &account).await?;
        }
        Ok(())
    });
    keep.await?;
    Ok(Some(fresh))
}

fn present(account: &Identification, identity: &OauthIdentity, tokens: OauthTokens) -> OauthAccessToken {
    OauthAccessToken {
        external_account_id: account.id.clone(),
        provider_user_id: identity.subject.clone(),
        token: tokens.access.expose().to_owned(),
        expires_at: tokens.expires_at,
        provider: oauth::strategy(&identity.provider),
        public_metadata: serde_json::Map::new(),
        label: None,
        scopes: tokens.scopes.split_whitespace().map(str::to_owned).collect(),
        id_token: tokens.id_token.map(|token| token.expose().to_owned()),
    }
}
