//! Groups of settings that a body names.

use nightdesk_auth::model::{AndroidApp, Display, NativeApps, Pages, PreferredSignIn, SessionSettings};
use nightdesk_wire::codes::ErrorCode;

use crate::{ApiError, bapi::body::Body};

/// Settings of sessions.
pub(super) struct SessionChange {
    reverification: Option<bool>,
    reverification_max_age_secs: Option<i64>,
    /// `null` takes it out.
    inactivity_secs: Option<Option<i64>>,
    second_factor_required: Option<bool>,
    client_trust: Option<bool>,
}

impl SessionChange {
    pub(super) fn read(body: &mut Body) -> Result<Self, ApiError> {
        Ok(Self {
            reverification: body.switch("reverification")?,
            reverification_max_age_secs: body.number("reverification_max_age_secs")?,
            inactivity_secs: body.number_or_null("inactivity_secs")?,
            second_factor_required: body.switch("second_factor_required")?,
            client_trust: body.switch("client_trust")?,
        })
    }

    pub(super) fn apply(&self, settings: SessionSettings) -> SessionSettings {
        SessionSettings {
            reverification: self.reverification.unwrap_or(settings.reverification),
            reverification_max_age_secs: self
                .reverification_max_age_secs
                .unwrap_or(settings.reverification_max_age_secs),
            inactivity_secs: self.inactivity_secs.unwrap_or(settings.inactivity_secs),
            second_factor_required: self.second_factor_required.unwrap_or(settings.second_factor_required),
            client_trust: self.client_trust.unwrap_or(settings.client_trust),
        }
    }
}

/// Pages of the application; `null` takes one out.
pub(super) struct PagesChange {
    home_url: Option<Option<String>>,
    sign_in_url: Option<Option<String>>,
    sign_up_url: Option<Option<String>>,
}

impl PagesChange {
    pub(super) fn read(body: &mut Body) -> Result<Self, ApiError> {
        Ok(Self {
            home_url: body.text("home_url")?,
            sign_in_url: body.text("sign_in_url")?,
            sign_up_url: body.text("sign_up_url")?,
        })
    }

    pub(super) fn apply(&self, pages: Pages) -> Pages {
        Pages {
            home_url: self.home_url.clone().unwrap_or(pages.home_url),
            sign_in_url: self.sign_in_url.clone().unwrap_or(pages.sign_in_url),
            sign_up_url: self.sign_up_url.clone().unwrap_or(pages.sign_up_url),
        }
    }
}

/// What SDKs and pages show; `null` or an empty text takes one out.
pub(super) struct DisplayChange {
    support_email: Option<Option<String>>,
    clerk_js_version: Option<Option<String>>,
    preferred_sign_in: Option<PreferredSignIn>,
}

impl DisplayChange {
    pub(super) fn read(body: &mut Body) -> Result<Self, ApiError> {
        let mut text =
            |name| Ok::<_, ApiError>(body.text(name)?.map(|text| text.filter(|text| !text.is_empty())));
        Ok(Self {
            support_email: text("support_email")?,
            clerk_js_version: text("clerk_js_version")?,
            preferred_sign_in: text(PREFERRED)?.map(preferred_sign_in).transpose()?,
        })
    }

    pub(super) fn apply(&self, display: Display) -> Display {
        Display {
            support_email: self.support_email.clone().unwrap_or(display.support_email),
            clerk_js_version: self.clerk_js_version.clone().unwrap_or(display.clerk_js_version),
            preferred_sign_in: self.preferred_sign_in.unwrap_or(display.preferred_sign_in),
        }
    }
}

const PREFERRED: &str = "preferred_sign_in_strategy_when_password_required";

fn preferred_sign_in(text: Option<String>) -> Result<PreferredSignIn, ApiError> {
    let parsed = text.as_deref().map(PreferredSignIn::parse).transpose();
    let parsed = parsed.map_err(|_| {
        let text = format!("{PREFERRED} must be password or otp.");
        ApiError::param(ErrorCode::FormParamValueInvalid, PREFERRED, text)
    });
    Ok(parsed?.unwrap_or_default())
}

/// Native applications.
pub(super) struct NativeChange {
    apple_app_ids: Option<Vec<String>>,
    android_apps: Option<Vec<AndroidApp>>,
}

impl NativeChange {
    pub(super) fn read(body: &mut Body) -> Result<Self, ApiError> {
        let expected = "a list of applications with package_name and sha256_cert_fingerprints";
        Ok(Self {
            apple_app_ids: body.texts("apple_app_ids")?,
            android_apps: body.list("android_apps", expected)?,
        })
    }

    pub(super) fn apply(&self, native: NativeApps) -> NativeApps {
        NativeApps {
            apple_app_ids: self.apple_app_ids.clone().unwrap_or(native.apple_app_ids),
            android_apps: self.android_apps.clone().unwrap_or(native.android_apps),
        }
    }
}
