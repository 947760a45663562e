//! PATCH /v1/me/external_accounts/{external_account_id}/reauthorize

use nightdesk_auth::{identification, model::OauthTarget, oauth};
use nightdesk_store::{identifications, oauth_attempts};
use nightdesk_wire::{external_account::ExternalAccount, ids::IdentificationId};

use super::load::load;
use crate::{
    extract::{Cx, Form, Path},
    fapi::oauth::Way,
    present::{self, ApiError, Reply},
};

/// Leads to the provider once more, for an account that was not connected in the end, or to ask for more. An account
/// that is connected stays so meanwhile.
///
/// # Errors
/// 401 if nobody is signed in, `resource_not_found`, and what `POST /v1/me/external_accounts` says of the way.
pub(super) async fn reauthorize(
    cx: Cx,
    Path(id): Path<IdentificationId>,
    form: Form,
) -> Result<Reply<ExternalAccount>, ApiError> {
    let (cx_ref, id) = (&cx, &id);
    let read = cx.store().read(|tx| async move { load(cx_ref, &tx, id).await });
    let (_, _, known) = read.await?;
    let way = &Way::read(&cx, &form, &oauth::strategy(&known.provider)).await?;
    let account = cx
        .store()
        .write(|tx| async move {
            let (_, mut account, identity) = load(cx_ref, &tx, id).await?;
            let target = OauthTarget::ExternalAccount(id.clone());
            let client = cx_ref.require_client()?;
            let (attempt, url) = way.begin(cx_ref, &client.id, target)?;
            identification::reconnect(&mut account, &identity.provider, url, cx_ref.now);
            identifications::update(&tx, &account).await?;
            oauth_attempts::insert(&tx, &attempt).await?;
            Ok::<_, ApiError>(account)
        })
        .await?;
    let account = present::external_account(&account, cx.now);
    cx.reply(account.ok_or_else(|| ApiError::not_found("The external account"))?).await
}
