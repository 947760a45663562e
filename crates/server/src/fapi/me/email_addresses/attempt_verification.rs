//! POST /v1/me/email_addresses/{email_id}/attempt_verification

use nightdesk_auth::email_address;
use nightdesk_store::{email_addresses, users};
use nightdesk_wire::{email_address::EmailAddress, ids::EmailAddressId};

use super::load::load;
use crate::{
    extract::{Cx, Form, Path},
    present::{self, ApiError, Reply},
};

/// Tries the code that was sent to an address of the signed-in user.
///
/// # Errors
/// 401 if nobody is signed in, `form_code_incorrect`, `verification_expired`, `verification_failed`,
/// `verification_missing`, `verification_already_verified`, `user_locked`, `resource_not_found`.
pub(super) async fn attempt_verification(
    cx: Cx,
    Path(id): Path<EmailAddressId>,
    form: Form,
) -> Result<Reply<EmailAddress>, ApiError> {
    let code = &form.required("code")?;
    let (cx_ref, id) = (&cx, &id);
    let attempted = cx
        .store()
        .write(|tx| async move {
            let (of, mut address) = load(cx_ref, &tx, id).await?;
            let mut user = of.user;
            let attempted = email_address::attempt_code(&mut address, &mut user, code, cx_ref.now);
            // A wrong attempt counts, so it is committed too.
            email_addresses::update(&tx, &address).await?;
            users::update(&tx, &user).await?;
            Ok::<_, ApiError>(attempted.map(|()| address))
        })
        .await?;
    match attempted {
        Ok(address) => cx.reply(present::email_address(&address, cx.now)).await,
        Err(refusal) => Err(ApiError::from(refusal).with_client(present::client(&cx).await?)),
    }
}
