//! Sending codes to users.

use nightdesk_auth::code::{LIFETIME_SECS, NewCode};
use nightdesk_notify::{SendError, texts};

use crate::{extract::Cx, present::ApiError};

/// Sends a code to an address, unless it is one of test mode.
///
/// # Errors
/// `service_unavailable` if the mail cannot be handed over now, `form_param_format_invalid` if the mail server will
/// not have the address. Either way the code stays good and can be asked for again.
pub(crate) async fn send_code(cx: &Cx, address: &str, new_code: &NewCode) -> Result<(), ApiError> {
    if !new_code.deliver {
        return Ok(());
    }
    let instance = &cx.tenant.instance;
    let lifetime = u64::try_from(LIFETIME_SECS).unwrap_or(0);
    let message = texts::verification_code(
        instance.id.clone(),
        &instance.application_name,
        address,
        &new_code.code,
        lifetime,
    );
    cx.app.sender().send(message).await.map_err(|error| match error {
        SendError::Unavailable(_) => {
            ApiError::unavailable(&error, "The e-mail could not be sent just now. Ask for the code again.")
        }
        SendError::Address | SendError::Refused(_) => {
            tracing::warn!(%error, "a code could not be delivered");
            ApiError::param(
                nightdesk_wire::codes::ErrorCode::FormParamFormatInvalid,
                "email_address",
                "No e-mail can be sent to this address.",
            )
        }
    })
}
