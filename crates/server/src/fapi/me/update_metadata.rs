//! PATCH /v1/me/metadata

use nightdesk_auth::{Refusal, profile, refusal::Field};
use nightdesk_store::users;
use nightdesk_wire::user::User;

use super::load::me;
use crate::{
    extract::{Cx, Form},
    present::{self, ApiError, Reply},
};

/// Merges a patch into the metadata that users write themselves: objects key by key, at any depth; `null` removes a key.
///
/// # Errors
/// 401 if nobody is signed in, `form_param_nil`, `form_param_format_invalid` for what is no JSON object, or too large.
pub(super) async fn update_metadata(cx: Cx, form: Form) -> Result<Reply<User>, ApiError> {
    let patch = form.unsafe_metadata()?.ok_or(Refusal::Missing(Field::UnsafeMetadata))?;
    let (cx_ref, patch) = (&cx, &patch);
    let of = cx
        .store()
        .write(|tx| async move {
            let mut of = me(cx_ref, &tx).await?.of;
            profile::merge_unsafe_metadata(&mut of.user, patch, cx_ref.now)?;
            users::update(&tx, &of.user).await?;
            Ok::<_, ApiError>(of)
        })
        .await?;
    cx.reply(present::user(&cx.tenant.instance, &of, cx.now)).await
}
