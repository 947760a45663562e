//! POST /v1/client/sessions/{session_id}/verify/prepare_first_factor

use nightdesk_auth::{Refusal, code, refusal::Field, reverification};
use nightdesk_store::reverifications;
use nightdesk_wire::{ids::SessionId, reverification::SessionReverification};

use super::load::{Loaded, load, reply};
use crate::{
    delivery,
    extract::{Cx, Form, Path},
    present::{ApiError, Reply},
};

/// Sends a code to one of the user's verified addresses.
///
/// # Errors
/// `form_param_value_invalid` for another strategy or address, `verification_missing` if none was started,
/// `too_many_requests`, `user_locked`, 401 for a caller without a client or a session that is over,
/// `resource_not_found`.
pub(super) async fn prepare_first_factor(
    cx: Cx,
    Path(id): Path<SessionId>,
    form: Form,
) -> Result<Reply<SessionReverification>, ApiError> {
    if form.required("strategy")? != "email_code" {
        return Err(Refusal::Unfit(Field::Strategy).into());
    }
    let wanted = form.filled("email_address_id")?;
    let (cx_ref, id, wanted) = (&cx, &id, wanted.as_deref());
    let written = cx.store().write(|tx| async move {
        let Loaded { mut reverification, session, of } = load(cx_ref, &tx, id).await?;
        let address = reverification::code_address(&of.user, &of.addresses, wanted)?;
        let new_code = code::generate(&cx_ref.tenant.instance, &address.address, cx_ref.app.rng());
        reverification::prepare_code(&mut reverification, &of.user, address, &new_code.code, cx_ref.now)?;
        reverifications::put(&tx, &reverification).await?;
        let recipient = address.address.clone();
        Ok::<_, ApiError>((Loaded { reverification, session, of }, recipient, new_code))
    });
    let (loaded, recipient, new_code) = written.await?;
    delivery::send_code(&cx, &recipient, &new_code).await?;
    reply(&cx, loaded).await
}
