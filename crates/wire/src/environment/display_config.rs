//! Names, pages and pictures of an application.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::ids::InstanceId;

/// How the application presents itself.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "object", rename = "display_config")]
pub struct DisplayConfig {
    /// The instance.
    pub id: InstanceId,
    /// `development` or `production`.
    pub instance_environment_type: &'static str,
    /// Name of the application.
    pub application_name: String,
    /// Colours for the components.
    pub theme: Map<String, Value>,
    /// What the sign-in page offers first: `password` or `otp`.
    pub preferred_sign_in_strategy: &'static str,
    /// Where the pages are.
    #[serde(flatten)]
    pub urls: PageUrls,
    /// Address for users in need.
    pub support_email: Option<String>,
    /// Whether components show who made them.
    pub branded: bool,
    /// Whether identity providers stand above the form.
    pub experimental_force_oauth_first: bool,
    /// Version of the browser SDK that pages should load.
    pub clerk_js_version: Option<String>,
    /// Whether pages say that this is a development instance.
    pub show_devmode_warning: bool,
    /// Client id for Google's one-tap prompt.
    pub google_one_tap_client_id: Option<String>,
    /// Page with help.
    pub help_url: Option<String>,
    /// Page with the privacy policy.
    pub privacy_policy_url: Option<String>,
    /// Page with the terms.
    pub terms_url: Option<String>,
    /// The logo.
    pub logo_url: Option<String>,
    /// The icon.
    pub favicon_url: Option<String>,
    /// The logo as an uploaded image.
    pub logo_image: Option<Value>,
    /// The icon as an uploaded image.
    pub favicon_image: Option<Value>,
    /// Site key of the bot check. Without one, SDKs never run a check.
    pub captcha_public_key: Option<String>,
    /// Kind of bot check.
    pub captcha_widget_type: Option<&'static str>,
    /// Site key of the invisible bot check.
    pub captcha_public_key_invisible: Option<String>,
    /// Who makes the bot check.
    pub captcha_provider: Option<&'static str>,
    /// Identity providers that need no bot check.
    pub captcha_oauth_bypass: Vec<String>,
}

/// Where the SDKs send the browser.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PageUrls {
    /// The application.
    pub home_url: String,
    /// Page to sign in.
    pub sign_in_url: String,
    /// Page to sign up.
    pub sign_up_url: String,
    /// Page of the user's account.
    pub user_profile_url: String,
    /// Page to join the waitlist.
    pub waitlist_url: String,
    /// Page to let another application in.
    pub oauth_consent_url: String,
    /// Next page after a sign-in.
    pub after_sign_in_url: String,
    /// Next page after a sign-up.
    pub after_sign_up_url: String,
    /// Next page after one of several sessions ended.
    pub after_sign_out_one_url: String,
    /// Next page after the last session ended.
    pub after_sign_out_all_url: String,
    /// Next page after changing to another session.
    pub after_switch_session_url: String,
    /// Next page after joining the waitlist.
    pub after_join_waitlist_url: String,
    /// Page of the organization.
    pub organization_profile_url: String,
    /// Page to make an organization.
    pub create_organization_url: String,
    /// Next page after leaving an organization.
    pub after_leave_organization_url: String,
    /// Next page after making an organization.
    pub after_create_organization_url: String,
    /// Where the logo leads.
    pub logo_link_url: String,
}
