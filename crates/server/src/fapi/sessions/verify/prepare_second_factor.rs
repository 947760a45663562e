//! POST /v1/client/sessions/{session_id}/verify/prepare_second_factor

use nightdesk_auth::{Refusal, model::Strategy, refusal::Field};
use nightdesk_wire::{ids::SessionId, reverification::SessionReverification};

use super::send_code::{Factor, send};
use crate::{
    extract::{Cx, Form, Path},
    present::{ApiError, Reply},
};

/// Sends a code to one of the user's numbers that prove the second factor.
///
/// # Errors
/// `form_param_value_invalid` for another strategy or number, `strategy_for_user_invalid`, `verification_missing` if none
/// was started or the first factor comes before, `too_many_requests`, `user_locked`, 401 for a caller without a client or
/// a session that is over, `resource_not_found`.
pub(super) async fn prepare_second_factor(
    cx: Cx,
    Path(id): Path<SessionId>,
    form: Form,
) -> Result<Reply<SessionReverification>, ApiError> {
    if form.required("strategy")? != "phone_code" {
        return Err(Refusal::Unfit(Field::Strategy).into());
    }
    send(&cx, &id, Factor::Second, Strategy::PhoneCode, form.filled("phone_number_id")?.as_deref()).await
}
