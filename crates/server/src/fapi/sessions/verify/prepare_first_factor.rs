//! POST /v1/client/sessions/{session_id}/verify/prepare_first_factor

use nightdesk_auth::{Refusal, model::Strategy, refusal::Field};
use nightdesk_wire::{ids::SessionId, reverification::SessionReverification};

use super::send_code::{Factor, send};
use crate::{
    extract::{Cx, Form, Path},
    present::{ApiError, Reply},
};

/// Sends a code to one of the user's verified addresses or numbers.
///
/// # Errors
/// `form_param_value_invalid` for another strategy, address or number, `verification_missing` if none was started,
/// `too_many_requests`, `user_locked`, 401 for a caller without a client or a session that is over,
/// `resource_not_found`.
pub(super) async fn prepare_first_factor(
    cx: Cx,
    Path(id): Path<SessionId>,
    form: Form,
) -> Result<Reply<SessionReverification>, ApiError> {
    let (strategy, id_of) = match form.required("strategy")?.as_str() {
        "email_code" => (Strategy::EmailCode, "email_address_id"),
        "phone_code" => (Strategy::PhoneCode, "phone_number_id"),
        _ => return Err(Refusal::Unfit(Field::Strategy).into()),
    };
    send(&cx, &id, Factor::First, strategy, form.filled(id_of)?.as_deref()).await
}
