//! POST /v1/me/external_accounts

use nightdesk_auth::{identification, model::OauthTarget};
use nightdesk_store::{identifications, oauth_attempts};
use nightdesk_wire::{external_account::ExternalAccount, ids::IdentificationId};

use crate::{
    extract::{Cx, Form},
    fapi::{me::load::me, oauth::Way},
    present::{self, ApiError, Reply},
};

/// Begins to connect an account at a provider. The answer's verification leads there; until the user is back, the
/// account is nobody's.
///
/// # Errors
/// 401 if nobody is signed in, `form_param_missing`, `form_param_value_invalid` for a provider that the instance does
/// not use or a place that nobody is led back to, `form_param_nil` without a `redirect_url`.
pub(super) async fn create(cx: Cx, form: Form) -> Result<Reply<ExternalAccount>, ApiError> {
    let way = &Way::read(&cx, &form, &form.required("strategy")?).await?;
    let (cx_ref, id) = (&cx, &IdentificationId::generate(cx.now, cx.random()));
    let account = cx
        .store()
        .write(|tx| async move {
            let me = me(cx_ref, &tx).await?;
            let target = OauthTarget::ExternalAccount(id.clone());
            let (attempt, url) = way.begin(cx_ref, &me.session.client_id, target)?;
            // Whatever was begun before and left is not wanted any more.
            for left in identification::left_unproved(&me.of.identifications, &way.provider) {
                identifications::delete(&tx, &left.instance_id, &left.id).await?;
            }
            let account = identification::to_connect(id.clone(), &me.of.user, &way.provider, url, cx_ref.now);
            identifications::insert(&tx, &account).await?;
            oauth_attempts::insert(&tx, &attempt).await?;
            Ok::<_, ApiError>(account)
        })
        .await?;
    let account = present::external_account(&account, cx.now);
    cx.reply(account.ok_or_else(|| ApiError::not_found("The external account"))?).await
}
