//! What a body says of one invitation.

use nightdesk_auth::{
    identifier,
    model::{Invitation, InvitationStatus},
};
use nightdesk_wire::{codes::ErrorCode, ids::InvitationId};
use url::Url;

use crate::{
    ApiError,
    bapi::{body::Body, cx::BackendCx},
};

const DEFAULT_DAYS: i64 = 30;
const MAX_DAYS: i64 = 365;
const DAY_SECS: i64 = 24 * 60 * 60;
/// Addresses that run something or show what is on the reader's own machine.
const NOT_TO_BE_FOLLOWED: [&str; 5] = ["javascript", "data", "file", "vbscript", "blob"];

/// An invitation that is to be made.
pub(super) struct Wanted {
    pub(super) invitation: Invitation,
    /// Whether it is sent.
    pub(super) notify: bool,
    /// Whether another one, or an account of this address, does not matter.
    pub(super) ignore_existing: bool,
}

impl Wanted {
    /// Reads and checks the fields.
    pub(super) fn read(cx: &BackendCx, mut body: Body) -> Result<Self, ApiError> {
        let address = body.required_text("email_address")?;
        let address = identifier::email_address(&address)?.to_owned();
        let days = body.number("expires_in_days")?.unwrap_or(DEFAULT_DAYS);
        if !(1..=MAX_DAYS).contains(&days) {
            let text = format!("expires_in_days must be between 1 and {MAX_DAYS}.");
            return Err(ApiError::param(ErrorCode::FormParamValueInvalid, "expires_in_days", text));
        }
        let template = body.text("template_slug")?.flatten();
        if template.is_some_and(|slug| slug != "invitation" && slug != "waitlist_invitation") {
            let text = "template_slug must be invitation or waitlist_invitation.";
            return Err(ApiError::param(ErrorCode::FormParamValueInvalid, "template_slug", text));
        }
        let redirect_url = body.text("redirect_url")?.flatten().filter(|url| !url.is_empty());
        let wanted = Self {
            invitation: Invitation {
                public_metadata: body
                    .metadata("public_metadata")?
                    .and_then(|value| value.as_object().cloned())
                    .unwrap_or_default(),
                redirect_url: redirect_url.map(checked).transpose()?,
                expires_at: cx.now.plus_secs(days * DAY_SECS),
                ..default_invitation(cx, &address)
            },
            notify: body.switch("notify")?.unwrap_or(true),
            ignore_existing: body.switch("ignore_existing")?.unwrap_or(false),
        };
        body.finish()?;
        Ok(wanted)
    }
}

/// An invitation with nothing but an address.
pub(in crate::bapi) fn default_invitation(cx: &BackendCx, address: &str) -> Invitation {
    Invitation {
        id: InvitationId::generate(cx.now, cx.random()),
        instance_id: cx.instance_id().clone(),
        email_address: address.to_owned(),
        public_metadata: serde_json::Map::new(),
        redirect_url: None,
        status: InvitationStatus::Pending,
        expires_at: cx.now.plus_secs(DEFAULT_DAYS * DAY_SECS),
        created_at: cx.now,
        updated_at: cx.now,
    }
}

/// The backend decides where the link leads, to a page or into an application; only not into the reader's browser itself.
fn checked(text: String) -> Result<String, ApiError> {
    let usable = Url::parse(&text).is_ok_and(|url| !NOT_TO_BE_FOLLOWED.contains(&url.scheme()));
    if usable {
        return Ok(text);
    }
    let reason = "redirect_url must be an absolute URL.";
    Err(ApiError::param(ErrorCode::FormParamFormatInvalid, "redirect_url", reason))
}
