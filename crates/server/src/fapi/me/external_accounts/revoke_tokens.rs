//! DELETE /v1/me/external_accounts/{external_account_id}/tokens

use nightdesk_auth::{identification, oauth::Provider};
use nightdesk_store::identifications;
use nightdesk_wire::{ids::IdentificationId, user::User};

use super::load::load;
use crate::{
    extract::{Cx, Path},
    oauth,
    present::{self, ApiError, Reply, load_user},
};

/// Forgets the tokens of an account, and gives them back to the provider if it takes them. A provider that does not
/// answer keeps nobody from it.
///
/// # Errors
/// 401 if nobody is signed in, `resource_not_found`.
pub(super) async fn revoke_tokens(cx: Cx, Path(id): Path<IdentificationId>) -> Result<Reply<User>, ApiError> {
    let (cx_ref, id) = (&cx, &id);
    let (of, taken) = cx
        .store()
        .write(|tx| async move {
            let (of, mut account, identity) = load(cx_ref, &tx, id).await?;
            identification::forget_tokens(&mut account, cx_ref.now);
            identifications::update(&tx, &account).await?;
            let of = load_user(&tx, &account.instance_id, &of.user.id).await?;
            let of = of.ok_or_else(ApiError::unauthenticated)?;
            Ok::<_, ApiError>((of, identity))
        })
        .await?;
    let provider = Provider::find(&cx.tenant.instance.settings, &taken.provider);
    if let (Some(provider), Some(tokens)) = (provider, &taken.tokens)
        && let Err(error) = oauth::revoke(cx.app.outgoing(), &provider, tokens).await
    {
        tracing::warn!(%error, oauth.provider = %taken.provider, "a provider did not take its tokens back");
    }
    cx.reply(present::user(&cx.tenant.instance, &of, cx.now)).await
}
