//! POST /v1/client/sign_ins/{sign_in_id}/prepare_second_factor

use nightdesk_auth::{Refusal, model::Strategy, refusal::Field};
use nightdesk_wire::{ids::SignInId, sign_in::SignIn};

use super::send_code::{self, Factor};
use crate::{
    extract::{Cx, Form, Path},
    present::{ApiError, Reply},
};

/// Gets a second factor ready: sends a code to one of the user's numbers, or to an address where the instance has that.
///
/// # Errors
/// `form_param_value_invalid` for another strategy, address or number, `strategy_for_user_invalid`,
/// `verification_missing` before the first factor, `user_locked`, `user_banned`, `too_many_requests`,
/// `resource_not_found`.
pub(super) async fn prepare_second_factor(
    cx: Cx,
    Path(id): Path<SignInId>,
    form: Form,
) -> Result<Reply<SignIn>, ApiError> {
    let (strategy, id_of) = match form.required("strategy")?.as_str() {
        "phone_code" => (Strategy::PhoneCode, "phone_number_id"),
        "email_code" => (Strategy::EmailCode, "email_address_id"),
        _ => return Err(Refusal::Unfit(Field::Strategy).into()),
    };
    send_code::send_for(&cx, &id, Factor::Second, strategy, form.filled(id_of)?.as_deref()).await
}
