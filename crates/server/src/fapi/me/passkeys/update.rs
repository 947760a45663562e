//! PATCH /v1/me/passkeys/{passkey_id}

use nightdesk_auth::passkey;
use nightdesk_store::identifications;
use nightdesk_wire::{ids::IdentificationId, passkey::Passkey};

use super::load::{load, not_found};
use crate::{
    extract::{Cx, Form, Path},
    present::{self, ApiError, Reply},
};

/// Renames a passkey of the signed-in user.
///
/// # Errors
/// 401 if nobody is signed in, `form_param_format_invalid` for a name that is none, `resource_not_found`.
pub(super) async fn update(
    cx: Cx,
    Path(id): Path<IdentificationId>,
    form: Form,
) -> Result<Reply<Passkey>, ApiError> {
    let name = &form.text("name")?;
    let (cx_ref, id) = (&cx, &id);
    let passkey = cx
        .store()
        .write(|tx| async move {
            let (_, mut passkey) = load(cx_ref, &tx, id).await?;
            if let Some(name) = name {
                passkey::rename(&mut passkey, name, cx_ref.now)?;
                identifications::update(&tx, &passkey).await?;
            }
            Ok::<_, ApiError>(passkey)
        })
        .await?;
    cx.reply(present::passkey(&passkey, cx.now).ok_or_else(not_found)?).await
}
