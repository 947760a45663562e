//! Which attributes users have and how they prove them, and how long the log is kept: settings of this server's own.

use nightdesk_auth::model::{Presence, Settings};
use nightdesk_wire::codes::ErrorCode;

use crate::{ApiError, bapi::body::Body};

/// The settings a body names.
pub(super) struct Attributes {
    email_address: Option<Presence>,
    phone_number: Option<Presence>,
    username: Option<Presence>,
    password: Option<Presence>,
    first_name: Option<Presence>,
    last_name: Option<Presence>,
    email_code: Option<bool>,
    email_link: Option<bool>,
    email_link_same_client: Option<bool>,
    email_code_second_factor: Option<bool>,
    legal_consent: Option<bool>,
    log_retention_days: Option<i64>,
}

impl Attributes {
    /// Reads `off`, `on` and `required`, and switches.
    ///
    /// # Errors
    /// `form_param_value_invalid`, `form_param_format_invalid`.
    pub(super) fn read(body: &mut Body) -> Result<Self, ApiError> {
        Ok(Self {
            email_address: presence(body, "email_address")?,
            phone_number: presence(body, "phone_number")?,
            username: presence(body, "username")?,
            password: presence(body, "password")?,
            first_name: presence(body, "first_name")?,
            last_name: presence(body, "last_name")?,
            email_code: body.switch("email_code")?,
            email_link: body.switch("email_link")?,
            email_link_same_client: body.switch("email_link_same_client")?,
            email_code_second_factor: body.switch("email_code_second_factor")?,
            legal_consent: body.switch("legal_consent")?,
            log_retention_days: body.number("log_retention_days")?,
        })
    }

    /// Changes what was named.
    pub(super) fn apply(&self, settings: &mut Settings) {
        for (setting, wanted) in [
            (&mut settings.email_address, self.email_address),
            (&mut settings.phone_number, self.phone_number),
            (&mut settings.username, self.username),
            (&mut settings.password_presence, self.password),
            (&mut settings.first_name, self.first_name),
            (&mut settings.last_name, self.last_name),
        ] {
            *setting = wanted.unwrap_or(*setting);
        }
        for (setting, wanted) in [
            (&mut settings.email_code, self.email_code),
            (&mut settings.email_link, self.email_link),
            (&mut settings.email_link_same_client, self.email_link_same_client),
            (&mut settings.email_code_second_factor, self.email_code_second_factor),
            (&mut settings.legal_consent, self.legal_consent),
        ] {
            *setting = wanted.unwrap_or(*setting);
        }
        settings.log_retention_days = self.log_retention_days.unwrap_or(settings.log_retention_days);
    }
}

fn presence(body: &mut Body, name: &'static str) -> Result<Option<Presence>, ApiError> {
    let refused = |_| {
        let text = format!("{name} must be off, on or required.");
        ApiError::param(ErrorCode::FormParamValueInvalid, name, text)
    };
    body.text(name)?.flatten().map(|text| Presence::parse(&text).map_err(refused)).transpose()
}
