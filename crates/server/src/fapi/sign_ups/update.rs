//! PATCH /v1/client/sign_ups/{sign_up_id}

use nightdesk_auth::sign_up;
use nightdesk_wire::{ids::SignUpId, sign_up::SignUp};

use super::{
    fields,
    finish::{finish, reply},
    load::{check_free, load},
};
use crate::{
    extract::{Cx, Form, Path},
    present::{ApiError, Reply},
};

/// Changes the fields of a running sign-up, which completes if that was the last thing missing.
///
/// # Errors
/// `form_identifier_exists`, `resource_not_found`, and what is wrong with a field.
pub(super) async fn update(cx: Cx, Path(id): Path<SignUpId>, form: Form) -> Result<Reply<SignUp>, ApiError> {
    let fields = &fields::read(&cx, &form).await?;
    let (cx_ref, id) = (&cx, &id);
    let finished = cx
        .store()
        .write(|tx| async move {
            let mut sign_up = load(cx_ref, &tx, id).await?;
            sign_up::apply(&mut sign_up, &cx_ref.tenant.instance.settings, fields.clone(), cx_ref.now)?;
            check_free(cx_ref, &tx, &sign_up).await?;
            finish(cx_ref, &tx, sign_up).await
        })
        .await?;
    reply(cx, finished).await
}
